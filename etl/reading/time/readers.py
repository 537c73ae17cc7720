"""What each form of date expression means: one reader per rule of etl.reading.time.patterns.

A reader gives the value and the days of a match, or None where the words only look like a date.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from etl.reading.time import calendar as cal
from etl.reading.time import periods, recurring, relative, resolve
from etl.reading.time.dates import WrittenDate, checked_date, date_of
from etl.reading.time.found import Found
from etl.reading.time.ordinals import ORDINALS
from etl.reading.time.resolve import Resolved
from etl.reading.time.years import is_numbered, is_year

_MONTH_CUE: Final = re.compile(
    r"\b(?:in|since|by|until|till|from|to|of|during|for|before|after|early|late|mid|throughout|through|between|and"
    r"|beginning|starting)(?:\s+|-)(?:the\s+month\s+of\s+)?\Z"
)
_LONG: Final = frozenset(["decade", "century"])
_STEPS: Final = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0}  # all others look ahead
_ON: Final = re.compile(r"\b(?:on|since|until|till|dated|from)\s+\Z")
_NO_DAYS: Final = frozenset(["9/11", "24/7"])  # the attacks, and always
_UNTIL: Final = re.compile(r"\b(?:by|until|till|starting|beginning|from)\s+\Z")
_LEAST_ANNIVERSARY: Final = 5  # years between the two days of one date before they are read as an anniversary


def _read_date(found: Found) -> Resolved | None:
    written = date_of(found.groups, found.day_first)
    if written is None or (written.day is None and is_numbered(found.before)):
        return None  # "Determination No. 2024-02"
    if written.year is not None:
        return resolve.from_written(written)
    return found.anchor.day_of_year(written, found.tense)


def _read_anniversary(found: Found) -> Resolved | None:
    month = found.month("month_a") or found.month("month_b")
    day, year = found.number("day_a") or found.number("day_b"), found.number("to")
    written = checked_date(year, month or 0, day)
    return resolve.from_written(written) if written else None


def _read_days(found: Found) -> Resolved | None:
    month_b = found.month("month_b") or found.month("month_a")
    month_a = found.month("month_a") or month_b
    year_b = found.number("year_b") or found.number("year_a")
    lists_two = found.number("year_a") and found["month_b"] is None and " and " in found.groups.group()
    if lists_two:  # "Nov. 4, 2005 and 4 men"
        return None
    first = checked_date(found.number("year_a") or year_b, month_a or 0, found.number("day_a"))
    last = checked_date(year_b, month_b or 0, found.number("day_b"))
    if first is None or last is None:
        return None
    if first.year is not None and last.year is not None:
        return _range_with_years(first, last, found.number("year_a") is not None)
    resolved = found.anchor.day_of_year(first, found.tense)
    if resolved.start is None:
        return Resolved(f"{first.value}/{last.value}")
    turns = (last.month, last.day) < (first.month, first.day)
    begin = resolved.start
    end = replace(last, year=begin.year + turns).first_day
    if found.anchor.latest is not None and begin > found.anchor.latest:
        earlier, earlier_end = replace(first, year=begin.year - 1), replace(last, year=begin.year - 1 + turns)
        under_way = earlier.first_day, earlier_end.first_day
        if under_way[0] and under_way[1] and under_way[0] <= found.anchor.latest <= under_way[1]:
            begin, end = under_way[0], under_way[1]
    return resolve.day_range(begin, end, "publication") if end else None


def _range_with_years(first: WrittenDate, last: WrittenDate, both_named: bool) -> Resolved | None:
    begin, end = first.first_day, last.first_day
    if begin is None or end is None:
        return None
    if (begin.month, begin.day) == (end.month, end.day) and end.year - begin.year >= _LEAST_ANNIVERSARY:
        return resolve.from_written(last)
    if begin > end and not both_named:
        begin = begin.replace(year=begin.year - 1)  # "December 28 to January 3, 2022"
    return resolve.day_range(begin, end, "explicit") if begin <= end else None


def _read_months(found: Found) -> Resolved | None:
    year = found.number("year")
    first, last = WrittenDate(year, found.month("month_a")), WrittenDate(year, found.month("month_b"))
    if (first.month or 0) > (last.month or 0) and year:
        first = replace(first, year=year - 1)
    return Resolved(f"{first.value}/{last.value}", first.first_day, last.last_day, "range", "explicit")


def _read_numeric_years(found: Found) -> Resolved | None:
    first, to = int(found["from"] or 0), found["to"] or ""
    if is_numbered(found.before):
        return None
    last = int(to) if len(to) == 4 else first // 100 * 100 + int(to)
    if len(to) == 2 and int(to) <= 12 and last != first + 1:
        month = checked_date(first, int(to), None)
        return resolve.from_written(month) if month else None
    if not first < last <= first + 150:
        return None
    sentence = found.folded.text[found.sentence[0] : found.start]
    if "anniversary" in sentence or "birthday" in sentence:
        return resolve.from_written(WrittenDate(last))
    return Resolved(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), "range", "explicit")


def _read_weekdays(found: Found) -> Resolved | None:
    tense = found.tense
    first = found.anchor.weekday(cal.weekday_number(found["from"] or ""), tense)
    last = found.anchor.weekday(cal.weekday_number(found["to"] or ""), tense)
    if first.start is None or last.start is None:
        return Resolved(f"{first.value}/{last.value}")
    days = (last.start - first.start).days % 7
    end = date.fromordinal(first.start.toordinal() + days)
    return resolve.day_range(first.start, end, "publication")


def _read_step(found: Found) -> Resolved | None:
    word = (found["step"] or "").split()[-1]
    shift = _STEPS.get(word, 1)
    anchor = found.anchor
    resolved: Resolved | None = None
    if found["weekday"]:
        resolved = anchor.shifted_weekday(cal.weekday_number(found["weekday"]), shift)
    elif found["month"]:
        resolved = anchor.shifted_month_named(cal.month_number(found["month"]), shift)
    elif found["weekend"]:
        resolved = anchor.weekend(None if word in ("the", "this") else shift, found.tense)
    elif found["part"]:
        resolved = anchor.days_away(min(shift, 0)) if word in ("this", "last") else None
    elif found["season"]:
        resolved = anchor.season(cal.SEASONS[found["season"]], shift)
    elif word == "past" or (found["unit"] in _LONG and word not in ("this", "current")):
        # "the past year" ends now and "the next decade" begins now: neither is one of the calendar
        code, size = cal.UNIT_CODES[found["unit"] or ""], cal.UNIT_SIZES.get(found["unit"] or "", 1)
        resolved = Resolved(f"P{size}{code}", basis="explicit", direction=resolve.direction_of(shift))
    elif word not in ("following", "upcoming"):  # "the following year" counts from the year told of
        resolved = anchor.period(found["unit"] or "", shift)
    return resolved


def _read_edge(found: Found) -> Resolved | None:
    return found.anchor.period(found["unit"] or "", 0)


def _read_day(found: Found) -> Resolved | None:
    days = cal.RELATIVE_DAYS[found["day"] or ""]
    if found["beyond"]:
        days += -1 if found["beyond"] == "before" else 1
    return found.anchor.days_away(days)


def _read_weekday(found: Found) -> Resolved | None:
    tense = "future" if _UNTIL.search(found.before) and found.tense != "past" else found.tense
    return found.anchor.weekday(cal.weekday_number(found["weekday"] or ""), tense)


def _read_ago(found: Found) -> Resolved | None:
    number, unit = cal.number_of(found["number"] or ""), cal.singular(found["unit"] or "")
    shift = -number if found["way"] == "ago" else number
    if unit in cal.CLOCK_CODES:
        return found.anchor.days_away(int(shift / 24) if unit == "hour" else 0)
    if found["day"] and found.anchor.on is not None and unit == "year":  # "25 years ago tomorrow"
        counted = found.anchor.on + timedelta(days=cal.RELATIVE_DAYS[found["day"]])
        written = checked_date(counted.year + shift, counted.month, counted.day)
        return resolve.from_written(written, "publication") if written else None
    return found.anchor.period("year" if unit in ("decade", "century") else unit, shift * _years(unit))


def _years(unit: str) -> int:
    return {"decade": 10, "century": 100}.get(unit, 1)


def _read_month(found: Found) -> Resolved | None:
    latest = found.anchor.latest
    if found["which"] and latest is not None:
        year = latest.year + cal.WHICH_YEAR[found["which"]]
        return resolve.from_written(WrittenDate(year, found.month("month")), "publication")
    if _MONTH_CUE.search(found.before) is None:
        return None
    return found.anchor.month_named(cal.month_number(found["month"] or ""), found.tense)


def _read_year(found: Found) -> Resolved | None:
    raw_start = found.folded.starts[found.start]
    if not is_year(found.folded.text, found.text[max(0, raw_start - 40) : raw_start], found.start, found.end):
        return None
    return resolve.from_written(WrittenDate(int(found["year"] or 0)))


def _read_slashed_day(found: Found) -> Resolved | None:
    """ "on 29/4": a day and month behind a preposition, in the order that shows or is usual here."""
    if _ON.search(found.before) is None or found.groups.group() in _NO_DAYS:
        return None
    first, second = int(found["first"] or 0), int(found["second"] or 0)
    day_first = first > 12 if max(first, second) > 12 else found.day_first
    if day_first is None:
        return None
    day, month = (first, second) if day_first else (second, first)
    written = checked_date(None, month, day) if month and day else None
    return found.anchor.day_of_year(written, found.tense) if written else None


def _read_spelled_day(found: Found) -> Resolved | None:
    written = checked_date(found.number("year"), found.month("month") or 0, ORDINALS[found["ordinal"] or ""])
    if written is None:
        return None
    return resolve.from_written(written) if written.year else found.anchor.day_of_year(written, found.tense)


READERS: Final[dict[str, Callable[[Found], Resolved | None]]] = {
    "anniversary": _read_anniversary,
    "days": _read_days,
    "days_first": _read_days,
    "numeric_years": _read_numeric_years,
    "date": _read_date,
    "slashed_day": _read_slashed_day,
    "spelled_day": _read_spelled_day,
    "months": _read_months,
    "weekdays": _read_weekdays,
    "step": _read_step,
    "edge": _read_edge,
    "day": _read_day,
    "weekday": _read_weekday,
    "ago": _read_ago,
    "month": _read_month,
    "year": _read_year,
    **periods.READERS,
    **relative.READERS,
    **recurring.READERS,
}
