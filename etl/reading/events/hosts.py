"""Host and guest of a visit by these words: "his guest", "the visitor", "the host", "host and guest"."""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.phrases import NounPhrase, Party, Words, phrase_at

_GUEST: Final = frozenset({"guest", "visitor"})
_HOST: Final = frozenset({"host"})
_WHOSE: Final = frozenset({"the", "his", "her", "their"})


def host_and_guest(words: Words, pair: Sequence[Party]) -> list[NounPhrase]:
    """The phrases for who received and who was received; `pair` has the host first, and is empty where none is told."""
    if len(pair) < 2:
        return []
    sentence, found = words.sentence, []
    for index in sentence.indices_of(_GUEST | _HOST):
        if words.is_noun_like(index + 1) or index in words.verbal:
            continue  # "the host country"
        is_host = sentence.word(index) in _HOST
        first = index - (sentence.word(index - 1) in _WHOSE)
        if is_host and sentence.words[index + 1 : index + 3] == ["and", "guest"]:
            found.append(phrase_at(words, first, index + 3, tuple(pair), is_resolved=True))
        elif first < index:
            parties = tuple(pair[:1]) if is_host else tuple(pair[1:])
            found.append(phrase_at(words, first, index + 1, parties, is_resolved=True))
    return found
