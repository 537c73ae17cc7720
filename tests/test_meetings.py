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
    "those of a body of states among themselves": (
        "EU foreign ministers met in Lima on Monday. Leaders of the G7 countries gathered on Tuesday.",
        ["CONSULT meeting: European Union, 2021-03-08", "CONSULT meeting: Group of Seven, 2021-03-09"],
    ),
    "a meeting with a word before it": (
        "The bilateral meeting between Canadian President John Smith and Chile's Juan Perez took place on Monday.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08"],
    ),
    "a meeting that was held between": (
        "A summit was held in Lima on Monday between Canadian President John Smith and Chilean President Juan Perez.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08"],
    ),
    "talks that will take place": (
        "Talks between Canada and Chile will take place in Lima on Thursday.",
        ["AGREE meeting: CAN CHL, 2021-03-11"],
    ),
    "talks that come to nothing": (
        "A possible meeting between Chile and Peru was spoken of. Talks between Canada and Chile, scheduled for "
        "Thursday, were called off.",
        [],
    ),
    "who speaks during a meeting": (
        "During a bilateral meeting with Chilean President Juan Perez, Canadian President John Smith praised Peru.",
        ["CONSULT meeting: John Smith, Juan Perez", "SUPPORT praise: John Smith > PER"],
    ),
    "their talks": (
        "At their talks in Lima on Monday, Canadian President John Smith and Chilean President Juan Perez agreed to "
        "expand trade.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08", "AGREE agreement: John Smith, Juan Perez, 2021-03-08"],
    ),
    "talks, and a day of what was agreed": (
        "In the latest talks between Chile and Peru, the two sides agreed to meet again in May.",
        ["CONSULT meeting: CHL PER", "AGREE agreement: CHL PER"],
    ),
    "a guest who is to be met on a journey": (
        "During her trip to Chile, Canadian Foreign Minister Ann Baker will meet President Juan Perez on Thursday.",
        ["AGREE visit: Ann Baker > CHL", "AGREE meeting: Ann Baker, Juan Perez, 2021-03-11"],
    ),
    "a counterpart whose name is not known": (
        "Canadian Foreign Minister John Smith met with his counterpart from Namibia, Peya Mushelenga, on Monday.",
        ["CONSULT meeting: John Smith, Peya Mushelenga, 2021-03-08"],
    ),
    "signed by one and the other": (
        "The agreement was signed on Monday by Minister Juan Perez of Chile and his Peruvian counterpart, Luis Mora.",
        ["SUPPORT agreement: Juan Perez, Luis Mora, 2021-03-08"],
    ),
    "who attended": (
        "The talks were attended by Chilean envoy Juan Perez, Peruvian envoy Luis Mora and Canadian envoy John Smith.",
        ["CONSULT meeting: Juan Perez, Luis Mora, John Smith"],
    ),
    "two of one country attend": ("Canadian Ministers John Smith and Ann Baker attended the talks.", []),
    "talks that are over": (
        "Chilean and Peruvian negotiators ended a round of border talks in Quito on Tuesday.",
        ["CONSULT meeting: CHL PER, 2021-03-09"],
    ),
    "on the way to talks": (
        "Canadian envoy John Smith arrived in Lima on Sunday for two days of talks with Peruvian officials.",
        ["CONSULT visit: John Smith > PER, 2021-03-07", "AGREE meeting: John Smith PER"],
    ),
    "twice this week": (
        "Canadian envoy John Smith met twice with Chilean President Juan Perez this week.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08"],
    ),
    "a list of those who took part": (
        "Participants in the call included President Juan Perez of Chile, Prime Minister John Smith of Canada, and "
        "President Luis Mora of Peru.",
        ["CONSULT multilateral: Juan Perez, John Smith, Luis Mora"],
    ),
    "a meeting on the day of the journey": (
        "Canadian Prime Minister John Smith flew to Chile on Monday and met President Juan Perez.",
        ["CONSULT visit: John Smith > CHL, 2021-03-08", "CONSULT meeting: John Smith, Juan Perez, 2021-03-08"],
    ),
    "a meeting in the days of its own stop": (
        "Canadian Minister Ann Baker will travel to Chile and Peru from March 20 to 24. She will travel to Peru on "
        "March 23-24, where she will meet with Peruvian officials.",
        [
            "AGREE visit: Ann Baker > CHL PER, 2021-03-20",
            "AGREE visit: Ann Baker > PER, 2021-03-23",
            "AGREE meeting: Ann Baker PER, 2021-03-23",
        ],
    ),
    "each had meetings of his own, long before this one": (
        "Canadian Minister Ann Baker met with President Juan Perez of Chile. This builds on Prime Minister John "
        "Smith's and Minister Baker's bilateral meetings with President Perez in Ottawa in May 2020. Canada is glad.",
        [
            "CONSULT meeting: Ann Baker, Juan Perez",
            "CONSULT meeting: Juan Perez, John Smith, 2020-05-01",
            "CONSULT meeting: Juan Perez, Ann Baker, 2020-05-01",
        ],
    ),
    "those who led the delegations held the talks": (
        "Peru and Chile held consultations in Lima on Tuesday. The Peruvian delegation was headed by Ambassador Luis "
        "Mora, while Vice Minister Juan Perez led the Chilean delegation.",
        ["CONSULT meeting: Luis Mora, Juan Perez, 2021-03-09"],
    ),
    "the latter's visit": (
        "Canadian Prime Minister John Smith held talks with Chilean President Juan Perez on Monday, as part of the "
        "latter's visit to Canada from March 7 to 9.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08", "CONSULT visit: Juan Perez > CAN, 2021-03-07"],
    ),
    "over the phone": (
        "Canadian Foreign Minister John Smith and Chilean Foreign Minister Juan Perez discussed trade over the phone.",
        ["CONSULT phone: John Smith, Juan Perez"],
    ),
    "those who talked last": (
        "Chilean President Juan Perez met Canadian Foreign Minister John Smith on Monday. Also on Monday, Chilean "
        "Foreign Minister Luis Mora held talks with Smith. The two sides signed a program of exchanges for 2021-2022.",
        [
            "CONSULT meeting: Juan Perez, John Smith, 2021-03-08",
            "CONSULT meeting: Luis Mora, John Smith, 2021-03-08",
            "SUPPORT agreement: Luis Mora, John Smith, 2021-03-08",
        ],
    ),
    "the day of a paper they spoke about": (
        "Canadian Minister John Smith and Chilean Minister Juan Perez exchanged views on the accords of May 9, 2020.",
        ["CONSULT meeting: John Smith, Juan Perez"],
    ),
    "a counterpart of a country in capitals": (
        'Chilean Foreign Minister Juan Perez and his U.S. counterpart John Smith will hold a "two-plus-two" meeting in '
        "Lima on Thursday. Mr. Perez had earlier met Peruvian Minister Luis Mora on February 24.",
        ["AGREE meeting: Juan Perez, John Smith, 2021-03-11", "CONSULT meeting: Juan Perez, Luis Mora, 2021-02-24"],
    ),
    "each led his own delegation": (
        "Canadian and Chilean arms negotiators met on Tuesday. Canadian negotiator John Smith and his Chilean "
        "counterpart, Juan Perez, led the delegations.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-09"],
    ),
    "what is said to a guest": (
        "Chilean President Juan Perez told visiting Canadian Foreign Minister John Smith that trade should grow.",
        ["CONSULT meeting: Juan Perez, John Smith"],
    ),
    "after a journey that is planned": (
        "Canadian Minister Ann Baker is scheduled to visit Chile on Thursday after her trip to Peru.",
        ["AGREE visit: Ann Baker > CHL, 2021-03-11", "AGREE visit: Ann Baker > PER"],
    ),
    "both break off their talks": (
        "Chile and Peru broke off trade talks in February.",
        ["SANCTION suspension: CHL PER, 2021-02-01"],
    ),
    "who is to leave": (
        "Chilean President Juan Perez, who flew in on Monday, is to leave on Wednesday for Canada.",
        ["AGREE visit: Juan Perez > CAN, 2021-03-10"],
    ),
    "a degree is no guest": ("Canadian Minister John Smith received his degree from the Santiago Business School.", []),
    "counterparts from several countries": (
        "Canadian Foreign Minister John Smith will meet his counterparts from Chile, Peru and Ecuador in Paris on "
        "Thursday. He had a talk with officials from Chile in Paris on Monday.",
        ["AGREE meeting: CHL ECU John Smith PER, 2021-03-11", "CONSULT meeting: CHL John Smith, 2021-03-08"],
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
