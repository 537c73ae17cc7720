"""Units of measure, counted nouns and currencies, compiled from `quantity_units.csv` and `currencies.csv`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.text.fold import fold
from etl.text.tokens import Token, tokenize

MEASURES: Final = frozenset(
    {"mass", "volume", "length", "area", "power", "energy", "speed", "temperature", "share", "rate"}
)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is measured or counted; `name` is the unit in the warehouse, `kind` as in quantity_units.csv, or money."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Form:
    """The folded words of a unit in the singular or plural; `is_own` says that they are the name of the unit itself."""

    words: tuple[str, ...]
    unit: Unit
    is_singular: bool
    is_plural: bool
    is_own: bool
    singular: str


@dataclass(slots=True)
class Currencies:
    """The currencies that one noun or sign may mean: by country, and the one meant when no country decides.

    `plurals` are the forms of a noun that are only plural, `invariants` those that are both.
    """

    by_country: dict[str, str] = field(default_factory=dict)
    default: str | None = None
    plurals: set[tuple[str, ...]] = field(default_factory=set)
    invariants: set[tuple[str, ...]] = field(default_factory=set)

    def code(self, *countries: str | None) -> str | None:
        """ISO 4217 code by the first of the countries that decides."""
        known = (self.by_country[country] for country in countries if country in self.by_country)
        return next(known, self.default)

    def add(self, row: dict[str, str]) -> None:
        for country in values(row["countries"]):
            self.by_country.setdefault(country, row["currency"])
        if row["default"] == "yes":
            self.default = self.default or row["currency"]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def _numbers_of(entry: str) -> tuple[str, str]:
    """Singular and plural of a lexicon entry: "man/men" gives both, "soldier" makes its plural by the rules."""
    singular, _, plural = entry.partition("/")
    return singular, plural or _plural(singular)


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokenize(phrase))


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Forms of units by their first folded word, the longest first."""
    found: dict[str, list[Form]] = {}
    for row in rows("quantity_units"):
        unit = Unit(row["unit"], row["kind"])
        for entry in values(row["words"]):
            singular, plural = (_words(phrase) for phrase in _numbers_of(entry))
            is_own = " ".join(singular) == fold(unit.name) or (unit.name, plural) == ("person", ("people",))
            for words in dict.fromkeys((singular, plural)):
                noun = "people" if plural == ("people",) else " ".join(singular)
                form = Form(words, unit, words == singular, words == plural, is_own, noun)
                found.setdefault(words[0], []).append(form)
    return {first: tuple(sorted(known, key=lambda form: -len(form.words))) for first, known in found.items()}


@cache
def marks() -> dict[str, Unit]:
    """Units by their abbreviation as written."""
    return {mark: Unit(row["unit"], row["kind"]) for row in rows("quantity_units") for mark in values(row["marks"])}


@cache
def currency_nouns() -> dict[str, tuple[tuple[tuple[str, ...], Currencies], ...]]:
    """The folded words of currency nouns and what they may mean, by their first word, the longest first."""
    nouns: dict[tuple[str, ...], Currencies] = {}
    for row in rows("currencies"):
        for entry in values(row["noun"]):
            singular, plural = (_words(phrase) for phrase in _numbers_of(entry))
            for words in (singular, plural):
                nouns.setdefault(words, Currencies()).add(row)
            (nouns[plural].invariants if singular == plural else nouns[plural].plurals).add(plural)
    found: dict[str, list[tuple[tuple[str, ...], Currencies]]] = {}
    for words in sorted(nouns, key=len, reverse=True):
        found.setdefault(words[0], []).append((words, nouns[words]))
    return {first: tuple(known) for first, known in found.items()}


@cache
def currency_signs() -> dict[str, Currencies]:
    """What signs and codes before a number mean, as written."""
    signs: dict[str, Currencies] = {}
    for row in rows("currencies"):
        for sign in values(row["signs"]):
            signs.setdefault(sign, Currencies()).add(row)
    for currencies in signs.values():
        alone = set(currencies.by_country.values())
        if currencies.default is None and len(alone) == 1:
            currencies.default = alone.pop()  # "A$" is nobody else's
    return signs


def starts_with(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> bool:
    """True when the tokens from `at` on are these folded words."""
    if at + len(words) > len(tokens):
        return False
    return all(tokens[at + offset].norm == word for offset, word in enumerate(words))
