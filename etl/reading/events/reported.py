"""Who says it: the person to whom an act's telling is attributed."""

from collections.abc import Sequence
from dataclasses import replace

from etl.reading.events.clause import Roles, subject_of
from etl.reading.events.phrases import NounPhrase, Party, Words
from etl.reading.people.words import speech_verbs


def reporter_of(words: Words, phrases: Sequence[NounPhrase], trigger: int) -> Party | None:
    """Who says what the trigger tells: the person subject of a verb of speech, before or behind ("…, he said")."""
    for group in words.groups:
        if group.head == trigger or words.sentence.word(group.head) not in speech_verbs() or group.is_passive:
            continue
        subject = _behind(phrases, group.head) if group.head > trigger else None
        subject = subject or subject_of(words, phrases, group)
        if subject is not None and len(subject.parties) == 1 and subject.parties[0].kind == "person":
            return subject.parties[0]
    return None


def _behind(phrases: Sequence[NounPhrase], head: int) -> NounPhrase | None:
    """ "…", said X."""
    return next((phrase for phrase in phrases if phrase.first == head + 1), None)


def with_speaker(roles: Roles, speaker: Party | None) -> Roles:
    """What a leader promises, thanks or blames for his own state has both him and the state as actors."""
    if speaker is None or roles.is_symmetric or speaker.country is None:
        return roles
    if any(party.kind == "person" for party in roles.actors):
        return roles
    if {party.country for party in roles.actors} != {speaker.country}:
        return roles
    return replace(roles, actors=(speaker, *roles.actors))
