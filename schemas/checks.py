"""Checks generated from the declarations: each returns one line per problem and nothing when all is well."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaError, SchemaErrorReason, SchemaErrors

from schemas.frames import polars_type
from schemas.keys import UNKNOWN
from schemas.model import Column, Rule, Table

_EXAMPLES = 3
_EXAMPLE_WIDTH = 60

_SHAPE = {
    SchemaErrorReason.COLUMN_NOT_IN_DATAFRAME: "missing",
    SchemaErrorReason.COLUMN_NOT_IN_SCHEMA: "not declared",
    SchemaErrorReason.WRONG_DATATYPE: "of another type",
}


def violations(table: Table, frame: pl.DataFrame) -> list[str]:
    """What in the frame breaks the table's declaration: columns, types, nulls, limits, keys, rules.

    One line each, such as `dim_people.name: 3 of 40 rows are null`. Where columns are missing, undeclared or of a
    wrong type, only that is reported: everything else follows from it. References are the business of `orphans`.
    """
    try:
        _pandera_schema(table).validate(frame, lazy=True)
    except SchemaErrors as failure:
        errors = failure.schema_errors
        shape = [_shape_line(table, error) for error in errors if error.reason_code in _SHAPE]
        if shape:
            return shape
        lines = [_line(table, frame, error) for error in errors]
    else:
        lines = []
    if table.unknown_member and not (frame[table.primary_key[0]] == UNKNOWN).any():
        lines.append(f"{table.name}: the unknown member ({table.primary_key[0]} {UNKNOWN}) is missing")
    return lines


def orphans(table: Table, frames: Mapping[str, pl.DataFrame]) -> list[str]:
    """References of `frames[table.name]` that lead nowhere; `frames` must also hold the tables referred to."""
    frame = frames[table.name]
    lines = []
    for column in table.columns:
        if column.references is None:
            continue
        parent, _, key = column.references.partition(".")
        if parent not in frames:
            lines.append(f"{table.name}.{column.name}: {parent}, to which it refers, is missing")
            continue
        referring = frame[column.name].drop_nulls()
        lost = referring.filter(~referring.is_in(frames[parent][key].implode())).sort()
        if len(lost):
            lines.append(
                f"{table.name}.{column.name}: {len(lost)} of {frame.height} rows refer to nothing in {parent}, "
                f"e.g. {_examples(lost)}"
            )
    return lines


def false_spans(frame: pl.DataFrame, articles: pl.DataFrame, columns: Iterable[tuple[str, str, str]]) -> list[str]:
    """Spans that do not say what the article says: text must equal the article's text from start to end.

    `articles` holds `text` and the key by which `frame` names its article: `article_id` (documents) or `article_key`
    (dim_articles). `columns` are triples of text, start and end column, as in `Table.spans`. Offsets are Unicode code
    points, half open.
    """
    key = "article_id" if "article_id" in frame.columns else "article_key"
    told = frame.join(articles.select(key, pl.col("text").alias("article_text")), on=key, how="left")
    lines = []
    for text, start, end in columns:
        said = pl.col("article_text").str.slice(pl.col(start), pl.col(end) - pl.col(start))
        lost = told.filter(~pl.col(text).eq_missing(said)).select(key, text, said.alias("said"))
        if lost.height:
            where, quoted, found = lost.row(0)
            has = "is not there" if found is None else f"has {_short(found)}"
            lines.append(
                f"{text}: {lost.height} of {frame.height} spans are not what the article says, "
                f"e.g. {_short(quoted)} where {where} {has}"
            )
    return lines


def unaccounted(
    sources: pl.DataFrame, documents: pl.DataFrame, rejects: pl.DataFrame, scanned: Collection[str] = ()
) -> list[str]:
    """Documents that are not exactly one of article, duplicate and reject; frames as the extract stage makes them.

    `documents` may also be the articles read. `scanned` are the source URIs a run found in the seeds folder: each must
    stand in `sources` and in force. A source that was an article and has become unreadable is both: its last good
    version stays, and the refusal says why it is not the newest.
    """
    found = pl.DataFrame({"source_uri": sorted(set(scanned))}, schema={"source_uri": pl.String})
    in_force = sources.filter(pl.col("status").is_in(["article", "duplicate", "reject"]))
    refused, accepted = in_force.filter(status="reject"), in_force.filter(pl.col("status") != "reject")
    told_once = in_force.filter(status="article").filter(pl.col("article_id").is_unique())
    doubled = accepted.filter(pl.col("source_uri").is_duplicated())["source_uri"]
    lost = {
        "are in force in more than one version": doubled,
        "were found but are not accounted for": _missing(found, in_force, "source_uri")["source_uri"],
        "are called article or duplicate but are no document": _missing(accepted, documents, "article_id")[
            "source_uri"
        ],
        "are called reject but no reason is kept": _missing(refused, rejects, "source_uri")["source_uri"],
        "are documents but not the article of exactly one source": _missing(documents, told_once, "article_id")[
            "article_id"
        ],
    }
    return [
        f"sources: {cases.n_unique()} {problem}, e.g. {_examples(cases.sort())}"
        for problem, cases in lost.items()
        if len(cases)
    ]


def lopsided(event_mentions: pl.DataFrame, event_mention_sides: pl.DataFrame) -> list[str]:
    """Symmetric tellings (talks, joint agreements) with a recipient: every side of them is an actor."""
    symmetric = event_mentions.filter("is_symmetric")["event_mention_id"]
    recipients = event_mention_sides.filter(role="recipient")["event_mention_id"]
    lost = symmetric.filter(symmetric.is_in(recipients.implode()))
    if lost.is_empty():
        return []
    return [
        f"event_mention_sides.role: {len(lost)} of {len(symmetric)} symmetric tellings have a recipient, "
        f"e.g. {_examples(lost)}"
    ]


@cache
def _pandera_schema(table: Table) -> pa.DataFrameSchema:
    excused = pl.col(table.primary_key[0]) == UNKNOWN if table.unknown_member else pl.lit(False)
    return pa.DataFrameSchema(
        {
            column.name: pa.Column(
                polars_type(column),
                nullable=column.nullable,
                checks=[
                    _check(f"are not {phrase}", _WITHIN[limit](column) | excused)
                    for limit, phrase in column.limits().items()
                ],
            )
            for column in table.columns
        },
        checks=[
            *(_check(_key_phrase(key), ~pl.struct(key).is_duplicated()) for key in table.keys),
            *(_check(_rule_phrase(rule), pl.sql_expr(rule.sql) | excused) for rule in table.rules),
        ],
        strict=True,
    )


_WITHIN: Mapping[str, Callable[[Column], pl.Expr]] = {
    "isin": lambda column: pl.col(column.name).is_in(column.isin or ()),
    "ge": lambda column: pl.col(column.name) >= column.ge,
    "le": lambda column: pl.col(column.name) <= column.le,
    "pattern": lambda column: pl.col(column.name).str.contains(column.pattern or ""),
    "max_length": lambda column: pl.col(column.name).str.len_chars() <= column.max_length,
}


def _check(phrase: str, holds: pl.Expr) -> pa.Check:
    def passes(data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(holds.fill_null(True))

    return pa.Check(passes, error=phrase)


def _key_phrase(key: tuple[str, ...]) -> str:
    return f"share their {', '.join(key)} with another"


def _rule_phrase(rule: Rule) -> str:
    return f"break the rule that {rule.statement}"


def _line(table: Table, frame: pl.DataFrame, error: SchemaError) -> str:
    """One line for what pandera found: where, how many rows, what is wrong, and examples."""
    column = error.schema.name
    if error.reason_code is SchemaErrorReason.SERIES_CONTAINS_NULLS:
        return f"{table.name}.{column}: {frame[column].null_count()} of {frame.height} rows are null"
    phrase = error.check.error
    count = f"{error.failure_cases.height} of {frame.height} rows {phrase}"
    if column is not None:
        return f"{table.name}.{column}: {count}, e.g. {_examples(error.failure_cases[column])}"
    told = {_key_phrase(key): set(key) for key in table.keys}
    told |= {_rule_phrase(rule): set(pl.sql_expr(rule.sql).meta.root_names()) for rule in table.rules}
    example = error.failure_cases.select(name for name in table.column_names if name in told[phrase]).row(0, named=True)
    return f"{table.name}: {count}, e.g. {', '.join(f'{name} {_short(value)}' for name, value in example.items())}"


def _shape_line(table: Table, error: SchemaError) -> str:
    """One line for a column that is missing, undeclared or of another type."""
    if error.reason_code is SchemaErrorReason.WRONG_DATATYPE:
        declared = polars_type(table.column(error.schema.name))
        return f"{table.name}.{error.schema.name}: the type is {error.failure_cases}, not {declared}"
    return f"{table.name}.{error.failure_cases}: the column is {_SHAPE[error.reason_code]}"


def _missing(frame: pl.DataFrame, other: pl.DataFrame, key: str) -> pl.DataFrame:
    """Rows of the frame whose key the other does not hold; null is held by none."""
    return frame.join(other, on=key, how="anti")


def _examples(values: pl.Series) -> str:
    """Up to three of the values, in their order and once each."""
    return ", ".join(_short(value) for value in values.unique(maintain_order=True).head(_EXAMPLES))


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _EXAMPLE_WIDTH else f"{shown[:_EXAMPLE_WIDTH]}…"
