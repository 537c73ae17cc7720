"""The command line: what it prints, what it answers to mistakes, and what it returns."""

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from etl.cli import main
from etl.state import RunLock, State
from tests.conftest import ROOT, Project, kill, run_here, short_article, wait_for


def ask(warehouse: Path, query: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["sql", query, "--warehouse", str(warehouse), *options])


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small published file that holds what is awkward to print."""
    file = tmp_path_factory.mktemp("shop") / "shop.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.sql(
            """CREATE TABLE things AS FROM (VALUES
                (1, 'Phạm Minh Chính', DATE '2021-07-28', ['VNA', 'VNS']),
                (2, '[red]not markup[/red]', NULL, []),
                (3, 'line one' || chr(10) || 'line two', DATE '2020-12-02', NULL)) things(n, name, day, credit)"""
        )
    return file


def test_a_table_shows_values_nulls_and_how_many_rows(shop: Path):
    answer = ask(shop, "FROM things ORDER BY n")
    assert answer.exit_code == 0
    assert "Phạm Minh Chính" in answer.output
    assert "[red]not markup[/red]" in answer.output
    assert "NULL" in answer.output
    assert "VNA, VNS" in answer.output
    assert "line one line two" in answer.output
    assert answer.output.splitlines()[-1] == "3 rows"


def test_one_row_is_a_row(shop: Path):
    assert ask(shop, "SELECT 1 AS one").output.splitlines()[-1] == "1 row"


def test_a_table_in_a_pipe_is_as_wide_as_its_rows(shop: Path):
    answer = ask(shop, "SELECT repeat('x', 300) AS wide")
    assert "x" * 300 in answer.output


def test_csv_gives_what_is_stored(shop: Path):
    rows = list(csv.reader(io.StringIO(ask(shop, "FROM things ORDER BY n", "--format", "csv").output)))
    assert rows[0] == ["n", "name", "day", "credit"]
    assert rows[1] == ["1", "Phạm Minh Chính", "2021-07-28", '["VNA", "VNS"]']
    assert rows[3][1] == "line one\nline two"


def test_json_gives_what_is_stored(shop: Path):
    rows = json.loads(ask(shop, "FROM things ORDER BY n", "--format", "json").output)
    assert rows[0] == {"n": 1, "name": "Phạm Minh Chính", "day": "2021-07-28", "credit": ["VNA", "VNS"]}
    assert rows[1]["day"] is None


@pytest.mark.parametrize(
    ("query", "word"), [("SELEC 1", "SELEC"), ("FROM nothing", "nothing"), ("DROP TABLE things", "DROP")]
)
def test_a_mistaken_query_is_one_line_and_exit_2(shop: Path, query: str, word: str):
    answer = ask(shop, query)
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert word in answer.stderr


def test_no_warehouse_is_one_line_and_exit_2(tmp_path: Path):
    answer = ask(tmp_path / "none.duckdb", "SELECT 1")
    assert answer.exit_code == 2
    assert len(answer.stderr.splitlines()) == 1


@pytest.mark.slow
def test_sql_does_without_dagster():
    program = "import sys, etl.cli.sql; print('dagster' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout == "False\n"


def test_the_version_is_that_of_the_distribution():
    answer = CliRunner().invoke(main, ["--version"])
    assert answer.output == f"communique {version('communique')}\n"


@pytest.mark.parametrize("command", ["run", "sql", "explain", "changes", "export", "doctor", "ui"])
def test_every_command_says_what_it_does(command: str):
    answer = CliRunner().invoke(main, [command, "--help"])
    assert answer.exit_code == 0
    assert "Usage:" in answer.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--seeds", "nowhere"],
        ["run", "--warehouse", "."],
        ["run", "--workers", "0"],
        ["sql"],
        ["ui", "--port", "0"],
    ],
)
def test_a_mistaken_argument_is_exit_2(arguments: list[str]):
    answer = CliRunner().invoke(main, arguments)
    assert answer.exit_code == 2
    assert "Error: " in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_empty_folder_publishes_an_empty_warehouse_and_says_so(project: Project):
    done = run_here(project)
    assert done.exit_code == 0, done.stderr
    assert "The warehouse is empty: the folder holds no articles." in done.stdout
    assert ask(project.warehouse, "FROM events").output.splitlines()[-1] == "0 rows"


def test_a_run_ends_with_what_came_in_and_what_came_out(project: Project):
    (project.seeds / "good.txt").write_text(short_article(1))
    (project.seeds / "copy.txt").write_text(short_article(1))
    (project.seeds / "bad.txt").write_bytes(b"")
    done = run_here(project)
    assert done.exit_code == 0, done.stderr
    assert "2 new, 0 changed, 0 unchanged, 1 rejected" in done.stdout
    (articles,) = (line.split() for line in done.stdout.splitlines() if "articles" in line)
    assert articles == ["articles", "1"]
    assert "bad.txt" in done.stdout
    assert "no visible character" in done.stdout
    assert str(project.warehouse) in done.stdout

    again = run_here(project)
    assert "0 new, 0 changed, 2 unchanged, 1 rejected" in again.stdout


def test_a_ledger_that_cannot_be_read_is_one_line_and_exit_1(project: Project):
    project.state.mkdir(parents=True)
    (project.state / "ledger.sqlite").write_text("this is no ledger")
    done = run_here(project)
    assert done.exit_code == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("communique: nothing published: ")
    assert str(project.state / "ledger.sqlite") in last
    assert not project.warehouse.exists()


def test_ctrl_c_leaves_the_old_file_and_exits_130(project: Project):
    for number in range(600):
        (project.seeds / f"{number}.txt").write_text(short_article(number))
    process = project.start("run", "--warehouse", "other/news.duckdb")
    try:
        wait_for(lambda: list(project.folder.glob("other/news.state/cache/readings/*/*.parquet")))
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the whole group
        _, errors = process.communicate(timeout=240)
    finally:
        kill(process)
    assert process.returncode == 130, errors
    assert errors.splitlines()[-1] == "communique: interrupted; the warehouse is as it was before"
    assert "Traceback" not in errors
    assert not (project.folder / "other" / "news.duckdb").exists()


def test_ctrl_c_also_ends_waiting_for_another_run(project: Project):
    with RunLock(State.beside(project.warehouse)).hold("the other run", lambda holder: None):
        process = project.start("run")
        try:
            lines = iter(process.stderr.readline, "")
            said = next(line for line in lines if "another run is under way" in line)
            os.killpg(process.pid, signal.SIGINT)
            process.communicate(timeout=240)
        finally:
            kill(process)
    assert f"pid {os.getpid()}" in said
    assert process.returncode == 130


def test_a_terminal_is_shown_progress_and_a_table(project: Project):
    (project.seeds / "a.txt").write_text(short_article(1))
    terminal, its_end = pty.openpty()
    process = project.start("run", "--warehouse", "news.duckdb", output=its_end)
    os.close(its_end)
    shown = b""
    try:
        while True:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # Linux reports EIO when the other end is closed
                break
        process.wait(timeout=240)
    finally:
        kill(process)
        os.close(terminal)
    assert process.returncode == 0
    assert b"reading 1 new articles" in shown
    assert b"1 new, 0 changed" in shown
