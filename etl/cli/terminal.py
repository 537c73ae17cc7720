"""Text of articles and names of files as a terminal may be shown them: what they cannot do is control it."""

import re

_CONTROLS = re.compile(
    # C0 and C1 but the line feed, and the marks that change the order of writing (Unicode 15.0, 23.2)
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """The text with every control character written as its code (\\x1b), tabs as spaces; line feeds stay."""
    return _CONTROLS.sub(_escaped, text)


def on_one_line(text: str) -> str:
    """The same with every run of white space as one space."""
    return printable(" ".join(text.split()))


def _escaped(control: re.Match[str]) -> str:
    code = ord(control.group())
    if code == 0x09:
        return " "
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
