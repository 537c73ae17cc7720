"""How well a day fits as the day of publication: one factor for each kind of clue, none of which is certain.

Factors are likelihoods up to a common constant. They fall off slowly, as 1 over the years away, since texts tell of
what is long past and of what is far ahead.
"""

from collections.abc import Sequence
from datetime import date
from math import prod
from typing import Final

from etl.reading.time.clues import Anniversary, Clues, OwnDay, ToldDate, ToldWeekday
from etl.reading.time.facts import DatableFact

# How often a weekday told as past lies 0, 1, 2 or 3 days before publication. "Late Wednesday" is read on Thursday.
# Estimates from the habits of wire agencies, not counts.
_DAYS_BACK: Final = (0.5, 0.38, 0.06, 0.03)
_DAYS_BACK_LATE: Final = (0.1, 0.82, 0.04, 0.02)
_LONG_BACK: Final = 0.003  # 4 to 6 days: "last Wednesday" would be said

# How often a date told so lies on the other side, counted on 3,000 press releases. For a bare year it is set higher
# than counted: where one is misread ("made commitments in 2025") it is the latest of all, the one that decides.
_PAST_IS_AHEAD: Final = 0.02
_PAST_YEAR_IS_AHEAD: Final = 0.3
_AHEAD_IS_PAST: Final = 0.06

_WEEKDAY_MISNAMED: Final = 0.02
_FACT_FORESEEN: Final = 0.02
_FACT_LOOKED_BACK_ON: Final = 0.3
_ANNIVERSARY_NEXT_YEAR: Final = 0.15  # it is prepared, or its year has just ended
_ANNIVERSARY_OTHER_YEAR: Final = 0.03
_LEAST_FACTOR: Final = 1e-4  # clues of one kind share their errors, so that many of them do not make a proof
_DAYS_OF_YEAR: Final = 365.25
_MOST_RECENT_DATES: Final = 2
_RECENT_YEARS: Final = 2
_FAR_OFF: Final = 180  # a day and month name the nearest such day within half a year


def weigh(day: date, clues: Clues) -> float:
    """Relative probability that a text with these clues was published on `day`."""
    return (
        _weigh_past(day, clues.past)
        * _weigh_ahead(day, clues.ahead)
        * _weigh_weekdays(day, clues.weekdays)
        * _weigh_dated_weekdays(day, clues.dated_weekdays)
        * _weigh_anniversaries(day, clues.anniversaries)
        * _weigh_facts(day, clues.facts)
    )


def _years(earlier: date, later: date) -> float:
    return (later - earlier).days / _DAYS_OF_YEAR


def _weigh_past(day: date, told: Sequence[ToldDate]) -> float:
    """Dates told as past: published after all of them and soon after the latest, the sooner the more are recent."""
    before = [each for each in told if each.first <= day]
    weight = 1.0
    if before:
        latest = max(min(each.last, day) for each in before)
        recent = {(each.first, each.last) for each in before if _years(each.last, latest) <= _RECENT_YEARS}
        weight = (1 + _years(latest, day)) ** -min(len(recent), _MOST_RECENT_DATES)
    for each in told:
        if each.first > day:
            weight *= (_PAST_YEAR_IS_AHEAD if each.is_bare_year else _PAST_IS_AHEAD) / (1 + _years(day, each.first))
    return max(weight, _LEAST_FACTOR)


def _weigh_ahead(day: date, told: Sequence[ToldDate]) -> float:
    """Dates told as ahead: published before all of them, and rather shortly before the next."""
    weight = 1.0
    after = [max(each.first, day) for each in told if each.last >= day]
    if after:
        weight = 1 / (1 + _years(day, min(after)))
    for each in told:
        if each.last < day:
            weight *= _AHEAD_IS_PAST / (1 + _years(each.last, day))
    return max(weight, _LEAST_FACTOR)


def fits_weekday(day: date, weekday: ToldWeekday) -> float:
    """How usual it is to tell on `day` that something happened on this weekday."""
    back = (day.isoweekday() - weekday.number) % 7
    usual = _DAYS_BACK_LATE if weekday.is_late else _DAYS_BACK
    return usual[back] if back < len(usual) else _LONG_BACK


def _weigh_weekdays(day: date, weekdays: Sequence[ToldWeekday]) -> float:
    """Weekdays told as past: the latest of them, whichever it is, lies just before publication."""
    return max((fits_weekday(day, each) for each in weekdays), default=1.0)


def _weigh_dated_weekdays(day: date, dated: Sequence[OwnDay]) -> float:
    """ "Friday, June 14": the June 14 nearest to publication is a Friday."""
    weight = 1.0
    for each in {(named.written.month, named.written.day, named.written.weekday): named for named in dated}.values():
        years = (each.published_in(year) for year in range(day.year - 1, day.year + 2))
        near = [found for found in years if found and abs((found - day).days) <= _FAR_OFF]
        if not any(found.isoweekday() == each.written.weekday for found in near):
            weight *= _WEEKDAY_MISNAMED
    return max(weight, _LEAST_FACTOR)


def _weigh_anniversaries(day: date, anniversaries: Sequence[Anniversary]) -> float:
    usual = {0: 1.0, 1: _ANNIVERSARY_NEXT_YEAR}
    return max((usual.get(abs(day.year - each.year), _ANNIVERSARY_OTHER_YEAR) for each in anniversaries), default=1.0)


def _weigh_facts(day: date, facts: Sequence[DatableFact]) -> float:
    """Datable facts: published since the latest became known, and rather not after they had passed."""
    foreseen = prod(_FACT_FORESEEN for fact in facts if day < fact.not_before)
    passed = [_years(fact.not_after, day) for fact in facts if fact.not_after is not None and day > fact.not_after]
    looked_back_on = _FACT_LOOKED_BACK_ON / (1 + max(passed)) if passed else 1.0
    return max(foreseen, _LEAST_FACTOR) * looked_back_on
