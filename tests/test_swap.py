"""The warehouse is swapped while other processes, real ones, read it, write to it and are killed."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from tests.processes import NO_PROGRESS
from tests.star_frames import version, with_reader_version
from warehouse.publish import publish
from warehouse.query import QueryError

pytestmark = pytest.mark.slow


@contextmanager
def process(code: str, *arguments: Path) -> Iterator[subprocess.Popen[str]]:
    """Another Python process that has printed its first line; killed at the end, if it still runs."""
    command = [sys.executable, "-c", f"{NO_PROGRESS}import sys, duckdb\n{code}", *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        try:
            yield running
        finally:
            running.kill()


READER = """
warehouse = duckdb.connect(sys.argv[1], read_only=True)
print("ready", flush=True)
sys.stdin.readline()
print(warehouse.sql("SELECT reader_version, (SELECT count(*) FROM mentions) FROM about").fetchall(), flush=True)
"""


@pytest.mark.usefixtures("published_here")
def test_a_reader_goes_on_reading_the_file_it_opened(target: Path, builds: Path) -> None:
    with process(READER, target) as reader:
        for number in range(2, 5):
            publish(with_reader_version(f"r{number}"), target, builds)
        assert not (builds / "000001").exists()
        answer, _ = reader.communicate("go\n", timeout=240)
        assert answer == "[('r1', 5)]\n"
    assert version(target) == "r4"


WRITER = """
warehouse = duckdb.connect(sys.argv[1])
warehouse.sql("CREATE TABLE scribbles AS SELECT 1 AS one")
print("ready", flush=True)
sys.stdin.readline()
"""


@pytest.mark.faults("a program killed that wrote to the published file", "its log spoils no later file")
@pytest.mark.parametrize("killed_before_publishing", [True, False])
def test_a_killed_writer_does_no_harm(
    published_here: Path, target: Path, builds: Path, killed_before_publishing: bool
) -> None:
    with process(WRITER, target) as writer:
        log = published_here.with_name(f"{published_here.name}.wal")
        assert log.exists(), "DuckDB follows the link before it names the log"
        if killed_before_publishing:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            assert version(target) == "r1"
        publish(with_reader_version("r2"), target, builds)
        assert version(target) == "r2"
    assert log.exists()
    assert version(target) == "r2"
    with duckdb.connect(str(target)) as warehouse:
        assert warehouse.sql("SELECT table_name FROM duckdb_tables() WHERE table_name = 'scribbles'").fetchall() == []


def test_a_log_beside_the_link_is_of_no_account(published_here: Path, target: Path, builds: Path) -> None:
    with process(WRITER, target):
        pass
    shutil.copy(published_here.with_name(f"{published_here.name}.wal"), target.with_name(f"{target.name}.wal"))
    publish(with_reader_version("r2"), target, builds)
    assert version(target) == "r2"
    with duckdb.connect(str(target)) as warehouse:
        assert warehouse.sql("SELECT count(*) FROM mentions").fetchall() == [(5,)]


@pytest.mark.usefixtures("published_here")
def test_a_query_says_who_holds_the_file_open_for_writing(target: Path) -> None:
    with process(WRITER, target) as writer, pytest.raises(QueryError, match=rf"in another program .*PID {writer.pid}"):
        version(target)


SWAPPING_READER = """
from pathlib import Path
from warehouse.query import run_query
print("ready", flush=True)
seen = []
while len(seen) < 60 or (len(set(seen)) < 3 and len(seen) < 20_000):
    seen.append(run_query(Path(sys.argv[1]), "SELECT reader_version FROM about").rows[0][0])
print(seen == sorted(seen) and len(set(seen)) > 2, flush=True)
"""
"""Queries on while the file is swapped, at least twice; publishing may take longer than many queries."""


def test_queries_go_on_while_runs_publish(target: Path, builds: Path) -> None:
    publish(with_reader_version("r10"), target, builds)
    with process(SWAPPING_READER, target) as reader:
        number = 11
        while reader.poll() is None and number < 99:
            publish(with_reader_version(f"r{number}"), target, builds)
            number += 1
        answer, _ = reader.communicate(timeout=240)
    assert answer == "True\n"
