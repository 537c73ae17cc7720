"""Who is one person across articles, on which evidence; on names written for the purpose."""

from datetime import date
from itertools import permutations

import polars as pl

from etl.lexicon.name_forms import same_given_name, same_western_name, sounds
from etl.transform.identities import people_found
from tests.test_transform import frame

USA = "USA"
Who = tuple[str, str | None, str | None, int | None]  # name, country, office, year


def who(*people: Who) -> dict[int, tuple[int, str]]:
    """For every person, each in an article of its own (name, country, office, year): the smallest number of those who
    are the same, and the evidence.
    """
    found = people_of(*people)
    ids = found.get_column("identity_id").to_list()
    return {n: (ids.index(i), e) for n, (i, e) in enumerate(zip(ids, found.get_column("evidence"), strict=True))}


def ids(*people: Who) -> list[str]:
    """The ids of the people, each in an article of its own."""
    return people_of(*people).get_column("identity_id").to_list()


def people_of(*people: Who) -> pl.DataFrame:
    """What all articles tell of the people, each in an article of its own, in their order."""
    articles = [f"art-{number:016x}" for number in range(len(people))]
    entities = frame(
        "entities",
        *(
            {"article_id": a, "entity_no": 1, "name": n, "folded_name": n.lower(), "country": c}
            for a, (n, c, _, _) in zip(articles, people, strict=True)
        ),
    )
    offices = frame(
        "offices",
        *(
            {"article_id": a, "mention_id": f"men-{a}", "entity_no": 1, "position": office, "country": c}
            for a, (_, c, office, _) in zip(articles, people, strict=True)
            if office
        ),
    )
    dated = frame(
        "articles",
        *(
            {"article_id": a, "published_on": date(year, 1, 1) if year else None}
            for a, (*_, year) in zip(articles, people, strict=True)
        ),
    )
    return people_found(entities, offices, dated).sort("article_id")


def groups(*people: Who) -> list[int]:
    return [first for first, _ in who(*people).values()]


def test_given_names_agree_by_initial_beginning_and_hypocorism() -> None:
    assert all(
        same_given_name(*pair) for pair in [("joe", "joseph"), ("tony", "antony"), ("j", "joe"), ("ben", "benjamin")]
    )
    assert not any(same_given_name(*pair) for pair in [("joe", "jill"), ("jo", "joanna"), ("daniel", "danielle")])


def test_middle_names_may_be_left_out_but_not_differ() -> None:
    assert same_western_name(("joe", "biden"), ("joseph", "r", "biden"))
    assert not same_western_name(("george", "w", "bush"), ("george", "h", "w", "bush"))


def test_an_initial_that_is_kept_is_the_first() -> None:
    assert groups(("George H W Bush", USA, None, None), ("George W Bush", USA, None, None)) == [0, 1]
    assert groups(("Harry S Truman", USA, None, None), ("Harry Truman", USA, None, None)) == [0, 0]


def test_spellings_of_one_name_are_heard_alike() -> None:
    assert sounds("zelenskyy") == sounds("zelensky") == sounds("zelenskiy")
    assert sounds("mohammed") == sounds("mohamed")
    assert sounds("harris") != sounds("harrison")


def test_forms_of_a_full_name_are_one_person() -> None:
    assert groups(
        ("Joseph R Biden", USA, None, None),
        ("Joe Biden", USA, None, None),
        ("Joseph Biden", None, None, None),
        ("Jill Biden", USA, None, None),
    ) == [0, 0, 0, 3]


def test_a_form_that_fits_two_people_stays_by_itself() -> None:
    assert groups(
        ("Alexander Smith", USA, None, None), ("Alejandro Smith", USA, None, None), ("Alex Smith", USA, None, None)
    ) == [0, 1, 2]


def test_the_order_of_names_is_turned_round_only_where_the_family_stands_first() -> None:
    assert groups(("Fumio Kishida", "JPN", None, None), ("Kishida Fumio", "JPN", None, None)) == [0, 0]
    assert groups(("Martin James", "GBR", None, None), ("James Martin", "GBR", None, None)) == [0, 1]


def test_a_family_name_alone_is_the_bearer_of_the_office() -> None:
    found = who(
        ("Kevin McCarthy", USA, "Speaker of Parliament", 2023),
        ("Gina McCarthy", USA, "Adviser", 2023),
        ("McCarthy", USA, "Speaker of Parliament", 2023),
        ("McCarthy", None, "Adviser", 2023),
        ("McCarthy", USA, "Governor", 2023),
    )
    assert found == {
        0: (0, "same_name"),
        1: (1, "same_name"),
        2: (0, "family_name_and_office"),
        3: (1, "family_name_and_office"),
        4: (4, "same_name"),
    }


def test_one_office_and_family_name_in_two_generations_are_two_people() -> None:
    assert groups(
        ("Pierre Trudeau", "CAN", "Prime Minister", 1975),
        ("Justin Trudeau", "CAN", "Prime Minister", 2021),
        ("Trudeau", "CAN", "Prime Minister", 1976),
        ("Trudeau", "CAN", "Prime Minister", 2022),
    ) == [0, 1, 0, 1]


def test_a_title_cut_short_is_the_same_office() -> None:
    assert groups(("Antony Blinken", USA, "Secretary of State", None), ("Blinken", USA, "Secretary", None)) == [0, 0]
    assert groups(
        ("Ann Lee", USA, "Deputy Secretary", None), ("Bo Lee", USA, "Secretary", None), ("Lee", USA, "Secretary", None)
    ) == [0, 1, 1]


def test_the_order_of_articles_tells_nothing() -> None:
    people = [
        ("Joe Biden", USA, None, None),
        ("Biden", USA, "President", 2021),
        ("Joseph R Biden", USA, "President", 2021),
        ("Jill Biden", USA, None, None),
    ]
    expected = {("Joe Biden", "Biden", "Joseph R Biden"), ("Jill Biden",)}
    for order in permutations(people):
        found: dict[int, list[str]] = {}
        for number, (first, _) in who(*order).items():
            found.setdefault(first, []).append(order[number][0])
        assert {tuple(sorted(names)) for names in found.values()} == {tuple(sorted(names)) for names in expected}


def test_every_person_of_an_article_is_somebody() -> None:
    found = people_found(frame("entities"), frame("offices"), frame("articles"))
    assert found.is_empty() and isinstance(found, pl.DataFrame)


def test_transliterations_of_one_language_are_heard_alike() -> None:
    assert sounds("lukashenka") == sounds("lukashenko")
    assert sounds("nazarbayev") == sounds("nazarbaev") and sounds("yanukovych") == sounds("yanukovich")
    assert sounds("qaddafi") == sounds("gadhafi") == sounds("kadafi")
    assert same_given_name("alyaksandr", "alexander") and same_given_name("muhammad", "mohamed")
    assert same_given_name("rick", "dick") and not same_given_name("chris", "tina")


def test_spellings_of_a_full_name_are_one_person() -> None:
    assert groups(
        ("Alyaksandr Lukashenka", "BLR", None, 2021),
        ("Alexander Lukashenko", "BLR", None, 2021),
        ("Lukashenko", "BLR", None, 2022),
        ("Yoon Suk Yeol", "KOR", None, 2023),
        ("Yoon Suk-yeol", "KOR", None, 2023),
        ("Mohammed bin Zayed", "ARE", None, 2022),
        ("Mohamed bin Zayed Al Nahyan", "ARE", None, 2022),
    ) == [0, 0, 0, 3, 3, 5, 5]


def test_a_father_s_name_is_no_family_name() -> None:
    assert groups(
        ("Salman bin Abdulaziz Al Saud", "SAU", "King", 2022), ("Abdulaziz Al Saud", "SAU", "King", 2022)
    ) == [0, 1]


def test_a_family_name_is_first_that_of_a_compatriot() -> None:
    assert groups(
        ("Bashar al Assad", "SYR", None, 2022),
        ("Omar Assad", None, None, 2022),
        ("Assad", "SYR", None, 2022),
    ) == [0, 1, 0]


def test_all_offices_of_an_article_count_for_a_family_name() -> None:
    who_is_who = [("Ann Lind", USA, "Vice President", 2022), ("Bo Lind", USA, "Adviser", 2022)]
    offices = [("Lind", USA, "Vice President", 2022), ("Lind", USA, "Governor", 2022)]
    assert groups(*who_is_who, *offices) == [0, 1, 0, 3]


def test_a_leader_of_parliament_is_the_one_who_led_it_in_another_office() -> None:
    people = [("Kevin McCarthy", USA, "Minority Leader", 2022), ("Gina McCarthy", USA, "Adviser", 2022)]
    assert who(*people, ("McCarthy", USA, "Whip", 2023))[2] == (0, "family_name_and_office")


def test_a_family_name_without_a_country_is_the_one_well_known_bearers() -> None:
    known = [("Anthony Fauci", USA, None, year) for year in (2020, 2021, 2022, 2023)]
    assert who(*known, ("Fauci", None, None, 2021))[4] == (0, "family_name")
    assert who(known[0], ("Fauci", None, None, 2021))[1] == (1, "same_name")


def test_a_usual_family_name_without_an_office_is_not_anybody_s_of_that_name() -> None:
    assert groups(("Daisy Bates", USA, None, 2024), ("Bates", USA, None, 2024)) == [0, 1]
    assert groups(("Daisy Zwicky", USA, None, 2024), ("Zwicky", USA, None, 2024)) == [0, 0]


def test_a_head_of_state_is_nobody_without_a_country() -> None:
    assert groups(("Maggie Hassan", None, None, 2022), ("Hassan", "SOM", "President", 2022)) == [0, 1]


def test_a_given_name_beside_an_office_is_no_usual_family_name() -> None:
    people = [("Samantha Power", USA, "Commissioner", 2022), ("Young Kim", USA, "Senator", 2022)]
    assert groups(*people, ("Samantha", USA, "Commissioner", 2022), ("Young", USA, "Senator", 2022)) == [0, 1, 0, 3]


def test_one_office_in_two_countries_is_one_person_of_that_name() -> None:
    porter = [("Ann Porter", USA, "Secretary of State", 2022)] * 4
    assert who(*porter, ("Ann Porter", "PAN", "Secretary of State", 2022))[4] == (0, "name_and_office")
    assert groups(*porter, ("Ann Porter", "GBR", "Writer", 2022)) == [0, 0, 0, 0, 4]


def test_a_king_without_a_country_is_the_one_whose_country_others_tell() -> None:
    kings = [("Abdullah", "JOR", "King", year) for year in (2021, 2022, 2023)]
    assert groups(*kings, ("Abdullah", None, "King", 2022), ("Abdullah", "AFG", "Chairman", 2021)) == [0, 0, 0, 0, 4]


def test_unrelated_articles_change_no_id() -> None:
    people = [("Joe Biden", USA, None, None), ("Biden", USA, "President", 2021)]
    before = ids(*people)
    after = ids(*people, ("Jo Lind", USA, "President", 2021), ("Lind", USA, "President", 2021))
    assert after[: len(before)] == before
