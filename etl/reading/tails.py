"""The end of an article: agency sign-offs and end marks behind the last sentence."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.reading.annotations import Credit
from etl.reading.credits import author_after, names_only_agencies
from etl.reading.layout_marks import phrases
from etl.reading.time.calendar import any_of
from etl.text.fold import fold_with_offsets
from etl.text.spans import Span

_REACH: Final = 160  # characters from the end in which one mark is looked for
_BLANK: Final = re.compile(r"[\s\x00-\x1f\ufeff\u200b]*\Z")
# "###", "\\###", "# # #", "./.", "-30-", "***" and words such as REUTER or ENDS alone on the last line.
_END_MARK: Final = re.compile(
    rf"""
    (?: (?:\\?\#\s*){{2,}}
      | (?<=[.!?"'”])\s*/\.?/? | /\./
      | (?:^|(?<=\n)) [ \t]* (?:[*_=~-]\s*){{3,}}
      | (?:^|(?<=\n)|(?<=[.!?"'”)])) \s* [-(\[<*]* \s* {any_of(phrases("end"))} \s* [-)\]>*.]*
    ) \Z
    """,
    re.VERBOSE,
)
_BEHIND_WORD: Final = "-)]>*. "
_MARKS: Final = frozenset("#/*_=~-")
_CREDITED_WORK: Final = re.compile(
    r"\((?P<work>(?:additional\s+)?(?:reporting|writing|editing|compiled)\b[^()]{3,150})\)\s*\Z", re.IGNORECASE
)
_WORKER: Final = re.compile(r"\bby\s+", re.IGNORECASE)
_SIGN_OFF: Final = re.compile(
    r"(?:[—–―]|--+|(?<=\s)-|(?<=[.!?”\"'])-|(?<=\n)|(?=\())\s*(?P<names>\(?[^\n—–―()]{2,60}\)?)\s*\Z"
)


@dataclass(frozen=True, slots=True)
class Tail:
    """Where the tail begins (the end of the text when there is none) and the agencies it names."""

    start: int
    credits: tuple[Credit, ...] = ()


def find_tail(text: str, start: int) -> Tail:
    """The tail of text[start:]: any sequence of sign-offs and end marks that reaches its end."""
    end = len(text)
    credits: tuple[Credit, ...] = ()
    while True:
        end = _without_blanks(text, start, end)
        mark = _mark_before(text, start, end)
        if mark is None:
            return Tail(end, credits)
        end, credits = mark[0], (*mark[1], *credits)


def _without_blanks(text: str, start: int, end: int) -> int:
    blank = _BLANK.search(text, max(start, end - _REACH), end)
    return blank.start() if blank else end


def _mark_before(text: str, start: int, end: int) -> tuple[int, tuple[Credit, ...]] | None:
    """Start and agencies of the mark that ends at `end`."""
    reach = max(start, end - _REACH)
    folded = fold_with_offsets(text[reach:end])
    mark = _END_MARK.search(folded.text) if _may_end_in_mark(folded.text) else None
    if mark is not None:
        raw = folded.raw_span(*mark.span())
        if _stands_alone(text[reach + raw.start : end]):
            credits = names_only_agencies(text, Span(reach + raw.start, end))
            return reach + raw.start, tuple(credits)
    work = _CREDITED_WORK.search(text, reach, end)
    if work is not None:
        names = [
            author_after(text, Span(by.end(), work.end("work"))) for by in _WORKER.finditer(text, *work.span("work"))
        ]
        return work.start(), tuple(name for name in names if name)
    sign_off = _SIGN_OFF.search(text, reach, end)
    if sign_off is not None:
        start, stop = sign_off.span("names")
        stripped = Span(start + (text[start] == "("), stop - (text[stop - 1] == ")"))
        found = names_only_agencies(text, stripped)
        if found:
            return sign_off.start(), tuple(found)
    return None


def _may_end_in_mark(folded: str) -> bool:
    """A glance at the last word and what is behind it: the search for an end mark takes a try at every character."""
    bare = folded.rstrip(_BEHIND_WORD)
    return bare.endswith(_last_words()) or not _MARKS.isdisjoint(folded[len(bare) - 1 :])


@cache
def _last_words() -> tuple[str, ...]:
    return tuple({phrase.split()[-1] for phrase in phrases("end")})


def _stands_alone(mark: str) -> bool:
    """A word of the language is an end mark only in capitals, in marks or as an agency's signature."""
    letters = [letter for letter in mark if letter.isalpha()]
    return (
        not letters or "".join(letters).isupper() or "".join(letters).capitalize() in ("Reuter", "Reuters", "Enditem")
    )
