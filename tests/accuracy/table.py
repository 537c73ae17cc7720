"""Figures of several sets of annotations side by side, as README prints them."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from tests.accuracy.figures import figures
from tests.accuracy.told import TEXTS, annotations

SHOWN = {
    "people_f1": "people: who is named (F1)",
    "links_f1": "people: every mention tied to the right one (F1)",
    "person_country": "people: the right country",
    "orgs_f1": "organisations (F1)",
    "places_p": "places and countries: precision",
    "places_r": "places and countries: recall",
    "date_values": "date expressions: the right value",
    "events_p": "events: precision",
    "events_r": "events: recall of core events",
    "event_dates": "events found: the right day",
    "event_sides": "events found: the right sides, and no others",
    "strict_events_f1": "events: type, day, sides and status all right (F1)",
}
"""The figures that README shows, and in which words."""


def table(sets: Mapping[str, Mapping[str, float]]) -> str:
    """Figures of several sets of annotations as a Markdown table; what a set does not bear on stays empty."""
    lines = [("", *sets), ("---", *("---:" for _ in sets))]
    lines += [(words, *(_cell(each.get(name)) for each in sets.values())) for name, words in SHOWN.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.2f}"


def measured(publish: Callable[[Path, Path], None]) -> dict[str, dict[str, float]]:
    """Figures of every set, each published by `publish(texts, warehouse)` into a file that is thrown away."""
    found: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in TEXTS.items():
            warehouse = Path(folder) / f"{name}.duckdb"
            publish(texts, warehouse)
            with duckdb.connect(str(warehouse), read_only=True) as connection:
                found |= figures_of(connection, name)
    return found


def figures_of(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, dict[str, float]]:
    """Figures of a set; of dev also those of the third of its articles that nobody read while writing the patterns."""
    gold = annotations(name)
    found = {name: figures(connection, gold)}
    if name == "dev":
        found["dev, held back"] = figures(connection, gold[2::3])
    return found
