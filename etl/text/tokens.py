"""Tokens of a text: words, numbers and punctuation marks with their raw spans and folded forms.

A word keeps its combining marks, inner apostrophes and hyphens ("O’Brien", "Díaz-Canel") and the points of an
abbreviation in letters ("U.S.", "J."); a possessive 's is a token of its own, and so is an auxiliary cut short
("we've", "it's"), whose folded form is the whole word. Markup within a line is no token: tags ("14<sup>th</sup>"),
Markdown's strong emphasis, and all of a link but its words.
"""

import re
import unicodedata
from itertools import groupby
from typing import Final, NamedTuple

from etl.text.fold import fold
from etl.text.spans import Span


class Token(NamedTuple):
    """One token: raw span, raw text, folded text and kind (word, number, possessive, address or punct)."""

    start: int
    end: int
    text: str
    norm: str
    kind: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_capitalized(self) -> bool:
        """True for a word with a capital, behind an Arabic article too: "al-Assad", "el-Sisi"."""
        text = self.text
        return text[0].isupper() or ("-" in text and _ARTICLE.match(text) is not None)

    @property
    def is_upper(self) -> bool:
        return self.text.isupper()


_ARTICLE: Final = re.compile(r"(?:al|el|ul|as|ash|ad|adh|an|ar|at|az|es|ez|ed|er|ud|ur)-(?=[^\W\d_a-z])")
"""The article and its assimilated forms, joined to a name; `name_particles.csv` has them as words."""


def _character_class(members: set[int]) -> str:
    """Regular-expression ranges that cover `members`."""
    ranges = []
    for _, run in groupby(enumerate(sorted(members)), key=lambda pair: pair[1] - pair[0]):
        points = [point for _, point in run]
        ranges.append(f"\\u{points[0]:04x}-\\u{points[-1]:04x}")
    return "".join(ranges)


# `\w` leaves out combining marks, which would break a decomposed "Trọng" in two; invisible characters do not end a
# word either.
_MARKS: Final = _character_class(
    {point for point in range(0x300, 0xFFFF) if unicodedata.category(chr(point)) in ("Mn", "Mc")}
    | {0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}
)


_CLITIC: Final = r"(?: [sS] | ve | re | ll | (?<=[iI].)m | (?<=[eyiIuot].)d )"
"""What an apostrophe ties to a word: a possessive, or an auxiliary. "Sa'd" is a name."""
_CUT_SHORT: Final = {"'ve": "have", "'re": "are", "'ll": "will", "'m": "am", "'d": "would"}
_NO_OWNERS: Final = frozenset(
    {"it", "he", "she", "that", "there", "here", "who", "what", "where", "how", "let"}
)  # "it's"
_TAG: Final = r"/?(?:a|b|br|em|i|small|span|strong|sub|sup|u)\b[^<>]{0,200}>"
_TARGET: Final = r"\((?:https?:|mailto:|[/#])[^\s()<>]*\)"


def _token_pattern(
    letter: str, first: str, run: str, goes_on: str, apostrophe: str, hyphen: str, capital: str
) -> re.Pattern[str]:
    """The pattern of one token, from those of a letter with its marks, of a letter, of a run of letters and digits, and
    of what goes on a word. It has no groups, so that tokens are found as bare strings, in half of the time.
    """
    word = rf"{run} (?: {apostrophe}(?!{_CLITIC}(?!{goes_on})){first}{run} | {hyphen}[^\W_]{run} )*"
    return re.compile(
        rf"""
    [A-Za-z][A-Za-z]*+(?=[ ,\n])  # a plain word, as most are, without a look at what it might be else
  | [<*\[\]](?:(?<=<){_TAG}|(?<=\*)\*+|(?<=\[)(?=[^\[\]]{{1,300}}\]{_TARGET})|(?<=\]){_TARGET})  # markup
  | [hw](?:(?<=h)ttps?://|(?<=w)ww\.)[^\s<>"”]*[\w/]  # an address
  | {letter}(?!\.){word}  # a word
  | {letter}\.(?:{letter}\.)*{letter}\.?(?!{goes_on})  # an abbreviation
  | {capital}\.(?!{goes_on})  # an initial
  | {first}{word}  # a word whose first letter a point follows
  | \d+(?:[.,]\d+)*{run}  # a number
  | {apostrophe}(?<=[\w.{_MARKS}].){_CLITIC}(?!{goes_on})  # a possessive or an auxiliary
  | (?:\.{{2,}} | -{{2,}} | [^\s{_MARKS}])  # a mark
    """,
        re.VERBOSE,
    )


_TOKEN: Final = _token_pattern(
    letter=rf"[^\W\d_][{_MARKS}]*+",
    first=r"[^\W\d_]",
    run=rf"[^\W_]*(?:[{_MARKS}]+[^\W_]*)*",
    goes_on=rf"[\w{_MARKS}]",
    apostrophe="['’ʼ‘]",
    hyphen="[-‐‑]",
    capital="[A-ZĐÀ-ÖØ-Þ]",
)
# The same without marks, apostrophes and hyphens beyond ASCII, for stretches that have none: faster by half.
_ASCII_TOKEN: Final = _token_pattern("[A-Za-z]", "[A-Za-z]", "[A-Za-z0-9]*", "[A-Za-z0-9_]", "'", "-", "[A-Z]")
_LINK: Final = re.compile(rf"\[[^\[\]]{{1,300}}\]{_TARGET}")
_MOST_FORMS: Final = 100_000


class _Forms(dict[str, tuple[str, str]]):
    """Folded form and kind of each raw token met so far; begun anew when there are too many.

    A mark of ASCII stays what it is.
    """

    def __missing__(self, raw: str) -> tuple[str, str]:
        if len(self) >= _MOST_FORMS:
            self.clear()
        form = (raw.lower() if raw.isascii() else fold(raw), _kind(raw))
        if form[0] in _CUT_SHORT:
            form = (_CUT_SHORT[form[0]], form[1])
        self[raw] = form
        return form


def _kind(raw: str) -> str:
    if raw[0].isdecimal():
        return "number"
    if raw[0].isalnum():
        return "address" if "://" in raw or raw.startswith("www.") else "word"
    if raw[0] in "<*[]":
        return "markup" if len(raw) > 1 or raw == "[" else "punct"  # of "[" what follows decides
    if raw[-1] in "sS":
        return "possessive"
    return "word" if raw[-1].isalpha() else "punct"


_FORMS: Final = _Forms()
_MARKS_BEHIND: Final = frozenset(",.;:!?)")


# Each begins with letters that stand for themselves, so that a text without addresses is soon looked through.
_ADDRESSES: Final = (
    re.compile(r"https?://[^\s<>\"”]+"),
    re.compile(r"www\.(?<!//www\.)[^\s<>\"”]+"),
    re.compile(r"@(?<=[\w.+-]@)[\w-]+(?:\.[\w-]+)+"),
)
_MAILBOX: Final = re.compile(r"[\w.+-]+\Z")
_LONGEST_MAILBOX: Final = 64  # octets, by RFC 5321


def find_addresses(text: str) -> list[Span]:
    """Spans of web and mail addresses, in order within each kind: points and digits in them mean nothing."""
    spans = [Span(*found.span()) for pattern in _ADDRESSES for found in pattern.finditer(text)]
    return [_with_mailbox(text, span) if text[span.start] == "@" else span for span in spans]


def _with_mailbox(text: str, domain: Span) -> Span:
    """A mail address whole, from the span of its domain with the sign before it."""
    found = _MAILBOX.search(text, max(0, domain.start - _LONGEST_MAILBOX), domain.start)
    return Span(found.start() if found else domain.start, domain.end)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]` in order, with offsets into the whole of `text`.

    Most stretches between blanks are a bare word or number, with or without a mark behind it, for which no pattern is
    needed. Only markup reaches over blanks.
    """
    end = len(text) if end is None else end
    part = text[start:end]
    tokens: list[Token] = []
    if "<" in part or "[" in part or "]" in part:
        _find_tokens(text, start, end, tokens)
        return tokens
    at = start
    for stretch in part.split():
        at = start + part.index(stretch, at - start)  # in `part`, which is plain ASCII more often than `text`
        behind = at + len(stretch)
        if stretch.isalpha() or stretch.isdecimal():
            norm, kind = _FORMS[stretch]
            tokens.append(tuple.__new__(Token, (at, behind, stretch, norm, kind)))  # Token(…) takes thrice the time
        elif stretch[-1] in _MARKS_BEHIND and _is_bare(bare := stretch[:-1]):
            norm, kind = _FORMS[bare]
            tokens.append(tuple.__new__(Token, (at, behind - 1, bare, norm, kind)))
            mark = stretch[-1]
            tokens.append(tuple.__new__(Token, (behind - 1, behind, mark, mark, "punct")))
        else:
            _find_tokens(text, at, behind, tokens)
        at = behind
    return tokens


def _is_bare(stretch: str) -> bool:
    """True for a number or a word of several letters: the point behind a single one may belong to it."""
    return (stretch.isalpha() and len(stretch) > 1) or stretch.isdecimal()


def _find_tokens(text: str, start: int, end: int, tokens: list[Token]) -> None:
    """Adds the tokens of `text[start:end]` as the pattern finds them."""
    pattern = _ASCII_TOKEN if text[start:end].isascii() else _TOKEN
    at = start
    for raw in pattern.findall(text, start, end):
        at = text.index(raw, at)  # nothing but blanks and marks before it
        behind = at + len(raw)
        norm, kind = _FORMS[raw]
        if kind == "markup":
            if raw != "[" or _LINK.match(text, at, end):
                at = behind
                continue
            kind = "punct"
        elif kind == "possessive" and tokens and tokens[-1].norm in _NO_OWNERS and tokens[-1].end == at:
            norm, kind = "is", "word"
        tokens.append(tuple.__new__(Token, (at, behind, raw, norm, kind)))
        at = behind
