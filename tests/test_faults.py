"""Faults of the machine under whole runs: kills, a full disk, a place that cannot be written, damaged and old state.

Each is done for real. What is compared is all of the published content, with what an undisturbed run makes. More kills
than are good for every day: `make faults`.
"""

import json
import os
import random
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from etl.cli.launch import launch
from etl.state import RunLock, State
from etl.state.ledger_format import UPGRADES, upgrade
from schemas.registry import PUBLISHED
from tests.conftest import ROOT, Project, Rows, kill, rows_of, short_article, wait_for
from tests.processes import NO_PROGRESS

pytestmark = pytest.mark.slow

FEW, MANY = 12, 60
"""Arrivals: those that a run reads itself, and those that it reads in a pool of processes, which takes far longer."""

POOLED = 4
"""Every fourth run that is killed has a pool."""

MOST_KILLS_IN_A_ROW = 3

NOBODY = 65534

OLD_FILE_STAYS = "one line says what is wrong; the old file stays"


class Rehearsal:
    """A published project with arrivals to read, as it was before and as an undisturbed run makes it.

    Documents are known by their place, so `again()` always sets it up in the same one.
    """

    def __init__(self, folder: Path, arrivals: int) -> None:
        self.project, self.kept = Project(folder / "project"), folder / "kept"
        shutil.copytree(ROOT / "seeds", self.project.seeds)
        finish(self.project)
        self.before = rows_of(self.project.warehouse)
        edited = next(self.project.seeds.glob("001_*.txt"))
        edited.write_text(f"{edited.read_text()}\n\nThe talks ended on Thursday.\n")
        for number in range(arrivals):
            (self.project.seeds / f"arrival_{number}.txt").write_text(short_article(number))
        (self.project.seeds / "empty.txt").touch()
        shutil.copytree(self.project.folder, self.kept, symlinks=True)
        began = time.monotonic()
        finish(self.project)
        self.seconds = time.monotonic() - began
        self.after = rows_of(self.project.warehouse)

    def again(self) -> Project:
        shutil.rmtree(self.project.folder)
        shutil.copytree(self.kept, self.project.folder, symlinks=True)
        return self.project


def finish(project: Project) -> None:
    """An undisturbed run, in this process, which spares it Dagster's start."""
    assert launch(project.seeds, project.warehouse, 2, full=False, verbose=False).problems == ()


RUN_WHEN_TOLD = """
import os, sys
import etl.cli, etl.cli.launch
os.chdir(sys.stdin.readline().strip())
log = os.open("killed.log", os.O_WRONLY | os.O_CREAT)
os.dup2(log, 1), os.dup2(log, 2)
etl.cli.main(["run"])
"""
"""The command line with all of the program loaded, which costs as much as the run: it begins in the folder it is told.
"""


class Starters:
    """Command lines that wait to be told to run, always one of them, which loads while another is being killed."""

    def __init__(self) -> None:
        self._next = self._load()

    def take(self) -> subprocess.Popen[str]:
        taken, self._next = self._next, self._load()
        return taken

    def close(self) -> None:
        kill(self._next)

    @staticmethod
    def _load() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", RUN_WHEN_TOLD],
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "200"},
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


@pytest.fixture
def starters() -> Iterator[Starters]:
    starters = Starters()
    yield starters
    starters.close()


def start_and_kill(process: subprocess.Popen[str], project: Project, delay: float) -> str | None:
    """Lets it run and kills its main process `delay` seconds after it took the lock; gives the last thing it said.

    Gives None when the run was over before. Its workers are left to themselves, and must be gone soon.
    """
    log = project.folder / "killed.log"
    log.unlink(missing_ok=True)
    try:
        assert process.stdin is not None
        process.stdin.write(f"{project.folder}\n")
        process.stdin.close()
        wait_for(lambda: RunLock(State.of(project.warehouse)).is_held() or process.poll() is not None, every=0.01)
        try:
            process.wait(timeout=delay)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        wait_for(lambda: not is_alive(process.pid), seconds=60, every=0.05)
    finally:
        kill(process)
    if process.returncode == 0:
        return None
    assert process.returncode == -signal.SIGKILL, log.read_text()
    said = [line for line in log.read_text().splitlines() if line.startswith("communique: ")]
    return said[-1].removeprefix("communique: ") if said else "starting"  # behind it may stand blank lines of the table


def is_alive(group: int) -> bool:
    """Whether any process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


STAGES = {"looking": "extract", "reading": "read", "read": "read", "publishing": "publish"}
"""The stage that a run was in, by the first word of what it said last."""


def same(project: Project, rows: Rows) -> bool:
    return rows_of(project.warehouse) == rows


def litter(project: Project) -> list[Path]:
    """Drafts that a killed run left and the next one has not removed."""
    return [path for path in project.state.rglob("*") if path.suffix in (".tmp", ".building")]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    return Rehearsal(tmp_path_factory.mktemp("few"), FEW)


@pytest.mark.faults(
    "a run killed (SIGKILL) at a random moment, often the next one too",
    "the old file or the new one, whole; the next run makes what an undisturbed one makes; no process is left",
)
@pytest.mark.parametrize("arrivals", [FEW, MANY])
def test_killed_runs_lose_and_double_nothing(
    few: Rehearsal,
    starters: Starters,
    tmp_path: Path,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
    arrivals: int,
) -> None:
    pooled = pytestconfig.getoption("--kills") // POOLED
    kills = pooled if arrivals == MANY else pytestconfig.getoption("--kills") - pooled
    rehearsal = Rehearsal(tmp_path, MANY) if arrivals == MANY else few
    moments = random.Random(20260301)
    struck: Counter[str] = Counter()
    while struck.total() < kills:
        project = rehearsal.again()
        for _ in range(min(moments.randint(1, MOST_KILLS_IN_A_ROW), kills - struck.total())):
            said = start_and_kill(starters.take(), project, moments.uniform(0, rehearsal.seconds))
            if said is not None:
                struck[STAGES.get(said.split()[0], "read")] += 1
            assert same(project, rehearsal.before) or same(project, rehearsal.after), said
        finish(project)
        assert same(project, rehearsal.after)
        assert litter(project) == []
    record_property("times", struck.total())
    record_property("stages", dict(struck))


RUN_WITH_SMALL_FILES = """
import json, resource, sys
from pathlib import Path
from etl.cli.launch import launch
seeds, warehouse, *sizes = sys.argv[1:]
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
for size in map(int, sizes):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    outcome = launch(Path(seeds), Path(warehouse), 1, full=False, verbose=False)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    print(json.dumps(outcome.problems), flush=True)
"""
"""Runs in which no file may grow beyond a size: what a full disk looks like to a program, without a disk to fill."""


@pytest.mark.faults("a disk that is full when the ledger, a frame or the new file is written", OLD_FILE_STAYS)
def test_a_full_disk_is_said_and_costs_nothing(few: Rehearsal, record_property: Callable[[str, object], None]) -> None:
    project, sizes = few.again(), (1_000, 20_000, 200_000, 1_000_000)
    tries = subprocess.run(
        [sys.executable, "-c", NO_PROGRESS + RUN_WITH_SMALL_FILES, project.seeds, project.warehouse, *map(str, sizes)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert tries.returncode == 0, tries.stderr
    answers = tries.stdout.splitlines()
    assert len(answers) == len(sizes)
    for answer in answers:
        problems = json.loads(answer)
        assert any(words in problems[0] for words in ("File too large", "disk I/O error", "disk is full")), problems
        assert str(project.state) in problems[0]
    record_property("times", len(sizes))
    assert same(project, few.before)
    finish(project)
    assert same(project, few.after)
    assert litter(project) == []


@pytest.mark.faults("a disk that is full when the history of runs is written", OLD_FILE_STAYS)
def test_a_full_disk_for_the_history_of_runs_is_one_line(few: Rehearsal) -> None:
    project = few.again()
    done = subprocess.run(
        ["bash", "-c", f"ulimit -f 100; exec {shlex.quote(sys.executable)} -m etl.cli run"],  # in blocks of 1,024 bytes
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith(
        f"communique: nothing published: the history of runs in {project.folder / '.dagster'} cannot"
    )
    assert "Traceback" not in done.stderr
    assert same(project, few.before)
    assert project.run("run").returncode == 0
    assert same(project, few.after)


RUN_AS_NOBODY = """
import json, os, sys
from pathlib import Path
from etl.cli.launch import launch
ready, seeds, *warehouses = map(Path, sys.argv[1:])
launch(seeds, ready, 1, full=False, verbose=False)  # loads all of the program, which others may not be allowed to read
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for warehouse in warehouses:
    print(json.dumps(launch(seeds, warehouse, 1, full=False, verbose=False).problems), flush=True)
"""


@pytest.mark.faults("a folder of the warehouse that may not be written, with and without its state", OLD_FILE_STAYS)
def test_a_folder_that_may_not_be_written_is_said_and_costs_nothing(
    few: Rehearsal, record_property: Callable[[str, object], None]
) -> None:
    project = few.again()
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other users
        folder = Path(name)
        folder.chmod(0o755)
        places = [folder / "all" / "communique.duckdb", folder / "target" / "communique.duckdb"]
        for place in places:
            shutil.copytree(project.warehouse.parent, place.parent, symlinks=True)
        state = State.of(places[1]).root
        for path in (state, *state.rglob("*")):
            os.chown(path, NOBODY, NOBODY) if os.geteuid() == 0 else path.chmod(0o755 if path.is_dir() else 0o644)
        for place in places:
            place.parent.chmod(0o555)
        tries = subprocess.run(
            [sys.executable, "-c", NO_PROGRESS + RUN_AS_NOBODY, folder / "ready" / "a.duckdb", ROOT / "seeds", *places],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert tries.returncode == 0, tries.stderr
        for answer, place in zip(tries.stdout.splitlines(), places, strict=True):
            (problem,) = json.loads(answer)
            assert "ermission denied" in problem
            assert place.parent.name in problem
            assert rows_of(place) == few.before
    record_property("times", len(places))


@pytest.mark.faults(
    "every file of the cache damaged: cut off, emptied, one bit changed", "what is damaged is read anew"
)
@pytest.mark.parametrize("damage", ["cut off", "emptied", "one bit"])
def test_a_damaged_cache_is_made_again(few: Rehearsal, damage: str) -> None:
    project = few.again()
    files = [path for path in State.of(project.warehouse).cache.rglob("*") if path.is_file()]
    assert len(files) > len(PUBLISHED)
    for path in files:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes({"cut off": bytes(content[:-100]), "one bit": bytes(content), "emptied": b""}[damage])
    finish(project)
    assert same(project, few.after)


@pytest.mark.faults("a ledger of a former format", "it is upgraded in place")
@pytest.mark.parametrize("former", range(1, len(UPGRADES)))
def test_a_ledger_of_a_former_format_keeps_what_it_holds(few: Rehearsal, former: int) -> None:
    project = few.again()
    path = State.of(project.warehouse).ledger
    today = path.rename(path.with_name("today.sqlite"))
    with closing(sqlite3.connect(path, isolation_level=None)) as ledger:
        upgrade(ledger, path, UPGRADES[:former])
        ledger.execute("ATTACH ? AS today", [str(today)])
        tables = [name for (name,) in ledger.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = ", ".join(row[1] for row in ledger.execute(f"PRAGMA main.table_info({table})"))
            ledger.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")
    finish(project)
    assert same(project, few.after)
