"""Where: which names are places, which of several of one name is meant, and where they lie."""

import polars as pl
import pytest

from etl.transform.keys import country_key
from etl.transform.places import dim_places
from tests.articles import read


def places(text: str) -> list[tuple[str, str, str | None]]:
    """Words, name and country of the places and countries in an article of these words, in order."""
    reading = read(text)
    mentions = (m for m in reading.mentions if m.kind in ("place", "country") and m.entity is not None)
    return [(m.span.of(reading.document.text), reading.entities[m.entity - 1].name, m.country) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what stands behind the comma says which
        ("He spoke in Paris, Texas, yesterday.", [("Paris", "Paris", "USA"), ("Texas", "Texas", "USA")]),
        ("Talks in London, Ontario, ended.", [("London", "London", "CAN"), ("Ontario", "Ontario", "CAN")]),
        ("He lives in Galveston, Tex. and works.", [("Galveston", "Galveston", "USA"), ("Tex.", "Texas", "USA")]),
        ("She is from Newark, N.J., we hear.", [("Newark", "Newark", "USA"), ("N.J.", "New Jersey", "USA")]),
        ("Talks in Atlanta, Georgia, ended.",
         [("Atlanta", "Atlanta", "USA"), ("Georgia", "Georgia (US state)", "USA")]),
        # a list of countries is a list
        ("They flew to Venezuela, Cuba and Nicaragua.",
         [("Venezuela", "Venezuela", "VEN"), ("Cuba", "Cuba", "CUB"), ("Nicaragua", "Nicaragua", "NIC")]),
        ("He went to Georgia, Armenia and Azerbaijan.",
         [("Georgia", "Georgia", "GEO"), ("Armenia", "Armenia", "ARM"), ("Azerbaijan", "Azerbaijan", "AZE")]),
        # other states make a state of it
        ("The governors of Georgia and Alabama met.",
         [("Georgia", "Georgia (US state)", "USA"), ("Alabama", "Alabama", "USA")]),
        # a longer name than the one that is listed
        ("He spoke in Kansas City, Missouri.",
         [("Kansas City", "Kansas City", "USA"), ("Missouri", "Missouri", "USA")]),
    ],
)  # fmt: skip
def test_which_of_several_places_of_a_name(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert places(text) == expected


def test_a_town_is_one_where_the_article_names_its_country() -> None:
    text = "Fighting went on in Bakhmut and Izium. Ukraine said that Bakhmut had not fallen."
    assert [name for name, _, _ in places(text)] == ["Bakhmut", "Izium", "Ukraine", "Bakhmut"]


def test_a_listed_city_gives_way_to_a_namesake_in_a_country_that_is_named() -> None:
    assert ("Birmingham", "Birmingham", "USA") in places("Americans marched in Birmingham. The United States watched.")
    assert ("Birmingham", "Birmingham", "GBR") in places("Britons marched in Birmingham.")


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Price thanked Reading and Mobile. The Independence of Commerce, Orange and Union was discussed in Price.",
        "Nice to see you, he said. Hamilton and Jefferson were rivals. She thanked Rosario.",
        "Orange County and Crystal City voted. The GAP report came out in March.",
        "Leaders of the Euro-Atlantic community met in Price Waterhouse offices.",
    ],
)
def test_words_and_family_names_are_no_places(text: str) -> None:
    assert places(text) == []


def test_a_given_name_before_a_family_name_is_a_person() -> None:
    reading = read("Under Secretary Victoria J. Nuland met Rosario Murillo in Managua.")
    assert {e.name for e in reading.entities if e.kind == "person"} == {"Victoria J. Nuland", "Rosario Murillo"}
    assert {e.name for e in reading.entities if e.kind == "place"} == {"Managua"}


def test_places_have_the_coordinates_of_their_namesake_in_that_country() -> None:
    names = [
        ("London", "GBR", "city"),
        ("London", "CAN", "city"),
        ("Texas", "USA", "region"),
        ("Kremlin", "RUS", "site"),
    ]
    entities = pl.DataFrame(
        [
            {"article_id": "art-1", "reader_version": "r", "entity_no": number, "kind": "place", "name": name,
             "folded_name": name.lower(), "country": country, "acronym": None, "subkind": kind, "part": "text"}
            for number, (name, country, kind) in enumerate(names, 1)
        ]
    )  # fmt: skip
    identities = entities.select(
        "article_id",
        "entity_no",
        pl.col("entity_no").alias("place_key"),
        pl.format("pla-{}", "name").alias("identity_id"),
    )
    found = dim_places(entities, identities)
    columns = found.select("name", "country_key", "latitude", "longitude").iter_rows()
    placed = {(name, key): (latitude, longitude) for name, key, latitude, longitude in columns}
    assert placed["London", country_key("GBR")] == pytest.approx((51.5, -0.13), abs=0.05)
    assert placed["London", country_key("CAN")] == pytest.approx((42.98, -81.23), abs=0.05)
    assert placed["Texas", country_key("USA")] == pytest.approx((31, -98), abs=2)
    assert placed["Kremlin", country_key("RUS")] == (None, None)


def test_a_native_name_that_is_an_english_word_is_no_country() -> None:
    found = places("The Pacific Island partners met on Coney Island, and Soul music was played in Reykjavik, Iceland.")
    assert [words for words, _, country in found if country in ("ISL", "KOR")] == ["Reykjavik", "Iceland"]
