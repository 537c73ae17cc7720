"""What is inserted between a subject and its verb: "Chad, whose army fled, agreed", "Peru, he said, had"."""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.phrases import NounPhrase, Words
from etl.reading.events.verb_group import VerbGroup, before_adjuncts
from etl.reading.events.verbs import known_verbs
from etl.reading.events.word_classes import modality
from etl.reading.people.words import speech_verbs
from etl.reading.tagging import TaggedSentence

_MARKS: Final = frozenset({",", "(", "-", "–", "—"})
_CLOSING: Final = frozenset({",", ")", "-", "–", "—"})
_RELATIVES: Final = frozenset({"who", "which", "whose", "whom", "where", "that"})
_OPENINGS: Final = frozenset({"when", "while", "as", "although", "though", "whilst", "if", "once"})
_WHO_CALLS: Final = frozenset({"it", "he", "she", "they", "we", "i"})


def subject_before_aside(words: Words, phrases: Sequence[NounPhrase], group: VerbGroup) -> NounPhrase | None:
    """The subject of a verb right behind an aside: the free phrase before the mark that opens it; None for no aside."""
    sentence = words.sentence
    if sentence.word(0) == "we" and sentence.word(1) == "," and phrases and phrases[0].first == 0:
        return phrases[0]  # "We, the ministers of A and B, condemn"
    end = before_adjuncts(sentence, group.first - 1)
    if end <= 0 or sentence.tokens[end].text not in _CLOSING:
        return None
    for phrase in reversed(phrases):
        if phrase.end > end or not phrase.can_be_subject:
            continue
        if phrase.end == end:
            if phrase.parties[0].kind == "person":
                return None  # "the minister, X, said": the name is the subject
            continue
        if sentence.tokens[phrase.end].text in _MARKS and _is_aside(words, phrase.end + 1, end):
            return phrase
    return None


def is_relative(words: Words, group: VerbGroup) -> bool:
    """True for the verb of a relative clause: "who led the talks", "whose armies clashed"."""
    sentence = words.sentence
    for index in range(group.first - 1, -1, -1):
        if sentence.word(index) in _RELATIVES:
            return sentence.word(index) != "that" or sentence.tokens[index - 1].kind == "word"
        if sentence.tokens[index].kind == "punct" or index in words.verbal:
            return False
    return False


def is_inserted(words: Words, group: VerbGroup) -> bool:
    """True for "said" in "Peru attacked the port, the minister said, and fired at", between two commas."""
    sentence = words.sentence
    if sentence.word(group.head + 1) != "," or sentence.word(group.head) not in speech_verbs():
        return False
    earlier = [g.head for g in words.groups if g.head < group.first and g.form == "finite"]
    return bool(earlier) and any(sentence.tokens[i].text == "," for i in range(earlier[-1] + 1, group.first))


def behind_wording(sentence: TaggedSentence, index: int) -> int:
    """The token behind "what it called", "what he described as" at `index`; `index` itself for anything else."""
    if sentence.word(index) != "what" or sentence.word(index + 1) not in _WHO_CALLS:
        return index
    end = index + 2
    if sentence.word(end) not in modality("calling"):
        return index
    end += 1
    return end + (sentence.word(end) in ("as", "was", "were", "is", "are"))


def _is_aside(words: Words, first: int, end: int) -> bool:
    """True when the tokens [first, end) tell nothing of their own: an apposition, a clause that hangs on what stands
    before it, or an inserted "he said".
    """
    inside = [g for g in words.groups if first <= g.first and g.head < end and g.form == "finite"]
    if any(words.sentence.tokens[i].text in (";", ":") for i in range(first, end)):
        return False
    if not inside or words.sentence.word(first) in _OPENINGS:
        return True
    is_saying = len(inside) == 1 and words.sentence.word(inside[0].head) in speech_verbs()
    if is_relative(words, inside[0]) or (is_saying and not inside[0].is_passive):
        return True
    return all(_may_be_participle(words, g) for g in inside)


def _may_be_participle(words: Words, group: VerbGroup) -> bool:
    """True for "set" in "a force set up in May": a past by its form, no more than a participle behind a noun."""
    form = known_verbs().get(words.sentence.word(group.head))
    return not group.words and form is not None and {"past", "participle"} <= form.kinds
