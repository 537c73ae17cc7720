"""Publishing: star frames are checked, built beside the old warehouse, proved, and swapped in by one rename.

`target` is a symbolic link to `builds/<number>/<name of target>`. Readers who hold the old file go on reading it; who
opens the link afterwards gets the new one. DuckDB follows the link before it names its write-ahead log, so whatever a
program that opened the warehouse for writing leaves behind lies in the folder of its own build and never meets the
next one. Numbers are not used twice. POSIX only: a link cannot be replaced by one rename elsewhere.
"""

import filecmp
import os
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import duckdb
import polars as pl

from schemas.checks import false_spans, orphans, violations
from schemas.registry import PUBLISHED
from warehouse.build import build
from warehouse.changes import write_changes
from warehouse.disk import sync
from warehouse.messages import one_line
from warehouse.proof import prove

_KEPT = 3  # a program may have followed the link to an older build and not opened it yet
_NUMBER = re.compile(r"\d{6,}")
_UNFINISHED = ".building"


class PublishRefused(Exception):
    """The warehouse was not published; the last good one is untouched. `problems` has one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Published:
    """What was published: the link that people open, the file it leads to, and rows per table."""

    target: Path
    file: Path
    rows: Mapping[str, int]


def publish(
    frames: Mapping[str, pl.DataFrame],
    target: Path,
    builds: Path,
    *,
    run_id: str | None = None,
    keep: timedelta = timedelta(days=7),
) -> Published:
    """Publishes one frame per stored table as `target`; of older builds in `builds` the last two stay for as long as
    `keep`. What the build changes is kept beside it as the doing of the run `run_id`.

    Two must not publish into one `builds` at once: the caller holds the lock of the run. Raises PublishRefused, and
    leaves what was published before as it was, when a frame breaks its declaration, when the finished file is not
    sound, or when `target` is a file that is not ours to replace.
    """
    _refuse(_not_ours(target, builds))
    _refuse(_unsound(frames))
    try:
        builds.mkdir(parents=True, exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        file = _build_and_prove(frames, builds, target, run_id)
        _swap(target, file)
    except OSError as error:
        raise PublishRefused([f"{target}: could not be written: {error}"]) from error
    _prune(builds, current=file.parent, before=time.time() - keep.total_seconds())
    return Published(target, file, {name: frames[name].height for name in PUBLISHED})


def _refuse(problems: list[str]) -> None:
    if problems:
        raise PublishRefused(problems)


def _not_ours(target: Path, builds: Path) -> list[str]:
    """Why `target` may not be replaced: it is something that somebody else put there."""
    if target.is_symlink():
        strange = target.exists() and not target.resolve().is_relative_to(builds.resolve())
        return [f"{target}: is a link to {target.resolve()}, which is not a build of this warehouse"] if strange else []
    if not target.exists():
        return []
    if not target.is_file():
        return [f"{target}: is not a file; name another warehouse or move it away"]
    # A plain file equal to a build was made by copying the link (cp -L, an archive): nothing is lost with it.
    log = target.with_name(f"{target.name}.wal")
    if not log.exists() and any(filecmp.cmp(target, copy, shallow=False) for copy in builds.glob(f"*/{target.name}")):
        return []
    return [f"{target}: is a file of its own and not made by this pipeline's last runs; move it away, then run again"]


def _unsound(frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """What the frames break: missing ones first, then each table's declaration, then references and spans."""
    missing = [f"{name}: the frame is missing" for name in PUBLISHED if name not in frames]
    problems = missing or [line for table in PUBLISHED.values() for line in violations(table, frames[table.name])]
    if problems:
        return problems
    for table in PUBLISHED.values():
        problems += orphans(table, frames)
        lines = false_spans(frames[table.name], frames["dim_articles"], table.spans) if table.spans else []
        problems += [f"{table.name}.{line}" for line in lines]
    return problems


def _build_and_prove(frames: Mapping[str, pl.DataFrame], builds: Path, target: Path, run_id: str | None) -> Path:
    """The finished file, in a folder of its own under a number that no build has had."""
    number = f"{_last_number(builds, target) + 1:06d}"
    unfinished = builds / f"{number}{_UNFINISHED}"
    unfinished.mkdir()
    file = unfinished / target.name
    try:
        build(file, frames)
        _refuse(prove(file, frames))
        write_changes(target.resolve() if target.exists() else None, file, run_id)
        for written in unfinished.iterdir():
            sync(written)
        sync(unfinished)
    except BaseException as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if isinstance(error, duckdb.Error):
            raise PublishRefused([f"{target}: {one_line(error)}"]) from error
        raise
    finished = builds / number
    unfinished.rename(finished)
    sync(builds)
    return finished / target.name


def _last_number(builds: Path, target: Path) -> int:
    """The highest number given so far; the link knows one even when the folder of builds was emptied."""
    names = [path.name.removesuffix(_UNFINISHED) for path in builds.iterdir()]
    if target.is_symlink():
        names.append(target.readlink().parent.name)
    return max((int(name) for name in names if _NUMBER.fullmatch(name)), default=0)


def _swap(target: Path, file: Path) -> None:
    """Makes `target` a link to `file`, relative so that both can be moved together, by one rename."""
    link = target.with_name(f".{target.name}.{os.getpid()}")
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(file.resolve(), target.parent.resolve()))
    link.rename(target)
    sync(target.parent)


def _prune(builds: Path, current: Path, before: float) -> None:
    """Removes unfinished builds of killed runs, finished ones from `before` (seconds since 1970) and all of them but
    the last three."""
    finished = sorted(
        (path for path in builds.iterdir() if _NUMBER.fullmatch(path.name)), key=lambda path: int(path.name)
    )
    unfinished = builds.glob(f"*{_UNFINISHED}")
    aged = [folder for folder in finished[-_KEPT:] if folder.stat().st_mtime < before]
    for folder in (*unfinished, *finished[:-_KEPT], *aged):
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)  # what cannot go now goes next time
