"""Phrases of layout_marks.csv by kind."""

from functools import cache
from typing import Final

from etl.lexicon.loader import rows

# Small words within names of people and places.
NAME_LINKS: Final = frozenset(
    ["al", "an", "da", "de", "del", "der", "di", "du", "el", "la", "las", "le", "los", "van", "von"]
)


@cache
def phrases(kind: str) -> frozenset[str]:
    """The folded phrases of one kind (issuer, attribution, byline, position, date_label or end)."""
    return frozenset(row["phrase"] for row in rows("layout_marks") if row["kind"] == kind)
