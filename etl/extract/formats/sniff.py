"""What kind of file the first bytes say it is. The name is asked only where they leave it open: about tables."""

import codecs
import csv
import re
import tarfile
from enum import Enum, auto
from pathlib import PurePosixPath

from etl.extract.model import StoredFile

HEAD = 64 * 1024  # bytes that are looked at
_COMPRESSIONS = (".gz", ".zst")
_TABLE_ENDINGS = (".csv", ".tsv")
_DELIMITERS = ",;\t|"
_LONGEST_COLUMN_NAME = 60

_EMPTY_TAR = bytes(tarfile.RECORDSIZE)
_SKIPPABLE_ZSTD = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")  # a frame of other data before the first, RFC 8878
_PROLOG = r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype\b[^>\[]*(?:\[.*?\]\s*)?>)*"
_ROOT = re.compile(_PROLOG + r"<(?:[A-Za-z][\w.-]*:)?(?P<name>[A-Za-z][\w.-]*)[\s/>]", re.IGNORECASE | re.DOTALL)
_HTML_DOCTYPE = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!doctype\s+html\b", re.IGNORECASE | re.DOTALL)
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_HTML_ROOTS = frozenset(
    (
        *("html", "head", "body", "title", "meta", "link", "style", "script", "p", "div", "span", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "article", "section", "main", "header", "nav", "aside", "footer", "table"),
        *("ul", "ol", "dl", "blockquote", "figure", "img", "br", "hr", "a", "b", "i", "em", "strong", "font"),
        *("center", "pre"),
    )
)
_FEED_ROOTS = frozenset(("rss", "feed", "rdf"))


class Kind(Enum):
    """What a file can be; each has its format."""

    GZIP = auto()
    ZSTD = auto()
    ZIP = auto()
    TAR = auto()
    WARC = auto()
    FEED = auto()
    HTML = auto()
    JSON = auto()
    CSV = auto()
    TEXT = auto()  # or nothing that is read, which is for the decoder to say


def kind_of(head: bytes, file: StoredFile) -> Kind:
    """The kind of the file that begins with `head`."""
    return _container(head) or _text_format(text_of(head), file)


def bare_name(file: StoredFile) -> str:
    """The last part of the file's name in lower case, without the ending that says how it is compressed."""
    name = PurePosixPath(file.source_file).name.lower()
    for ending in _COMPRESSIONS:
        name = name.removesuffix(ending)
    return name


def text_of(head: bytes) -> str:
    """The first bytes as text as far as markers need it: marks and letters of ASCII come out right, whatever else."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    if head[1:2] == b"\0" or head[:1] == b"\0":
        return head.decode("utf-16-le" if head[1:2] == b"\0" else "utf-16-be", "ignore")
    return head.decode("utf-8", "replace")


def delimiter_of(text: str, file: StoredFile) -> str | None:
    """What separates the columns when the text is a table with a heading, or None.

    Its columns have distinct short names, its first row as many values. One of the names is that of a text, or the
    file is named as a table.
    """
    is_named_so = bare_name(file).endswith(_TABLE_ENDINGS)
    for delimiter in _DELIMITERS:
        try:
            rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
            names = [name.strip() for name in next(rows, [])]
            first_row = next(rows, None)
        except csv.Error:
            continue
        is_heading = (
            len(names) > 1
            and all(0 < len(name) <= _LONGEST_COLUMN_NAME for name in names)
            and len(set(names)) == len(names)
        )
        if not is_heading or not (is_named_so or file.fields.has_text(names)):
            continue
        if is_named_so or (first_row is not None and (len(first_row) == len(names) or len(text) >= HEAD // 2)):
            return delimiter
    return None


def _container(head: bytes) -> Kind | None:
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head.startswith(b"\x28\xb5\x2f\xfd") or _SKIPPABLE_ZSTD.match(head):
        return Kind.ZSTD
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head.startswith((b"WARC/1.", b"WARC/0.")):
        return Kind.WARC
    return Kind.TAR if _is_tar(head) else None


def _is_tar(head: bytes) -> bool:
    if head == _EMPTY_TAR:
        return True
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")  # it has a checksum
    except tarfile.TarError:
        return False
    return True


def _text_format(text: str, file: StoredFile) -> Kind:
    if _JSON.match(text):
        return Kind.JSON
    if text.lstrip()[:1] == "<":
        if _HTML_DOCTYPE.match(text):
            return Kind.HTML
        root = _ROOT.match(text)
        name = root["name"].lower() if root else ""
        if name in _FEED_ROOTS:
            return Kind.FEED
        if name in _HTML_ROOTS:
            return Kind.HTML
    return Kind.CSV if delimiter_of(text, file) else Kind.TEXT
