"""The files of a folder and of all folders in it, by path, and what cannot be one of them.

Left out are hidden files and folders (a name that begins with a dot) and what editors, office programs and browsers
put beside a file while they work on it: these are nobody's documents. Everything else is given, one way or the other.
"""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from etl.extract.fields import Fields, default_fields
from etl.extract.limits import Allowance, Limits
from etl.extract.model import Reason, Refusal, StoredFile
from etl.extract.names import OWN_FILES, is_temporary, readable


def discover(folder: Path, limits: Limits, fields: Fields | None = None) -> Iterator[StoredFile | Refusal]:
    """One stored file per document file below `folder`, and a refusal for what is there but cannot be one.

    A symbolic link is followed to a file within the folder. One that leads out of it is refused, lest a link dropped
    there publish the rest of the disk; one to a folder is refused since that folder is walked in its own place.
    Raises FileNotFoundError and NotADirectoryError for `folder` itself.
    """
    place = _Folder(folder.resolve(strict=True), limits, fields or default_fields())
    if not place.root.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place.root))
    pending = [place.root]
    while pending:
        current = pending.pop()
        try:
            with os.scandir(current) as listing:
                entries = [entry for entry in listing if not is_temporary(entry.name)]
        except OSError as error:
            yield place.file(current, current).refuse(Reason.UNREADABLE, f"folder: {_cause(error)}")
            continue
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = current / entry.name
            if entry.is_symlink():
                yield place.linked(path)
            elif entry.is_dir(follow_symlinks=False):
                pending.append(path)
            elif current != place.root or entry.name not in OWN_FILES:
                yield place.file(path, path)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder that is looked through, and what holds for all files in it."""

    root: Path
    limits: Limits
    fields: Fields

    def file(self, path: Path, content: Path) -> StoredFile:
        """The file known by `path` whose bytes lie at `content`."""
        name = readable(path.relative_to(self.root).as_posix())
        return StoredFile(path.as_uri(), name, partial(_open, content), Allowance(self.limits), self.fields)

    def linked(self, link: Path) -> StoredFile | Refusal:
        file = self.file(link, link)
        try:
            target = Path(os.path.realpath(link, strict=True))
        except OSError as error:
            return file.refuse(Reason.UNREADABLE, f"symbolic link: {_cause(error)}")
        shown = readable(target.as_posix())
        if not target.is_relative_to(self.root):
            return file.refuse(Reason.OUTSIDE, f"symbolic link to {shown}, outside the folder")
        if target.is_dir():
            return file.refuse(Reason.UNSUPPORTED, f"symbolic link to the folder {shown}, read where it lies")
        return self.file(link, target)


def _open(path: Path) -> BinaryIO:
    # O_NONBLOCK: opening a named pipe would wait for its writer for ever.
    # O_NOFOLLOW: the path was resolved before, a link that stands there now was put there since.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file")
    return os.fdopen(descriptor, "rb")


def _cause(error: OSError) -> str:
    return error.strerror or str(error)
