"""The formats that are read, by file name ending. A new one is a module with `read` here and a line in `FORMATS`.

A format takes a stored file and gives its documents, as many as it holds; what it cannot read it gives as a refusal.
It raises nothing but Oversized and OSError, which `read_file` turns into refusals. A file that holds other files
passes each of them, as a StoredFile, to `read_file` again.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from etl.extract.formats import plain_text
from etl.extract.model import Oversized, RawDocument, Reason, Refusal, StoredFile

Format = Callable[[StoredFile], Iterator[RawDocument | Refusal]]

FORMATS: Mapping[str, Format] = {
    ".txt": plain_text.read,
}


def read_file(file: StoredFile) -> Iterator[RawDocument | Refusal]:
    """Whatever the file holds: documents, refusals, or both. Raises nothing that a file could be at fault for."""
    ending = PurePosixPath(file.source_file).suffix.lower()
    read = FORMATS.get(ending)
    if read is None:
        named = f"files ending in {ending}" if ending else "files without an ending"
        yield file.refuse(Reason.UNSUPPORTED, f"{named} are not read; these are: {', '.join(sorted(FORMATS))}")
        return
    try:
        yield from read(file)
    except Oversized as error:
        yield file.refuse(Reason.OVERSIZED, str(error))
    except OSError as error:
        yield file.refuse(Reason.UNREADABLE, error.strerror or str(error))
