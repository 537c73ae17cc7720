"""Annotated articles, and what a warehouse says of each."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tests.accuracy.matching import Span

GOLD = Path(__file__).parent.parent / "gold"
SEEDS = Path(__file__).parent.parent.parent / "seeds"

TEXTS = {"seeds": SEEDS, "dev": GOLD / "dev", "news": GOLD / "news"}
"""Where the texts of each set of annotations lie."""

Gold = Mapping[str, Any]
Row = dict[str, Any]


def annotations(name: str) -> list[Gold]:
    """The annotated articles of a set: seeds, dev or news."""
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]


@dataclass(frozen=True)
class Told:
    """What a warehouse says of one article."""

    mentions: list[Row]
    tellings: list[Row]
    people: Mapping[str, Row]
    sides: Mapping[str, list[Row]]

    def spans(self, *kinds: str) -> dict[str, list[Span]]:
        """Spans of the mentions by name of these kinds, by what they mean."""
        found: dict[str, list[Span]] = defaultdict(list)
        for mention in self.mentions:
            if mention["kind"] in kinds:
                found[mention["entity_id"]].append((mention["char_start"], mention["char_end"]))
        return found


def told_by(connection: duckdb.DuckDBPyConnection) -> dict[str, Told]:
    """What the warehouse says of each article, by the name of its file."""
    mentions = _grouped(_rows(connection, "FROM mentions"), "article_id")
    tellings = _grouped(
        _rows(
            connection,
            "SELECT m.*, e.event_type, e.status AS event_status FROM event_mentions m JOIN events e USING (event_id)",
        ),
        "article_id",
    )
    people = {row["person_id"]: row for row in _rows(connection, "FROM people")}
    sides = _grouped(_rows(connection, "FROM event_participants"), "event_id")
    articles = _rows(connection, "SELECT article_id, source_file FROM articles")
    return {
        Path(a["source_file"]).name: Told(mentions[a["article_id"]], tellings[a["article_id"]], people, sides)
        for a in articles
    }


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    relation = connection.sql(query)
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups
