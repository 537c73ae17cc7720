"""Datelines: where and when a report was filed, before its first sentence ("HANOI, Sept. 9 (Reuters) —")."""

import re
from dataclasses import dataclass
from typing import Final

from etl.reading.annotations import Credit
from etl.reading.credits import agencies_in, names_only_agencies
from etl.reading.layout_marks import NAME_LINKS
from etl.reading.time import calendar as cal
from etl.text.fold import fold_with_offsets
from etl.text.spans import Span
from etl.text.tokens import tokenize

_LONGEST: Final = 140  # characters from the start of a dateline to its dash
_MOST_PLACE_WORDS: Final = 7
_PLACE_LINKS: Final = NAME_LINKS | {"of", "the", "and", "on"}
# The last forms are no dash at all: "VIENTIANE, Oct 12 (KPL) The …", "MOSCOW, May 9. /TASS/. The …".
_DASH: Final = re.compile(r"--+|[—–―]|-(?=\s|$)|_(?=\s|$)|(?<=[\w)]):(?=\s)|(?<=\))(?=\s+[^\W\d_a-z])|(?<=/)\.(?=\s)")
_AGENCY_DASH: Final = re.compile(r"[(\[](?P<agency>[^()\[\]\n]{2,60})[)\]]\s?(?:--+|[—–―_]|-(?=\s))")
_DATE_AFTER: Final = re.compile(
    rf"\s*[,.(]?\s*(?P<date>(?:{cal.WEEKDAY}\s*,?\s*)?(?:{cal.MONTH}\s?{cal.DAY}|{cal.DAY}\s{cal.MONTH})"
    rf"{cal.ORDINAL}(?:\s?,?\s?{cal.YEAR})?|{cal.MONTH}\s{cal.YEAR})\)?"
)
_BRACKET: Final = re.compile(r"[(\[]|/(?=[^/\n]{2,40}/)")
_BRACKETED: Final = re.compile(r"[\s,.]*[(\[/][^()\[\]\n]+[)\]/][\s,.]*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Span of a dateline up to and with its dash, its place, its date and the agencies it names."""

    span: Span
    place: Span | None
    date: Span | None
    credits: tuple[Credit, ...] = ()


def read_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that begins at `start`, which lies within a paragraph ending at `end`; None when there is none.

    A place in capitals needs only a dash; a place in mixed case needs a date or an agency as well, since "Vietnam –
    Cuba relations" begins a sentence. A bare dash counts as what is left of a dateline.
    """
    for dash in _DASH.finditer(text, start, min(end, start + _LONGEST)):
        if text[start : dash.start()].strip() == "":
            return Dateline(Span(start, dash.end()), None, None) if dash.group() != "_" else None
        dateline = _before_dash(text, start, dash)
        if dateline is not None:
            return dateline
    return None


def _before_dash(text: str, start: int, dash: re.Match[str]) -> Dateline | None:
    found = _date_before(text, start, dash.start())
    place_end = found[0] if found else _place_end(text, start, dash.start())
    place = _place(text, start, place_end)
    if place is None:
        return None
    rest = Span(found[1].end if found else place_end, dash.start())
    credits = tuple(agencies_in(text, rest))
    is_signed = bool(credits) or found is not None
    says_more = rest.of(text).strip(" ,.()[]/\u00a0\n")
    if says_more and not names_only_agencies(text, rest) and not (is_signed and _BRACKETED.fullmatch(rest.of(text))):
        return None
    if not is_signed and (dash.group() in ("", ":") or not _in_capitals(place.of(text))):
        return None
    if not dash.group() and not (credits and found):
        return None
    return Dateline(Span(start, dash.end()), _first_part(text, place), found[1] if found else None, credits)


def _date_before(text: str, start: int, end: int) -> tuple[int, Span] | None:
    """Where the place before the dateline's date ends, and the span of the date."""
    folded = fold_with_offsets(text[start:end])
    match = _DATE_AFTER.search(folded.text)
    if match is None:
        return None
    before, on = folded.raw_span(*match.span()), folded.raw_span(*match.span("date"))
    return start + before.start, Span(start + on.start, start + on.end)


def _place_end(text: str, start: int, end: int) -> int:
    """Where the place ends when no date follows it: at a bracket, a slash or before an agency's name."""
    bracket = _BRACKET.search(text, start, end)
    limit = bracket.start() if bracket else end
    agencies = [credit.span.start for credit in agencies_in(text, Span(start, limit)) if credit.span.start > start]
    return min([limit, *agencies])


def _place(text: str, start: int, end: int) -> Span | None:
    """The words between `start` and `end` as a place name: capitalised words, commas and links, nothing else."""
    tokens = tokenize(text, start, end)
    while tokens and tokens[-1].text in (",", "."):
        tokens.pop()
    if not tokens or len(tokens) > 2 * _MOST_PLACE_WORDS or not tokens[0].is_capitalized:
        return None
    for token in tokens:
        named = token.kind == "word" and (token.is_capitalized or token.norm in _PLACE_LINKS)
        if not (named or token.text in (",", ".", "-", "/", "'")):
            return None
    words = sum(token.kind == "word" for token in tokens)
    return Span(tokens[0].start, tokens[-1].end) if words <= _MOST_PLACE_WORDS else None


def _in_capitals(place: str) -> bool:
    """True for "HÀ NỘI" and for "NEW YORK, N.Y." and "HANOI, Vietnam": the town itself is in capitals."""
    town = re.split(r"[,/]", place)[0].strip()
    return town.isupper() and sum(letter.isalpha() for letter in town) > 2


def _first_part(text: str, place: Span) -> Span:
    """The town of "HANOI, Vietnam" or "PARIS/LONDON"."""
    town = re.split(r"[,/]", place.of(text))[0].rstrip()
    return Span(place.start, place.start + len(town))


_UPPER: Final = r"[^\W\d_a-zà-öø-ÿ]"
# A place, and perhaps a date, that end a stretch of text; only capitals may be glued to the word before them.
_PLACE_AT_END: Final = re.compile(
    rf"(?:(?P<capitals>{_UPPER}{{2,}}(?:[ .'-]+{_UPPER}{{2,}}){{0,3}})"
    rf"|(?:^|(?<=[\n)\]]))\s*(?P<mixed>{_UPPER}\w+(?: {_UPPER}\w+){{0,2}}))"
    rf"(?:, ?{_UPPER}\w+(?: {_UPPER}\w+)?)?(?P<date>,? ?[^,()]{{3,9}} ?\d{{1,2}}(?: ?, ?\d{{4}})?)?[,\s]*$"
)


def find_glued_dateline(text: str, start: int, end: int) -> Dateline | None:
    """A dateline with an agency in brackets somewhere in text[start:end], glued to slugs, a headline or a byline."""
    for signed in _AGENCY_DASH.finditer(text, start, end):
        credits = agencies_in(text, Span(*signed.span("agency")))
        if not credits:
            continue
        before = _PLACE_AT_END.search(text, max(start, signed.start() - 60), signed.start())
        found = _date_before(text, before.start(), signed.start()) if before else None
        if before is None or (before["date"] and found is None):
            return Dateline(Span(*signed.span()), None, None, tuple(credits))
        place = Span(*before.span("capitals" if before["capitals"] else "mixed"))
        return Dateline(Span(place.start, signed.end()), place, found[1] if found else None, tuple(credits))
    return None
