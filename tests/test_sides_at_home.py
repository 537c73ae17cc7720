"""Who acts on whom within one country, and where it is not said by whom or against whom: in sentences of a wire."""

import pytest

from tests.articles import read, sides


@pytest.mark.parametrize(
    ("sentence", "event_type", "sectors"),
    [
        ("Heavy fighting erupted on Sunday between Chilean troops and rebels.", "ASSAULT", {"military", "rebels"}),
        ("Fighting between government troops and rebels in Chile went on.", "ASSAULT", {"military", "rebels"}),
        ("Clashes broke out between Chilean troops and Moslem rebels.", "ASSAULT", {"military", "rebels"}),
        ("The Chilean government and opposition agreed to share power.", "AGREE", {"government", "civilians"}),
        ("Chilean rebels and government forces traded fire on Monday.", "ASSAULT", {"rebels", "military"}),
    ],
)
def test_two_sides_of_one_country_act_on_each_other(sentence: str, event_type: str, sectors: set[str]) -> None:
    (telling,) = (telling for telling in read(sentence).tellings if telling.event_type == event_type)
    assert telling.is_symmetric
    assert {side.country for side in telling.sides} == {"CHL"}
    assert {side.sector for side in telling.sides} == sectors


def test_what_is_done_jointly_is_done_with_each_other() -> None:
    (telling,) = read("Chilean and Peruvian divers are jointly searching for the wreck.").tellings
    assert (telling.event_type, telling.is_symmetric) == ("COOPERATE", True)


def test_rulers_talk_with_a_group_of_their_own_country() -> None:
    (telling,) = read("Chilean officials sat down with leaders of striking miners on Tuesday.").tellings
    assert telling.event_type == "CONSULT"
    assert [(side.country, side.sector) for side in telling.sides] == [("CHL", "government"), ("CHL", "civilians")]


def test_ministers_of_one_country_who_act_together_do_not_act_on_each_other() -> None:
    sentence = "Foreign Minister John Smith of Canada and Defence Minister Ann Baker of Canada signed a treaty."
    assert "SUPPORT" not in {telling.event_type for telling in read(sentence).tellings if telling.is_symmetric}


@pytest.mark.parametrize(
    ("sentence", "event_type", "actors", "recipients"),
    [
        # whose the body is
        (
            "A court in Chile found a former minister guilty of torturing dozens of opponents.",
            "ACCUSE",
            ["CHL"],
            ["CHL"],
        ),
        ("Prosecutors in Chile opened an inquiry into the disappearance of 12 miners.", "ACCUSE", ["CHL"], ["CHL"]),
        # by whom
        ("Two Peruvian fishermen were freed from a Chilean jail on Monday.", "RETREAT", ["CHL"], ["PER"]),
        ("A curfew was imposed in parts of the Chilean city of Arica.", "COERCE", ["CHL"], ["CHL"]),
        ("A state of emergency was declared in the Chilean capital.", "COERCE", ["CHL"], ["CHL"]),
        ("Security was tightened in the Chilean capital on Friday.", "MOBILIZE", ["CHL"], ["CHL"]),
        ("Five opposition leaders were placed under house arrest in Santiago.", "COERCE", ["CHL"], ["CHL"]),
        # against whom
        ("Chilean forces were put on alert after Peru tested a missile.", "MOBILIZE", ["CHL"], ["PER"]),
        ("Chile placed its guard on alert because of Peruvian manoeuvres.", "MOBILIZE", ["CHL"], ["PER"]),
        ("Chile suspended food aid after Peru fired a rocket.", "SANCTION", ["CHL"], ["PER"]),
        # who stands before a participle
        ("Two Chilean planes carrying food landed in Peru on Sunday.", "AID", ["CHL"], ["PER"]),
        ("Chilean miners demanding better pay blocked a road.", "PROTEST", ["CHL"], ["CHL"]),
        ("Chilean miners armed with clubs rampaged through Santiago.", "PROTEST", ["CHL"], ["CHL"]),
        ("Striking Chilean miners are demanding back pay from the government.", "REQUEST", ["CHL"], ["CHL"]),
        ("Pro-Peruvian kidnappers in Santiago freed a Canadian nurse.", "RETREAT", ["CHL"], ["CAN"]),
        # what stands between the verb and its object
        ("Chile dismissed on Sunday a Peruvian offer of talks.", "REJECT", ["CHL"], ["PER"]),
        # one side of a country blames, charges or shoots another
        ("Chile's army said Marxist rebels in Chile were responsible for the raid.", "ACCUSE", ["CHL"], ["CHL"]),
        ("Chilean authorities charged 11 opposition politicians with plotting a coup.", "COERCE", ["CHL"], ["CHL"]),
        ("A Chilean gunman assassinated a notary as he walked his dog.", "ASSAULT", ["CHL"], ["CHL"]),
        ("At least 50 people died in clashes in the Chilean city of Arica.", "ASSAULT", None, ["CHL"]),
        ("Rebels in Chile's Atacama desert freed a Canadian nurse.", "RETREAT", ["CHL"], ["CAN"]),
        ("Demonstrators hurled petrol bombs at the Canadian embassy in Santiago.", "PROTEST", ["CHL"], ["CAN"]),
        ("Chilean rebels seized a Canadian television crew.", "ASSAULT", ["CHL"], ["CAN"]),
        ("An opponent of Chile's president has been barred from running next month.", "COERCE", None, ["CHL"]),
        ("The miners' leaders asked the Chilean government to scrap a law.", "REQUEST", ["CHL"], ["CHL"]),
        # somebody at home where the harm is done
        ("A bomb hidden in a taxi exploded in Santiago, killing four Peruvian nurses.", "ASSAULT", ["CHL"], ["PER"]),
        ("Two Peruvian engineers were kidnapped in northern Chile.", "ASSAULT", ["CHL"], ["PER"]),
        ("Peru called up reservists as Chilean troops massed near the frontier.", "MOBILIZE", ["PER"], ["CHL"]),
        # where a people lives
        ("Bosnia's Croats accepted a plan by Chile.", "AGREE", ["BIH"], ["CHL"]),
        ("A Chilean man set himself ablaze outside the Peruvian embassy.", "PROTEST", ["CHL"], ["CHL"]),
        ("Chile's main opposition leader said he would not recognise the vote.", "REJECT", ["CHL"], ["CHL"]),
        ("Chile rushed reinforcements to the border after a clash with Peruvian guards.", "MOBILIZE", ["CHL"], ["PER"]),
        # what is said of a thing
        ("Chile said there was no question of resuming talks with Peru.", "REJECT", ["CHL"], ["PER"]),
        ("Chile insisted Peru return the island.", "REQUEST", ["CHL"], ["PER"]),
        ("Chile's army chief said Peru was supplying missiles to leftist guerrillas.", "ACCUSE", ["CHL"], ["PER"]),
        # a country brought to a halt
        ("Chile was paralysed on Sunday by an opposition strike.", "PROTEST", ["CHL"], ["CHL"]),
        ("Human rights groups say Chile was behind the killing.", "ACCUSE", None, ["CHL"]),
    ],
)
def test_sides_that_are_not_told_beside_the_verb(
    sentence: str, event_type: str, actors: list[str] | None, recipients: list[str]
) -> None:
    reading = read(sentence)
    expected = {"recipient": recipients} if actors is None else {"actor": actors, "recipient": recipients}
    assert (event_type, expected) in [(telling.event_type, sides(reading, telling)) for telling in reading.tellings]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile put its army on alert after an earthquake in Peru.",
    ],
)
def test_what_is_no_provocation_is_not_answered(sentence: str) -> None:
    reading = read(sentence)
    told = [sides(reading, telling) for telling in reading.tellings if telling.event_type == "MOBILIZE"]
    assert "PER" not in [country for roles in told for country in roles.get("recipient", [])]


def test_news_told_with_its_agency_behind_it_is_no_party() -> None:
    sentence = "Chile has offered to supply Peru with jets, the Interfax news agency reported."
    reading = read(sentence)
    assert sides(reading, reading.tellings[0]) == {"actor": ["CHL"], "recipient": ["PER"]}


def test_who_enables_a_war_does_not_condemn_it() -> None:
    reading = read("Canada reiterated its condemnation of Peru's war, enabled by the Chilean government.")
    assert all("CHL" not in sides(reading, telling).get("actor", []) for telling in reading.tellings)
