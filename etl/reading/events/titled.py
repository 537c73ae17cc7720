"""Those who are named by their title alone: "the Vice President", "the Secretary and Foreign Minister"."""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.phrases import NounPhrase, Party, Words, phrase_at
from etl.reading.events.voices import is_title
from etl.reading.people.words import singular_title

_THE: Final = frozenset({"the"})


def titled(
    words: Words, taken: set[int], titles: Sequence[tuple[tuple[str, ...], Party]], home: str | None
) -> list[NounPhrase]:
    """ "The Vice President" without a name: the person of the article who has that title, home's before others'."""
    sentence = words.sentence
    found = []
    for first in sentence.indices_of(_THE):
        end = first + 1
        while end < len(sentence.tokens) and end not in taken and is_title(sentence, end):
            end += 1
        last = sentence.word(end - 1)
        if end == first + 1 or end in taken or sentence.word(end) == "of" or singular_title(last) != last:
            continue
        spans = [(first + 1, end)]
        if sentence.word(end) == "and" and is_title(sentence, end + 1):
            start = end = end + 1  # "the Secretary and Foreign Minister"
            while end < len(sentence.tokens) and end not in taken and is_title(sentence, end):
                end += 1
            spans.append((start, end))
        bearers = [_bearer(tuple(sentence.word(i) for i in range(*span)), titles, home) for span in spans]
        parties = tuple(dict.fromkeys(party for party in bearers if party is not None))
        if end not in taken and len(parties) == len(spans):
            found.append(phrase_at(words, first, end, parties, is_resolved=True))
    return found


def _bearer(title: tuple[str, ...], titles: Sequence[tuple[tuple[str, ...], Party]], home: str | None) -> Party | None:
    """The one person who bears a title, home's before others'."""
    bearers = [party for words, party in titles if words == title or words[: len(title)] == title]
    at_home = [party for party in bearers if party.country == home]
    bearers = list(dict.fromkeys(at_home or bearers))
    return bearers[0] if len(bearers) == 1 else None
