"""Organisations: known ones with their acronyms, and names built around a word such as Ministry, Committee, Bank."""

from collections.abc import Sequence
from functools import cache

from etl.lexicon.loader import rows, values
from etl.reading.gazetteer import Known
from etl.reading.people.words import (
    TERMS_OF_OFFICE,
    given_names,
    is_family_first,
    not_names,
    surnames,
    title_roles,
)
from etl.reading.tagging import Hit, TaggedSentence
from etl.text.fold import fold

_JOINS = frozenset({"of", "and", "for", "the", "&", "on"})
_LONGEST = 10
_POSSESSIVES = frozenset({"my", "our", "his", "her", "their", "your", "this", "each", "every", "all"})


@cache
def _organization_words(position: str) -> dict[str, str]:
    """Kind by word, for words that head ("Ministry of …") or close ("… Bank") an organisation's name."""
    return {fold(row["word"]): row["kind"] for row in rows("organization_words") if position in values(row["position"])}


def tag_organizations(sentences: Sequence[TaggedSentence]) -> None:
    """Adds to the sentences' hits the organisations that the lexicon does not list, and every acronym's own meaning.

    An acronym in brackets behind a name ("Communist Party of Cuba (CPC)") stands for that name in the whole article,
    whatever else it may stand for elsewhere.
    """
    _tag_acronyms(sentences)
    for sentence in sentences:
        if not sentence.is_shouted and not sentence.is_title_case:
            _tag_built_names(sentence)
    _tag_acronyms(sentences)  # those of the names just found


def _tag_acronyms(sentences: Sequence[TaggedSentence]) -> None:
    acronyms = _introduced_acronyms(sentences)
    if not acronyms:
        return
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            known = acronyms.get(token.text)
            hit = sentence.hit_at(index)
            # also where a longer name begins with it: "CPC Central Committee" is not China's when the CPC is Cuba's
            if known is not None and (hit is None or hit.first == index):
                sentence.put(Hit(index, index + 1, known))


def _tag_built_names(sentence: TaggedSentence) -> None:
    index = 0
    while index < len(sentence.tokens):
        found = None
        token = sentence.tokens[index]
        if token.kind == "word" and token.is_capitalized and sentence.hit_at(index) is None:
            found = _headed_name(sentence, index) or _closed_name(sentence, index)
        if found is None:
            index += 1
            continue
        sentence.put(found)
        index = found.end


def _headed_name(sentence: TaggedSentence, index: int) -> Hit | None:
    """ "Ministry of Planning and Investment", "Commission for External Relations"."""
    kind = _organization_words("head").get(sentence.word(index))
    if kind is None or sentence.word(index + 1) not in ("of", "for", "on"):
        return None
    end = index + 2
    last_name_word = index
    while end < len(sentence.tokens) and end - index < _LONGEST:
        token = sentence.tokens[end]
        if _begins_personal_name(token.norm):
            break
        if token.kind == "word" and token.is_capitalized and not _is_other_hit(sentence, end):
            last_name_word = end
        elif token.text == ",":
            if not _list_goes_on(sentence, end):
                break
        elif token.norm not in _JOINS:
            break
        end += 1
    if last_name_word == index:
        return None
    return Hit(index, last_name_word + 1, _built(sentence, index, last_name_word + 1, kind))


def _begins_personal_name(word: str) -> bool:
    """True where the holder's name follows: "Head of the Commission for External Relations Lê Hoài Trung"."""
    return (is_family_first(word) or word in given_names()) and word not in not_names()


def _list_goes_on(sentence: TaggedSentence, comma: int) -> bool:
    """True for "Ministry of Industry, Trade and Energy": a capitalised word, then and."""
    return sentence.word(comma + 2) == "and" and sentence.tokens[comma + 1].is_capitalized


def _is_other_hit(sentence: TaggedSentence, index: int) -> bool:
    hit = sentence.hit_at(index)
    return hit is not None and hit.known.kind == "organization"


def _closed_name(sentence: TaggedSentence, index: int) -> Hit | None:
    """ "Inter-government Cooperation Committee": capitalised words up to one that closes such a name."""
    closing = _organization_words("last")
    end = last = index
    while end < len(sentence.tokens) and end - index < _LONGEST:
        token = sentence.tokens[end]
        if token.kind != "word" or not token.is_capitalized or sentence.hit_at(end) is not None:
            break
        end += 1
        if token.norm in closing:
            last = end
    if last - index < 2:
        return None
    first = index + 1 if index == 0 and sentence.word(0) in ("the", "a", "an", "this", "our") else index
    if last - first < 2:
        return None
    words = [sentence.word(index) for index in range(first, last - 1)]
    if all(sentence.tokens[index].is_upper for index in range(first, last)) and last - first > 3:
        return None  # a line in capitals
    if all(_is_general(word) or word in _POSSESSIVES for word in words):
        return None  # "the Central Committee", "My Administration": whose, the words do not say
    if sentence.word(last - 1) in TERMS_OF_OFFICE and all(word in surnames() for word in words):
        return None  # "the Obama Administration" is named after a person
    kind = closing[sentence.word(last - 1)]
    first = _with_first_half(sentence, first)
    return Hit(first, last, _built(sentence, first, last, kind))


def _with_first_half(sentence: TaggedSentence, first: int) -> int:
    """Start of "Food and Drug Administration" behind "the": the words before "and" belong to the name."""
    start = first - 2
    if sentence.word(first - 1) != "and" or start < 1:
        return first
    while start > 0 and sentence.tokens[start].is_capitalized and sentence.hit_at(start) is None:
        start -= 1
    return start + 1 if sentence.word(start) == "the" and start + 1 < first - 1 else first


def _is_general(word: str) -> bool:
    return "modifier" in title_roles().get(word, frozenset())


def _built(sentence: TaggedSentence, first: int, end: int, kind: str) -> Known:
    name = " ".join(token.text for token in sentence.tokens[first:end]).replace(" ,", ",")
    before = sentence.hit_at(first - 1) if first else None
    inside = [hit for i in range(first, end) if (hit := sentence.hit_at(i)) and hit.known.kind == "country"]
    country = inside[-1].known.country if inside else None
    if country is None and before is not None and before.known.kind in ("nationality", "country"):
        country = before.known.country
    return Known("organization", name, country, kind)


def _introduced_acronyms(sentences: Sequence[TaggedSentence]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for sentence in sentences:
        for hit in sentence.hits:
            if hit.known.kind != "organization" or sentence.word(hit.end) != "(" or sentence.word(hit.end + 2) != ")":
                continue
            acronym = sentence.tokens[hit.end + 1].text
            if 2 <= len(acronym) <= 8 and sum(c.isupper() for c in acronym) >= 2:
                found.setdefault(acronym, hit.known._replace(acronym=acronym))
    return found
