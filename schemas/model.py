"""What a table is made of: `Column`, `Rule`, `Span`, `Table` and `View`, and one short constructor per column type."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, NamedTuple, Self, TypedDict, Unpack

Stage = Literal["extract", "read", "star"]


class ColumnType(StrEnum):
    """The types a column may have; each has one Polars and one DuckDB counterpart (`frames`, `ddl`)."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    TEXT_LIST = "text list"
    ROWS = "rows"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: what it means and which values it admits.

    `isin`, `ge`, `le`, `pattern` (a regular expression that Rust's regex and RE2 both read) and `max_length` (code
    points) hold wherever there is a value; null is governed by `nullable` alone. `references` is `table.column`.
    `rows` are the columns of the rows nested in a column of type ROWS.
    """

    name: str
    type: ColumnType
    description: str
    nullable: bool = False
    unique: bool = False
    isin: tuple[str | int, ...] | None = None
    ge: float | None = None
    le: float | None = None
    pattern: str | None = None
    max_length: int | None = None
    references: str | None = None
    rows: tuple["Column", ...] = ()

    def optional(self) -> Self:
        """The same column where it may be null."""
        return replace(self, nullable=True)

    def distinct(self) -> Self:
        """The same column where no value occurs twice."""
        return replace(self, unique=True)

    def to(self, table: str, column: str | None = None) -> Self:
        """The same column as a foreign key to the column of this name (or `column`) of `table`."""
        return replace(self, references=f"{table}.{column or self.name}")

    def limits(self) -> dict[str, str]:
        """What a value must be, in words, by the attribute that says so: `{"ge": "at least 0"}`."""
        phrases = {}
        if self.isin is not None:
            phrases["isin"] = f"one of {', '.join(map(str, self.isin))}"
        if self.ge is not None:
            phrases["ge"] = f"at least {self.ge:g}"
        if self.le is not None:
            phrases["le"] = f"at most {self.le:g}"
        if self.pattern is not None:
            phrases["pattern"] = f"of the form {self.pattern}"
        if self.max_length is not None:
            phrases["max_length"] = f"at most {self.max_length} characters long"
        return phrases

    def constraints(self) -> list[str]:
        """All that the column demands, one phrase each: `not null`, `one of day, month`, `references …`."""
        phrases = [] if self.nullable else ["not null"]
        if self.unique:
            phrases.append("unique")
        phrases += self.limits().values()
        if self.references is not None:
            phrases.append(f"references {self.references}")
        return phrases


@dataclass(frozen=True)
class Rule:
    """What holds between the columns of one row: `sql` is read by Polars and by DuckDB alike; null passes."""

    statement: str
    sql: str


class Span(NamedTuple):
    """Three columns of which `text` equals the article's text from `start` to `end` (code points, half open)."""

    text: str
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A frame that walks between stages or is stored: its grain ("one row per …"), columns, keys and rules.

    `unique` are further sets of columns of which no two rows agree (nulls count as equal). `unknown_member` says that
    the table holds a row with key -1, which stands for whatever is not known: rules and limits do not bind that row.
    """

    name: str
    grain: str
    stage: Stage
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    rules: tuple[Rule, ...] = ()
    spans: tuple[Span, ...] = ()
    unknown_member: bool = False

    @property
    def is_published(self) -> bool:
        """True for what the warehouse stores: dimensions, facts and bridges, known by their prefix."""
        return self.stage == "star" and self.name.startswith(("dim_", "fct_", "bridge_"))

    @property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Every set of columns of which no two rows agree: the primary key first."""
        single = tuple((column.name,) for column in self.columns if column.unique)
        return (self.primary_key, *single, *self.unique)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError when the table has none."""
        return _column(self.name, self.columns, name)


@dataclass(frozen=True, kw_only=True)
class View:
    """What readers query: its grain and its columns in order. `warehouse/views/<name>.sql` says how it is made.

    `of` is the star table of which the view has one row per row, the unknown member aside; None for a view that counts.
    """

    name: str
    grain: str
    of: str | None
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this name. Raises KeyError when the view has none."""
        return _column(self.name, self.columns, name)


class Limits(TypedDict, total=False):
    """What a column constructor takes besides name and description; see `Column`."""

    nullable: bool
    unique: bool
    isin: tuple[str | int, ...] | None
    ge: float | None
    le: float | None
    pattern: str | None
    max_length: int | None
    references: str | None


def text(name: str, description: str, **limits: Unpack[Limits]) -> Column:
    return Column(name=name, type=ColumnType.TEXT, description=description, **limits)


def integer(name: str, description: str, **limits: Unpack[Limits]) -> Column:
    return Column(name=name, type=ColumnType.INTEGER, description=description, **limits)


def number(name: str, description: str, **limits: Unpack[Limits]) -> Column:
    return Column(name=name, type=ColumnType.NUMBER, description=description, **limits)


def boolean(name: str, description: str, **limits: Unpack[Limits]) -> Column:
    return Column(name=name, type=ColumnType.BOOLEAN, description=description, **limits)


def date(name: str, description: str, **limits: Unpack[Limits]) -> Column:
    return Column(name=name, type=ColumnType.DATE, description=description, **limits)


def timestamp(name: str, description: str, **limits: Unpack[Limits]) -> Column:
    return Column(name=name, type=ColumnType.TIMESTAMP, description=description, **limits)


def text_list(name: str, description: str, **limits: Unpack[Limits]) -> Column:
    return Column(name=name, type=ColumnType.TEXT_LIST, description=description, **limits)


def rows_of(name: str, table: Table, without: tuple[str, ...]) -> Column:
    """A column of nested rows: those of `table`, less the columns that the outer row carries for them."""
    rows = tuple(column for column in table.columns if column.name not in without)
    return Column(name=name, type=ColumnType.ROWS, description=f"Nested: {table.grain}", rows=rows)


def _column(owner: str, columns: tuple[Column, ...], name: str) -> Column:
    for column in columns:
        if column.name == name:
            return column
    raise KeyError(f"{owner} has no column {name}")
