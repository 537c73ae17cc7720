"""Single assets and selections of them, as the page starts them: what is fresh is used as it is, the rest stays."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from etl.cli.instance import instance_for
from etl.definitions import ingest_job
from etl.defs.tables import assets_of
from etl.state import State
from tests.conftest import Project, short_article

pytestmark = pytest.mark.slow

READ = [table.name for table in assets_of("read")]
LEDGER = ["sources", "rejects", "runs"]
STAR = [table.name for table in assets_of("star")]


@dataclass(frozen=True)
class Page:
    """A published project and its history; materializes what is selected, with its checks."""

    project: Project
    instance: dg.DagsterInstance

    def materialize(self, *assets: str) -> dg.JobExecutionResult:
        """These assets, or all when none is named."""
        settings = {"seeds": str(self.project.seeds), "warehouse": str(self.project.warehouse), "workers": 1}
        return dg.execute_job(
            dg.reconstructable(ingest_job),
            instance=self.instance,
            run_config={
                "resources": {"run": {"config": settings}},
                "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
            },
            asset_selection=[dg.AssetKey(name) for name in assets] or None,
        )

    def frames(self) -> dict[str, int]:
        """When each frame between the steps was last written, by the asset's name."""
        folder = State.beside(self.project.warehouse).frames
        return {path.stem: path.stat().st_mtime_ns for path in folder.glob("*.parquet")}

    def articles(self) -> int:
        """How many the published warehouse holds."""
        with duckdb.connect(str(self.project.warehouse), read_only=True) as warehouse:
            ((count,),) = warehouse.sql("SELECT count(*) FROM articles").fetchall()
        return int(count)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """On one article, with the history that `communique ui` shows."""
    project = Project(tmp_path_factory.mktemp("project"))
    project.seeds.mkdir()
    (project.seeds / "a.txt").write_text(short_article(1))
    before = Path.cwd()
    os.chdir(project.folder)
    try:
        with instance_for(project.warehouse) as instance:
            page = Page(project, instance)
            assert page.materialize().success
            yield page
    finally:
        os.chdir(before)


def made(result: dg.JobExecutionResult) -> set[str]:
    return {event.asset_key.to_user_string() for event in result.all_events if event.is_step_materialization}


def read_now(result: dg.JobExecutionResult) -> object:
    """How many articles the run has read, as the page shows it."""
    (event,) = (
        event
        for event in result.all_events
        if event.is_step_materialization and event.asset_key == dg.AssetKey("articles")
    )
    return event.step_materialization_data.materialization.metadata["read_articles"].value


def checked(result: dg.JobExecutionResult) -> set[tuple[str, str]]:
    evaluations = [
        event.asset_check_evaluation_data
        for event in result.all_events
        if event.event_type is dg.DagsterEventType.ASSET_CHECK_EVALUATION
    ]
    assert all(each.passed for each in evaluations)
    return {(each.asset_key.to_user_string(), each.check_name) for each in evaluations}


@pytest.mark.parametrize("asset", ["dim_people", "fct_events", "dim_dates"])
def test_one_asset_is_made_and_checked_and_nothing_else(page: Page, asset: str) -> None:
    before, link = page.frames(), page.project.warehouse.readlink()
    done = page.materialize(asset)
    assert done.success
    assert made(done) == {asset}
    assert (asset, "contract") in checked(done)
    after = page.frames()
    assert {name for name in after if after[name] != before[name]} == {asset}
    assert page.project.warehouse.readlink() == link


def test_a_selection_reads_only_what_is_new_and_the_rest_follows_when_it_is_asked_for(page: Page) -> None:
    articles = page.articles()
    (page.project.seeds / "b.txt").write_text(short_article(2))
    done = page.materialize("documents", *READ)
    assert done.success
    assert read_now(done) == 1
    assert page.articles() == articles

    done = page.materialize(*READ)
    assert done.success
    assert read_now(done) == 0

    done = page.materialize(*LEDGER, *STAR, "warehouse")
    assert done.success
    assert made(done) == {*LEDGER, *STAR, "warehouse"}
    assert page.articles() == articles + 1


def test_an_asset_without_what_it_is_made_from_says_what_to_make_first(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.seeds.mkdir()
    with dg.DagsterInstance.ephemeral() as instance:
        done = Page(project, instance).materialize("dim_dates")
    assert not done.success
    (failure,) = (event for event in done.all_events if event.is_step_failure)
    error = failure.step_failure_data.error
    while error.cause is not None:
        error = error.cause
    assert "has not been saved yet; materialize the asset" in error.message
