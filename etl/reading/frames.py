"""Readings as frames: one nested row per article for the cache, and flat tables for the star."""

import json
from collections.abc import Iterable

import polars as pl

from etl.reading.rows import Row
from etl.reading.worker import Fields
from schemas.frames import conform, polars_schema
from schemas.registry import TABLES

_NESTED = {
    "article": "articles",
    "mentions": "mentions",
    "entities": "entities",
    "offices": "offices",
    "event_mentions": "event_mentions",
    "event_mention_sides": "event_mention_sides",
    "article_topics": "article_topics",
    "topic_evidence": "topic_evidence",
}


def fields_of(frame: pl.DataFrame) -> list[Fields]:
    """The fields of documents from rows with article_id, text, source_file and metadata (JSON text)."""
    columns = frame.select("article_id", "text", "source_file", "metadata")
    return [(a, text, file, json.loads(metadata)) for a, text, file, metadata in columns.iter_rows()]


def readings_frame(rows: Iterable[Row]) -> pl.DataFrame:
    """The `readings` table of such rows."""
    return pl.DataFrame(list(rows), schema=polars_schema(TABLES["readings"]))


def flatten(readings: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables of the read stage by name, each with the columns declared for it."""
    carried = [pl.col("article_id"), pl.col("reader_version")]
    flat: dict[str, pl.DataFrame] = {}
    for column, name in _NESTED.items():
        rows = readings.filter(pl.col(column).list.len() > 0).select(*carried, column).explode(column).unnest(column)
        flat[name] = conform(TABLES[name], rows)
    return flat
