"""What gives away that a file is no text: the signature of a known format, or too many control characters."""

import re

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document (OLE)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1\x15", "a Parquet file"),
    (b"\x7fELF", "an ELF program"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"OggS\x00", "an Ogg recording"),
)
"""First bytes and what they begin, after the media types' registrations and the `file` command's own list; each long
enough that no text begins so."""

MAX_CONTROL_SHARE = 0.05
"""A stray bell or escape occurs in text from old wire services; compressed or numeric data has twice this share."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def signature(content: bytes) -> str | None:
    """What the first bytes say the content is ("a PDF document"), or None."""
    return next((kind for start, kind in SIGNATURES if content.startswith(start)), None)


def has_too_many_controls(text: str) -> bool:
    """True when control characters other than white space (Unicode Cc, C0 and C1) exceed `MAX_CONTROL_SHARE`."""
    return len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text)
