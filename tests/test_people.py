"""Who: names, titles, countries, short forms and offices, on sentences written for the purpose."""

from datetime import date

import pytest

from etl.reading.annotations import Document
from etl.reading.reader import read_document
from tests.articles import forms, people, read


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # family name first, given name last
        ("Vietnamese Prime Minister Phạm Minh Chính spoke.", {"Phạm Minh Chính": "VNM"}),
        ("Chinese President Xi Jinping spoke.", {"Xi Jinping": "CHN"}),
        ("South Korean President Moon Jae-in spoke.", {"Moon Jae-in": "KOR"}),
        # two surnames, hyphens, particles, initials and suffixes
        ("President of Cuba Miguel Díaz-Canel Bermúdez spoke.", {"Miguel Díaz-Canel Bermúdez": "CUB"}),
        ("Dutch Prime Minister Jan van der Berg spoke.", {"Jan van der Berg": "NLD"}),
        ("U.S. President Joseph R. Biden, Jr. spoke.", {"Joseph R. Biden Jr.": "USA"}),
        # the country behind the name, in a possessive, and in the body
        ("President Emmanuel Macron of France spoke.", {"Emmanuel Macron": "FRA"}),
        ("Japan's Foreign Minister Taro Tanaka spoke.", {"Taro Tanaka": "JPN"}),
        ("Ahmed Hassan, spokesman for the Egyptian government, said so.", {"Ahmed Hassan": "EGY"}),
        # where an envoy is sent is not whom he serves
        ("Cuban Ambassador to Vietnam Orlando Guillen spoke.", {"Orlando Guillen": "CUB"}),
        # a compound title is one person's
        (
            "Vietnamese Deputy Prime Minister and Minister of Foreign Affairs Bùi Thanh Sơn spoke.",
            {"Bùi Thanh Sơn": "VNM"},
        ),
        # and two titles with their names are two people
        (
            "Vietnamese Prime Minister Phạm Minh Chính and Cuban Prime Minister Manuel Marrero spoke.",
            {"Phạm Minh Chính": "VNM", "Manuel Marrero": "CUB"},
        ),
    ],
)
def test_names_with_their_countries(sentence: str, expected: dict[str, str | None]) -> None:
    assert people(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ministry of Foreign Affairs and the National Assembly met in Havana on Monday.",
        "The Comprehensive Strategic Partnership Agreement entered into force in Latin America.",
        "Human Rights Council members welcomed the Paris Agreement on Climate Change.",
        "Vietnam Airlines flies to Paris and New York.",
    ],
)
def test_what_is_no_person(sentence: str) -> None:
    assert people(sentence) == {}


def test_short_forms_are_the_person_they_stand_for() -> None:
    reading = read(
        "Cuban Foreign Minister Bruno Rodríguez Parrilla met Vietnamese Foreign Minister Bùi Thanh Sơn. "
        "Son thanked his guest. Bruno Parrilla said that Rodríguez would return. Sơn agreed."
    )
    assert forms(reading, "Bruno Rodríguez Parrilla") == ["Bruno Rodríguez Parrilla", "Bruno Parrilla", "Rodríguez"]
    assert forms(reading, "Bùi Thanh Sơn") == ["Bùi Thanh Sơn", "Son", "Sơn"]


def test_a_given_name_borrows_the_surname_of_the_next() -> None:
    assert people("He was a comrade of Fidel and Raul Castro in those years.").keys() == {"Fidel Castro", "Raul Castro"}


def test_a_name_broken_by_a_line_end_is_whole() -> None:
    reading = read(
        "President Joseph R. Biden, Jr. spoke today by phone with General Secretary Nguyen\nPhu Trong of Vietnam."
    )
    assert forms(reading, "Nguyen Phu Trong") == ["Nguyen Phu Trong"]


def test_decomposed_letters_are_the_same_name() -> None:
    reading = read("Party General Secretary Nguyễn Phú Tro\u0323ng spoke. Trọng left.")
    assert len([entity for entity in reading.entities if entity.kind == "person"]) == 1


def test_a_title_without_a_country_is_of_the_dispatching_agencys_home() -> None:
    reading = read("HÀ NỘI — Party General Secretary Nguyễn Phú Trọng met President John Smith of Canada. — VNA/VNS")
    countries = {entity.name: entity.country for entity in reading.entities if entity.kind == "person"}
    assert countries == {"Nguyễn Phú Trọng": "VNM", "John Smith": "CAN"}


def test_a_title_without_a_country_is_of_the_country_that_a_foreign_agency_dispatches_from() -> None:
    received = "President Luis Mora on Tuesday received Chilean Foreign Minister Ana Soto."
    assert people(f"LIMA, May 3 (Xinhua) -- {received}") == {"Luis Mora": "PER", "Ana Soto": "CHL"}
    named = "President Hans Iversen"  # no Peruvian is called so
    assert people(f"LIMA, May 3 (Xinhua) -- {named} of Norway left. Foreign Minister Ola Dahl stayed.") == {
        "Hans Iversen": "NOR",
        "Ola Dahl": "NOR",
    }


def test_compound_titles_give_several_offices_on_the_day_of_the_event() -> None:
    reading = read(
        "Party General Secretary and State President Nguyễn Phú Trọng of Vietnam held talks on March 8 with "
        "President Juan Perez of Chile."
    )
    trong = next(entity.number for entity in reading.entities if entity.name == "Nguyễn Phú Trọng")
    offices = {(office.position, office.held_on) for office in reading.offices if office.entity == trong}
    assert offices == {("General Secretary", date(2021, 3, 8)), ("President", date(2021, 3, 8))}


def test_a_background_title_attests_the_office_at_the_event_and_an_undated_one_not_at_all() -> None:
    reading = read(
        "Canadian Prime Minister John Smith and Chilean President Juan Perez met on Monday. They recalled President "
        "Tô Lâm of Vietnam's State visit to Cuba in September 2019, and the ties founded by President Ho Chi Minh."
    )
    named = {entity.number: entity.name for entity in reading.entities}
    held = {named[office.entity]: office.held_on for office in reading.offices}
    assert held["Tô Lâm"] == date(2019, 9, 1)
    assert held["Ho Chi Minh"] is None


def test_former_offices_are_not_held() -> None:
    reading = read("Former U.S. President Bill Clinton met Vietnamese Prime Minister Phạm Minh Chính on Monday.")
    named = {entity.number: entity.name for entity in reading.entities}
    assert {named[office.entity] for office in reading.offices} == {"Phạm Minh Chính"}


def test_an_acronym_means_what_the_article_introduced_it_for() -> None:
    reading = read("The Communist Party of Cuba (CPC) met in Havana. The CPC elected Miguel Díaz-Canel.")
    named = {entity.number: entity.name for entity in reading.entities if entity.kind == "organization"}
    mentions = [(m.span.of(reading.document.text), named[m.entity]) for m in reading.mentions if m.entity in named]
    assert mentions == [
        ("Communist Party of Cuba", "Communist Party of Cuba"),
        ("CPC", "Communist Party of Cuba"),
        ("CPC", "Communist Party of Cuba"),
    ]


def test_a_country_inside_a_bodys_name_is_a_mention_of_the_country() -> None:
    reading = read("The Communist Party of Cuba met.")
    countries = [m.span.of(reading.document.text) for m in reading.mentions if m.kind == "country"]
    assert countries == ["Cuba"]


def described(text: str) -> list[tuple[str, str | None, str | None]]:
    """Descriptions with the name of the one person they mean, or the names of two."""
    reading = read(text)
    names = {entity.number: entity.name for entity in reading.entities}
    return [
        (m.span.of(reading.document.text), names[m.entity] if m.entity is not None else None, m.value)
        for m in reading.mentions
        if m.is_nominal
    ]


PAIR = "Vietnamese Foreign Minister Bùi Thanh Sơn met Cuban Foreign Minister Bruno Rodríguez. "


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Cuban minister thanked him.", [("The Cuban minister", "Bruno Rodríguez", None)]),
        ("The two ministers agreed.", [("The two ministers", None, "Bùi Thanh Sơn; Bruno Rodríguez")]),
        ("Sơn thanked his counterpart.", [("his counterpart", "Bruno Rodríguez", None)]),
        ("Sơn welcomed his Cuban counterpart.", [("his Cuban counterpart", "Bruno Rodríguez", None)]),
        # what leaves two readings, or means nobody here, is no mention
        ("The minister agreed.", []),
        ("The two presidents agreed.", []),
        ("The Cuban president agreed.", []),
        ("The Foreign Minister of France agreed.", []),
    ],
)
def test_descriptions_mean_the_one_person_they_fit(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert described(PAIR + sentence) == expected


def test_descriptions_are_no_names_and_attest_no_office() -> None:
    reading = read(PAIR + "The Cuban minister thanked him.")
    assert {m.kind for m in reading.mentions if m.is_nominal} == {"title"}
    assert len(reading.offices) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one known to the press, whose country the article does not tell
        ("Kim Jong-un spoke. The Obama Administration agreed.", {"Kim Jong-un": "PRK", "Obama": "USA"}),
        ("Talks with Cuba's Bruno Rodríguez went on.", {"Bruno Rodríguez": "CUB"}),
        ("Prime Minister Justin Smith (Canada) spoke.", {"Justin Smith": "CAN"}),
        # who serves a body of states serves no country, an envoy to one does
        ("European Commission President Anna Roth spoke.", {"Anna Roth": None}),
        ("U.S. Ambassador to the United Nations Linda Reed spoke.", {"Linda Reed": "USA"}),
        # a list behind one title
        (
            "Presidents Emmanuel Macron of France and Juan Perez of Chile met.",
            {"Emmanuel Macron": "FRA", "Juan Perez": "CHL"},
        ),
        ("The Biden-Harris administration agreed.", {"Biden": "USA", "Harris": None}),
    ],
)
def test_countries_that_the_article_ties_people_to(text: str, expected: dict[str, str | None]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Secretary Buttigieg spoke with Prime Minister Koskinen. Finland is a friend.",
            {"Buttigieg": "USA", "Koskinen": "FIN"},
        ),
        ("MR. CARNEY:  Good morning.\n\nQ    Is it, Jay?\n\nMS. PSAKI:  Yes.", {"Carney": "USA", "Psaki": "USA"}),
    ],
)
def test_bare_titles_are_of_the_issuing_government_where_it_has_such_an_office(
    text: str, expected: dict[str, str | None]
) -> None:
    release = Document("art-0000000000000000", text, metadata={"url": "https://www.state.gov/briefings/2021/03/10/"})
    found = {e.name: e.country for e in read_document(release).entities if e.kind == "person"}
    assert found.items() >= expected.items()


@pytest.mark.parametrize(
    "sentence",
    [
        "They crossed the Gila River and went to Long Beach in May.",
        "He spoke in the Benjamin Franklin Room on April 3.",
        "HBCUs received funds. It was St. Patrick’s Day in Prince George’s County.",
    ],
)
def test_sites_months_and_acronyms_are_nobody(sentence: str) -> None:
    assert people(sentence) == {}


def test_names_in_capitals_are_shown_as_names_are_written() -> None:
    assert people("French President Emmanuel MACRON met KING ABDULLAH II of Jordan.") == {
        "Emmanuel Macron": "FRA",
        "Abdullah II": "JOR",
    }


def test_nicknames_are_one_person_in_an_article() -> None:
    reading = read("U.S. Secretary of State Tony Blinken spoke. Antony J. Blinken left.")
    assert forms(reading, "Antony J. Blinken") == ["Tony Blinken", "Antony J. Blinken"]


def test_an_initial_at_a_line_end_does_not_break_a_name() -> None:
    assert people("It was announced by President Donald\nJ. Trump and others.") == {"Donald J. Trump": "USA"}


def test_the_arabic_article_belongs_to_the_name() -> None:
    text = "Syrian President Bashar al-Assad met Prime Minister Nuri al-Maliki of Iraq. Assad and al-Maliki agreed."
    assert people(text) == {"Bashar al-Assad": "SYR", "Nuri al-Maliki": "IRQ"}


def test_an_office_between_commas_belongs_to_the_name_that_follows_with_an_honorific() -> None:
    text = "At the invitation of Prime Minister Narendra Modi, the President of Maldives, H.E. Mr. Ibrahim Solih, came."
    assert people(text) == {"Narendra Modi": "IND", "Ibrahim Solih": "MDV"}


def test_every_office_points_at_a_title_that_is_a_mention() -> None:
    reading = read("They met with the Governors of Hadhramaut, Mahra, and Shabwa.")
    titles = {mention.span for mention in reading.mentions if mention.kind == "title"}
    assert reading.offices
    assert {office.title for office in reading.offices} <= titles


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A British teacher, Mark Hedges, has been jailed.", "GBR"),
        ("The minister met his Algerian counterpart, Lakhdar Belhadj, in Oslo.", "DZA"),
        ("Iran's foreign ministry spokesman, Hossein Amini, denied it.", "IRN"),
        ("Philip Aguer, a spokesman for South Sudan's army, denied it.", "SSD"),
        ("Mark Hedges, a British teacher, has been jailed.", "GBR"),
        ("After an attack on a Chilean village, Mark Hedges said nothing.", None),
    ],
)
def test_whose_countryman_one_is_by_what_stands_beside_the_name(text: str, country: str | None) -> None:
    assert list(people(text).values()) == [country]


@pytest.mark.parametrize(
    "text",
    [
        "Chilean and Peruvian Presidents Juan Perez and Luis Mora met in Quito.",
        "The presidents of Chile and Peru, Juan Perez and Luis Mora, met in Quito.",
        "Chile's and Peru's presidents, Juan Perez and Luis Mora, met in Quito.",
    ],
)
def test_a_title_for_two_gives_each_his_country_and_office(text: str) -> None:
    assert people(text) == {"Juan Perez": "CHL", "Luis Mora": "PER"}
    reading = read(text)
    offices = {(reading.entities[o.entity - 1].name, o.position, o.country) for o in reading.offices}
    assert offices == {("Juan Perez", "President", "CHL"), ("Luis Mora", "President", "PER")}


def test_the_next_of_a_list_is_no_office_of_the_one_before() -> None:
    listed = people("They met Council President John Smith, President Juan Perez of Chile, and King Luis of Spain.")
    assert listed == {"John Smith": None, "Juan Perez": "CHL", "Luis": "ESP"}
