"""State: what outlives a run and what a killed run leaves. Locks and kills are real, between real processes."""

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest

from etl.state import (
    FrameMissing,
    FrameStore,
    Holder,
    Ledger,
    LedgerError,
    ReadingsCache,
    ReadingsMissing,
    RunLock,
    ScanCounts,
    State,
)
from etl.state.ledger_format import UPGRADES, upgrade
from etl.state.readings import MAX_SMALL_BATCHES
from schemas.checks import violations
from schemas.frames import polars_schema
from schemas.keys import durable_id
from schemas.registry import TABLES

SEEDS = "file:///seeds"


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process of its own that runs the script; its standard input and output are pipes."""
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    root = Path(__file__).parents[1]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def let_go(process: subprocess.Popen[str]) -> None:
    """Tells a process that runs HOLD to leave."""
    assert process.stdin is not None
    process.stdin.close()


class TestLayout:
    def test_the_state_of_a_warehouse_lies_beside_its_file(self, tmp_path: Path) -> None:
        state = State.beside(tmp_path / "new" / "news.duckdb")

        assert state.root == tmp_path / "new" / "news.state"
        assert all(folder.is_dir() for folder in (state.readings, state.frames, state.builds))
        assert state.readings.is_relative_to(state.cache)
        assert not state.builds.is_relative_to(state.cache)

    def test_a_published_link_does_not_lead_the_state_astray(self, tmp_path: Path) -> None:
        first = State.beside(tmp_path / "news.duckdb")
        (tmp_path / "news.duckdb").symlink_to(first.builds / "1.duckdb")

        assert State.beside(tmp_path / "news.duckdb") == first


class TestFrameStore:
    def test_a_frame_comes_back_as_it_was_last_saved(self, tmp_path: Path) -> None:
        store = FrameStore(tmp_path)
        store.save("articles", pl.DataFrame({"n": [1]}))
        store.save("articles", pl.DataFrame({"n": [2], "credits": [["VNA"]]}))

        assert store.load("articles").to_dicts() == [{"n": 2, "credits": ["VNA"]}]
        assert [path.name for path in tmp_path.iterdir()] == ["articles.parquet"]

    def test_a_frame_that_is_missing_or_cut_off_says_what_to_materialize(self, tmp_path: Path) -> None:
        store = FrameStore(tmp_path)
        with pytest.raises(FrameMissing, match="articles has not been saved yet; materialize the asset articles first"):
            store.load("articles")

        store.save("articles", pl.DataFrame({"n": range(1000)}))
        (tmp_path / "articles.parquet").write_bytes((tmp_path / "articles.parquet").read_bytes()[:500])
        with pytest.raises(FrameMissing, match=r"damaged \(.*articles.parquet\); materialize the asset articles"):
            store.load("articles")

    def test_half_written_files_of_killed_runs_are_garbage(self, tmp_path: Path) -> None:
        store = FrameStore(tmp_path)
        store.save("articles", pl.DataFrame({"n": [1]}))
        (tmp_path / ".articles.parquet.4711.0badcafe.tmp").write_bytes(b"PAR1")

        store.collect_garbage()

        assert [path.name for path in tmp_path.iterdir()] == ["articles.parquet"]


HOLD = """
    import sys
    from pathlib import Path
    from etl.state import RunLock, State
    def on_wait(holder):
        print("waits for", holder.run_id, flush=True)
    with RunLock(State.beside(Path(sys.argv[1]))).hold(sys.argv[2], on_wait) as killed:
        print("holds after", killed, flush=True)
        sys.stdin.read()
"""


def nobody(holder: Holder | None) -> None:
    pytest.fail(f"should not have to wait for {holder}")


class TestRunLock:
    @pytest.fixture
    def warehouse(self, tmp_path: Path) -> Path:
        return tmp_path / "news.duckdb"

    @pytest.fixture
    def lock(self, warehouse: Path) -> RunLock:
        return RunLock(State.beside(warehouse))

    def test_after_a_clean_exit_nobody_was_killed(self, lock: RunLock) -> None:
        with lock.hold("first", nobody) as killed:
            assert killed is None
        with pytest.raises(ZeroDivisionError), lock.hold("second", nobody):
            _ = 1 / 0
        with lock.hold("third", nobody) as killed:
            assert killed is None

    def test_a_second_run_waits_and_is_told_once_for_whom(self, warehouse: Path, lock: RunLock) -> None:
        other = python(HOLD, warehouse, "first")
        assert line(other) == "holds after None"
        waited: list[Holder | None] = []

        def on_wait(holder: Holder | None) -> None:
            waited.append(holder)
            let_go(other)

        with lock.hold("second", on_wait) as killed:
            assert killed is None
        assert other.wait(10) == 0

        (holder,) = waited
        assert holder is not None
        assert (holder.run_id, holder.pid) == ("first", other.pid)
        assert timedelta(0) < datetime.now(UTC) - holder.started_at < timedelta(minutes=1)

    def test_the_next_holder_learns_which_run_was_killed(self, warehouse: Path, lock: RunLock) -> None:
        other = python(HOLD, warehouse, "first")
        assert line(other) == "holds after None"
        other.kill()
        other.wait(10)

        with lock.hold("second", nobody) as killed:
            assert killed == "first"
        with lock.hold("third", nobody) as killed:
            assert killed is None

    @pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
    def test_a_wait_can_be_interrupted(self, warehouse: Path, lock: RunLock, sent: signal.Signals) -> None:
        with lock.hold("first", nobody):
            other = python(HOLD, warehouse, "second")
            assert line(other) == "waits for first"
            other.send_signal(sent)
            assert other.wait(10) != 0
        with lock.hold("third", nobody) as killed:
            assert killed is None

    def test_children_that_outlive_a_killed_run_do_not_hold_its_lock(self, warehouse: Path, lock: RunLock) -> None:
        parent = python(
            """
            import os, subprocess, sys, time
            from pathlib import Path
            from etl.state import RunLock, State
            with RunLock(State.beside(Path(sys.argv[1]))).hold("parent", print):
                if not os.fork():
                    os.write(1, b"%d\\n" % os.getpid())  # print may take two writes, and another come between
                    time.sleep(60)
                    os._exit(0)
                started = subprocess.Popen(["sleep", "60"], close_fds=False)
                os.write(1, b"%d\\n" % started.pid)
                time.sleep(60)
            """,
            warehouse,
        )
        children = [int(line(parent)), int(line(parent))]
        parent.kill()
        parent.wait(10)
        try:
            with lock.hold("next", nobody) as killed:
                assert killed == "parent"
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)  # fails unless the child was alive

    def test_a_forked_child_that_leaves_the_block_leaves_the_lock_alone(self, warehouse: Path, lock: RunLock) -> None:
        parent = python(
            """
            import os, sys, time
            from pathlib import Path
            from etl.state import RunLock, State
            with RunLock(State.beside(Path(sys.argv[1]))).hold("parent", print):
                child = os.fork()
                if not child:
                    sys.exit()
                _, status = os.waitpid(child, 0)
                print("child has left with", status, flush=True)
                time.sleep(60)
            """,
            warehouse,
        )
        assert line(parent) == "child has left with 0"
        second = python(HOLD, warehouse, "second")
        let_go(second)
        assert line(second) == "waits for parent"
        parent.kill()
        parent.wait(10)
        assert line(second) == "holds after parent"
        assert second.wait(10) == 0

    def test_a_signature_cut_off_by_a_kill_is_nobodys(self, warehouse: Path, lock: RunLock) -> None:
        State.beside(warehouse).lock.write_text('{"run_id": "fir')

        with lock.hold("second", nobody) as killed:
            assert killed is None


def documents(**texts: str) -> pl.DataFrame:
    """What a scan read: `documents(a="x")` is the file a.txt with the text x."""
    rows = [
        (f"{SEEDS}/{name}.txt", f"{name}.txt", sha256(text.encode()).hexdigest(), text, "{}", "utf-8", len(text))
        for name, text in texts.items()
    ]
    columns = ("source_uri", "source_file", "content_hash", "text", "metadata", "encoding", "size_bytes")
    return pl.DataFrame(rows, {c: pl.Int64 if c == "size_bytes" else pl.String for c in columns}, orient="row")


def rejects(**reasons: str) -> pl.DataFrame:
    """What a scan refused: `rejects(a="empty")`. What was unreadable has no content hash."""
    rows = [
        (
            f"{SEEDS}/{name}.txt",
            f"{name}.txt",
            None if reason == "unreadable" else sha256(reason.encode()).hexdigest(),
            reason,
            f"{name} is {reason}",
        )
        for name, reason in reasons.items()
    ]
    columns = ("source_uri", "source_file", "content_hash", "reason", "detail")
    return pl.DataFrame(rows, dict.fromkeys(columns, pl.String), orient="row")


class Day:
    """A ledger to which one run a day is added, on 1 March, 2 March, …: `day.run(documents(a="x"))`."""

    def __init__(self, path: Path) -> None:
        self.ledger = Ledger(path)
        self.number = 0

    @property
    def now(self) -> datetime:
        return datetime(2026, 3, self.number, 6, tzinfo=UTC)

    def run(
        self, read: pl.DataFrame | None = None, refused: pl.DataFrame | None = None, folder: str = SEEDS
    ) -> ScanCounts:
        self.number += 1
        run_id = f"run-{self.number}"
        self.ledger.begin_run(run_id, self.now, "v1")
        counts = self.ledger.record_scan(
            documents() if read is None else read,
            rejects() if refused is None else refused,
            folder_uri=folder,
            run_id=run_id,
            now=self.now,
        )
        self.ledger.finish_run(run_id, self.now + timedelta(minutes=5))
        for name in ("documents", "sources", "rejects", "runs"):
            assert violations(TABLES[name], getattr(self.ledger, name)()) == []
        return counts

    def articles(self) -> dict[str, str]:
        """source_file -> text of the articles in force."""
        return dict(self.ledger.documents().select("source_file", "text").iter_rows())

    def sources(self) -> list[tuple[str, str]]:
        """(source_file, status) of every version, the older version of a file first."""
        return self.ledger.sources().select("source_file", "status").rows()

    def rejected(self) -> list[tuple[str, str, str]]:
        """(source_uri's file, stage, run that first refused it) of every refusal that stands."""
        frame = self.ledger.rejects().select(pl.col("source_uri").str.strip_prefix(f"{SEEDS}/"), "stage", "run_id")
        return frame.rows()


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path / "ledger.sqlite")


class TestWhatIsNew:
    def test_first_everything_is_new_and_then_unchanged(self, day: Day) -> None:
        read, refused = documents(a="x", b="y"), rejects(c="empty")

        assert day.run(read, refused) == ScanCounts(3, 2, 0, 0, 1)
        assert day.run(read, refused) == ScanCounts(3, 0, 0, 2, 1)
        assert day.ledger.runs().select(pl.selectors.starts_with("files_")).rows() == [(3, 2, 0, 0, 1), (3, 0, 0, 2, 1)]

    def test_nothing_changes_when_nothing_is_new(self, day: Day) -> None:
        day.run(documents(a="x", b="x"), rejects(c="empty"))
        before = (day.ledger.documents(), day.ledger.rejects(), day.ledger.sources().drop("last_seen_at"))
        day.run(documents(a="x", b="x"), rejects(c="empty"))
        after = (day.ledger.documents(), day.ledger.rejects(), day.ledger.sources().drop("last_seen_at"))

        assert all(one.equals(other) for one, other in zip(before, after, strict=True))

    def test_an_article_carries_the_run_that_first_loaded_it(self, day: Day) -> None:
        day.run(documents(a="x"))
        day.run(documents(a="x", b="y"))

        assert day.ledger.documents().select("article_id", "first_run_id", "first_loaded_at").rows() == [
            (durable_id("art", sha256(b"x").hexdigest()), "run-1", datetime(2026, 3, 1, 6, tzinfo=UTC)),
            (durable_id("art", sha256(b"y").hexdigest()), "run-2", datetime(2026, 3, 2, 6, tzinfo=UTC)),
        ]

    def test_a_changed_file_supersedes_its_former_version(self, day: Day) -> None:
        day.run(documents(a="old", b="y"))

        assert day.run(documents(a="new", b="y")) == ScanCounts(2, 0, 1, 1, 0)
        assert day.articles() == {"a.txt": "new", "b.txt": "y"}
        assert day.sources() == [("a.txt", "superseded"), ("a.txt", "article"), ("b.txt", "article")]

    def test_a_file_that_is_changed_back_is_the_old_article_again(self, day: Day) -> None:
        day.run(documents(a="old"))
        first = day.ledger.documents()
        day.run(documents(a="new"))

        assert day.run(documents(a="old")) == ScanCounts(1, 0, 1, 0, 0)
        assert day.ledger.documents().equals(first)
        assert sorted(day.sources()) == [("a.txt", "article"), ("a.txt", "superseded")]

    def test_two_files_that_swap_their_contents_are_both_changed(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))

        assert day.run(documents(a="y", b="x")) == ScanCounts(2, 0, 2, 0, 0)
        assert day.articles() == {"a.txt": "y", "b.txt": "x"}

    def test_a_removed_file_stays_an_article(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))

        assert day.run(documents(b="y")) == ScanCounts(1, 0, 0, 1, 0)
        assert day.articles() == {"a.txt": "x", "b.txt": "y"}
        last_seen = dict(day.ledger.sources().select("source_file", "last_seen_at").iter_rows())
        assert [last_seen["a.txt"].day, last_seen["b.txt"].day] == [1, 2]

    def test_a_better_decoder_replaces_the_text_of_the_same_bytes(self, day: Day) -> None:
        read = documents(a="cafe")
        day.run(read.with_columns(text=pl.lit("cafй"), encoding=pl.lit("cp1251")))
        day.run(read)

        assert day.ledger.documents().select("text", "encoding", "first_run_id").rows() == [("cafe", "utf-8", "run-1")]


class TestDuplicates:
    def test_one_content_is_one_article_that_of_the_smallest_file(self, day: Day) -> None:
        assert day.run(documents(c="x", a="x", b="x")) == ScanCounts(3, 3, 0, 0, 0)
        assert day.articles() == {"a.txt": "x"}
        assert day.sources() == [("a.txt", "article"), ("b.txt", "duplicate"), ("c.txt", "duplicate")]

    def test_the_order_of_files_does_not_matter(self, tmp_path: Path) -> None:
        texts = {"a": "x", "b": "x", "c": "y"}
        ledgers = []
        for number, order in enumerate(permutations(texts)):
            day = Day(tmp_path / f"{number}.sqlite")
            day.run(documents(**{name: texts[name] for name in order}))
            ledgers.append((day.ledger.documents(), day.ledger.sources()))

        assert all(documents.equals(ledgers[0][0]) and sources.equals(ledgers[0][1]) for documents, sources in ledgers)

    def test_when_the_article_is_removed_its_copy_takes_over(self, day: Day) -> None:
        day.run(documents(a="x", b="x"))
        article_id = day.ledger.documents()["article_id"].item()
        day.run(documents(b="x"))

        assert day.articles() == {"b.txt": "x"}
        assert day.sources() == [("a.txt", "duplicate"), ("b.txt", "article")]
        assert day.ledger.documents().select("article_id", "first_run_id").row(0) == (article_id, "run-1")

    def test_a_renamed_file_is_the_same_article_under_its_new_name(self, day: Day) -> None:
        day.run(documents(a="x"))

        assert day.run(documents(z="x")) == ScanCounts(1, 1, 0, 0, 0)
        assert day.articles() == {"z.txt": "x"}

    def test_a_content_that_lives_on_in_another_file_stays_an_article(self, day: Day) -> None:
        day.run(documents(a="x", b="x"))
        day.run(documents(a="new", b="x"))

        assert day.articles() == {"a.txt": "new", "b.txt": "x"}
        assert day.sources() == [("a.txt", "superseded"), ("a.txt", "article"), ("b.txt", "article")]

    def test_an_article_that_becomes_a_copy_is_in_force_once(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))
        day.run(documents(a="x", b="x"))

        assert day.articles() == {"a.txt": "x"}
        assert sorted(day.sources()) == [("a.txt", "article"), ("b.txt", "duplicate"), ("b.txt", "superseded")]


class TestRejects:
    def test_a_refusal_keeps_the_run_that_first_refused_it(self, day: Day) -> None:
        day.run(refused=rejects(a="empty"))
        day.run(refused=rejects(a="empty"))

        assert day.rejected() == [("a.txt", "extract", "run-1")]
        assert day.sources() == [("a.txt", "reject")]

    def test_another_reason_is_another_refusal(self, day: Day) -> None:
        day.run(refused=rejects(a="empty"))
        day.run(refused=rejects(a="binary"))

        assert day.ledger.rejects().select("reason", "run_id").rows() == [("binary", "run-2")]
        assert sorted(day.sources()) == [("a.txt", "reject"), ("a.txt", "superseded")]

    @pytest.mark.parametrize("reason", ["empty", "unreadable"])
    def test_a_refused_file_that_becomes_good_is_new_and_no_longer_refused(self, day: Day, reason: str) -> None:
        day.run(refused=rejects(a=reason))

        assert day.run(documents(a="x")) == ScanCounts(1, 1, 0, 0, 0)
        assert day.rejected() == []
        assert sorted(day.sources()) == [("a.txt", "article"), ("a.txt", "superseded")]

    def test_the_same_bytes_may_become_good(self, day: Day) -> None:
        read = documents(a="empty")  # the very content that rejects(a="empty") refuses
        day.run(refused=rejects(a="empty"))
        day.run(read)
        assert (day.sources(), day.rejected()) == ([("a.txt", "article")], [])

        day.run(refused=rejects(a="empty"))
        assert (day.sources(), day.rejected()) == ([("a.txt", "reject")], [("a.txt", "extract", "run-3")])
        assert day.articles() == {}

    @pytest.mark.parametrize("reason", ["empty", "unreadable"])
    def test_a_good_file_that_is_refused_later_keeps_its_article(self, day: Day, reason: str) -> None:
        day.run(documents(a="x"))

        assert day.run(refused=rejects(a=reason)) == ScanCounts(1, 0, 0, 0, 1)
        assert day.articles() == {"a.txt": "x"}
        assert sorted(day.sources()) == [("a.txt", "article"), ("a.txt", "reject")]
        assert day.rejected() == [("a.txt", "extract", "run-2")]

        assert day.run(documents(a="x")) == ScanCounts(1, 0, 0, 1, 0)
        assert day.rejected() == []

    def test_a_refused_file_that_is_removed_is_withdrawn(self, day: Day) -> None:
        day.run(refused=rejects(a="empty", b="binary"))
        day.run(refused=rejects(b="binary"))

        assert day.sources() == [("a.txt", "withdrawn"), ("b.txt", "reject")]
        assert day.rejected() == [("b.txt", "extract", "run-1")]

        day.run(refused=rejects(a="empty", b="binary"))
        assert day.rejected() == [("a.txt", "extract", "run-3"), ("b.txt", "extract", "run-1")]

    def test_the_scan_of_another_folder_withdraws_nothing(self, day: Day) -> None:
        day.run(refused=rejects(a="empty"))
        day.run(folder="file:///seed")

        assert day.rejected() == [("a.txt", "extract", "run-1")]


class TestUnread:
    def unread(self, **reasons: str) -> pl.DataFrame:
        """What reading gave up on: `unread(x="over_budget")` is the article with the text x."""
        rows = [
            (durable_id("art", sha256(text.encode()).hexdigest()), reason, "took too long")
            for text, reason in reasons.items()
        ]
        return pl.DataFrame(rows, dict.fromkeys(("article_id", "reason", "detail"), pl.String), orient="row")

    def test_an_article_that_reading_gave_up_on_is_a_reject_and_is_tried_again(self, day: Day) -> None:
        day.run(documents(a="x", b="x", c="y"))
        day.ledger.record_unread(self.unread(x="over_budget"), "run-1", day.now)

        assert day.ledger.rejects().rows() == [
            (f"{SEEDS}/{file}", "read", "over_budget", "took too long", "run-1", day.now) for file in ("a.txt", "b.txt")
        ]
        assert day.sources() == [("a.txt", "reject"), ("b.txt", "reject"), ("c.txt", "article")]
        assert day.articles() == {"a.txt": "x", "c.txt": "y"}

    def test_only_what_the_last_reading_gave_up_on_stands(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))
        day.ledger.record_unread(self.unread(x="over_budget", y="crashed"), "run-1", day.now)
        day.run(documents(a="x", b="y"))
        day.ledger.record_unread(self.unread(y="crashed"), "run-2", day.now)

        assert day.rejected() == [("b.txt", "read", "run-1")]

    def test_it_no_longer_stands_once_the_file_was_changed(self, day: Day) -> None:
        day.run(documents(a="x"))
        day.ledger.record_unread(self.unread(x="crashed"), "run-1", day.now)
        day.run(documents(a="short"))

        assert day.rejected() == []


class TestLedgerFile:
    def test_an_empty_ledger_gives_empty_frames_of_the_declared_shape(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path / "ledger.sqlite")

        for name in ("documents", "sources", "rejects", "runs"):
            frame = getattr(ledger, name)()
            assert frame.height == 0
            assert frame.schema == polars_schema(TABLES[name])

    def test_a_run_that_was_killed_never_ends(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path / "ledger.sqlite")
        started = datetime(2026, 3, 1, 6, 0, 0, 123456, tzinfo=UTC)
        ledger.begin_run("run-1", started, "v1")
        ledger.begin_run("run-1", started + timedelta(hours=1), "v1")  # a step that is tried again

        assert ledger.runs().select("started_at", "finished_at").rows() == [(started, None)]

    def test_nothing_is_recorded_for_a_run_that_was_not_begun(self, tmp_path: Path) -> None:
        ledger = Ledger(tmp_path / "ledger.sqlite")
        now = datetime(2026, 3, 1, tzinfo=UTC)

        with pytest.raises(LedgerError, match="run-1 was never begun"):
            ledger.finish_run("run-1", now)
        with pytest.raises(LedgerError, match="run-1 was never begun"):
            ledger.record_scan(documents(a="x"), rejects(), folder_uri=SEEDS, run_id="run-1", now=now)
        assert ledger.documents().height == 0

    def test_times_without_a_zone_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="without a time zone"):
            Ledger(tmp_path / "ledger.sqlite").begin_run("run-1", datetime(2026, 3, 1), "v1")

    def test_a_newer_format_is_refused_and_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.sqlite"
        Ledger(path)
        with sqlite3.connect(path) as connection:
            connection.execute(f"PRAGMA user_version = {len(UPGRADES) + 1}")
        before = path.read_bytes()

        with pytest.raises(LedgerError, match=r"has format 3, .* up to 2: it was written by a newer release"):
            Ledger(path)
        assert path.read_bytes() == before

    def test_an_older_format_is_upgraded_in_place(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.sqlite"
        Ledger(path).begin_run("run-1", datetime(2026, 3, 1, tzinfo=UTC), "v1")
        steps = (*UPGRADES, "ALTER TABLE runs ADD COLUMN host TEXT;", "UPDATE runs SET host = 'here';")

        with sqlite3.connect(path, isolation_level=None) as connection:
            upgrade(connection, path, steps)
            upgrade(connection, path, steps)
            assert connection.execute("SELECT run_id, host FROM runs").fetchall() == [("run-1", "here")]
            assert connection.execute("PRAGMA user_version").fetchone() == (4,)

    def test_an_upgrade_that_fails_leaves_the_old_format(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.sqlite"
        Ledger(path)
        with sqlite3.connect(path, isolation_level=None) as connection, pytest.raises(sqlite3.OperationalError):
            upgrade(connection, path, (*UPGRADES, "ALTER TABLE runs ADD COLUMN host TEXT; DROP TABLE no_such_table;"))
        connection.close()

        assert Ledger(path).runs().height == 0
        with sqlite3.connect(path) as connection:
            assert "host" not in {row[1] for row in connection.execute("PRAGMA table_info(runs)")}

    def test_a_damaged_file_says_what_to_do(self, day: Day, tmp_path: Path) -> None:
        day.run(documents(a="x" * 100_000))
        path = tmp_path / "ledger.sqlite"
        path.write_bytes(path.read_bytes()[:8192] + b"\xff" * 65_536)

        with pytest.raises(LedgerError, match=r"is damaged .*: put back a copy of it, or move it away"):
            day.ledger.documents()

    def test_a_file_of_something_else_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "text").write_text("this is no database, " * 100)
        with pytest.raises(LedgerError, match="is damaged"):
            Ledger(tmp_path / "text")
        with sqlite3.connect(tmp_path / "shop") as connection:
            connection.execute("CREATE TABLE orders (n)")
        with pytest.raises(LedgerError, match="is an SQLite file but no ledger"):
            Ledger(tmp_path / "shop")
        with pytest.raises(LedgerError, match="cannot be used"):
            Ledger(tmp_path / "no folder" / "ledger.sqlite")

    @pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1, 0.2])
    def test_a_kill_at_any_moment_leaves_all_of_a_scan_or_nothing(self, tmp_path: Path, moment: float) -> None:
        path = tmp_path / "ledger.sqlite"
        Ledger(path)
        writer = python(
            """
            import sys
            from datetime import UTC, datetime
            from pathlib import Path
            from tests.test_state import SEEDS, documents, rejects
            from etl.state import Ledger
            ledger, now = Ledger(Path(sys.argv[1])), datetime(2026, 3, 1, tzinfo=UTC)
            scans = [documents(**{f"f{n}": f"{n} of {scan} " * 2000 for n in range(200)}) for scan in range(20)]
            print("ready", flush=True)
            for number, scan in enumerate(scans):
                ledger.begin_run(f"run-{number}", now, "v1")
                ledger.record_scan(scan, rejects(), folder_uri=SEEDS, run_id=f"run-{number}", now=now)
                ledger.finish_run(f"run-{number}", now)
            """,
            path,
        )
        assert line(writer) == "ready"
        time.sleep(moment)
        writer.kill()
        writer.wait(10)

        ledger = Ledger(path)
        recorded = ledger.runs().filter(pl.col("files_seen") > 0).height
        unfinished = ledger.runs().filter(pl.col("finished_at").is_null()).height
        assert unfinished <= 1
        assert ledger.sources().height == 200 * recorded
        assert ledger.documents().height == (200 if recorded else 0)
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def readings(read: pl.DataFrame, version: str = "v1") -> pl.DataFrame:
    """Readings of these documents in which nothing was found but one topic, named after the text."""
    schema = polars_schema(TABLES["readings"])
    rows = [
        {
            **{name: [] for name, dtype in schema.items() if isinstance(dtype, pl.List)},
            "article_id": row["article_id"],
            "reader_version": version,
            "article_topics": [{"topic_id": row["text"], "score": 1.0, "rank": 1}],
        }
        for row in read.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema)


def in_force(**texts: str) -> pl.DataFrame:
    """Documents as the ledger gives them, as far as the cache looks: `in_force(a="x")` is a.txt with the text x."""
    return documents(**texts).with_columns(
        article_id=pl.col("content_hash").map_elements(lambda content: durable_id("art", content), pl.String)
    )


def topics(found: pl.DataFrame) -> list[str]:
    return [row[0]["topic_id"] for row in found.get_column("article_topics").to_list()]


class TestReadingsCache:
    @pytest.fixture
    def cache(self, tmp_path: Path) -> ReadingsCache:
        return ReadingsCache(tmp_path, "v1")

    def batches(self, folder: Path) -> list[Path]:
        return sorted(folder.glob("v1/*.parquet"))

    def test_what_was_read_is_not_read_again(self, cache: ReadingsCache) -> None:
        first, more = in_force(a="x", b="y"), in_force(a="x", b="y", c="z")
        assert cache.unread(first).equals(first)

        cache.add(first, readings(first))

        assert cache.unread(first).height == 0
        assert cache.unread(more).equals(in_force(c="z"))

    def test_one_reading_per_document_in_the_order_of_the_documents(self, cache: ReadingsCache) -> None:
        for batch in (in_force(a="x", b="y"), in_force(c="z"), in_force(b="y", c="z")):
            cache.add(batch, readings(batch))

        found = cache.load(in_force(c="z", a="x", b="y"))

        assert topics(found) == ["z", "x", "y"]
        assert found.schema == polars_schema(TABLES["readings"])

    def test_no_documents_have_an_empty_frame_of_readings(self, cache: ReadingsCache) -> None:
        found = cache.load(in_force())

        assert found.height == 0
        assert found.schema == polars_schema(TABLES["readings"])

    def test_documents_without_a_reading_are_named(self, cache: ReadingsCache) -> None:
        read = in_force(a="x")
        cache.add(read, readings(read))
        both = in_force(a="x", b="y")

        with pytest.raises(ReadingsMissing) as missing:
            cache.load(both)
        assert missing.value.article_ids == both["article_id"].to_list()[1:]

    def test_what_failed_to_be_read_stays_unread(self, cache: ReadingsCache) -> None:
        both = in_force(a="x", b="y")
        cache.add(both, readings(both.head(1)))

        assert cache.unread(both).equals(both.tail(1))

    def test_readings_of_other_documents_are_refused(self, cache: ReadingsCache) -> None:
        with pytest.raises(ValueError, match="1 readings are of none"):
            cache.add(in_force(a="x"), readings(in_force(b="y")))

    @pytest.mark.parametrize("column", ["text", "source_file", "metadata"])
    def test_a_reading_holds_only_for_the_document_it_was_made_from(self, cache: ReadingsCache, column: str) -> None:
        read = in_force(a="x")
        cache.add(read, readings(read))
        other = read.with_columns(pl.lit("other").alias(column))

        assert cache.unread(other).equals(other)

    @pytest.mark.parametrize("damage", ["cut off", "one bit", "emptied"])
    def test_a_damaged_batch_is_dropped_and_read_again(self, cache: ReadingsCache, tmp_path: Path, damage: str) -> None:
        for batch in (in_force(a="x"), in_force(b="y")):
            cache.add(batch, readings(batch))
        damaged, _ = self.batches(tmp_path)
        content = bytearray(damaged.read_bytes())
        content[len(content) // 2] ^= 1
        damaged.write_bytes({"cut off": bytes(content[:-100]), "one bit": bytes(content), "emptied": b""}[damage])

        again = ReadingsCache(tmp_path, "v1")
        both = in_force(a="x", b="y")
        lost = again.unread(both)
        assert lost.height == 1
        again.add(lost, readings(lost))
        assert topics(again.load(both)) == ["x", "y"]

    def test_many_small_batches_become_one(self, cache: ReadingsCache, tmp_path: Path) -> None:
        texts = {f"f{number}": f"text {number}" for number in range(3 * MAX_SMALL_BATCHES)}
        for name, text in texts.items():
            batch = in_force(**{name: text})
            cache.add(batch, readings(batch))
            cache.collect_garbage()
            assert len(self.batches(tmp_path)) <= MAX_SMALL_BATCHES

        assert topics(ReadingsCache(tmp_path, "v1").load(in_force(**texts))) == list(texts.values())

    def test_a_kill_amid_compaction_loses_and_doubles_nothing(self, cache: ReadingsCache, tmp_path: Path) -> None:
        texts = {f"f{number}": f"text {number}" for number in range(MAX_SMALL_BATCHES + 1)}
        for name, text in texts.items():
            batch = in_force(**{name: text})
            cache.add(batch, readings(batch))
        small = {path: path.read_bytes() for path in self.batches(tmp_path)}
        cache.collect_garbage()
        for path, content in small.items():  # as if killed before the small ones were removed
            path.write_bytes(content)

        again = ReadingsCache(tmp_path, "v1")
        assert topics(again.load(in_force(**texts))) == list(texts.values())
        again.collect_garbage()
        assert len(self.batches(tmp_path)) == 1

    def test_garbage_is_what_other_versions_and_killed_runs_left(self, cache: ReadingsCache, tmp_path: Path) -> None:
        read = in_force(a="x")
        ReadingsCache(tmp_path, "v0").add(read, readings(read, "v0"))
        cache.add(read, readings(read))
        (tmp_path / "v1" / ".0123.parquet.4711.0badcafe.tmp").write_bytes(b"PAR1")

        cache.collect_garbage()

        assert [path.name for path in tmp_path.iterdir()] == ["v1"]
        assert list((tmp_path / "v1").iterdir()) == self.batches(tmp_path)
        assert topics(cache.load(read)) == ["x"]

    def test_cleared_everything_is_read_again(self, cache: ReadingsCache) -> None:
        read = in_force(a="x")
        cache.add(read, readings(read))
        cache.clear()

        assert cache.unread(read).equals(read)
        cache.add(read, readings(read))
        assert topics(cache.load(read)) == ["x"]
