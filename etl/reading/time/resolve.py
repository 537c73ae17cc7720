"""Dates named in part, resolved against the day an article was published."""

from dataclasses import dataclass, replace
from datetime import MINYEAR, date, timedelta
from typing import Final

from etl.reading.annotations import Publication
from etl.reading.time.dates import WrittenDate, checked_date

# A day and month without a year may lie this far back before the next one is meant, when no verb says which: news
# names the year of what is older ("Jan. 4-7" in December is next month, "April 19" in November is last April).
_FAR_BACK: Final = timedelta(days=240)
_WEEK: Final = timedelta(days=7)
_SEASON_BEGINS: Final = {
    "SP": 3,
    "SU": 6,
    "FA": 9,
    "WI": 12,
}  # of the northern hemisphere, where most who write of them live
_MONTHS_IN: Final = {"month": 1, "quarter": 3}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 value and the days it covers; no days for durations, sets and what cannot be placed."""

    value: str
    start: date | None = None
    end: date | None = None
    precision: str = "none"
    basis: str = "publication"
    direction: str = "none"


def from_written(written: WrittenDate, basis: str = "explicit") -> Resolved:
    """A date whose words name its year."""
    first, last = written.first_day, written.last_day
    return Resolved(written.value, first, last, written.precision if first else "none", basis)


def day_range(first: date, last: date, basis: str) -> Resolved:
    """The days from `first` to `last`, both included."""
    if first == last:
        return Resolved(first.isoformat(), first, last, "day", basis)
    return Resolved(f"{first.isoformat()}/{last.isoformat()}", first, last, "range", basis)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day of publication; where only its month or year is known, the last day it can have been."""

    on: date | None
    latest: date | None

    @classmethod
    def of(cls, publication: Publication) -> "Anchor":
        on = publication.on
        if on is None or publication.precision == "day":
            return cls(on, on)
        month = on.month if publication.precision == "month" else None
        return cls(None, WrittenDate(on.year, month).last_day)

    def day_of_year(self, written: WrittenDate, tense: str) -> Resolved:
        """A month and day without a year: the nearest past one, unless what is told lies ahead."""
        if self.latest is None or written.month is None or written.day is None:
            return Resolved(written.value)
        day = self._nearest(written, tense, self.latest)
        return Resolved(day.isoformat(), day, day, "day") if day else Resolved(written.value)

    def _nearest(self, written: WrittenDate, tense: str, anchor: date) -> date | None:
        years = range(anchor.year - 4, anchor.year + 5)  # 29 February comes every four years
        dated = [replace(written, year=year) for year in years if checked_date(year, written.month or 1, written.day)]
        days = [day for each in dated if (day := each.first_day) is not None]
        past = max((day for day in days if day <= anchor), default=None)
        future = min((day for day in days if day >= anchor), default=None)
        if past is None or future is None:
            return past or future
        if written.weekday is not None and (past.isoweekday() == written.weekday) != (
            future.isoweekday() == written.weekday
        ):
            return past if past.isoweekday() == written.weekday else future
        if tense == "future":
            return future
        if tense == "past" or anchor - past <= max(_FAR_BACK, future - anchor):
            return past
        return future

    def weekday(self, number: int, tense: str) -> Resolved:
        """A day of the week: the last one up to publication, or the next from it on when the tense is future."""
        if self.on is None:
            return Resolved(f"XXXX-WXX-{number}")
        back = (self.on.isoweekday() - number) % 7
        ahead = (number - self.on.isoweekday()) % 7
        day = self.on + timedelta(days=ahead) if tense == "future" else self.on - timedelta(days=back)
        return Resolved(day.isoformat(), day, day, "day")

    def shifted_weekday(self, number: int, shift: int) -> Resolved:
        """ "last Tuesday" (-1) lies before the day of publication, "next Tuesday" (1) after, "this" (0) in its week."""
        if self.on is None:
            return Resolved(f"XXXX-WXX-{number}", direction=direction_of(shift))
        if shift < 0:
            day = self.on - timedelta(days=(self.on.isoweekday() - number - 1) % 7 + 1)
        elif shift > 0:
            day = self.on + timedelta(days=(number - self.on.isoweekday() - 1) % 7 + 1)
        else:
            day = self.on + timedelta(days=number - self.on.isoweekday())
        return Resolved(day.isoformat(), day, day, "day", direction=direction_of(shift))

    def days_away(self, days: int) -> Resolved:
        """The day so many days after publication."""
        if self.on is None:
            return Resolved("PRESENT_REF" if days == 0 else "XXXX-XX-XX", direction=direction_of(days))
        day = self.on + timedelta(days=days)
        return Resolved(day.isoformat(), day, day, "day", direction=direction_of(days))

    def month_named(self, month: int, tense: str) -> Resolved:
        """A month without a year: the nearest begun one, or the next when the tense is future."""
        if self.latest is None:
            return Resolved(f"XXXX-{month:02d}")
        year = self.latest.year
        if tense == "future":
            year += month < self.latest.month
        else:
            year -= month > self.latest.month
        return from_written(WrittenDate(year, month), "publication")

    def shifted_month_named(self, month: int, shift: int) -> Resolved:
        """ "last May" (-1), "this May" (0) or "next May" (1)."""
        if self.latest is None:
            return Resolved(f"XXXX-{month:02d}", direction=direction_of(shift))
        year = self.latest.year
        if shift < 0:
            year -= month >= self.latest.month
        elif shift > 0:
            year += month <= self.latest.month
        return replace(from_written(WrittenDate(year, month), "publication"), direction=direction_of(shift))

    def period(self, unit: str, shift: int) -> Resolved:
        """The day, week, month, quarter, year, decade or century so many units after that of publication."""
        resolved = self._period(unit, shift)
        return replace(resolved, direction=direction_of(shift))

    def _period(self, unit: str, shift: int) -> Resolved:
        if unit == "day":
            return self.days_away(shift)
        if unit == "week":
            return week_of(self.on + shift * _WEEK) if self.on else Resolved("XXXX-WXX")
        if self.latest is None:
            return Resolved({"month": "XXXX-XX", "quarter": "XXXX-QX"}.get(unit, "XXXX"))
        return _months_away(self.latest, shift, unit) if unit in _MONTHS_IN else _years_away(self.latest, shift, unit)

    def season(self, code: str, shift: int) -> Resolved | None:
        """ "last summer" (-1): a year and a season, whose days differ between hemispheres; None without a year."""
        if self.latest is None:
            return None
        return Resolved(f"{self.latest.year + shift}-{code}", direction=direction_of(shift))

    def season_named(self, code: str, tense: str) -> Resolved | None:
        """A season without a year: the latest begun, or the next when the tense is future; None without a year."""
        if self.latest is None:
            return None
        has_begun = _SEASON_BEGINS[code] <= self.latest.month
        shift = int(has_begun) if tense == "future" else int(has_begun) - 1
        return Resolved(f"{self.latest.year + shift}-{code}")

    def weekend(self, shift: int | None, tense: str) -> Resolved:
        """ "last weekend" (-1), "next weekend" (1), or that which the tense points to (None)."""
        if self.on is None:
            return Resolved("XXXX-WXX-WE", direction=direction_of(shift or 0))
        saturday = self.on + timedelta(days=6 - self.on.isoweekday())
        is_weekend = self.on.isoweekday() >= 6
        if shift == -1 or (shift is None and not is_weekend and tense != "future"):
            saturday -= _WEEK
        elif shift == 1 and is_weekend:
            saturday += _WEEK
        year, week, _ = saturday.isocalendar()
        sunday = saturday + timedelta(days=1)
        return Resolved(f"{year}-W{week:02d}-WE", saturday, sunday, "range", direction=direction_of(shift or 0))


def direction_of(shift: int) -> str:
    """past, future or none for a step from the day of publication."""
    return "past" if shift < 0 else "future" if shift > 0 else "none"


def _months_away(day: date, shift: int, unit: str) -> Resolved:
    """The month or quarter so many after that of `day`."""
    units = 12 // _MONTHS_IN[unit]
    number = day.year * units + (day.month - 1) // _MONTHS_IN[unit] + shift
    if unit == "quarter":
        return quarter(number // units, number % units + 1, "publication")
    return from_written(WrittenDate(number // units, number % units + 1), "publication")


def _years_away(day: date, shift: int, unit: str) -> Resolved:
    """The year, decade or century so many after that of `day`."""
    if unit == "year":
        return from_written(WrittenDate(day.year + shift), "publication")
    size = 10 if unit == "decade" else 100
    return years_together(day.year // size + shift, size, "publication")


def week_of(day: date, basis: str = "publication") -> Resolved:
    """The ISO week that holds `day`."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Resolved(f"{year}-W{week:02d}", monday, monday + timedelta(days=6), "range", basis)


def quarter(year: int, number: int, basis: str) -> Resolved:
    """A calendar quarter, 1-4."""
    last = WrittenDate(year, 3 * number).last_day
    return Resolved(f"{year}-Q{number}", date(year, 3 * number - 2, 1), last, "range", basis)


def half(year: int, number: int, basis: str) -> Resolved:
    """A calendar half-year, 1 or 2."""
    last = WrittenDate(year, 6 * number).last_day
    return Resolved(f"{year}-H{number}", date(year, 6 * number - 5, 1), last, "range", basis)


def years_together(number: int, size: int, basis: str) -> Resolved:
    """A decade (size 10, number 199 for the 1990s) or a century (size 100, number 19 for 1900-1999)."""
    first = number * size
    if not MINYEAR <= first <= 9900:
        return Resolved(str(number), basis=basis)
    return Resolved(str(number), date(first, 1, 1), date(first + size - 1, 12, 31), "range", basis)
