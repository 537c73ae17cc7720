"""The frames of a tiny star, for the tests of building, publishing and reading the warehouse."""

import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from schemas.frames import polars_schema, unknown_member
from schemas.registry import PUBLISHED
from warehouse.query import run_query

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
            "bridge_people_aliases",
            {"alias_key": 1, "person_key": 1, "alias": "Trọng", "n_mentions": 1, "evidence": "same_name"},
        ),
        "bridge_article_topics": rows(
            "bridge_article_topics",
            {"article_topic_key": 1, "article_key": 1, "topic_key": 2, "score": 0.5, "rank": 1},
        ),
        "fct_topic_evidence": rows(
            "fct_topic_evidence",
            {
                **{"topic_evidence_key": 1, "article_key": 1, "topic_key": 2, "event_key": 1, "words": "receive"},
                **{"weight": 2.0, "part": "lead", **span("received")},
            },
            {
                **{"topic_evidence_key": 2, "article_key": 1, "topic_key": 2, "words": "talks", "weight": 3.0},
                **{"part": "title"},
            },
        ),
        "bridge_event_topics": rows("bridge_event_topics", {"event_topic_key": 1, "event_key": 1, "topic_key": 2}),
    }
    return frames


def with_reader_version(version: str) -> Frames:
    """The same star as another run would make it: `about` tells the two apart."""
    frames = star()
    frames["dim_about"] = frames["dim_about"].with_columns(reader_version=pl.lit(version))
    return frames


def version(target: Path) -> object:
    return run_query(target, "SELECT reader_version FROM about").rows[0][0]
