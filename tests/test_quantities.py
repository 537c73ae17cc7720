"""How much and how many: amounts with value, unit and item, what is none, and the acts they belong to."""

import pytest

from etl.lexicon.loader import rows, values
from etl.reading.annotations import Mention
from etl.reading.quantities.units import currency_nouns, currency_signs
from tests.articles import read


def quantities(text: str) -> dict[str, str | None]:
    """Value by words of the amounts in an article of these words."""
    reading = read(text)
    return {" ".join(m.span.of(reading.document.text).split()): m.value for m in amounts(text)}


def amounts(text: str) -> list[Mention]:
    return [mention for mention in read(text).mentions if mention.kind == "quantity"]


def measured(text: str) -> dict[str, tuple[float | None, str | None, str | None]]:
    """Value, unit and item by type of the acts that have an amount."""
    return {
        telling.event_type: (telling.quantity_value, telling.quantity_unit, telling.quantity_item)
        for telling in read(text).tellings
        if telling.quantity_value is not None
    }


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The loan of US$7.8 billion was paid.", "US$7.8 billion", "7800000000 USD"),
        ("The fund gave €5m to schools.", "€5m", "5000000 EUR"),
        ("The fund gave 5.1 million dollars.", "5.1 million dollars", "5100000 USD"),
        ("The fund gave two million Canadian dollars.", "two million Canadian dollars", "2000000 CAD"),
        ("It costs 5 million Cuban pesos.", "5 million Cuban pesos", "5000000 CUP"),
        ("It costs VND5.1 trillion now.", "VND5.1 trillion", "5100000000000 VND"),
        ("It costs Rs. 500 crore now.", "Rs. 500 crore", "5000000000 INR"),
        ("It costs 500 million yuan.", "500 million yuan", "500000000 CNY"),
        ("They signed a $150-million loan.", "$150-million loan", "150000000 USD loan"),
        ("He spoke of $199 million in new direct aid.", "$199 million in new direct aid", "199000000 USD direct aid"),
        ("It costs $5 to $10 billion.", "$5 to $10 billion", "5000000000/10000000000 USD"),
        ("It costs $5 million in 2020.", "$5 million", "5000000 USD"),
        ("It found $2 billion in state and local funds.", None, "2000000000 USD state and local funds"),
        ("It will put $2 billion in production and create jobs.", None, "2000000000 USD production"),
        ("He paid 175 million pounds in tax.", "175 million pounds in tax", "175000000 GBP tax"),
    ],
)
def test_sums_of_money(text: str, words: str | None, value: str) -> None:
    found = quantities(text)
    assert list(found.values()) == [value]
    assert words is None or words in found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was a gift of 12,000 tonnes of rice.", "12000 tonne rice"),
        ("It was a gift of 12 000 metric tons of rice donated by Chile.", "12000 tonne rice"),
        ("It was a gift of 12.000 tons of Vietnamese rice.", "12000 tonne rice"),
        ("Police found 100kg of cocaine.", "100 kilogram cocaine"),
        ("They ate 7 million pounds of chicken.", "7000000 pound chicken"),
        ("He opened a 500-megawatt plant.", "500 megawatt"),
        ("Trade rose by 5.2 per cent.", "5.2 percent"),
        ("Trade rose by 10-15%.", "10/15 percent"),
        ("It was half a million barrels of oil.", "500000 barrel oil"),
        ("The park has 1.5 million square kilometres of forest.", "1500000 square kilometre"),
        ("It is 1.5 degrees Celsius warmer.", "1.5 degree Celsius"),
    ],
)
def test_measures(text: str, value: str) -> None:
    assert list(quantities(text).values()) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("At least 23 people died.", "23 person"),
        ("There were two dozen soldiers.", "24 person soldier"),
        ("There were nearly 25,000 refugees.", "25000 person refugee"),
        ("There were twenty-five Cuban doctors.", "25 person doctor"),
        ("There were two hundred and fifty asylum seekers.", "250 person asylum seeker"),
        ("There were two and a half million Ukrainians.", "2500000 person Ukrainians"),
        ("There were between 5 and 10 injured.", "5/10 person injured"),
        ("There were 500,000 doses of Johnson & Johnson vaccine.", "500000 dose Johnson & Johnson vaccine"),
        ("There were 5 million Pfizer vaccine doses.", "5000000 dose Pfizer vaccine"),
        ("There were four additional sites.", "4 site"),
        ("There were 50 Boeing 737 aircraft.", "50 aircraft Boeing 737 aircraft"),
        ("There were 3 fishing boats.", "3 ship fishing boat"),
        ("There was one man.", "1 person man"),
    ],
)
def test_counted_people_and_things(text: str, value: str) -> None:
    assert list(quantities(text).values()) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The two ministers met for 10 days in 2020.",
        "One in five people agreed.",
        "The rate is high per 100,000 people.",
        "Tens of thousands of people and hundreds of soldiers came, and a few thousand refugees.",
        "The council adopted Resolution 1325 on women.",
        "Boys aged 12 and 12-year-old girls came.",
        "They came in 2014 and soldiers left.",
        "They are two real friends who work 24/7.",
        "They saw two aircraft carriers and one missing part.",
        "Call 202-555-0100 people.",
        "Goal SDG 2 is met.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert quantities(text) == {}


def test_dollars_are_those_of_the_country_that_speaks() -> None:
    assert list(quantities("WELLINGTON (RNZ) - The plan costs $5 million.").values()) == ["5000000 NZD"]
    assert list(quantities("HANOI (VNA) - The plan costs $5 million.").values()) == ["5000000 USD"]


def test_an_amount_belongs_to_the_act_in_whose_clause_it_stands() -> None:
    assert measured("Vietnam donated 12,000 tonnes of rice to Cuba.") == {"AID": (12000.0, "tonne", "rice")}
    assert measured("Cuban President Miguel Díaz-Canel thanked Vietnam for the gift of 12,000 tonnes of rice.") == {
        "AID": (12000.0, "tonne", "rice")
    }
    assert measured("Chilean police arrested 23 protesters on Monday.") == {"COERCE": (23.0, "person", "protester")}


def test_talks_and_other_clauses_lend_no_amount() -> None:
    assert measured("Vietnam donated rice to Cuba, which has 11 million people.") == {}
    assert measured("Canadian Prime Minister John Smith met Chilean President Juan Perez and 12 officials.") == {}


def test_every_currency_sign_and_noun_means_something() -> None:
    assert all(known.default or known.by_country for known in currency_signs().values())
    assert all(known.default or known.by_country for entry in currency_nouns().values() for _, known in entry)


def test_kinds_of_quantity_that_acts_ask_for_exist() -> None:
    kinds = {row["kind"] for row in rows("quantity_units")} | {"money"}
    assert {kind for row in rows("event_quantities") for kind in values(row["kinds"])} <= kinds
    assert {row["place"] for row in rows("event_quantities")} == {"object", "any"}
