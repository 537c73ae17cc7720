"""Phrases side by side: names joined by "and", the same name again in brackets, titles beside their bearers."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from etl.reading.annotations import Zone
from etl.reading.events.neighbours import is_count
from etl.reading.events.phrases import NounPhrase, Party, Words, body_words
from etl.reading.events.word_classes import is_adverb
from etl.reading.people.words import is_title_head, is_title_word
from etl.reading.tagging import TaggedSentence

_BETWEEN_JOINED: Final = frozenset(
    {",", ";", "and", "a", "an", "&", "the", "both", "or", "'s", "’s", "their", "its", "his", "last"}
)
_JOINING: Final = frozenset({"and", "&", "well", "along", "together"})
_BESIDE: Final = (["as", "well"], ["along", "with"], ["together", "with"])
_BESIDE_WORDS: Final = frozenset({"as", "well", "along", "together", "with"})
_OTHERS: Final = frozenset({"other", "others", "several", "many"})
_TWO: Final = 2  # "Chile, Peru agree", as headlines have it
_APPOSED: Final = frozenset({"counterpart", "colleague", "host", "guest", "predecessor", "successor", "opponent"})


def without_overlaps(words: Words, phrases: Sequence[NounPhrase]) -> list[NounPhrase]:
    """Phrases in order; of two that overlap, or stand side by side as one ("his counterpart X"), the name stays."""
    kept: list[NounPhrase] = []
    for phrase in sorted(phrases, key=lambda p: (p.is_resolved, p.is_weak, p.first - p.end, p.first)):
        if not any(phrase.first < other.end and other.first < phrase.end for other in kept):
            kept.append(phrase)
    kept.sort(key=lambda p: p.first)
    merged: list[NounPhrase] = []
    for phrase in kept:
        is_named = bool(merged) and not phrase.is_resolved
        is_beside = is_named and _is_beside(words.sentence, merged[-1], phrase)
        if is_beside or (is_named and _is_kind_of(words, merged[-1], phrase)):
            before = merged.pop()
            merged.append(replace(phrase, first=before.first, is_free=before.is_free))
        else:
            merged.append(phrase)
    return merged


def _is_beside(sentence: TaggedSentence, before: NounPhrase, phrase: NounPhrase) -> bool:
    """True for "his counterpart X", "his counterpart, X," and "the President of Chile, X,"."""
    if before.end == phrase.first:
        return before.is_resolved or _is_counterpart(sentence, before, phrase.parties[0])
    is_apposed = sentence.word(before.end) == "," and before.end + 1 == phrase.first
    if not is_apposed or phrase.parties[0].kind != "person":
        return False
    heads = {sentence.word(before.first), sentence.word(before.end - 1)}
    if sentence.word(before.first - 1) in ("from", "of"):
        heads.add(sentence.word(before.first - 2))  # "his counterpart from Chile, X,"
    return not heads.isdisjoint(_APPOSED) or _is_office_of(sentence, before, phrase.parties[0])


def _is_counterpart(sentence: TaggedSentence, before: NounPhrase, person: Party) -> bool:
    """True for "his U.S. counterpart" before X: the country's man has a name."""
    is_one = person.kind == "person" and len(before.parties) == 1 and before.parties[0].kind == "country"
    is_his = is_one and person.country in (None, before.parties[0].country)
    return is_his and sentence.word(before.end - 1) in _APPOSED


def _is_office_of(sentence: TaggedSentence, before: NounPhrase, person: Party) -> bool:
    """True for "the Foreign Minister of Chile" and "Chile's foreign minister" before ", X,": the office, its holder."""
    is_of_state = before.parties[0].kind == "country" and before.parties[0].country == person.country
    is_office = is_title_head(sentence.word(before.first)) or is_title_head(sentence.word(before.end - 1))
    return len(before.parties) == 1 and is_of_state and is_office


def _is_kind_of(words: Words, before: NounPhrase, phrase: NounPhrase) -> bool:
    """True for "the Chilean militant group" before the group's name."""
    if not all(words.is_noun_like(index) for index in range(before.end, phrase.first)):
        return False
    sector = before.parties[0].sector
    is_group = before.parties[0].kind == "country" and (before.is_resolved or sector not in (None, "government"))
    return is_group and not before.is_possessive and phrase.parties[0].kind == "organization"


def coordinate(words: Words, phrases: Sequence[NounPhrase]) -> list[NounPhrase]:
    """Joins "A, B and C" into one phrase of three parties."""
    joined: list[NounPhrase] = []
    pending: list[NounPhrase] = []
    for at, phrase in enumerate(phrases):
        begins = len(pending) == 1 and _begins_clause(words, pending[0], phrase)
        begins = begins or (len(pending) > 1 and _is_behind_list(words, pending, phrases[at : at + 2]))
        if pending and (begins or not _is_joined(words, pending[-1], phrase)):
            joined += _close(words, pending)
            pending = []
        pending.append(phrase)
    return joined + _close(words, pending)


def _is_behind_list(words: Words, pending: Sequence[NounPhrase], following: Sequence[NounPhrase]) -> bool:
    """True for "the two sides" behind "talks between A and B,": its "and" has closed the list, which does not go on."""
    sides = [*pending[-2:], following[0]]
    gaps = [{words.sentence.word(i) for i in range(a.end, b.first)} for a, b in pairwise(sides)]
    is_closed = "and" in gaps[0] and "and" not in gaps[1] and "," in gaps[1]
    return is_closed and not (len(following) > 1 and _is_joined(words, *following))


def _begins_clause(words: Words, before: NounPhrase, phrase: NounPhrase) -> bool:
    """True for "and Chile thanked" in "A committed to support B, and Chile thanked C"."""
    gap = [words.sentence.word(i) for i in range(before.end, phrase.first)]
    while gap[-1:] == ["the"]:
        gap.pop()
    if gap not in ([",", "and"], [";", "and"]) or before.is_free:
        return False
    verb = phrase.end
    while is_adverb(words.sentence.word(verb)):
        verb += 1
    return any(group.first == verb and group.form == "finite" for group in words.groups)


def _is_joined(words: Words, before: NounPhrase, phrase: NounPhrase) -> bool:
    sentence, first = words.sentence, phrase.first
    if before.is_weak != phrase.is_weak or before.is_place != phrase.is_place:
        return False
    if sentence.word(phrase.first) in ("we", "they", "he", "she", "i") and not before.is_free:
        return False  # "is a member of SICA and we discussed"
    while first - 1 > before.end and words.is_noun_like(first - 1):
        first -= 1
    is_body = all(sentence.word(p.end - 1) in body_words() for p in (before, phrase))  # "and leftist FARC guerrillas"
    if sentence.word(first - 1) not in ("a", "an") and not (is_body and sentence.word(first - 1) == "and"):
        first = phrase.first  # no "a senior" before "Chilean delegation"
    between = _outside_brackets([sentence.word(i) for i in range(before.end, first) if not is_count(sentence, i)])
    if between[:1] == ["and"] and sentence.word(phrase.first) in body_words():
        between = [word for word in between if not is_title_word(word)]  # "of A and the foreign ministers of B"
    beside = between[between[:1] == [","] :][:2]
    if beside == _BESIDE[0] or (before.is_free and beside in _BESIDE):
        between = [word for word in between if word not in _BESIDE_WORDS] or ["and"]  # "Chile, along with Peru,"
    return bool(between) and all(word in _BETWEEN_JOINED for word in between)


def _outside_brackets(words: Sequence[str]) -> list[str]:
    """The words without what stands in brackets: "the United States (the US) and"."""
    kept, depth = [], 0
    for word in words:
        depth += (word == "(") - (word == ")")
        if depth == 0 and word != ")":
            kept.append(word)
    return kept


def without_aliases(sentence: TaggedSentence, phrases: Sequence[NounPhrase]) -> list[NounPhrase]:
    """Phrases without those that only repeat the one before in brackets."""
    kept: list[NounPhrase] = []
    for phrase in phrases:
        is_alias = bool(kept) and kept[-1].parties == phrase.parties and "(" in (
            sentence.word(phrase.first - 1), sentence.word(phrase.first - 2)
        )  # fmt: skip
        if not is_alias:
            kept.append(phrase)
    return kept


def _goes_on_unnamed(words: Words, pending: Sequence[NounPhrase]) -> bool:
    """True before "and senior aides", "and other countries", which end a list whose last members have no names."""
    end = pending[-1].end + (words.sentence.word(pending[-1].end) == ",")
    if words.sentence.word(end) != "and":
        return False
    if words.sentence.word(end + 1) in _OTHERS:
        return True
    return pending[0].is_free and words.is_noun_like(end + 1)


def _close(words: Words, pending: list[NounPhrase]) -> list[NounPhrase]:
    sentence = words.sentence
    if len(pending) < 2:
        return pending
    gap = [sentence.word(i) for i in range(pending[-2].end, pending[-1].first)]
    is_headline = sentence.sentence.zone is Zone.HEADLINE and len(pending) == _TWO and gap == [","]
    is_open = _JOINING.isdisjoint(gap) and not _goes_on_unnamed(words, pending)
    if is_open and not is_headline:
        return pending
    first, last = pending[0], pending[-1]
    if not first.is_free and len(pending) > _TWO and set(first.parties) & {p for q in pending[1:] for p in q.parties}:
        return [first, *_close(words, pending[1:])]  # "on his journey to Chile, Canada and Chile agreed"
    parties = tuple(dict.fromkeys(party for phrase in pending for party in phrase.parties))
    return [
        NounPhrase(
            first.first, last.end, parties, first.is_free, last.is_possessive,
            any(phrase.is_resolved for phrase in pending), len(parties) > 1, first.is_weak, first.is_place,
        )
    ]  # fmt: skip
