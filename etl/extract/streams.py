"""Streams of bytes that come out of other streams: looked at before they are read, counted, and honest about damage."""

import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from shutil import copyfileobj
from typing import BinaryIO, cast

import zstandard

from etl.extract.limits import MIB, Allowance, Oversized
from etl.extract.model import Damaged

SPOOLED_IN_MEMORY = 8 * MIB
_BLOCK = 64 * 1024
_DAMAGE = (
    EOFError,
    gzip.BadGzipFile,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    zipfile.BadZipFile,
    tarfile.TarError,
)


class _Source(io.RawIOBase):
    def __init__(self, read: Callable[[int], bytes], close: Callable[[], None] | None) -> None:
        self._read = read
        self._close = close

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        block = self._read(len(buffer))
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        if self._close is not None and not self.closed:
            self._close()
        super().close()


def stream_of(read: Callable[[int], bytes], close: Callable[[], None] | None = None) -> BinaryIO:
    """A stream made of the blocks that `read` gives, which is asked for so many bytes and may give fewer."""
    return io.BufferedReader(_Source(read, close), _BLOCK)


def look_ahead(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """The first `size` bytes (fewer at the end) and a stream that still begins with them. Raises OSError."""
    head = stream.read(size)
    if stream.seekable():
        stream.seek(0)
        return head, stream
    ahead = io.BytesIO(head)
    return head, stream_of(lambda count: ahead.read(count) or stream.read(count))


def seekable(stream: BinaryIO, limit: int) -> BinaryIO:
    """The stream, or a copy on disk that can be read in any order. Raises Oversized beyond `limit`, and OSError."""
    if stream.seekable():
        return stream
    left = limit

    def read(count: int) -> bytes:
        nonlocal left
        block = stream.read(count)
        left -= len(block)
        if left < 0:
            raise Oversized(f"larger than the limit of {limit:,} bytes")
        return block

    spooled = tempfile.SpooledTemporaryFile(max_size=SPOOLED_IN_MEMORY)  # noqa: SIM115 - its reader closes it
    copyfileobj(stream_of(read), spooled)
    spooled.seek(0)
    return cast(BinaryIO, spooled)


class Counted:
    """The bytes of a stream and how many of them were read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(size)
        self.count += len(block)
        return block


def joined(blocks: Iterator[bytes]) -> Callable[[int], bytes]:
    """What reads so many bytes, or fewer, out of blocks of any size; nothing at their end."""
    block, at = b"", 0

    def read(count: int) -> bytes:
        nonlocal block, at
        while at >= len(block):
            following = next(blocks, None)
            if following is None:
                return b""
            block, at = following, 0
        at += count
        return block[at - count : at]

    return read


def unpacked(read: Callable[[int], bytes], allowance: Allowance, packed_bytes: Callable[[], int] | None) -> BinaryIO:
    """What `read` unpacks, as a stream that watches over it.

    `packed_bytes` says from how many bytes it came so far; with None nothing is compressed, and nothing is counted.
    Reading raises Damaged, Oversized when the ratio of the two passes its limit, and Exhausted when the allowance is
    used up.
    """
    limits = allowance.limits
    unpacked_bytes = 0

    def watched(count: int) -> bytes:
        nonlocal unpacked_bytes
        try:
            block = read(count)
        except _DAMAGE as error:
            raise Damaged(f"does not unpack: {error or type(error).__name__}") from error
        if packed_bytes is None:
            return block
        allowance.take_bytes(len(block))
        unpacked_bytes += len(block)
        if unpacked_bytes > max(limits.ratio_grace, limits.max_ratio * packed_bytes()):
            raise Oversized(f"unpacks to more than {limits.max_ratio} times its size")
        return block

    return stream_of(watched)
