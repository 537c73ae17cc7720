"""Whole runs: what stays the same, what a new article adds, and what survives a kill, a reader, a fault, a rival."""

import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import dagster as dg
import duckdb
import polars as pl
import pytest

from etl.cli.launch import Outcome, launch
from etl.definitions import ingest_job
from etl.reading.pool import BATCH_SIZE
from etl.reading.version import reader_version
from etl.state import FrameStore, Ledger, ReadingsCache, State
from tests.conftest import ROOT, Project, kill, rows_of, short_article, wait_for

pytestmark = pytest.mark.slow

NEW_ARTICLE = """\
 date 2022-05-11 HAVANA — Cuban President Miguel Díaz-Canel Bermúdez met with Vietnamese Foreign Minister Bùi Thanh \
Sơn in Havana on Tuesday.

The two sides agreed to expand cooperation in agriculture. — VNA
"""

MORE_THAN_A_BATCH = BATCH_SIZE + 100

UNRELATED_ARTICLE = """\
 date 2023-11-08 NAIROBI — Kenyan President William Ruto met with Norwegian Prime Minister Jonas Gahr Støre on Tuesday.
"""


def make(seeds: Path, warehouse: Path) -> Outcome:
    """One run in this process, which spares it Dagster's start."""
    return launch(seeds, warehouse, 2, full=False, verbose=False)


def count(warehouse: Path, query: str) -> object:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.sql(query).fetchall()[0][0]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """A project with the five seed articles and an empty file, published, and an untouched copy of its folder."""
    project = Project(tmp_path_factory.mktemp("project"))
    shutil.copytree(ROOT / "seeds", project.seeds)
    (project.seeds / "empty.txt").touch()
    assert make(project.seeds, project.warehouse).problems == ()
    kept = tmp_path_factory.mktemp("kept") / "project"
    shutil.copytree(project.folder, kept, symlinks=True)
    return project, kept


@pytest.fixture
def published(first_run: tuple[Project, Path]) -> Project:
    """The published project as its first run left it, always in the same place: documents are known by theirs."""
    project, kept = first_run
    shutil.rmtree(project.folder)
    shutil.copytree(kept, project.folder, symlinks=True)
    return project


def test_a_second_run_leaves_the_same_content(published: Project):
    before = rows_of(published.warehouse)
    outcome = make(published.seeds, published.warehouse)
    assert outcome.problems == ()
    assert rows_of(published.warehouse) == before
    assert count(published.warehouse, f"SELECT files_unchanged FROM runs WHERE run_id = '{outcome.run_id}'") == 5
    assert count(published.warehouse, "SELECT count(*) FROM runs WHERE finished_at IS NOT NULL") == 2


def test_the_order_of_files_does_not_matter(published: Project, tmp_path: Path):
    reversed_seeds = tmp_path / "seeds"
    reversed_seeds.mkdir()
    for number, file in enumerate(sorted(published.seeds.iterdir(), reverse=True)):
        shutil.copy(file, reversed_seeds / f"{number}.txt")
    assert make(reversed_seeds, tmp_path / "reversed.duckdb").problems == ()

    place = ("source_file", "source_uri", "source_key", "reject_key")  # the keys are made from where a file lies
    assert rows_of(tmp_path / "reversed.duckdb", less=place) == rows_of(published.warehouse, less=place)


def test_a_seed_added_gives_exactly_its_rows_more(published: Project, tmp_path: Path):
    before = rows_of(published.warehouse)
    (published.seeds / "005_new.txt").write_text(UNRELATED_ARTICLE)
    assert make(published.seeds, published.warehouse).problems == ()
    after = rows_of(published.warehouse)
    lost = {name: rows for name in before if (rows := Counter(before[name]) - Counter(after[name]))}
    assert lost == {}

    new_id = count(published.warehouse, "SELECT article_id FROM articles WHERE source_file = '005_new.txt'")
    for name in ("articles", "mentions", "event_mentions"):
        added = Counter(after[name]) - Counter(before[name])
        assert added, name
        assert all(new_id in row for row in added)
    assert len(after["articles"]) == len(before["articles"]) + 1

    assert make(published.seeds, tmp_path / "fresh.duckdb").problems == ()
    refused_in = ["reject_key"]  # made from the run that refused the file, which is another one here
    assert rows_of(tmp_path / "fresh.duckdb", less=refused_in) == rows_of(published.warehouse, less=refused_in)


def test_an_edited_seed_replaces_its_rows(published: Project):
    seed = next(published.seeds.glob("000_*.txt"))
    seed.write_text(seed.read_text() + "\n\nThe talks ended on Thursday.")
    outcome = make(published.seeds, published.warehouse)
    assert outcome.problems == ()
    assert count(published.warehouse, "SELECT count(*) FROM articles") == 5
    assert count(published.warehouse, f"SELECT count(*) FROM sources WHERE source_file = '{seed.name}'") == 2
    assert count(published.warehouse, f"SELECT files_changed FROM runs WHERE run_id = '{outcome.run_id}'") == 1


@pytest.mark.faults("a run killed while it reads or publishes", "the old file stays; the next goes on where it was")
def test_a_run_killed_while_reading_disturbs_no_query_and_goes_on_where_it_was(published: Project):
    before = rows_of(published.warehouse)
    for number in range(MORE_THAN_A_BATCH):
        (published.seeds / f"more_{number}.txt").write_text(short_article(number))
    batches = set(published.state.glob("cache/readings/*/*.parquet"))
    process = published.start("run")
    try:
        wait_for(lambda: set(published.state.glob("cache/readings/*/*.parquet")) - batches, seconds=300)
        assert count(published.warehouse, "SELECT count(*) FROM articles") == 5
    finally:
        kill(process)
    assert process.returncode == -signal.SIGKILL
    assert rows_of(published.warehouse) == before

    done = published.run("run")
    assert done.returncode == 0, done.stderr
    assert f"reading {MORE_THAN_A_BATCH} new articles" not in done.stderr
    assert count(published.warehouse, "SELECT count(*) FROM articles") == 5 + MORE_THAN_A_BATCH
    assert count(published.warehouse, "SELECT count(*) FROM runs WHERE finished_at IS NULL") == 1

    ends = [run.status for run in history(published)]
    assert ends == [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE]


@pytest.mark.faults("a run killed while it reads or publishes", "the old file stays; the next goes on where it was")
def test_a_run_killed_while_publishing_leaves_the_last_good_file(published: Project):
    before = rows_of(published.warehouse)
    (published.seeds / "005_new.txt").write_text(NEW_ARTICLE)
    builds = set(published.state.glob("builds/*"))
    process = published.start("run")
    try:
        wait_for(lambda: any(f for d in set(published.state.glob("builds/*")) - builds for f in d.glob("*.duckdb")))
    finally:
        kill(process)
    assert process.returncode == -signal.SIGKILL
    assert rows_of(published.warehouse) == before

    assert make(published.seeds, published.warehouse).problems == ()
    assert count(published.warehouse, "SELECT count(*) FROM articles") == 6


def test_a_reader_who_holds_the_old_file_sees_no_error(published: Project):
    with duckdb.connect(str(published.warehouse), read_only=True) as reader:
        (published.seeds / "005_new.txt").write_text(NEW_ARTICLE)
        assert make(published.seeds, published.warehouse).problems == ()
        assert reader.sql("SELECT count(*) FROM articles").fetchall() == [(5,)]
    assert count(published.warehouse, "SELECT count(*) FROM articles") == 6


def test_a_writer_who_was_killed_does_not_spoil_the_next_file(published: Project):
    program = (
        "import duckdb, sys, time\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.sql('CREATE TABLE mine AS SELECT 1 AS n')\n"
        "print('ready', flush=True)\n"
        "time.sleep(600)\n"
    )
    command = [sys.executable, "-c", program, str(published.warehouse)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        (published.seeds / "005_new.txt").write_text(NEW_ARTICLE)
        assert make(published.seeds, published.warehouse).problems == ()
    finally:
        kill(writer)
    assert count(published.warehouse, "SELECT count(*) FROM articles") == 6
    assert make(published.seeds, published.warehouse).problems == ()


def test_a_failing_check_leaves_the_old_file(published: Project):
    before, link = rows_of(published.warehouse), published.warehouse.readlink()
    spoil_readings(published)
    outcome = make(published.seeds, published.warehouse)
    assert any("mentions" in problem and "article says" in problem for problem in outcome.problems)
    assert (rows_of(published.warehouse), published.warehouse.readlink()) == (before, link)


def test_a_bad_frame_is_not_published_by_the_warehouse_alone(published: Project):
    before, link = rows_of(published.warehouse), published.warehouse.readlink()
    frames = FrameStore(State.beside(published.warehouse).frames)
    articles = frames.load("dim_articles")
    frames.save("dim_articles", pl.concat([articles, articles]))
    with dg.DagsterInstance.ephemeral() as instance:
        settings = {"seeds": str(published.seeds), "warehouse": str(published.warehouse), "workers": 1}
        result = dg.execute_job(
            dg.reconstructable(ingest_job),
            instance=instance,
            run_config={"resources": {"run": {"config": settings}}},
            asset_selection=[dg.AssetKey("warehouse")],
        )
    assert not result.success
    assert (rows_of(published.warehouse), published.warehouse.readlink()) == (before, link)


@pytest.mark.faults("two runs started at once", "the second waits and says so; both finish")
def test_two_runs_at_once_both_finish(project: Project):
    for number in range(3):
        (project.seeds / f"{number}.txt").write_text(short_article(number))
    processes = [project.start("run") for _ in range(2)]
    try:
        ends = [(process.communicate(timeout=400), process.returncode) for process in processes]
    finally:
        for process in processes:
            kill(process)
    errors = [error for (_, error), _ in ends]
    assert [code for _, code in ends] == [0, 0], errors
    assert sum(error.count("another run is under way (started 20") for error in errors) == 1
    assert not any("dagster" in error or "Traceback" in error for error in errors)
    assert count(project.warehouse, "SELECT count(*) FROM runs") == 2
    assert [run.status for run in history(project)] == [dg.DagsterRunStatus.SUCCESS] * 2


def history(project: Project) -> list[dg.DagsterRun]:
    """The runs that the project's Dagster page shows, the latest first."""
    with dg.DagsterInstance.from_config(str(project.folder / ".dagster")) as instance:
        return list(instance.get_runs())


def spoil_readings(project: Project) -> None:
    """Moves every mention of the cached readings by one character, as a faulty reader would."""
    state = State.beside(project.warehouse)
    cache, documents = ReadingsCache(state.readings, reader_version()), Ledger(state.ledger).documents()
    moved = pl.element().struct.with_fields(pl.field("char_start") + 1, pl.field("char_end") + 1)
    readings = cache.load(documents).with_columns(pl.col("mentions").list.eval(moved))
    cache.clear()
    cache.add(documents, readings)
