"""Frames made from declarations: schemas, empty frames, unknown members, and frames brought into declared form."""

from datetime import UTC, datetime

import polars as pl

from schemas.keys import UNKNOWN, UNKNOWN_TEXT
from schemas.model import Column, ColumnType, Table, View

_POLARS: dict[ColumnType, pl.DataType] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.NUMBER: pl.Float64(),
    ColumnType.BOOLEAN: pl.Boolean(),
    ColumnType.DATE: pl.Date(),
    ColumnType.TIMESTAMP: pl.Datetime("us", "UTC"),
    ColumnType.TEXT_LIST: pl.List(pl.String()),
}

_FILLER: dict[ColumnType, object] = {
    ColumnType.TEXT: UNKNOWN_TEXT,
    ColumnType.INTEGER: 0,
    ColumnType.NUMBER: 0.0,
    ColumnType.BOOLEAN: False,
    ColumnType.TIMESTAMP: datetime(1970, 1, 1, tzinfo=UTC),
    ColumnType.TEXT_LIST: [],
}


def polars_type(column: Column) -> pl.DataType:
    """The Polars type of a column; nested rows are a list of structs."""
    if column.type is ColumnType.ROWS:
        return pl.List(pl.Struct({inner.name: polars_type(inner) for inner in column.rows}))
    return _POLARS[column.type]


def polars_schema(table: Table | View) -> pl.Schema:
    """Names and Polars types of the columns, in declared order."""
    return pl.Schema({column.name: polars_type(column) for column in table.columns})


def empty_frame(table: Table | View) -> pl.DataFrame:
    """A frame of no rows with the declared columns."""
    return pl.DataFrame(schema=polars_schema(table))


def conform(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame's declared columns in declared order, cast to the declared types.

    Columns that are not declared are dropped. Raises polars.exceptions.ColumnNotFoundError for a missing column and
    InvalidOperationError for a value that its type does not admit.
    """
    return frame.select(pl.col(name).cast(dtype) for name, dtype in polars_schema(table).items())


def unknown_member(table: Table) -> pl.DataFrame:
    """The one row of a dimension that stands for what is not known.

    Its key and its references are -1, what may be null is null, and text that may not be null is 'unknown'.
    Raises ValueError for a table declared without an unknown member.
    """
    if not table.unknown_member:
        raise ValueError(f"{table.name} has no unknown member")
    row = {column.name: [_unknown_value(table, column)] for column in table.columns}
    return pl.DataFrame(row, schema=polars_schema(table))


def _unknown_value(table: Table, column: Column) -> object:
    if column.name in table.primary_key:
        return UNKNOWN
    if column.nullable:
        return None
    if column.references is not None:
        return UNKNOWN
    if column.name.endswith("_precision"):
        return "none"
    return _FILLER[column.type]
