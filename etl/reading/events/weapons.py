"""Harm told by what it is done with: "a roadside bomb killed", "a U.S. drone strike", "rockets fired from Gaza"."""

from typing import Final

from etl.reading.events.clause import Setting
from etl.reading.events.phrases import NounPhrase
from etl.reading.events.word_classes import DETERMINERS, modality

_REACH: Final = 9  # words
_FAR: Final = 16  # words
_NEAR: Final = 4  # words


def is_done_by_weapon(setting: Setting) -> bool:
    """True for "a roadside bomb killed": harm whose doer is not told."""
    if setting.act.event_type != "ASSAULT":
        return False
    first = setting.trigger.first
    told = {group.head for group in setting.words.groups if group.form == "finite"}  # "when you attack"
    return any(
        setting.sentence.word(i) in modality("weapon") and i not in told for i in range(max(0, first - _FAR), first)
    )


def weapon_owner(setting: Setting) -> NounPhrase | None:
    """ "A U.S. drone strike killed", "killed by Israeli artillery fire": whose the weapon is, or who sent it."""
    if setting.act.event_type != "ASSAULT":
        return None
    first, end = setting.trigger.first, setting.trigger.end
    for phrase in setting.phrases:
        if len({party.country for party in phrase.parties}) > 1 or phrase.is_possessive:
            continue
        if phrase.end <= first and _is_sender(setting, phrase):
            return phrase
        is_near = first - _REACH <= phrase.end <= first or end <= phrase.first <= end + _FAR
        if phrase.is_place or not is_near or not _is_weapon_behind(setting, phrase.end):
            continue
        if phrase.end <= first or _is_means(setting, phrase):
            return phrase
    return None


def _is_weapon_behind(setting: Setting, index: int) -> bool:
    for at in range(index, index + _NEAR):
        if setting.sentence.word(at) in modality("weapon"):
            return True
        if not setting.words.is_noun_like(at):
            return False
    return False


def _is_means(setting: Setting, phrase: NounPhrase) -> bool:
    """True behind "in", "by", "during" and "when", in the same clause as the verb."""
    return setting.sentence.word(_before(setting, phrase)) in ("in", "by", "during", "from", "with")


def _is_sender(setting: Setting, phrase: NounPhrase) -> bool:
    """True for "a missile fired by a Chilean jet" and "rockets fired from Gaza", before the verb of harm."""
    at = _before(setting, phrase)
    if setting.sentence.word(at) not in ("by", "from") or setting.sentence.word(at - 1) not in modality("sent"):
        return False
    return any(setting.sentence.word(i) in modality("weapon") for i in range(max(0, at - _NEAR), at - 1))


def _before(setting: Setting, phrase: NounPhrase) -> int:
    """The last token before the noun phrase that begins with `phrase`."""
    before = phrase.first - 1
    while setting.sentence.word(before) in DETERMINERS or setting.words.is_noun_like(before):
        before -= 1
    return before
