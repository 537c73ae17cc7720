"""A text file is one document: its whole content, decoded."""

from collections.abc import Iterator

from etl.extract.decode import NotText, decode
from etl.extract.model import RawDocument, Refusal, StoredFile


def read(file: StoredFile) -> Iterator[RawDocument | Refusal]:
    """The one document, or the reason why the file is none. Raises Oversized and OSError."""
    content = file.read_bytes()
    try:
        decoded = decode(content)
    except NotText as error:
        yield file.refuse(error.reason, error.detail, content)
    else:
        yield file.document(content, decoded.text, decoded.encoding)
