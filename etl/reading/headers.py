"""Lines above the body: dates, issuing offices, bylines, places; what each says about the article."""

import re
from dataclasses import dataclass, field
from typing import Final

from etl.reading.annotations import Credit
from etl.reading.credits import author_after, names_only_agencies
from etl.reading.layout_marks import NAME_LINKS, phrases
from etl.reading.time import calendar as cal
from etl.reading.time.dates import DATE, date_of, find_date
from etl.text.fold import fold, fold_with_offsets
from etl.text.spans import Span
from etl.text.tokens import tokenize

_LONGEST_LINE: Final = 200
_LABEL: Final = rf"(?:{cal.any_of(phrases('date_label'))}\s*[:|-]?\s*)?"
_TIME: Final = (
    r"(?:\d{1,2}(?:[:.]\d\d){0,2}(?:[.,]\d+)?\s*(?:[ap]\.?\s?m\.?)?\s*"
    r"(?:utc|gmt|z|[a-z]{2,4}t|[+-]\d\d:?\d\d)?)"
)
_AFTER_DATE: Final = rf"[\s,|t-]*(?:at\s+)?{_TIME}?\s*(?:\([^()]*\))?[\s.|/-]*"
_LABELLED: Final = re.compile(rf"\W*{cal.any_of(phrases('date_label'))}\b")
_DATE_LINE: Final = re.compile(rf"{_LABEL}{DATE}{_AFTER_DATE}$")
_GLUED_DATE: Final = re.compile(
    rf"\s*(?P<label>{cal.any_of(phrases('date_label'))}[:\s]\s*)?"
    rf"(?P<date>(?:1[0-9]|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?(?![\d-])|\d{{1,2}}-{cal.MONTH}-(?:{cal.YEAR}))"
    rf"(?:[t ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|\s?[+-]\d\d:?\d\d)?)?(?=\s|$)"
)
_PLACE_DATE_LINE: Final = re.compile(rf"(?P<place>[^\d\n]{{3,60}}?)\s*[,:|-]\s*{DATE}{_AFTER_DATE}$")
_CLOCK_LINE: Final = re.compile(rf"{_TIME}$")
_MEMO_LINE: Final = re.compile(r"(?:to|from|through|cc|attn|subject|re|fm|memorandum\s+for)\s*:\s*\S")
_RULE_LINE: Final = re.compile(r"[\W_]+$")
_MARKUP: Final = re.compile(r"^[#*_>\s]+|[*_\s]+$")
_ON_THE_WAY: Final = re.compile(r"\W*(?:aboard|en\s+route)\b")
_LOWER_IN_NAMES: Final = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "via"]
)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """What one header line gives: its kind and, where it has them, its date, its place and its credits."""

    kind: str  # date | held (the day of what is reported) | issuer | byline | place | clock | rule | agency | memo
    date: Span | None = None
    place: Span | None = None
    credits: tuple[Credit, ...] = field(default=())


def glued_date(text: str) -> tuple[Span, Span] | None:
    """Spans of a header date that opens the text, with and without its label, whatever follows on the same line.

    " date 2025-02-19 HÀ NỘI — …", "date 2017-02 CITY, …" and "22-MAR-1987": forms that no sentence begins with.
    """
    folded = fold_with_offsets(text[:80])
    match = _GLUED_DATE.match(folded.text)
    if match is None:
        return None
    date = folded.raw_span(*match.span("date"))
    return (folded.raw_span(*match.span()), date) if find_date(text, date) else None


def read_header_line(text: str, line: Span) -> HeaderLine | None:
    """What `line` (trimmed) says as a line above the body; None for a line of prose or a title."""
    if line.end - line.start > _LONGEST_LINE:
        return None
    raw = line.of(text)
    folded = fold(raw)
    if _RULE_LINE.match(raw):
        return HeaderLine("rule")
    if _CLOCK_LINE.match(folded) and not folded.isdigit():
        return HeaderLine("clock")
    if _MEMO_LINE.match(folded):
        return HeaderLine("memo")
    return (
        _date_line(text, line, folded)
        or _issuer_line(text, line, folded)
        or _byline(text, line, folded)
        or _agency_line(text, line)
        or _place_line(text, line)
    )


def _date_line(text: str, line: Span, folded: str) -> HeaderLine | None:
    whole = _DATE_LINE.match(folded.strip("()[]*_ "))
    if whole is not None:
        # In which order 4/5/2021 counts is seen later, when it is known whose it is.
        written = date_of(whole, day_first=True) or date_of(whole, day_first=False)
        found = find_date(text, line, day_first=True) or find_date(text, line, day_first=False)
        if written is None or found is None or found[0].precision not in ("day", "month"):
            return None
        is_bracketed = folded.startswith("(") and folded.endswith(")")
        return HeaderLine("held" if is_bracketed else "date", date=found[1])
    with_place = _PLACE_DATE_LINE.match(folded)
    if with_place is None or (found := find_date(text, line)) is None or found[0].precision != "day":
        return None
    place = Span(line.start, line.start + len(line.of(text)[: found[1].start - line.start].rstrip(" ,:|-–—")))
    if agencies := names_only_agencies(text, place):
        return HeaderLine("date", found[1], credits=tuple(agencies))  # "Xinhua | 2019-03-22 21:14"
    return HeaderLine("date", found[1], _town(text, place)) if _is_title_case(text, place) else None


def labelled_date(text: str, line: Span) -> Span | None:
    """The date of a line that says that it is the article's: "Published 14 April 2022", "Last updated: May 3, 2021"."""
    if line.end - line.start > _LONGEST_LINE or _LABELLED.match(fold(line.of(text))) is None:
        return None
    header = read_header_line(text, line)
    return header.date if header is not None and header.kind == "date" else None


def _issuer_line(text: str, line: Span, folded: str) -> HeaderLine | None:
    if any(phrase in folded for phrase in phrases("attribution")) and folded.endswith((":", ".")):
        return HeaderLine("issuer", credits=tuple(_author_before_colon(text, line)))
    if not any(re.match(rf"(?:the\s+)?{re.escape(phrase)}\b", folded) for phrase in phrases("issuer")):
        return None
    if folded.endswith(".") or len(folded.split()) > 12:
        return None
    office = _is_title_case(text, line) and folded.startswith(("office", "the office", "bureau"))
    return HeaderLine("issuer", credits=(Credit(line, line.of(text), "author"),) if office else ())


def _author_before_colon(text: str, line: Span) -> list[Credit]:
    """The name that ends "… is attributable to Spokesperson Ned Price:"."""
    tokens = [token for token in tokenize(text, *line) if token.kind == "word"]
    name = []
    for token in reversed(tokens):
        if not token.is_capitalized or token.norm in phrases("position"):
            break
        name.append(token)
    if not 2 <= len(name) <= 4:
        return []
    span = Span(name[-1].start, name[0].end)
    return [Credit(span, span.of(text), "author")]


def _byline(text: str, line: Span, folded: str) -> HeaderLine | None:
    for phrase in phrases("byline"):
        opening = re.match(rf"{re.escape(phrase)}\s+", folded)
        if opening and len(folded.split()) <= 12 and not folded.endswith("."):
            author = author_after(text, Span(line.start + opening.end(), line.end))
            return HeaderLine("byline", credits=(author,)) if author else None
    before, comma, after = line.of(text).partition(",")
    if not comma or "." in after.rstrip(".")[-1:] or not _is_title_case(text, line):
        return None
    posts = {token.norm for token in tokenize(after)} & phrases("position")
    author = author_after(text, Span(line.start, line.start + len(before))) if posts else None
    return HeaderLine("byline", credits=(author,)) if author else None


def _agency_line(text: str, line: Span) -> HeaderLine | None:
    credits = names_only_agencies(text, line)
    return HeaderLine("agency", credits=tuple(credits)) if credits else None


def _place_line(text: str, line: Span) -> HeaderLine | None:
    """ "Hanoi, Vietnam": a town and where it lies, alone on a line."""
    before, comma, after = line.of(text).partition(",")
    if not comma or len(before.split()) > 4 or not 0 < len(after.split()) <= 3 or not _is_title_case(text, line):
        return None
    is_on_the_way = _ON_THE_WAY.match(fold(before)) is not None
    return HeaderLine("place", place=None if is_on_the_way else _town(text, line))


def _town(text: str, place: Span) -> Span:
    """The name before the first comma, without markup."""
    name = place.of(text).partition(",")[0]
    start = place.start + len(name) - len(name.lstrip("*_ "))
    return Span(start, place.start + len(name.rstrip("*_ ")))


def is_label(text: str, block: Span) -> bool:
    """True for a short line of capitalised words without a full stop ("Treaty Room"): a venue or an addressee."""
    return block.end - block.start <= 120 and _is_title_case(text, block)


def _is_title_case(text: str, span: Span) -> bool:
    tokens = tokenize(text, *span)
    words = [token for token in tokens if token.kind == "word"]
    if not words or not words[0].is_capitalized or len(words) > 14:
        return False
    last = tokens[-1]
    if last.text in (":", ";", "!", "?", ",", "”", '"') or (last.text == "." and tokens[-2].kind != "word"):
        return False
    if last.text == "." and len(tokens[-2].text) > 3:
        return False
    return all(word.is_capitalized or word.norm in _LOWER_IN_NAMES or word.norm in NAME_LINKS for word in words)


def is_title(text: str, block: Span) -> bool:
    """True when `block`, the first lines of a text, is shaped like a title: two words or more, no full stop."""
    raw = _MARKUP.sub("", block.of(text))
    words = raw.split()
    if not 2 <= len(words) <= 45 or (raw.endswith((".", ":", ";", ",")) and not raw.endswith(("U.S.", "U.N.", "Jr."))):
        return False
    return raw[0].isupper() or raw[0].isdigit() or raw[0] in "“\"'‘$¿¡"


def title_span(text: str, block: Span) -> Span:
    """`block` without the markup of a heading."""
    raw = block.of(text)
    start = re.match(r"[#*_>\s]*", raw)
    end = len(raw) - len(raw.rstrip("*_# \t"))
    return Span(block.start + (start.end() if start else 0), block.end - end)
