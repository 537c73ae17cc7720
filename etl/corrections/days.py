"""The days that a correction gives, in the forms of ISO 8601: a day, a month, a year, or from one day to another."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from pydantic_core import PydanticCustomError

_FORM = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:/(?P<until>\d{4}-\d{2}-\d{2}))?)?)?")


class Days(NamedTuple):
    """First and last day, and how exactly they are known: day, range, month or year."""

    start_date: date
    end_date: date
    date_precision: str


def days_of(given: object) -> Days:
    """The days that a text of the file stands for. Raises PydanticCustomError where it is none of the forms, or gives
    days that there are not.
    """
    form = _FORM.fullmatch(str(given).strip())
    try:
        days = _days(form) if form is not None else None
    except ValueError:
        days = None
    if days is None:
        forms = "day (2021-03-09), month (2021-03), year (2021) or range (2021-03-09/2021-03-11)"
        raise PydanticCustomError("no_days", "{given} is no {forms}", {"given": str(given), "forms": forms})
    return days


def _days(form: re.Match[str]) -> Days | None:
    """None for a range that does not go forward. Raises ValueError for days that there are not."""
    year, month, day = (int(form[name] or 1) for name in ("year", "month", "day"))
    first = date(year, month, day)
    if form["until"] is not None:
        last = date.fromisoformat(form["until"])
        return Days(first, last, "range") if first < last else None
    if form["day"] is not None:
        return Days(first, first, "day")
    if form["month"] is not None:
        return Days(first, first.replace(day=monthrange(year, month)[1]), "month")
    return Days(first, date(year, 12, 31), "year")
