"""A gzip file is the file whose bytes it holds, in one part or several."""

import gzip
from collections.abc import Iterator
from typing import BinaryIO, cast

from etl.extract.model import Found, StoredFile
from etl.extract.streams import Counted, unpacked


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The file inside; it ends in Damaged where the bytes are cut short or do not match their checksum."""
    packed = Counted(stream)
    with gzip.GzipFile(fileobj=cast(BinaryIO, packed), mode="rb") as opened:
        yield file.unpacked(unpacked(opened.read, file.allowance, lambda: packed.count))
