"""Folded text: what two spellings of one word have in common, with the way back to the raw characters.

Folding removes diacritics, case, typographic variants of quotes, dashes and spaces, and invisible characters. It works
character by character, so that folding a whole text and folding a piece of it always agree.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from etl.text.spans import Span

# Letters that Unicode does not decompose, as English-language news writes them.
_LETTERS: Final = {
    "đ": "d",
    "ð": "d",
    "ɖ": "d",
    "ɗ": "d",
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ŋ": "n",
    "ə": "a",
    "ɓ": "b",
    "ƙ": "k",
    "ĸ": "k",
}
_TYPOGRAPHY: Final = {
    **dict.fromkeys("‘’‚‛′ʼʻʾʿˈ´`", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−⁃", "-"),
    **dict.fromkeys("\u0085\u2028\u2029", "\n"),
}
_REPLACEMENTS: Final = _LETTERS | _TYPOGRAPHY
_ASCII: Final = bytes(range(0x80))


class _CharacterFolds(dict[str, str]):
    """Folded form of each character met so far; a run of text meets a few hundred different ones."""

    def __missing__(self, character: str) -> str:
        folded = _fold_character(character)
        self[character] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in _TYPOGRAPHY:
        return _TYPOGRAPHY[character]
    letters = []
    for part in unicodedata.normalize("NFKD", character):
        if unicodedata.category(part) in ("Mn", "Me", "Cf"):
            continue
        for lower in part.casefold():
            letters.append(_REPLACEMENTS.get(lower, lower))
    return "".join(letters)


_FOLDS: Final = _CharacterFolds()


class Folded(NamedTuple):
    """Folded text; `starts[i]` and `ends[i]` bound the raw characters that folded character `i` stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def raw_span(self, start: int, end: int) -> Span:
        """The raw half-open span behind the folded span [start, end), combining marks of its last letter included."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])


def fold(text: str) -> str:
    """`text` in its folded form.

    NFKD without combining marks, case folded, letters such as đ, ł, ø as d, l, o, quotes and dashes as ASCII, every
    horizontal space as a space, soft hyphens and zero-width characters removed (Unicode Standard Annex 15 for NFKD).
    """
    if not text.isascii():
        for character in _beyond_ascii(text):  # what one folds to, no other folds anew
            text = text.replace(character, _FOLDS[character])
    return text.replace("`", "'").lower()


def _beyond_ascii(text: str) -> set[str]:
    """The different characters of `text` that are not ASCII: a few in a long text, found without a look at each."""
    left = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return set(left.decode("utf-8", "surrogatepass"))


def fold_with_offsets(text: str) -> Folded:
    """`fold(text)` with the raw offsets of each of its characters."""
    beyond = set() if text.isascii() else _beyond_ascii(text)
    odd = {letter for letter in beyond if len(_FOLDS[letter]) != 1}
    if not odd:
        return Folded(fold(text), range(len(text)), range(1, len(text) + 1))
    even = text.replace("`", "'")  # with every other letter folded, which moves none
    for letter in beyond - odd:
        even = even.replace(letter, _FOLDS[letter])
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    copied = 0
    for at in sorted(found.start() for letter in odd for found in re.finditer(letter, text)):
        pieces.append(even[copied:at].lower())
        starts.extend(range(copied, at))
        ends.extend(range(copied + 1, at + 1))
        copied = at + 1
        folded = _FOLDS[text[at]]
        pieces.append(folded)
        starts.extend([at] * len(folded))
        ends.extend([at + 1] * len(folded))
        if not folded and ends and unicodedata.category(text[at]) != "Cf":
            ends[-1] = at + 1
    pieces.append(even[copied:].lower())
    starts.extend(range(copied, len(text)))
    ends.extend(range(copied + 1, len(text) + 1))
    return Folded("".join(pieces), starts, ends)
