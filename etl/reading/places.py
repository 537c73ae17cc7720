"""Which of the world's cities and regions an article names, and which of several of one name.

Countries, capitals and the places of places.csv are tagged beforehand. A further name is taken for a place only where
the context says so, since "Price", "Reading" and "Independence" are towns too: a state or country behind it ("Izium,
Ukraine"), a word for a place beside it ("the city of Izium", "Izium airport"), the dateline, or a preposition of place
in an article that names its country. What is a place once is one in the whole article.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from etl.lexicon.loader import rows, values
from etl.reading.annotations import Zone
from etl.reading.geonames import LARGE, Spot, spots_at
from etl.reading.namesakes import (
    as_known,
    countries_named,
    put_region,
    region_behind,
    tell_apart_by_country,
    tell_apart_by_region,
    tell_states_from_countries,
)
from etl.reading.people.words import given_names, name_like_words, not_names, surnames, title_roles
from etl.reading.tagging import Hit, TaggedSentence
from etl.text.spans import Span

_IN = frozenset({"in", "near", "outside", "around", "throughout", "inside"})
_BY = frozenset({"at", "from", "to", "through", "via", "between", "reach", "over"})
_PARTS = frozenset(
    {"northern", "southern", "eastern", "western", "central", "downtown", "north", "south", "east", "west", "the"}
)
_CITY_WORDS = frozenset({"city", "town", "village", "port", "airport", "suburb", "township", "municipality"})
_REGION_WORDS = frozenset(
    {
        "province",
        "oblast",
        "region",
        "governorate",
        "prefecture",
        "county",
        "state",
        "district",
        "canton",
        "voivodeship",
    }
)
_HUGE = 1_000_000
# Countries whose towns have English words and family names: there a name alone must be a large city's.
_ENGLISH = frozenset({"USA", "GBR", "AUS", "CAN", "NZL", "IRL", "ZAF"})
_FARLARGER = 10
"""How many times the people of a city of that name its better-known namesake may have and still give way to it."""


class Candidate(NamedTuple):
    """Tokens [first, end) of a sentence that may name one of `spots`; `is_sure` when the words around it say so."""

    sentence: TaggedSentence
    first: int
    end: int
    spots: tuple[Spot, ...]
    is_sure: bool = False
    is_located: bool = False


def tag_places(
    sentences: Sequence[TaggedSentence],
    claimed: Sequence[set[int]],
    home: str | None,
    dateline: Span | None,
) -> None:
    """Adds to the sentences' hits the cities and regions that places.csv does not list, and tells namesakes apart.

    `claimed` are the tokens of personal names, sentence by sentence; `home` the country that the article speaks from.
    """
    for sentence in sentences:
        tell_apart_by_region(sentence)
    tell_states_from_countries(sentences)
    named = countries_named(sentences)
    tell_apart_by_country(sentences, named, home)
    found = [c for sentence in sentences for c in _candidates(sentence, claimed[sentence.sentence.number], dateline)]
    accepted: dict[str, Spot] = {}
    for candidate in found:
        spot = _accepted(candidate, named, home)
        if spot is not None:
            accepted.setdefault(_key(candidate), spot)
    for candidate in found:
        spot = candidate.spots[0] if candidate.is_sure and len(candidate.spots) == 1 else accepted.get(_key(candidate))
        if spot is not None:
            candidate.sentence.put(Hit(candidate.first, candidate.end, as_known(spot)))
            put_region(candidate.sentence, candidate.end, spot)


def _key(candidate: Candidate) -> str:
    return " ".join(candidate.sentence.word(index) for index in range(candidate.first, candidate.end))


def _candidates(sentence: TaggedSentence, claimed: set[int], dateline: Span | None) -> Iterator[Candidate]:
    index = 0
    while index < len(sentence.tokens):
        candidate = _candidate(sentence, index, claimed, dateline)
        if candidate is not None:
            yield candidate
        index = candidate.end if candidate is not None else index + 1


def _candidate(sentence: TaggedSentence, at: int, claimed: set[int], dateline: Span | None) -> Candidate | None:
    token = sentence.tokens[at]
    if token.kind != "word" or not token.is_capitalized or at in claimed or sentence.hit_at(at) is not None:
        return None
    found = spots_at(sentence.tokens, at)
    if found is None:
        return None
    end, spots = found
    taken = any(index in claimed or sentence.hit_at(index) is not None for index in range(at, end))
    if taken or not sentence.tokens[end - 1].is_capitalized or _is_longer_name(sentence, at, end):
        return None
    end, is_region = _with_region_word(sentence, end)
    if is_region:
        is_name = sentence.tokens[end - 1].norm in _REGION_WORDS
        spots = tuple(spot for spot in spots if spot.kind == "region") or (() if is_name else spots)
        if not spots:
            return None  # "Orange County" is not in Orange
    else:
        spots = tuple(spot for spot in spots if spot.kind == "city") or spots
    pair = region_behind(sentence, end, spots) if sentence.word(end) == "," else None
    if pair is not None:
        return Candidate(sentence, at, end, (pair[0],), is_sure=True)
    filed_here = dateline is not None and sentence.span(at, end).overlaps(dateline)
    sure = filed_here or is_region or _is_called_place(sentence, at, end)
    return Candidate(sentence, at, end, spots, sure, _is_located(sentence, at, end, claimed))


def _is_longer_name(sentence: TaggedSentence, first: int, end: int) -> bool:
    """True where a capitalised word before or behind belongs to the same name, which is then not the place's."""
    before, behind = first - 1, end
    if before > 0 or (before == 0 and sentence.word(0) not in not_names()):
        token = sentence.tokens[before]
        if token.text in ("-", "&"):
            return True
        is_name_word = token.kind == "word" and token.is_capitalized and sentence.hit_at(before) is None
        if is_name_word and token.norm not in _PARTS | _IN | _BY:
            return True
    if behind < len(sentence.tokens):
        token = sentence.tokens[behind]
        if token.text in ("-", "&"):
            return True
        if token.kind == "word" and token.is_capitalized and sentence.hit_at(behind) is None:
            return token.norm not in _REGION_WORDS and token.norm not in _CITY_WORDS
    return False


def _with_region_word(sentence: TaggedSentence, end: int) -> tuple[int, bool]:
    """The end behind "Province" or "Oblast", where that follows, and whether it does."""
    word = sentence.word(end)
    if word in _REGION_WORDS:
        return (end + 1 if sentence.tokens[end].is_capitalized else end), word != "district"
    return end, False


def _is_called_place(sentence: TaggedSentence, first: int, end: int) -> bool:
    """ "the city of Izium", "the port city of Izium", "the town Izium", "Izium airport"."""
    before = sentence.word(first - 1)
    if before == "of":
        before = sentence.word(first - 2)
    called = before in _CITY_WORDS or before in _REGION_WORDS or before in ("capital", "outskirts")
    return called or sentence.word(end) in _CITY_WORDS


def _is_located(sentence: TaggedSentence, first: int, end: int, claimed: set[int]) -> bool:
    """True behind a preposition of place, or joined to a place by a comma or "and"."""
    before = first - 1
    while sentence.word(before) in _PARTS:
        before -= 1
    word = sentence.word(before)
    if word in _IN or word in _BY:
        return True
    if word in (",", "and", "or"):
        other = sentence.hit_at(before - 1)
        return other is not None and other.known.kind == "place"
    return False


def _accepted(candidate: Candidate, named: Counter[str], home: str | None) -> Spot | None:
    """The place that the candidate's context makes it, or None where the context does not."""
    sentence = candidate.sentence
    if sentence.is_shouted and sentence.sentence.zone is not Zone.DATELINE:
        return None
    if sentence.is_title_case and not candidate.is_sure:
        return None
    fitting = [spot for spot in candidate.spots if named[spot.country] or spot.country == home]
    best = max(fitting or candidate.spots, key=lambda spot: (named[spot.country] > 0, spot.population))
    if candidate.is_sure:
        is_told = len(candidate.spots) == 1 or fitting or best.population >= LARGE
        return best if is_told and not _is_mere_word(candidate) else None
    if not candidate.is_located or _is_like_a_name(candidate):
        return None
    if not fitting:
        return best if best.population >= _HUGE and best.country not in _ENGLISH else None
    smallest = LARGE if best.country in _ENGLISH else 0
    return best if best.population >= smallest else None


def _is_mere_word(candidate: Candidate) -> bool:
    """True for a word that begins a sentence or a title rather than names a place: "City", "General"."""
    words = [candidate.sentence.word(index) for index in range(candidate.first, candidate.end)]
    return all(word in not_names() or word in title_roles() for word in words)


def _is_like_a_name(candidate: Candidate) -> bool:
    """True for a personal name or an ordinary word."""
    words = [candidate.sentence.word(index) for index in range(candidate.first, candidate.end)]
    return _is_mere_word(candidate) or all(
        word in given_names() or word in surnames() or word in name_like_words() or word in _organization_words()
        for word in words
    )


@cache
def _organization_words() -> frozenset[str]:
    return frozenset(word for row in rows("organization_words") for word in values(row["word"]))
