"""Where an export goes: a folder on this machine, which takes the place of the last one as a whole, or an object store.

A folder is filled beside its place under a hidden name and then renamed, so an interrupted export leaves none that is
half full. In a store, which has no such rename, `datapackage.json` is taken away first and comes back last: what it
lists is whole.
"""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.stores import file_system, is_address, reached
from schemas.datapackage import FILE_NAME, GENERATOR
from warehouse.disk import sync

_UNFINISHED = ".exporting"


class ExportRefused(Exception):
    """Nothing was exported; the message is one line and says why."""


@contextmanager
def delivered(destination: str) -> Iterator[Path]:
    """An empty folder to fill; when the block ends without an exception, what it holds is at the destination.

    `destination` is a path, or the address of a folder in an object store. A folder is made when missing, and replaced
    when it holds an earlier export and nothing else. Raises ExportRefused for one that holds anything else, and where
    the destination cannot be written.
    """
    try:
        if is_address(destination):
            with tempfile.TemporaryDirectory(prefix="communique-") as folder:
                yield Path(folder)
                _upload(Path(folder), destination)
        else:
            with _beside(Path(destination.removeprefix("file://")).absolute()) as folder:
                yield folder
    except OSError as error:
        raise ExportRefused(f"{destination}: could not be written: {error}") from error


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    _refuse_strangers(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(place)
    unfinished = place.with_name(f".{place.name}.{secrets.token_hex(4)}{_UNFINISHED}")
    unfinished.mkdir()
    descriptor = os.open(unfinished, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # the kernel frees it when this process dies: then it is a leftover
        yield unfinished
        for file in unfinished.iterdir():
            sync(file)
        sync(unfinished)
        _refuse_strangers(place)
        _swap(place, unfinished)
    finally:
        os.close(descriptor)
        shutil.rmtree(unfinished, ignore_errors=True)


def _swap(place: Path, finished: Path) -> None:
    """Puts the finished folder at its place. Between the two renames there is no folder; there is never half of one."""
    if not place.exists():
        finished.rename(place)
    else:
        old = place.with_name(f".{place.name}.{secrets.token_hex(4)}{_UNFINISHED}")
        place.rename(old)
        try:
            finished.rename(place)
        except OSError:
            old.rename(place)
            raise
        shutil.rmtree(old, ignore_errors=True)
    sync(place.parent)


def _refuse_strangers(place: Path) -> None:
    """Raises ExportRefused for a folder with anything in it that an export has not put there."""
    if not place.exists():
        return
    if not place.is_dir() or place.is_symlink():
        raise ExportRefused(f"{place}: is not a folder; name another one")
    ours = {FILE_NAME, *_listed((place / FILE_NAME).read_bytes() if (place / FILE_NAME).is_file() else b"")}
    strangers = sorted(each.name for each in place.iterdir() if each.name not in ours)
    if strangers:
        raise ExportRefused(f"{place}: holds {strangers[0]}, which is not from an export; name another folder")


def _remove_leftovers(place: Path) -> None:
    """Removes what killed exports to this place have left; one that is under way holds a lock on its folder."""
    for folder in place.parent.glob(f".{place.name}.*{_UNFINISHED}"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(descriptor)


def _upload(folder: Path, url: str) -> None:
    system, root = file_system(url)
    descriptor = f"{root}/{FILE_NAME}"
    before: list[str] = []
    if reached(system.exists, descriptor):
        before = _listed(reached(system.cat_file, descriptor))
        reached(system.rm_file, descriptor)
    files = sorted(path.name for path in folder.iterdir() if path.name != FILE_NAME)
    for name in [*files, FILE_NAME]:
        reached(system.put_file, str(folder / name), f"{root}/{name}")
    for name in sorted(set(before) - set(files)):
        if reached(system.exists, f"{root}/{name}"):
            reached(system.rm_file, f"{root}/{name}")


def _listed(content: bytes) -> list[str]:
    """Names of the files that a datapackage.json of ours lists beside itself; none where it is not one."""
    try:
        package = json.loads(content)
        paths = [resource["path"] for resource in package["resources"]]
        if package["generator"] != GENERATOR:
            return []
    except (ValueError, KeyError, TypeError):
        return []
    return [path for path in paths if isinstance(path, str) and "/" not in path and not path.startswith(".")]
