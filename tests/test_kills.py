"""Runs killed at random moments, real processes by SIGKILL: nothing is lost, nothing doubled, nothing left over."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.cli.launch import launch
from etl.state import RunLock, State
from tests.conftest import ROOT, Project, Rows, kill, rows_of, short_article, wait_for

FEW, MANY = 12, 60
"""Arrivals: those that a run reads itself, and those that it reads in a pool of processes, which takes far longer."""

POOLED = 4
"""Every fourth run that is killed has a pool."""

MOST_KILLS_IN_A_ROW = 3


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


def start_and_kill(project: Project, delay: float) -> str | None:
    """Starts a run and kills its main process `delay` seconds after it took the lock; gives the last thing it said.

    Gives None when the run was over before. Its workers are left to themselves, and must be gone soon.
    """
    log = project.folder / "killed.log"
    with log.open("w") as output:
        process = project.start("run", output=output.fileno())
    try:
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
    return log.read_text().splitlines()[-1].removeprefix("communique: ")


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


@pytest.mark.faults(
    "a run killed (SIGKILL) at a random moment, often the next one too",
    "the old file or the new one, whole; the next run makes what an undisturbed one makes; no process is left",
)
@pytest.mark.parametrize("arrivals", [FEW, MANY])
def test_killed_runs_lose_and_double_nothing(
    tmp_path: Path, pytestconfig: pytest.Config, record_property: Callable[[str, object], None], arrivals: int
) -> None:
    pooled = pytestconfig.getoption("--kills") // POOLED
    kills = pooled if arrivals == MANY else pytestconfig.getoption("--kills") - pooled
    rehearsal, moments = Rehearsal(tmp_path, arrivals), random.Random(20260301)
    struck: Counter[str] = Counter()
    while struck.total() < kills:
        project = rehearsal.again()
        for _ in range(min(moments.randint(1, MOST_KILLS_IN_A_ROW), kills - struck.total())):
            said = start_and_kill(project, moments.uniform(0, rehearsal.seconds))
            if said is not None:
                struck[STAGES.get(said.split()[0], "read")] += 1
            assert same(project, rehearsal.before) or same(project, rehearsal.after), said
        finish(project)
        assert same(project, rehearsal.after)
        assert litter(project) == []
    record_property("times", struck.total())
    record_property("stages", dict(struck))
