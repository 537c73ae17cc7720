"""Word lists as rows: every CSV file of the lexicon room, and the digest that tells when one of them has changed.

A file holds `#` lines (what it is, its columns, its sources, how to extend it), a header, then one entry per line. A
cell may hold several values separated by `;`. Readers ask with `rows("countries")` and split with `values(cell)`.

An analyst's own lists lie in the folder that $COMMUNIQUE_LEXICON names: a file of the same name and columns adds its
entries behind the built-in ones.
"""

import csv
import hashlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

BUILT_IN: Final[Traversable] = files(__package__)


class LexiconError(ValueError):
    """A word list that is missing or malformed; the message names the file and the line."""


class Lexicon:
    """The word lists of one or several folders; a later folder adds its entries behind those of an earlier one."""

    def __init__(self, folders: Sequence[Traversable]) -> None:
        self._folders = tuple(folders)
        self._rows: dict[str, list[dict[str, str]]] = {}

    def rows(self, name: str) -> list[dict[str, str]]:
        """Entries of `<name>.csv` in file order, one dict (column -> stripped cell, empty for none) each.

        Read once and then shared: do not change what is returned. Raises LexiconError when no folder has the file, when
        it is malformed, or when two folders disagree about its columns.
        """
        if name not in self._rows:
            self._rows[name] = self._read(f"{name}.csv")
        return self._rows[name]

    def lines(self, name: str) -> list[str]:
        """Entry lines of `<name>.csv` as they stand, for a list so long that only what is looked up should be parsed.

        Split one with `cells`. Raises LexiconError when no folder has the file, and when a later folder's is
        malformed or has other columns, in this order, than the first.
        """
        files = [file for folder in self._folders if (file := folder / f"{name}.csv").is_file()]
        if not files:
            raise LexiconError(f"{name}.csv: no such word list")
        header, *found = _lines_from_header(files[0])
        for file in files[1:]:
            _table(file)
            own, *entries = _lines_from_header(file)
            if own != header:
                raise LexiconError(f"{file}: columns {own} instead of {header}")
            found += entries
        return found

    def digest(self) -> str:
        """Hexadecimal BLAKE2b over the names and bytes of all data files; part of the reader version."""
        digest = hashlib.blake2b(digest_size=16)
        for number, folder in enumerate(self._folders):
            for file in _data_files(folder):
                content = file.read_bytes()
                digest.update(f"{number}/{file.name}\x00{len(content)}\x00".encode())
                digest.update(content)
        return digest.hexdigest()

    def names(self) -> list[str]:
        """Names of all lists, without `.csv`."""
        return sorted({file.name.removesuffix(".csv") for folder in self._folders for file in _data_files(folder)})

    def _read(self, file_name: str) -> list[dict[str, str]]:
        columns: list[str] | None = None
        found: list[dict[str, str]] = []
        for folder in self._folders:
            file = folder / file_name
            if not file.is_file():
                continue
            header, entries = _table(file)
            columns = columns or header
            if sorted(header) != sorted(columns):
                raise LexiconError(f"{file}: columns {', '.join(header)} instead of {', '.join(columns)}")
            found += [dict(zip(header, cells, strict=True)) for cells in entries]
        if columns is None:
            raise LexiconError(f"{file_name}: no such word list")
        return found


def _data_files(folder: Traversable) -> list[Traversable]:
    return sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)


def _lines_from_header(file: Traversable) -> list[str]:
    lines, start = _lines(file)
    return [line for line in lines[start:] if line]


def _lines(file: Traversable) -> tuple[list[str], int]:
    """All lines of a file, and the number of those before the header."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()  # a spreadsheet puts a byte order mark there
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: not UTF-8 at byte {error.start}") from error
    return lines, next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))


def _table(file: Traversable) -> tuple[list[str], list[list[str]]]:
    """Header and entries of one file, cells stripped, blank lines left out."""
    lines, start = _lines(file)
    reader = csv.reader(lines[start:], strict=True)
    header: list[str] = []
    entries: list[list[str]] = []
    try:
        for row in reader:
            cells, number = [cell.strip() for cell in row], start + reader.line_num
            if not any(cells):
                continue
            if not header:
                header = _checked_header(file, number, cells)
            elif len(cells) == len(header):
                entries.append(cells)
            else:
                raise LexiconError(f"{file}:{number}: {len(cells)} cells instead of {len(header)}: {','.join(cells)}")
    except csv.Error as error:
        raise LexiconError(f"{file}:{start + reader.line_num}: {error}") from error
    if not header:
        raise LexiconError(f"{file}:{start + 1}: no header")
    return header, entries


def _checked_header(file: Traversable, number: int, cells: list[str]) -> list[str]:
    if "" in cells or len(set(cells)) != len(cells):
        raise LexiconError(f"{file}:{number}: a column without a name, or two of one name: {','.join(cells)}")
    return cells


FOLDER_VARIABLE: Final = "COMMUNIQUE_LEXICON"


@cache
def in_use() -> Lexicon:
    """The built-in lists and those of the analyst's own folder. Raises LexiconError when that is missing."""
    own = os.environ.get(FOLDER_VARIABLE)
    if not own:
        return Lexicon([BUILT_IN])
    if not Path(own).is_dir():
        raise LexiconError(f"${FOLDER_VARIABLE}: there is no folder {own}")
    return Lexicon([BUILT_IN, Path(own)])


def rows(name: str) -> list[dict[str, str]]:
    """Entries of the list `<name>.csv` in use; see `Lexicon.rows`."""
    return in_use().rows(name)


def lines(name: str) -> list[str]:
    """Entry lines of the list `<name>.csv` in use; see `Lexicon.lines`."""
    return in_use().lines(name)


def cells(line: str) -> list[str]:
    """The cells of one entry line."""
    return next(csv.reader([line])) if '"' in line else line.split(",")


def check() -> int:
    """Reads every list in use; returns how many there are. Raises LexiconError for the first that is malformed."""
    names = in_use().names()
    for name in names:
        in_use().rows(name)
    return len(names)


def values(cell: str) -> list[str]:
    """The values of one cell: split at `;`, stripped, empty ones dropped."""
    return [value for part in cell.split(";") if (value := part.strip())]


def digest() -> str:
    """Digest of the lists in use; see `Lexicon.digest`."""
    return in_use().digest()
