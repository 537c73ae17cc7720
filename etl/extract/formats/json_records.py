"""JSON and JSON Lines: each object that has a text is a document.

A file is one object per line; or one array of them; or one object, which is a record when it has a text, and otherwise
leads to the one array in it. The records of an array are numbered by their place in it, those of JSON Lines by the
line, blank ones not counted.
"""

import io
import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import BinaryIO

from etl.extract.decode import NotText, decode
from etl.extract.formats.records import Records, listed
from etl.extract.limits import Oversized
from etl.extract.model import Found, Reason, StoredFile, read_whole
from etl.extract.streams import look_ahead


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The records in their order, and why others are none. Raises Oversized and OSError."""
    limit = file.limits.max_collection_bytes
    lines = _lines(_in_utf8(stream, limit), limit)
    start = list(islice(lines, 2))
    # A file of one line is read as a value, which one object is too.
    if len(start) == 2 and start[0].lstrip().startswith(b"{") and any(isinstance(_parsed(one), dict) for one in start):
        yield from _read_lines(file, chain(start, lines))
    else:
        yield from _read_value(file, _joined(chain(start, lines), limit))


def _read_value(file: StoredFile, content: bytes) -> Iterator[Found]:
    try:
        text, encoding = decode(content)
        value = _load(text)
    except NotText as error:
        yield file.refuse(error.reason, error.detail, content)
        return
    except ValueError as error:
        if b"\n{" in content:  # JSON Lines whose first lines are broken
            yield from _read_lines(file, _lines(io.BytesIO(content), len(content)))
        else:
            yield file.refuse(Reason.MALFORMED, f"no JSON: {error}", content)
        return
    found = _records_in(value, file)
    if found is None:
        yield file.refuse(Reason.UNSUPPORTED, f"JSON without records: {_shape(value)}", content)
        return
    records = Records(file, encoding)
    for number, each in enumerate(found, start=1):
        if isinstance(each, dict):
            yield records.read(number, each)
        else:
            yield records.refuse(number, Reason.UNSUPPORTED, f"no object: {_shape(each)}")
    if not found:
        yield file.refuse(Reason.EMPTY, "no record", content)


def _read_lines(file: StoredFile, lines: Iterator[bytes]) -> Iterator[Found]:
    records = Records(file, "utf-8")
    for number, line in enumerate(lines, start=1):
        if len(line) > file.limits.max_bytes:
            detail = f"larger than the limit of {file.limits.max_bytes:,} bytes"
            yield records.refuse(number, Reason.OVERSIZED, detail)
            continue
        try:
            value = _load(decode(line).text)
        except NotText as error:
            yield records.refuse(number, error.reason, error.detail)
        except ValueError as error:
            yield records.refuse(number, Reason.MALFORMED, f"no JSON: {error}")
        else:
            if isinstance(value, dict):
                yield records.read(number, value)
            else:
                yield records.refuse(number, Reason.UNSUPPORTED, f"no object: {_shape(value)}")


def _records_in(value: object, file: StoredFile) -> list[object] | None:
    """The records that a whole file's value is or holds, or None."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    if file.fields.split(value).kind:
        return [value]
    arrays = [inner for inner in value.values() if isinstance(inner, list) and any(isinstance(x, dict) for x in inner)]
    objects = [inner for inner in value.values() if isinstance(inner, dict)]
    if len(arrays) == 1:
        return list(arrays[0])
    return _records_in(objects[0], file) if not arrays and len(objects) == 1 else None


def _in_utf8(stream: BinaryIO, limit: int) -> BinaryIO:
    """The stream itself, in which line ends can be found, or the whole of it when each character has several bytes."""
    head, stream = look_ahead(stream, 4)
    if b"\0" not in head and not head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return stream
    content = read_whole(stream, limit)
    try:
        return io.BytesIO(decode(content).text.encode())
    except NotText:
        return io.BytesIO(content)


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """The lines of the stream that are not blank; of a longer one, only so much that it shows."""
    while line := stream.readline(longest + 1):
        rest = line
        while len(rest) > longest and not rest.endswith(b"\n"):
            rest = stream.readline(longest + 1)
        if line.strip():
            yield line.rstrip(b"\r\n")


def _joined(lines: Iterator[bytes], limit: int) -> bytes:
    """All lines. Raises Oversized."""
    content = bytearray()
    for line in lines:
        content += line + b"\n"
        if len(content) > limit:
            raise Oversized(f"larger than the {limit:,} bytes that are read at once; JSON Lines may be longer")
    return bytes(content)


def _parsed(line: bytes) -> object:
    try:
        return _load(decode(line).text)
    except (NotText, ValueError):
        return None


def _load(text: str) -> object:
    """The value, numbers as they are written. Raises ValueError.

    Tabs and line ends within strings are against the rules, but common, and no reason to lose an article (strict).
    """
    try:
        value: object = json.loads(text, parse_int=str, parse_float=str, strict=False)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _shape(value: object) -> str:
    if isinstance(value, Mapping):
        return f"an object with {listed(list(value)) or 'nothing in it'}"
    return "an array" if isinstance(value, list) else "a single value"
