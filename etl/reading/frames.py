"""Readings as frames: one nested row per article for the cache, and flat tables for the star."""

import json
from collections.abc import Iterable
from typing import Any

import polars as pl

from etl.reading.rows import Row
from etl.reading.worker import Fields
from schemas.frames import conform, polars_type
from schemas.model import Column, ColumnType
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
    found = list(rows)
    return pl.DataFrame([_series(column, [row[column.name] for row in found]) for column in TABLES["readings"].columns])


def _series(column: Column, values: list[Any]) -> pl.Series:
    """A column of plain values, or of nested rows.

    The nested rows of all articles become one flat frame, column by column, and are parted again: Polars takes longer,
    by half, to make them out by itself, while reading processes want the processor.
    """
    if column.type is not ColumnType.ROWS:
        return pl.Series(column.name, values, dtype=polars_type(column))
    nested = [row for rows in values for row in rows]
    number = pl.Series("number", [number for number, rows in enumerate(values) for _ in rows], dtype=pl.Int64)
    flat = pl.struct([_series(inner, [row[inner.name] for row in nested]) for inner in column.rows]).alias(column.name)
    parted = pl.select(number, flat).group_by("number", maintain_order=True).agg(column.name)
    every = pl.select(pl.int_range(len(values)).alias("number"))
    rows_of_each = every.join(parted, on="number", how="left", maintain_order="left").get_column(column.name)
    return rows_of_each.fill_null(pl.Series([[]], dtype=rows_of_each.dtype))


def flatten(readings: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables of the read stage by name, each with the columns declared for it."""
    carried = [pl.col("article_id"), pl.col("reader_version")]
    flat: dict[str, pl.DataFrame] = {}
    for column, name in _NESTED.items():
        rows = readings.filter(pl.col(column).list.len() > 0).select(*carried, column).explode(column).unnest(column)
        flat[name] = conform(TABLES[name], rows)
    return flat
