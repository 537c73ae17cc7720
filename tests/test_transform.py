"""Annotation frames to star frames, on frames of a few rows written for the purpose."""

from datetime import date

import polars as pl

from etl.transform.calendar import dim_dates
from etl.transform.clustering import events_found
from etl.transform.event_corrections import event_clusters
from etl.transform.events import dim_event_types, fct_events
from etl.transform.identities import identities, people_found
from etl.transform.participants import bridge_event_participants, fct_event_dyads
from etl.transform.people import best_name, bridge_people_aliases, dim_people, to_ascii
from etl.transform.places import dim_countries
from etl.transform.tenures import fct_tenures
from schemas.checks import violations
from schemas.frames import empty_frame, polars_schema
from schemas.registry import TABLES
from tests.whole_star import star_of

A, B, C = "art-00000000000000aa", "art-00000000000000bb", "art-00000000000000cc"
Row = dict[str, object]


def frame(table: str, *rows: Row) -> pl.DataFrame:
    """Rows of a table; columns left out are null, or what a row of that table usually has."""
    usual: dict[str, Row] = {
        "entities": {"kind": "person", "part": "text"},
        "offices": {"position_kind": "head_of_state", "position_rank": 1, "held_basis": "event"},
        "corrected_tellings": {
            "event_type": "CONSULT",
            "event_subtype": "040",
            "mode": "meeting",
            "status": "happened",
            "char_start": 0,
            "char_end": 10,
            "text": "They met.",
            "trigger": "met",
            "trigger_start": 5,
            "trigger_end": 8,
            "date_precision": "none",
            "confidence": 0.8,
            "is_symmetric": True,
            "event_no": 1,
            "corrected": [],
        },
        "corrected_sides": {"role": "actor", "kind": "person", "sector": "government"},
        "articles": {"credit": [], "published_precision": "day", "word_count": 10, "reader_version": "r"},
        "mentions": {"kind": "person", "sentence_no": 0, "part": "text", "is_nominal": False, "char_start": 0},
    }
    filled = [{**usual.get(table, {}), **row} for row in rows]
    schema = polars_schema(TABLES[table])
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in filled], schema=schema)


def person(article: str, number: int, name: str, country: str | None) -> Row:
    return {"article_id": article, "entity_no": number, "name": name, "folded_name": name.lower(), "country": country}


def office(article: str, number: int, position: str, country: str, held_on: date | None, **more: object) -> Row:
    mention = f"men-{article[-2:]}{number}{position}"
    return {
        "article_id": article,
        "mention_id": mention,
        "entity_no": number,
        "position": position,
        "country": country,
        "held_on": held_on,
        **more,
    }


NO_OFFICES = empty_frame(TABLES["offices"])


NO_CORRECTIONS = empty_frame(TABLES["corrections"])
NO_ANCHORS = empty_frame(TABLES["correction_anchors"])
NO_MENTIONS = empty_frame(TABLES["mentions"])
NONE_DENIED = empty_frame(TABLES["denied_mentions"])


def identified(entities: pl.DataFrame, offices: pl.DataFrame, articles: pl.DataFrame | None = None) -> pl.DataFrame:
    """Identities without corrections; articles without a day unless they are given."""
    found = people_found(entities, offices, empty_frame(TABLES["articles"]) if articles is None else articles)
    assert violations(TABLES["people_found"], found) == []
    return identities(entities, found, NO_CORRECTIONS, NO_ANCHORS, NO_MENTIONS)


def who_is_who(*rows: Row, offices: pl.DataFrame = NO_OFFICES) -> list[set[tuple[str, int]]]:
    """The article entities that are one person, person by person."""
    found = identified(frame("entities", *rows), offices)
    assert violations(TABLES["identities"], found) == []
    groups = found.group_by("person_key").agg(pl.struct("article_id", "entity_no"))
    return [{(one["article_id"], one["entity_no"]) for one in group} for group in groups.get_column("article_id")]


def test_one_name_in_one_country_is_one_person() -> None:
    assert who_is_who(person(A, 1, "Raul Castro", "CUB"), person(B, 1, "Raul Castro", "CUB")) == [{(A, 1), (B, 1)}]


def test_a_name_without_a_country_is_its_only_known_bearers() -> None:
    assert who_is_who(person(A, 1, "Raul Castro", "CUB"), person(B, 1, "Raul Castro", None)) == [{(A, 1), (B, 1)}]


def test_namesakes_of_two_countries_stay_two_and_the_third_stays_open() -> None:
    groups = who_is_who(
        person(A, 1, "Juan Perez", "CHL"), person(B, 1, "Juan Perez", "MEX"), person(C, 1, "Juan Perez", None)
    )
    assert sorted(map(len, groups)) == [1, 1, 1]


def test_a_dropped_surname_and_a_shortened_given_name_join_the_full_form() -> None:
    groups = who_is_who(
        person(A, 1, "Bruno Rodriguez Parrilla", "CUB"),
        person(B, 1, "Bruno Parrilla", "CUB"),
        person(C, 1, "Joseph R Biden", "USA"),
        person(A, 2, "Joe Biden", "USA"),
    )
    assert sorted(map(len, groups)) == [2, 2]


def test_a_family_name_of_two_people_joins_the_one_of_the_same_office() -> None:
    rows = [person(A, 1, "Joe Biden", "USA"), person(A, 2, "Jill Biden", "USA"), person(B, 1, "Biden", "USA")]
    assert sorted(map(len, who_is_who(*rows))) == [1, 1, 1]
    offices = frame("offices", office(A, 1, "President", "USA", None), office(B, 1, "President", "USA", None))
    assert {(A, 1), (B, 1)} in who_is_who(*rows, offices=offices)


def test_ids_do_not_depend_on_the_order_of_articles_or_on_strangers() -> None:
    castro = [person(A, 1, "Raul Castro", "CUB"), person(B, 1, "Raul Castro", None)]
    alone = identified(frame("entities", *castro), NO_OFFICES)
    with_stranger = identified(frame("entities", person(C, 1, "Xi Jinping", "CHN"), *castro[::-1]), NO_OFFICES)
    assert alone.equals(with_stranger.filter(pl.col("article_id") != C))


def test_the_best_name_is_full_and_has_its_diacritics() -> None:
    assert best_name(["Trọng", "Nguyen Phu Trong", "Nguyễn Phú Trọng", "Nguyen Phu Trong"]) == "Nguyễn Phú Trọng"
    assert to_ascii("Đào Ngọc Chiến") == "Dao Ngoc Chien"


def test_people_count_articles_and_events_and_are_seen_from_first_to_last() -> None:
    entities = frame("entities", person(A, 1, "Raul Castro", "CUB"), person(B, 1, "Raul Castro", "CUB"))
    found = dim_people(
        entities,
        identified(entities, NO_OFFICES),
        frame(
            "mentions",
            *(
                {"article_id": a, "mention_id": f"men-{a}", "text": "Raul Castro", "char_end": 11, "entity_no": 1}
                for a in (A, B)
            ),
        ),
        frame(
            "articles",
            {"article_id": A, "published_on": date(2021, 7, 28)},
            {"article_id": B, "published_on": date(2020, 12, 2)},
        ),
        empty_frame(TABLES["event_mention_sides"]),
        empty_frame(TABLES["event_clusters"]),
        NONE_DENIED,
    )
    assert violations(TABLES["dim_people"], found) == []
    (row,) = (
        found.filter(pl.col("person_key") != -1)
        .select("name", "n_articles", "n_events", "first_seen_date_key", "last_seen_date_key")
        .rows()
    )
    assert row == ("Raul Castro", 2, 0, 20201202, 20210728)


def test_composed_and_decomposed_spellings_are_one_alias() -> None:
    entities = frame("entities", person(A, 1, "Trọng", "VNM"))
    spelt = ["Trọng", "Tro\u0323ng"]
    mentions = frame(
        "mentions",
        *(
            {"article_id": A, "mention_id": f"men-{i}", "text": t, "char_end": len(t), "entity_no": 1}
            for i, t in enumerate(spelt)
        ),
    )
    aliases = bridge_people_aliases(mentions, entities, identified(entities, NO_OFFICES), NONE_DENIED)
    assert aliases.select("alias", "n_mentions").rows() == [("Trọng", 2)]


def tenures(*rows: Row) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Valid from, valid to and last attested by name and position."""
    names = {1: "trong", 2: "phuc"}
    entities = frame("entities", *(person(a, n, name, "VNM") for a in (A, B, C) for n, name in names.items()))
    who = identified(entities, NO_OFFICES)
    key_of = dict(zip(who.get_column("person_key"), who.get_column("entity_no"), strict=True))
    found = fct_tenures(frame("offices", *rows), who)
    assert violations(TABLES["fct_tenures"], found) == []
    return {
        (names[key_of[row["person_key"]]], row["position"]): (
            row["valid_from_date_key"],
            row["valid_to_date_key"],
            row["last_attested_date_key"],
        )
        for row in found.iter_rows(named=True)
    }


def test_a_tenure_is_open_while_nothing_speaks_against_it() -> None:
    found = tenures(
        office(A, 1, "President", "VNM", date(2018, 10, 23)), office(B, 1, "President", "VNM", date(2020, 12, 2))
    )
    assert found == {("trong", "President"): (20181023, -1, 20201202)}


def test_a_successor_ends_a_tenure_on_the_day_after_its_last_attestation() -> None:
    found = tenures(
        office(A, 1, "President", "VNM", date(2020, 12, 2)), office(B, 2, "President", "VNM", date(2021, 4, 6))
    )
    assert found["trong", "President"] == (20201202, 20201203, 20201202)
    assert found["phuc", "President"] == (20210406, -1, 20210406)


def test_the_same_person_with_other_offices_only_does_not_hold_the_first_any_more() -> None:
    party = {"position_kind": "party_leader"}
    found = tenures(
        office(A, 1, "President", "VNM", date(2020, 12, 2)),
        office(A, 1, "General Secretary", "VNM", date(2020, 12, 2), **party),
        office(B, 1, "General Secretary", "VNM", date(2021, 7, 28), **party),
    )
    assert found["trong", "President"] == (20201202, 20201203, 20201202)
    assert found["trong", "General Secretary"] == (20201202, -1, 20210728)


def test_an_office_without_a_day_is_no_tenure() -> None:
    assert tenures(office(A, 1, "President", "VNM", None)) == {}


PAIR = [
    person(a, n, name, country)
    for a in (A, B)
    for n, name, country in [(1, "Pham Minh Chinh", "VNM"), (2, "Manuel Marrero", "CUB")]
]


def told(article: str, telling: str, day: date | None, **more: object) -> Row:
    dated: Row = {"start_date": day, "end_date": day, "date_precision": "day", "date_basis": "clause"} if day else {}
    return {"article_id": article, "event_mention_id": telling, **dated, **more}


def side(article: str, telling: str, number: int, **more: object) -> Row:
    country = {1: "VNM", 2: "CUB"}[number]
    return {
        "article_id": article,
        "event_mention_id": telling,
        "side_no": number,
        "entity_no": number,
        "country": country,
        **more,
    }


def test_an_event_takes_its_day_from_the_telling_that_knows_it_best() -> None:
    tellings = frame(
        "corrected_tellings",
        told(A, "tel-1", date(2021, 3, 9), date_basis="publication", confidence=0.9, mode="phone"),
        told(A, "tel-2", date(2021, 3, 8)),
    )
    sides = frame("corrected_sides", *(side(A, t, n) for t in ("tel-1", "tel-2") for n in (1, 2)))
    entities = frame("entities", *PAIR)
    who = identified(entities, NO_OFFICES)
    articles = frame("articles", {"article_id": A, "published_on": date(2021, 3, 9)})
    stories = frame("stories", {"article_id": A, "story_id": A})
    uncorrected = events_found(tellings, sides, who, articles, stories)
    nothing = (empty_frame(TABLES[name]) for name in ("corrections", "quoted_tellings"))
    of = event_clusters(uncorrected, *nothing, tellings)
    people = dim_people(entities, who, empty_frame(TABLES["mentions"]), articles, sides, of, NONE_DENIED)
    found = fct_events(tellings, sides, of, who, entities, articles, stories, people)
    assert violations(TABLES["fct_events"], found) == []
    (row,) = found.select("start_date_key", "date_basis", "mode", "n_mentions", "n_articles", "summary").rows()
    assert row == (20210308, "clause", "phone", 2, 1, "Manuel Marrero, Pham Minh Chinh: phone")

    participants = bridge_event_participants(
        sides, of, who, found, empty_frame(TABLES["fct_tenures"]), people, NO_OFFICES, tellings
    )
    assert violations(TABLES["bridge_event_participants"], participants) == []
    assert participants.height == 2
    dyads = fct_event_dyads(participants)
    assert violations(TABLES["fct_event_dyads"], dyads) == []
    assert dyads.height == 2  # both orders

    dates = dim_dates(
        *(empty_frame(TABLES[name]) for name in ("dim_articles", "dim_people")),
        found,
        *(empty_frame(TABLES[name]) for name in ("fct_event_mentions", "fct_tenures")),
    )
    assert violations(TABLES["dim_dates"], dates) == []
    assert dates.filter(pl.col("date_key") == 20210308).get_column("weekday_name").to_list() == ["Monday"]


def test_an_act_towards_somebody_is_one_ordered_pair() -> None:
    participants = frame(
        "bridge_event_participants",
        *(
            {"participant_key": n, "event_key": 7, "role": r, "kind": "country", "person_key": -1,
             "organization_key": -1, "country_key": n}
            for n, r in ((1, "actor"), (2, "recipient"))
        ),
    )  # fmt: skip
    assert fct_event_dyads(participants).select("source_country_key", "target_country_key").rows() == [(1, 2)]


def test_every_cameo_code_has_its_quad_class_and_goldstein_value() -> None:
    types = dim_event_types()
    assert violations(TABLES["dim_event_types"], types) == []
    call = types.filter(pl.col("event_subtype") == "041").select("event_type", "quad_class", "goldstein").rows()
    assert call == [("CONSULT", "verbal_cooperation", 1.0)]
    assert "OCCASION" in types.get_column("event_type")


def test_every_country_has_one_row_and_nobodys_is_unknown() -> None:
    countries = dim_countries()
    assert violations(TABLES["dim_countries"], countries) == []
    assert countries.filter(pl.col("country") == "VNM").get_column("name").to_list() == ["Vietnam"]


def test_where_nobody_acts_the_summary_names_who_was_hit() -> None:
    text = " date 2021-03-10 LIMA — President Juan Perez of Chile called President Ana Rojas of Peru on Wednesday to " \
        "offer his condolences for the devastating earthquake in Peru on March 8.\n"  # fmt: skip
    summaries = star_of({"a.txt": text})("fct_events").get_column("summary").to_list()
    assert "PER: disaster" in summaries
