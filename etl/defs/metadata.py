"""What Dagster's page shows of a table: its columns, how many rows it has and what the first of them look like."""

import re
from collections.abc import Sequence

import dagster as dg
import polars as pl

from schemas.model import Column, Table

Metadata = dg.IntMetadataValue | dg.FloatMetadataValue | dg.TextMetadataValue | dg.MarkdownMetadataValue

PREVIEW_ROWS = 10
PREVIEW_CHARACTERS = 80
"""How much of one cell a preview shows: an article is a page, and a page does not fit a cell."""


def column_schema(table: Table) -> dg.TableSchema:
    """The declared columns of a table with their types, descriptions and constraints."""
    return dg.TableSchema(columns=[_table_column(column) for column in table.columns])


def materialization_metadata(frame: pl.DataFrame) -> dict[str, Metadata]:
    """`dagster/row_count` and `preview` (a Markdown table) of the frame."""
    return {"dagster/row_count": dg.IntMetadataValue(frame.height), "preview": preview(frame)}


def preview(frame: pl.DataFrame) -> dg.MarkdownMetadataValue:
    """The first rows of a frame as a Markdown table.

    Articles are written by strangers. Every text stands in a code span, in which Markdown admits neither markup nor
    HTML nor links (CommonMark 6.1), and a bar becomes a broken bar, since a table would end its cell there (GFM 4.10).
    """
    header = [f"| {' | '.join(frame.columns)} |", f"|{'---|' * frame.width}"]
    rows = [f"| {' | '.join(_cell(value) for value in row)} |" for row in frame.head(PREVIEW_ROWS).iter_rows()]
    return dg.MarkdownMetadataValue("\n".join(header + rows))


def problems_metadata(problems: Sequence[str]) -> dict[str, Metadata]:
    """`problems`, one line each as plain text, and `problem_count`; at most fifty lines."""
    return {
        "problem_count": dg.IntMetadataValue(len(problems)),
        "problems": dg.TextMetadataValue("\n".join(problems[:50])),
    }


def _table_column(column: Column) -> dg.TableColumn:
    beyond = [phrase for phrase in column.constraints() if phrase not in ("not null", "unique")]
    return dg.TableColumn(
        name=column.name,
        type=column.type.value,
        description=column.description,
        constraints=dg.TableColumnConstraints(nullable=column.nullable, unique=column.unique, other=beyond),
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split())
    if len(text) > PREVIEW_CHARACTERS:
        text = text[: PREVIEW_CHARACTERS - 1] + "…"
    if not text:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text.replace('|', '¦')} {fence}"
