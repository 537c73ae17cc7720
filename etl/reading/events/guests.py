"""Whom somebody meets, receives or hosts: the direct object of a verb, also behind where and when."""

from typing import Final

from etl.reading.events.clause import Setting
from etl.reading.events.phrases import NounPhrase, body_words
from etl.reading.events.word_classes import DETERMINERS, PREPOSITIONS, is_adverb, modality
from etl.reading.people.words import is_title_word

_QUALITIES: Final = frozenset(
    {"leadership", "administration"}
)  # "welcomed Chile's leadership" praises, and greets nobody
_GOVERNING: Final = frozenset({"on", "in", "for", "with", "at", "to", "of", "by", "from"})
_OF_PLACE_AND_TIME: Final = frozenset({"on", "in", "at", "this", "last", "during"})
_WITHIN_ADJUNCTS: Final = frozenset({"on", "in", "at", "of", "during"})
_RELATIVES: Final = frozenset({"who", "which"})
_NEAR: Final = 4  # words between a verb and its object
_FAR: Final = 14  # and where a place and a day stand between them


def person_met(setting: Setting) -> NounPhrase | None:
    """The direct object, when it is somebody: not "received Chile's aid"."""
    if setting.sentence.word(setting.trigger.end - 1) == "visiting":  # "told visiting President X that"
        last = setting.trigger.end - 1
        return next(
            (p for p in setting.phrases if p.first in range(last, last + _NEAR) and _is_somebody(setting, p)), None
        )
    other = setting.object(reach=_NEAR)
    if other is not None and _are_people_from(setting, other):
        return other
    if other is None or other.is_possessive or other.is_weak or not _is_whole_object(setting, other):
        other = _behind_place_and_time(setting)
    return other if other is not None and _is_somebody(setting, other) else None


def _are_people_from(setting: Setting, phrase: NounPhrase) -> bool:
    """True for Chile and Peru in "met his counterparts from Chile and Peru"."""
    before = [setting.sentence.word(i) for i in range(setting.trigger.end, phrase.first)]
    while before[-1:] == ["the"]:
        before.pop()
    is_from = before[-1:] == ["from"] and body_words().get(before[-2] if len(before) > 1 else "") == "government"
    return is_from and set(before[:-2]) <= {"his", "her", "their", "the", "senior", "top", "several", "other"}


def _is_somebody(setting: Setting, phrase: NounPhrase) -> bool:
    is_person = any(party.kind == "person" for party in phrase.parties) or is_of_people(setting, phrase)
    return is_person and setting.sentence.word(phrase.end - 1) not in _QUALITIES


def is_of_people(setting: Setting, phrase: NounPhrase) -> bool:
    """True for "Chilean officials", "Chile's foreign minister"."""
    word = setting.sentence.word(phrase.end - 1)
    is_of = setting.sentence.word(phrase.first) in body_words()  # "leaders of the Front"
    return word in body_words() or is_title_word(word) or is_of


def _is_whole_object(setting: Setting, phrase: NounPhrase) -> bool:
    """True when the phrase is all that the verb governs: not "received the X award", "called X a partner"."""
    between = {setting.sentence.word(i) for i in range(setting.trigger.end, phrase.first)}
    return between.isdisjoint(_GOVERNING) and _is_whole(setting, phrase)


def _is_whole(setting: Setting, phrase: NounPhrase) -> bool:
    if phrase.end >= len(setting.sentence.tokens):
        return True
    following = setting.sentence.tokens[phrase.end]
    return following.kind != "word" or following.is_capitalized or following.norm in modality("behind_object")


def _behind_place_and_time(setting: Setting) -> NounPhrase | None:
    """The object of "received today at the palace the President of Chile": behind where and when."""
    sentence, end = setting.sentence, setting.trigger.end
    if sentence.word(end) not in _OF_PLACE_AND_TIME and not is_adverb(sentence.word(end)):
        return None
    for phrase in setting.phrases:
        if phrase.first <= end or phrase.is_place or phrase.is_weak:
            continue
        between = range(end, phrase.first)
        if len(between) > _FAR or any(setting.ends_clause(i) or i in setting.words.verbal for i in between):
            return None
        is_object = _is_governed_by_nothing(setting, phrase) and not _begins_another_clause(setting, phrase)
        return phrase if is_object and not phrase.is_possessive and _is_whole(setting, phrase) else None
    return None


def _is_governed_by_nothing(setting: Setting, phrase: NounPhrase) -> bool:
    """False for "received on Monday a letter from X" and "the credentials of X"."""
    sentence, start = setting.sentence, phrase.first
    while setting.words.is_noun_like(start - 1):
        start -= 1
    start -= sentence.word(start - 1) in DETERMINERS
    words = {sentence.word(i) for i in range(setting.trigger.end, start)}
    is_adjunct = not words & (PREPOSITIONS - _WITHIN_ADJUNCTS) and "and" not in words
    return start > setting.trigger.end and sentence.word(start - 1) not in PREPOSITIONS and is_adjunct


def _begins_another_clause(setting: Setting, phrase: NounPhrase) -> bool:
    """True for "met here Friday, President X said"."""
    sentence = setting.sentence
    if all(sentence.tokens[i].text != "," for i in range(setting.trigger.end, phrase.first)):
        return False
    behind = (group.first for group in setting.words.groups if group.form == "finite" and group.first >= phrase.end)
    return any(sentence.word(first - 1) not in _RELATIVES for first in behind)
