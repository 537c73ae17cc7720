"""Periods of the calendar and stretches of time: quarters, seasons, decades, centuries, fiscal years, durations."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from etl.reading.time import calendar as cal
from etl.reading.time import resolve
from etl.reading.time.found import Found
from etl.reading.time.ordinals import ORDINALS
from etl.reading.time.resolve import Resolved

_COUNTS: Final = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_POSSESSIVE: Final = re.compile(r"\b(?:his|her|their|my|our|your)\s+\Z")


def _read_duration(found: Found) -> Resolved | None:
    words, unit = found["number"] or "", cal.singular(found["unit"] or "")
    if words in ("a", "an", "one", "0") or unit == "second":
        return None
    number = cal.number_of(words)
    if unit in cal.CLOCK_CODES:
        return Resolved(f"PT{number}{cal.CLOCK_CODES[unit]}", basis="explicit")
    return Resolved(f"P{number * cal.UNIT_SIZES.get(unit, 1)}{cal.UNIT_CODES[unit]}", basis="explicit")


def _read_decade(found: Found) -> Resolved | None:
    if found["decade"]:
        first = int(found["decade"])
        # "the 1800s" are a century, "the 2000s" rather the ten years from 2000
        return resolve.years_together(
            *((first // 10, 100) if first % 10 == 0 and first < 200 else (first, 10)), "explicit"
        )
    if _POSSESSIVE.search(found.before):
        return None  # "in his late 30s"
    tens = int(found["tens"]) if found["tens"] else cal.NUMBER_WORDS[(found["words"] or "")[:-3] + "y"] // 10
    return resolve.years_together((200 if tens < 2 else 190) + tens, 10, "explicit")


def _read_century(found: Found) -> Resolved | None:
    number = int(found["number"]) if found["number"] else ORDINALS[found["ordinal"] or ""]
    return resolve.years_together(number - 1, 100, "explicit") if number > 1 else None


def _read_part_of_year(found: Found) -> Resolved | None:
    if found["q"]:
        return resolve.quarter(int(found["q_year"] or 0), int(found["q"]), "explicit")
    number = _COUNTS[found["count"] or ""]
    if found["year"] is None and found.anchor.latest is None:
        return None
    year = found.number("year") or (found.anchor.latest or date.min).year + cal.WHICH_YEAR.get(found["which"] or "", 0)
    basis = "explicit" if found["year"] else "publication"
    if found["unit"] == "quarter":
        return resolve.quarter(year, number, basis)
    return resolve.half(year, number, basis) if number <= 2 else None


def _read_season(found: Found) -> Resolved | None:
    code = cal.SEASONS[found["season"] or found["bare"] or ""]
    if found["year"]:
        return Resolved(f"{found['year']}-{code}", basis="explicit")
    found.start = found.groups.start("bare")  # without "in the"
    return found.anchor.season_named(code, found.tense)


def _read_fiscal(found: Found) -> Resolved | None:
    year = found["year"] or f"20{found['short']}"
    last = found["last"] or year
    return Resolved(f"FY{last if len(last) == 4 else year[:2] + last}", basis="explicit")


def _read_iso_week(found: Found) -> Resolved | None:
    try:
        monday = date.fromisocalendar(int(found["year"] or 0), int(found["week"] or 0), 1)
    except ValueError:
        return None  # a 53rd week in a year of 52
    return resolve.week_of(monday, "explicit")


READERS: Final[dict[str, Callable[[Found], Resolved | None]]] = {
    "duration": _read_duration,
    "decade": _read_decade,
    "century": _read_century,
    "part_of_year": _read_part_of_year,
    "season": _read_season,
    "fiscal": _read_fiscal,
    "iso_week": _read_iso_week,
}
