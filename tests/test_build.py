"""A tiny star is built into a real DuckDB file that holds it as given, and proved."""

import shutil
from pathlib import Path

import duckdb
import pytest

from schemas.model import Table, View
from schemas.registry import PUBLISHED, VIEWS
from tests.star_frames import star
from warehouse.build import build
from warehouse.proof import prove

# what the file holds


def test_rows_are_stored_as_given_in_the_order_of_their_keys(published: Path) -> None:
    frames = star()
    with duckdb.connect(str(published), read_only=True) as warehouse:
        warehouse.sql("SET TimeZone='UTC'")
        for name, table in PUBLISHED.items():
            order = ("level", "topic_key") if name == "dim_topics" else table.primary_key  # parents before children
            assert warehouse.sql(f"FROM {name}").fetchall() == frames[name].sort(order).rows(), name


def test_tables_columns_and_views_carry_their_comments(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as warehouse:
        columns = warehouse.sql(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        tables = warehouse.sql("SELECT table_name, comment FROM duckdb_tables()").fetchall()
        views = warehouse.sql("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
    declared: list[Table | View] = [*PUBLISHED.values(), *VIEWS.values()]
    assert sorted(columns) == sorted(
        (each.name, column.name, column.description) for each in declared for column in each.columns
    )
    assert dict(tables) == {table.name: table.grain for table in PUBLISHED.values()}
    assert dict(views) == {view.name: view.grain for view in VIEWS.values()}


# building and proving


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound file, which tests only read and copy."""
    file = tmp_path_factory.mktemp("sound") / "sound.duckdb"
    build(file, star())
    return file


def test_the_order_of_the_rows_given_makes_no_difference(sound: Path, target: Path) -> None:
    build(target, {name: frame.reverse() for name, frame in star().items()})
    with duckdb.connect() as both:
        for name, file in {"a": sound, "b": target}.items():
            both.sql(f"ATTACH '{file}' AS {name} (READ_ONLY)")
        for name in PUBLISHED:
            assert both.sql(f"FROM a.{name}").fetchall() == both.sql(f"FROM b.{name}").fetchall()


def test_a_file_that_is_there_is_not_built_over(target: Path) -> None:
    target.write_text("mine")
    with pytest.raises(FileExistsError):
        build(target, star())
    assert target.read_text() == "mine"


def test_a_sound_file_is_proved(sound: Path) -> None:
    assert prove(sound, star()) == []


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DELETE FROM fct_rejects", "fct_rejects: 0 rows are stored, 1 were given"),
        ("DELETE FROM fct_rejects", "sources: 1 rejects have no reason in rejects"),
        ("UPDATE fct_mentions SET text = 'Havana' WHERE text = 'Cuba'", "fct_mentions.text: 1 spans are not"),
        ("UPDATE fct_event_mentions SET trigger = 'x'", "fct_event_mentions.trigger: 2 spans are not"),
        ("CREATE OR REPLACE VIEW about AS SELECT 1 AS one", "about: not as declared: built_at, contract_version"),
        ("CREATE OR REPLACE VIEW countries AS SELECT name, country FROM dim_countries", "the order of columns"),
        ("CREATE OR REPLACE VIEW countries AS SELECT country, name FROM dim_countries", "countries: 3 rows are shown"),
    ],
)
def test_a_damaged_file_is_found_out(sound: Path, target: Path, damage: str, problem: str) -> None:
    shutil.copy(sound, target)
    with duckdb.connect(str(target)) as warehouse:
        warehouse.sql(damage)
    assert problem in "\n".join(prove(target, star()))


def test_a_row_without_its_parent_is_found_out(sound: Path, target: Path) -> None:
    shutil.copy(sound, target)
    with duckdb.connect(str(target)) as warehouse:
        warehouse.sql("CREATE TABLE kept AS FROM bridge_people_aliases")
        warehouse.sql("DROP TABLE bridge_people_aliases CASCADE")
        warehouse.sql("CREATE TABLE bridge_people_aliases AS SELECT * REPLACE (99 AS person_key) FROM kept")
    assert "bridge_people_aliases.person_key: 1 rows refer to nothing in dim_people" in prove(target, star())
