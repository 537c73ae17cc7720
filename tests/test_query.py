"""Queries read the warehouse and nothing else, and say in one line what is wrong."""

from datetime import date
from pathlib import Path

import pytest

from tests.star_frames import star, version
from warehouse.publish import publish
from warehouse.query import QueryError, run_query


def test_a_query_gives_names_types_and_rows(published: Path) -> None:
    answer = run_query(published, "SELECT article_id, word_count, published_on, credit, first_loaded_at FROM articles")
    assert answer.columns == ("article_id", "word_count", "published_on", "credit", "first_loaded_at")
    assert answer.types == ("VARCHAR", "BIGINT", "DATE", "VARCHAR[]", "TIMESTAMP WITH TIME ZONE")
    assert answer.rows[0][:4] == ("art-0123456789abcdef", 14, date(2021, 7, 27), ["VNA", "PL"])


@pytest.mark.parametrize(
    "sql",
    [
        "SHOW TABLES",
        "DESCRIBE events",
        "EXPLAIN FROM events",
        "SUMMARIZE people",
        "PIVOT mentions ON kind USING count(*)",
        "SELECT name FROM warehouse.main.people; -- by its full name",
    ],
)
def test_every_way_of_reading_is_admitted(published: Path, sql: str) -> None:
    assert run_query(published, sql).rows


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO dim_about FROM dim_about",
        "DELETE FROM dim_about",
        "CREATE TABLE mine AS SELECT 1",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "ATTACH '{folder}/other.duckdb'",
        "EXPORT DATABASE '{folder}/out'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{folder}/out.csv'",
        "SET enable_external_access = true",
        "CHECKPOINT",
        "SELECT 1; DROP VIEW events",
        "SELECT * FROM read_text('{folder}/warehouse.state')",
    ],
)
def test_what_writes_or_leaves_the_warehouse_is_refused_in_one_line(published: Path, sql: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in published.parent.rglob("*")}
    with pytest.raises(QueryError) as refusal:
        run_query(published, sql.format(folder=published.parent))
    assert "\n" not in str(refusal.value)
    assert {path: path.stat().st_mtime_ns for path in published.parent.rglob("*")} == before


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC"'),
        ("FROM evnts", "Catalog Error: Table with name evnts does not exist! Did you mean"),
        ("SELECT 1; SELECT 2", "one statement is needed, 2 were given"),
        ("", "one statement is needed, 0 were given"),
        ("DROP VIEW events", "DROP is refused"),
    ],
)
def test_what_is_wrong_with_a_statement_is_told_in_one_line(published: Path, sql: str, message: str) -> None:
    with pytest.raises(QueryError) as wrong:
        run_query(published, sql)
    assert str(wrong.value).startswith(message)
    assert "\n" not in str(wrong.value)


def test_asking_a_warehouse_that_is_not_there_makes_no_file(target: Path) -> None:
    with pytest.raises(QueryError, match="there is no warehouse yet"):
        run_query(target, "SELECT 1")
    target.write_bytes(b"not a database" * 1000)
    with pytest.raises(QueryError, match="not a valid DuckDB database file"):
        run_query(target, "SELECT 1")
    assert [path.name for path in target.parent.iterdir()] == ["warehouse.duckdb"]


@pytest.mark.slow
def test_a_quote_in_the_path_is_only_a_letter(tmp_path: Path) -> None:
    folder = tmp_path / "Trọng's"
    publish(star(), folder / "it's.duckdb", folder / "it's.state" / "builds")
    assert version(folder / "it's.duckdb") == "r1"
