"""Names known beforehand: countries, their peoples and adjectives, capitals, places and organisations, by their words.

Built once from the lexicon; `Gazetteer.longest` finds the longest known name that begins at a token. Matching is on
folded words, so "Việt Nam", "VIETNAM" and "Viet Nam" are one name; capitals decide between "US" and "us".
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from etl.lexicon.loader import rows, values
from etl.text.tokens import Token, tokenize


class Known(NamedTuple):
    """What a known name stands for; `kind` is country, nationality, people, place or organization."""

    kind: str
    name: str
    country: str | None
    subkind: str | None = None
    acronym: str | None = None
    is_seat: bool = False  # a place that also stands for its country's government
    is_ambiguous: bool = False  # also a personal name or another place


_INSIDE: Final = frozenset({"-", "'", "’"})  # "Asia-Pacific", "Workers' Party"
_ALL: Final = frozenset({"country", "nationality", "people", "place", "organization"})


_Entry = tuple[tuple[str, ...], str, Known]


class Gazetteer:
    """Known names over folded words: those of one word by it, longer ones by their first two."""

    def __init__(self) -> None:
        self._single: dict[str, list[_Entry]] = {}
        self._longer: dict[tuple[str, str], list[_Entry]] = {}
        self._firsts: set[str] = set()
        self.in_lower_case: set[str] = set()
        """Folded first words of the names that are written without a capital ("al-Qaeda")."""

    def add(self, surface: str, known: Known) -> None:
        words = name_words(surface)
        if not words:
            return
        if len(words) == 1:
            entries = self._single.setdefault(words[0], [])
        else:
            entries = self._longer.setdefault((words[0], words[1]), [])
        if not any(entry[0] == words and entry[1] == surface for entry in entries):
            entries.append((words, surface, known))
            entries.sort(key=lambda entry: -len(entry[0]))  # stable: what was added first wins among equals
        self._firsts.add(words[0])
        if not surface[0].isupper():
            self.in_lower_case.add(words[0])

    def longest(self, tokens: Sequence[Token], at: int, kinds: frozenset[str] = _ALL) -> tuple[int, Known] | None:
        """End index and meaning of the longest known name of one of `kinds` that begins at token `at`."""
        first = tokens[at]
        if first.norm not in self._firsts or not (first.is_capitalized or first.norm in self.in_lower_case):
            return None
        for entries in (self._longer.get((first.norm, _next_word(tokens, at))), self._single.get(first.norm)):
            for words, surface, known in entries or ():
                end = match_words(tokens, at, words)
                if end is not None and known.kind in kinds and _capitals_agree(tokens[at:end], surface):
                    return end, known
        return None

    def knows_name(self, words: tuple[str, ...]) -> bool:
        """True for the folded words of a whole known name of several words."""
        return len(words) > 1 and any(entry[0] == words for entry in self._longer.get((words[0], words[1]), ()))

    def knows_word(self, word: str) -> bool:
        """True when a known name of one word is spelt so (folded)."""
        return word in self._single


def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, hyphens and other marks left out."""
    return tuple(part for token in tokenize(name) if token.kind != "punct" for part in token.norm.split("-") if part)


def _next_word(tokens: Sequence[Token], at: int) -> str:
    """The folded word behind token `at`, past a mark that may stand inside a name."""
    following = at + 1
    if following < len(tokens) and tokens[following].text in _INSIDE:
        following += 1
    return tokens[following].norm if following < len(tokens) else ""


def match_words(tokens: Sequence[Token], at: int, words: tuple[str, ...]) -> int | None:
    """End index of `words` read from token `at`; a hyphen or an apostrophe between two may be missing or present."""
    position, count = at, len(tokens)
    for number, word in enumerate(words):
        if number and position < count and tokens[position].text in _INSIDE:
            position += 1
        if position >= count or tokens[position].norm != word:
            return None
        position += 1
    return position


def _capitals_agree(tokens: Sequence[Token], surface: str) -> bool:
    """True when the words are written as a name is: with a capital, acronyms ("US", "WHO") all in capitals."""
    first = tokens[0]
    if " " not in surface and surface.isupper():
        return first.is_upper
    if " " not in surface and surface[1:].isalnum() and surface[1:] != surface[1:].lower():
        return first.text == surface  # "LeT" is not "Let"
    return first.is_capitalized or not surface[0].isupper()


@cache
def gazetteer() -> Gazetteer:
    """The names of the lexicon; countries come before places, places before organisations of the same spelling."""
    known_names = Gazetteer()
    cities = frozenset(row["name"] for row in rows("places") if row["kind"] == "city")
    for row in rows("countries"):
        _add_country(known_names, row, cities)
    for row in rows("places"):
        place = Known("place", row["name"], row["country"] or None, row["kind"])
        _add_all(known_names, [row["name"], *values(row["other_names"])], place)
    for row in rows("organizations"):
        acronym = row["acronym"] or None
        organization = Known("organization", row["name"], row["country"] or None, row["kind"], acronym)
        _add_all(known_names, [row["name"], *values(row["other_names"]), row["acronym"]], organization)
    return known_names


def _add_country(known_names: Gazetteer, row: dict[str, str], cities: frozenset[str]) -> None:
    code = row["country"]
    ambiguous = {name_words(note.partition(": ")[0]) for note in values(row["ambiguous_with"])}
    for name in [row["name"], *values(row["other_names"])]:
        is_ambiguous = name_words(name) in ambiguous
        known_names.add(name, Known("country", row["name"], code, "country", is_ambiguous=is_ambiguous))
    _add_all(known_names, values(row["adjectives"]), Known("nationality", row["name"], code))
    _add_all(known_names, values(row["peoples"]), Known("people", row["name"], code))
    seats = values(row["seats"])
    capital = Known("place", row["capital"], code, "city", is_seat=row["capital"] in seats)
    _add_all(known_names, [row["capital"], *values(row["capital_other_names"])], capital)
    for seat in seats:
        kind = "city" if seat in cities else "site"
        _add_all(known_names, [seat], Known("place", seat, code, kind, is_seat=True))


def _add_all(known_names: Gazetteer, surfaces: Iterable[str], known: Known) -> None:
    for surface in surfaces:
        if surface:
            known_names.add(surface, known)


@cache
def country_names() -> dict[str, str]:
    """Usual English name by ISO 3166-1 alpha-3 code."""
    names: dict[str, str] = {}
    for row in rows("countries"):
        names.setdefault(row["country"], row["name"])
    return names
