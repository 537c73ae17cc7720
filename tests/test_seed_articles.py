"""The five seed articles end to end: what the published warehouse says of them, held to hand-made annotations."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.text.fold import fold
from tests.conftest import ROOT

GOLD = [json.loads(line) for line in (ROOT / "tests" / "gold" / "seeds.jsonl").read_text("utf-8").splitlines()]


def by_file(connection: duckdb.DuckDBPyConnection, columns: str) -> dict[str, tuple[object, ...]]:
    rows = connection.sql(f"SELECT source_file, {columns} FROM articles").fetchall()
    return {str(row[0])[:3]: row[1:] for row in rows}


def test_publication_dates_and_how_they_are_known(published_seeds: duckdb.DuckDBPyConnection) -> None:
    known = by_file(published_seeds, "published_on, published_basis, published_precision")
    assert known == {
        "000": (date(2025, 2, 19), "header", "day"),
        "001": (date(2020, 12, 2), "header", "day"),
        "002": (date(2022, 12, 22), "inferred", "day"),
        "003": (date(2021, 7, 28), "header", "day"),
        "004": (date(2023, 3, 1), "header", "day"),
    }


def test_an_inferred_date_gives_its_reasons(published_seeds: duckdb.DuckDBPyConnection) -> None:
    ((evidence,),) = (row for file, row in by_file(published_seeds, "published_evidence").items() if file == "002")
    assert all(reason in str(evidence) for reason in ("December 22", "Wednesday", "October 2023", "COVID-19"))


def test_datelines_and_credits(published_seeds: duckdb.DuckDBPyConnection) -> None:
    known = by_file(
        published_seeds, "coalesce(nfc_normalize(dateline_place), 'none'), credit"
    )  # 002 decomposes its letters
    assert known == {
        "000": ("HÀ NỘI", ["VNA", "VNS"]),
        "001": ("Hanoi", ["VNA"]),
        "002": ("HÀ NỘI", ["VNS"]),
        "003": ("HÀ NỘI", ["VNA", "VNS"]),
        "004": ("none", ["VNA"]),
    }


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: Path(gold["file"]).stem)
def test_everybody_named_in_an_article(published_seeds: duckdb.DuckDBPyConnection, gold: dict[str, Any]) -> None:
    """Distinct people by the spans they are named in, as the annotator marked them, each with the country."""
    rows = published_seeds.execute(
        """
        SELECT m.entity_id, p.country, m.char_start, m.char_end
        FROM mentions m JOIN articles a USING (article_id) JOIN people p ON p.person_id = m.entity_id
        WHERE m.kind = 'person' AND ends_with(a.source_file, ?)
        """,
        [Path(str(gold["file"])).name],
    ).fetchall()
    spans: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for person, country, start, end in rows:
        spans.setdefault((person, country), []).append((start, end))
    told = sorted((sorted(where), country) for (_, country), where in spans.items())
    expected = sorted((sorted(map(tuple, p["mentions"])), p["country"]) for p in gold["people"])
    assert [where for where, _ in told] == [where for where, _ in expected]
    credited = [sorted(map(tuple, p["mentions"])) for p in gold["people"] if p["participation"] == "credit"]
    assert [one for one in told if one[0] not in credited] == [one for one in expected if one[0] not in credited]


@pytest.mark.parametrize(
    ("file", "mode", "day", "sides"),
    [
        ("000", "meeting", date(2025, 2, 19), {"bui thanh son", "bruno rodriguez parrilla"}),
        ("001", "phone", date(2020, 12, 2), {"nguyen phu trong", "raul castro"}),
        ("002", "phone", date(2022, 12, 21), {"nguyen phu trong", "miguel diaz-canel bermudez"}),
        ("003", "phone", date(2021, 7, 27), {"nguyen phu trong", "miguel diaz-canel bermudez"}),
        ("004", "video", date(2023, 2, 28), {"le hoai trung", "emilio lozada garcia"}),
    ],
)
def test_the_main_talks_of_each_article(
    published_seeds: duckdb.DuckDBPyConnection, file: str, mode: str, day: date, sides: set[str]
) -> None:
    rows = published_seeds.execute(
        """
        SELECT e.mode, e.start_date, e.end_date, e.status, list(p.name), list(DISTINCT p.country ORDER BY p.country)
        FROM events e JOIN event_participants p USING (event_id)
        WHERE e.event_type = 'CONSULT' AND e.mode <> 'visit' AND e.status = 'happened' AND event_id IN (
            SELECT event_id FROM event_mentions JOIN articles USING (article_id) WHERE starts_with(source_file, ?))
        GROUP BY ALL
        """,
        [file],
    ).fetchall()
    assert [(row[0], row[1], row[2], {fold(name) for name in row[4]}, row[5]) for row in rows] == [
        (mode, day, day, sides, ["CUB", "VNM"])
    ]


def test_offices_have_their_time(published_seeds: duckdb.DuckDBPyConnection) -> None:
    """President in December 2020 and not in July 2021; First Secretary by turns; two offices at once."""

    def held(position: str, day: date) -> set[str]:
        rows = published_seeds.execute(
            "SELECT name FROM people_positions WHERE position = ? AND valid_from <= ? AND coalesce(valid_to > ?, true)",
            [position, day, day],
        ).fetchall()
        return {fold(name) for (name,) in rows}

    assert held("President", date(2020, 12, 2)) == {"nguyen phu trong"}
    assert held("President", date(2021, 7, 28)) == {"miguel diaz-canel bermudez"}
    assert held("First Secretary", date(2020, 12, 2)) == {"raul castro"}
    assert held("First Secretary", date(2021, 7, 28)) == {"miguel diaz-canel bermudez"}
    assert held("General Secretary", date(2024, 9, 15)) == {"to lam"}


def test_one_man_under_two_spellings_is_one_person(published_seeds: duckdb.DuckDBPyConnection) -> None:
    ((name, n_articles),) = published_seeds.sql(
        "SELECT name, n_articles FROM people WHERE ascii_name = 'Nguyen Phu Trong'"
    ).fetchall()
    assert (name, n_articles) == ("Nguyễn Phú Trọng", 4)


def test_captions_and_tails_tell_nothing_of_their_own(published_seeds: duckdb.DuckDBPyConnection) -> None:
    """Photographers and agencies take part in no event."""
    parts = published_seeds.sql("SELECT DISTINCT name FROM event_participants WHERE kind <> 'country'").fetchall()
    assert not {name for (name,) in parts} & {"Trí Dũng", "Vietnam News Agency", "Viet Nam News"}
