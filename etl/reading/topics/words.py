"""The words by which topics are known: the phrases of `topic_words.csv` and the acts of `topic_acts.csv`, compiled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, count
from typing import Final

from etl.lexicon.loader import LexiconError, rows, values
from etl.text.tokens import tokenize

HINT: Final = 1.0
"""Weight of words that point to a topic only in company."""

_PARTING: Final = frozenset({",", ";", ":", "(", ")", "—", "–", "--", ".", "?", "!"})


@dataclass(slots=True)
class Phrase:
    """Words of the lexicon and the topics they speak of, with the weight for each: 0 where they are its exclusion."""

    words: str
    topics: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class _Node:
    """A word of a phrase: what may follow it, and the phrase that ends with it."""

    after: dict[str, "_Node"] = field(default_factory=dict)
    phrase: Phrase | None = None


def singular(word: str) -> str:
    """A folded word without the ending of an English plural; only meant for comparing with another so treated."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _plural_words():
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]


@cache
def _plural_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("plural_words"))


class _Parts(dict[str, tuple[str, ...]]):
    """The words of each folded token met so far, as phrases are compared: singular, hyphens like spaces.

    Marks that part a sentence stay, so that no phrase reaches across them; quotes, possessives and the like go.
    """

    def __missing__(self, norm: str) -> tuple[str, ...]:
        if norm in _PARTING:
            parts: tuple[str, ...] = (",",)
        elif norm[:1].isalnum():
            parts = tuple(singular(part) for part in norm.split("-") if part)
        else:
            parts = ()
        self[norm] = parts
        return parts


class _Starts(dict[str, tuple[tuple[int, _Node], ...]]):
    """For each folded token met so far, which of its words a phrase may begin with; a run meets some ten thousand."""

    def __missing__(self, norm: str) -> tuple[tuple[int, _Node], ...]:
        first = _phrases().after
        starts = tuple((number, first[part]) for number, part in enumerate(_PARTS[norm]) if part in first)
        self[norm] = starts
        return starts


_PARTS: Final = _Parts()
_END: Final = ("",)  # behind the last word, with which no phrase goes on
_STARTS: Final = _Starts()


def find_phrases(norms: Sequence[str]) -> list[tuple[int, int, str, str, float]]:
    """First token, end, words, topic and weight of the phrases in a sentence of folded tokens, in order.

    For each topic the longest phrase counts, of equal ones the first; its exclusions take part, so that "trade" in
    "trade union" is no trade. Topics do not disturb each other: "trade agreement" may speak of two.
    """
    found: list[tuple[int, int, Phrase]] = []
    parts = [*map(_PARTS.__getitem__, norms), _END]
    for first in compress(count(), map(_STARTS.__getitem__, norms)):
        here, behind = parts[first], parts[first + 1]
        for number, node in _STARTS[norms[first]]:
            if node.phrase is not None:
                found.append((first, first + 1, node.phrase))
            # a glance first, since most phrases end at once
            if node.after and (number + 1 < len(here) or not behind or behind[0] in node.after):
                found += ((first, end, phrase) for end, phrase in _longer(norms, first, number, node))
    if not found:
        return []
    taken: dict[str, set[int]] = {}
    kept: list[tuple[int, int, str, str, float]] = []
    for first, end, phrase in sorted(found, key=lambda each: each[0] - each[1]):
        tokens = range(first, end)
        for topic, weight in phrase.topics.items():
            of_topic = taken.setdefault(topic, set())
            if of_topic.isdisjoint(tokens):
                of_topic.update(tokens)
                if weight:
                    kept.append((first, end, phrase.words, topic, weight))
    return sorted(kept)


def _longer(norms: Sequence[str], place: int, number: int, node: _Node) -> Iterator[tuple[int, Phrase]]:
    """End and meaning of each phrase that goes on from word `number` of token `place`, which is `node`."""
    parts = _PARTS[norms[place]]
    while node.after:
        number += 1
        while number >= len(parts):
            place, number = place + 1, 0
            if place == len(norms):
                return
            parts = _PARTS[norms[place]]
        if parts[number] not in node.after:
            return
        node = node.after[parts[number]]
        if node.phrase is not None:
            yield place + 1, node.phrase


@cache
def act_topics() -> dict[str, dict[str, float]]:
    """Weights by topic of the acts between countries that speak of it, by event type."""
    known: dict[str, dict[str, float]] = {}
    for row in rows("topic_acts"):
        known.setdefault(row["event_type"], {})[_known(row)] = _weight(row)
    return known


@cache
def _phrases() -> _Node:
    root = _Node()
    for row in rows("topic_words"):
        for words in values(row["words"]):
            phrase = _entered(root, words)
            phrase.topics[_known(row)] = max(_weight(row), phrase.topics.get(row["topic_id"], 0.0))
        for words in values(row["unless"]):
            _entered(root, words).topics.setdefault(_known(row), 0.0)
    return root


def _entered(root: _Node, words: str) -> Phrase:
    node = root
    for word in (part for token in tokenize(words) for part in _PARTS[token.norm]):
        node = node.after.setdefault(word, _Node())
    node.phrase = node.phrase or Phrase(words)
    return node.phrase


def _known(row: dict[str, str]) -> str:
    """The topic that a row of words speaks of. Raises LexiconError when the vocabulary does not hold it."""
    if row["topic_id"] not in _vocabulary():
        raise LexiconError(f"topics.csv: no topic {row['topic_id']!r}, for which words are given")
    return row["topic_id"]


def _weight(row: dict[str, str]) -> float:
    try:
        return float(row["weight"])
    except ValueError as error:
        raise LexiconError(f"{row['topic_id']}: the weight {row['weight']!r} is not a number") from error


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(row["topic_id"] for row in rows("topics"))
