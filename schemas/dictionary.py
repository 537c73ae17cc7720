"""DICTIONARY.md, the data dictionary: made from the declarations by `python -m schemas.dictionary`."""

from collections.abc import Iterable
from pathlib import Path

from schemas.model import Column, ColumnType, Table, View
from schemas.registry import PUBLISHED, TABLES, VIEWS

PATH = Path(__file__).with_name("DICTIONARY.md")

_HEAD = """\
# Data dictionary

Made by `python -m schemas.dictionary` from the declarations in `schemas/`: change those, not this file.

Offsets count Unicode code points of an article's text, half open: in SQL,
`substr(text, char_start + 1, char_end - char_start)` gives the words back. Days are DATE in the source's own time zone,
times are UTC. Ids (`*_id`) are text and last; keys (`*_key`) are integers that join the star.
"""

_VIEWS = "What people and downstream tools query. What is not known is null."
_STAR = """\
What is stored. What is not known is the unknown member, the row with key -1, in every dimension that has one;
its text columns hold 'unknown'."""
_FRAMES = "What walks between the stages and is not stored in the warehouse."


def render() -> str:
    """The dictionary as Markdown: reader views, the star, then the frames between the stages."""
    inner = [table for table in TABLES.values() if not table.is_published]
    parts = [
        _HEAD,
        f"## Reader views\n\n{_VIEWS}\n",
        *map(_view, VIEWS.values()),
        f"## The star\n\n{_STAR}\n",
        *map(_table, PUBLISHED.values()),
        f"## Frames between the stages\n\n{_FRAMES}\n",
        *map(_table, inner),
    ]
    return "\n".join(parts)


def _view(view: View) -> str:
    return f"### {view.name}\n\n{view.grain}\n\n{_columns(view)}"


def _table(table: Table) -> str:
    facts = [f"Stage {table.stage}.", f"Primary key: {_names(table.primary_key)}."]
    facts += [f"Unique: {_names(key)}." for key in table.keys[1:]]
    if table.unknown_member:
        facts.append("Has an unknown member.")
    rules = "".join(f"- {rule.statement}: `{rule.sql}`\n" for rule in table.rules)
    text = f"### {table.name}\n\n{table.grain} {' '.join(facts)}\n\n{_columns(table)}"
    return f"{text}\n{rules}" if rules else text


def _columns(declared: Table | View) -> str:
    rows = [
        (f"`{column.name}`", column.type, "yes" if column.nullable else "", _limits(column), _meaning(column))
        for column in declared.columns
    ]
    return _grid(("column", "type", "null", "admits", "meaning"), rows)


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |\n" for line in lines)


def _limits(column: Column) -> str:
    limits = [f"`{column.pattern}`" if limit == "pattern" else phrase for limit, phrase in column.limits().items()]
    if column.references is not None:
        limits.append(f"references `{column.references}`")
    return "; ".join(limits)


def _meaning(column: Column) -> str:
    if column.type is not ColumnType.ROWS:
        return column.description
    return f"{column.description} Columns: {_names(inner.name for inner in column.rows)}."


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
