"""The files of a folder in an object store: S3 and all else for which fsspec has a file system.

There are no links and no permissions to speak of; which names are nobody's documents is as in folders on disk.
"""

import errno
import os
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from etl.extract.fields import Fields
from etl.extract.limits import Allowance, Limits
from etl.extract.model import StoredFile
from etl.extract.names import OWN_FILES, is_temporary, quoted_path, readable
from etl.extract.streams import stream_of
from etl.stores import file_system, reached


class ObjectStoreFolder:
    """A folder by its URL, `s3://bucket/prefix`.

    Raises FileNotFoundError where nothing lies below the URL, NotADirectoryError where it is an object, and OSError
    for a protocol or store that is not there.
    """

    def __init__(self, url: str) -> None:
        self._protocol = url.partition("://")[0]
        self._system, self._root = file_system(url)
        self.uri = self._uri(self._root)
        if reached(self._system.info, self._root)["type"] == "file":
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), url)

    def read(self, name: str) -> bytes | None:
        """The content of the object of this name in the folder itself, if there is one. Raises OSError."""
        path = f"{self._root}/{name}"
        if not reached(self._system.exists, path):
            return None
        content: bytes = reached(self._system.cat_file, path)
        return content

    def files(self, limits: Limits, fields: Fields) -> Iterator[StoredFile]:
        """One stored file per object below the folder that has a name, in the order of names. Raises OSError."""
        for path in sorted(reached(self._system.find, self._root)):
            name = path[len(self._root) :].lstrip("/")
            is_folder = name.endswith("/")  # an empty object that some tools put where a folder would be
            if is_folder or name in OWN_FILES or any(map(is_temporary, PurePosixPath(name).parts)):
                continue
            yield StoredFile(self._uri(path), readable(name), partial(self._open, path), Allowance(limits), fields)

    def _open(self, path: str) -> BinaryIO:
        opened = reached(self._system.open, path, "rb")
        return stream_of(partial(reached, opened.read), opened.close)

    def _uri(self, path: str) -> str:
        return f"{self._protocol}://{quoted_path(path.lstrip('/'))}"
