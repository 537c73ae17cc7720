"""DuckDB statements made from the declarations: tables with their keys and checks, comments, and their order."""

from collections.abc import Callable, Iterable, Mapping
from graphlib import TopologicalSorter

from schemas.keys import UNKNOWN
from schemas.model import Column, ColumnType, Table, View

SQL_TYPES: Mapping[ColumnType, str] = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.TIMESTAMP: "TIMESTAMP WITH TIME ZONE",
    ColumnType.TEXT_LIST: "VARCHAR[]",
}
"""DuckDB's own names of the types, as its catalogue gives them back."""

# Patterns and lengths are checked on frames only: in SQL they would cost as much as the load itself.
_WITHIN: Mapping[str, Callable[[Column], str]] = {
    "isin": lambda column: f"{quoted(column.name)} IN ({', '.join(map(literal, column.isin or ()))})",
    "ge": lambda column: f"{quoted(column.name)} >= {column.ge:.10g}",
    "le": lambda column: f"{quoted(column.name)} <= {column.le:.10g}",
}


def create_table(table: Table) -> str:
    """CREATE TABLE with not-null, primary and foreign keys, and a CHECK per limit and rule.

    Further unique keys are left to the checks on frames: an index on every text id would double the time of a load.
    Foreign keys demand that the tables referred to exist: see `creation_order`.
    """
    clauses = [_column_clause(column) for column in table.columns]
    clauses.append(f"PRIMARY KEY ({_list(table.primary_key)})")
    clauses += [_foreign_key(column) for column in table.columns if column.references is not None]
    clauses += [f"CHECK ({condition})" for condition in _conditions(table)]
    body = ",\n    ".join(clauses)
    return f"CREATE TABLE {quoted(table.name)} (\n    {body}\n)"


def comments(declared: Table | View) -> list[str]:
    """COMMENT ON statements: the grain on the table or view, the description on each column."""
    sort = "TABLE" if isinstance(declared, Table) else "VIEW"
    name = quoted(declared.name)
    return [f"COMMENT ON {sort} {name} IS {literal(declared.grain)}"] + [
        f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {literal(column.description)}"
        for column in declared.columns
    ]


def creation_order(tables: Iterable[Table]) -> list[Table]:
    """The tables so that each comes after those it refers to; a table may refer to itself.

    Raises graphlib.CycleError when tables refer to each other in a circle.
    """
    by_name = {table.name: table for table in tables}
    parents = {name: sorted(referred_tables(table) & (by_name.keys() - {name})) for name, table in by_name.items()}
    return [by_name[name] for name in TopologicalSorter(parents).static_order()]


def referred_tables(table: Table) -> set[str]:
    """Names of the tables that this one refers to."""
    return {column.references.partition(".")[0] for column in table.columns if column.references is not None}


def quoted(identifier: str) -> str:
    """The identifier as SQL takes it literally, whatever words DuckDB reserves."""
    escaped = identifier.replace('"', '""')
    return f'"{escaped}"'


def literal(value: str | int) -> str:
    """The value as SQL writes it."""
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("'", "''")
    return f"'{escaped}'"


def _column_clause(column: Column) -> str:
    return f"{quoted(column.name)} {SQL_TYPES[column.type]}{'' if column.nullable else ' NOT NULL'}"


def _foreign_key(column: Column) -> str:
    parent, _, key = (column.references or "").partition(".")
    return f"FOREIGN KEY ({quoted(column.name)}) REFERENCES {quoted(parent)} ({quoted(key)})"


def _conditions(table: Table) -> list[str]:
    excused = f"{quoted(table.primary_key[0])} = {UNKNOWN} OR " if table.unknown_member else ""
    limits = [
        _WITHIN[limit](column)
        for column in table.columns
        if column.references is None  # where there is a foreign key, the key it refers to sets the limits
        for limit in column.limits()
        if limit in _WITHIN
    ]
    return [f"{excused}({condition})" for condition in (*limits, *(rule.sql for rule in table.rules))]


def _list(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))
