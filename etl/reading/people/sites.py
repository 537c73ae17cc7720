"""What is named after a person or called like one: rooms, streets, airports and days; April, May and June."""

from typing import Final

from etl.reading.people.words import given_names, name_like_words, site_nouns, surnames
from etl.reading.tagging import TaggedSentence

_MONTHS_LIKE_NAMES: Final = frozenset({"april", "may", "june", "march", "august"})
_BEFORE_MONTHS: Final = frozenset(
    {
        "in",
        "of",
        "since",
        "by",
        "until",
        "till",
        "to",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid",
        "from",
        "through",
    }
)
# between a name and the noun of what is named after it: "Grand Teton National Park", "Kennedy International Airport"
_KINDS_OF_SITES: Final = frozenset(
    {"national", "state", "international", "regional", "memorial", "elementary", "middle", "high"}
)


def names_a_site(sentence: TaggedSentence, first: int, end: int) -> bool:
    """True for the name in "Gila River", "the Benjamin Franklin Room" and "Prince George's County"."""
    behind = end
    if sentence.word(end - 1) == "post" and sentence.word(end) == "office":
        return True  # "the Thelma Harper Post Office Building"
    if behind < len(sentence.tokens) and sentence.tokens[behind].kind == "possessive":
        behind += 1
    while sentence.word(behind) in _KINDS_OF_SITES and sentence.tokens[behind].is_capitalized:
        behind += 1
    if sentence.word(behind) in site_nouns() and sentence.tokens[behind].is_capitalized:
        return True
    if first and sentence.tokens[first - 1].kind == "possessive" and sentence.word(end - 1) in site_nouns():
        return True  # "St. Patrick's Day"
    closes = end - first > 1 and sentence.word(end - 1) in site_nouns()
    head = sentence.word(first)
    is_given = head in given_names() and head not in name_like_words()  # "Victory Day" is no person
    return closes and not (is_given and sentence.word(end - 1) in surnames())


def is_a_month(sentence: TaggedSentence, first: int, end: int) -> bool:
    """True for "in May", "April 3" and "the ninth day of April"."""
    if end - first != 1 or sentence.word(first) not in _MONTHS_LIKE_NAMES:
        return False
    following = sentence.tokens[end] if end < len(sentence.tokens) else None
    return sentence.word(first - 1) in _BEFORE_MONTHS or (following is not None and following.kind == "number")
