"""Who meets, receives, calls or visits whom, as read-outs and wires of many countries tell it."""

import pytest

from tests.articles import read, shown

TOLD = {
    "a guest behind a day and a place": (
        "Lao Prime Minister John Smith received on Monday in Vientiane the Chilean Minister of Energy Juan Perez. "
        "Laos is glad.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08"],
    ),
    "a letter is no guest": (
        "Canadian Prime Minister John Smith received on Monday a letter from Chilean President Juan Perez.",
        [],
    ),
    "who met here, another says": (
        "Canadian Minister John Smith met here Friday, Chile's President Juan Perez said.",
        [],
    ),
    "a guest who is on a visit": (
        "Canadian Prime Minister John Smith received Chilean Minister Juan Perez, who is on a working visit to Canada.",
        ["CONSULT meeting: John Smith, Juan Perez", "CONSULT visit: Juan Perez > CAN"],
    ),
    "what is to come": (
        "Canadian Prime Minister John Smith is to hold talks with Chilean President Juan Perez in Lima on Thursday.",
        ["AGREE meeting: John Smith, Juan Perez, 2021-03-11"],
    ),
    "an aim is no plan": ("The aim of Canada is to meet Chilean President Juan Perez.", []),
    "a delegation of a body and its leader": (
        "A delegation of the Communist Party of Vietnam, led by John Smith, arrived in Lima on Tuesday.",
        ["CONSULT visit: Communist Party of Vietnam, John Smith > PER, 2021-03-09"],
    ),
    "a delegation that is received": (
        "Canadian Prime Minister John Smith received a parliamentary delegation of Chile headed by Juan Perez.",
        ["CONSULT meeting: John Smith, Juan Perez"],
    ),
    "a call that is received": (
        "Canadian Foreign Minister John Smith received a phone call today from Chilean Foreign Minister Juan Perez.",
        ["CONSULT phone: John Smith, Juan Perez, 2021-03-10"],
    ),
    "meetings one by one": (
        "Canadian Foreign Minister John Smith met separately on Monday with Chilean Foreign Minister Juan Perez and "
        "Peruvian Foreign Minister Luis Mora.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08", "CONSULT meeting: John Smith, Luis Mora, 2021-03-08"],
    ),
    "one meeting of three": (
        "Canadian Foreign Minister John Smith met on Monday with Chilean Foreign Minister Juan Perez and Peruvian "
        "Foreign Minister Luis Mora.",
        ["CONSULT meeting: John Smith, Juan Perez, Luis Mora, 2021-03-08"],
    ),
    "calls, one to each": (
        "Canadian Foreign Minister John Smith had phone calls with his Chilean and Peruvian counterparts on Monday.",
        ["CONSULT phone: CHL John Smith, 2021-03-08", "CONSULT phone: John Smith PER, 2021-03-08"],
    ),
    "who was met has a name of his own": (
        "Canadian Foreign Minister John Smith met with European leaders in Brussels on Monday.",
        [],
    ),
    "a title for two, each of his country": (
        "The foreign ministers of Chile and Peru, Juan Perez and Luis Mora, met in Quito on Monday.",
        ["CONSULT meeting: Juan Perez, Luis Mora, 2021-03-08"],
    ),
    "one chairs with another": (
        "Canadian Foreign Minister John Smith co-chaired the meeting with Foreign Minister Juan Perez of Chile.",
        ["CONSULT meeting: John Smith, Juan Perez"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD.keys())
def test_what_is_told(text: str, expected: list[str]) -> None:
    reading = read(text)
    assert [shown(reading, telling) for telling in reading.tellings] == expected


def test_each_of_several_meetings_has_words_of_its_own() -> None:
    reading = read(
        "Canada's Prime Minister John Smith held separate talks with the leaders of Chile, Peru and Ecuador."
    )
    triggers = [telling.trigger.of(reading.document.text) for telling in reading.tellings]
    assert triggers == ["held separate talks", "Peru", "Ecuador"]
    assert len({telling.event for telling in reading.tellings}) == len(triggers)
