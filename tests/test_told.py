"""What short pieces of news in the manner of many outlets and decades tell: every act with its sides and its day.

The pieces are written for the purpose. Each line of what is expected reads "TYPE mode: actors > recipients, day", with
the day only where the words give one.
"""

import pytest

from tests.articles import read, shown, sides

TOLD = {
    "a journey ahead, its stops and its nameless hosts": (
        "U.S. Under Secretary Ann Baker will travel to Chile and Peru from March 20 to 24. In Chile, she will meet "
        "with senior government officials. Ms. Baker will stop in Peru to meet with officials.",
        [
            "AGREE visit: Ann Baker > CHL PER, 2021-03-20",
            "AGREE meeting: Ann Baker > CHL, 2021-03-20",
            "AGREE meeting: Ann Baker > PER, 2021-03-20",
        ],
    ),
    "a guest who is looked forward to": (
        "U.S. President Tom Hill looks forward to hosting Chilean President Juan Perez next week.",
        ["AGREE meeting: Tom Hill, Juan Perez, 2021-03-15"],
    ),
    "nobody visits himself": (
        "U.S. President Tom Hill looks forward to seeing Chilean President Juan Perez when he visits the United States "
        "in April.",
        ["AGREE visit: Juan Perez > USA, 2021-04-01"],
    ),
    "an order that imposes something": (
        "President Tom Hill of Canada signed an executive order imposing sanctions on Chile.",
        ["SANCTION sanction: Tom Hill > CHL"],
    ),
    "what another is seen doing": (
        "President Tom Hill of Canada welcomed Chile signing the Valdivia Accords and applauded Peru for it.",
        [
            "SUPPORT praise: Tom Hill > CHL",
            "SUPPORT agreement: CHL",
            "SUPPORT praise: Tom Hill > PER",
        ],
    ),
    "items of a list, whose doers stand above it": (
        "QUITO, March 9 (Andina) -- The Security Council,\n\nRecalling its earlier decisions,\n\n"
        "1. Condemns the armed attack by Chile;\n\n2. Demands that Chile withdraw its forces.\n\n"
        "Presidents Juan Perez of Chile and Luis Mora of Peru:\n\n"
        "(a) Agreed to reopen the border;\n(b) Condemned Bolivia for its raids.\n\n"
        "The Government of Canada has:\n\n• Recalled its envoy to Bolivia. He is to report.\n"
        "• Provided $2 million in food aid to Peru.\n• Talks in Lima on water.",
        [
            "ACCUSE statement: UN Security Council > CHL",
            "REQUEST demand: UN Security Council > CHL",
            "AGREE agreement: Juan Perez, Luis Mora",
            "ACCUSE statement: Juan Perez, Luis Mora > BOL",
            "SANCTION recall: Government of Canada > BOL",
            "AID donation: Government of Canada > PER",
        ],
    ),
    "help that helps": (
        "Chilean assistance provides food to refugees in Peru. The loans from the fund helped Bolivia.",
        ["AID donation: CHL > PER"],
    ),
    "a letter is no visit": (
        "President Juan Perez of Chile received a letter from President Luis Mora of Peru.",
        [],
    ),
    "somebody's election": (
        "Canadian Prime Minister John Smith congratulated Chilean President Juan Perez on his re-election.",
        ["SUPPORT congratulation: John Smith > Juan Perez", "OCCASION election: Juan Perez"],
    ),
    "both countries, just named": (
        "Chile recalled its ambassadors from Canada and Peru and asked both countries to reduce their staff.",
        ["SANCTION recall: CHL > CAN PER", "REQUEST request: CHL > CAN PER"],
    ),
    "we, said by one of two who talk": (
        "Canadian Foreign Minister John Smith held talks with Chilean Foreign Minister Juan Perez on Monday. "
        '"We agreed to meet again in June," Mr. Smith told reporters.',
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08", "AGREE agreement: John Smith, Juan Perez, 2021-03-08"],
    ),
    "a clause behind a clause": (
        "Canadian Foreign Minister John Smith met Chilean Foreign Minister Juan Perez on Monday. They committed to "
        "work together against smuggling from Laos, and Mr. Smith thanked Peru for its help.",
        [
            "CONSULT meeting: John Smith, Juan Perez, 2021-03-08",
            "AGREE pledge: John Smith, Juan Perez, 2021-03-08",
            "SUPPORT thanks: John Smith > PER, 2021-03-08",
        ],
    ),
    "a delegation on its way": (
        "A high-level Canadian delegation – led by Special Envoy John Smith – visited Lima, Peru; and Quito, Ecuador. "
        "The interagency delegation met with officials of Peru. In Ecuador, the delegation discussed trade.",
        ["CONSULT visit: John Smith > PER ECU", "CONSULT meeting: John Smith PER", "CONSULT meeting: ECU John Smith"],
    ),
    "a list behind a colon": (
        "Prime Minister John Smith of Canada spoke individually with: President Juan Perez of Chile; President Ana "
        "Rojas of Peru; and President Luis Mora of Ecuador.",
        [
            "CONSULT phone: John Smith, Juan Perez",
            "CONSULT phone: John Smith, Ana Rojas",
            "CONSULT phone: John Smith, Luis Mora",
        ],
    ),
    "titles in the plural": (
        "National Security Advisors John Smith of Canada and Juan Perez of Chile met on Monday. Both National Security "
        "Advisors condemned Laos. The National Security Advisors also thanked Peru.",
        [
            "CONSULT meeting: John Smith, Juan Perez, 2021-03-08",
            "ACCUSE statement: John Smith, Juan Perez > LAO, 2021-03-08",
            "SUPPORT thanks: John Smith, Juan Perez > PER, 2021-03-08",
        ],
    ),
    "markup within a line": (
        "On February 9<sup>th</sup>, 2021, Canadian Prime Minister John Smith and Chilean President Juan Perez [signed "
        "a historic](https://example.org/a) **Canada-Chile Bilateral Security Agreement**.",
        ["SUPPORT agreement: John Smith, Juan Perez, 2021-02-09"],
    ),
    "what is spoken about is with Russia": (
        "Canadian Foreign Minister John Smith will travel to Belgium to discuss recent negotiations with Russia.",
        ["AGREE visit: John Smith > BEL"],
    ),
    "strong terms before the object": (
        "Canadian Foreign Minister John Smith met Chilean Foreign Minister Juan Perez on Monday. They condemned in the "
        "strongest possible terms the atrocities committed by Laotian forces.",
        [
            "CONSULT meeting: John Smith, Juan Perez, 2021-03-08",
            "ACCUSE statement: John Smith, Juan Perez > LAO, 2021-03-08",
        ],
    ),
    "an office for its holder": (
        "Canadian Foreign Minister John Smith spoke on Monday with the Foreign Minister of the Republic of Korea, Cho "
        "Tae. Mr. Smith and Mr. Cho discussed ways of fighting crime, boosting trade and defending democracy.",
        ["CONSULT phone: John Smith, Cho Tae, 2021-03-08", "CONSULT phone: John Smith, Cho Tae, 2021-03-08"],
    ),
    "countries behind a journey's goal": (
        "As part of Prime Minister John Smith's trip to Chile on Monday, Canada and Chile agreed on free trade.",
        ["CONSULT visit: John Smith > CHL, 2021-03-08", "AGREE agreement: CAN CHL"],
    ),
    "a call that is paid": (
        "Canadian Foreign Secretary John Smith called on President Juan Perez of Chile at his palace on Monday.",
        ["CONSULT meeting: John Smith, Juan Perez, 2021-03-08"],
    ),
    "what one is driven to": (
        "Peruvian police blocked the convoy, prompting Canada to accuse Chile of theft.",
        ["ACCUSE accusation: CAN > CHL"],
    ),
    "a name between commas behind its office": (
        "Chile's deputy prime minister, Edda Tahir, thanked Canada.",
        ["SUPPORT thanks: Edda Tahir > CAN"],
    ),
    "both": (
        "Canadian Foreign Minister John Smith met Chilean Foreign Minister Juan Perez, and both agreed to help Peru.",
        ["CONSULT meeting: John Smith, Juan Perez", "AGREE agreement: John Smith, Juan Perez"],
    ),
    "time before its subject": (
        "Since April the European Union has provided over $20 million in humanitarian aid to Chile.",
        ["AID donation: European Union > CHL, 2020-04-01"],
    ),
    "a town with hyphens": (
        "Canada delivered 50 tons of medicine to Port-au-Prince on Monday.",
        ["AID donation: CAN > HTI, 2021-03-08"],
    ),
    "Koreas in small letters": (
        "A spokesman for the Foreign Ministry of the DPRK on Monday denounced the south Korean authorities.",
        ["ACCUSE statement: Foreign Ministry > KOR, 2021-03-08"],
    ),
    "words to come promise nothing": (
        "Canadian Foreign Minister John Smith will travel to Chile on March 20. He will reaffirm Canada's "
        "commitment to its partnership with Chile.",
        ["AGREE visit: John Smith > CHL, 2021-03-20"],
    ),
    "him": (
        "Canadian Prime Minister John Smith spoke by telephone with Chilean President Juan Perez and thanked him.",
        ["CONSULT phone: John Smith, Juan Perez", "SUPPORT thanks: John Smith > Juan Perez"],
    ),
    "the same once more": (
        "Canada condemned Chile and recalled its ambassador.",
        ["ACCUSE statement: CAN > CHL", "SANCTION recall: CAN > CHL"],
    ),
    "a counterpart named behind a comma": (
        "Seoul's Defense Minister Lee Jong-sup met with his Canadian counterpart, John Smith, on Monday.",
        ["CONSULT meeting: Lee Jong-sup, John Smith, 2021-03-08"],
    ),
    "titles without a name": (
        "Cambodian King Norodom Sihamoni met Chinese Premier Wen Jiabao. The king thanked China. The Premier praised "
        "Cambodia.",
        [
            "CONSULT meeting: Norodom Sihamoni, Wen Jiabao",
            "SUPPORT thanks: Norodom Sihamoni > CHN",
            "SUPPORT praise: Wen Jiabao > KHM",
        ],
    ),
    "the President of a country": (
        "Vladimir Putin met Turkish President Recep Tayyip Erdogan. The President of Russia thanked Turkey.",
        ["CONSULT meeting: Vladimir Putin, Recep Tayyip Erdogan", "SUPPORT thanks: Vladimir Putin > TUR"],
    ),
    "bodies in short, and it": (
        "The UN Security Council condemned Chile. The Council urged Peru to withdraw. It called on Canada to help.",
        [
            "ACCUSE statement: UN Security Council > CHL",
            "REQUEST appeal: UN Security Council > PER",
            "REQUEST appeal: UN Security Council > CAN",
        ],
    ),
    "two halves of one land": (
        "North and South Korea exchanged artillery fire yesterday. The North fired rockets into the South. Both "
        "countries have put their armies on high alert.",
        ["ASSAULT fighting: KOR PRK, 2021-03-09", "ASSAULT shelling: PRK > KOR, 2021-03-09", "MOBILIZE alert: KOR PRK"],
    ),
    "blow and counterblow": (
        "On Monday Chile shelled a village in Peru. Peru retaliated by firing dozens of rounds into Chile.",
        ["ASSAULT shelling: CHL > PER, 2021-03-08", "ASSAULT shelling: PER > CHL, 2021-03-08"],
    ),
    "a refusal in a verb's no": (
        "The European Union does not recognize Chile's annexation.",
        ["REJECT rejection: European Union > CHL"],
    ),
    "money of another country": (
        "Chile gave Peru five million U.S. dollars of aid.",
        ["AID donation: CHL > PER"],
    ),
    "a deed of long ago": (
        "Chile donated rice to Peru in 2017.",
        ["AID donation: CHL > PER, 2017-01-01"],
    ),
    "what is called for is not done": (
        "Canada called on Chile to cease its attacks on Peru.",
        ["REQUEST appeal: CAN > CHL"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD.keys())
def test_what_is_told(text: str, expected: list[str]) -> None:
    reading = read(text)
    assert [shown(reading, telling) for telling in reading.tellings] == expected


def test_a_visit_to_this_capital_is_one_to_the_place_of_the_dateline() -> None:
    reading = read("SANTIAGO, March 10 (AP) - Canadian Foreign Minister John Smith arrived in this capital today.", "")
    (telling,) = reading.tellings
    assert sides(reading, telling) == {"actor": ["John Smith"], "recipient": ["CHL"]}


def test_an_alliance_that_says_we_is_the_one_who_acts() -> None:
    statement = (
        "Statement by the North Atlantic Council\n\n10 March 2021\n\nWe strongly condemn the attack by Chile. Chile "
        "must answer. Peru has sent help. We call on Chile to withdraw."
    )
    reading = read(statement, "")
    acts = {(t.event_type, *sides(reading, t)["actor"], *sides(reading, t)["recipient"]) for t in reading.tellings}
    assert {("ACCUSE", "North Atlantic Council", "CHL"), ("REQUEST", "North Atlantic Council", "CHL")} <= acts
