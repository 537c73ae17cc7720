"""A delegation and who leads it are one side: "the Chilean delegation, led by X," and "a delegation headed by X"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from etl.reading.annotations import Side, Telling
from etl.reading.events.phrases import NounPhrase, Party, Words, phrase_at
from etl.reading.events.word_classes import DETERMINERS

_DELEGATIONS: Final = frozenset({"delegation", "mission"})
_SEVERAL: Final = frozenset({"delegations", "teams"})
_LED: Final = frozenset({"led", "headed"})
_LEADING: Final = _LED | {"leads", "heads"}
_REACH: Final = (
    14  # words between a delegation and "led by": "of twenty members of the Supreme People's Assembly of Chile"
)


def led_delegations(words: Words, named: Sequence[NounPhrase]) -> list[NounPhrase]:
    """`named`, where the phrases of a delegation and its leader are joined."""
    phrases = list(named)
    for index in words.sentence.indices_of(_DELEGATIONS):
        by = _led_by(words, index)
        leader = next((p for p in phrases if by is not None and p.first in (by + 1, by + 2)), None)
        if leader is None or leader.parties[0].kind != "person":
            continue
        inside = [p for p in phrases if p.end > index and p.first < leader.first] if by is not None else []
        owner = next((p for p in inside if p.first <= index), None) or next(iter(inside), None)
        first = min(owner.first, index) if owner is not None else index
        phrases = [p for p in phrases if p not in inside and p is not leader]
        joined = phrase_at(words, first, leader.end, _sides(owner, leader), is_resolved=leader.is_resolved)
        phrases.append(replace(joined, is_possessive=leader.is_possessive, is_plural=True))
    return phrases


def leaders_told(words: Words, phrases: Sequence[NounPhrase]) -> dict[str, Party]:
    """Who leads the delegation of which country: "the Chilean delegation, led by X,", "was headed by X", and "X led
    the Chilean delegation".
    """
    sentence = words.sentence
    found: dict[str, Party] = {}
    for index in sentence.indices_of(_DELEGATIONS):
        own = next((p for p in phrases if p.first <= index < p.end), None)
        if own is None or len(own.parties) > 1:
            continue
        person = own.parties[0] if own.parties[0].kind == "person" else None
        if person is None and sentence.word(own.end + 1) in _LED and sentence.word(own.end + 2) == "by":
            person = _person(p for p in phrases if own.end + 2 < p.first <= own.end + 4)
        verb = own.first - 1 - (sentence.word(own.first - 1) in DETERMINERS)
        if person is None and sentence.word(verb) in _LEADING:
            person = _person(p for p in phrases if p.end == verb and p.is_free)
        country = own.parties[0].country
        if person is not None and country is not None and person.country in (None, country):
            found[country] = replace(person, country=country)
    return found | _of_both(words, phrases)


def _of_both(words: Words, phrases: Sequence[NounPhrase]) -> dict[str, Party]:
    """ "X and his Chilean counterpart, Y, led the delegations": each led his own."""
    sentence = words.sentence
    for index in sentence.indices_of(_SEVERAL):
        verb = index - 1 - (sentence.word(index - 1) in DETERMINERS | {"two"})
        verb -= sentence.word(verb) in DETERMINERS
        both = next((p for p in phrases if verb - 1 <= p.end <= verb and p.is_free), None)
        if both is not None and sentence.word(verb) in _LEADING and all(p.kind == "person" for p in both.parties):
            return {party.country: party for party in both.parties if party.country is not None}
    return {}


def _person(phrases: Iterable[NounPhrase]) -> Party | None:
    phrase = next(iter(phrases), None)
    is_one = phrase is not None and len(phrase.parties) == 1 and phrase.parties[0].kind == "person"
    return phrase.parties[0] if phrase is not None and is_one else None


def with_leaders(tellings: Sequence[Telling], leaders: Mapping[str, Party]) -> list[Telling]:
    """The tellings, those of talks between countries with the leaders of the delegations, where all are told."""
    return [
        replace(telling, sides=tuple(_led(side, leaders) for side in telling.sides))
        if telling.event_type == "CONSULT" and telling.is_symmetric and _are_led(telling, leaders)
        else telling
        for telling in tellings
    ]


def _are_led(telling: Telling, leaders: Mapping[str, Party]) -> bool:
    sides = telling.sides
    return len(sides) > 1 and all(side.kind == "country" and side.country in leaders for side in sides)


def _led(side: Side, leaders: Mapping[str, Party]) -> Side:
    leader = leaders[str(side.country)]
    return replace(side, kind="person", entity=leader.entity)


def _led_by(words: Words, index: int) -> int | None:
    """The "by" of "led by" behind the delegation at `index`, in the same clause."""
    sentence = words.sentence
    for at in range(index + 1, min(index + _REACH, len(sentence.tokens) - 1)):
        if sentence.word(at) in _LED:
            return at + 1 if sentence.word(at + 1) == "by" else None
        if sentence.tokens[at].text in (";", ":") or any(g.first == at and g.form == "finite" for g in words.groups):
            return None
    return None


def _sides(owner: NounPhrase | None, leader: NounPhrase) -> tuple[Party, ...]:
    """The leader for the country that sends him; beside the body whose delegation it is."""
    person = leader.parties[0]
    if owner is None:
        return leader.parties
    sender = owner.parties[0]
    led_for = replace(person, country=person.country or sender.country)
    return (sender, led_for) if sender.kind == "organization" else (led_for,)
