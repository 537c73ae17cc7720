"""Words of the calendar as lookups and pattern fragments; every pattern is for folded text (etl.text.fold)."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.text.fold import fold


def _numbers(kind: str) -> dict[str, int]:
    """Folded spelling -> number for one kind of calendar word."""
    return {
        fold(spelling): int(row["number"])
        for row in rows("calendar")
        if row["kind"] == kind
        for spelling in (row["name"], *values(row["abbreviations"]))
    }


def _codes(kind: str) -> dict[str, str]:
    return {
        fold(spelling): row["code"]
        for row in rows("calendar")
        if row["kind"] == kind
        for spelling in (row["name"], *values(row["abbreviations"]))
    }


def any_of(words: Iterable[str]) -> str:
    """A group that matches one of `words`, the longest first; a space in a word matches any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def _full_names(kind: str) -> list[str]:
    return [fold(row["name"]) for row in rows("calendar") if row["kind"] == kind]


MONTHS: Final = _numbers("month")
WEEKDAYS: Final = _numbers("weekday")
RELATIVE_DAYS: Final = _numbers("day")
SEASONS: Final = _codes("season")
HOLIDAYS: Final = {
    fold(name): (int(row["month"]), int(row["day"])) for row in rows("holidays") for name in values(row["names"])
}
_SIMPLE_NUMBERS: Final = {fold(row["word"]): int(row["value"]) for row in rows("number_words")}
_UNITS: Final = {word: number for word, number in _SIMPLE_NUMBERS.items() if number < 10 and word not in ("a", "an")}
NUMBER_WORDS: Final = _SIMPLE_NUMBERS | {
    f"{tens}{link}{unit}": ten + number
    for tens, ten in _SIMPLE_NUMBERS.items()
    if ten in range(20, 100, 10)
    for unit, number in _UNITS.items()
    if " " not in unit
    for link in "- "
}

# TIMEX3 codes of units, and of how many of those a longer unit is made.
UNIT_CODES: Final = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "Y", "century": "Y", "quarter": "M"}
UNIT_SIZES: Final = {"decade": 10, "century": 100, "quarter": 3}
CLOCK_CODES: Final = {"second": "S", "minute": "M", "hour": "H"}
WHICH_YEAR: Final = {"last": -1, "this": 0, "next": 1}

MONTH: Final[str] = rf"(?:{any_of(MONTHS)}\b\.?)"
FULL_MONTH: Final = any_of(_full_names("month"))
WEEKDAY: Final[str] = rf"(?:{any_of(WEEKDAYS)}\b\.?)"
FULL_WEEKDAY: Final = any_of(_full_names("weekday"))
RELATIVE_DAY: Final = any_of(RELATIVE_DAYS)
SEASON: Final = any_of(SEASONS)
PART_OF_DAY: Final = any_of([*_full_names("part"), "noon", "midnight", "midday"])
# "forty", "twenty-five", "two hundred and fifty", "a couple of"
NUMBER: Final = (
    rf"(?:\d{{1,3}}(?!\d)|(?:{any_of([*_UNITS, 'a'])}\s+)?hundred(?:(?:\s+and)?\s+{any_of(NUMBER_WORDS)})?"
    rf"|{any_of(NUMBER_WORDS)})"
)
DAY: Final = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
ORDINAL: Final = r"(?:\s?(?:st|nd|rd|th)\b)?"
YEAR: Final = r"(?:1[0-9]\d\d|20\d\d)(?!\d)"


@cache
def month_number(word: str) -> int:
    """1-12 for a folded month name or abbreviation, with or without its point."""
    return MONTHS[word.rstrip(".")]


@cache
def weekday_number(word: str) -> int:
    """1-7 from Monday for a folded weekday name or abbreviation, with or without its point."""
    return WEEKDAYS[word.rstrip(".")]


def number_of(word: str) -> int:
    """The value of digits or of a number word; raises KeyError for anything else."""
    if word.isdigit():
        return int(word)
    hundreds, hundred, rest = " ".join(word.split()).rpartition("hundred")
    rest = rest.removeprefix(" and").strip()
    above = 100 * NUMBER_WORDS[hundreds.strip() or "a"] if hundred else 0
    return above + (NUMBER_WORDS[rest] if rest else 0)


def singular(unit: str) -> str:
    """A unit of time without the ending of its plural."""
    return "century" if unit.startswith("centur") else unit.rstrip("s")
