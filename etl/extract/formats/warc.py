"""A web archive: each response with a page or text, each stored resource and converted text is a document.

What else a crawl writes down (requests, metadata, repeated visits) holds no document and is passed over; responses
with an error or of other media types are refused, each by itself. A record goes by its WARC-Record-ID.
"""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from etl.extract.model import Damaged, Found, Reason, StoredFile
from etl.extract.names import DistinctNames
from etl.extract.streams import unpacked

_DOCUMENT_TYPES = ("response", "resource", "conversion")
_MEDIA_TYPES = ("", "text/html", "application/xhtml+xml", "text/plain", "text/markdown")
_OK = "200"


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The captures in their order. Raises Damaged where the archive breaks off, and OSError."""
    names = DistinctNames()
    number = 0
    try:
        archive = ArchiveIterator(stream)
        for record in archive:
            if record.rec_type not in _DOCUMENT_TYPES:
                continue
            number += 1
            file.allowance.take_member()
            name = names.distinct((record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>") or str(number))
            yield _capture(file, name, record)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError) as error:
        raise Damaged(f"no readable web archive: {error}") from error
    if archive.err_count:
        yield file.refuse(Reason.DAMAGED, f"{archive.err_count} records of another length than they say")
    elif not number:
        yield file.refuse(Reason.EMPTY, "no capture in the web archive")


def _capture(file: StoredFile, name: str, record: Any) -> Found:
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    status = record.http_headers.get_statuscode() if record.http_headers else _OK
    if status != _OK:
        return file.refuse_record(name, Reason.UNSUPPORTED, f"HTTP status {status} from {address}")
    headers = record.http_headers or record.rec_headers
    media_type, _, parameters = (headers.get_header("Content-Type") or "").partition(";")
    if media_type.strip().lower() not in _MEDIA_TYPES:
        return file.refuse_record(name, Reason.UNSUPPORTED, f"{media_type.strip()}, no text, from {address}")
    charset = parameters.lower().partition("charset=")[2].strip(" \"';")
    is_packed = record.http_headers is not None and record.http_headers.get_header("Content-Encoding")
    content = unpacked(_whole(record), file.allowance, record.raw_stream.tell if is_packed else None)
    return file.capture(name, content, charset, address)


def _whole(record: Any) -> Callable[[int], bytes]:
    """The content of the record; at its end it raises EOFError where the archive ends before the record does."""
    content = record.content_stream()

    def read(count: int) -> bytes:
        block: bytes = content.read(count)
        if not block and record.length and not record.raw_stream.read(1) and record.raw_stream.limit:
            raise EOFError("the web archive breaks off")
        return block

    return read
