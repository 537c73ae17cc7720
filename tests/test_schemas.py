"""Declarations hold together, and each kind of bad row is caught with a line that says where and what."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime

import duckdb
import polars as pl
import pytest

from schemas import dictionary
from schemas.checks import false_spans, lopsided, orphans, unaccounted, violations
from schemas.ddl import comments, create_table, creation_order, referred_tables
from schemas.frames import conform, empty_frame, polars_schema, unknown_member
from schemas.model import Table, View, integer
from schemas.registry import PUBLISHED, TABLES, VIEWS

DECLARED = [*TABLES.values(), *VIEWS.values()]


def frame(table: str, *rows: Mapping[str, object]) -> pl.DataFrame:
    """Rows of a table; columns that are not given are null."""
    schema = polars_schema(TABLES[table])
    return pl.DataFrame([dict.fromkeys(schema) | dict(row) for row in rows], schema=schema)


def people(*rows: dict[str, object]) -> pl.DataFrame:
    """A dim_people of the unknown member and the given rows, each a good row but for what is given."""
    good = {"name": "Raúl Castro", "ascii_name": "Raul Castro", "country_key": 1, "n_articles": 1, "n_events": 0}
    days = {"first_seen_date_key": 20210101, "last_seen_date_key": 20210102}
    known = frame(
        "dim_people", *({"person_key": n, "person_id": f"per-{n}"} | good | days | row for n, row in enumerate(rows))
    )
    return pl.concat([unknown_member(TABLES["dim_people"]), known])


# declarations


@pytest.mark.parametrize("declared", DECLARED, ids=lambda declared: f"{type(declared).__name__}-{declared.name}")
def test_every_column_says_in_a_sentence_what_it_means(declared: Table | View) -> None:
    assert declared.grain.startswith("One row") and declared.grain.endswith(".")
    assert [column.name for column in declared.columns if not column.description.endswith(".")] == []
    assert len(set(declared.column_names)) == len(declared.columns)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_keys_spans_and_rules_name_declared_columns(table: Table) -> None:
    named = {name for key in table.keys for name in key} | {name for span in table.spans for name in span}
    named |= {name for rule in table.rules for name in pl.sql_expr(rule.sql).meta.root_names()}
    assert named <= set(table.column_names)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_reference_leads_to_a_primary_key_of_the_same_type(table: Table) -> None:
    for column in table.columns:
        if column.references is not None:
            parent, _, key = column.references.partition(".")
            assert TABLES[parent].primary_key == (key,)
            assert TABLES[parent].column(key).type is column.type


def test_what_is_stored_refers_only_to_what_is_stored() -> None:
    assert {parent for table in PUBLISHED.values() for parent in referred_tables(table)} <= PUBLISHED.keys()


def test_tables_can_be_created_in_an_order_that_respects_references() -> None:
    done: set[str] = set()
    for table in creation_order(PUBLISHED.values()):
        assert referred_tables(table) - {table.name} <= done
        done.add(table.name)
    assert done == set(PUBLISHED)


def test_a_column_lists_what_it_demands() -> None:
    column = integer("rank", "Place.", ge=1, le=9).to("dim_x", "key").distinct()
    assert column.constraints() == ["not null", "unique", "at least 1", "at most 9", "references dim_x.key"]


def test_every_view_shows_the_rows_of_a_stored_table_or_counts_them() -> None:
    assert {view.of for view in VIEWS.values() if view.of} <= PUBLISHED.keys()
    assert {view.name for view in VIEWS.values() if view.of is None} == {"topic_months", "dyad_topics"}


def test_dictionary_is_not_stale() -> None:
    assert dictionary.PATH.read_text(encoding="utf-8") == dictionary.render(), "run python -m schemas.dictionary"


def test_ddl_makes_tables_with_comments_and_keys() -> None:
    with duckdb.connect() as connection:
        for table in creation_order(PUBLISHED.values()):
            for statement in (create_table(table), *comments(table)):
                connection.sql(statement)
        described = dict(
            connection.sql(
                "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'dim_people'"
            ).fetchall()
        )
        keyed = connection.sql(
            "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    assert described == {column.name: column.description for column in TABLES["dim_people"].columns}
    assert {name for (name,) in keyed} == PUBLISHED.keys()


# frames


def test_conform_selects_orders_and_casts() -> None:
    loose = pl.DataFrame({"name": ["Cuba"], "extra": [0], "country": ["CUB"], "country_key": [7]}).cast(
        {"country_key": pl.Int32}
    )
    tidy = conform(TABLES["dim_countries"], loose)
    assert tidy.schema == polars_schema(TABLES["dim_countries"])
    assert tidy.rows() == [(7, "CUB", "Cuba")]


def test_a_reading_nests_the_rows_that_belong_to_its_article() -> None:
    nested = empty_frame(TABLES["readings"]).explode("offices").unnest("offices")
    assert "held_on" in nested.columns
    assert nested.columns.count("article_id") == 1


@pytest.mark.parametrize("table", [table for table in TABLES.values() if table.unknown_member], ids=lambda t: t.name)
def test_unknown_members_break_no_rule(table: Table) -> None:
    assert violations(table, unknown_member(table)) == []


def test_a_table_without_unknown_member_has_no_row_for_it() -> None:
    with pytest.raises(ValueError, match="dim_runs has no unknown member"):
        unknown_member(TABLES["dim_runs"])


# violations


def test_good_rows_pass() -> None:
    assert violations(TABLES["dim_people"], people({}, {"country_key": -1})) == []


def test_a_frame_of_no_rows_passes_where_there_is_no_unknown_member() -> None:
    assert violations(TABLES["fct_events"], empty_frame(TABLES["fct_events"])) == []


def test_a_missing_and_an_undeclared_column_are_named() -> None:
    bad = people({}).drop("name").with_columns(nickname=pl.lit("R."))
    assert sorted(violations(TABLES["dim_people"], bad)) == [
        "dim_people.name: the column is missing",
        "dim_people.nickname: the column is not declared",
    ]


def test_a_wrong_type_is_named() -> None:
    bad = people({}).cast({"n_events": pl.Float64})
    assert violations(TABLES["dim_people"], bad) == ["dim_people.n_events: the type is Float64, not Int64"]


def test_nulls_are_counted() -> None:
    bad = people({}, {"name": None}, {"name": None})
    assert violations(TABLES["dim_people"], bad) == ["dim_people.name: 2 of 4 rows are null"]


def test_a_value_that_is_not_one_of_those_listed_is_quoted() -> None:
    bad = frame(
        "event_mention_sides", side("actor"), side("witness", side_no=1), side("actor", side_no=2, sector="press")
    )
    assert violations(TABLES["event_mention_sides"], bad) == [
        "event_mention_sides.role: 1 of 3 rows are not one of actor, recipient, e.g. 'witness'",
        "event_mention_sides.sector: 1 of 3 rows are not one of government, military, party, civilians, company, "
        "media, rebels, igo, ngo, e.g. 'press'",
    ]


def side(role: str, **other: object) -> dict[str, object]:
    given: dict[str, object] = {"article_id": "art-0123456789abcdef", "event_mention_id": "tel-1", "side_no": 0}
    return given | {"role": role, "kind": "country", "country": "CUB"} | other


def test_values_out_of_bounds_and_of_another_form_are_quoted() -> None:
    bad = people({"n_articles": -5})
    assert violations(TABLES["dim_people"], bad) == ["dim_people.n_articles: 1 of 2 rows are not at least 0, e.g. -5"]
    countries = pl.concat(
        [
            unknown_member(TABLES["dim_countries"]),
            frame("dim_countries", {"country_key": 1, "country": "Cuba", "name": "Cuba"}),
        ]
    )
    assert violations(TABLES["dim_countries"], countries) == [
        "dim_countries.country: 1 of 2 rows are not of the form ^[A-Z]{3}$, e.g. 'Cuba'"
    ]


def test_doubled_keys_are_caught() -> None:
    bad = people({}, {"person_key": 0})
    assert violations(TABLES["dim_people"], bad) == [
        "dim_people: 2 of 3 rows share their person_key with another, e.g. person_key 0"
    ]
    bad = people({}, {"person_id": "per-0"})
    assert violations(TABLES["dim_people"], bad) == [
        "dim_people: 2 of 3 rows share their person_id with another, e.g. person_id 'per-0'"
    ]


def test_a_doubled_or_missing_unknown_member_is_caught() -> None:
    doubled = pl.concat([people({}), people().with_columns(person_id=pl.lit("other"))])
    assert "share their person_key" in violations(TABLES["dim_people"], doubled)[0]
    missing = people({}).filter(pl.col("person_key") != -1)
    assert violations(TABLES["dim_people"], missing) == ["dim_people: the unknown member (person_key -1) is missing"]


def test_a_rule_between_columns_is_told_with_an_example() -> None:
    bad = people({"last_seen_date_key": 20201231}, {"last_seen_date_key": -1})
    assert violations(TABLES["dim_people"], bad) == [
        "dim_people: 1 of 3 rows break the rule that a person is last seen no earlier than first, "
        "e.g. first_seen_date_key 20210101, last_seen_date_key 20201231"
    ]


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({"char_end": 0, "char_start": 3}, "a span ends after it starts"),
        ({"trigger_end": 4, "trigger_start": 4}, "a trigger ends after it starts"),
        ({"trigger_end": 60}, "the trigger lies within its sentence"),
        ({"end_date": date(2020, 1, 1)}, "an event ends no earlier than it starts"),
        ({"start_date": None}, "an event has a first day exactly where its precision is not none"),
    ],
)
def test_a_telling_keeps_its_rules(change: dict[str, object], broken: str) -> None:
    good = telling()
    assert violations(TABLES["event_mentions"], frame("event_mentions", good)) == []
    assert broken in " ".join(violations(TABLES["event_mentions"], frame("event_mentions", good | change)))


def telling(text: str = "They met in Hanoi.", **other: object) -> dict[str, object]:
    given: dict[str, object] = {
        "article_id": "art-0123456789abcdef",
        "event_mention_id": "tel-1",
        "event_no": 1,
        "event_type": "CONSULT",
        "status": "happened",
        "char_start": 0,
        "char_end": len(text),
        "text": text,
        "trigger": text[5:8],
        "trigger_start": 5,
        "trigger_end": 8,
        "start_date": date(2021, 7, 27),
        "date_precision": "day",
        "confidence": 0.9,
        "is_symmetric": True,
    }
    return given | other


def test_a_sentence_of_more_than_800_characters_is_too_long() -> None:
    long = frame("event_mentions", telling("They met " + "ọ" * 792))
    assert "are not at most 800 characters long" in violations(TABLES["event_mentions"], long)[0]
    assert violations(TABLES["event_mentions"], frame("event_mentions", telling("They met " + "ọ" * 791))) == []


def test_a_tenure_ends_after_it_begins() -> None:
    tenure = {"tenure_key": 1, "person_key": 1, "position": "minister", "position_kind": "minister", "position_rank": 1}
    tenure |= {"country_key": 1, "n_articles": 1, "evidence_mention_key": 1, "last_attested_date_key": -1}
    bad = frame("fct_tenures", tenure | {"valid_from_date_key": 20210101, "valid_to_date_key": 20210101})
    assert "a tenure ends after it begins" in violations(TABLES["fct_tenures"], bad)[0]


# between frames


def test_references_that_lead_nowhere_are_counted() -> None:
    lost = people({}, {"country_key": 8}, {"country_key": 9})
    countries = pl.concat(
        [
            unknown_member(TABLES["dim_countries"]),
            frame("dim_countries", {"country_key": 1, "country": "CUB", "name": "Cuba"}),
        ]
    )
    days = frame("dim_dates", *({"date_key": key} for key in (-1, 20210101, 20210102)))
    frames = {"dim_people": lost, "dim_countries": countries, "dim_dates": days}
    assert orphans(TABLES["dim_people"], frames) == [
        "dim_people.country_key: 2 of 4 rows refer to nothing in dim_countries, e.g. 8, 9"
    ]
    del frames["dim_countries"]
    assert orphans(TABLES["dim_people"], frames) == [
        "dim_people.country_key: dim_countries, to which it refers, is missing"
    ]


def test_null_refers_to_nothing_and_is_no_orphan() -> None:
    top = frame("dim_topics", {"topic_key": 1, "topic_id": "a", "name": "a", "path": "a", "level": 1})
    assert orphans(TABLES["dim_topics"], {"dim_topics": top}) == []


ARTICLE = "art-0123456789abcdef"
TEXT = unicodedata.normalize("NFD", "🇻🇳 Ông Nguyễn Phú Trọng thăm Cuba 👍🏽 hôm qua.")
"""Combining marks and characters beyond the basic plane: bytes, UTF-16 units and code points all differ."""


def span(words: str, shift: int = 0) -> dict[str, object]:
    decomposed = unicodedata.normalize("NFD", words)
    start = TEXT.index(decomposed)
    return {
        "article_id": ARTICLE,
        "text": decomposed,
        "char_start": start + shift,
        "char_end": start + len(decomposed) + shift,
    }


def test_spans_count_code_points_as_python_does() -> None:
    documents = frame("documents", {"article_id": ARTICLE, "text": TEXT})
    told = frame("mentions", span("Trọng"), span("Cuba"), span("👍🏽"), span("hôm qua"))
    assert false_spans(told, documents, TABLES["mentions"].spans) == []


def test_a_span_that_is_off_by_one_is_quoted_beside_what_the_article_has() -> None:
    documents = frame("documents", {"article_id": ARTICLE, "text": TEXT})
    told = frame("mentions", span("Trọng"), span("Cuba", shift=1))
    assert false_spans(told, documents, TABLES["mentions"].spans) == [
        "text: 1 of 2 spans are not what the article says, e.g. 'Cuba' where art-0123456789abcdef has 'uba '"
    ]


def test_a_span_in_an_article_that_is_not_there_is_false() -> None:
    told = frame("mentions", span("Cuba"))
    assert "is not there" in false_spans(told, empty_frame(TABLES["documents"]), TABLES["mentions"].spans)[0]


def test_triggers_are_checked_like_any_span() -> None:
    documents = frame("documents", {"article_id": ARTICLE, "text": "They met in Hanoi."})
    assert false_spans(frame("event_mentions", telling()), documents, TABLES["event_mentions"].spans) == []
    wrong = frame("event_mentions", telling(trigger="talk"))
    assert false_spans(wrong, documents, TABLES["event_mentions"].spans)[0].startswith("trigger: 1 of 1 spans")


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def source(uri: str, status: str, article: str | None = None) -> dict[str, object]:
    return {"source_uri": uri, "source_file": uri[-5:], "article_id": article, "status": status, "first_seen_at": NOW}


def test_every_document_is_exactly_one_of_article_duplicate_reject() -> None:
    sources = frame(
        "sources",
        source("file:///a.txt", "article", ARTICLE),
        source("file:///a.txt", "superseded", "art-0"),
        source("file:///b.txt", "duplicate", ARTICLE),
        source("file:///c.bin", "reject"),
    )
    documents = frame("documents", {"article_id": ARTICLE, "source_uri": "file:///a.txt"})
    rejects = frame("rejects", {"source_uri": "file:///c.bin", "reason": "binary"})
    scanned = ["file:///a.txt", "file:///b.txt", "file:///c.bin"]
    assert unaccounted(sources, documents, rejects, scanned) == []

    assert unaccounted(sources, documents, rejects, [*scanned, "file:///d.txt"]) == [
        "sources: 1 were found but are not accounted for, e.g. 'file:///d.txt'"
    ]
    assert unaccounted(sources, documents, rejects.clear()) == [
        "sources: 1 are called reject but no reason is kept, e.g. 'file:///c.bin'"
    ]
    assert unaccounted(sources, documents.clear(), rejects) == [
        "sources: 2 are called article or duplicate but are no document, e.g. 'file:///a.txt', 'file:///b.txt'"
    ]
    refused_since = pl.concat([sources, frame("sources", source("file:///b.txt", "reject"))])
    why = pl.concat([rejects, frame("rejects", {"source_uri": "file:///b.txt", "reason": "undecodable"})])
    assert unaccounted(refused_since, documents, why, scanned) == []
    twice = pl.concat([sources, frame("sources", source("file:///b.txt", "duplicate", "art-1"))])
    assert "are in force in more than one version, e.g. 'file:///b.txt'" in unaccounted(twice, documents, rejects)[0]
    orphaned = sources.filter(pl.col("status") != "article")
    assert unaccounted(orphaned, documents, rejects) == [
        "sources: 1 are documents but not the article of exactly one source, e.g. 'art-0123456789abcdef'"
    ]


def test_a_symmetric_telling_has_no_recipient() -> None:
    tellings = frame("event_mentions", telling())
    assert lopsided(tellings, frame("event_mention_sides", side("actor"), side("actor", side_no=1))) == []
    assert lopsided(tellings, frame("event_mention_sides", side("actor"), side("recipient", side_no=1))) == [
        "event_mention_sides.role: 1 of 1 symmetric tellings have a recipient, e.g. 'tel-1'"
    ]
