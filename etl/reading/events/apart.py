"""Meetings told together that were held one by one: "met separately with A, B and C"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from etl.reading.events.clause import Roles, Setting
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Reference
from etl.text.spans import Span

_ONE_BY_ONE: Final = frozenset({"separately", "respectively", "individually"})
_SEVERAL: Final = frozenset({"separate", "meetings", "calls", "encounters"})
_EACH: Final = frozenset({"each"})


def held_apart(setting: Setting, roles: Roles, subject: NounPhrase, other: NounPhrase) -> Roles:
    """The roles with those `apart` whom the same people met one by one."""
    if setting.act.event_type != "CONSULT":
        return roles
    several = other.parties if len(set(other.parties)) > 1 else subject.parties
    near = {setting.sentence.word(i) for i in range(max(0, setting.trigger.first - 2), other.first)}
    near |= {setting.sentence.word(other.end), setting.sentence.word(other.end + 1)}
    is_apart = bool(near & _ONE_BY_ONE)
    if bool(setting.inside() & _SEVERAL) and _has_several_owners(setting, subject):
        return replace(roles, apart=tuple((party,) for party in dict.fromkeys(subject.parties)))
    if several is other.parties:
        is_apart = is_apart or bool(setting.inside() & _SEVERAL)
    else:
        is_apart = is_apart or bool(near & _EACH)
    if not is_apart:
        return roles
    together = _by_country(several) if near.isdisjoint(_ONE_BY_ONE | _EACH) else [(p,) for p in dict.fromkeys(several)]
    return replace(roles, apart=tuple(together)) if len(together) > 1 else roles


def _has_several_owners(setting: Setting, subject: NounPhrase) -> bool:
    """True for "A's and B's meetings with X": each had his own."""
    marks = [i for i in range(subject.first, subject.end) if setting.sentence.tokens[i].kind == "possessive"]
    return subject.is_possessive and bool(marks) and len(subject.parties) > 1


def _by_country(parties: Sequence[Party]) -> list[tuple[Party, ...]]:
    """ "Meetings with the President and the Prime Minister of Chile and with Peru's": those of one country are met
    together.
    """
    groups: dict[str | int | None, list[Party]] = {}
    host: str | int | None = None
    for party in dict.fromkeys(parties):
        if party.country is not None or party.kind != "person" or host is None:
            host = party.country or party.entity  # a minister of no country told is of that of the one before
        groups.setdefault(host, []).append(party)
    return [tuple(group) for group in groups.values()]


def one_by_one(
    roles: Roles, trigger: Span, sentence: TaggedSentence, references: Sequence[Reference]
) -> Iterator[tuple[Span, Roles]]:
    """Each meeting with the words that tell it: the trigger for the first, the partner's name for each further one."""
    words = [_words_of(group[0], sentence, references) for group in roles.apart]
    if not roles.apart or any(span is None for span in words[1:]):
        yield trigger, roles
        return
    met = {party for group in roles.apart for party in group}
    both = tuple(party for party in roles.actors if party not in met)
    for group, span in zip(roles.apart, [trigger, *words[1:]], strict=True):
        if span is not None:
            yield span, replace(roles, actors=(*both, *group), apart=())


def _words_of(party: Party, sentence: TaggedSentence, references: Sequence[Reference]) -> Span | None:
    for reference in references:
        is_same = reference.entity == party.entity if party.entity is not None else reference.country == party.country
        if is_same and (party.entity is None or reference.kind == party.kind):
            return sentence.span(reference.first, reference.end)
    return None
