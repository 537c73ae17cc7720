"""What a format gets and gives: a stored file goes in, raw documents and refusals come out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import BinaryIO

from etl.extract.limits import Limits


class Reason(StrEnum):
    """Why a file was refused."""

    EMPTY = "empty"  # nothing but white space
    BINARY = "binary"  # not text at all
    UNDECODABLE = "undecodable"  # text, but in no encoding that fits all of it
    UNREADABLE = "unreadable"  # the operating system would not hand it over
    OVERSIZED = "oversized"  # larger than Limits.max_bytes
    OUTSIDE = "outside_folder"  # a symbolic link to somewhere else
    UNSUPPORTED = "unsupported"  # no format reads it


class Oversized(Exception):
    """A stored file is larger than its limits allow."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as found: `text` is the decoded content, unchanged; `metadata` are fields it declares itself.

    `content_hash` (SHA-256, hexadecimal) and `size_bytes` are those of the stored bytes it was decoded from.
    """

    source_uri: str
    source_file: str
    content_hash: str
    text: str
    encoding: str
    size_bytes: int
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One file or document that is not read: `detail` says to a person what `reason` says to a query.

    `content_hash` is None where the content was never read in full.
    """

    source_uri: str
    source_file: str
    reason: Reason
    detail: str
    content_hash: str | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that a format can read, on disk or inside another file.

    `source_uri` is absolute (`file:///…/a.txt`, inside an archive `file:///…/x.zip!/a.txt`); `source_file` is the path
    relative to the scanned folder, with forward slashes. `open` gives the stored bytes and raises OSError.
    """

    source_uri: str
    source_file: str
    open: Callable[[], BinaryIO]
    limits: Limits

    def read_bytes(self) -> bytes:
        """The whole content. Raises Oversized, having read no more than the limit, and OSError."""
        with self.open() as stream:
            content = stream.read(self.limits.max_bytes + 1)
        if len(content) > self.limits.max_bytes:
            raise Oversized(f"larger than the limit of {self.limits.max_bytes:,} bytes")
        return content

    def document(self, content: bytes, text: str, encoding: str) -> RawDocument:
        """The document that the whole file is, decoded from `content`."""
        return RawDocument(
            self.source_uri, self.source_file, sha256(content).hexdigest(), text, encoding, len(content)
        )

    def refuse(self, reason: Reason, detail: str, content: bytes | None = None) -> Refusal:
        """The refusal of the whole file; `content` is what was read of it, if all of it was."""
        content_hash = None if content is None else sha256(content).hexdigest()
        return Refusal(self.source_uri, self.source_file, reason, detail, content_hash)
