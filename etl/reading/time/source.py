"""Who issued an article, and so by which clock and in which order its dates are written."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from etl.lexicon.loader import rows
from etl.reading.annotations import Document, Layout, Zone
from etl.text.fold import fold

_UTC_CLOCK: Final = re.compile(
    r"[\sT,]*(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s*(?:Z|UTC|GMT|[+-]00:?00)(?!\w)",
    re.IGNORECASE,
)
_HOST: Final = re.compile(r"https?://(?:[^/\s@]*@)?(?P<host>[\w.-]+)")


def day_of_stamp(day: date, rest: str, zone: str | None) -> date | None:
    """The day in `zone` of a stamp that gives `day` and goes on with `rest` ("T00:40:52Z", " 01:38:00 +0000").

    None where the stamp is not in UTC, which then speaks for itself, and where the zone is not known. Midnight sharp
    is taken for a day without a time, as which programs write it.
    """
    clock = _UTC_CLOCK.match(rest)
    if clock is None or zone is None:
        return None
    moment = time(int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0))
    if moment == time():
        return day
    return datetime.combine(day, moment, UTC).astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True, slots=True)
class SourceCalendar:
    """The IANA time zone of a source, and whether it writes the day before the month; None for what is not known."""

    zone: str | None = None
    day_first: bool | None = None


def calendar_of(document: Document, layout: Layout) -> SourceCalendar:
    """The calendar of who issued an article: the office that heads it, else the credited agency, else the domain."""
    known = _calendars()
    header = [block.span.of(document.text) for block in layout.blocks if block.zone is Zone.HEADER]
    lines = {fold(line.strip()) for part in [*header, *document.metadata.values()] for line in part.splitlines()[:20]}
    offices = sorted(lines & _offices().keys())
    agency = next((credit.name for credit in layout.credits if credit.kind == "agency"), "")
    host = next((found for value in document.metadata.values() if (found := _HOST.match(value))), None)
    sources = (
        _offices()[offices[0]] if offices else "",
        agency,
        _agency_countries().get(agency, ""),
        _country_of(host["host"]) if host else "",
    )
    return next((known[source] for source in sources if source in known), SourceCalendar())


def _country_of(host: str) -> str:
    """The country of a country's domain; ".gov" and ".mil" are those of the United States."""
    last = host.lower().rpartition(".")[2]
    return _domain_countries().get("us" if last in ("gov", "mil") else last, "")


@cache
def _calendars() -> dict[str, SourceCalendar]:
    orders = {"dmy": True, "mdy": False, "": None}
    return {row["source"]: SourceCalendar(row["zone"], orders[row["date_order"]]) for row in rows("source_calendars")}


@cache
def _offices() -> dict[str, str]:
    """Folded names of offices, which unlike codes are several words -> their source."""
    return {fold(source): source for source in _calendars() if " " in source}


@cache
def _agency_countries() -> dict[str, str]:
    return {row["code"]: row["country"] for row in rows("agencies")}


@cache
def _domain_countries() -> dict[str, str]:
    return {row["domain"]: row["country"] for row in rows("country_domains")}
