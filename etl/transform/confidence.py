"""How likely an event is right: the share of such events that were right on hand-made annotations.

`event_confidence.csv` holds the shares, by type and by how sure the reader was of the telling; `python -m
tests.accuracy.confidence --write` measures them anew.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

import polars as pl

from etl.lexicon.loader import rows

ANY = "*"  # every type
SEVERAL = 2  # sources that tell an event make it one told by several


def calibrated(event_type: str, told: str, n_sources: str) -> pl.Expr:
    """The share of events right among those of the type (a column), as surely told, and by as many sources."""
    return pl.struct(event_type, told, n_sources).map_elements(
        lambda row: event_confidence(row[event_type], row[told], row[n_sources]), return_dtype=pl.Float64
    )


def event_confidence(event_type: str, told: float, n_sources: int) -> float:
    """The measured share for one event; of a type or a sureness not met, that of the next below or of all types."""
    steps = _steps()
    levels, shares = steps.get(event_type) or steps[ANY]
    share = shares[max(bisect_right(levels, told) - 1, 0)]
    return max(share, _share_of_several()) if n_sources >= SEVERAL else share


@cache
def _steps() -> Mapping[str, tuple[Sequence[float], Sequence[float]]]:
    """By type, the levels of sureness in ascending order, and the share at each."""
    found: dict[str, dict[float, float]] = defaultdict(dict)
    for row in rows("event_confidence"):
        if not row["n_sources"]:
            found[row["event_type"]][float(row["told"] or 0)] = float(row["confidence"])
    return {kind: (sorted(shares), [shares[level] for level in sorted(shares)]) for kind, shares in found.items()}


@cache
def _share_of_several() -> float:
    return max((float(row["confidence"]) for row in rows("event_confidence") if row["n_sources"]), default=0.0)
