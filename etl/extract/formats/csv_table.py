"""A CSV table (RFC 4180, or with semicolons, tabs or bars): each row is a document, the heading names its fields.

Rows are numbered from 1, the heading not counted.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import BinaryIO

from etl.extract.decode import NotText, decode
from etl.extract.formats.records import Records, listed
from etl.extract.formats.sniff import HEAD, delimiter_of
from etl.extract.model import Found, Reason, StoredFile, read_whole


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The rows in their order, and why others are no document. Raises Oversized and OSError."""
    content = read_whole(stream, file.limits.max_collection_bytes)
    try:
        text, encoding = decode(content)
    except NotText as error:
        yield file.refuse(error.reason, error.detail, content)
        return
    # The module's own limit of a field is 131,072 characters, for all readers of the process.
    csv.field_size_limit(max(csv.field_size_limit(), file.limits.max_collection_bytes))
    # strict: otherwise a quote that is never closed takes all that follows into one field.
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text[:HEAD], file) or ",", strict=True)
    names = [name.strip() for name in next(rows, [])]
    if not file.fields.has_text(names):
        detail = f"a table without a column that is known to hold the text: {listed(names)}"
        yield file.refuse(Reason.UNSUPPORTED, detail, content)
        return
    records = Records(file, encoding)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield records.refuse(number, Reason.MALFORMED, f"no row of a table: {error}")
            continue
        if not row:
            number -= 1  # a blank line
        elif len(row) > len(names):
            yield records.refuse(number, Reason.MALFORMED, f"{len(row)} values for {len(names)} columns")
        else:
            yield records.read(number, dict(zip(names, row, strict=False)))
    if number == 1:
        yield file.refuse(Reason.EMPTY, "a heading without rows", content)
