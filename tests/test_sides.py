"""Who stands on which side where names are far from the verb, hang together or are meant by other words.

The pieces are written for the purpose. Each line of what is expected reads "TYPE: actors > recipients".
"""

import pytest

from tests.articles import read, sides

SIDES = {
    "a clause between subject and verb": (
        "Peru and Ecuador, whose armies had clashed near Lima in 1995, accused Chile of lying.",
        ["ACCUSE: PER ECU > CHL"],
    ),
    "a king within an aside": (
        "Jordan, whose king, Hussein, was in hospital, praised Canada's restraint.",
        ["SUPPORT: JOR > CAN"],
    ),
    "a participle within an aside": (
        "Iran's Revolutionary Guards, a force set up in 1979 and feared by many, arrested a Canadian photographer.",
        ["COERCE: Islamic Revolutionary Guard Corps > CAN"],
    ),
    "the words of a minister inserted": (
        "Chile, Foreign Minister Juan Perez said, has expelled two Peruvian diplomats.",
        ["SANCTION: CHL > PER"],
    ),
    "a bracket between subject and verb": (
        "Chile (which had no envoy there) accused Peru of lying.",
        ["ACCUSE: CHL > PER"],
    ),
    "a capital behind by": (
        "The offer of rice from Washington was refused by Havana.",
        ["REJECT: CUB > USA"],
    ),
    "a deed behind whose noun a participle stands": (
        "A raid launched by Chile on a village in Peru failed.",
        ["ASSAULT: CHL > PER"],
    ),
    "in his own words": (
        "Brazil condemned what it described as interference by Canada.",
        ["ACCUSE: BRA > CAN"],
    ),
    "its forces": (
        "Chile said its planes had bombed a Peruvian airfield.",
        ["ASSAULT: CHL > PER"],
    ),
    "some of its soldiers": (
        "Chile said four of its soldiers had been killed by Peruvian fire.",
        ["ASSAULT: PER > CHL"],
    ),
    "a list that ends without a name": (
        "France, Germany and other European countries condemned Chile.",
        ["ACCUSE: FRA DEU > CHL"],
    ),
    "and its allies": (
        "Canada and its allies condemned Chile.",
        ["ACCUSE: CAN > CHL"],
    ),
    "as well as": (
        "Chile, along with Peru, thanked Brazil as well as Bolivia for their help.",
        ["SUPPORT: CHL PER > BRA BOL"],
    ),
    "a missile and who fired it": (
        "A missile fired by a Chilean jet killed five Peruvians.",
        ["ASSAULT: CHL > PER"],
    ),
    "whose soldiers, the sayer tells": (
        "Chile's defence ministry said that four soldiers had been killed by Peruvian fire.",
        ["ASSAULT: PER > CHL"],
    ),
    "a second passive without its own auxiliary": (
        "Four Chilean soldiers were killed and six wounded in shelling by Peru.",
        ["ASSAULT: PER > CHL"],
    ),
    "two groups of one country": (
        "Clashes between police and students broke out in Santiago.",
        ["ASSAULT: CHL CHL"],
    ),
    "the ministry of the country just told of": (
        "Chile's foreign minister spoke on Monday. The ministry condemned Peru's decision.",
        ["ACCUSE: CHL > PER"],
    ),
    "officials in a capital": (
        "Officials in Santiago accused Peru of lying.",
        ["ACCUSE: CHL > PER"],
    ),
    "in a capital, officials": (
        "In the Chilean capital, officials accused Peru of lying.",
        ["ACCUSE: CHL > PER"],
    ),
    "it, behind an introduction": (
        "The Chilean government is dismayed. In a statement, it condemned Peru's decision.",
        ["ACCUSE: CHL > PER"],
    ),
    "police of the country just told of": (
        "Chile's president spoke on Friday. Police later arrested 40 students.",
        ["COERCE: CHL > CHL"],
    ),
    "aid to the country": (
        "Chile is dismayed by events in Peru. Santiago has suspended development aid to the country.",
        ["ACCUSE: CHL > PER", "SANCTION: CHL > PER"],
    ),
    "its launch": (
        "Peru fired a missile on Sunday. Chile condemned its launch.",
        ["ACCUSE: CHL > PER"],
    ),
    "a name behind an ally's": (
        "Chile accused its NATO ally Canada of lying.",
        ["ACCUSE: CHL > CAN"],
    ),
    "a name not known for one": (
        "Peruvian basketball star Xquel Zzyrr was arrested by Chilean police.",
        ["COERCE: CHL > PER"],
    ),
    "talks with his counterpart in a place": (
        "French Foreign Minister Hervé Dumas held talks in Algiers with his counterpart.",
        ["CONSULT: Hervé Dumas DZA"],
    ),
    "who receives and from whom": (
        "Zambia has received a donation of medical equipment from the Chinese government.",
        ["AID: CHN > ZMB"],
    ),
    "they, just named together": (
        "Chile and Peru, both of which trade with Bolivia, said they backed the Bolivian government's efforts.",
        ["SUPPORT: CHL PER > BOL"],
    ),
    "received, and held talks": (
        "The Chilean delegation was received by President Ann Baker of Peru and held talks with Prime Minister John "
        "Smith of Peru.",
        ["CONSULT: CHL Ann Baker", "CONSULT: CHL John Smith"],
    ),
    "support for others": (
        "The ministers of Chile and Peru reaffirmed their full support for the people of Namibia.",
        ["SUPPORT: CHL PER > NAM"],
    ),
    "whose troops are to leave": (
        "Chile demanded the withdrawal of Peruvian troops from Bolivia.",
        ["REQUEST: CHL > PER"],
    ),
    "the charge just told of": (
        "Peru accused Chile of piracy. In Santiago, officials rejected the charge.",
        ["ACCUSE: PER > CHL", "REJECT: CHL > PER"],
    ),
    "who summons, unsaid": (
        "Chile is dismayed. Peru's charge d'affaires was summoned on Wednesday and handed a protest.",
        ["ACCUSE: CHL > PER"],
    ),
    "who expels, unsaid": (
        "Three Chilean attaches were expelled from Peru last week.",
        ["SANCTION: PER > CHL"],
    ),
    "an inserted saying, and the verb behind it": (
        "Chilean boats rammed two Peruvian vessels on Sunday, Lima said, and fired water cannon at them.",
        ["ASSAULT: CHL > PER", "ASSAULT: CHL > PER"],
    ),
    "thanked for sending": (
        "Peru thanked Chile for sending doctors to Lima.",
        ["SUPPORT: PER > CHL", "AID: CHL > PER"],
    ),
    "attacked a garrison, killing three": (
        "Chilean gunboats attacked a Peruvian garrison, killing three soldiers.",
        ["ASSAULT: CHL > PER", "ASSAULT: CHL > PER"],
    ),
    "a man of one country and two women of another": (
        "A Chilean man and two women from Peru were arrested in Canada.",
        ["COERCE: CAN > CHL PER"],
    ),
    "whom he thanked": (
        "Chilean President Juan Perez praised Peruvian President Ann Baker, whom he thanked for Peru's help.",
        ["SUPPORT: Juan Perez > Ann Baker", "SUPPORT: Juan Perez > Ann Baker"],
    ),
    "the mayor of another country's city": (
        "The mayor of the Italian city thanked the Cuban people.",
        ["SUPPORT: ITA > CUB"],
    ),
    "summoned to the ministry": (
        "Chilean diplomat Juan Perez was summoned to the Canadian Foreign Ministry.",
        ["ACCUSE: CAN > Juan Perez"],
    ),
    "host and guest": (
        "Chilean President Juan Perez was received by Peruvian President Ann Baker on Monday. The host congratulated "
        "her guest. The guest thanked Peru. Host and guest condemned Bolivia.",
        [
            "CONSULT: Juan Perez Ann Baker",
            "SUPPORT: Ann Baker > Juan Perez",
            "SUPPORT: Juan Perez > PER",
            "ACCUSE: Ann Baker Juan Perez > BOL",
        ],
    ),
    "the Council of the Union": (
        "The European Union is dismayed. On Monday the Council imposed sanctions on Chile.",
        ["SANCTION: European Union > CHL"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SIDES.values(), ids=SIDES.keys())
def test_sides(text: str, expected: list[str]) -> None:
    reading = read(text)
    told = []
    for telling in reading.tellings:
        found = sides(reading, telling)
        names = [" ".join(found.get(role, [])) for role in ("actor", "recipient")]
        told.append(f"{telling.event_type}: {' > '.join(name for name in names if name)}")
    assert told == expected


def test_we_are_whose_turn_it_is() -> None:
    reading = read(
        "Secretary Ann Baker and Chilean Foreign Minister Juan Perez Before Their Meeting\n\n10 March 2021\n\n"
        "SECRETARY BAKER: We strongly condemn Peru's attack.\n\n"
        "FOREIGN MINISTER PEREZ: Thank you. We have strongly condemned Bolivia.\n\n"
        "SECRETARY BAKER: Thank you.\n",
        "",
    )
    accused = [sides(reading, t) for t in reading.tellings if t.event_type == "ACCUSE"]
    assert {"actor": ["CHL"], "recipient": ["BOL"]} in accused
