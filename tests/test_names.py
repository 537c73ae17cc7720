"""Where a name begins and ends, whose an office beside it is, and what only looks like a name; on sentences written for
the purpose.
"""

import pytest

from etl.reading.annotations import Document
from etl.reading.reader import read_document
from tests.articles import forms, people, read


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # the office before the next name of a list is that one's
        (
            "Deputy Secretary of State Ann Porter, Japanese Vice Foreign Minister Sato Kenji and others met.",
            {"Ann Porter": None, "Sato Kenji": "JPN"},
        ),
        (
            "Secretary of State Ann Porter, Panamanian President José Rivas agreed.",
            {"Ann Porter": None, "José Rivas": "PAN"},
        ),
        ("President Joe Biden, Prime Minister Mahuta, welcome.", {"Joe Biden": "USA", "Mahuta": "NZL"}),
        (
            "Under President Joe Biden, President of Senegal and Chair of the African Union Amadou Fall, they met.",
            {"Joe Biden": "USA", "Amadou Fall": "SEN"},
        ),
        # and an office behind a name is still its own
        ("Olaf Kranz, Chancellor of Germany, spoke.", {"Olaf Kranz": "DEU"}),
        # "of Georgia" behind a comma may be the state
        ("Deborah Lane Smith, of Georgia, to be a judge.", {"Deborah Lane Smith": None}),
        # a king goes by a given name that is anybody's
        (
            "Afghan Chairman Abdullah Abdullah met Jordan's King Abdullah II.",
            {"Abdullah Abdullah": "AFG", "Abdullah II": "JOR"},
        ),
    ],
)
def test_an_office_belongs_to_the_name_it_stands_before(sentence: str, expected: dict[str, str | None]) -> None:
    assert people(sentence) == expected


def test_a_word_between_an_office_and_a_name_parts_them() -> None:
    assert people("There was one visit of the Chinese Foreign Minister for Obama.") == {}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Biden Harris Administration acted.", {"Biden", "Harris"}),
        ("The Biden-Harris Administration acted.", {"Biden", "Harris"}),
        ("The Bush and Obama Administrations acted.", {"Bush", "Obama"}),
        ("The George Bush administration acted.", {"George Bush"}),
    ],
)
def test_two_leaders_of_an_administration_are_no_person_of_both_names(sentence: str, expected: set[str]) -> None:
    assert set(people(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("It was the time of Martin Luther King, Jr. Ran he not for President?", "Martin Luther King Jr."),
        (
            "They met Princess Reema bint Bandar bin Sultan bin Abdulaziz Al Saud.",
            "Reema bint Bandar bin Sultan bin Abdulaziz Al Saud",
        ),
        ("The mayors met Second Gentleman Douglas Emhoff.", "Douglas Emhoff"),
        ("Deputy Attorney General Lisa Monaco spoke.", "Lisa Monaco"),
        ("It was named for Sergeant First Class Heath Robinson.", "Heath Robinson"),
        ("Yesterday President Biden Highlights Communities was the heading.", "Biden"),
        ("Can Putin survive? President Putin said so.", "Putin"),
        ("PRESIDENT TRUMP PROMISED THIS: President Trump said that he would go.", "Trump"),
    ],
)
def test_where_a_name_begins_and_ends(sentence: str, name: str) -> None:
    assert list(people(sentence)) == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "He designated the Avi Kwa Ame National Monument. Avi Kwa Ame is sacred.",
        "The Thelma Harper Post Office Building was opened.",
        "They landed at John F. Kennedy International Airport.",
        "It was on the Harvey Milk Balcony and in the Jacqueline Kennedy Garden.",
        "He spoke of Private Life and of Juvenile Justice Systems on Victory Day.",
    ],
)
def test_what_is_named_after_people_is_nobody(sentence: str) -> None:
    assert people(sentence) == {}


def test_who_gave_a_room_its_name_is_still_a_person() -> None:
    reading = read("They met in the Benjamin Franklin Room. Benjamin Franklin was a printer.")
    assert forms(reading, "Benjamin Franklin") == ["Benjamin Franklin"]


def test_a_family_name_of_several_words_is_its_bearers() -> None:
    reading = read("FOREIGN MINISTER LE DRIAN: Welcome. French Foreign Minister Jean-Yves Le Drian spoke of China.")
    assert forms(reading, "Jean-Yves Le Drian") == ["LE DRIAN", "Jean-Yves Le Drian"]
    assert people("King Salman bin Abdulaziz Al Saud met Abdulaziz Al Saud.").keys() == {
        "Salman bin Abdulaziz Al Saud",
        "Abdulaziz Al Saud",
    }


def test_the_office_chooses_among_bearers_of_a_family_name() -> None:
    reading = read("U.S. President Joe Biden and First Lady Jill Biden came. President Biden spoke.")
    assert forms(reading, "Joe Biden") == ["Joe Biden", "Biden"]
    reading = read("PRESIDENT ALVARADO: Welcome. Journalist Yessenia Alvarado asked. President Alvarado answered.")
    assert forms(reading, "Alvarado") == ["ALVARADO", "Alvarado"]


def test_a_leader_whom_the_world_knows_is_no_namesake() -> None:
    assert people("President Biden spoke of Hunter Biden.") == {"Biden": "USA", "Hunter Biden": None}
    assert people("President Obama spoke. Barack Obama left.") == {"Barack Obama": "USA"}
    assert people("President Lind spoke of her school. Ann Lind left.").keys() == {"Ann Lind"}


def test_a_family_name_of_another_language_does_not_make_a_foreigner() -> None:
    text, source = "Acting Secretary Julie Su spoke of China.", {"url": "https://www.state.gov/briefings/2021/03/10/"}
    reading = read_document(Document("art-0000000000000000", text, metadata=source))
    assert [(e.name, e.country) for e in reading.entities if e.kind == "person"] == [("Julie Su", "USA")]
    assert people("The paper said that Minister Su Jiahui of China spoke.") == {"Su Jiahui": "CHN"}
