"""What a format gets and gives: a stored file goes in; documents, refusals and the files inside it come out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import BinaryIO

from etl.extract.fields import Fields
from etl.extract.limits import Allowance, Limits, Oversized
from etl.extract.names import quoted_fragment, quoted_path, readable


class Reason(StrEnum):
    """Why a file, a member of an archive or a record was refused."""

    EMPTY = "empty"  # nothing but white space, or no document inside
    BINARY = "binary"  # not text at all
    UNDECODABLE = "undecodable"  # text, but in no encoding that fits all of it
    UNREADABLE = "unreadable"  # the operating system would not hand it over
    DAMAGED = "damaged"  # packed, and cannot be unpacked
    MALFORMED = "malformed"  # breaks the rules of its own format
    ENCRYPTED = "encrypted"  # needs a password
    OVERSIZED = "oversized"  # larger than its Limits
    TOO_DEEP = "too_deep"  # containers in containers beyond Limits.max_depth
    OUTSIDE = "outside_folder"  # a symbolic link or a member's name that leads somewhere else
    UNSUPPORTED = "unsupported"  # no format reads it


class Damaged(OSError):
    """Packed bytes that do not unpack."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as found. All offsets of all later stages count in `text`; `metadata` are fields it declares itself.

    A document that is a whole file has the SHA-256 (hexadecimal) of the file's bytes as `content_hash`, and their
    number as `size_bytes`; one that is a record has those of the canonical form of its text and metadata.
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
    """A file that a format can read, on disk, in an object store or inside another file.

    `source_uri` is absolute: `file:///…/a.txt`, inside an archive `file:///…/x.zip!/a.txt`; a compressed file goes by
    its own name. `source_file` is the path relative to the scanned folder, with forward slashes, and the same inner
    part. `open` gives the stored bytes, may be called once, and raises OSError. `fields` says what the fields of
    records mean; `depth` is the number of containers around the file. `charset` and `declared` are what its
    surroundings know of it: the encoding of a web capture, its address.
    """

    source_uri: str
    source_file: str
    open: Callable[[], BinaryIO]
    allowance: Allowance
    fields: Fields
    depth: int = 0
    charset: str = ""
    declared: Mapping[str, str] = field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        return self.allowance.limits

    def unpacked(self, stream: BinaryIO) -> "StoredFile":
        """What the compressed file is when its bytes are unpacked: it keeps its name."""
        return replace(self, open=lambda: stream, depth=self.depth + 1)

    def member(self, name: str, stream: BinaryIO) -> "StoredFile":
        """The file of this name inside this one."""
        uri, file = self._inside(name)
        return replace(self, source_uri=uri, source_file=file, open=lambda: stream, depth=self.depth + 1)

    def capture(self, name: str, stream: BinaryIO, charset: str, address: str) -> "StoredFile":
        """The web page that is the record `name` of this file, got from `address`."""
        uri, file = self._record(name)
        return replace(
            self,
            source_uri=uri,
            source_file=file,
            open=lambda: stream,
            depth=self.depth + 1,
            charset=charset,
            declared={"url": address} if address else {},
        )

    def document(self, content: bytes, text: str, encoding: str, metadata: Mapping[str, str]) -> RawDocument:
        """The document that the whole file is, read from `content`; what the file itself declares comes first."""
        content_hash = sha256(content).hexdigest()
        known = {**self.declared, **metadata}
        return RawDocument(self.source_uri, self.source_file, content_hash, text, encoding, len(content), known)

    def record(self, name: str, text: str, encoding: str, metadata: Mapping[str, str]) -> RawDocument:
        """The document that is the record `name` of this file."""
        uri, file = self._record(name)
        canonical = json.dumps({"metadata": dict(metadata), "text": text}, ensure_ascii=False, sort_keys=True).encode()
        return RawDocument(uri, file, sha256(canonical).hexdigest(), text, encoding, len(canonical), metadata)

    def refuse(self, reason: Reason, detail: str, content: bytes | None = None) -> Refusal:
        """The refusal of the whole file; `content` is what was read of it, if all of it was."""
        content_hash = None if content is None else sha256(content).hexdigest()
        return Refusal(self.source_uri, self.source_file, reason, detail, content_hash)

    def refuse_member(self, name: str, reason: Reason, detail: str) -> Refusal:
        """The refusal of the file of this name inside this one."""
        return Refusal(*self._inside(name), reason, detail)

    def refuse_record(self, name: str, reason: Reason, detail: str) -> Refusal:
        """The refusal of the record `name` of this file."""
        return Refusal(*self._record(name), reason, detail)

    def _inside(self, name: str) -> tuple[str, str]:
        return f"{self.source_uri}!/{quoted_path(name)}", f"{self.source_file}!/{readable(name)}"

    def _record(self, name: str) -> tuple[str, str]:
        return f"{self.source_uri}#{quoted_fragment(name)}", f"{self.source_file}#{name}"


Found = RawDocument | Refusal | StoredFile


def read_whole(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of the stream. Raises Oversized, having read no more than the limit, and OSError."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise Oversized(f"larger than the limit of {limit:,} bytes")
    return content
