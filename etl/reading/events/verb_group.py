"""A verb with what belongs to it, and the words around verbs that belong to none."""

from dataclasses import dataclass
from typing import Final

from etl.reading.events.word_classes import is_adverb, is_month, modality
from etl.reading.tagging import TaggedSentence

_SPANS: Final = frozenset({"week", "month", "year", "night", "weekend", "summer", "spring", "autumn", "fall", "winter"})
_NEAR_SPANS: Final = frozenset({"last", "this", "next"})  # "last week" between a subject and its verb


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries on the tokens [first, head]; `words` are the folded words before the head.

    `form` is finite, infinitive ("to attack"), gerund ("after attacking"), participle (", killing two"), reduced
    ("troops based in") or bare (an imperative, a list item). Nothing is asserted by infinitives and gerunds.
    """

    first: int
    head: int
    lemma: str
    form: str
    is_passive: bool
    words: tuple[str, ...]


def is_backing(sentence: TaggedSentence, hyphen: int) -> bool:
    """True for the hyphen of "Iran-backed": who stands behind the one that is named next does not act."""
    return sentence.word(hyphen) == "-" and sentence.word(hyphen + 1) in modality("behind_another")


def before_adjuncts(sentence: TaggedSentence, index: int) -> int:
    """The last token up to `index` that is no adverb and no day: what "today", "on Tuesday", "on May 3" follow."""
    while index >= 0:
        word = sentence.word(index)
        if is_adverb(word) or word == "earlier":
            index -= 1
            if sentence.word(index) == "on" and word.endswith("day"):
                index -= 1
            continue
        if word in _SPANS and sentence.word(index - 1) in _NEAR_SPANS:
            index -= 2
            continue
        start = index
        if sentence.tokens[index].kind != "number" and not is_month(word):
            return index
        if sentence.tokens[index].kind == "number" and (word[:2] in ("19", "20") or is_month(sentence.word(index - 1))):
            start = index - 1
        if is_month(sentence.word(start)):
            start -= 1
        if start == index or sentence.word(start) not in ("on", "in"):
            return index
        index = start - 1
    return index
