"""Whether what a verb tells took place, by the words that govern it: carried out, only wanted, said in doing so.

Each sentence stands with what it tells as "TYPE actors > recipients"; nothing for what nobody did.
"""

import pytest

from tests.articles import read, sides

CARRIED_OUT = {
    "Chile did not hesitate to condemn Peru.": ["ACCUSE CHL > PER"],
    "Chile had no choice but to expel the Peruvian ambassador.": ["SANCTION CHL > PER"],
    "Chile was forced to withdraw its troops from Peru.": ["RETREAT CHL > PER"],
    "Chile felt compelled to recall its ambassador from Peru.": ["SANCTION CHL > PER"],
    "Chile rushed to condemn Peru.": ["ACCUSE CHL > PER"],
    "Chile was quick to condemn Peru.": ["ACCUSE CHL > PER"],
    "Chile went so far as to recall its ambassador from Peru.": ["SANCTION CHL > PER"],
    "Chile has taken concrete steps to impose sanctions on Peru.": ["SANCTION CHL > PER"],
    "Chile is reported to have attacked Peru.": ["ASSAULT CHL > PER"],
    "Chile joined Canada in condemning Peru.": ["ACCUSE CHL > PER"],
    "In addition to expelling the Peruvian ambassador, Chile praised Canada.": [
        "SANCTION CHL > PER", "SUPPORT CHL > CAN",
    ],
    "While condemning Peru, Chile praised Canada.": ["ACCUSE CHL > PER", "SUPPORT CHL > CAN"],
    "Accusing Peru of espionage, Chile praised Canada.": ["ACCUSE CHL > PER", "SUPPORT CHL > CAN"],
    "Chile has not only condemned Peru but also expelled the Peruvian ambassador.": [
        "ACCUSE CHL > PER", "SANCTION CHL > PER",
    ],
    "Chile denied the charge, adding that it rejected Peru's claims.": ["REJECT CHL > PER"],
    "Chile said that Canada should act and expelled the Peruvian ambassador.": [
        "REQUEST CHL > CAN", "SANCTION CHL > PER",
    ],
    "Having expelled the Peruvian ambassador, Chile praised Canada.": ["SANCTION CHL > PER", "SUPPORT CHL > CAN"],
    "The Chilean parliament voted 130-12 on Tuesday to impose sanctions on Peru.": ["SANCTION CHL > PER"],
    "Chile found it necessary to recall its ambassador from Peru.": ["SANCTION CHL > PER"],
    "Chile has admitted bombing the Peruvian village.": ["ASSAULT CHL > PER"],
    "Chile was the first to impose sanctions on Peru.": ["SANCTION CHL > PER"],
    "Chile said it's expelled the Peruvian ambassador.": ["SANCTION CHL > PER"],
    "Chile said it'll impose sanctions on Peru.": ["THREATEN CHL > PER"],
    "Chile never failed to praise Peru.": ["SUPPORT CHL > PER"],
    "Chile lost no time in expelling the Peruvian ambassador.": ["SANCTION CHL > PER"],
    "Chile carried out its threat to bomb Peru.": ["ASSAULT CHL > PER"],
    "Chile was persuaded to lift its embargo on Peru.": ["RETREAT CHL > PER"],
}  # fmt: skip

BESIDE = {
    "Canada worked closely with Chilean ministries to secure the mines, including by training Chilean guards.": [
        "COOPERATE CAN CHL", "AID CAN > CHL",
    ],
    "Chile attacked Peru on Monday, killing nine villagers.": ["ASSAULT CHL > PER", "ASSAULT CHL > PER"],
    "Chile stuck to its position, refusing to sign the treaty with Peru.": ["REJECT CHL > PER"],
    "Canada contributed 40 million dollars to help Chile rebuild its schools.": ["AID CAN > CHL"],
    "The agreement on trade, signed by Chile and Peru, is new.": ["AGREE CHL PER"],
    "An agreement on trade was signed in Lima by Chile and Peru.": ["SUPPORT CHL PER"],
    "A treaty of friendship was signed between Chile and Peru.": ["SUPPORT CHL PER"],
    "Chile complained that Peru had violated its air space and asked Canada for help.": [
        "ACCUSE CHL > PER", "REQUEST CHL > CAN",
    ],
    "The paper quoted Foreign Minister Juan Perez of Chile as condemning Peru.": ["ACCUSE Juan Perez > PER"],
}  # fmt: skip

SAID = {
    "Peru must stop its raids, the Chilean government said in a statement.": ["REQUEST CHL > PER"],
    '"We will crush Peru," Chilean President Juan Perez told a rally.': ["THREATEN CHL Juan Perez > PER"],
    "Chile sent a note to the United Nations to condemn Peru.": ["ACCUSE CHL > PER"],
    "Canada would like to thank Chile for its help.": ["SUPPORT CAN > CHL"],
    "Canada wants to congratulate Chile and to thank Peru for its help.": ["SUPPORT CAN > CHL", "SUPPORT CAN > PER"],
    "Chile, Peru and Canada condemn Russia's attack.": ["ACCUSE CAN CHL PER > RUS"],
    "Chile remains committed to disarmament by all its neighbours and calls on Peru to disarm.": [
        "AGREE CHL > PER", "REQUEST CHL > PER",
    ],
    "The ministers of Chile and Peru condemn those who have broken the pact, and urge Canada to keep it.": [
        "ACCUSE CHL PER", "REQUEST CHL PER > CAN",
    ],
}  # fmt: skip

NOT_DONE = (
    "Chile refused to be told to condemn Peru.",
    "Chile was not able to capture the Peruvian general.",
    "Chile did not go so far as to condemn Peru.",
    "Chile issued an ultimatum to Canada to condemn Peru.",
    "Chile would like Canada to condemn Peru.",
    "Chile did not want to condemn Peru.",
    "Chile is suspected to have attacked Peru.",
    "Chile denied that it had attacked Peru.",
    "There is no evidence that Chile attacked Peru.",
    "Chile nearly attacked Peru.",
    "Chile hasn't condemned Peru, and it doesn't condemn Canada.",
    "Chile took no steps to impose sanctions on Peru.",
    "Chile made no move to condemn Peru.",
    "Chile is accused of having attacked Peru.",
)


def told(text: str) -> list[str]:
    reading = read(text)
    found = []
    for telling in reading.tellings:
        by_role = sides(reading, telling)
        sides_told = (" ".join(sorted(by_role.get(role, []))) for role in ("actor", "recipient"))
        found.append(f"{telling.event_type} {' > '.join(side for side in sides_told if side)}")
    return found


@pytest.mark.parametrize(("text", "expected"), [*CARRIED_OUT.items(), *BESIDE.items(), *SAID.items()])
def test_what_governs_a_verb_says_that_it_is_done(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_is_only_wanted_feared_or_denied_is_not_done(text: str) -> None:
    assert not {act.split()[0] for act in told(text)} & {"ACCUSE", "SANCTION", "ASSAULT", "COERCE"}
