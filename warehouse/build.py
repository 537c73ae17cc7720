"""A new DuckDB file made from star frames: tables in order of reference, keys enforced, comments, reader views."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import duckdb
import polars as pl

from schemas.ddl import comments, create_table, creation_order, quoted
from schemas.model import Table
from schemas.registry import PUBLISHED, VIEWS


def build(file: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    """Makes `file` from one frame per published table, rows in the order of their primary keys.

    The same frames make the same tables, row by row. The file is whole, without a write-ahead log beside it, when the
    function returns. Raises FileExistsError when there is a file already, duckdb.Error when a row breaks a key or a
    check, KeyError when a frame is missing.
    """
    if file.exists():
        raise FileExistsError(f"{file} exists already")
    with duckdb.connect(str(file)) as warehouse:
        warehouse.sql("BEGIN TRANSACTION")  # or each of some 500 statements would wait for the disk
        for table in creation_order(PUBLISHED.values()):
            warehouse.sql(create_table(table))
            for rows in _loads(table, frames[table.name]):
                warehouse.register("rows", rows)
                warehouse.sql(f"INSERT INTO {quoted(table.name)} FROM rows")
                warehouse.unregister("rows")
            _describe(warehouse, comments(table))
        for view in VIEWS.values():
            warehouse.sql(view_sql(view.name))
            _describe(warehouse, comments(view))
        warehouse.sql("COMMIT")
        warehouse.sql("CHECKPOINT")


def view_sql(name: str) -> str:
    """The CREATE VIEW statement of a reader view, as `warehouse/views/<name>.sql` has it."""
    return files("warehouse").joinpath("views", f"{name}.sql").read_text(encoding="utf-8")


def _loads(table: Table, frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """The rows in order; those of a table that refers to itself level by level, parents before children.

    DuckDB looks for a parent among the rows of earlier statements only.
    """
    rows = frame.select(table.column_names).sort(table.primary_key)
    own = [column for column in table.columns if (column.references or "").partition(".")[0] == table.name]
    if not own:
        yield rows
        return
    key, parent = table.primary_key[0], own[0].name
    while rows.height:
        waits = pl.col(parent).is_in(rows[key].implode()).fill_null(False)
        ready = rows.filter(~waits)
        if ready.is_empty():
            raise duckdb.ConstraintException(f"{table.name}.{parent}: rows refer to each other in a circle")
        yield ready
        rows = rows.filter(waits)


def _describe(warehouse: duckdb.DuckDBPyConnection, statements: list[str]) -> None:
    for statement in statements:
        warehouse.sql(statement)
