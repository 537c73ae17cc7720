"""`communique doctor`: what is wrong with an installation, and what to do about it; changes nothing."""

import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import click
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

import etl
from etl.cli import instance
from etl.cli.terminal import on_one_line
from etl.defs import settings
from etl.lexicon import loader
from etl.state import LedgerError, State
from etl.state.ledger_format import inspect
from etl.state.lock import lock_fault
from etl.transform.provenance import CONTRACT_VERSION
from warehouse.query import QueryError, run_query

LOCK = Path(etl.__file__).parent.parent / "requirements.lock"

LEAST_FREE = 500_000_000
"""Bytes that should be free for the cache and ledger of a first run; a published warehouse asks for three of its size:
two former builds and one in the making."""

_PINNED = re.compile(r"^(?P<requirement>[A-Za-z0-9][^\\#]*==[^\\#]*?)\s*\\?$", re.MULTILINE)

Check = Callable[[], str]


class Fault(Exception):
    """Something that must be mended; the message says what is wrong and what to do."""


def examine() -> int:
    """Print one line per thing looked at, what it found or what to do; returns 0, or 1 when something is wrong."""
    faults = 0
    for name, check in _checks():
        try:
            line, mark = check(), "ok"
        except Fault as fault:
            line, mark = str(fault), "MEND"
            faults += 1
        click.echo(f"{mark:<5} {name:<10} {on_one_line(line)}")
    click.echo("everything is in order" if not faults else f"{faults} to mend")
    return 1 if faults else 0


def _checks() -> Iterator[tuple[str, Check]]:
    yield "python", _python
    yield "packages", _packages
    yield "settings", _settings
    yield "words", _words
    try:
        folder, warehouse = settings.seeds_folder(), settings.warehouse_file()
    except settings.SettingsError:
        return  # nothing else can be known
    yield "seeds", lambda: _seeds(folder)
    yield "target", lambda: _target(warehouse)
    yield "lock", lambda: _lock(warehouse)
    yield "disk", lambda: _disk(warehouse)
    yield "ledger", lambda: _ledger(warehouse)
    yield "warehouse", lambda: _warehouse(warehouse)
    yield "dagster", _dagster


def _python() -> str:
    if os.name != "posix":
        raise Fault(f"{platform.system()} is not supported: use Linux or macOS")
    wanted = metadata.metadata("communique")["Requires-Python"]
    if not SpecifierSet(wanted).contains(platform.python_version(), prereleases=True):
        raise Fault(f"{platform.python_version()} is too old: install Python {wanted} and run `make` with PYTHON=")
    return f"{platform.python_version()} ({sys.executable})"


def _packages() -> str:
    wrong = [*_unmet(), *_unlike_the_lock()]
    if wrong:
        some = "; ".join(wrong[:3]) + (f" and {len(wrong) - 3} more" if len(wrong) > 3 else "")
        raise Fault(f"{some}: remove .venv and run `make run`, or `pip install` what is named")
    return "as requirements.lock has them" if LOCK.is_file() else "as communique asks for them"


def _unmet() -> Iterator[str]:
    """What communique itself asks for and is not there, or in another version."""
    for line in metadata.requires("communique") or ():
        wanted = Requirement(line)
        if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
            continue
        found = _installed(wanted.name)
        if found is None:
            yield f"{wanted.name} is not installed"
        elif not wanted.specifier.contains(found, prereleases=True):
            yield f"{wanted.name} is {found}, not {wanted.specifier}"


def _unlike_the_lock() -> Iterator[str]:
    """What is installed in another version than the lock has; tools for developers need not be there at all."""
    if not LOCK.is_file():
        return
    for pinned in _PINNED.finditer(LOCK.read_text(encoding="utf-8")):
        try:
            wanted = Requirement(pinned["requirement"])
        except InvalidRequirement:
            continue
        found = _installed(wanted.name)
        applies = wanted.marker is None or wanted.marker.evaluate()
        if applies and found is not None and not wanted.specifier.contains(Version(found), prereleases=True):
            yield f"{wanted.name} is {found}, not {wanted.specifier} as locked"


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _words() -> str:
    try:
        settings.name_lexicon()
        return f"{loader.check()} word lists"
    except settings.SettingsError:
        return "looked at once the settings are right"
    except (loader.LexiconError, OSError) as error:
        raise Fault(f"{error}: put the line right, or take the list as it was released") from error


def _settings() -> str:
    try:
        settings.current()
        given = settings.given()
    except settings.SettingsError as error:
        raise Fault(f"{error}: put it right, or leave it out") from error
    if not given:
        return f"all as they are by default; {settings.CONFIG_NAME} says what there is"
    return ", ".join(f"{name} ({where})" for name, where in given.items())


def _seeds(folder: Path | str) -> str:
    if isinstance(folder, str):
        from etl.extract.folders import open_folder

        try:
            return f"{open_folder(folder).uri} can be reached"
        except OSError as error:
            raise Fault(f"{folder}: {error}: look at the address and the store's credentials") from error
    if not folder.is_dir():
        raise Fault(f"there is no folder {folder}: make it, or name another one in {settings.SEEDS_VARIABLE}")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise Fault(f"{folder} may not be read: give this user the right to, as `chmod u+rx` does")
    return str(folder)


def _target(warehouse: Path) -> str:
    """Publishing writes files, makes a link and renames it: all three are tried under names of their own."""
    folder = _existing(warehouse.parent)
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".doctor-") as place:
            Path(place, "file").write_bytes(b"x")
            Path(place, "link").symlink_to("file")
            Path(place, "link").rename(Path(place, "renamed"))
    except OSError as error:
        raise Fault(
            f"{folder} cannot be written as it must be ({error.strerror or error}): choose a folder on a local disk "
            f"that this user owns, by {settings.WAREHOUSE_VARIABLE}"
        ) from error
    if warehouse.exists() and not warehouse.is_symlink():
        raise Fault(f"{warehouse} is a file that was not published here: move it away before the next run")
    return f"{folder} can be written"


def _lock(warehouse: Path) -> str:
    folder = _existing(warehouse.parent)
    fault = lock_fault(folder)
    if fault is not None:
        raise Fault(f"{folder}: {fault}: runs would disturb each other; choose a folder on a local disk")
    return "runs exclude each other"


def _disk(warehouse: Path) -> str:
    free = shutil.disk_usage(_existing(warehouse.parent)).free
    needed = max(LEAST_FREE, 3 * warehouse.stat().st_size if warehouse.exists() else 0)
    if free < needed:
        raise Fault(f"{_gigabytes(free)} are free, a run may need {_gigabytes(needed)}: make room")
    return f"{_gigabytes(free)} are free"


def _ledger(warehouse: Path) -> str:
    path = State.of(warehouse).ledger
    if not path.exists():
        return "none yet; the first run makes it"
    try:
        behind = inspect(path)
    except LedgerError as error:
        raise Fault(str(error)) from error
    return f"{path}, which the next run upgrades" if behind else str(path)


def _warehouse(warehouse: Path) -> str:
    if not warehouse.exists() and not warehouse.is_symlink():
        return "none yet; `communique run` publishes it"
    try:
        [(found, built_at)] = run_query(warehouse, "SELECT contract_version, built_at FROM about").rows
    except (QueryError, ValueError) as error:
        raise Fault(f"{error}: run again, which publishes it anew") from error
    if str(found).partition(".")[0] != CONTRACT_VERSION.partition(".")[0]:
        raise Fault(f"{warehouse} keeps contract {found}, this program {CONTRACT_VERSION}: run again")
    return f"{warehouse}, built {built_at:%Y-%m-%d %H:%M} UTC, contract {found}"


def _dagster() -> str:
    home = Path(".dagster").absolute()
    if not home.exists():
        folder = _existing(home.parent)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise Fault(f"{folder} may not be written, where Dagster's history goes: run from a folder of your own")
        return "no history yet; the first run makes it"
    try:
        with instance.instance_for(settings.warehouse_file()) as history:
            return f"{home}, {history.get_runs_count():,} runs"
    except Exception as error:
        raise Fault(f"{home}: {error}: move it away; only the history of runs is lost with it") from error


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
