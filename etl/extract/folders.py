"""The folder that is scanned: on this machine, or in an object store."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from etl.extract.discover import discover
from etl.extract.fields import Fields
from etl.extract.limits import Limits
from etl.extract.model import Refusal, StoredFile
from etl.extract.object_store import ObjectStoreFolder


class Folder(Protocol):
    """A place with files in it, `uri` being its own URI."""

    uri: str

    def read(self, name: str) -> bytes | None:
        """The content of the file of this name in the folder itself, if there is one. Raises OSError."""
        ...

    def files(self, limits: Limits, fields: Fields) -> Iterator[StoredFile | Refusal]:
        """One stored file per document file below it, and a refusal for what is there but cannot be one."""
        ...


class LocalFolder:
    """A folder on this machine. Raises FileNotFoundError."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve(strict=True)
        self.uri = self._path.as_uri()

    def read(self, name: str) -> bytes | None:
        path = self._path / name
        return path.read_bytes() if path.is_file() else None

    def files(self, limits: Limits, fields: Fields) -> Iterator[StoredFile | Refusal]:
        return discover(self._path, limits, fields)


class RemoteFolder:
    """A folder in an object store. Raises FileNotFoundError, NotADirectoryError and OSError."""

    def __init__(self, url: str) -> None:
        self._store = ObjectStoreFolder(url)
        self.uri = self._store.uri

    def read(self, name: str) -> bytes | None:
        return self._store.read(name)

    def files(self, limits: Limits, fields: Fields) -> Iterator[StoredFile | Refusal]:
        return self._store.files(limits, fields)


def open_folder(folder: Path | str) -> Folder:
    """The folder at a path or URL. Raises FileNotFoundError, NotADirectoryError and OSError."""
    if isinstance(folder, Path) or "://" not in folder:
        return LocalFolder(Path(folder))
    parts = urlsplit(folder)
    return LocalFolder(Path(url2pathname(parts.path))) if parts.scheme == "file" else RemoteFolder(folder)


def own_file(folder: Folder, name: str) -> str | None:
    """The text (UTF-8) of a file of this name in the folder itself, if there is one. Raises ValueError and OSError."""
    content = folder.read(name)
    try:
        return content.decode("utf-8-sig") if content is not None else None
    except UnicodeDecodeError as error:
        raise ValueError(f"{name}: not UTF-8") from error
