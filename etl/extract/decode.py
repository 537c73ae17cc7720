"""Stored bytes into text, unchanged: no line end, space or letter is touched, only a byte order mark is left out.

The order of trust: a byte order mark, a known binary signature, NUL bytes (UTF-16 or UTF-32 without a mark, or no text
at all), strict UTF-8, and last the encodings of before Unicode, which no byte proves and which are weighed.
"""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import CharsetMatch, from_bytes

from etl.extract.binary import has_too_many_controls, signature
from etl.extract.model import Reason

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

WESTERN = "cp1252"
LEGACY_ENCODINGS = (
    *(WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "koi8_u", "mac_roman", "cp850"),
    *("gb18030", "big5", "cp932", "euc_jp", "cp949"),
)
"""What press texts came in before Unicode: the Windows code pages, KOI8, classic Mac OS, DOS, and East Asia's own."""

MIN_LATIN_SHARE = 0.7
"""Of the characters of UTF-16 without a mark, those below U+0100. Vietnamese, the Latin script with the most letters
beyond, has some 80 %; strings ended by NUL, as programs store them, fall below."""

_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(0x80))
_SYMBOL_IN_WORD = re.compile(r"(?<=[^\W\d_])[\u00a1-\u00bf\u00d7\u00f7\u2020-\u2022\u2030\u20ac]+(?=[^\W\d_])")


class Decoded(NamedTuple):
    """The text and the name of the codec (Python's) that gave it."""

    text: str
    encoding: str


class NotText(Exception):
    """The bytes are no text that could be read: `reason` is empty, binary or undecodable."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


def decode(content: bytes) -> Decoded:
    """The text of the bytes; it holds no NUL and something other than white space. Raises NotText."""
    decoded = _decode(content)
    check_text(decoded.text, decoded.encoding)
    return decoded


def check_text(text: str, encoding: str) -> None:
    """Raises NotText for what was decoded, or is the text of a record, and is no text."""
    if "\0" in text:
        raise NotText(Reason.BINARY, f"NUL characters in what would be {encoding}")
    if has_too_many_controls(text):
        raise NotText(Reason.BINARY, "too many control characters for a text")
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise NotText(Reason.EMPTY, f"no visible character among {len(text):,}")


def _decode(content: bytes) -> Decoded:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, "as its byte order mark says")
    if kind := signature(content):
        raise NotText(Reason.BINARY, f"begins like {kind}")
    if b"\0" in content:
        return _wide(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if is_mostly_utf8(content):
            raise NotText(Reason.UNDECODABLE, f"damaged UTF-8: {error.reason} at byte {error.start:,}") from None
        return _legacy(content)


def _strictly(content: bytes, encoding: str, why: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        detail = f"not {encoding} {why}: {error.reason} at byte {error.start:,}"
        raise NotText(Reason.UNDECODABLE, detail) from None


def _wide(content: bytes) -> Decoded:
    """UTF-32 or UTF-16 without a byte order mark; the latter only for Latin scripts, where NULs show the order."""
    for encoding in ("utf-32-le", "utf-32-be"):
        # Text in UTF-16 never passes: two of its characters make a number far beyond U+10FFFF.
        try:
            return Decoded(content.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    for encoding, high_bytes in (("utf-16-le", content[1::2]), ("utf-16-be", content[0::2])):
        if high_bytes.count(0) >= MIN_LATIN_SHARE * len(high_bytes):
            return _strictly(content, encoding, "as its NUL bytes suggest")
    raise NotText(Reason.BINARY, "NUL bytes in places where neither UTF-16 nor UTF-32 has them")


def is_mostly_utf8(content: bytes) -> bool:
    """True for UTF-8 with a few wrong bytes; read in any other encoding it would be plausible nonsense."""
    in_sequences = sum(map(len, _UTF8_SEQUENCE.findall(content)))
    return in_sequences > 0.5 * len(content.translate(None, _ASCII))


def _legacy(content: bytes) -> Decoded:
    """The most plausible encoding of before Unicode.

    charset-normalizer weighs the candidates. Where it finds several equally clean, Windows-1252 is taken: it is the
    commonest by far, the default of the web (WHATWG Encoding Standard), and the sibling code pages differ from it in
    a few letters only, which letter frequencies of one short article do not tell apart.
    """
    if has_too_many_controls(content.decode(WESTERN, "replace")):
        raise NotText(Reason.BINARY, "too many control characters for a text")
    # Of large files charset-normalizer tries samples only.
    matches = [match for match in from_bytes(content, cp_isolation=list(LEGACY_ENCODINGS)) if _fits(content, match)]
    if not matches:
        raise NotText(Reason.UNDECODABLE, "neither UTF-8 nor any other encoding that is known here")
    clean = [match for match in matches if not _SYMBOL_IN_WORD.search(str(match))] or matches
    least = min(match.chaos for match in clean)
    is_western = any(match.chaos == least and WESTERN in match.could_be_from_charset for match in clean)
    return _strictly(content, WESTERN if is_western else clean[0].encoding, "after all")


def _fits(content: bytes, match: CharsetMatch) -> bool:
    try:
        content.decode(match.encoding)
    except UnicodeDecodeError:
        return False
    return True
