"""What comes round: sets ("every Monday", "twice a year") and days with a name of their own ("Christmas Day")."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from etl.reading.time import calendar as cal
from etl.reading.time import resolve
from etl.reading.time.dates import WrittenDate
from etl.reading.time.found import Found
from etl.reading.time.resolve import Resolved

_PERIODS: Final = {
    "second": "PT1S", "minute": "PT1M", "hour": "PT1H", "day": "P1D", "week": "P1W", "month": "P1M", "quarter": "P3M",
    "year": "P1Y", "decade": "P10Y", "century": "P100Y",
}  # fmt: skip
_ADVERBS: Final = {
    "hourly": "PT1H", "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y",
    "annually": "P1Y",
}  # fmt: skip


_AROUND: Final = timedelta(days=7)
# "National Korean War Veterans Armistice Day" is another day; "On", "Happy" and the like are no part of a name.
_IN_LONGER_NAME: Final = re.compile(
    r"\b(?!(?:On|The|This|That|Every|Each|Happy|Merry|Since|Until|By|Last|Next|At|From|And|For|In|To|After|Before|Mark"
    r"|Marking|Celebrating)\b)[^\W\d_a-z][\w'’.-]*\s+\Z"
)


def _read_set(found: Found) -> Resolved | None:
    """The weekday (XXXX-WXX-1) or the period (P1M) that recurs; how often in it is not part of the value."""
    if found["weekday"]:
        return Resolved(f"XXXX-WXX-{cal.weekday_number(found['weekday'])}", basis="explicit")
    if found["weekend"]:
        return Resolved("XXXX-WXX-WE", basis="explicit")
    if found["part"]:
        return Resolved("P1D", basis="explicit")
    period = _PERIODS[cal.singular(found["unit"] or found["per"] or "")]
    number = 2 if found["other"] else cal.number_of(found["number"]) if found["number"] else 1
    if number == 1:
        return Resolved(period, basis="explicit")
    digits = "".join(filter(str.isdigit, period))
    return Resolved(period.replace(digits, str(number * int(digits))), basis="explicit")


def _read_adverb(found: Found) -> Resolved | None:
    """ "annually" is a set; "The Daily Star" is a name."""
    is_name = found.text[found.folded.starts[found.start]].isupper()
    return None if is_name else Resolved(_ADVERBS[found["adverb"] or ""], basis="explicit")


def _read_holiday(found: Found) -> Resolved | None:
    month, day = cal.HOLIDAYS[" ".join((found["holiday"] or "").split())]
    if not found.text[found.folded.starts[found.start]].isupper():
        return None
    if _IN_LONGER_NAME.search(found.text[: found.folded.starts[found.start]][-40:]):
        return None
    written = WrittenDate(found.number("year"), month, day)
    if written.year is not None:
        return resolve.from_written(written)
    return _near(found, written) or found.anchor.day_of_year(written, found.tense)


def _near(found: Found, written: WrittenDate) -> Resolved | None:
    """The holiday around which the text was published, whatever its verbs say: it is prepared or has just been."""
    on = found.anchor.on
    years = (on.year - 1, on.year, on.year + 1) if on else ()
    days = (replace(written, year=year).first_day for year in years)
    near = [day for day in days if day and on and abs(day - on) <= _AROUND]
    return resolve.from_written(replace(written, year=near[0].year), "publication") if near else None


READERS: Final[dict[str, Callable[[Found], Resolved | None]]] = {
    "set": _read_set,
    "adverb": _read_adverb,
    "holiday": _read_holiday,
}
