"""`communique sql`: rows of a query as a table for people, or as CSV or JSON for programs."""

import csv
import json
import sys
from datetime import date, datetime
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.cli.terminal import on_one_line
from warehouse.query import QueryError, QueryResult, run_query

MOST_ROWS = 1000
MOST_CHARACTERS = 400
"""What a table for people shows at most; CSV and JSON give everything."""

NO_EDGE = 1_000_000
"""Columns of a pipe: a row of the table is a line there, however wide."""


def print_query(warehouse: Path, query: str, form: str) -> int:
    """Print what the query returns as `form` (table, csv or json) and return the exit code: 0, or 2 on a mistake."""
    try:
        result = run_query(warehouse, query)
    except QueryError as error:
        click.echo(f"communique: {error}", err=True)
        return 2
    {"table": _print_table, "csv": _print_csv, "json": _print_json}[form](result)
    return 0


def _print_table(result: QueryResult) -> None:
    console = Console()
    table = Table(box=box.SIMPLE_HEAD if console.is_terminal else box.ASCII2)
    numeric = [_is_number(kind) for kind in result.types]
    for name, is_number in zip(result.columns, numeric, strict=True):
        table.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in result.rows[:MOST_ROWS]:
        table.add_row(*map(_cell, row))
    count = len(result.rows)
    shown = f", the first {MOST_ROWS:,} shown" if count > MOST_ROWS else ""
    if not console.is_terminal:
        console.width = NO_EDGE
    console.print(table)
    console.print(Text(f"{count:,} {'row' if count == 1 else 'rows'}{shown}", style="dim"))


def _print_csv(result: QueryResult) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([[_csv_value(value) for value in row] for row in result.rows])


def _print_json(result: QueryResult) -> None:
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    json.dump(rows, sys.stdout, default=_plain, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _cell(value: object) -> Text:
    if value is None:
        return Text("NULL", style="dim")
    text = on_one_line(_readable(value))
    return Text(text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…")


def _readable(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_readable, value))
    return str(value)


def _csv_value(value: object) -> object:
    """A list as JSON, since a comma may stand in its items; anything else as Python writes it."""
    if isinstance(value, list | dict):
        return json.dumps(value, default=_plain, ensure_ascii=False)
    return _plain(value) if isinstance(value, date | datetime) else value


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _is_number(kind: str) -> bool:
    return kind.upper().startswith(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UINT", "DOUBLE", "DECIMAL"))
