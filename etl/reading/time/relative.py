"""Dates that count from the date told just before them: "two days earlier", "the following day"."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from etl.reading.time import calendar as cal
from etl.reading.time.found import Found
from etl.reading.time.resolve import Anchor, Resolved

_FINENESS: Final = {"day": 0, "range": 0, "month": 1, "year": 2}
_NEEDS: Final = {
    "day": 0,
    "week": 0,
    "month": 1,
    "quarter": 1,
    "year": 2,
    "decade": 2,
}  # coarser dates are no base to count from


def _counted(found: Found, unit: str, shift: int) -> Resolved | None:
    """So many units from the date told just before; None without one that is fine enough."""
    context = found.context
    if context is None or context.start is None or context.end is None or unit not in _NEEDS:
        return None
    if _FINENESS.get(context.precision, 3) > _NEEDS[unit]:
        return None
    base = context.start if shift < 0 else context.end
    size = 10 if unit == "decade" else 1
    try:
        counted = Anchor(base, base).period("year" if unit == "decade" else unit, shift * size)
    except (OverflowError, ValueError):
        return None  # beyond the calendar
    return replace(counted, basis="context", direction="none")


def _read_offset(found: Found) -> Resolved | None:
    unit = cal.singular(found["unit"] or "")
    number = cal.number_of(found["number"] or "")
    return _counted(found, unit, -number if found["back"] else number)


def _read_neighbour(found: Found) -> Resolved | None:
    """ "the following week", "the next morning", "the day before"."""
    unit = found["unit"] or "day"
    is_back = found["back"] is not None or found["step"] in ("previous", "preceding")
    return _counted(found, unit if unit in _NEEDS else "day", -1 if is_back else 1)


READERS: Final[dict[str, Callable[[Found], Resolved | None]]] = {"offset": _read_offset, "neighbour": _read_neighbour}
