"""The files of a folder and of all folders in it, by path, and what cannot be one of them.

Left out are hidden files and folders (a name that begins with a dot) and what editors, office programs and browsers
put beside a file while they work on it: these are nobody's documents. Everything else is given, one way or the other.
"""

import errno
import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from etl.extract.limits import Limits
from etl.extract.model import Reason, Refusal, StoredFile

HIDDEN_PREFIX = "."
TEMPORARY_PREFIXES = ("~$",)  # lock files of Microsoft Office
TEMPORARY_SUFFIXES = ("~", ".tmp", ".swp", ".part", ".crdownload")


def discover(folder: Path, limits: Limits) -> Iterator[StoredFile | Refusal]:
    """One stored file per document file below `folder`, and a refusal for what is there but cannot be one.

    A symbolic link is followed to a file within the folder. One that leads out of it is refused, lest a link dropped
    there publish the rest of the disk; one to a folder is refused since that folder is walked in its own place.
    Raises FileNotFoundError and NotADirectoryError for `folder` itself.
    """
    root = folder.resolve(strict=True)
    if not root.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(root))
    pending = [root]
    while pending:
        current = pending.pop()
        try:
            with os.scandir(current) as listing:
                entries = [entry for entry in listing if not _is_temporary(entry.name)]
        except OSError as error:
            yield _stored(root, current, current, limits).refuse(Reason.UNREADABLE, f"folder: {_cause(error)}")
            continue
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = current / entry.name
            if entry.is_symlink():
                yield _linked(root, path, limits)
            elif entry.is_dir(follow_symlinks=False):
                pending.append(path)
            else:
                yield _stored(root, path, path, limits)


def _linked(root: Path, link: Path, limits: Limits) -> StoredFile | Refusal:
    file = _stored(root, link, link, limits)
    try:
        target = Path(os.path.realpath(link, strict=True))
    except OSError as error:
        return file.refuse(Reason.UNREADABLE, f"symbolic link: {_cause(error)}")
    if not target.is_relative_to(root):
        return file.refuse(Reason.OUTSIDE, f"symbolic link to {_readable(target)}, outside the folder")
    if target.is_dir():
        return file.refuse(Reason.UNSUPPORTED, f"symbolic link to the folder {_readable(target)}, read where it lies")
    return _stored(root, link, target, limits)


def _stored(root: Path, path: Path, content: Path, limits: Limits) -> StoredFile:
    """The file known by `path` whose bytes lie at `content`."""
    return StoredFile(path.as_uri(), _readable(path.relative_to(root)), partial(_open, content), limits)


def _open(path: Path) -> BinaryIO:
    # O_NONBLOCK: opening a named pipe would wait for its writer for ever.
    # O_NOFOLLOW: the path was resolved before, a link that stands there now was put there since.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file")
    return os.fdopen(descriptor, "rb")


def _is_temporary(name: str) -> bool:
    is_autosave = name.startswith("#") and name.endswith("#")  # of Emacs
    return (
        is_autosave
        or name.startswith((HIDDEN_PREFIX, *TEMPORARY_PREFIXES))
        or name.lower().endswith(TEMPORARY_SUFFIXES)
    )


def _cause(error: OSError) -> str:
    return error.strerror or str(error)


def _readable(path: Path) -> str:
    """The path as text. A name in bytes that are not UTF-8 keeps them as `\\xff`: no table can hold lone surrogates."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
