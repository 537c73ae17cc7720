"""Which topics an article is about: the evidence for each summed up, ranked, and cut where it grows thin."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from etl.reading.annotations import ArticleTopic, TopicEvidence
from etl.reading.topics.words import HINT

MOST: Final = 8
"""Topics of one article at most."""

_FACTORS: Final = {"title": 3.0, "headline": 3.0, "lead": 2.0, "body": 1.0}
_LEAST: Final = 2.0  # the score of words that name a topic outright, once in the body
_LEAST_IN_1000_WORDS: Final = (
    3.0  # what a long article touches upon in passing is left out, unless there is nothing else
)


def assign_topics(evidence: Iterable[TopicEvidence], n_words: int) -> tuple[ArticleTopic, ...]:
    """The topics of an article of so many words by rank, the main topic first; at most `MOST`.

    A topic's score is the sum over its different words of their weight, three times in headline and title and twice in
    the lead. Of words that recur the second counts half, the third a third, and so on, so that a topic spoken of in
    many ways comes before one that has its single word repeated. Hints alone make no topic.
    """
    scored = ((_score(each), topic) for topic, each in _by_topic(evidence) if _names_it(each))
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1]))
    least = max(_LEAST, _LEAST_IN_1000_WORDS * n_words / 1000)
    kept = [pair for place, pair in enumerate(ranked) if pair[0] >= (least if place else _LEAST)][:MOST]
    return tuple(ArticleTopic(topic, score, rank) for rank, (score, topic) in enumerate(kept, 1))


def _by_topic(evidence: Iterable[TopicEvidence]) -> list[tuple[str, list[TopicEvidence]]]:
    ordered = sorted(evidence, key=lambda each: (each.topic, each.words))
    return [(topic, list(each)) for topic, each in groupby(ordered, key=lambda each: each.topic)]


def _names_it(evidence: Iterable[TopicEvidence]) -> bool:
    """True where not all words are mere hints."""
    return any(each.weight > HINT for each in evidence)


def _score(evidence: Iterable[TopicEvidence]) -> float:
    """Sum over the words (in order of them), to three decimals."""
    total = 0.0
    for _, same in groupby(evidence, key=lambda each: each.words):
        strengths = sorted((each.weight * _FACTORS[each.part] for each in same), reverse=True)
        total += sum(strength / number for number, strength in enumerate(strengths, 1))
    return round(total, 3)
