"""Titles around a name: "Vietnamese Deputy Prime Minister and Minister of Foreign Affairs X", "X, a spokesman for Y".

A title before a name is found by walking left from it over words that titles are made of; it holds when a head word
(minister, president, general, …) is among them. "A and B" is one compound title only when both halves have a head.
"""

from typing import Final

from etl.reading.events.word_classes import is_month, modality
from etl.reading.people.words import (
    given_names,
    is_honorific,
    is_title_head,
    is_title_word,
    not_names,
    singular_title,
    surnames,
)
from etl.reading.tagging import TaggedSentence
from etl.text.tokens import Token

_CONNECTIVES: Final = frozenset({"of", "the", "and", "for", "on", "to", "in", "at", "&"})
_DETERMINERS: Final = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my", "both", "two", "three"})
_COUNTERPARTS: Final = frozenset({"counterpart", "colleague", "homologue"})
_BETWEEN_LISTED: Final = frozenset({",", "and", "&", "of", "the"})
_LONGEST_GAP: Final = 6
_LONGEST: Final = 22  # words; the longest compound titles of party and state run to about twenty


def title_before(sentence: TaggedSentence, name_first: int, taken: set[int]) -> tuple[int, int] | None:
    """Token range of the title that ends where the name at token `name_first` begins, or None.

    `taken` are tokens that belong to names already found: a title never reaches over another person.
    """
    after_comma = name_first > 1 and sentence.tokens[name_first - 1].text == ","  # "The Vietnamese President, X, …"
    end = name_first - 1 if after_comma else name_first
    first = end
    while first > 0 and end - first < _LONGEST and (first - 1) not in taken and _is_title_material(sentence, first - 1):
        first -= 1
    first = _drop_foreign_halves(sentence, first, end)
    while first < end and _cannot_begin(sentence.tokens[first]):
        first += 1
    if not _has_head(sentence, first, end) or sentence.word(end - 1) in _CONNECTIVES:
        return None  # "the Foreign Minister for Obama" is no title of Obama
    is_owned = any(sentence.tokens[i].kind == "possessive" for i in range(first, end))  # "Chile's President, X, …"
    if after_comma and not is_owned and not (first > 0 and sentence.word(first - 1) in _DETERMINERS):
        return None
    head = next(i for i in range(first, end) if _has_head(sentence, i, i + 1))
    return _begin_at_head(sentence, first, head), end


def shares_title(sentence: TaggedSentence, title: tuple[int, int] | None, before_end: int, name_first: int) -> bool:
    """True when the name at `name_first` goes on a list of names behind one title in the plural: "Presidents A and B",
    "Senators A of Ohio, B and C". `before_end` is the end of the name before it, `title` that one's.
    """
    if title is None or not 0 < name_first - before_end <= _LONGEST_GAP:
        return False
    heads = [sentence.word(i) for i in range(*title) if is_title_head(sentence.word(i))]
    if not heads or singular_title(heads[-1]) == heads[-1]:
        return False
    gap = range(before_end, name_first)
    joins = any(sentence.word(i) in (",", "and", "&") for i in gap)
    return joins and all(sentence.word(i) in _BETWEEN_LISTED or sentence.hit_at(i) is not None for i in gap)


def counterpart_before(sentence: TaggedSentence, first: int) -> int | None:
    """Token of "counterpart" in "his Chilean counterpart X", "his counterpart, X," and "his counterpart from Chile, X"
    before the name at token `first`, or of "number" in "his opposite number X"; None where it stands elsewhere.
    """
    at = first - 1
    if at > 0 and sentence.tokens[at].text == ",":
        at -= 1
        hit = sentence.hit_at(at)
        if hit is not None and sentence.word(hit.first - 1) in ("of", "from"):
            at = hit.first - 2
    is_number = sentence.word(at) == "number" and sentence.word(at - 1) == "opposite"
    return at if at >= 0 and (is_number or sentence.word(at) in _COUNTERPARTS) else None


def countries_of_list(sentence: TaggedSentence, title: tuple[int, int]) -> list[str]:
    """The countries of a title in the plural, in order: "the presidents of A and B", "Chilean and Peruvian envoys"."""
    heads = [sentence.word(i) for i in range(*title) if is_title_head(sentence.word(i))]
    if not heads or singular_title(heads[-1]) == heads[-1]:
        return []
    first = title[0]
    while (before := _listed_before(sentence, first)) is not None:
        first = before
    hits = [hit for i in range(first, title[1]) if (hit := sentence.hit_at(i)) is not None and hit.first == i]
    named = [hit.known.country for hit in hits if hit.known.kind in ("country", "nationality") and hit.known.country]
    return list(dict.fromkeys(named)) if len(named) > 1 else []


def _listed_before(sentence: TaggedSentence, first: int) -> int | None:
    """Where the country begins that is listed before the one at token `first`: "Chile's and", "the Chilean and"."""
    if sentence.word(first - 1) not in ("and", ","):
        return None
    end = first - 1 - (first > 1 and sentence.tokens[first - 2].kind == "possessive")
    hit = sentence.hit_at(end - 1) if end > 0 else None
    return hit.first if hit is not None and hit.known.kind in ("country", "nationality") else None


def title_after(sentence: TaggedSentence, name_end: int) -> tuple[int, int] | None:
    """Token range of an apposition that gives the office of the name ending before `name_end`: ", spokesman for Y,"."""
    tokens = sentence.tokens
    if name_end + 1 >= len(tokens) or tokens[name_end].text not in (",", "("):
        return None
    first = name_end + 1
    while first < len(tokens) and tokens[first].norm in _DETERMINERS:
        first += 1
    end = first
    while end < len(tokens) and end - first < _LONGEST and _is_title_material(sentence, end):
        end += 1
    while end > first and tokens[end - 1].norm in _CONNECTIVES:
        end -= 1
    heads = [i for i in range(first, min(end, first + 7)) if is_title_head(sentence.word(i))]
    if not heads or not _is_head_phrase(sentence, first, heads[0]) or _ends_in_a_name(sentence, heads[0] + 1, end):
        return None
    following = tokens[end].text if end < len(tokens) else "."
    return (first, end) if following in (",", ".", ";", ")", ":") or heads[-1] == end - 1 else None


def _ends_in_a_name(sentence: TaggedSentence, behind_head: int, end: int) -> bool:
    """True for "X, Prime Minister Y" and "X, President of Senegal Y": the office is that of the next of a list."""
    while end > behind_head and (sentence.hit_at(end - 1) is not None or sentence.word(end - 1) in ("of", "the")):
        end -= 1  # "X, President Y of Senegal"
    name = end
    while name > behind_head and _can_be_of_a_name(sentence, name - 1):
        name -= 1
    if name == end or sentence.word(name - 1) in _CONNECTIVES | _DETERMINERS:
        return False
    right_behind = is_title_head(sentence.word(name - 1)) and sentence.hit_at(name - 1) is None
    words = [sentence.word(index) for index in range(name, end)]
    return right_behind or any(word in given_names() or word in surnames() for word in words)


def _can_be_of_a_name(sentence: TaggedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    is_word = token.kind == "word" and token.is_capitalized and sentence.hit_at(index) is None
    return is_word and not is_title_word(token.norm) and token.norm not in not_names()


def introduces_next(sentence: TaggedSentence, title: tuple[int, int]) -> int | None:
    """Where the name begins that an office between commas introduces: "X, the President of Chile, H.E. Mr. Y, is"."""
    tokens, at = sentence.tokens, title[1] + 1
    if title[1] >= len(tokens) or tokens[title[1]].text != ",":
        return None
    while at < len(tokens) and (is_honorific(tokens[at].norm) or tokens[at].text == "."):
        at += 1
    is_told = at > title[1] + 1 and at < len(tokens) and tokens[at].is_capitalized
    return at if is_told else None


def _is_title_material(sentence: TaggedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.kind == "possessive" or token.norm in _CONNECTIVES or sentence.hit_at(index) is not None:
        return True
    if token.text in ("(", ")"):
        return _is_acronym_bracket(sentence.tokens, index)
    if token.kind != "word":
        return token.text in ("-", "’", "'")
    return (token.is_capitalized and not _is_of_calendar(token)) or is_title_word(token.norm)


def _is_of_calendar(token: Token) -> bool:
    """True for "Monday" in "received on Monday Foreign Minister X"."""
    return token.norm in modality("weekday") or is_month(token.norm)


def _is_acronym_bracket(tokens: list[Token], index: int) -> bool:
    """True for the brackets of "(CPV)" in "Communist Party of Vietnam (CPV) Central Committee"."""
    inner = index + 1 if tokens[index].text == "(" else index - 1
    return 0 < inner < len(tokens) - 1 and tokens[inner].is_upper and len(tokens[inner].text) < 8


def _cannot_begin(token: Token) -> bool:
    return token.norm in _CONNECTIVES or token.norm in _DETERMINERS or token.kind != "word"


def _drop_foreign_halves(sentence: TaggedSentence, first: int, end: int) -> int:
    """Start of the last halves around "and" that belong together.

    A half without a head continues the one before it ("Minister of Resources and Environment"); a half with one joins
    a half that has one too, unless that begins with a determiner ("the Prime Minister and President X" are two people).
    """
    ands = [index for index in range(first, end) if sentence.word(index) in ("and", "&")]
    starts = [first, *(index + 1 for index in ands)]
    start = starts.pop()
    while starts:
        has_head = _has_head(sentence, start, end)
        if has_head and (not _has_head(sentence, starts[-1], start) or sentence.word(starts[-1]) in _DETERMINERS):
            break
        start = starts.pop()
    return start


def _has_head(sentence: TaggedSentence, first: int, end: int) -> bool:
    return any(is_title_head(sentence.word(i)) or is_honorific(sentence.word(i)) for i in range(first, end))


def _begin_at_head(sentence: TaggedSentence, first: int, head: int) -> int:
    """Where the title begins: at its head, or before it at the modifiers, country and body that belong to it."""
    start = head
    while start > first:
        if sentence.word(start - 1) == ")" and _is_acronym_bracket(sentence.tokens, start - 1):
            start -= 3  # "Republic of Korea (ROK) First Vice Minister"
        elif _belongs_before_head(sentence, start - 1):
            start -= 1
        else:
            break
    start = max(start, first)
    while start < head and _cannot_begin(sentence.tokens[start]):
        start += 1
    return start


def _belongs_before_head(sentence: TaggedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    if sentence.hit_at(index) is not None:
        return True  # the "of" of "Republic of Korea" too
    if token.norm in _DETERMINERS or token.norm in ("of", "for", "to", "in", "at", "on"):
        return False
    is_name = token.is_capitalized and not _is_of_calendar(token)
    return token.kind == "possessive" or (token.kind == "word" and (is_name or is_title_word(token.norm)))


def _is_head_phrase(sentence: TaggedSentence, first: int, head: int) -> bool:
    """True when nothing but modifiers, countries and bodies stands between `first` and the head."""
    return all(_belongs_before_head(sentence, i) for i in range(first, head))
