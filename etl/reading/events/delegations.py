"""A delegation and who leads it are one side: "the Chilean delegation, led by X," and "a delegation headed by X"."""

from collections.abc import Sequence
from dataclasses import replace

from etl.reading.events.phrases import NounPhrase, Party, Words, phrase_at

_DELEGATIONS = frozenset({"delegation", "mission"})
_LED = frozenset({"led", "headed"})
_REACH = 14  # words between a delegation and "led by": "of twenty members of the Supreme People's Assembly of Chile"


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
