"""Which files lie in a folder and in which state they are, without opening one: what arrivals are known by."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

import polars as pl

from etl.extract.discover import discover
from etl.extract.limits import Limits
from etl.extract.model import Refusal
from etl.extract.names import OWN_FILES
from etl.extract.scan import Scan


class FileState(NamedTuple):
    """The state of one file: when it is the same, so is what a scan makes of the file."""

    size_bytes: int
    changed_at: int
    """Microseconds since 1970 in UTC, by the clock of the file system: its `ctime`. Unlike the time of modification it
    cannot be set, so a copy that keeps the dates of its original is new; and a file that could not be read counts as
    changed when it may be read. Some changes of it, such as a new hard link, change nothing of the content."""


def observe(folder: Path) -> dict[str, FileState]:
    """The state of every stored file that a scan of the folder would look at, by `source_uri`.

    An archive is one file. What a scan refuses as it stands (a link that leads out, a folder that may not be listed)
    and the folder's own field names and corrections are among them, since a change there changes what a run makes.
    Raises FileNotFoundError and NotADirectoryError for the folder itself.
    """
    root = folder.resolve(strict=True)
    states: dict[str, FileState] = {}
    for found in discover(root, Limits()):
        # What is refused is looked at itself: a link that leads nowhere has no other state.
        _enter(states, found.source_uri, follow=not isinstance(found, Refusal))
    for name in OWN_FILES:
        _enter(states, (root / name).as_uri(), follow=True)
    return states


def only_files(found: Scan, files: Mapping[str, object]) -> Scan:
    """The part of a scan that came out of these stored files, given by `source_uri`, and of those inside them."""
    return Scan(found.folder_uri, _only_files(found.documents, files), _only_files(found.rejects, files))


def _only_files(frame: pl.DataFrame, files: Mapping[str, object]) -> pl.DataFrame:
    # In the URI of a file both signs are percent-encoded: the first one begins the inner part.
    stored_file = pl.col("source_uri").str.replace(r"(!/|#).*$", "")
    return frame.filter(stored_file.is_in(list(files)))


def _enter(states: dict[str, FileState], uri: str, *, follow: bool) -> None:
    try:
        status = Path(url2pathname(urlsplit(uri).path)).stat(follow_symlinks=follow)
    except OSError:
        return  # gone since, or never there
    states[uri] = FileState(status.st_size, status.st_ctime_ns // 1000)
