"""Columns about days: the calendar itself, and how a day becomes a key into it."""

from schemas.model import Column, boolean, date, integer, text


def day_key(name: str, day: Column) -> Column:
    """The key column that stands for the DATE column `day` in the star, referencing the calendar."""
    meaning = day.description.removesuffix(".")
    return integer(name, f"{meaning}, as yyyymmdd; -1 when unknown.", ge=-1, references="dim_dates.date_key")


DATE_KEY = integer("date_key", "The day as yyyymmdd; -1 stands for a day that is not known.", ge=-1, le=99991231)
DATE = date("date", "The day.")
YEAR = integer("year", "Calendar year.", ge=1, le=9999)
QUARTER = integer("quarter", "Quarter of the year.", ge=1, le=4)
MONTH = integer("month", "Month of the year.", ge=1, le=12)
MONTH_NAME = text("month_name", "English name of the month.")
DAY = integer("day", "Day of the month.", ge=1, le=31)
ISO_YEAR = integer("iso_year", "Year to which the ISO 8601 week belongs.", ge=0, le=10000)
ISO_WEEK = integer("iso_week", "ISO 8601 week.", ge=1, le=53)
WEEKDAY = integer("weekday", "Day of the week as in ISO 8601: 1 is Monday, 7 is Sunday.", ge=1, le=7)
WEEKDAY_NAME = text("weekday_name", "English name of the day of the week.")
IS_WEEKEND = boolean("is_weekend", "Whether the day is a Saturday or a Sunday.")
