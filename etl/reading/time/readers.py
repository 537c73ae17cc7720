"""What each form of date expression means: one reader per rule of etl.reading.time.patterns.

A reader gives the value and the days of a match, or None where the words only look like a date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from etl.reading.time import calendar as cal
from etl.reading.time import resolve
from etl.reading.time.dates import WrittenDate, checked_date, date_of
from etl.reading.time.resolve import Anchor, Resolved
from etl.reading.time.tense import tense_around
from etl.reading.time.years import is_year
from etl.text.fold import Folded

_MONTH_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|to|of|during|for|before|after|early|late|mid|throughout|through|between|and"
    r"|beginning|starting)(?:\s+|-)(?:the\s+month\s+of\s+)?\Z"
)
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0}  # all others look ahead
_UNIT_CODES = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "Y", "century": "Y", "quarter": "M"}
_UNIT_SIZES = {"decade": 10, "century": 100, "quarter": 3}
_CLOCK_CODES = {"second": "S", "minute": "M", "hour": "H"}
_COUNTS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_LEAST_ANNIVERSARY = 5  # years between the two days of one date before they are read as an anniversary


@dataclass(slots=True)
class Found:
    """One match with what its reading may need: the groups of its rule, its place and the tense around it.

    `start`, `end` and `sentence` are offsets into the folded text.
    """

    text: str
    folded: Folded
    start: int
    end: int
    groups: re.Match[str]
    anchor: Anchor
    sentence: tuple[int, int]

    def __getitem__(self, group: str) -> str | None:
        return self.groups[group]

    def number(self, group: str) -> int | None:
        value = self.groups[group]
        return int(value) if value else None

    def month(self, group: str) -> int | None:
        value = self.groups[group]
        return cal.month_number(value) if value else None

    @property
    def before(self) -> str:
        return self.folded.text[max(0, self.start - 60) : self.start]

    @property
    def tense(self) -> str:
        return tense_around(self.folded.text, self.sentence[0], self.start, self.end, self.sentence[1])


def _read_date(found: Found) -> Resolved | None:
    written = date_of(found.groups)
    if written is None:
        return None
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
    elif word == "past":  # "the past year" ends now and is no calendar year
        code, size = _UNIT_CODES[found["unit"] or ""], _UNIT_SIZES.get(found["unit"] or "", 1)
        resolved = Resolved(f"P{size}{code}", basis="explicit", direction="past")
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
    return found.anchor.weekday(cal.weekday_number(found["weekday"] or ""), found.tense)


def _read_ago(found: Found) -> Resolved | None:
    number, unit = cal.number_of(found["number"] or ""), _singular(found["unit"] or "")
    shift = -number if found["way"] == "ago" else number
    if unit in _CLOCK_CODES:
        return found.anchor.days_away(int(shift / 24) if unit == "hour" else 0)
    if found["day"] and found.anchor.on is not None and unit == "year":  # "25 years ago tomorrow"
        counted = found.anchor.on + timedelta(days=cal.RELATIVE_DAYS[found["day"]])
        written = checked_date(counted.year + shift, counted.month, counted.day)
        return resolve.from_written(written, "publication") if written else None
    return found.anchor.period("year" if unit in ("decade", "century") else unit, shift * _years(unit))


def _years(unit: str) -> int:
    return {"decade": 10, "century": 100}.get(unit, 1)


def _singular(unit: str) -> str:
    return "century" if unit.startswith("centur") else unit.rstrip("s")


def _read_duration(found: Found) -> Resolved | None:
    words, unit = found["number"] or "", _singular(found["unit"] or "")
    if words in ("a", "an", "one", "0") or unit == "second":
        return None
    number = cal.number_of(words)
    if unit in _CLOCK_CODES:
        return Resolved(f"PT{number}{_CLOCK_CODES[unit]}", basis="explicit")
    return Resolved(f"P{number * _UNIT_SIZES.get(unit, 1)}{_UNIT_CODES[unit]}", basis="explicit")


def _read_decade(found: Found) -> Resolved | None:
    return resolve.years_together(int(found["decade"] or 0), 10, "explicit")


def _read_century(found: Found) -> Resolved | None:
    number = int(found["number"] or 0)
    return resolve.years_together(number - 1, 100, "explicit") if number > 1 else None


def _read_part_of_year(found: Found) -> Resolved | None:
    if found["q"]:
        return resolve.quarter(int(found["q_year"] or 0), int(found["q"]), "explicit")
    number, year = _COUNTS[found["count"] or ""], int(found["year"] or 0)
    if found["unit"] == "quarter":
        return resolve.quarter(year, number, "explicit")
    return resolve.half(year, number, "explicit") if number <= 2 else None


def _read_season(found: Found) -> Resolved | None:
    return Resolved(f"{found['year']}-{cal.SEASONS[found['season'] or '']}", basis="explicit")


def _read_fiscal(found: Found) -> Resolved | None:
    return Resolved(f"FY{found['year']}", basis="explicit")


def _read_month(found: Found) -> Resolved | None:
    if _MONTH_CUE.search(found.before) is None:
        return None
    return found.anchor.month_named(cal.month_number(found["month"] or ""), found.tense)


def _read_year(found: Found) -> Resolved | None:
    raw_start = found.folded.starts[found.start]
    if not is_year(found.folded.text, found.text[max(0, raw_start - 40) : raw_start], found.start, found.end):
        return None
    return resolve.from_written(WrittenDate(int(found["year"] or 0)))


READERS: dict[str, Callable[[Found], Resolved | None]] = {
    "anniversary": _read_anniversary,
    "days": _read_days,
    "days_first": _read_days,
    "numeric_years": _read_numeric_years,
    "date": _read_date,
    "months": _read_months,
    "weekdays": _read_weekdays,
    "step": _read_step,
    "edge": _read_edge,
    "day": _read_day,
    "weekday": _read_weekday,
    "ago": _read_ago,
    "duration": _read_duration,
    "decade": _read_decade,
    "century": _read_century,
    "part_of_year": _read_part_of_year,
    "season": _read_season,
    "fiscal": _read_fiscal,
    "month": _read_month,
    "year": _read_year,
}
