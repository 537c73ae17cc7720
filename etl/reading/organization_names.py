"""Names of organisations that no list holds, built around a word such as Ministry, Committee, Bank.

A headed name begins with such a word, or has it behind other words, and goes on behind "of", "for" or "on" ("Ministry
of Planning and Investment", "State University of New York"); a closed one ends with it ("Inter-government Cooperation
Committee").
"""

import re
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.gazetteer import Known
from etl.reading.people.words import (
    TERMS_OF_OFFICE,
    given_names,
    is_family_first,
    is_title_head,
    is_title_word,
    name_like_words,
    not_names,
    surnames,
    title_roles,
)
from etl.reading.tagging import Hit, TaggedSentence
from etl.text.fold import fold

_BETWEEN: Final = re.compile(r",| and ")
_SINGULAR: Final = {"Departments": "Department", "Ministries": "Ministry", "Offices": "Office"}
_JOINS: Final = frozenset({"of", "and", "for", "the", "&", "on"})
_LONGEST: Final = 14
_LONGEST_ITEM: Final = 3
_POSSESSIVES: Final = frozenset({"my", "our", "his", "her", "their", "your", "this", "each", "every", "all"})
# What may have a capital in front of a name, at the beginning of a sentence, a line or a title.
_OPENERS: Final = _POSSESSIVES | frozenset(
    {"the", "a", "an", "no", "that", "these", "those", "some", "any", "and", "or", "but", "in", "on", "at", "by", "to"}
    | {"from", "for", "with", "of", "as", "via", "under", "over", "before", "after", "aboard", "both", "former", "new"}
)
_NAMED_AFTER_MEETINGS: Final = frozenset({"group", "club", "forum", "conference"})  # "Minsk Group", "Paris Club"
_OVERSIGHT: Final = frozenset({"committee", "subcommittee", "commission", "caucus"})


@cache
def _words_at(position: str) -> dict[str, str]:
    """Kind by word, for the words of organization_words.csv at this position of a name."""
    return {fold(row["word"]): row["kind"] for row in rows("organization_words") if position in values(row["position"])}


@cache
def name_closers() -> frozenset[str]:
    """Folded words of which every built name has one, as its head or at its end."""
    return frozenset({*_words_at("head"), *_words_at("last")})


def find_built_name(sentence: TaggedSentence, index: int) -> Hit | None:
    """The organisation whose name begins at token `index`, or None."""
    token = sentence.tokens[index]
    if token.kind != "word" or not token.is_capitalized or sentence.hit_at(index) is not None:
        return None
    if token.norm in _OPENERS or _opens_with_an_administration(sentence, index):
        return None
    return _headed_name(sentence, index) or _closed_name(sentence, index)


def _opens_with_an_administration(sentence: TaggedSentence, index: int) -> bool:
    """True for "Biden" and "Administration" in "the Biden Administration Federal Aviation Administration"."""
    word, closers = sentence.word(index), _words_at("last")
    if word in TERMS_OF_OFFICE and index and sentence.word(index - 1) in surnames():
        return True
    if word not in surnames() or sentence.word(index + 1) not in TERMS_OF_OFFICE:
        return False
    behind = index + 2
    return (
        behind < len(sentence.tokens) and sentence.tokens[behind].is_capitalized and sentence.word(index + 1) in closers
    )


def _headed_name(sentence: TaggedSentence, index: int) -> Hit | None:
    head = index
    if sentence.word(index) in _words_at("last") and not _is_head(sentence, index):
        return None
    while not _is_head(sentence, head):
        if head - index == _LONGEST_ITEM or not _may_precede_head(sentence, head):
            return None
        head += 1
    end = last = head + 2
    while end < len(sentence.tokens) and end - index < _LONGEST and _goes_on(sentence, end):
        if sentence.tokens[end].kind == "word" and sentence.tokens[end].is_capitalized:
            last = end + 1
        end += 1
    if last == head + 2 or _is_mere_board(sentence, head, last) or _is_an_office_holders(sentence, index):
        return None
    return Hit(index, last, built(sentence, index, last, _words_at("head")[sentence.word(head)]))


def _is_head(sentence: TaggedSentence, index: int) -> bool:
    if sentence.word(index) not in _words_at("head") or not sentence.tokens[index].is_capitalized:
        return False
    return sentence.word(index + 1) in ("of", "for", "on")


def _may_precede_head(sentence: TaggedSentence, index: int) -> bool:
    """True for "State" in "State University of …": a capitalised word that is no title, name or other body."""
    if index >= len(sentence.tokens) or sentence.hit_at(index) is not None:
        return False
    token = sentence.tokens[index]
    if token.kind != "word" or not token.is_capitalized or token.is_upper:
        return False
    is_name = token.norm in given_names() or token.norm in surnames()
    is_name = is_name and token.norm not in name_like_words()
    return not is_name and not is_title_head(token.norm) and token.norm not in _OPENERS


def _goes_on(sentence: TaggedSentence, index: int) -> bool:
    """True for a token inside a headed name: a capitalised word, a word that joins two, a comma of a list."""
    token, hit = sentence.tokens[index], sentence.hit_at(index)
    if token.text == ",":
        return _list_goes_on(sentence, index)
    if token.norm in _JOINS and not token.is_capitalized:
        return True
    if token.kind != "word" or not token.is_capitalized or (hit is not None and hit.known.kind == "organization"):
        return False
    behind_link = sentence.word(index - 1) in ("and", "&", ",")
    behind_link = behind_link or (sentence.word(index - 1) == "the" and sentence.word(index - 2) == "and")
    if behind_link:  # "the Ministry of Justice and Cuba", "… and Minister X", "… and the Government of Y"
        is_country = hit is not None and hit.known.kind in ("country", "nationality")
        is_other = is_country or is_title_head(token.norm) or _is_head(sentence, index)
        return not is_other and token.norm not in given_names() and _closed_name(sentence, index) is None
    return hit is not None or sentence.word(index - 1) in _JOINS or not _begins_personal_name(token.norm)


def _begins_personal_name(word: str) -> bool:
    """True where the holder's name follows: "Head of the Commission for External Relations Lê Hoài Trung"."""
    return (is_family_first(word) or word in given_names()) and word not in not_names()


def _list_goes_on(sentence: TaggedSentence, comma: int) -> bool:
    """True for "Ministry of Industry, Trade and Energy": short capitalised items, the last one behind "and"."""
    index = start = comma + 1
    while index < len(sentence.tokens) and index - start <= _LONGEST_ITEM:
        token = sentence.tokens[index]
        if token.norm in ("and", "&"):
            return sentence.tokens[min(index + 1, len(sentence.tokens) - 1)].is_capitalized
        if token.text == ",":
            start = index + 1
        elif token.kind != "word" or not token.is_capitalized or sentence.hit_at(index) is not None:
            return False
        if token.norm in given_names() or is_family_first(token.norm):
            return False
        index += 1
    return False


def _is_mere_board(sentence: TaggedSentence, head: int, end: int) -> bool:
    """True for "Board of Directors", "School of Law": whose, the words do not say."""
    is_ministry = _words_at("head")[sentence.word(head)] == "ministry"
    return not is_ministry and end - head == 3 and sentence.word(head + 2) in _words_at("members")


def _is_an_office_holders(sentence: TaggedSentence, index: int) -> bool:
    """True in "the U.S. Attorney's Office for the Eastern District"."""
    owner = sentence.tokens[index - 1].kind == "possessive" if index > 1 else False
    return owner and is_title_head(sentence.word(index - 2))


def _closed_name(sentence: TaggedSentence, index: int) -> Hit | None:
    closing = _words_at("last")
    end = last = index
    while end < len(sentence.tokens) and end - index < _LONGEST:
        token = sentence.tokens[end]
        if token.kind != "word" or not token.is_capitalized or sentence.hit_at(end) is not None:
            break
        end += 1
        if token.norm in closing and not (last > index and _is_head(sentence, end - 1)):
            last = end  # and "New York University" in "New York University School of Law"
    is_placed = (
        index > 0 and (hit := sentence.hit_at(index - 1)) is not None and hit.known.subkind in ("city", "region")
    )
    if last - index < (1 if is_placed else 2) or all(token.is_upper for token in sentence.tokens[index:last]):
        return None  # a word, or a line in capitals
    if last < end and not _may_follow(sentence.word(last)):
        return None  # "Health Insurance Marketplace"
    before = sentence.hit_at(index - 1) if index else None
    if sentence.word(last - 1) in _OVERSIGHT and before is not None and before.known.subkind == "legislature":
        return Hit(before.first, last, _of_legislature(sentence, before, last))
    if before is not None and before.known.subkind in ("city", "region"):
        if last - index == 1 and closing[sentence.word(index)] == "legislature":
            return None  # "in London Parliament met"
        first = _with_given_name(sentence, before.first)
    else:
        first = _with_first_half(sentence, index, last)
        if first == index and _tells_nothing(sentence, index, last):
            return None
    return Hit(first, last, built(sentence, first, last, closing[sentence.word(last - 1)]))


def _with_given_name(sentence: TaggedSentence, first: int) -> int:
    """Start of "George Washington University" before the place that it seems to be named after."""
    token = sentence.tokens[first - 1] if first else None
    is_name = token is not None and token.is_capitalized and token.norm in given_names()
    return first - 1 if is_name and sentence.hit_at(first - 1) is None else first


def _may_follow(word: str) -> bool:
    """True for a capitalised word that may stand behind a complete name: a title, a personal name, another body."""
    is_body = word in _words_at("last") or word in _words_at("head")
    return is_body or is_title_word(word) or word in given_names() or word in surnames()


def _of_legislature(sentence: TaggedSentence, legislature: Hit, end: int) -> Known:
    """ "Senate Judiciary Committee", whose country is the Senate's."""
    known = built(sentence, legislature.first, end, "legislature")
    return known._replace(country=known.country or legislature.known.country)


def _tells_nothing(sentence: TaggedSentence, first: int, end: int) -> bool:
    """True for "the Central Committee", "the Working Group": whose, the words do not say; and for "the Obama
    Administration", which is named after a person.
    """
    words = [sentence.word(index) for index in range(first, end - 1)]
    if all(_is_general(word) for word in words) or sentence.word(end) in ("one", "two"):
        return True
    parts = [part for word in words for part in word.split("-")]
    return sentence.word(end - 1) in TERMS_OF_OFFICE and all(part in surnames() for part in parts)


def _with_first_half(sentence: TaggedSentence, first: int, end: int) -> int:
    """Start of "Food and Drug Administration": the words before "and" belong to the name, where the article's "the" is
    in front of them, or where a single word is left behind the "and".
    """
    start = first - 2
    if sentence.word(first - 1) not in ("and", "&") or start < 0:
        return first
    while start >= 0 and _may_precede_head(sentence, start):
        start -= 1
    if start + 1 >= first - 1:
        return first
    return start + 1 if sentence.word(start) == "the" or end - first == 2 else first


def _is_general(word: str) -> bool:
    return "modifier" in title_roles().get(word, frozenset()) or word in _words_at("general") or word in _POSSESSIVES


def built(sentence: TaggedSentence, first: int, end: int, kind: str) -> Known:
    """What a name on the tokens [first, end) stands for: an organisation of the country named in it or before it."""
    name = " ".join(token.text for token in sentence.tokens[first:end]).replace(" ,", ",")
    plural, _, rest = name.partition(" ")
    name = _first_of_several(_SINGULAR[plural], rest) if plural in _SINGULAR and rest else name
    before = sentence.hit_at(first - 1) if first else None
    inside = [hit for i in range(first, end) if (hit := sentence.hit_at(i)) and hit.known.kind == "country"]
    country = inside[-1].known.country if inside else None
    where = sentence.hit_at(first)
    is_local = sentence.word(end - 1) not in _NAMED_AFTER_MEETINGS
    if country is None and where is not None and where.known.kind == "place" and is_local:
        country = where.known.country
    if country is None and before is not None and before.known.kind in ("nationality", "country"):
        country = before.known.country
    return Known("organization", name, country, kind)


def _first_of_several(head: str, rest: str) -> str:
    """ "Department of Energy" of "the Departments of Energy and Labor"; a listed name goes on over its "and"."""
    ends = [match.start() for match in _BETWEEN.finditer(rest)] + [len(rest)]
    names = [f"{head} {rest[:end]}" for end in ends]
    return next((name for name in reversed(names) if name in _listed_names()), names[0])


@cache
def _listed_names() -> frozenset[str]:
    """Names of the lexicon, and what is left of them behind the state's ("US Department of Energy")."""
    names = [name for row in rows("organizations") for name in [row["name"], *values(row["other_names"])]]
    return frozenset([*names, *(name.partition(" ")[2] for name in names)])
