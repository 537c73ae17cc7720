"""Whose countryman a person is by what stands beside the name: "a British academic, X,", "X, a colonel of Peru"."""

from functools import cache
from typing import Final

from etl.lexicon.loader import rows
from etl.reading.people.words import is_title_word
from etl.reading.tagging import TaggedSentence

_DETERMINERS: Final = frozenset({"a", "an", "the", "his", "her", "its", "their", "another", "one"})
_OF: Final = frozenset({"for", "of", "from", "with", "at", "in"})
_ENDS: Final = frozenset({",", ")", ".", "–", "—", "-", ";"})
_LONGEST: Final = 6  # words between the comma and the country
_NATIONAL: Final = frozenset({"nationality", "people"})


@cache
def _persons() -> frozenset[str]:
    """Nouns for one person or a body of some, by `nominal_words.csv`."""
    return frozenset(row["word"] for row in rows("nominal_words") if row["number"] in ("one", "body"))


def country_apposed(sentence: TaggedSentence, first: int, end: int) -> str | None:
    """The country in the noun phrase that stands beside the name on tokens [first, end) between commas."""
    is_closed = end >= len(sentence.tokens) or sentence.tokens[end].text in _ENDS
    before = sentence.word(first - 1)
    if before == "," and is_closed and (country := _country_before(sentence, first - 2)) is not None:
        return country
    return _country_behind(sentence, end + 1) if sentence.word(end) in (",", "(") else None


def _country_before(sentence: TaggedSentence, last: int) -> str | None:
    """ "His Chilean counterpart", "Iran's foreign ministry spokesman" up to token `last`."""
    if not _is_person(sentence, last):
        return None
    for index in range(last - 1, max(last - _LONGEST, -1), -1):
        hit, token = sentence.hit_at(index), sentence.tokens[index]
        if token.kind == "possessive":
            owner = sentence.hit_at(index - 1)
            return owner.known.country if owner is not None and owner.known.kind == "country" else None
        if hit is not None:
            is_begun = hit.first == 0 or sentence.word(hit.first - 1) in _DETERMINERS
            return hit.known.country if hit.known.kind in _NATIONAL and is_begun else None
        if token.kind != "word" or token.is_capitalized:
            return None
    return None


def _country_behind(sentence: TaggedSentence, start: int) -> str | None:
    """ "A British academic", "the spokesman for Peru's army", "a colonel in the Chadian army" from token `start` on."""
    if sentence.word(start) not in _DETERMINERS:
        return None
    is_told = False
    for index in range(start + 1, min(start + 1 + _LONGEST, len(sentence.tokens))):
        hit, token = sentence.hit_at(index), sentence.tokens[index]
        if hit is not None and hit.known.country is not None:
            if _is_of_next(sentence, hit.end):
                return None
            if is_told:
                return hit.known.country if hit.known.kind in ("country", "nationality") else None
            return hit.known.country if hit.known.kind == "nationality" and _names_person(sentence, hit.end) else None
        if token.kind != "word" or (token.norm in _OF and not is_told and not _is_person(sentence, index - 1)):
            return None
        is_told = is_told or token.norm in _OF
    return None


def _is_of_next(sentence: TaggedSentence, end: int) -> bool:
    """True where the next comma from `end` on is followed by a name: "X, the President of Chile, Mr. Y"."""
    comma = next((i for i in range(end, len(sentence.tokens) - 1) if sentence.tokens[i].kind == "punct"), None)
    return comma is not None and sentence.tokens[comma].text == "," and sentence.tokens[comma + 1].is_capitalized


def _names_person(sentence: TaggedSentence, first: int) -> bool:
    """True where a noun for a person comes before the next mark or preposition."""
    for index in range(first, min(first + _LONGEST, len(sentence.tokens))):
        if _is_person(sentence, index):
            return True
        if sentence.tokens[index].kind != "word" or sentence.word(index) in _OF:
            return False
    return False


def _is_person(sentence: TaggedSentence, index: int) -> bool:
    word = sentence.word(index)
    is_one = not word.endswith("s") or word.endswith("ss")
    return is_one and (word in _persons() or is_title_word(word))
