"""The files of a folder in an object store, through fsspec: S3 and all else for which it has a file system.

Credentials, addresses and regions are the environment's business, as the store's own tools know them. There are no
links and no permissions to speak of; which names are nobody's documents is as in folders on disk.
"""

import errno
import os
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import fsspec

from etl.extract.fields import Fields
from etl.extract.limits import Allowance, Limits
from etl.extract.model import StoredFile
from etl.extract.names import OWN_FILES, is_temporary, quoted_path, readable
from etl.extract.streams import stream_of


class ObjectStoreFolder:
    """A folder by its URL, `s3://bucket/prefix`.

    Raises FileNotFoundError where nothing lies below the URL, NotADirectoryError where it is an object, and OSError
    for a protocol or store that is not there.
    """

    def __init__(self, url: str) -> None:
        self._protocol = url.partition("://")[0]
        try:
            # A file system of our own, which has no listings of former scans.
            self._system, root = fsspec.core.url_to_fs(url, skip_instance_cache=True, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise OSError(f"{url}: {error}") from error
        self._root = root.rstrip("/")
        self.uri = self._uri(self._root)
        if _reached(self._system.info, self._root)["type"] == "file":
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), url)

    def read(self, name: str) -> bytes | None:
        """The content of the object of this name in the folder itself, if there is one. Raises OSError."""
        path = f"{self._root}/{name}"
        if not _reached(self._system.exists, path):
            return None
        content: bytes = _reached(self._system.cat_file, path)
        return content

    def files(self, limits: Limits, fields: Fields) -> Iterator[StoredFile]:
        """One stored file per object below the folder that has a name, in the order of names. Raises OSError."""
        for path in sorted(_reached(self._system.find, self._root)):
            name = path[len(self._root) :].lstrip("/")
            is_folder = name.endswith("/")  # an empty object that some tools put where a folder would be
            if is_folder or name in OWN_FILES or any(map(is_temporary, PurePosixPath(name).parts)):
                continue
            yield StoredFile(self._uri(path), readable(name), partial(self._open, path), Allowance(limits), fields)

    def _open(self, path: str) -> BinaryIO:
        opened = _reached(self._system.open, path, "rb")
        return stream_of(partial(_reached, opened.read), opened.close)

    def _uri(self, path: str) -> str:
        return f"{self._protocol}://{quoted_path(path.lstrip('/'))}"


def _reached(call: Any, *arguments: Any) -> Any:
    """What the store answers. Raises OSError whatever the store's client raises, which has errors of its own."""
    try:
        return call(*arguments)
    except OSError:
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error
