"""The day of publication of an article that gives it in part: candidates weighed by what the text tells.

"HAVANA, March 22 -" leaves the year open, a header "2017-02" the day. Every day that fits such words is a candidate;
the most probable is taken when it clearly leads. Nothing here knows today's date.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from etl.reading.annotations import Document, Layout, Publication, Sentence, TimeExpression
from etl.reading.time.clues import Clues, OwnDay, ToldDate, find_clues
from etl.reading.time.dates import WrittenDate, find_date
from etl.reading.time.weighing import fits_weekday, weigh
from etl.text.fold import fold
from etl.text.spans import Span

LEAST_SHARE: Final = 0.85  # the day taken is some six times as probable as all its rivals together
_OFTEN: Final = 3  # dates told as past that need no date ahead
_SHOWN_SHARE: Final = 0.04
_MOST_SHOWN: Final = 5
_MOST_FITTING: Final = 3
_YEARS_BEFORE_EVIDENCE: Final = 25
_YEARS_AFTER_EVIDENCE: Final = 45
_GOOD_FIT: Final = 0.3
_WRONG_WEEKDAY: Final = 0.02
_DAYS_AFTER_LEAD: Final = (
    0.95,
    0.04,
    0.005,
    0.005,
)  # of 45 releases that open so 43 are of the same day, 2 of the next
# What declares a day on which the text existed already, letters only; the surest bound is the earliest.
_EXISTED_FIELDS: Final = (
    "modifiedtime", "articlemodifiedtime", "datemodified", "lastmodified", "modified", "lastmod", "updated",
    "updatedat", "filemodified", "filetime", "mtime", "crawled", "crawledat", "retrieved", "fetched", "archived",
    "accessed",
)  # fmt: skip


def infer_publication(
    document: Document,
    layout: Layout,
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    stated: Publication,
) -> Publication:
    """`stated` where it is a full date; else the inferred day (basis `inferred`), or `stated` with the open candidates.

    `times` are the article's date expressions resolved against `stated`. The evidence names the reasons, the rivals
    and the share of the probability that the day has among all candidates (its confidence).
    """
    if stated.precision == "day":
        return stated
    clues = find_clues(document.text, layout, sentences, times)
    existed = _existed_by(document)
    candidates = [day for day in _candidates(clues, stated) if existed is None or day <= existed]
    weights = {day: weigh(day, clues) * _fits_own_weekday(day, clues) * _fits_lead(day, clues) for day in candidates}
    if not weights:
        bounds = _bounds(clues, existed)
        return _open(stated, [*_partly(stated, clues), *bounds, *([] if bounds else ["nothing bounds the year"])])
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda day: (-weights[day], day))
    shares = {day: weights[day] / total for day in ranked}
    reasons = [*_partly(stated, clues), *_reasons(clues, ranked[0], candidates), *_bounds(clues, existed)]
    if shares[ranked[0]] < LEAST_SHARE or not _is_enclosed(ranked, clues, existed):
        shown = [day for day in ranked[:_MOST_SHOWN] if shares[day] >= _SHOWN_SHARE]
        listed = ", ".join(f"{_named(day, candidates)} ({shares[day]:.2f})" for day in sorted(shown))
        return _open(stated, [*reasons, f"open: {listed}" if listed else "open"])
    return Publication(ranked[0], "day", "inferred", "; ".join([*reasons, _verdict(ranked, shares, candidates)]))


def _open(stated: Publication, reasons: Sequence[str]) -> Publication:
    """What was stated, with the reasons why it is not known better."""
    return Publication(stated.on, stated.precision, stated.basis, "; ".join(reasons))


def _candidates(clues: Clues, stated: Publication) -> list[date]:
    """Days that fit the article's own words, in order; none where nothing bounds the year."""
    own = clues.own_days[0] if clues.own_days else None
    if own is None and clues.lead is not None and stated.on is None and not _looks_back_on(clues.lead, clues):
        return [clues.lead.first + timedelta(days=number) for number in range(len(_DAYS_AFTER_LEAD))]
    if own is None:
        return _days_of_month(stated)
    if own.written.year is not None:
        years = [own.written.year]
    elif stated.on is not None:
        years = [stated.on.year, stated.on.year + 1]  # "tomorrow, January 1"
    else:
        years = _years_around(clues)
    days = (own.published_in(year) for year in years)
    return [day for day in days if day and _is_within(day, stated)]


def _is_enclosed(ranked: Sequence[date], clues: Clues, existed: date | None) -> bool:
    """Whether the best day is bounded from both sides, by many dates, or is the only one.

    One date alone decides nothing, however near: texts tell of what is long past and of what is far ahead.
    """
    best = ranked[0]
    is_behind = any(told.first <= best for told in clues.past) or any(fact.not_before <= best for fact in clues.facts)
    is_ahead = any(told.last >= best for told in clues.ahead) or any(fact.not_after for fact in clues.facts)
    is_told_often = len(clues.past) >= _OFTEN or bool(clues.anniversaries)
    is_reported = clues.lead is not None and not clues.own_days
    return len(ranked) == 1 or (is_behind and (is_ahead or is_told_often or is_reported or existed is not None))


def _days_of_month(stated: Publication) -> list[date]:
    if stated.on is None or stated.precision != "month":
        return []
    last = WrittenDate(stated.on.year, stated.on.month).last_day or stated.on
    return [stated.on + timedelta(days=number) for number in range((last - stated.on).days + 1)]


def _is_within(day: date, stated: Publication) -> bool:
    if stated.on is None:
        return True
    return day.year == stated.on.year and (stated.precision != "month" or day.month == stated.on.month)


def _years_around(clues: Clues) -> list[int]:
    """The years that the clues leave thinkable: around the latest that lies behind and the next that lies ahead."""
    behind = [*(each.first.year for each in clues.past), *(fact.not_before.year for fact in clues.facts)]
    known = [
        *([max(behind)] if behind else []),
        *([min(each.first.year for each in clues.ahead)] if clues.ahead else []),
        *(each.year for each in clues.anniversaries),
    ]
    if not known:
        return []
    first, last = max(1, min(known) - _YEARS_BEFORE_EVIDENCE), min(9999, max(known) + _YEARS_AFTER_EVIDENCE)
    return list(range(first, last + 1))


def _fits_own_weekday(day: date, clues: Clues) -> float:
    """ "Wednesday, February 21" is a Wednesday."""
    own = clues.own_days[0] if clues.own_days else None
    if own is None or own.written.weekday is None:
        return 1.0
    return 1.0 if (day + timedelta(days=own.shift)).isoweekday() == own.written.weekday else _WRONG_WEEKDAY


def _fits_lead(day: date, clues: Clues) -> float:
    """A report that opens with a weekday and its full date is published on that day, or on one of the next."""
    if clues.lead is None or clues.own_days:
        return 1.0
    after = (day - clues.lead.first).days
    return _DAYS_AFTER_LEAD[after] if 0 <= after < len(_DAYS_AFTER_LEAD) else 0.0


def _looks_back_on(lead: ToldDate, clues: Clues) -> bool:
    """Whether the text knows of what came later than the day on which it opens: a history, no report."""
    last = lead.first + timedelta(days=len(_DAYS_AFTER_LEAD))
    return any(told.first > last for told in clues.past) or any(fact.not_before > last for fact in clues.facts)


def _existed_by(document: Document) -> date | None:
    """The earliest day on which the metadata show the text to exist: a modification, a copy, the file's own time."""
    days = []
    for key, value in document.metadata.items():
        if re.sub(r"[^a-z]", "", fold(key)) in _EXISTED_FIELDS:
            found = find_date(value, Span(0, len(value)))
            day = found[0].last_day if found else None
            days += [day] if day else []
    return min(days, default=None)


def _partly(stated: Publication, clues: Clues) -> list[str]:
    """The words that give the day in part, and those that contradict them."""
    words = [stated.evidence] if stated.evidence else []
    if not clues.own_days:
        return words or ["the text names no day of its own"]
    first, *others = clues.own_days
    words += [first.words] if first.words not in (stated.evidence or "") else []
    return words + list(dict.fromkeys(f"but: {other.words}" for other in others if _differ(first, other)))


def _differ(first: OwnDay, other: OwnDay) -> bool:
    year = first.written.year or other.written.year or 2000  # a leap year, so that 29 February counts
    return first.published_in(year) != other.published_in(year)


def _reasons(clues: Clues, best: date, candidates: Sequence[date]) -> list[str]:
    """What speaks for `best`, in words."""
    reasons = [f"the report opens with '{clues.lead.words}'"] if clues.lead and not clues.own_days else []
    told = [each for each in clues.weekdays if fits_weekday(best, each) >= _GOOD_FIT]
    if told:
        fitting = [day for day in candidates if fits_weekday(day, told[0]) >= _GOOD_FIT]
        near = sorted(sorted(fitting, key=lambda day: (abs((day - best).days), day))[:_MOST_FITTING])
        reasons.append(f"{told[0].words} told as just past: {', '.join(_named(day, candidates) for day in near)}")
    if clues.dated_weekdays:
        reasons.append(f"'{clues.dated_weekdays[0].words}' names its weekday")
    reasons += [f"{each.words}: {each.year}" for each in clues.anniversaries[:1]]
    return reasons


def _bounds(clues: Clues, existed: date | None) -> list[str]:
    """The latest date told as past, the next one told as ahead, the latest datable fact and the metadata's bound."""
    bounds = []
    if clues.past:
        bounds.append(f"'{max(clues.past, key=_first_day).words}' told as past")
    if clues.ahead:
        bounds.append(f"'{min(clues.ahead, key=_first_day).words}' lies ahead")
    bounds += [f"{fact.words}: {fact.not_before.year} or later" for fact in clues.facts[:1]]
    return bounds + ([f"existed by {existed.isoformat()}"] if existed else [])


def _first_day(told: ToldDate) -> date:
    return told.first


def _verdict(ranked: Sequence[date], shares: dict[date, float], candidates: Sequence[date]) -> str:
    best = ranked[0]
    if len(ranked) == 1:
        return f"{best.isoformat()} is the only day that fits"
    odds = min(shares[best] / max(shares[ranked[1]], 1e-9), 999)
    leads = f"{_named(best, candidates)} leads {_named(ranked[1], candidates)} {odds:.0f}:1"
    return f"{leads} (confidence {min(shares[best], 0.99):.2f})"


def _named(day: date, candidates: Sequence[date]) -> str:
    """The year where only the year is open, else the day."""
    return str(day.year) if len({each.year for each in candidates}) == len(candidates) else day.isoformat()
