"""Date expressions of a text with their TIMEX3 values, resolved against the day it was published."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from etl.reading.annotations import Publication, Sentence, TimeExpression
from etl.reading.time import calendar as cal
from etl.reading.time.dates import order_shown
from etl.reading.time.found import Found
from etl.reading.time.patterns import COMPILED, next_match
from etl.reading.time.readers import READERS
from etl.reading.time.resolve import Anchor, Resolved
from etl.text.fold import Folded, fold_with_offsets
from etl.text.spans import Span
from etl.text.tokens import find_addresses

_CONTEXT_REACH: Final = 300  # characters
_LETTER_WORDS: Final = re.compile(r"[a-z]+")


def find_time_expressions(
    text: str, sentences: Sequence[Sentence], publication: Publication, day_first: bool | None = None
) -> tuple[TimeExpression, ...]:
    """The date expressions of `text` in order, none overlapping; values as in `mentions.value` (ISO 8601, TIMEX3).

    What names no year is resolved against `publication`: without one its value keeps X for what is unknown and it has
    no days. `day_first` is the source's order of numeric dates; what the text itself shows goes before it. After SUTime
    (Chang and Manning, 2012) and HeidelTime (Strötgen and Gertz, 2013).
    """
    folded = fold_with_offsets(text)
    anchor = Anchor.of(publication)
    addresses = find_addresses(folded.text)
    starts = [sentence.span.start for sentence in sentences]
    shown = order_shown(folded.text)
    day_first = day_first if shown is None else shown
    context: tuple[int, Resolved] | None = None
    expressions: list[TimeExpression] = []
    at = 0
    while (match := next_match(folded.text, at)) is not None:
        at = match.start() + len(_first_word(match.group()))
        if any(address.overlaps(Span(*match.span())) for address in addresses):
            continue
        if not _is_capitalized(text, folded, match):
            continue
        sentence = _sentence_around(folded, sentences, starts, folded.raw_span(*match.span()))
        told = context[1] if context and _is_near(folded.text, context[0], match.start()) else None
        # What is no range may still begin with a date, and what counts from nothing with a duration.
        for rule in (match.lastgroup or "", "date", "weekday", "duration"):
            groups = COMPILED[rule].match(folded.text, match.start())
            found = Found(text, folded, *groups.span(), groups, anchor, sentence, told, day_first) if groups else None
            resolved = READERS[rule](found) if found else None
            if found is not None and resolved is not None:
                context = (found.end, resolved) if resolved.start is not None else context
                expressions.append(_expression(folded.raw_span(found.start, found.end), resolved))
                at = found.end
                break
    return tuple(expressions)


def _is_near(folded: str, told_at: int, start: int) -> bool:
    """Whether a date that ends at `told_at` is near enough to count from: in the same paragraph."""
    return start - told_at <= _CONTEXT_REACH and "\n\n" not in folded[told_at:start]


def _expression(span: Span, resolved: Resolved) -> TimeExpression:
    return TimeExpression(
        span, resolved.value, resolved.start, resolved.end, resolved.precision, resolved.basis, resolved.direction
    )


def _first_word(words: str) -> str:
    found = re.match(r"\W*\w+", words)
    return found.group() if found else words


def _is_capitalized(text: str, folded: Folded, match: re.Match[str]) -> bool:
    """Names of months and weekdays have a capital: "may", "march" and "sun" are words."""
    for word in _LETTER_WORDS.finditer(match.group()):
        if word.group() in cal.MONTHS or word.group() in cal.WEEKDAYS:
            at = match.start() + word.start()
            return text[folded.starts[at]].isupper() or folded.text[at - 1] == "-"  # "05-apr-1988"
    return True


def _sentence_around(folded: Folded, sentences: Sequence[Sentence], starts: list[int], span: Span) -> tuple[int, int]:
    """Folded offsets of the sentence that holds a raw span; the stretch itself where no sentence does."""
    number = bisect_right(starts, span.start) - 1
    if number < 0 or not span.overlaps(sentences[number].span):
        return bisect_right(folded.starts, span.start) - 1, bisect_right(folded.starts, span.end - 1)
    raw = sentences[number].span
    return bisect_right(folded.starts, raw.start - 1), bisect_right(folded.starts, raw.end - 1)
