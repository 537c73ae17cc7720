"""The formats that are read, told apart by content. A new one is a module with `read` here and a line in `FORMATS`.

A format takes a stored file and its bytes and gives its documents, as many as it holds; what it cannot read it gives as
a refusal, and the files inside it, each as a StoredFile that is read in turn before the next is asked for. It raises
nothing but Oversized, Exhausted and OSError, which `read_file` turns into refusals.

One file with several documents names them by a fragment (`x.jsonl#12`): the record's own id, else its address, else its
number, so that neither a record added at the end nor, with ids, one added before it changes what the others are called.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from etl.extract.formats import csv_table, feed, gzipped, html, json_records, sniff, tar_archive, text, warc, zstd
from etl.extract.formats import zip_archive as zipped
from etl.extract.formats.sniff import Kind
from etl.extract.limits import Exhausted, Oversized
from etl.extract.model import Damaged, Found, RawDocument, Reason, Refusal, StoredFile
from etl.extract.streams import look_ahead

Format = Callable[[StoredFile, BinaryIO], Iterator[Found]]

FORMATS: Mapping[Kind, Format] = {
    Kind.GZIP: gzipped.read,
    Kind.ZSTD: zstd.read,
    Kind.ZIP: zipped.read,
    Kind.TAR: tar_archive.read,
    Kind.WARC: warc.read,
    Kind.FEED: feed.read,
    Kind.HTML: html.read,
    Kind.JSON: json_records.read,
    Kind.CSV: csv_table.read,
    Kind.TEXT: text.read,
}
CONTAINERS = frozenset((Kind.GZIP, Kind.ZSTD, Kind.ZIP, Kind.TAR, Kind.WARC))


def read_file(file: StoredFile) -> Iterator[RawDocument | Refusal]:
    """Whatever the file holds, to the bottom: documents, refusals, or both.

    Raises nothing that a file could be at fault for; a file inside another raises Exhausted for all around it.
    """
    try:
        with file.open() as stream:
            head, content = look_ahead(stream, sniff.HEAD)
            kind = sniff.kind_of(head, file)
            if kind in CONTAINERS and file.depth >= file.limits.max_depth:
                yield file.refuse(Reason.TOO_DEEP, f"inside {file.depth} archives, one in the other")
                return
            for found in FORMATS[kind](file, content):
                if isinstance(found, StoredFile):
                    yield from read_file(found)
                else:
                    yield found
    except Oversized as error:
        yield file.refuse(Reason.OVERSIZED, str(error))
    except Exhausted as error:
        if file.depth:
            raise
        yield file.refuse(Reason.OVERSIZED, str(error))
    except Damaged as error:
        yield file.refuse(Reason.DAMAGED, str(error))
    except OSError as error:
        yield file.refuse(Reason.UNREADABLE, error.strerror or str(error))
    except Exception as error:
        # Parsers break down over content in ways of their own; one file must not keep all others from being read.
        yield file.refuse(Reason.MALFORMED, f"cannot be taken apart: {type(error).__name__}: {error}")
