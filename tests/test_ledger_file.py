"""The ledger's file: its formats, its damages, and what a killed run leaves of it. Kills are real."""

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from etl.state import Ledger, LedgerError
from etl.state.ledger_format import UPGRADES, upgrade
from schemas.frames import polars_schema
from schemas.registry import TABLES
from tests.ledger_days import SEEDS, Day, documents, rejects
from tests.processes import line, python


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

    @pytest.mark.slow
    @pytest.mark.faults("the ledger's writer killed", "all of a scan is recorded, or nothing")
    @pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1, 0.2])
    def test_a_kill_at_any_moment_leaves_all_of_a_scan_or_nothing(self, tmp_path: Path, moment: float) -> None:
        path = tmp_path / "ledger.sqlite"
        Ledger(path)
        writer = python(
            """
            import sys
            from datetime import UTC, datetime
            from pathlib import Path
            from tests.ledger_days import SEEDS, documents, rejects
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
        writer.wait(120)

        ledger = Ledger(path)
        recorded = ledger.runs().filter(pl.col("files_seen") > 0).height
        unfinished = ledger.runs().filter(pl.col("finished_at").is_null()).height
        assert unfinished <= 1
        assert ledger.sources().height == 200 * recorded
        assert ledger.documents().height == (200 if recorded else 0)
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
