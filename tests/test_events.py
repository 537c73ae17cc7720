"""What happened: triggers, frames, standing, sides, days and tellings, on sentences written for the purpose."""

from datetime import date

import pytest

from etl.lexicon.loader import rows
from etl.reading.events.triggers import verb_forms
from tests.articles import read, sides

TALKS = "Vietnamese Prime Minister Phạm Minh Chính held talks with Cuban President Miguel Díaz-Canel on Monday. "


@pytest.mark.parametrize("line", rows("event_triggers"), ids=lambda line: f"{line['pattern']}-{line['frame']}")
def test_every_trigger_fires_in_its_own_example(line: dict[str, str]) -> None:
    told = [(telling.event_type, telling.mode) for telling in read(line["example"]).tellings]
    assert (line["event_type"], line["mode"]) in told


@pytest.mark.parametrize(
    ("lemma", "form"), [("meet", "met"), ("praise", "praising"), ("pay", "paid"), ("discuss", "discusses")]
)
def test_verbs_are_found_in_all_their_forms(lemma: str, form: str) -> None:
    assert form in verb_forms(lemma)


@pytest.mark.parametrize(
    "sentence",
    [
        "Canadian Prime Minister John Smith did not meet Chilean President Juan Perez.",
        "Canadian Prime Minister John Smith may meet Chilean President Juan Perez.",
        "Canadian Prime Minister John Smith hopes to meet Chilean President Juan Perez.",
        "Canadian Prime Minister John Smith received Chilean aid.",
        "Vietnamese rice and Cuban sugar are sold in Chile.",
        "The friendship between Vietnam and Cuba is a symbol of the era.",
    ],
)
def test_what_is_no_event(sentence: str) -> None:
    assert read(sentence).tellings == ()


def test_talks_have_only_actors_and_the_day_of_their_clause() -> None:
    reading = read(TALKS)
    (telling,) = reading.tellings
    assert (telling.event_type, telling.mode, telling.is_symmetric) == ("CONSULT", "meeting", True)
    assert (telling.start, telling.end, telling.date_basis, telling.date_text) == (
        date(2021, 3, 8),
        date(2021, 3, 8),
        "clause",
        "Monday",
    )
    assert sides(reading, telling) == {"actor": ["Phạm Minh Chính", "Miguel Díaz-Canel"]}


def test_a_planned_meeting_is_an_agreement_to_meet() -> None:
    (telling,) = read("Canadian Prime Minister John Smith will meet Chilean President Juan Perez on Friday.").tellings
    assert (telling.event_type, telling.status, telling.start) == ("AGREE", "planned", date(2021, 3, 12))


def test_a_passive_has_its_agent_as_actor() -> None:
    reading = read("Chilean President Juan Perez was thanked by Canadian Prime Minister John Smith.")
    (telling,) = reading.tellings
    assert sides(reading, telling) == {"actor": ["John Smith"], "recipient": ["Juan Perez"]}


def test_a_visitor_is_actor_and_the_country_recipient() -> None:
    reading = read("Canadian Prime Minister John Smith, who is on a visit to Chile from March 9 to 12, spoke.")
    (telling,) = reading.tellings
    assert sides(reading, telling) == {"actor": ["John Smith"], "recipient": ["CHL"]}
    assert (telling.status, telling.start, telling.end) == ("ongoing", date(2021, 3, 9), date(2021, 3, 12))


def test_references_without_a_name_are_the_talking_sides() -> None:
    reading = read(TALKS + "The Cuban leader thanked Vietnam for its help. The two sides agreed to expand trade.")
    _, thanks, agreement = reading.tellings
    assert sides(reading, thanks) == {"actor": ["Miguel Díaz-Canel"], "recipient": ["VNM"]}
    assert sides(reading, agreement) == {"actor": ["Phạm Minh Chính", "Miguel Díaz-Canel"]}
    assert {telling.start for telling in reading.tellings} == {date(2021, 3, 8)}
    assert thanks.date_basis == agreement.date_basis == "main_event"


def test_chained_verbs_have_one_subject() -> None:
    reading = read("Canadian Prime Minister John Smith praised Chile for its reforms and thanked Peru for its help.")
    assert [sides(reading, telling) for telling in reading.tellings] == [
        {"actor": ["John Smith"], "recipient": ["CHL"]},
        {"actor": ["John Smith"], "recipient": ["PER"]},
    ]


def test_one_act_told_twice_is_one_event_and_another_meeting_is_another() -> None:
    reading = read(
        TALKS + "During the talks, the two leaders discussed trade. "
        "Vietnamese Prime Minister Phạm Minh Chính also met Cuban Prime Minister Manuel Marrero on Tuesday."
    )
    assert [telling.event for telling in reading.tellings] == [1, 1, 2]


def test_the_talks_of_others_are_background_without_a_day() -> None:
    reading = read(
        TALKS + "They recalled the talks between Canadian Prime Minister John Smith and Chilean President Juan Perez."
    )
    background = reading.tellings[-1]
    assert (background.status, background.start, background.date_precision) == ("background", None, "none")


def test_a_day_belongs_to_the_nearest_act() -> None:
    reading = read(
        TALKS + "The two sides agreed to carry out what was reached during President Tô Lâm of Vietnam's visit to "
        "Cuba in September 2019."
    )
    _, agreement, visit = reading.tellings
    assert (agreement.event_type, agreement.start) == ("AGREE", date(2021, 3, 8))
    assert (visit.mode, visit.status, visit.start, visit.end) == (
        "visit",
        "background",
        date(2019, 9, 1),
        date(2019, 9, 30),
    )


def test_evidence_is_one_sentence_and_the_trigger_stands_in_it() -> None:
    reading = read(TALKS + "It rained.")
    (telling,) = reading.tellings
    assert telling.sentence.of(reading.document.text) == TALKS.strip()
    assert telling.sentence.covers(telling.trigger)
    assert telling.trigger.of(reading.document.text) == "held talks"


def test_one_refusal_is_told_once() -> None:
    told = [t.event_type for t in read("Peru will not accept any change to its border with Chile.").tellings]
    assert told == ["REJECT"]


def test_every_trigger_has_a_known_pair_of_type_and_code() -> None:
    known = {(line["plover"], line["cameo"]) for line in rows("cameo_plover")}
    told = {(line["event_type"], line["event_subtype"]) for line in rows("event_triggers")}
    assert {pair for pair in told if pair[0] != "OCCASION"} <= known


@pytest.mark.parametrize(
    ("sentence", "event_type", "actors", "recipients"),
    [
        ("Chile's swift and brutal invasion of Peru shocked the region.", "ASSAULT", ["CHL"], ["PER"]),
        ("The arrest of two Peruvian students by Chilean police was reported on Monday.", "COERCE", ["CHL"], ["PER"]),
        ("An attack was launched on Peru by Chilean rebels.", "ASSAULT", ["CHL"], ["PER"]),
        ("The United States condemns the mass arrests of protesters in Cuba.", "COERCE", ["CUB"], ["CUB"]),
        ("Riots broke out in Santiago, Chile.", "PROTEST", ["CHL"], ["CHL"]),
        ("Riot police broke up an opposition rally in Minsk.", "ASSAULT", ["BLR"], ["BLR"]),
        ("A Peruvian soldier was shot dead by gunmen in Basra, Iraq.", "ASSAULT", ["IRQ"], ["PER"]),
        ("Two Peruvian soldiers were killed by Chilean artillery fire.", "ASSAULT", ["CHL"], ["PER"]),
        ("Washington urged Beijing to release the dissident.", "REQUEST", ["USA"], ["CHN"]),
        ("Chile said Peru was behind the bombing.", "ACCUSE", ["CHL"], ["PER"]),
        ("Peruvian gunmen are to blame for the shooting, Chile's foreign ministry said.", "ACCUSE", ["CHL"], ["PER"]),
        ("Chile said it would not return the islands to Peru.", "REJECT", ["CHL"], ["PER"]),
        ("Chilean miners rejected the company's offer.", "REJECT", ["CHL"], ["CHL"]),
        ("Chile told Peru to open the border.", "REQUEST", ["CHL"], ["PER"]),
        ("Chile is set to lend Peru money for a railway.", "AGREE", ["CHL"], ["PER"]),
        ("Chile's parliament voted on Monday to lift the embargo against Peru.", "RETREAT", ["CHL"], ["PER"]),
        ("Chilean troops backed by helicopters swept into Peru.", "ASSAULT", ["CHL"], ["PER"]),
        ("Chile refused to commit to any direct assistance to the US-led war.", "REJECT", ["CHL"], ["USA"]),
        ("Chilean students boycotted all contact with Peru.", "PROTEST", ["CHL"], ["PER"]),
        ("Kurdish rebels attacked a Turkish army post, killing 12 soldiers.", "ASSAULT", ["TUR"], ["TUR"]),
        ("Turkey blamed Iraqi Kurds for the raid.", "ACCUSE", ["TUR"], ["IRQ"]),
        ("Chile urged the Bosnian Serbs to accept the plan.", "REQUEST", ["CHL"], ["BIH"]),
        ("Turkish Cypriots rejected a proposal by Greece.", "REJECT", ["CYP"], ["GRC"]),
        ("Arms sales to Chile were banned on Monday by Peru.", "SANCTION", ["PER"], ["CHL"]),
        ("Rail and air links with Chile were severed by Peru.", "SANCTION", ["PER"], ["CHL"]),
        ("A curfew in Santiago was lifted on Monday.", "RETREAT", None, ["CHL"]),
        ("A bomb planted in a market in Santiago killed seven people.", "ASSAULT", None, ["CHL"]),
        ("Chilean rebels said they would bomb the embassy of Peru.", "THREATEN", ["CHL"], ["PER"]),
        ("Chile's foreign minister said his country was willing to lend Peru money.", "AGREE", ["CHL"], ["PER"]),
        ("Chile, yielding to demands from Peru, closed two camps.", "CONCEDE", ["CHL"], ["PER"]),
        ("Chile became the first country to recognise Peru.", "SUPPORT", ["CHL"], ["PER"]),
        ("The Chilean government protested at Peru's decision.", "ACCUSE", ["CHL"], ["PER"]),
        ("A Santiago court convicted two Peruvian officers.", "ACCUSE", ["CHL"], ["PER"]),
        ("Aid agencies called on Chile to open its border.", "REQUEST", None, ["CHL"]),
        ("Fifty Chilean soldiers died in an ambush by Peruvian rebels.", "ASSAULT", ["PER"], ["CHL"]),
        (
            "The military government of President Juan Perez declared a state of siege in Chile.",
            "COERCE",
            ["CHL"],
            ["CHL"],
        ),
    ],
)
def test_who_acts_on_whom_in_a_sentence_of_a_wire(
    sentence: str, event_type: str, actors: list[str] | None, recipients: list[str]
) -> None:
    reading = read(sentence)
    told = [(telling.event_type, sides(reading, telling)) for telling in reading.tellings]
    expected = {"recipient": recipients} if actors is None else {"actor": actors, "recipient": recipients}
    assert (event_type, expected) in told


@pytest.mark.parametrize(
    ("sentence", "sides_of_talks"),
    [
        ("Talks between Chile and Peru broke down on Monday.", {"CHL", "PER"}),
        ("Chilean-Peruvian negotiations collapsed on Monday.", {"CHL", "PER"}),
    ],
)
def test_talks_that_break_down_are_broken_off_between_their_sides(sentence: str, sides_of_talks: set[str]) -> None:
    told = {telling.event_type: telling.sides for telling in read(sentence).tellings}
    assert {side.country for side in told["SANCTION"]} == sides_of_talks


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("Chile warned against an attack on Peru.", "ASSAULT"),
        ("Chile fears a Peruvian invasion of its islands.", "ASSAULT"),
        ("They visited a detention facility of Peru in Chile.", "COERCE"),
        ("Chile demanded that the Peruvian police arrest the men.", "COERCE"),
        ("Chile has no plans to reopen its border with Peru.", "AGREE"),
        ("President Juan Perez of Chile demonstrated his will on Monday.", "PROTEST"),
        ("Chile defends itself against Peru.", "SUPPORT"),
        ("Chile was hit by Peruvian sanctions.", "ASSAULT"),
        ("Chilean journalists resigned from their jobs in Peru.", "CONCEDE"),
        ("Chile has shown no interest in a treaty with Peru.", "AGREE"),
        ("Chile could not score as Peru bombarded its goal.", "THREATEN"),
    ],
)
def test_what_is_only_feared_or_asked_is_not_done(sentence: str, event_type: str) -> None:
    assert event_type not in {telling.event_type for telling in read(sentence).tellings}
