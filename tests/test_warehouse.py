"""A tiny star is built, proved, published and read, with real DuckDB files and real other processes."""

import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.frames import empty_frame, polars_schema, unknown_member
from schemas.model import Table, View
from schemas.registry import PUBLISHED, VIEWS
from warehouse.build import build
from warehouse.proof import prove
from warehouse.publish import PublishRefused, publish
from warehouse.query import QueryError, run_query

Frames = dict[str, pl.DataFrame]
Row = Mapping[str, object]

NOW = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
TEXT = unicodedata.normalize("NFD", "🇻🇳 Nguyễn Phú Trọng received Raúl Castro in Hanoi. Cuba was praised, he said.")
SENTENCE, _, REST = TEXT.partition(" Cuba ")


def rows(table: str, *given: Row) -> pl.DataFrame:
    """Rows of a star table after its unknown member, if it has one: references not given are unknown, the rest null."""
    declared = PUBLISHED[table]
    unknown = {column.name: -1 for column in declared.columns if column.references and not column.nullable}
    schema = polars_schema(declared)
    frame = pl.DataFrame([dict.fromkeys(schema) | unknown | dict(row) for row in given], schema=schema)
    return pl.concat([unknown_member(declared), frame]) if declared.unknown_member else frame


def span(words: str) -> Row:
    decomposed = unicodedata.normalize("NFD", words)
    return {
        "text": decomposed,
        "char_start": TEXT.index(decomposed),
        "char_end": TEXT.index(decomposed) + len(decomposed),
    }


def day(key: int) -> Row:
    when = date(key // 10000, key // 100 % 100, key % 100)
    year, week, weekday = when.isocalendar()
    return {
        "date_key": key,
        "date": when,
        "year": when.year,
        "quarter": (when.month + 2) // 3,
        "month": when.month,
        "month_name": f"{when:%B}",
        "day": when.day,
        "iso_year": year,
        "iso_week": week,
        "weekday": weekday,
        "weekday_name": f"{when:%A}",
        "is_weekend": weekday > 5,
    }


def mention(key: int, kind: str, words: str, **other: object) -> Row:
    given = {"mention_key": key, "mention_id": f"men-{key}", "article_key": 1, "kind": kind, "sentence_no": 0}
    return {**given, **span(words), "part": "text", "is_nominal": False, **other}


def event(key: int, type_key: int, **other: object) -> Row:
    told = {"n_mentions": 1, "n_articles": 1, "n_sources": 1, "confidence": 0.9, "summary": "Talks in Hanoi."}
    return {
        "event_key": key,
        "event_id": f"tel-{key}",
        "event_type_key": type_key,
        "status": "happened",
        **told,
        **other,
    }


def telling(key: int, words: str, trigger: str, **other: object) -> Row:
    said, by = span(words), span(trigger)
    pointer = {"trigger": by["text"], "trigger_start": by["char_start"], "trigger_end": by["char_end"]}
    given = {"event_mention_key": key, "event_mention_id": f"tel-{key}", "event_key": key, "article_key": 1}
    return {**given, **said, **pointer, "status": "happened", "confidence": 0.9, "date_precision": "none", **other}


def star() -> Frames:
    """One article in which Trọng receives Castro in Hanoi and praises Cuba; a second file could not be read."""
    frames = {name: rows(name) for name in PUBLISHED}
    files = {"files_seen": 2, "files_new": 2, "files_changed": 0, "files_unchanged": 0, "files_rejected": 1}
    seen = {"first_seen_at": NOW, "last_seen_at": NOW}
    frames |= {
        "dim_about": rows(
            "dim_about",
            {"about_key": 0, "contract_version": "1", "built_at": NOW, "reader_version": "r1", "licences": "CC BY 4.0"},
        ),
        "dim_runs": rows(
            "dim_runs", {"run_key": 1, "run_id": "run-1", "started_at": NOW, "reader_version": "r1", **files}
        ),
        "dim_dates": rows("dim_dates", day(20210726), day(20210727)),
        "dim_countries": rows(
            "dim_countries",
            {"country_key": 1, "country": "CUB", "name": "Cuba"},
            {"country_key": 2, "country": "VNM", "name": "Viet Nam"},
        ),
        "dim_topics": rows(
            "dim_topics",
            {
                "topic_key": 2,
                "topic_id": "t:2",
                "name": "diplomacy",
                "parent_topic_key": 9,
                "path": "a > b",
                "level": 2,
            },
            {"topic_key": 9, "topic_id": "t:9", "name": "politics", "path": "a", "level": 1},
        ),
        "dim_event_types": rows(
            "dim_event_types",
            {
                **{"event_type_key": 1, "event_type": "CONSULT", "event_subtype": "043", "name": "Host a visit"},
                **{"quad_class": "verbal_cooperation", "goldstein": 2.8},
            },
            {"event_type_key": 2, "event_type": "SUPPORT", "name": "Support"},
        ),
        "dim_people": rows(
            "dim_people",
            {
                **{"person_key": 1, "person_id": "per-1", "name": "Nguyễn Phú Trọng", "ascii_name": "Nguyen Phu Trong"},
                **{"country_key": 2, "first_seen_date_key": 20210727, "last_seen_date_key": 20210727},
                **{"n_articles": 1, "n_events": 2},
            },
            {
                **{"person_key": 2, "person_id": "per-2", "name": "Raúl Castro", "ascii_name": "Raul Castro"},
                **{"n_articles": 1, "n_events": 1},
            },
        ),
        "dim_places": rows(
            "dim_places",
            {
                **{"place_key": 1, "place_id": "pla-1", "name": "Hanoi", "kind": "city", "country_key": 2},
                **{"latitude": 21.03, "longitude": 105.85, "n_articles": 1},
            },
        ),
        "dim_articles": rows(
            "dim_articles",
            {
                **{"article_key": 1, "article_id": "art-0123456789abcdef", "source_file": "a.txt"},
                **{"source_uri": "file:///seeds/a.txt", "credit": ["VNA", "PL"], "published_date_key": 20210727},
                **{"published_precision": "day", "word_count": 14, "story_id": "sto-1", "text": TEXT},
                **{"content_hash": "0" * 64, "reader_version": "r1", "first_loaded_at": NOW, "run_key": 1},
            },
        ),
        "dim_sources": rows(
            "dim_sources",
            {
                **{"source_key": 1, "source_uri": "file:///seeds/a.txt", "source_file": "a.txt", "status": "article"},
                **{"content_hash": "0" * 64, "article_key": 1, **seen},
            },
            {"source_key": 2, "source_uri": "file:///seeds/b", "source_file": "b", "status": "reject", **seen},
        ),
        "fct_rejects": rows(
            "fct_rejects",
            {
                **{"reject_key": 1, "source_uri": "file:///seeds/b", "stage": "extract", "reason": "binary"},
                **{"detail": "It holds zero bytes.", "run_key": 1, "rejected_at": NOW},
            },
        ),
        "fct_mentions": rows(
            "fct_mentions",
            mention(1, "person", "Nguyễn Phú Trọng", person_key=1, country_key=2),
            mention(2, "person", "Raúl Castro", person_key=2),
            mention(3, "place", "Hanoi", place_key=1, country_key=2),
            mention(4, "country", "Cuba", country_key=1, value="CUB"),
            mention(5, "title", "he", person_key=1),
        ),
        "fct_tenures": rows(
            "fct_tenures",
            {
                **{"tenure_key": 1, "person_key": 1, "position": "general secretary", "position_kind": "party_leader"},
                **{"position_rank": 1, "country_key": 2, "valid_from_date_key": 20210727, "n_articles": 1},
                **{"last_attested_date_key": 20210727, "evidence_mention_key": 5},
            },
        ),
        "fct_events": rows(
            "fct_events",
            event(
                1, 1, start_date_key=20210726, end_date_key=20210726, date_precision="day", place_key=1, mode="meeting"
            ),
            event(2, 2, date_precision="none"),
        ),
        "bridge_event_links": rows(
            "bridge_event_links",
            {"event_link_key": 1, "event_key": 2, "linked_event_key": 1, "link": "part_of"},
        ),
        "bridge_event_participants": rows(
            "bridge_event_participants",
            {
                **{"participant_key": 1, "event_key": 1, "role": "actor", "kind": "person", "person_key": 1},
                **{"country_key": 2, "position": "general secretary"},
            },
            {"participant_key": 2, "event_key": 2, "role": "recipient", "kind": "country", "country_key": 1},
        ),
        "fct_event_dyads": rows(
            "fct_event_dyads",
            {"dyad_key": 1, "event_key": 1, "source_country_key": 2, "target_country_key": 1},
            {"dyad_key": 2, "event_key": 1, "source_country_key": 1, "target_country_key": 2},
        ),
        "fct_event_mentions": rows(
            "fct_event_mentions",
            telling(1, SENTENCE, "received", start_date_key=20210726, end_date_key=20210726, date_precision="day"),
            telling(2, f"Cuba {REST}", "praised", reported_by_person_key=1),
        ),
        "bridge_people_aliases": rows(
            "bridge_people_aliases", {"alias_key": 1, "person_key": 1, "alias": "Trọng", "n_mentions": 1}
        ),
        "bridge_article_topics": rows(
            "bridge_article_topics",
            {"article_topic_key": 1, "article_key": 1, "topic_key": 2, "score": 0.5, "rank": 1},
        ),
        "bridge_event_topics": rows("bridge_event_topics", {"event_topic_key": 1, "event_key": 1, "topic_key": 2}),
    }
    return frames


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.state" / "builds"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that tests only read."""
    folder = tmp_path_factory.mktemp("published")
    return publish(star(), folder / "warehouse.duckdb", folder / "warehouse.state" / "builds").target


def with_reader_version(version: str) -> Frames:
    """The same star as another run would make it: `about` tells the two apart."""
    frames = star()
    frames["dim_about"] = frames["dim_about"].with_columns(reader_version=pl.lit(version))
    return frames


def version(target: Path) -> object:
    return run_query(target, "SELECT reader_version FROM about").rows[0][0]


@contextmanager
def process(code: str, *arguments: Path) -> Iterator[subprocess.Popen[str]]:
    """Another Python process that has printed its first line; killed at the end, if it still runs."""
    command = [sys.executable, "-c", f"import sys, duckdb\n{code}", *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        try:
            yield running
        finally:
            running.kill()


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


CONTRACT = {
    "articles": "article_id source_file source_uri credit headline author language published_on published_precision "
    "published_basis published_evidence dateline_place word_count story_id text content_hash reader_version "
    "first_loaded_at run_id",
    "mentions": "mention_id article_id kind text char_start char_end sentence_no entity_id entity_name value",
    "people": "person_id name ascii_name country first_seen_on last_seen_on n_articles n_events",
    "people_aliases": "person_id alias n_mentions",
    "people_positions": "person_id name position position_kind position_rank organization country valid_from valid_to "
    "is_current last_attested_on n_articles evidence_mention_id",
    "organizations": "organization_id name acronym kind country n_articles",
    "places": "place_id name kind country latitude longitude n_articles",
    "topics": "topic_id name parent_id path level",
    "article_topics": "article_id topic_id topic path score rank",
    "events": "event_id event_type event_subtype mode status start_date end_date not_after date_precision date_basis "
    "place place_country quad_class goldstein quantity_value quantity_unit quantity_item confidence n_mentions "
    "n_articles n_sources summary first_published_on part_of_event_id fulfils_event_id",
    "event_participants": "event_id role kind participant_id name country sector position",
    "event_dyads": "event_id source_country target_country event_type quad_class goldstein start_date status",
    "event_mentions": "event_mention_id event_id article_id char_start char_end text trigger trigger_start trigger_end "
    "status start_date end_date date_text confidence reported_by",
    "event_topics": "event_id topic_id topic",
    "sources": "source_uri source_file content_hash article_id status first_seen_at last_seen_at",
    "rejects": "source_uri stage reason detail run_id rejected_at",
    "about": "contract_version built_at reader_version licences",
    "runs": "run_id started_at finished_at reader_version files_seen files_new files_changed files_unchanged "
    "files_rejected articles events people",
}
"""The columns that readers count on, in order; further ones may follow."""


@pytest.mark.parametrize("view", CONTRACT)
def test_a_view_begins_with_the_columns_readers_count_on(published: Path, view: str) -> None:
    expected = CONTRACT[view].split()
    assert list(run_query(published, f"FROM {view}").columns[: len(expected)]) == expected


def test_the_unknown_member_shows_as_null_and_never_as_a_row(published: Path) -> None:
    for view in VIEWS:
        shown = run_query(published, f"FROM {view}").rows
        assert not [row for row in shown if "unknown" in row or -1 in row], view
    assert run_query(published, "SELECT country, first_seen_on FROM people WHERE name = 'Raúl Castro'").rows == [
        (None, None)
    ]
    assert run_query(
        published, "SELECT start_date, place, place_country, not_after FROM events WHERE event_id = 'tel-2'"
    ).rows == [(None, None, None, None)]
    assert run_query(published, "SELECT article_id, content_hash FROM sources WHERE status = 'reject'").rows == [
        (None, None)
    ]


def test_mentions_name_what_they_mean_by_kind(published: Path) -> None:
    assert run_query(published, "SELECT kind, entity_id, entity_name FROM mentions ORDER BY mention_id").rows == [
        ("person", "per-1", "Nguyễn Phú Trọng"),
        ("person", "per-2", "Raúl Castro"),
        ("place", "pla-1", "Hanoi"),
        ("country", "CUB", "Cuba"),
        ("title", "per-1", "Nguyễn Phú Trọng"),
    ]


def test_events_know_their_type_place_and_the_meeting_they_are_part_of(published: Path) -> None:
    columns = "event_type, event_subtype, quad_class, goldstein, start_date, place, place_country, part_of_event_id"
    assert run_query(published, f"SELECT {columns} FROM events ORDER BY event_id").rows == [
        ("CONSULT", "043", "verbal_cooperation", 2.8, date(2021, 7, 26), "Hanoi", "VNM", None),
        ("SUPPORT", None, None, None, None, None, None, "tel-1"),
    ]


def test_participants_tellings_and_tenures_are_told_by_name(published: Path) -> None:
    assert run_query(
        published, "SELECT participant_id, name, country, position FROM event_participants ORDER BY role"
    ).rows == [
        ("per-1", "Nguyễn Phú Trọng", "VNM", "general secretary"),
        ("CUB", "Cuba", "CUB", None),
    ]
    assert run_query(published, "SELECT reported_by, reported_by_id FROM event_mentions ORDER BY event_id").rows == [
        (None, None),
        ("Nguyễn Phú Trọng", "per-1"),
    ]
    tenure = "SELECT name, valid_from, valid_to, is_current, evidence_mention_id FROM people_positions"
    assert run_query(published, tenure).rows == [("Nguyễn Phú Trọng", date(2021, 7, 27), None, True, "men-5")]
    assert run_query(published, "SELECT name, parent_id FROM topics ORDER BY level").rows == [
        ("politics", None),
        ("diplomacy", "t:9"),
    ]


def test_spans_point_at_their_words_in_sql_whatever_the_marks(published: Path) -> None:
    told = "substr(article.text, char_start + 1, char_end - char_start)"
    said = run_query(
        published, f"SELECT {told} FROM mentions JOIN articles AS article USING (article_id) ORDER BY mention_id"
    )
    words = ["Nguyễn Phú Trọng", "Raúl Castro", "Hanoi", "Cuba", "he"]
    assert [row[0] for row in said.rows] == [unicodedata.normalize("NFD", each) for each in words]


def test_times_come_back_as_given_in_utc(published: Path) -> None:
    [(loaded,)] = run_query(published, "SELECT first_loaded_at FROM articles").rows
    assert isinstance(loaded, datetime)
    assert loaded == NOW and loaded.utcoffset() == timedelta(0)


# building and proving


def test_the_order_of_the_rows_given_makes_no_difference(tmp_path: Path) -> None:
    build(tmp_path / "a.duckdb", star())
    build(tmp_path / "b.duckdb", {name: frame.reverse() for name, frame in star().items()})
    with duckdb.connect() as both:
        for name in "ab":
            both.sql(f"ATTACH '{tmp_path}/{name}.duckdb' AS {name} (READ_ONLY)")
        for name in PUBLISHED:
            assert both.sql(f"FROM a.{name}").fetchall() == both.sql(f"FROM b.{name}").fetchall()


def test_a_file_that_is_there_is_not_built_over(target: Path) -> None:
    target.write_text("mine")
    with pytest.raises(FileExistsError):
        build(target, star())
    assert target.read_text() == "mine"


def test_a_sound_file_is_proved(target: Path) -> None:
    build(target, star())
    assert prove(target, star()) == []


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
def test_a_damaged_file_is_found_out(target: Path, damage: str, problem: str) -> None:
    build(target, star())
    with duckdb.connect(str(target)) as warehouse:
        warehouse.sql(damage)
    assert problem in "\n".join(prove(target, star()))


def test_a_row_without_its_parent_is_found_out(target: Path) -> None:
    build(target, star())
    with duckdb.connect(str(target)) as warehouse:
        warehouse.sql("CREATE TABLE kept AS FROM bridge_people_aliases")
        warehouse.sql("DROP TABLE bridge_people_aliases CASCADE")
        warehouse.sql("CREATE TABLE bridge_people_aliases AS SELECT * REPLACE (99 AS person_key) FROM kept")
    assert "bridge_people_aliases.person_key: 1 rows refer to nothing in dim_people" in prove(target, star())


# publishing


def test_publishing_again_swaps_the_link(target: Path, builds: Path) -> None:
    first = publish(with_reader_version("r1"), target, builds)
    second = publish(with_reader_version("r2"), target, builds)
    assert target.is_symlink() and not target.readlink().is_absolute()
    assert target.resolve() == second.file.resolve() != first.file.resolve()
    assert second.rows["fct_events"] == 2
    assert version(target) == "r2"
    assert {path.name for path in target.parent.iterdir()} == {"warehouse.duckdb", "warehouse.state"}


def test_warehouse_and_state_can_be_moved_together(target: Path, builds: Path, tmp_path: Path) -> None:
    publish(star(), target, builds)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("warehouse.duckdb", "warehouse.state"):
        shutil.move(tmp_path / name, elsewhere / name)
    assert version(elsewhere / "warehouse.duckdb") == "r1"


def test_the_last_three_builds_stay_and_unfinished_ones_go(target: Path, builds: Path) -> None:
    builds.mkdir(parents=True)
    (builds / "000001.building").mkdir()
    for number in range(4):
        publish(with_reader_version(f"r{number}"), target, builds)
    assert sorted(path.name for path in builds.iterdir()) == ["000003", "000004", "000005"]


def test_a_number_is_not_used_again_when_the_builds_are_deleted(target: Path, builds: Path) -> None:
    publish(star(), target, builds)
    shutil.rmtree(builds)
    assert publish(star(), target, builds).file.parent.name == "000002"


def test_an_empty_star_is_published(target: Path, builds: Path) -> None:
    frames = {name: rows(name) for name in PUBLISHED}
    frames |= {name: star()[name] for name in ("dim_about", "dim_runs")}
    publish(frames, target, builds)
    assert run_query(target, "FROM events").rows == []


def broken(name: str, **columns: pl.Expr) -> Frames:
    frames = star()
    frames[name] = frames[name].with_columns(**columns)
    return frames


@pytest.mark.parametrize(
    ("frames", "problem"),
    [
        (broken("fct_events", status=pl.lit("maybe")), "fct_events.status: 2 of 2 rows are not one of happened"),
        (
            broken("fct_mentions", country_key=pl.lit(5, pl.Int64)),
            "fct_mentions.country_key: 5 of 5 rows refer to nothing",
        ),
        (broken("fct_mentions", char_end=pl.col("char_end") + 1), "fct_mentions.text: 5 of 5 spans are not what"),
        ({name: frame for name, frame in star().items() if name != "dim_people"}, "dim_people: the frame is missing"),
        (star() | {"dim_places": empty_frame(PUBLISHED["dim_places"])}, "the unknown member (place_key -1) is missing"),
    ],
)
def test_bad_frames_are_refused_and_the_old_warehouse_stays(published: Path, frames: Frames, problem: str) -> None:
    builds = published.parent / "warehouse.state" / "builds"
    before = published.readlink()
    with pytest.raises(PublishRefused) as refusal:
        publish(frames, published, builds)
    assert problem in "\n".join(refusal.value.problems)
    assert published.readlink() == before
    assert version(published) == "r1"
    assert [path.name for path in builds.iterdir()] == ["000001"]


def test_topics_that_are_each_others_parents_are_refused_without_a_trace(target: Path, builds: Path) -> None:
    frames = broken("dim_topics", parent_topic_key=pl.when(pl.col("topic_key") > 0).then(11 - pl.col("topic_key")))
    with pytest.raises(PublishRefused, match="refer to each other in a circle"):
        publish(frames, target, builds)
    assert not target.exists()
    assert list(builds.iterdir()) == []


def test_a_file_that_somebody_put_there_is_not_replaced(target: Path, builds: Path) -> None:
    with duckdb.connect(str(target)) as own:
        own.sql("CREATE TABLE notes AS SELECT 'mine' AS note")
    with pytest.raises(PublishRefused, match="is a file of its own"):
        publish(star(), target, builds)
    assert run_query(target, "FROM notes").rows == [("mine",)]


def test_a_copy_of_a_build_in_the_place_of_the_link_is_replaced(target: Path, builds: Path) -> None:
    file = publish(star(), target, builds).file
    target.unlink()
    shutil.copy(file, target)
    publish(with_reader_version("r2"), target, builds)
    assert target.is_symlink() and version(target) == "r2"


def test_a_link_to_somewhere_else_and_a_folder_are_not_replaced(target: Path, builds: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.duckdb"
    elsewhere.touch()
    target.symlink_to(elsewhere)
    with pytest.raises(PublishRefused, match="is not a build of this warehouse"):
        publish(star(), target, builds)
    target.unlink()
    target.mkdir()
    with pytest.raises(PublishRefused, match="is not a file"):
        publish(star(), target, builds)


def test_a_target_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path, builds: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PublishRefused, match="could not be written"):
        publish(star(), tmp_path / "file" / "warehouse.duckdb", builds)


# while others read or write


READER = """
warehouse = duckdb.connect(sys.argv[1], read_only=True)
print("ready", flush=True)
sys.stdin.readline()
print(warehouse.sql("SELECT reader_version, (SELECT count(*) FROM mentions) FROM about").fetchall(), flush=True)
"""


def test_a_reader_goes_on_reading_the_file_it_opened(target: Path, builds: Path) -> None:
    publish(with_reader_version("r1"), target, builds)
    with process(READER, target) as reader:
        for number in range(2, 5):
            publish(with_reader_version(f"r{number}"), target, builds)
        assert not (builds / "000001").exists()
        answer, _ = reader.communicate("go\n", timeout=60)
        assert answer == "[('r1', 5)]\n"
    assert version(target) == "r4"


WRITER = """
warehouse = duckdb.connect(sys.argv[1])
warehouse.sql("CREATE TABLE scribbles AS SELECT 1 AS one")
print("ready", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("killed_before_publishing", [True, False])
def test_a_killed_writer_does_no_harm(target: Path, builds: Path, killed_before_publishing: bool) -> None:
    old = publish(with_reader_version("r1"), target, builds).file
    with process(WRITER, target) as writer:
        log = old.with_name(f"{old.name}.wal")
        assert log.exists(), "DuckDB follows the link before it names the log"
        if killed_before_publishing:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            assert version(target) == "r1"
        publish(with_reader_version("r2"), target, builds)
        assert version(target) == "r2"
    assert log.exists()
    assert version(target) == "r2"
    with duckdb.connect(str(target)) as warehouse:
        assert warehouse.sql("SELECT table_name FROM duckdb_tables() WHERE table_name = 'scribbles'").fetchall() == []


def test_a_log_beside_the_link_is_of_no_account(target: Path, builds: Path) -> None:
    old = publish(with_reader_version("r1"), target, builds).file
    with process(WRITER, target):
        pass
    shutil.copy(old.with_name(f"{old.name}.wal"), target.with_name(f"{target.name}.wal"))
    publish(with_reader_version("r2"), target, builds)
    assert version(target) == "r2"
    with duckdb.connect(str(target)) as warehouse:
        assert warehouse.sql("SELECT count(*) FROM mentions").fetchall() == [(5,)]


def test_a_query_says_who_holds_the_file_open_for_writing(target: Path, builds: Path) -> None:
    publish(star(), target, builds)
    with process(WRITER, target) as writer, pytest.raises(QueryError, match=rf"in another program .*PID {writer.pid}"):
        version(target)


# queries


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


def test_a_quote_in_the_path_is_only_a_letter(tmp_path: Path) -> None:
    folder = tmp_path / "Trọng's"
    publish(star(), folder / "it's.duckdb", folder / "it's.state" / "builds")
    assert version(folder / "it's.duckdb") == "r1"


SWAPPING_READER = """
from pathlib import Path
from warehouse.query import run_query
print("ready", flush=True)
seen = [run_query(Path(sys.argv[1]), "SELECT reader_version FROM about").rows[0][0] for _ in range(60)]
print(seen == sorted(seen) and len(set(seen)) > 1, flush=True)
"""


def test_queries_go_on_while_runs_publish(target: Path, builds: Path) -> None:
    publish(with_reader_version("r10"), target, builds)
    with process(SWAPPING_READER, target) as reader:
        number = 11
        while reader.poll() is None and number < 99:
            publish(with_reader_version(f"r{number}"), target, builds)
            number += 1
        answer, _ = reader.communicate(timeout=60)
    assert answer == "True\n"
