"""An HTML file is one document: the main text of the page and what the page declares, or all text of a fragment."""

from collections.abc import Iterator
from typing import BinaryIO

from etl.extract.decode import NotText, check_text
from etl.extract.html import decode_html, read_html
from etl.extract.model import Found, StoredFile, read_whole


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The one document, or the reason why the file is none. Raises Oversized and OSError."""
    content = read_whole(stream, file.limits.max_bytes)
    try:
        markup, encoding = decode_html(content, file.charset)
        page = read_html(markup)
        check_text(page.text, encoding)
    except NotText as error:
        yield file.refuse(error.reason, error.detail, content)
    else:
        yield file.document(content, page.text, encoding, page.metadata)
