"""The answers that README prints are those the published seeds give."""

import re

import duckdb
import pytest
from click.testing import CliRunner

from etl.cli import main
from tests.conftest import ROOT

QUESTION = re.compile(r"```sql\n(?P<sql>.*?)```\n\n(?P<answer>(?:\|[^\n]*\n)+)", re.DOTALL)


def questions() -> list[tuple[str, str]]:
    """Every SQL block of README that a table follows, with that table."""
    return [(found["sql"], found["answer"]) for found in QUESTION.finditer((ROOT / "README.md").read_text("utf-8"))]


def as_table(relation: duckdb.DuckDBPyRelation) -> str:
    """A query's answer as a Markdown table, NULL as an empty cell."""
    rows = [tuple("" if value is None else str(value) for value in row) for row in relation.fetchall()]
    lines = [tuple(relation.columns), tuple("---" for _ in relation.columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


@pytest.mark.parametrize(("sql", "answer"), questions())
def test_the_answer_in_readme_is_the_real_one(
    published_seeds: duckdb.DuckDBPyConnection, sql: str, answer: str
) -> None:
    assert as_table(published_seeds.sql(sql)) == answer


def test_readme_asks_at_least_three_questions() -> None:
    assert len(questions()) >= 3


EXPLAINED = re.compile(r"```\n\$ communique explain (?P<thing>\S+)\n(?P<answer>.*?)```", re.DOTALL)


def test_what_readme_shows_of_explain_is_what_it_says(published_seeds: duckdb.DuckDBPyConnection) -> None:
    [(warehouse,)] = published_seeds.sql("SELECT path FROM duckdb_databases() WHERE path IS NOT NULL").fetchall()
    shown = EXPLAINED.search((ROOT / "README.md").read_text("utf-8"))
    assert shown is not None
    told = CliRunner().invoke(main, ["explain", shown["thing"], "--warehouse", warehouse, "--all"])
    assert told.exit_code == 0, told.stderr
    rest = iter(told.stdout.splitlines())
    for line in shown["answer"].splitlines():
        if line != "…":  # lines are left out there
            begins = line.removesuffix("…").rstrip()
            assert any(said.startswith(begins) for said in rest), line
