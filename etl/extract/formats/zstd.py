"""A Zstandard file is the file whose bytes it holds, in one frame or several."""

from collections.abc import Iterator
from typing import BinaryIO

import zstandard

from etl.extract.limits import MIB
from etl.extract.model import Found, StoredFile
from etl.extract.streams import Counted, joined, unpacked

MAX_WINDOW = 128 * MIB
"""Bytes of memory that a frame may ask for: what the `zstd` command grants (`--long` up to 27)."""

_STEP = 1024
"""Packed bytes that are unpacked at once. Four of them can stand for 128 KiB (RFC 8878, 3.1.1.2), all for 32 MiB."""


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The file inside; it ends in Damaged where the bytes are cut short or do not match their checksum."""
    packed = Counted(stream)
    yield file.unpacked(unpacked(joined(_blocks(packed)), file.allowance, lambda: packed.count))


def _blocks(packed: Counted) -> Iterator[bytes]:
    """The unpacked bytes. Raises EOFError where a frame is cut short, which `stream_reader` takes for the end."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
    step = packed.read(_STEP)
    while step:
        frame = unpacker.decompressobj()
        while not frame.eof:
            if not step:
                raise EOFError("the file is cut short")
            yield frame.decompress(step)
            step = frame.unused_data or packed.read(_STEP)
