"""Datable facts of the world that a text names: each bounds the day on which the text can have been written."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.time.dates import WrittenDate
from etl.text.fold import fold


@dataclass(frozen=True, slots=True)
class DatableFact:
    """A fact by its usual name, since when it is known and, where it has passed, until when it was news."""

    words: str
    not_before: date
    not_after: date | None = None


_WORD: Final = re.compile(r"\w+")


@cache
def _known_facts() -> dict[str, list[tuple[str, re.Pattern[str], DatableFact]]]:
    """The longest word of each folded phrase -> the phrase, its pattern as whole words, and the fact."""
    known: dict[str, list[tuple[str, re.Pattern[str], DatableFact]]] = {}
    for row in rows("datable_facts"):
        first = _written(row["not_before"]).first_day
        last = _written(row["not_after"]).last_day if row["not_after"] and row["counts"] == "span" else None
        if first is None:
            raise ValueError(f"datable_facts.csv: no day in {row['not_before']!r}")
        names = values(row["phrases"])
        for phrase in map(fold, names):
            pattern = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")
            fact = DatableFact(names[0], first, last)
            known.setdefault(max(_WORD.findall(phrase), key=len), []).append((phrase, pattern, fact))
    return known


def _written(iso: str) -> WrittenDate:
    return WrittenDate(*map(int, iso.split("-")))


def facts_in(folded: str) -> tuple[DatableFact, ...]:
    """The datable facts that folded text names, the latest known first."""
    known = _known_facts()
    told = known.keys() & set(_WORD.findall(folded))
    # A plain search first: it is many times faster than one that looks behind.
    named = ((pattern, fact) for word in told for phrase, pattern, fact in known[word] if phrase in folded)
    found = {fact for pattern, fact in named if pattern.search(folded)}
    return tuple(sorted(found, key=lambda fact: (fact.not_before, fact.words), reverse=True))
