"""When an act took place: by its own clause, else its sentence, else the article's main event, else publication."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from etl.reading.annotations import Publication, TimeExpression
from etl.reading.events.triggers import Act
from etl.reading.events.word_classes import DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_adverb, is_month
from etl.reading.tagging import TaggedSentence
from etl.text.spans import Span

_CLAUSE_BREAKS: Final = frozenset({"that", "which", "who", "while", "because", "as", "where"})
_NEAR: Final = 40  # characters
_LEADING: Final = 16  # characters: "In June 2025, X did" dates whatever X did
_IN_CLAUSE: Final = 70  # characters between a deed and the day, month or year it was done
_MATERIAL: Final = frozenset(
    {"AID", "COOPERATE", "CONCEDE", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST"}
)  # deeds: what is dated behind them is the deed itself, not what was promised, praised or asked for
_AFTER_A_DAY: Final = PREPOSITIONS | SUBORDINATORS | {"and", "or", "but", "is", "was", "has", "had", "will", "at"}
_ONCE: Final = frozenset({"054", "057"})  # what is signed or recognised is so in the year beside it
_PARTS_OF_TIME: Final = frozenset(
    {"morning", "afternoon", "evening", "night", "day", "week", "weekend", "month", "end", "beginning", "start",
     "middle", "eve", "hour", "spring", "summer", "autumn", "fall", "winter", "year", "half", "quarter", "part"}
)  # fmt: skip
_LONG: Final = timedelta(days=62)  # years that stand beside a promise or a praise are those of what is promised
_RECENT: Final = timedelta(days=10)  # a wire reports what happened within days; what lies further back is background


@dataclass(frozen=True, slots=True)
class EventTime:
    """The days of an act, how exactly and by what they are known; `text` are the words, where there are any."""

    start: date | None = None
    end: date | None = None
    precision: str = "none"
    basis: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Rivals:
    """The other triggers of a sentence: all with other sides, and of these the ones of which no actor is the same."""

    all: Sequence[Span]
    strangers: Sequence[Span]


def told_time(
    text: str,
    sentence: TaggedSentence,
    trigger: Span,
    rivals: Rivals,
    expressions: Sequence[TimeExpression],
    act: Act,
) -> EventTime | None:
    """The day that the trigger's own sentence tells, or None.

    An expression belongs to the nearest of the sentence's triggers, one that opens the sentence to all that its subject
    does, and one in brackets to what it explains.
    What is agreed or praised is often dated itself: other acts than talks and visits take only a day that stands before
    their verb or right behind it.
    """
    inside = [
        e
        for e in expressions
        if sentence.sentence.span.covers(e.span)
        and e.start is not None
        and not _is_bracketed(text, e.span)
        and _is_nearest(e.span, trigger, rivals.strangers if _leads(sentence, e.span) else rivals.all)
        and (_can_date(act, e, _distance(e.span, trigger)) or _leads(sentence, e.span))
        and not _is_of_another(sentence, e.span, trigger)
    ]
    if not inside:
        return None
    nearest = min(inside, key=lambda e: (_distance(e.span, trigger), e.span))
    between = Span(min(nearest.span.end, trigger.end), max(nearest.span.start, trigger.start))
    words = {t.norm for t in sentence.tokens if between.start <= t.start < between.end}
    basis = "sentence" if words & _CLAUSE_BREAKS else "clause"
    return EventTime(nearest.start, nearest.end, nearest.precision, basis, nearest.span.of(text))


def _leads(sentence: TaggedSentence, span: Span) -> bool:
    return span.start - sentence.sentence.span.start <= _LEADING


def _is_nearest(span: Span, trigger: Span, rivals: Sequence[Span]) -> bool:
    return _distance(span, trigger) <= min((_distance(span, rival) for rival in rivals), default=1 << 30)


def _can_date(act: Act, expression: TimeExpression, distance: int) -> bool:
    if act.event_type == "OCCASION":
        return distance <= _NEAR
    if act.event_type != "CONSULT":
        if act.event_subtype in _ONCE and distance <= _NEAR and expression.precision in ("month", "year"):
            return True
        is_exact = expression.precision in ("day", "range") and not _is_long(expression)
        return distance <= (_IN_CLAUSE if act.event_type in _MATERIAL else _NEAR if is_exact else -1)
    return expression.precision != "year" or (act.frame in ("noun", "visit") and distance <= _NEAR)


def _is_long(expression: TimeExpression) -> bool:
    start, end = expression.start, expression.end
    return start is not None and end is not None and end - start > _LONG


def _distance(span: Span, trigger: Span) -> int:
    """Characters between the two; what stands behind the trigger is nearer than what stands as far before it."""
    if span.start >= trigger.end:
        return span.start - trigger.end
    return trigger.start - span.end + 20


def around(span: Span, expressions: Sequence[TimeExpression]) -> Sequence[TimeExpression]:
    """The expressions, given in order, that stand near a span."""
    first = bisect_left(expressions, span.start - _NEAR, key=lambda expression: expression.span.end)
    end = bisect_right(expressions, span.end + _NEAR, key=lambda expression: expression.span.start)
    return expressions[first:end]


def _is_of_another(sentence: TaggedSentence, span: Span, trigger: Span) -> bool:
    """True for "the April 2022 visit" and "Chile's May 3 statement": the day of what the noun names, not of an act told
    by other words.
    """
    first = next((i for i, token in enumerate(sentence.tokens) if token.start >= span.start), 0)
    end = next((i for i, token in enumerate(sentence.tokens) if token.start >= span.end), len(sentence.tokens))
    if first == 0 or end == len(sentence.tokens) or 0 <= trigger.start - span.end <= _LEADING:
        return False
    if (
        sentence.word(first - 1) == "of"
        and sentence.hit_at(first - 2) is None
        and _names_paper(sentence.word(first - 2))
    ):
        return trigger.end < sentence.tokens[first - 2].start or trigger.start > span.end  # "the accords of May 3"
    is_owned = sentence.word(first - 1) in DETERMINERS or sentence.tokens[first - 1].kind == "possessive"
    behind = sentence.tokens[end]
    is_noun = behind.kind == "word" and not behind.is_capitalized and not is_adverb(behind.norm)
    return is_owned and is_noun and behind.norm not in _AFTER_A_DAY


def _names_paper(word: str) -> bool:
    """True for a noun whose day "of May 3" tells: not for "the morning of May 3"."""
    is_time = word.removesuffix("s") in _PARTS_OF_TIME or is_month(word)
    return not is_time and word not in SUBORDINATORS and not is_adverb(word)  # "as of May 3"


def _is_bracketed(text: str, span: Span) -> bool:
    before = text.rfind("(", max(0, span.start - 60), span.start)
    return before >= 0 and ")" not in text[before : span.start]


def publication_time(publication: Publication) -> EventTime | None:
    """The day of publication, for what an article tells as its own present."""
    if publication.on is None or publication.precision != "day":
        return None
    return EventTime(publication.on, publication.on, "day", "publication")


def status_by_time(status: str, time: EventTime | None, publication: Publication) -> str:
    """`status`, corrected by the calendar: long before publication is background, what reaches past it goes on."""
    if status != "happened" or time is None or time.start is None or publication.on is None:
        return status
    end = time.end or time.start
    if time.start > publication.on:
        return "planned"
    if end > publication.on:
        return "ongoing" if time.precision in ("day", "range") else status
    return "background" if publication.on - end > _RECENT and time.basis != "publication" else status
