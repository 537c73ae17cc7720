"""Reading compiled to machine code: what `make compiled` built, in place of the sources it was built from.

Compiled modules read what their sources read, in some two thirds of the time. They lie in the environment of this
Python and are used only while the sources are those they were built from, to the letter: who edits one reads with the
sources again, at once, until the next `make compiled`. COMMUNIQUE_COMPILED=no leaves them alone.
"""

import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

VARIABLE = "COMMUNIQUE_COMPILED"
ROOT = Path(__file__).parent.parent
_ROOMS = ("etl/lexicon", "etl/reading", "etl/text")
_LEFT_OUT = frozenset({"__init__.py", "frames.py", "pool.py", "version.py"})  # nothing in them takes long
SUFFIX = EXTENSION_SUFFIXES[0]  # names the kind of Python


def folder() -> Path:
    """Where the compiled modules of this environment lie, by their names as a tree."""
    return Path(sys.prefix) / "communique-compiled"


def stamp() -> Path:
    """The file that holds the digest of the sources from which they were built; written last."""
    return folder() / "sources"


def sources() -> list[Path]:
    """The files that are compiled, from the root of the project, in the order of their names."""
    found = (path for room in _ROOMS for path in (ROOT / room).rglob("*.py") if path.name not in _LEFT_OUT)
    return sorted(path.relative_to(ROOT) for path in found)


def digest() -> str:
    """Hexadecimal digest of those files and of the kind of Python that loads what becomes of them."""
    found = blake2b(SUFFIX.encode(), digest_size=16)
    for path in sources():
        content = (ROOT / path).read_bytes()
        found.update(f"{path}\x00{len(content)}\x00".encode())
        found.update(content)
    return found.hexdigest()


def is_current() -> bool:
    """True when there are compiled modules, built from the sources as they are."""
    return stamp().is_file() and stamp().read_text() == digest()


def use() -> None:
    """Has modules imported from now on come from the compiled ones, where these are current and not switched off."""
    if os.environ.get(VARIABLE) != "no" and is_current():
        sys.meta_path.insert(0, _Finder())


def in_use() -> bool:
    """True when this process reads with compiled modules."""
    return any(isinstance(finder, _Finder) for finder in sys.meta_path)


class _Finder(MetaPathFinder):
    """Finds compiled modules, those of the project and the library that they share."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not fullname.startswith("etl.") and not fullname.endswith("__mypyc"):
            return None
        *packages, name = fullname.split(".")
        file = folder().joinpath(*packages, name + SUFFIX)
        return spec_from_file_location(fullname, file) if file.is_file() else None
