"""Peoples without a state of their own as sides: "Kurdish rebels", "Tamils", "Iraqi Kurds"; `peoples.csv`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.events.phrases import NounPhrase, Party, Words, body_behind, phrase_at
from etl.reading.tagging import TaggedSentence
from etl.text.fold import fold

_OF_A_COUNTRY: Final = frozenset({"nationality", "country", "place"})


@dataclass(frozen=True, slots=True)
class _People:
    """A people by one of its names, in folded words; an adjective needs a group behind it."""

    form: tuple[str, ...]
    is_adjective: bool
    homes: tuple[str, ...]
    usual: str | None


@cache
def _peoples() -> dict[str, list[_People]]:
    """Peoples by the first word of their names."""
    found: dict[str, list[_People]] = {}
    for row in rows("peoples"):
        homes = tuple(values(row["homes"]))
        for column in ("peoples", "adjectives"):
            for form in values(row[column]):
                words = tuple(fold(form).split())
                people = _People(words, column == "adjectives", homes, row["usual"] or None)
                found.setdefault(words[0], []).append(people)
    return found


def people_phrases(words: Words, taken: set[int], named: Sequence[NounPhrase]) -> list[NounPhrase]:
    """The groups of a people that the sentence speaks of, each as a party of the country in which it is told of."""
    sentence, known = words.sentence, _peoples()
    found = []
    for index in sentence.indices_of(known.keys()):
        if not sentence.tokens[index].is_capitalized or sentence.hit_at(index) is not None or index in taken:
            continue
        for people in known[sentence.word(index)]:
            end = index + len(people.form)
            if tuple(sentence.words[index:end]) != people.form:
                continue
            first, country = _home(sentence, index, people, named)
            body_end, sector = body_behind(words, end)
            if country is None or (sector is None and people.is_adjective):
                continue
            party = Party.state(country, sector or "civilians")
            found.append(phrase_at(words, first, body_end if sector else end, (party,)))
            break
    return found


def _home(sentence: TaggedSentence, index: int, people: _People, named: Sequence[NounPhrase]) -> tuple[int, str | None]:
    """Where the phrase begins, and the home that is meant: that named right before the people, else in the sentence."""
    before = sentence.hit_at(index - 1)
    if before is not None and before.known.kind in _OF_A_COUNTRY and before.known.country in people.homes:
        return before.first, before.known.country
    countries = {party.country for phrase in named for party in phrase.parties}
    countries |= {hit.known.country for hit in sentence.hits}
    return index, next((home for home in people.homes if home in countries), people.usual)
