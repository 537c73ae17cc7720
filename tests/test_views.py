"""The views of a published warehouse show names, not keys, under the columns that readers count on."""

import unicodedata
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from schemas.registry import VIEWS
from tests.star_frames import NOW
from warehouse.query import run_query

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
