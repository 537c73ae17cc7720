"""Every reader view as one file: Parquet, CSV or JSON Lines; rows in the order of their columns."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.ddl import literal, quoted
from schemas.model import Column, ColumnType, View
from schemas.registry import VIEWS


@dataclass(frozen=True)
class Kind:
    """A way to write a table: the name that follows the dot, its media type, and what else a reader must know."""

    name: str
    mediatype: str
    encoding: str | None = "utf-8"
    dialect: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A file as it was written: the view it holds, its path in the package, its kind and how many rows it has."""

    view: View
    path: str
    kind: Kind
    rows: int


KINDS: Mapping[str, Kind] = {
    "parquet": Kind("parquet", "application/vnd.apache.parquet", encoding=None),
    "csv": Kind("csv", "text/csv"),
    "jsonl": Kind("jsonl", "application/jsonl"),
}

_COPY_OPTIONS = {"csv": "FORMAT csv, HEADER true", "jsonl": "FORMAT json, ARRAY false"}

FORMULA_START = r"^[=+\-@\t\r\n＝＋－＠]"
"""How a cell begins that a spreadsheet may run: OWASP, "CSV Injection", with the full-width signs it names."""


def write(session: duckdb.DuckDBPyConnection, folder: Path, form: str) -> list[Written]:
    """One file per reader view in `folder`, `<view>.<form>`. Raises duckdb.Error and OSError."""
    kind = KINDS[form]
    written = []
    for view in VIEWS.values():
        path = folder / f"{view.name}.{kind.name}"
        rows = _write_parquet(session, view, path) if form == "parquet" else _copy(session, view, path, form)
        written.append(Written(view, path.name, kind, rows))
    return written


def _copy(session: duckdb.DuckDBPyConnection, view: View, path: Path, form: str) -> int:
    columns = ", ".join(f"{_value(column, form)} AS {quoted(column.name)}" for column in view.columns)
    order = ", ".join(map(quoted, view.column_names))
    query = f"FROM (FROM {quoted(view.name)} ORDER BY {order}) SELECT {columns}"
    [(rows,)] = session.sql(f"FROM {quoted(view.name)} SELECT count(*)").fetchall()
    session.execute(f"COPY ({query}) TO {literal(str(path))} ({_COPY_OPTIONS[form]})")
    return int(rows)


def _value(column: Column, form: str) -> str:
    """The column as SQL, in the form in which text files hold it: times as ISO 8601 in UTC, in CSV lists as JSON and
    text that a spreadsheet would take for a formula behind an apostrophe."""
    name = quoted(column.name)
    if column.type is ColumnType.TIMESTAMP:
        return f"strftime({name} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    if form == "csv" and column.type is ColumnType.TEXT_LIST:
        return f"to_json({name})::VARCHAR"
    if form == "csv" and column.type is ColumnType.TEXT:
        return f"CASE WHEN regexp_matches({name}, {literal(FORMULA_START)}) THEN '''' || {name} ELSE {name} END"
    return name


def _write_parquet(session: duckdb.DuckDBPyConnection, view: View, path: Path) -> int:
    """Descriptions stand at each column (key `description`) and, for readers that see only the file's own metadata, as
    `grain` and `column_descriptions` (JSON) there."""
    columns = ", ".join(map(quoted, view.column_names))
    relation = session.sql(f"FROM {quoted(view.name)} SELECT {columns} ORDER BY {columns}")
    reader = pa.RecordBatchReader.from_stream(relation)
    schema = _described(view, reader.schema)
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))
            rows += batch.num_rows
    return rows


def _described(view: View, schema: pa.Schema) -> pa.Schema:
    descriptions = {column.name: column.description for column in view.columns}
    fields = [each.with_metadata({"description": descriptions[each.name]}) for each in schema]
    told = json.dumps(descriptions, ensure_ascii=False)
    return pa.schema(fields, metadata={"grain": view.grain, "column_descriptions": told})
