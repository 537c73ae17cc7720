"""Organisations: names that no list holds, acronyms, embassies, and whose a state body is."""

import polars as pl
import pytest

from etl.reading.annotations import Document
from etl.reading.reader import read_document
from etl.transform.organizations import committees_of_chambers, organization_countries
from tests.articles import read


def organizations(text: str) -> list[tuple[str, str | None]]:
    """Name and country of the organisations in an article of these words, in the order of their mentions."""
    reading = read(text)
    mentions = (m for m in reading.mentions if m.kind == "organization" and m.entity is not None)
    return [(reading.entities[m.entity - 1].name, m.country) for m in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ministry of Industry, Trade and Energy agreed.", ["Ministry of Industry, Trade and Energy"]),
        ("The Bureau of Population, Refugees, and Migration met.", ["Bureau of Population, Refugees, and Migration"]),
        ("The State University of New York agreed.", ["State University of New York"]),
        ("The University of North Carolina agreed.", ["University of North Carolina"]),
        ("Officials of Oceanic and Atmospheric Administration spoke.", ["Oceanic and Atmospheric Administration"]),
        ("The Food and Drug Administration agreed.", ["Food and Drug Administration"]),
        ("The Ministry of Railways and Minister Hoang met.", ["Ministry of Railways"]),
        ("The Ministry of Justice and Cuba agreed.", ["Ministry of Justice"]),
        ("The Government of the Republic of Cuba and the Government of Viet Nam signed.",
         ["Government of the Republic of Cuba", "Government of Viet Nam"]),
        ("The Senate Judiciary Committee met.", ["Senate Judiciary Committee"]),
        ("Hanoi University and the California Superior Court met.", ["Hanoi University", "California Superior Court"]),
        ("The Workers' Party of Korea met.", ["Workers' Party of Korea"]),
    ],
)  # fmt: skip
def test_names_by_the_words_they_are_built_around(text: str, expected: list[str]) -> None:
    assert [name for name, _ in organizations(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Party and State met the Working Group and the Board of Directors.",
        "The Health Insurance Marketplace opened before the Department Press Briefing.",
        "The Obama Administration and the Biden-Harris Administration spoke of the Revolution.",
        "He spoke aboard Air Force One in London. My Administration agreed.",
    ],
)
def test_what_tells_no_body_from_another_is_none(text: str) -> None:
    assert organizations(text) == []


def test_an_embassy_is_its_senders_at_its_post() -> None:
    text = "The U.S. Embassy in Hanoi thanked the Cuban Consulate General."
    assert organizations(text) == [("U.S. Embassy in Hanoi", "USA"), ("Cuban Consulate General", "CUB")]
    reading = read(text)
    assert "Hanoi" in [m.span.of(reading.document.text) for m in reading.mentions if m.kind == "place"]


def test_a_bracketed_acronym_stands_for_the_name_before_it() -> None:
    found = organizations("The Vietnam Academy of Science and Technology (VAST) met. VAST agreed.")
    assert found == [("Academy of Science and Technology", "VNM")] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The British Supreme Court agreed.", ("Supreme Court", "GBR")),
        ("The Philippine Department of Energy agreed.", ("Department of Energy", "PHL")),
        ("The Vietnamese National Assembly agreed.", ("National Assembly of Vietnam", "VNM")),
    ],
)
def test_a_nationality_says_whose_a_state_body_is(text: str, expected: tuple[str, str]) -> None:
    assert organizations(text) == [expected]


def test_a_state_body_is_that_of_the_government_that_speaks() -> None:
    text = "The Department of Labor and the Senate agreed."
    reading = read_document(Document("art-1", text, metadata={"url": "https://www.state.gov/a-statement/"}))
    found = {(e.name, e.country) for e in reading.entities if e.kind == "organization"}
    assert found == {("US Department of Labor", "USA"), ("US Senate", "USA")}


def test_a_body_without_a_country_is_the_one_countrys_that_has_the_name() -> None:
    named = [("federal aviation administration", "USA"), ("national assembly", "VNM"), ("national assembly", "FRA")]
    entities = pl.DataFrame(
        [{"kind": "organization", "folded_name": name, "country": country} for name, country in named]
    )
    assert organization_countries(entities) == {"federal aviation administration": "USA"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They toured Kuwait's National Assembly.", ("National Assembly", "KWT")),
        ("The Central Bank of the Russian Federation agreed.", ("Central Bank", "RUS")),
        ("The Ministry of Defence of Chile agreed.", ("Defence Ministry", "CHL")),
    ],
)
def test_a_country_beside_it_says_whose_a_state_body_is(text: str, expected: tuple[str, str]) -> None:
    assert organizations(text) == [expected]


def test_what_is_named_after_a_leader_is_no_part_of_the_next_name() -> None:
    found = organizations("He praised the Biden Administration Federal Aviation Administration and its staff.")
    assert found == [("Federal Aviation Administration", None)]


def test_an_acronym_begins_as_a_word_of_its_name() -> None:
    text = "They signed the Free Trade Area between the Government of Peru and the Government of Israel (USIFTA)."
    assert all(name != "Government of Israel" for name, _ in organizations(text + " The USIFTA was signed.")[2:])


def test_a_committee_is_that_of_the_chamber_which_articles_mostly_name() -> None:
    names = ["senate judiciary committee"] * 4 + ["house judiciary committee", "house rules committee"]
    names += ["senate rules committee"]
    entities = pl.DataFrame([{"kind": "organization", "subkind": "legislature", "folded_name": name} for name in names])
    assert committees_of_chambers(entities) == {"judiciary committee": "senate judiciary committee"}
