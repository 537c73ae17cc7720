"""The words by which acts are told: the patterns of `event_triggers.csv`, compiled and found in a sentence."""

import re
from collections.abc import Iterable, Iterator, KeysView
from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.lexicon.loader import rows
from etl.reading.events.phrases import Words
from etl.reading.events.verbs import verb_forms
from etl.reading.events.word_classes import is_adverb, is_month
from etl.reading.tagging import TaggedSentence

_WEEKDAYS: Final = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_PARTS_OF_DAY: Final = frozenset({"late", "early", "earlier", "later"})
_NEAR_SPANS: Final = frozenset({"last", "this"})
_SPANS: Final = frozenset({"week", "month", "year", "weekend", "spring", "summer", "autumn", "fall", "winter"})
_IN_AMOUNTS: Final = frozenset({'"', "“", "”", "-", "–", "$", "€", "£", "¥", "%", "’", "'"})
_AMOUNTS: Final = frozenset({"million", "billion", "thousand", "dollars", "euros", "pounds", "yen"})
_NOT_SKIPPED: Final = frozenset(
    {"with", "to", "that", "and", "by", "in", "at", "on", "from", "for", "against", "which", "who", "after", "before",
     "over", "about", "during", "because", "when", "while", "if", "as"}
)  # fmt: skip
_VERB: Final = re.compile(r"\{([\w-]+)\}")


@dataclass(frozen=True, slots=True)
class Act:
    """What a trigger tells: type and frame as explained in `event_triggers.csv`."""

    frame: str
    event_type: str
    event_subtype: str | None
    mode: str | None
    is_verb: bool
    target: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern: a set of words, or a gap of up to `gap` words."""

    words: frozenset[str]
    gap: int = 0
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    elements: tuple[Element, ...]
    act: Act
    rank: tuple[int, int]  # the pattern with more words of its own first, then the earlier line
    last: frozenset[str]  # words of which one must stand in the sentence: those of the last element that is no gap


@dataclass(slots=True)
class Found:
    """A trigger on the tokens [first, end) of a sentence, with every act its words can tell, most specific first.

    `shorter` are what fewer of its words can tell, where the longest match is not borne out.
    """

    first: int
    end: int
    acts: tuple[Act, ...]
    shorter: tuple["Found", ...] = ()


@cache
def _patterns() -> dict[str, tuple[Pattern, ...]]:
    """Patterns by every word they can begin with."""
    by_word: dict[str, list[Pattern]] = {}
    for order, row in enumerate(rows("event_triggers")):
        elements = tuple(_element(part) for part in row["pattern"].split())
        act = Act(
            row["frame"], row["event_type"], row["event_subtype"] or None, row["mode"] or None,
            is_verb=row["pattern"].startswith("{"), target=tuple(row["target"].split()),
        )  # fmt: skip
        own_words = sum(not (element.gap or element.is_optional) for element in elements)
        last = next(element.words for element in reversed(elements) if not (element.gap or element.is_optional))
        for word in elements[0].words:
            by_word.setdefault(word, []).append(Pattern(elements, act, (-own_words, order), last))
    return {word: tuple(patterns) for word, patterns in by_word.items()}


def _element(part: str) -> Element:
    if part.startswith("*"):
        return Element(frozenset(), gap=int(part[1:]))
    optional = part.endswith("?")
    words: set[str] = set()
    for word in part.rstrip("?").split("|"):
        verb = _VERB.fullmatch(word)
        words.update(verb_forms(verb.group(1)) if verb else {word})
    return Element(frozenset(words), is_optional=optional)


@cache
def _by_last() -> dict[str, dict[str, list[Pattern]]]:
    """Patterns by every word they can begin with and by each of those of which one must stand in the sentence too."""
    found: dict[str, dict[str, list[Pattern]]] = {}
    for word, patterns in _patterns().items():
        for pattern in patterns:
            for last in pattern.last:
                found.setdefault(word, {}).setdefault(last, []).append(pattern)
    return found


def _possible(sentence: TaggedSentence, index: int) -> Iterable[Pattern]:
    """The patterns that can begin with the word at `index` and whose last word stands in the sentence."""
    known = _by_last().get(sentence.word(index), {})
    return {pattern.rank: pattern for last in known.keys() & sentence.vocabulary for pattern in known[last]}.values()


def first_words() -> KeysView[str]:
    """Every word that a trigger can begin with."""
    return _patterns().keys()


def patterns_at(sentence: TaggedSentence, index: int) -> tuple[Pattern, ...]:
    """The patterns that can begin with the word at `index`."""
    return _patterns().get(sentence.word(index), ())


def find_triggers(words: Words) -> Iterator[Found]:
    """Triggers of a sentence from left to right; they do not overlap, the longest match at a word is taken.

    A pattern of a verb is looked for where the grammar sees a verb, that of a noun where it sees none: "an order
    imposing sanctions" orders nothing.
    """
    sentence, end = words.sentence, 0
    verbs = {i for group in words.groups for i in range(group.first, group.head + 1)}
    for index in sentence.indices_of(first_words()):
        if index < end:
            continue
        candidates = [
            pattern
            for pattern in _possible(sentence, index)
            if (index in verbs if pattern.act.is_verb else index not in words.verbal)
        ]
        found = _longest(sentence, index, candidates)
        if found is not None and not _is_in_name(sentence, found):
            yield found
            end = found.end


def _is_in_name(sentence: TaggedSentence, found: Found) -> bool:
    """True for a noun inside the name of a body: "the Centennial Commission"."""
    hit = sentence.hit_at(found.first)
    return hit is not None and hit.known.kind == "organization"


def acts_at(sentence: TaggedSentence, index: int) -> tuple[Act, ...]:
    """The acts that the words from `index` on can tell: what "to" introduces behind "threatened to"."""
    found = _longest(sentence, index, _possible(sentence, index))
    return found.acts if found is not None else ()


def end_of(sentence: TaggedSentence, at: int, elements: tuple[Element, ...]) -> int | None:
    """Where the elements end that begin with the token at `at`; None where they do not stand there."""
    return _match(sentence, at, elements)


def _longest(sentence: TaggedSentence, index: int, candidates: Iterable[Pattern]) -> Found | None:
    """The longest match of the candidates, whose first words stand at `index`."""
    matches = [
        (end, pattern)
        for pattern in candidates
        if (end := _match(sentence, index + 1, pattern.elements[1:])) is not None
    ]
    if not matches:
        return None
    matches.sort(key=lambda match: (-match[0], match[1].rank))
    by_end: dict[int, list[Act]] = {}
    for end, pattern in matches:
        by_end.setdefault(end, []).append(pattern.act)
    longest, *shorter = (Found(index, end, tuple(acts)) for end, acts in by_end.items())
    return Found(index, longest.end, longest.acts, tuple(shorter)) if shorter else longest


def _match(sentence: TaggedSentence, at: int, elements: tuple[Element, ...]) -> int | None:
    """End of the elements read from token `at`; gaps are as short as possible and stay within the clause."""
    if not elements:
        return at
    element, rest = elements[0], elements[1:]
    if element.gap:
        return _match_gap(sentence, at, element.gap, rest)
    if sentence.word(at) in element.words:
        return _match(sentence, at + 1, rest)
    beyond = at if element.is_optional else behind_day(sentence, at)
    if element.is_optional or beyond > at:
        return _match(sentence, beyond, rest if element.is_optional else elements)
    return None


def _match_gap(sentence: TaggedSentence, at: int, gap: int, rest: tuple[Element, ...]) -> int | None:
    """End of the elements `rest` behind up to `gap` words from token `at`."""
    start, left = behind_day(sentence, at), gap
    while left >= 0:
        end = _match(sentence, start, rest)
        if end is not None or not _can_be_skipped(sentence, start):
            return end
        left -= 1
        start += 1
        while sentence.word(start) == "-" and start + 1 < len(sentence.tokens):
            start += 2  # "gem-mining" is one word
    return None


def behind_day(sentence: TaggedSentence, at: int) -> int:
    """The token behind "today", "again", "on Tuesday", "on July 9", "in May" or "in Geneva" at `at`, which may stand
    between the words of any pattern.
    """
    while True:
        word = sentence.word(at)
        if is_adverb(word):
            at += 1
        elif word == "on" and sentence.word(at + 1) in _WEEKDAYS:
            at += 2
        elif word in ("on", "in") and is_month(sentence.word(at + 1)):
            at += 2
            at += at < len(sentence.tokens) and sentence.tokens[at].kind == "number"
        elif word in _PARTS_OF_DAY and _is_day(sentence, at + 1):
            at += 1
        elif word in _NEAR_SPANS and sentence.word(at + 1) in _SPANS:
            at += 2
        elif word == "over" and sentence.word(at + 1) == "the" and sentence.word(at + 2) == "weekend":
            at += 3
        elif word in ("in", "at") and (place := sentence.hit_at(at + 1)) is not None and place.known.kind == "place":
            at = place.end
        else:
            return at


def _is_day(sentence: TaggedSentence, at: int) -> bool:
    """True for "Tuesday", "on Tuesday" and "this week" at `at`."""
    word, following = sentence.word(at), sentence.word(at + 1)
    return (
        word in _WEEKDAYS or (word == "on" and following in _WEEKDAYS) or (word in _NEAR_SPANS and following in _SPANS)
    )


def _can_be_skipped(sentence: TaggedSentence, index: int) -> bool:
    """Gaps are filled by nouns, adjectives and amounts: not by marks or by prepositions other than "of"."""
    if index >= len(sentence.tokens):
        return False
    token = sentence.tokens[index]
    if token.kind not in ("word", "number", "possessive") and token.text not in _IN_AMOUNTS:
        return False
    if token.norm == "in" and sentence.word(index - 1) in _AMOUNTS:
        return True  # "two million dollars in aid"
    if token.norm == "at" and sentence.word(index + 1) in ("least", "most"):
        return True  # "at least 20 men"
    if token.norm in ("over", "about") and index + 1 < len(sentence.tokens):
        following = sentence.tokens[index + 1]
        return following.kind == "number" or following.text in _IN_AMOUNTS  # "over $20 million in aid"
    return token.norm not in _NOT_SKIPPED
