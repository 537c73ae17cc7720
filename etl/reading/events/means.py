"""By what means talks were held, where words beside their verb tell it: "discussed the matter over the phone"."""

from typing import Final

from etl.reading.events.triggers import Act
from etl.reading.tagging import TaggedSentence

_BEFORE: Final = frozenset({"by", "over", "on", "via", "through", "in", "during"})
_BETWEEN: Final = frozenset({"the", "a", "an", "secure"})
_PHONES: Final = frozenset({"phone", "telephone"})
_VIDEO: Final = frozenset({"video", "videoconference", "teleconference", "videolink", "zoom"})


def by_what_means(sentence: TaggedSentence, act: Act) -> tuple[str | None, str | None]:
    """Subtype and mode of the act: those of talks by phone or video where the sentence says so of mere talks."""
    if act.event_type != "CONSULT" or act.mode != "meeting" or act.event_subtype != "040" or not act.is_verb:
        return act.event_subtype, act.mode
    if _stands_behind_preposition(sentence, _PHONES):
        return "041", "phone"
    return act.event_subtype, "video" if _stands_behind_preposition(sentence, _VIDEO) else act.mode


def _stands_behind_preposition(sentence: TaggedSentence, words: frozenset[str]) -> bool:
    for index in sentence.indices_of(words):
        before = index - 1 - (sentence.word(index - 1) in _BETWEEN)
        if sentence.word(before) in _BEFORE:
            return True
    return False
