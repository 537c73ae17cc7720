"""`communique doctor`: an installation in order has nothing to mend, and what is wrong is said with what to do."""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import doctor, main
from etl.state.ledger_format import APPLICATION_ID, UPGRADES
from tests.conftest import Project


@pytest.fixture(autouse=True)
def in_the_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.folder)
    for name in [name for name in os.environ if name.startswith("COMMUNIQUE_")]:
        monkeypatch.delenv(name)


def examined() -> tuple[int, Mapping[str, str]]:
    """The exit code, and each line by what it is about."""
    told = CliRunner().invoke(main, ["doctor"])
    assert told.stderr == ""
    return told.exit_code, {line.split()[1]: line for line in told.stdout.splitlines()[:-1]}


def mended(topic: str) -> str:
    """What is said of the one thing that is wrong."""
    code, lines = examined()
    assert code == 1
    assert [name for name, line in lines.items() if line.startswith("MEND")] == [topic]
    return lines[topic]


def test_a_fresh_project_is_in_order_and_stays_untouched(project: Project):
    code, lines = examined()
    assert code == 0, lines
    assert set(lines) == {
        *("python", "packages", "words", "settings", "seeds", "target"),
        *("lock", "disk", "ledger", "warehouse", "dagster"),
    }
    assert [path.name for path in project.folder.iterdir()] == ["seeds"]


def test_after_a_run_it_tells_of_ledger_warehouse_and_history(project: Project):
    assert project.run("run").returncode == 0
    told = project.run("doctor")
    assert told.returncode == 0, told.stdout
    assert "everything is in order" in told.stdout
    assert "contract 1" in told.stdout
    assert ", 1 runs" in told.stdout


def test_missing_seeds(project: Project):
    project.seeds.rmdir()
    assert "there is no folder" in mended("seeds")


def test_a_setting_out_of_its_limits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMMUNIQUE_TICK_SECONDS", "0")
    assert "$COMMUNIQUE_TICK_SECONDS is '0'" in mended("settings")


def test_settings_that_are_given_are_named_with_their_place(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMMUNIQUE_TICK_SECONDS", "5")
    assert "tick_seconds ($COMMUNIQUE_TICK_SECONDS)" in examined()[1]["settings"]


def test_a_file_where_the_warehouse_goes(project: Project):
    project.warehouse.parent.mkdir()
    project.warehouse.write_text("mine")
    _, lines = examined()
    assert "not published here" in lines["target"]
    assert lines["warehouse"].startswith("MEND")


def test_a_target_that_cannot_be_written(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMMUNIQUE_WAREHOUSE", "/proc/communique/news.duckdb")  # read-only for root as well
    _, lines = examined()
    assert lines["target"].startswith("MEND")
    assert "choose a folder on a local disk" in lines["target"]


def ledger(project: Project, application: int, version: int) -> None:
    project.state.mkdir(parents=True)
    with sqlite3.connect(project.state / "ledger.sqlite") as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute(f"PRAGMA user_version = {version}")


def test_a_ledger_of_a_newer_release(project: Project):
    ledger(project, APPLICATION_ID, 99)
    assert "written by a newer release" in mended("ledger")


def test_a_file_that_is_no_ledger(project: Project):
    ledger(project, 1, 1)
    assert "no ledger: move it away" in mended("ledger")


def test_an_older_ledger_is_no_fault_and_is_not_changed(project: Project):
    ledger(project, APPLICATION_ID, len(UPGRADES) - 1)
    code, lines = examined()
    assert code == 0
    assert "the next run upgrades" in lines["ledger"]
    with sqlite3.connect(project.state / "ledger.sqlite") as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(UPGRADES) - 1,)


def test_a_package_of_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==1.0 \\\n    --hash=sha256:00\nnowhere==1.0 ; sys_platform == 'none'\nabsent==3.0 \\\n")
    monkeypatch.setattr(doctor, "LOCK", lock)
    assert "click is " in mended("packages")
    assert "not ==1.0 as locked" in mended("packages")


def test_too_little_room(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor, "LEAST_FREE", 10**18)
    assert "make room" in mended("disk")
