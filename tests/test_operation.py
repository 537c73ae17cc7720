"""Operation: what runs tell of themselves, what they warn of or stop for, exports after publishing, and pruning."""

import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from etl.definitions import ingest_job
from etl.defs.exports import export_assets
from etl.reading.pool import read_in_batches
from etl.reading.version import reader_version
from etl.state import ReadingsCache, State
from tests.conftest import Project, run_here, short_article
from tests.star_frames import star
from warehouse.publish import publish

FRENCH = (
    " date 2021-03-02 PARIS — Le ministre des Affaires étrangères a reçu mardi son homologue cubain pour évoquer la "
    "coopération économique entre les deux pays et la situation internationale. Les deux parties se sont félicitées.\n"
)


def run(project: Project) -> dg.ExecuteInProcessResult:
    """The job in this process, checks and all; does not raise."""
    settings = {"seeds": str(project.seeds), "warehouse": str(project.warehouse), "workers": 1}
    return ingest_job().execute_in_process(
        run_config={"resources": {"run": {"config": settings}}}, raise_on_error=False
    )


def checks(result: dg.ExecuteInProcessResult, asset: str) -> Mapping[str, dg.AssetCheckEvaluation]:
    found = [
        event.asset_check_evaluation_data
        for event in result.all_events
        if event.event_type_value == "ASSET_CHECK_EVALUATION"
    ]
    return {each.check_name: each for each in found if each.asset_key == dg.AssetKey(asset)}


def metadata(result: dg.ExecuteInProcessResult, asset: str) -> Mapping[str, object]:
    (event,) = (
        event for event in result.all_events if event.is_step_materialization and event.asset_key == dg.AssetKey(asset)
    )
    told = event.step_materialization_data.materialization.metadata
    return {name: value.value for name, value in told.items()}


class TestWhatARunTells:
    def test_seconds_per_stage_slowest_articles_and_languages(self, project: Project) -> None:
        for number in range(3):
            (project.seeds / f"{number}.txt").write_text(short_article(number) * (number + 1))
        (project.seeds / "fr.txt").write_text(FRENCH)
        done = run(project)
        assert done.success

        stages = metadata(done, "warehouse")
        assert all(float(str(stages[f"{stage}_seconds"])) > 0 for stage in ("extract", "read", "star", "publish"))
        told = metadata(done, "articles")
        assert told["read_articles"] == 4
        assert float(str(told["articles_per_second"])) > 0
        assert str(told["slowest"]).count(".txt") == 4
        assert told["unread_languages"] == 1
        assert "` fr `" in str(told["languages"])

        again = metadata(run(project), "articles")
        assert again["read_articles"] == 0
        assert "slowest" not in again
        assert again["unread_languages"] == 1

    def test_the_command_line_says_stages_and_languages(self, project: Project) -> None:
        (project.seeds / "en.txt").write_text(short_article(1))
        (project.seeds / "fr.txt").write_text(FRENCH)
        done = run_here(project)
        assert done.exit_code == 0, done.stderr
        assert "1 loaded but not read, for their language: 1 fr" in done.stdout
        (last,) = (line for line in done.stdout.splitlines() if line.startswith("published "))
        assert [part.split()[0] for part in last.partition("(")[2].split(", ")] == [
            "extract",
            "read",
            "star",
            "publish",
        ]

    def test_the_pool_tells_the_time_by_the_clock_it_is_given(self) -> None:
        documents = pl.DataFrame(
            {
                "article_id": ["art-1", "art-2"],
                "text": [short_article(1), short_article(2)],
                "source_file": ["1", "2"],
                "metadata": ["{}", "{}"],
            }
        )
        ticks = iter(range(100))
        (batch,) = read_in_batches(documents, workers=1, clock=lambda: float(next(ticks)))
        assert batch.seconds == {"art-1": 1.0, "art-2": 1.0}
        (still,) = read_in_batches(documents, workers=1)
        assert set(still.seconds.values()) == {0.0}


class TestFreshness:
    def test_what_has_just_arrived_is_fresh(self, project: Project) -> None:
        (project.seeds / "a.txt").write_text(short_article(1))
        assert checks(run(project), "sources")["fresh"].passed

    def test_days_without_arrivals_are_a_warning_and_stop_nothing(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done = run(project)
        assert done.success
        fresh = checks(done, "sources")["fresh"]
        assert (fresh.passed, fresh.severity) == (False, dg.AssetCheckSeverity.WARN)
        assert fresh.description == "no document has arrived yet: look at what fills the folder"
        monkeypatch.setenv("COMMUNIQUE_ARRIVALS_DAYS", "0")
        assert checks(run(project), "sources")["fresh"].passed


class TestVolume:
    def test_a_run_that_has_lost_documents_is_stopped(self, project: Project) -> None:
        (project.seeds / "a.txt").write_text(short_article(1))
        (project.seeds / "b.txt").write_text(short_article(2))
        assert run(project).success
        before = project.warehouse.resolve()

        # The ledger is lost, and so is one of the files.
        (project.state / "ledger.sqlite").unlink()
        (project.seeds / "b.txt").unlink()
        done = run(project)
        assert not done.success
        lost = checks(done, "sources")["nothing_lost"]
        assert (lost.passed, lost.severity) == (False, dg.AssetCheckSeverity.ERROR)
        assert lost.description is not None
        assert "1 documents of the published warehouse are unknown to the ledger" in lost.description
        assert "b.txt" in lost.description
        assert project.warehouse.resolve() == before

        told = run_here(project)
        assert told.exit_code == 1
        assert "put back the ledger" in told.stderr

        project.warehouse.unlink()  # as the message says
        assert run(project).success

    def test_a_file_that_was_removed_is_not_lost(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        for number in range(3):
            (project.seeds / f"{number}.txt").write_text(short_article(number))
        assert run(project).success
        for number in range(2):
            (project.seeds / f"{number}.txt").unlink()
        assert checks(run(project), "articles")["volume"].passed  # they stay

        monkeypatch.setenv("COMMUNIQUE_REMOVED", "withdraw")
        done = run(project)
        assert done.success
        assert checks(done, "sources")["nothing_lost"].passed
        volume = checks(done, "articles")["volume"]
        assert (volume.passed, volume.severity) == (False, dg.AssetCheckSeverity.WARN)
        assert volume.description == "articles fell from 3 to 1: were files removed, or became unreadable?"


class TestExports:
    def test_formats_that_the_settings_name_follow_every_run(self, project: Project) -> None:
        (project.seeds / "a.txt").write_text(short_article(1))
        (project.folder / "communique.toml").write_text('exports = ["csv", "gdelt"]\n')
        run = ("run", "--warehouse", "news.duckdb")  # not the default one, which would keep a history
        done = project.run(*run)
        assert done.returncode == 0, done.stderr
        exports = project.folder / "news.exports"
        assert {folder.name for folder in exports.iterdir()} == {"csv", "gdelt"}
        assert "a.txt" in (exports / "csv" / "articles.csv").read_text("utf-8")

        # What cannot be exported is published all the same, and said.
        (exports / "csv" / "mine.txt").write_text("notes")
        done = project.run(*run)
        assert done.returncode == 1
        assert "communique: published, but then: export_csv: " in done.stderr
        assert "mine.txt, which is not from an export" in done.stderr
        assert "1 unchanged" in done.stdout

    def test_none_is_an_asset_unless_it_is_named(self) -> None:
        assert export_assets(()) == []
        (asset,) = export_assets(["csv", "csv"])
        assert asset.key == dg.AssetKey("export_csv")
        assert asset.asset_deps[asset.key] == {dg.AssetKey("warehouse")}


class TestPruning:
    @pytest.mark.slow
    @pytest.mark.usefixtures("published_here")
    def test_former_builds_go_by_age(self, target: Path, builds: Path) -> None:
        for name in ("000002", "000003"):
            shutil.copytree(builds / "000001", builds / name)
        month_ago = (datetime.now(UTC) - timedelta(days=30)).timestamp()
        for folder in builds.iterdir():
            os.utime(folder, (month_ago, month_ago))
        publish(star(), target, builds, keep=timedelta(days=60))
        assert sorted(folder.name for folder in builds.iterdir()) == ["000002", "000003", "000004"]
        publish(star(), target, builds, keep=timedelta(days=7))
        assert sorted(folder.name for folder in builds.iterdir()) == ["000004", "000005"]

    def test_readings_that_nothing_needs_go_by_age(self, project: Project) -> None:
        texts = [short_article(number) for number in range(4)]
        documents = pl.DataFrame(
            {
                "article_id": [f"art-{number:016x}" for number in range(4)],
                "text": texts,
                "source_file": [f"{number}.txt" for number in range(4)],
                "metadata": ["{}"] * 4,
            }
        )
        state = State.beside(project.warehouse)
        cache = ReadingsCache(state.readings, reader_version())
        for part in (documents[:2], documents[2:3], documents[3:]):
            (batch,) = read_in_batches(part, workers=1)
            cache.add(batch.documents, batch.readings)
        needed = documents[1:3]

        cache.prune(needed, datetime.now(UTC) - timedelta(days=1))
        assert cache.unread(documents).height == 0  # too young to go
        cache.prune(needed, datetime.now(UTC) + timedelta(days=1))
        assert cache.unread(documents)["source_file"].to_list() == ["0.txt", "3.txt"]
        assert cache.load(needed).height == 2
        assert len(list(state.readings.rglob("*.parquet"))) == 2
