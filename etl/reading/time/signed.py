"""The day on which a formal document says it was signed: beneath its last line, or spelled out in its closing words."""

import re
from typing import Final

from etl.reading.time import calendar as cal
from etl.reading.time.dates import DATE, WrittenDate, checked_date, date_of
from etl.reading.time.ordinals import CARDINALS, ORDINALS
from etl.text.fold import fold_with_offsets
from etl.text.spans import Span

_NAME_LINKS: Final = frozenset(["of", "the", "de", "and"])
_LAST: Final = 1500  # characters at the end in which a document is signed
# "this thirtieth day of November, in the year of our Lord two thousand twenty-two", "this 5th day of May, 2021"
_SPELLED: Final = re.compile(
    rf"\bthis\s+(?:(?P<ordinal>{cal.any_of(ORDINALS)})|(?P<day>{cal.DAY}){cal.ORDINAL})\s+day\s+of\s+"
    rf"(?P<month>{cal.MONTH}),?\s+(?:in\s+the\s+year(?:\s+of\s+our\s+lord)?,?\s+)?"
    rf"(?:(?P<year>{cal.YEAR})|two\s+thousand(?:\s+and)?(?:\s+(?P<small>{cal.any_of(CARDINALS)}))?\b)"
)
_OPENING: Final = re.compile(r"\bthis\s+[\w-]+\s+day\s+of\b")
# "THE WHITE HOUSE,\n    March 14, 2025.", "Geneva, 3 May 2021": who signs or where, and the day, as a paragraph
_SIGNED: Final = re.compile(
    rf"(?:^|\n)[ \t]*\n[ \t*_]*(?P<signer>[^\n.,:;()]{{3,60}}),\s*{DATE}[.*_]*[ \t]*(?=\n[ \t]*\n|\n?[ \t]*$)"
)


def signed_date(text: str, span: Span) -> tuple[WrittenDate, Span] | None:
    """The full date under which the document in text[span] was signed, and the span of its words; None without one."""
    last = Span(max(span.start, span.end - _LAST), span.end)
    return _signature_line(text, last) or _spelled_date(text, span)


def _signature_line(text: str, span: Span) -> tuple[WrittenDate, Span] | None:
    folded = fold_with_offsets(span.of(text))
    found = None
    for match in _SIGNED.finditer(folded.text):
        written = date_of(match)
        words = _shifted(folded.raw_span(match.start("signer"), match.end()), span.start)
        signer = _shifted(folded.raw_span(*match.span("signer")), span.start).of(text)
        if written and written.precision == "day" and _is_capitalized(signer):
            found = written, words
    return found


def _spelled_date(text: str, span: Span) -> tuple[WrittenDate, Span] | None:
    opening = _OPENING.search(text, span.start, span.end)
    if opening is None:
        return None
    folded = fold_with_offsets(text[opening.start() : min(span.end, opening.start() + 160)])
    match = _SPELLED.match(folded.text)
    if match is None:
        return None
    day = ORDINALS[match["ordinal"]] if match["ordinal"] else int(match["day"])
    year = int(match["year"]) if match["year"] else 2000 + _number(match["small"])
    written = checked_date(year, cal.month_number(match["month"]), day)
    return (written, _shifted(folded.raw_span(*match.span()), opening.start())) if written else None


def _number(words: str | None) -> int:
    return CARDINALS[words] if words else 0


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _is_capitalized(signer: str) -> bool:
    """True for the name of an office or a town, which no preposition joins to a weekday or an occasion."""
    words = re.findall(r"[^\W\d_]+", signer)
    return all(word[0].isupper() or word in _NAME_LINKS for word in words) and bool(words)
