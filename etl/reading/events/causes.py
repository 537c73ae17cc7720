"""Against whom it is that an act is done "after", "because of" or "in response to" something of another country's."""

from collections.abc import Iterator, Sequence
from typing import Final

from etl.reading.events.clause import Setting
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.verbs import known_verbs
from etl.reading.events.word_classes import DETERMINERS, modality

_ANSWERING: Final = frozenset({"SANCTION", "MOBILIZE"})
_OPENINGS: Final = frozenset({"after", "because", "following", "amid", "over", "since", "when", "as"})
_TO: Final = frozenset(
    {("response", "to"), ("retaliation", "for"), ("reaction", "to"), ("answer", "to"), ("reply", "to")}
)
_BETWEEN: Final = frozenset({"of", "with", "by", "from"})  # "after a clash with Chilean guards"
_REACH: Final = 10  # words of the cause


def provoker(setting: Setting, actors: Sequence[Party]) -> tuple[Party, ...]:
    """The one other country whose doing the act answers: "put its army on alert after Chile tested a missile"."""
    is_answer = setting.act.event_type in _ANSWERING or setting.act.mode == "closure"
    if not is_answer or setting.scene.is_transcript or not actors:
        return ()
    mine = {party.country for party in actors}
    for opening in _causes(setting):
        phrase = next((p for p in setting.phrases if p.first > opening), None)
        if phrase is None or phrase.first - opening > _REACH or phrase.is_place or not _is_at(setting, opening, phrase):
            continue
        others = tuple(p for p in phrase.parties if p.country is not None and p.country not in mine)
        end = min(phrase.end + _REACH, len(setting.sentence.tokens))
        is_partner = setting.sentence.word(phrase.first - 1) in _BETWEEN
        is_noun = (phrase.is_possessive or phrase.is_weak or is_partner) and setting.sentence.word(opening) != "as"
        is_doing = _is_told(setting, phrase) or is_noun
        if others and is_doing and modality("misfortune").isdisjoint(setting.sentence.words[phrase.first : end]):
            return others
    return ()


def _causes(setting: Setting) -> Iterator[int]:
    """The last token of every opening of a cause behind the trigger."""
    sentence = setting.sentence
    for index in range(setting.trigger.end, len(sentence.tokens)):
        if sentence.word(index) in _OPENINGS:
            yield index + (sentence.word(index) == "because" and sentence.word(index + 1) == "of")
        elif (sentence.word(index - 1), sentence.word(index)) in _TO:
            yield index


def _is_at(setting: Setting, opening: int, phrase: NounPhrase) -> bool:
    """True where nothing but a qualifier stands between the opening and the phrase."""
    between = range(opening + 1, phrase.first)
    return all(
        setting.words.is_noun_like(i) or setting.sentence.word(i) in DETERMINERS or setting.sentence.word(i) in _BETWEEN
        for i in between
    )


def _is_told(setting: Setting, phrase: NounPhrase) -> bool:
    """True for the subject of a verb right behind it."""
    word = setting.sentence.word(phrase.end)
    return word in known_verbs() and phrase.end in setting.words.verbal
