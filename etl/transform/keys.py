"""Keys and dates of the star as Polars expressions and columns."""

from collections.abc import Iterable

import polars as pl

from schemas.frames import conform, unknown_member
from schemas.keys import UNKNOWN, surrogate_key
from schemas.registry import TABLES


def date_key(day: str) -> pl.Expr:
    """The DATE column `day` as yyyymmdd, -1 where it is null."""
    column = pl.col(day)
    spelt = column.dt.year().cast(pl.Int64) * 10_000 + column.dt.month().cast(pl.Int64) * 100 + column.dt.day()
    return spelt.fill_null(UNKNOWN)


def with_key(frame: pl.DataFrame, key: str, kind: str, *columns: str) -> pl.DataFrame:
    """The frame with an integer column `key` made from `kind` and the text or integer `columns`."""
    keys = [surrogate_key(kind, *row) for row in frame.select(columns).iter_rows()]
    return frame.with_columns(pl.Series(key, keys, dtype=pl.Int64))


def country_key(code: str | None) -> int:
    """Key of a country by its ISO 3166-1 alpha-3 code; -1 for None."""
    return surrogate_key("country", code) if code is not None else UNKNOWN


def country_keys(column: str) -> pl.Expr:
    """The ISO code column `column` as country keys, -1 where it is null."""
    return pl.col(column).map_elements(country_key, return_dtype=pl.Int64, skip_nulls=True).fill_null(UNKNOWN)


def finished(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in the declared form of `table`: unknown member added where it has one, rows in order of the key."""
    declared = TABLES[table]
    frame = conform(declared, frame)
    if declared.unknown_member:
        frame = pl.concat([unknown_member(declared), frame])
    return frame.sort(declared.primary_key)


def smallest(values: Iterable[str]) -> str:
    """The representative of a cluster: new members change it only by joining."""
    return min(values)
