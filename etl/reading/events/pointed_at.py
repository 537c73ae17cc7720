"""Whom an act is on that names nobody: "aid to the country", "violated its airspace", "called on its neighbour"."""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.clause import Setting
from etl.reading.events.phrases import Party
from etl.reading.events.word_classes import BE, HAVE, MODALS, modality

_ITS: Final = frozenset({"its", "their"})
_POINTED_AT: Final = frozenset(
    {"SANCTION", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "ASSAULT", "COERCE", "RETREAT", "CONCEDE"}
)
_WHOSE: Final = frozenset({"of", "by", "from", "for", "to", "that"})
_PRONOUNS: Final = frozenset({"it", "them"})
_AIMED: Final = frozenset({"at", "on", "against"})
_AUXILIARIES: Final = MODALS | BE | HAVE
_REACH: Final = 10  # words
_NEAR: Final = 3  # words between "its" and what it has


def has_pronoun(setting: Setting) -> bool:
    """True for "blamed it for", "demanded that it end", "accused them of": a side that only a pronoun names."""
    sentence, first, end = setting.sentence, setting.trigger.first, setting.trigger.end
    behind = end + (sentence.word(end) == "that")
    is_clause = sentence.word(behind - 1) == "that" and sentence.word(behind) in ("it", "they")
    is_aimed = sentence.word(end) in _AIMED and sentence.word(end + 1) in _PRONOUNS  # "fired at them"
    return (
        is_clause
        or is_aimed
        or any(
            sentence.word(i) in _PRONOUNS and sentence.word(i + 1) not in _AUXILIARIES
            for i in range(first + 1, end + 1)
        )
    )  # not "warned it would"


def pointed_at(setting: Setting, actors: Sequence[Party]) -> tuple[Party, ...]:
    """The other country that the object points at, when the article leaves no doubt which that is."""
    mine = {party.country for party in actors}
    if setting.act.event_type not in _POINTED_AT or setting.scene.is_transcript or not mine - {None}:
        return ()
    if has_pronoun(setting):
        return _by_pronoun(setting, mine)
    end = min(setting.trigger.end + _REACH, len(setting.sentence.tokens))
    for index in range(setting.trigger.first + 1, end):
        if index >= setting.trigger.end and (setting.ends_clause(index) or index in setting.words.verbal):
            return ()
        if _points(setting, index):
            other = _other(setting, mine)
            return (Party.state(other),) if other is not None else ()
    return ()


def _by_pronoun(setting: Setting, mine: set[str | None]) -> tuple[Party, ...]:
    """Whom "it" and "them" mean beside the actors; what "I" say of them and what one wants of them is of anybody."""
    group = setting.group()
    if "i" in setting.sentence.vocabulary or (group is not None and group.lemma == "want"):
        return ()
    behind = range(setting.trigger.first + 1, setting.trigger.end + 2)
    named = setting.scene.last_group
    if named and any(setting.sentence.word(i) == "them" for i in behind):
        return named if mine.isdisjoint(party.country for party in named) else ()
    other = _other(setting, mine)
    return (Party.state(other),) if other is not None else ()


def _points(setting: Setting, index: int) -> bool:
    word = setting.sentence.word(index)
    if word in modality("land"):
        first = index - setting.words.is_noun_like(index - 1)
        is_named = setting.sentence.tokens[index].is_capitalized or setting.sentence.word(index + 1) == "of"
        is_named = is_named or setting.words.is_noun_like(index + 1)  # "the country team"
        return setting.sentence.word(first - 1) in ("the", "that") and not is_named
    if word in modality("said_by_other") and setting.act.event_type == "REJECT":
        is_bare = setting.sentence.word(index + 1) not in _WHOSE and not setting.words.is_noun_like(index + 1)
        return setting.sentence.word(index - 1) in ("the", "that", "this", "those") and is_bare
    if word not in modality("other") and word not in modality("owned_by_other"):
        return False
    return any(setting.sentence.word(i) in _ITS for i in range(max(0, index - _NEAR), index))


def _other(setting: Setting, mine: set[str | None]) -> str | None:
    """The country last named before the act in the sentence, else that of which the article last told."""
    scene = setting.scene
    before = [p.parties[0].country for p in setting.phrases if p.end <= setting.trigger.first and not p.is_place]
    subject = scene.acting_country() if setting.act.event_type == "REJECT" else None
    candidates = [*reversed(before), *(p.country for p in scene.last_body), subject, scene.last_country, scene.about]
    return next((country for country in candidates if country is not None and country not in mine), None)
