"""Arrivals: what the sensor takes for new and finished, on real folders and ledgers, and a page that is left alone."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from etl.definitions import defs, ingest_job
from etl.defs import settings
from etl.defs.automation import FILES_LEFT_TAG, FILES_TAG, arrivals, daily
from etl.extract import scan
from etl.extract.observe import observe, only_files
from etl.state import Ledger, RunLock, State
from tests.conftest import Project, kill, short_article, wait_for

HOLD = """
import sys
from pathlib import Path
from etl.state import RunLock, State
with RunLock(State.beside(Path(sys.argv[1]))).hold("run-1", lambda holder: None):
    print("held", flush=True)
    sys.stdin.read()
"""


class Watched:
    """A project whose folder the sensor looks at, each time with what it remembered from the last: `watched.look()`."""

    def __init__(self, project: Project) -> None:
        self.seeds = project.seeds
        self.warehouse = project.warehouse
        self.state = project.state
        self.cursor: str | None = None

    def look(self) -> dg.RunRequest | str:
        """The run that the sensor asks for, or why it does not."""
        with dg.build_sensor_context(definitions=defs, cursor=self.cursor) as context:
            data = arrivals.evaluate_tick(context)
        self.cursor = data.cursor
        if data.run_requests:
            (request,) = data.run_requests
            return request
        assert data.skip_message is not None
        return data.skip_message

    def request(self) -> dg.RunRequest:
        """The run that it asks for at this look."""
        request = self.look()
        assert isinstance(request, dg.RunRequest), request
        return request

    def write(self, name: str, text: str = "a short text\n") -> Path:
        path = self.seeds / name
        path.write_text(text)
        return path

    def publish(self, *, finish: bool = True) -> None:
        """What a run of everything leaves in the ledger."""
        ledger, now = Ledger(State.beside(self.warehouse).ledger), datetime.now(UTC)
        run_id = f"run-{time.monotonic_ns()}"
        ledger.begin_run(run_id, now, "v1")
        files, found = observe(self.seeds), scan(self.seeds)
        ledger.record_scan(
            found.documents, found.rejects, folder_uri=found.folder_uri, run_id=run_id, now=now, files=files
        )
        if finish:
            ledger.finish_run(run_id, datetime.now(UTC))


@pytest.fixture
def watched(project: Project, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """A watched project in which two looks at the same state are enough."""
    monkeypatch.setenv(settings.SEEDS_VARIABLE, str(project.seeds))
    monkeypatch.setenv(settings.WAREHOUSE_VARIABLE, str(project.warehouse))
    monkeypatch.setenv(settings.QUIET_VARIABLE, "0")
    return Watched(project)


class TestSensor:
    def test_it_is_on_and_looks_every_few_seconds(self):
        assert arrivals.default_status is dg.DefaultSensorStatus.RUNNING
        assert arrivals.minimum_interval_seconds is not None
        assert arrivals.minimum_interval_seconds <= 5

    def test_seconds_are_a_number(self, watched: Watched, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv(settings.QUIET_VARIABLE, "a while")
        with pytest.raises(ValueError, match=r"COMMUNIQUE_QUIET_SECONDS is 'a while': input should be a valid integer"):
            settings.current()

    def test_files_are_taken_when_two_looks_find_them_the_same(self, watched: Watched):
        watched.write("a.txt")
        watched.write("b.txt")
        assert watched.look() == "still being written, or just arrived: a.txt, b.txt"
        assert watched.request().tags[FILES_TAG] == "2"

    def test_what_has_not_rested_long_enough_is_not_taken(self, watched: Watched, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv(settings.QUIET_VARIABLE, "1")
        watched.write("a.txt")
        looks = [watched.look() for _ in range(3)]
        assert looks == ["still being written, or just arrived: a.txt"] * 3
        time.sleep(1)
        assert watched.request()

    def test_files_wait_for_one_that_grows(self, watched: Watched):
        watched.write("a.txt")
        log = watched.write("log.txt")
        watched.look()
        for _ in range(3):
            with log.open("a") as stream:
                stream.write("one more line\n")
            assert watched.look() == "still being written, or just arrived: log.txt"
        assert watched.request().tags[FILES_TAG] == "2"

    def test_files_do_not_wait_for_ever(self, watched: Watched, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv(settings.PATIENCE_VARIABLE, "0")
        watched.write("a.txt")
        log = watched.write("log.txt")
        watched.look()
        log.write_text("one more line\n")
        request = watched.request()
        assert request.tags == request.tags | {FILES_TAG: "1", FILES_LEFT_TAG: "1"}

    def test_a_copy_with_the_dates_of_its_original_has_arrived(self, watched: Watched):
        path = watched.write("a.txt")
        os.utime(path, (0, 0))
        watched.publish()
        assert watched.look() == "nothing has arrived"
        path.write_text("A SHORT TEXT\n")
        os.utime(path, (0, 0))
        watched.look()
        assert watched.request()

    def test_nothing_has_arrived_after_a_run(self, watched: Watched):
        watched.write("a.txt")
        watched.write("nothing to read.txt", "")
        watched.publish()
        assert watched.look() == "nothing has arrived"
        watched.write("b.txt")
        watched.look()
        assert watched.request().tags[FILES_TAG] == "1"

    def test_what_an_interrupted_run_has_recorded_is_an_arrival_still(self, watched: Watched):
        watched.write("a.txt")
        watched.publish(finish=False)
        watched.look()
        assert watched.request().tags[FILES_TAG] == "1"
        watched.publish()
        assert watched.look() == "nothing has arrived"

    def test_publishing_anew_what_was_there_publishes_no_arrival(self, watched: Watched):
        watched.write("a.txt")
        watched.publish(finish=False)
        ledger = Ledger(State.of(watched.warehouse).ledger)
        ledger.begin_run("a run of the last step", datetime.now(UTC), "v1")
        ledger.finish_run("a run of the last step", datetime.now(UTC))
        watched.look()
        assert watched.request().tags[FILES_TAG] == "1"

    def test_an_empty_folder_a_missing_one_and_a_file_instead(self, watched: Watched, monkeypatch: pytest.MonkeyPatch):
        assert watched.look() == "nothing has arrived"
        for missing in (watched.seeds / "none", watched.write("a.txt")):
            monkeypatch.setenv(settings.SEEDS_VARIABLE, str(missing))
            assert watched.look() == f"there is no folder {missing}"

    def test_looking_leaves_nothing_behind(self, watched: Watched):
        watched.write("a.txt")
        watched.look()
        watched.request()
        assert not watched.warehouse.parent.exists()

    def test_a_cursor_set_by_hand_is_forgotten(self, watched: Watched):
        watched.write("a.txt")
        for cursor in ("what is this?", "[]", '{"seen_since": 3}'):
            watched.cursor = cursor
            assert watched.look() == "still being written, or just arrived: a.txt"

    def test_one_run_for_one_batch(self, watched: Watched):
        watched.write("a.txt")
        watched.look()
        watched.request()
        assert watched.look() == "a run is about to begin"
        watched.publish(finish=False)  # the run that was asked for, and it failed
        assert watched.look() == "tried, and not published: a.txt; the daily schedule tries again"
        watched.write("b.txt")
        watched.look()
        assert watched.request().tags[FILES_TAG] == "2"

    def test_equal_sets_of_files_have_equal_keys(self, watched: Watched):
        def key() -> str | None:
            watched.cursor = None
            watched.look()
            return watched.request().run_key

        path = watched.write("a.txt")
        first = key()
        assert key() == first
        path.write_text("another text\n")
        changed = key()
        path.rename(watched.seeds / "b.txt")
        assert len({first, changed, key()}) == 3

    def test_none_starts_while_a_run_is_under_way(self, watched: Watched):
        watched.write("a.txt")
        watched.look()
        other = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(watched.warehouse)],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            assert watched.look() == "a run is under way"
            assert skipped(daily) == "a run is under way"
        finally:
            kill(other)
        assert RunLock(State.of(watched.warehouse)).is_held() is False
        assert watched.request()


class TestRun:
    """What the run that the sensor asks for takes."""

    def test_it_takes_what_had_settled_and_leaves_what_came_since(self, watched: Watched):
        watched.write("a.txt", short_article(1))
        watched.look()
        request = watched.request()
        watched.write("b.txt", short_article(2))
        assert run(request)
        assert files_of(watched.warehouse) == ["a.txt"]
        assert watched.look() == "still being written, or just arrived: b.txt"
        assert run(watched.request())
        assert files_of(watched.warehouse) == ["a.txt", "b.txt"]

    def test_an_article_whose_file_is_being_rewritten_stays_as_it_was(self, watched: Watched):
        path = watched.write("a.txt", short_article(1))
        watched.publish()
        watched.write("b.txt", short_article(2))
        watched.look()
        request = watched.request()
        path.write_text("half of")
        assert run(request)
        assert files_of(watched.warehouse) == ["a.txt", "b.txt"]
        assert watched.look() == "still being written, or just arrived: a.txt"

    def test_a_touched_file_is_looked_at_once_and_found_unchanged(self, watched: Watched):
        path = watched.write("a.txt", short_article(1))
        watched.publish()
        path.touch()
        watched.look()
        assert run(watched.request())
        assert watched.look() == "nothing has arrived"
        latest = Ledger(State.of(watched.warehouse).ledger).runs().row(-1, named=True)
        assert (latest["files_unchanged"], latest["files_changed"], latest["files_new"]) == (1, 0, 0)


class TestSchedule:
    def test_it_takes_everything(self, watched: Watched):
        assert daily.cron_schedule == "0 3 * * *"
        assert daily.default_status is dg.DefaultScheduleStatus.RUNNING
        (request,) = daily.evaluate_tick(schedule_context()).run_requests or []
        assert request.run_config == {}

    def test_it_skips_without_a_folder(self, watched: Watched):
        watched.seeds.rmdir()
        assert skipped(daily) == f"there is no folder {watched.seeds}"


class TestObserve:
    def test_every_file_that_a_scan_looks_at_and_no_other(self, tmp_path: Path):
        for name in ("a b.txt", "é/ü.txt", ".hidden", "communique-fields.toml"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x")
        (tmp_path / "nowhere").symlink_to("nothing")
        names = ("a b.txt", "communique-fields.toml", "nowhere", "é/ü.txt")
        assert observe(tmp_path).keys() == {(tmp_path / name).as_uri() for name in names}

    def test_permission_to_read_changes_a_file(self, tmp_path: Path):
        path = tmp_path / "a.txt"
        path.write_text("x")
        path.chmod(0)
        before = observe(tmp_path)
        time.sleep(0.02)
        path.chmod(0o644)
        assert observe(tmp_path) != before

    def test_what_is_inside_a_file_goes_with_it(self, tmp_path: Path):
        lines = '{"title": "a", "text": "one text"}\n{"title": "b", "text": "other text"}\n{}\n'
        (tmp_path / "all.jsonl").write_text(lines)
        (tmp_path / "all.jsonl.txt").write_text("x")
        found = scan(tmp_path)
        kept = only_files(found, {(tmp_path / "all.jsonl").as_uri(): 0})
        assert (found.documents.height, kept.documents.height) == (3, 2)
        assert kept.rejects.height == found.rejects.height > 0


@pytest.fixture
def page_log(project: Project) -> Iterator[Path]:
    """The log of `communique ui`, running and left alone, on a project without articles."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = project.folder / "page.log"
    with log.open("wb") as output:
        process = project.start("ui", "--port", str(port), output=output.fileno())
    try:
        yield log
    finally:
        process.terminate()
        try:
            process.wait(timeout=120)
        finally:
            kill(process)


def test_articles_are_published_untouched_by_hand_and_only_when_they_are_whole(page_log: Path, project: Project):
    wait_for(lambda: "Serving dagster-webserver" in page_log.read_text(), seconds=300, every=0.25)
    dropped = project.seeds / "dropped.txt"
    dropped.write_text(short_article(1))
    wait_for(RunLock(State.of(project.warehouse)).is_held, seconds=300, every=0.1)

    article, piece = short_article(2), 32
    with (project.seeds / "slow.txt").open("w") as slow:
        for start in range(0, len(article), piece):
            slow.write(article[start : start + piece])
            slow.flush()
            time.sleep(2)
    wait_for(project.warehouse.exists, every=0.1)
    visible_after = project.warehouse.lstat().st_mtime - dropped.stat().st_mtime
    assert files_of(project.warehouse) == ["dropped.txt"]
    assert visible_after < 60, f"{visible_after:.1f} s"

    wait_for(lambda: files_of(project.warehouse) == ["dropped.txt", "slow.txt"], seconds=400, every=0.25)
    with duckdb.connect(str(project.warehouse), read_only=True) as warehouse:
        versions = warehouse.sql("SELECT source_file, status FROM dim_sources ORDER BY ALL").fetchall()
        assert versions == [("dropped.txt", "article"), ("slow.txt", "article")]
        assert warehouse.sql("SELECT text FROM articles WHERE source_file = 'slow.txt'").fetchall() == [(article,)]
        assert warehouse.sql("SELECT count(*) FROM runs").fetchall() == [(2,)]


def run(request: dg.RunRequest) -> bool:
    """Whether the run that was asked for succeeds."""
    with dg.DagsterInstance.ephemeral() as instance:
        places = {"seeds": str(settings.seeds_folder()), "warehouse": str(settings.warehouse_file())}
        config = {**request.run_config, "resources": {"run": {"config": {**places, "workers": 1}}}}
        return dg.execute_job(dg.reconstructable(ingest_job), instance=instance, run_config=config).success


def files_of(warehouse: Path) -> list[str]:
    """The files of the published articles; none before there is a warehouse."""
    if not warehouse.exists():
        return []
    with suppress(duckdb.IOException), duckdb.connect(str(warehouse), read_only=True) as connection:
        return [name for (name,) in connection.sql("SELECT source_file FROM articles ORDER BY 1").fetchall()]
    return []


def schedule_context() -> dg.ScheduleEvaluationContext:
    return dg.build_schedule_context(scheduled_execution_time=datetime(2026, 3, 1, 3, tzinfo=UTC))


def skipped(schedule: dg.ScheduleDefinition) -> str | None:
    """Why the schedule starts no run."""
    return schedule.evaluate_tick(schedule_context()).skip_message
