"""The world's cities and first-level regions by their words (GeoNames), each with where it lies.

These names need support from their context, which `etl.reading.places` looks for; what is a place wherever it stands is
listed in places.csv.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from etl.lexicon.loader import cells, lines, rows, values
from etl.reading.gazetteer import match_words, name_words
from etl.text.tokens import Token

LARGE: Final = 100_000
"""People from which on a city is known without its state or country."""


class Spot(NamedTuple):
    """A city or region; `region` is the code of the first-level region that it is or lies in."""

    name: str
    kind: str  # city | region
    country: str  # ISO 3166-1 alpha-3
    region: str
    population: int


@cache
def _lines_by_first_word() -> dict[str, list[str]]:
    """Unparsed lines of geonames.csv; each article looks up a few of the 40,000."""
    index: dict[str, list[str]] = {}
    for line in lines("geonames"):
        index.setdefault(line[: line.index(",")].partition(" ")[0], []).append(line)
    return index


@cache
def _named_from(word: str) -> dict[tuple[str, ...], tuple[Spot, ...]]:
    """Spots whose name begins with `word`, by all its words, longer names first and more populous places first."""
    found: dict[tuple[str, ...], list[Spot]] = {}
    for line in _lines_by_first_word().get(word, ()):
        words, kind, country, region, _, _, population, name = cells(line)
        if kind != "country":
            found.setdefault(tuple(words.split()), []).append(Spot(name, kind, country, region, int(population)))
    return {words: tuple(found[words]) for words in sorted(found, key=len, reverse=True)}


def may_begin_spot(word: str) -> bool:
    """True when some city or region begins with this folded word."""
    return word in _lines_by_first_word()


def is_spot(words: tuple[str, ...]) -> bool:
    """True for the folded words of the whole name of a city or region."""
    return bool(words) and may_begin_spot(words[0]) and words in _named_from(words[0])


def spots_at(tokens: Sequence[Token], at: int) -> tuple[int, tuple[Spot, ...]] | None:
    """End index of the longest name of cities or regions that begins at token `at`, and the places of that name."""
    if not may_begin_spot(tokens[at].norm):
        return None
    for words, spots in _named_from(tokens[at].norm).items():
        end = match_words(tokens, at, words)
        if end is not None:
            return end, spots
    return None


def spots_named(names: Iterable[str]) -> tuple[Spot, ...]:
    """The cities and regions that bear one of the names."""
    found: dict[Spot, None] = {}
    for name in names:
        words = name_words(name)
        if words:
            found.update(dict.fromkeys(_named_from(words[0]).get(words, ())))
    return tuple(found)


@cache
def region_abbreviations() -> dict[str, tuple[str, str]]:
    """Country and code of a region by its abbreviation without the last point ("Tex", "N.J", "ON")."""
    found = {
        abbreviation.rstrip("."): (row["country"], row["region"])
        for row in rows("region_abbreviations")
        for abbreviation in values(row["abbreviations"])
    }
    postal = {row["region"]: (row["country"], row["region"]) for row in rows("region_abbreviations")}
    return found | {code: region for code, region in postal.items() if code.isalpha()}
