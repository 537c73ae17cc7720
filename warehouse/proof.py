"""Proof of a finished warehouse file, in SQL and from the file alone: one line per problem, none when it is sound."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl

from schemas.ddl import SQL_TYPES, quoted
from schemas.keys import UNKNOWN
from schemas.model import Table, View
from schemas.registry import PUBLISHED, TABLES, VIEWS


def prove(file: Path, frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """What is wrong with the warehouse in `file`, which was built from `frames`.

    Every table has as many rows as its frame, every reference leads somewhere, every span says what its article says,
    every view has the declared columns and as many rows as its table, every reject is explained. The file is opened
    read-only.
    """
    with duckdb.connect(str(file), read_only=True) as warehouse:
        problems = []
        for table in PUBLISHED.values():
            problems += _lost_rows(warehouse, table, frames[table.name].height)
            problems += _orphans(warehouse, table)
            problems += _false_spans(warehouse, table)
        for view in VIEWS.values():
            problems += _other_columns(warehouse, view)
            problems += _other_rows(warehouse, view)
        return problems + _unexplained_rejects(warehouse)


def _lost_rows(warehouse: duckdb.DuckDBPyConnection, table: Table, expected: int) -> list[str]:
    stored = _count(warehouse, f"FROM {quoted(table.name)}")
    return [] if stored == expected else [f"{table.name}: {stored} rows are stored, {expected} were given"]


def _orphans(warehouse: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    problems = []
    for column in table.columns:
        if column.references is None:
            continue
        parent, _, key = column.references.partition(".")
        lost = _count(
            warehouse,
            f"FROM {quoted(table.name)} AS child ANTI JOIN {quoted(parent)} AS parent "
            f"ON child.{quoted(column.name)} = parent.{quoted(key)} WHERE child.{quoted(column.name)} IS NOT NULL",
        )
        if lost:
            problems.append(f"{table.name}.{column.name}: {lost} rows refer to nothing in {parent}")
    return problems


def _false_spans(warehouse: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    problems = []
    for span in table.spans:
        text, start, end = (f"said.{quoted(column)}" for column in span)
        lost = _count(
            warehouse,
            f"FROM {quoted(table.name)} AS said JOIN dim_articles AS article USING (article_key) "
            f"WHERE {text} IS DISTINCT FROM substr(article.text, {start} + 1, {end} - {start})",
        )
        if lost:
            problems.append(f"{table.name}.{span.text}: {lost} spans are not what the article says")
    return problems


def _other_columns(warehouse: duckdb.DuckDBPyConnection, view: View) -> list[str]:
    found = [row[:2] for row in warehouse.sql(f"DESCRIBE {quoted(view.name)}").fetchall()]
    declared = [(column.name, SQL_TYPES[column.type]) for column in view.columns]
    if found == declared:
        return []
    differing = sorted({name for name, _ in set(found) ^ set(declared)}) or ["the order of columns"]
    return [f"{view.name}: not as declared: {', '.join(differing)}"]


def _other_rows(warehouse: duckdb.DuckDBPyConnection, view: View) -> list[str]:
    if view.of is None:
        return []
    table = TABLES[view.of]
    known = f" WHERE {quoted(table.primary_key[0])} <> {UNKNOWN}" if table.unknown_member else ""
    stored = _count(warehouse, f"FROM {quoted(table.name)}{known}")
    shown = _count(warehouse, f"FROM {quoted(view.name)}")
    return [] if shown == stored else [f"{view.name}: {shown} rows are shown, {table.name} holds {stored}"]


def _unexplained_rejects(warehouse: duckdb.DuckDBPyConnection) -> list[str]:
    lost = _count(warehouse, "FROM sources ANTI JOIN rejects USING (source_uri) WHERE status = 'reject'")
    return [f"sources: {lost} rejects have no reason in rejects"] if lost else []


def _count(warehouse: duckdb.DuckDBPyConnection, rows: str) -> int:
    """How many rows `FROM …` gives."""
    [(count,)] = warehouse.sql(f"SELECT count(*) {rows}").fetchall()
    return int(count)
