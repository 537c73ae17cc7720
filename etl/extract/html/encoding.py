"""Stored bytes of HTML into markup, as browsers decode it (WHATWG Encoding Standard), but for what they believe first.

Browsers trust the label of the server, then that of the page. Saved pages have lost the former and often belie the
latter, whereas bytes that are valid UTF-8 hardly ever are anything else: so the labels are asked only about the rest.
"""

import codecs
import re

from etl.extract.decode import Decoded, check_text, decode, is_mostly_utf8

_LABEL = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LABEL_WITHIN = 4096  # bytes; browsers look at the first 1,024

_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
}
"""Encodings by Python's names, and the larger ones that are meant by their labels (Encoding Standard, section 4.2)."""


def decode_html(content: bytes, charset: str = "") -> Decoded:
    """The markup; a few bytes that break its encoding become U+FFFD. `charset` is what the server said.

    Raises NotText.
    """
    if content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content:
        return decode(content)
    encoding = _encoding(content, charset)
    if encoding is None:
        return decode(content)
    text = content.decode(encoding, "replace")
    check_text(text, encoding)
    return Decoded(text, encoding)


def _encoding(content: bytes, charset: str) -> str | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        if is_mostly_utf8(content):
            return "utf-8"
    else:
        return "utf-8"
    declared = _LABEL.search(content, 0, _LABEL_WITHIN)
    for label in (charset, declared[1].decode("ascii", "replace") if declared else ""):
        try:
            known = codecs.lookup(label.strip().lower()).name
            b"".decode(known)  # some codecs do not give text
        except (LookupError, ValueError):
            continue
        if not known.startswith("utf"):
            return _READ_AS.get(known, known)
    return None
