"""Calendar dates as they are written: a pattern for one date, and what it names.

English orders ("Friday, August 21, 2015", "1 March 2023", "Nov. 4 , 2005"), ISO 8601, DD-MON-YYYY and numeric dates
whose order shows. Patterns are for folded text; what only looks like a date is left to the caller's context.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from etl.reading.time import calendar as cal
from etl.text.fold import fold_with_offsets
from etl.text.spans import Span


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """What the words of one date name; a part that is not written is None. `weekday` is 1-7 from Monday."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def precision(self) -> str:
        """day, month, year or none: the finest complete calendar unit."""
        if self.year is None:
            return "none"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def first_day(self) -> date | None:
        """The (first) day named, None without a year or where the calendar has no such day."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return None

    @property
    def last_day(self) -> date | None:
        """The (last) day named, None where `first_day` is."""
        first = self.first_day
        if first is None or self.precision == "day":
            return first
        if self.precision == "year":
            return date(first.year, 12, 31)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def value(self) -> str:
        """TIMEX3 value, unknown digits as X ("XXXX-12-22")."""
        year = f"{self.year:04d}" if self.year is not None else "XXXX"
        if self.month is None:
            return year
        return f"{year}-{self.month:02d}" if self.day is None else f"{year}-{self.month:02d}-{self.day:02d}"


_WEEKDAY_BEFORE: Final = rf"(?:(?P<weekday>{cal.WEEKDAY})\s*,?\s*(?:the\s+)?)?"
_MONTH_FIRST: Final = (
    rf"(?P<month_a>{cal.MONTH})\s?(?P<day_a>{cal.DAY}){cal.ORDINAL}(?:\s?,?\s?(?P<year_a>{cal.YEAR}))?"
)
_DAY_FIRST: Final = (
    rf"(?P<day_b>{cal.DAY}){cal.ORDINAL}(?:\s+of)?[\s-](?P<month_b>{cal.MONTH})"
    rf"(?:\s?,?[\s-]?(?P<year_b>{cal.YEAR})|[\s-]'?(?P<year_g>[4-9]\d)(?=\s*(?:[,;:)\]]|[.]?(?:\s*\n|\s*$))))?"
)
_MONTH_YEAR: Final = rf"(?P<month_c>{cal.MONTH})(?:\s+of)?(?:\s+|\s?,\s?)(?P<year_c>{cal.YEAR})"
_ISO: Final = r"(?P<year_d>(?:1[0-9]|20)\d\d)-(?P<month_d>0[1-9]|1[0-2])(?:-(?P<day_d>3[01]|[12]\d|0[1-9]))?(?!\d|-\d)"
_NUMERIC: Final = (
    r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year_e>(?:1[0-9]|20)\d\d|(?<=/)\d\d)(?![\d/])"
)
_YEAR_FIRST: Final = (
    r"(?P<year_f>(?:1[0-9]|20)\d\d)(?P<mark_f>[/.])(?P<month_f>\d{1,2})(?P=mark_f)(?P<day_f>\d{1,2})(?!\d)"
)

DATE: Final = rf"(?:{_WEEKDAY_BEFORE}(?:{_MONTH_FIRST}|{_DAY_FIRST})|{_MONTH_YEAR}|{_ISO}|{_NUMERIC}|{_YEAR_FIRST})"
_DATE: Final = re.compile(rf"(?<!\w){DATE}")
_ORDERED: Final = re.compile(
    r"(?<![\w/.-])(?:(?P<first>1[3-9]|2\d|3[01])([/-])(?:0?[1-9]|1[0-2])\2|(?:0?[1-9]|1[0-2])([/-])(?:1[3-9]|2\d|3[01])\3)"
    r"(?:1[0-9]|20)\d\d(?!\d)"
)
_WITH_MARKS: Final = re.compile(r"[/-]\d\d?[/-]\d{4}")  # begins as few texts have it, which is soon seen
_SET_OFF: Final = re.compile(rf"\s[-|]{{1,2}}\s*{DATE}\s*$")
_BRACKETED: Final = re.compile(rf"[(\[]\s*{DATE}\s*[)\]]\s*$")


def date_of(match: re.Match[str], day_first: bool | None = None) -> WrittenDate | None:
    """What a match of DATE names; None where its numbers make no date.

    `day_first` tells the order of 4/5/2021, which does not show it; None leaves such a date out.
    """
    part = match.groupdict()
    weekday = cal.weekday_number(part["weekday"]) if part["weekday"] else None
    if part["first"]:
        return _numeric_date(
            int(part["first"]), int(part["second"]), _full_year(part["year_e"]), part["mark"], day_first
        )
    month = part["month_a"] or part["month_b"] or part["month_c"] or part["month_d"] or part["month_f"]
    day = part["day_a"] or part["day_b"] or part["day_d"] or part["day_f"]
    year = part["year_a"] or part["year_b"] or part["year_c"] or part["year_d"] or part["year_f"] or part["year_g"]
    return checked_date(
        _full_year(year) if year else None,
        int(month) if month.isdigit() else cal.month_number(month),
        int(day) if day else None,
        weekday,
    )


def _full_year(digits: str) -> int:
    """1987 for 87, 2021 for 21: of two digits, those before 40 are of this century."""
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= 40 else 2000)


def checked_date(year: int | None, month: int, day: int | None, weekday: int | None = None) -> WrittenDate | None:
    """The date of these numbers, None where the calendar has no such day (29 February counts without a year)."""
    try:
        date(year if year is not None else 2000, month, day or 1)
    except ValueError:
        return None
    return WrittenDate(year, month, day, weekday)


def _numeric_date(first: int, second: int, year: int, mark: str, day_first: bool | None) -> WrittenDate | None:
    """28/7/2021 is day first, 7/28/2021 month first, 2.7.2021 day first by its points; 2/7/2021 does not show it."""
    if first > 12 or mark == "." or (day_first and second <= 12):
        return checked_date(year, second, first) if 1 <= second <= 12 else None
    if second > 12 or first == second or day_first is False:
        return checked_date(year, first, second) if 1 <= first <= 12 else None
    return None


def order_shown(folded: str) -> bool | None:
    """Whether the numeric dates of folded text that show their order put the day first; None where they disagree."""
    if _WITH_MARKS.search(folded) is None:
        return None
    orders = {shown["first"] is not None for shown in _ORDERED.finditer(folded)}
    return orders.pop() if len(orders) == 1 else None


def find_date(text: str, span: Span, day_first: bool | None = None) -> tuple[WrittenDate, Span] | None:
    """The first date written within `span` of the raw text, and its raw span; `day_first` as for `date_of`."""
    folded = fold_with_offsets(span.of(text))
    for match in _DATE.finditer(folded.text):
        written = date_of(match, day_first)
        if written is not None:
            found = folded.raw_span(*match.span())
            return written, Span(span.start + found.start, span.start + found.end)
    return None


def date_at_end(title: str, bracketed: bool = False) -> tuple[WrittenDate, Span] | None:
    """The date that a dash or a bar (or else brackets) set off at the end of a title, and its raw span."""
    folded = fold_with_offsets(title)
    match = (_BRACKETED if bracketed else _SET_OFF).search(folded.text)
    return find_date(title, folded.raw_span(*match.span())) if match else None
