"""Which of the world's cities and regions an article names, and which of several of one name.

Countries, capitals and the places of places.csv are tagged beforehand. A further name is taken for a place only where
the context says so, since "Price", "Reading" and "Independence" are towns too: a state or country behind it ("Izium,
Ukraine"), a word for a place beside it ("the city of Izium", "Izium airport"), the dateline, or a preposition of place
in an article that names its country. What is a place once is one in the whole article.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from etl.lexicon.loader import rows
from etl.reading.annotations import Zone
from etl.reading.geonames import LARGE, Spot, spots_at, spots_named
from etl.reading.namesakes import (
    as_known,
    countries_named,
    drop_counties,
    has_namesake,
    put_region,
    region_behind,
    tell_apart_by_country,
    tell_apart_by_region,
    tell_states_from_countries,
)
from etl.reading.people.words import given_names, name_like_words, not_names, surnames, title_roles
from etl.reading.tagging import Hit, TaggedSentence
from etl.text.spans import Span

_IN: Final = frozenset({"in", "near", "outside", "around", "throughout", "inside"})
_BY: Final = frozenset({"at", "from", "to", "through", "via", "between", "reach", "over"})
_PARTS: Final = frozenset(
    {"northern", "southern", "eastern", "western", "central", "downtown", "north", "south", "east", "west", "the"}
)
_CITY_WORDS: Final = frozenset({"city", "town", "village", "port", "airport", "suburb", "township", "municipality"})
_SITE_WORDS: Final = frozenset(
    {"airport", "port", "harbor", "harbour"}
)  # with a capital too they stand behind a town's name
_REGION_WORDS: Final = frozenset(
    {"province", "oblast", "region", "governorate", "prefecture", "county", "state", "voivodeship"}
)
_HUGE: Final = 1_000_000
# Countries whose towns have English words and family names: there a name alone must be a large city's.
_ENGLISH: Final = frozenset({"USA", "GBR", "AUS", "CAN", "NZL", "IRL", "ZAF"})


class Sign(IntEnum):
    """What the words beside a name say about its being a place."""

    NONE = 0
    LOCATED = 1  # "in Izium"
    CALLED = 2  # "the city of Izium", a dateline
    QUALIFIED = 3  # "Izium, Ukraine": it also says which place of that name


class Candidate(NamedTuple):
    """Tokens [first, end) of a sentence that may name one of `spots`, a title of a region included."""

    sentence: TaggedSentence
    first: int
    end: int
    spots: tuple[Spot, ...]
    sign: Sign

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.sentence.word(index) for index in range(self.first, self.end))


class Named(NamedTuple):
    """What else an article names: how often each country, which regions, and the country that it speaks from."""

    countries: Counter[str]
    regions: frozenset[tuple[str, str]]
    home: str | None

    def has(self, country: str) -> bool:
        return self.countries[country] > 0 or country == self.home


def tag_places(
    sentences: Sequence[TaggedSentence], claimed: Sequence[set[int]], home: str | None, dateline: Span | None
) -> None:
    """Adds to the sentences' hits the cities and regions that places.csv does not list, and tells namesakes apart.

    `claimed` are the tokens of personal names, sentence by sentence; `home` the country that the article speaks from.
    """
    drop_counties(sentences)
    for sentence in sentences:
        tell_apart_by_region(sentence)
    tell_states_from_countries(sentences)
    countries = countries_named(sentences)
    tell_apart_by_country(sentences, countries, home)
    _drop_doubtful(sentences, countries, home)
    found = [c for sentence in sentences for c in _candidates(sentence, claimed[sentence.sentence.number], dateline)]
    named = Named(countries, _regions_named(sentences, found), home)
    accepted: dict[tuple[str, ...], Spot] = {}
    for candidate in sorted(found, key=lambda candidate: -candidate.sign):
        spot = _accepted(candidate, named)
        if spot is not None:
            accepted.setdefault(candidate.words, spot)
    for candidate in found:
        spot = candidate.spots[0] if candidate.sign is Sign.QUALIFIED else accepted.get(candidate.words)
        if spot is not None and (candidate.sign or not _is_like_a_name(candidate)):
            candidate.sentence.put(Hit(candidate.first, candidate.end, as_known(spot)))
            put_region(candidate.sentence, candidate.end, spot)


def _drop_doubtful(sentences: Sequence[TaggedSentence], countries: Counter[str], home: str | None) -> None:
    """Takes back listed cities that are personal names or words ("Victoria", "Nice") or have a namesake nearby, where
    neither the words beside them nor the article's countries speak for the place.
    """
    cities = [
        (s, hit) for s in sentences for hit in s.hits if hit.known.kind == "place" and hit.known.subkind != "region"
    ]
    own = Counter(hit.known.country for _, hit in cities)
    for sentence, hit in cities:
        word = sentence.word(hit.first)
        if hit.end - hit.first > 1 or _sign(sentence, hit.first, hit.end) is not Sign.NONE:
            continue
        is_told = countries[hit.known.country or ""] > own[hit.known.country] or hit.known.country == home
        if word in name_like_words():
            is_told = is_told and hit.first > 0
        elif word not in given_names() and word not in surnames():
            is_told = is_told or not has_namesake(sentence, hit, countries)
        elif hit.known.is_seat:
            is_told = is_told or _is_government(sentence, hit)
        if not is_told:
            sentence.drop(hit)


def _is_government(sentence: TaggedSentence, seat: Hit) -> bool:
    """True for "Washington urged Beijing", a capital beside another country and in no longer name."""
    if any(_is_unknown_name_word(sentence, i) for i in (seat.first - 1, seat.end) if 0 < i < len(sentence.tokens)):
        return False
    return any(hit.known.country not in (None, seat.known.country) for hit in sentence.hits)


def _sign(sentence: TaggedSentence, first: int, end: int) -> Sign:
    """What stands beside the known or possible place name on the tokens [first, end)."""
    behind = sentence.hit_at(end + 1) if sentence.word(end) == "," else None
    if behind is not None and behind.known.kind in ("place", "country"):
        return Sign.QUALIFIED
    if _is_called_place(sentence, first, end):
        return Sign.CALLED
    return Sign.LOCATED if _is_located(sentence, first) else Sign.NONE


def _regions_named(sentences: Sequence[TaggedSentence], found: Sequence[Candidate]) -> frozenset[tuple[str, str]]:
    known = {hit.known.name for s in sentences for hit in s.hits if hit.known.subkind == "region"}
    spots = [spot for spot in spots_named(sorted(known)) if spot.kind == "region"]
    spots += [candidate.spots[0] for candidate in found if candidate.sign is Sign.QUALIFIED]
    return frozenset((spot.country, spot.region) for spot in spots)


def _candidates(sentence: TaggedSentence, claimed: set[int], dateline: Span | None) -> Iterator[Candidate]:
    end = 0
    for index in sentence.capitals:
        candidate = _candidate(sentence, index, claimed, dateline) if index >= end else None
        if candidate is not None:
            yield candidate
            end = candidate.end


def _candidate(sentence: TaggedSentence, at: int, claimed: set[int], dateline: Span | None) -> Candidate | None:
    found = spots_at(sentence.tokens, at) if _may_begin(sentence, at, claimed) else None
    if found is None:
        return None
    end, spots = found
    shorter = sentence.hit_at(at)
    is_longer = shorter is not None and end > shorter.end
    if shorter is not None and not is_longer:
        return None
    filed_here = dateline is not None and sentence.span(at, end).overlaps(dateline)
    is_acronym = sentence.tokens[at].is_upper and not filed_here and not sentence.is_shouted
    is_free = all(index not in claimed and sentence.hit_at(index) in (None, shorter) for index in range(at, end))
    if is_acronym or not is_free or not sentence.tokens[end - 1].is_capitalized or _is_longer_name(sentence, at, end):
        return None
    regions = tuple(spot for spot in spots if spot.kind == "region")
    is_region = sentence.word(end) in _REGION_WORDS
    if is_region and sentence.tokens[end].is_capitalized:  # "Orange County" is not in Orange
        return Candidate(sentence, at, end + 1, regions, Sign.CALLED) if regions else None
    spots = regions if is_region and regions else tuple(spot for spot in spots if spot.kind == "city") or regions
    pair = region_behind(sentence, end, spots) if sentence.word(end) == "," else None
    if pair is not None:
        return Candidate(sentence, at, end, (pair[0],), Sign.QUALIFIED)
    sign = Sign.CALLED if filed_here or is_region else min(_sign(sentence, at, end), Sign.CALLED)
    return Candidate(sentence, at, end, spots, max(sign, Sign.LOCATED) if is_longer else sign)


def _may_begin(sentence: TaggedSentence, index: int, claimed: set[int]) -> bool:
    """True for a capitalised word of nothing else; a listed place may begin a longer name ("Kansas City")."""
    hit = sentence.hit_at(index)
    if hit is not None:
        return hit.first == index and hit.known.kind == "place" and index not in claimed
    return index not in claimed and _is_unknown_name_word(sentence, index)


def _is_longer_name(sentence: TaggedSentence, first: int, end: int) -> bool:
    """True where a capitalised word before or behind belongs to the same name, which is then not the place's."""
    before = first - 1
    if before > 0 or (before == 0 and sentence.word(0) not in not_names()):
        is_name_word = _is_unknown_name_word(sentence, before) and sentence.word(before) not in _PARTS | _IN | _BY
        if is_name_word or sentence.word(before) in ("-", "&"):
            return True
    behind = sentence.word(end)
    if behind in ("-", "&"):
        return True
    return (
        end < len(sentence.tokens)
        and _is_unknown_name_word(sentence, end)
        and behind not in _REGION_WORDS | _SITE_WORDS
    )


def _is_unknown_name_word(sentence: TaggedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.kind == "word" and token.is_capitalized and sentence.hit_at(index) is None


def _is_called_place(sentence: TaggedSentence, first: int, end: int) -> bool:
    """ "the city of Izium", "the town Izium", "Izium airport"."""
    before = first - 2 if sentence.word(first - 1) == "of" else first - 1
    is_called = sentence.word(before) in _CITY_WORDS | _REGION_WORDS | {"capital", "outskirts"}
    return (is_called and sentence.hit_at(before) is None) or sentence.word(end) in _CITY_WORDS


def _is_located(sentence: TaggedSentence, first: int) -> bool:
    """True behind a preposition of place, or joined to a place by a comma or "and"."""
    before = first - 1
    while sentence.word(before) in _PARTS:
        before -= 1
    if sentence.word(before) in _IN | _BY:
        return True
    other = sentence.hit_at(before - 1) if sentence.word(before) in (",", "and", "or") else None
    return other is not None and other.known.kind == "place"


def _accepted(candidate: Candidate, named: Named) -> Spot | None:
    """The place that the candidate's context makes it, or None where the context does not."""
    sentence = candidate.sentence
    if candidate.sign is Sign.NONE or (sentence.is_shouted and sentence.sentence.zone is not Zone.DATELINE):
        return None
    fitting = [spot for spot in candidate.spots if named.has(spot.country)]
    best = max(
        fitting or candidate.spots,
        key=lambda spot: (
            (spot.country, spot.region) in named.regions,
            named.countries[spot.country] > 0,
            spot.population,
        ),
    )
    if candidate.sign is Sign.QUALIFIED:
        return best
    if candidate.sign is Sign.CALLED:
        is_told = bool(fitting) or best.population >= LARGE
        return best if is_told and not _is_mere_word(candidate) else None
    if sentence.is_title_case or _is_like_a_name(candidate):
        return None
    if not fitting:
        return best if best.population >= _HUGE and best.country not in _ENGLISH else None
    return best if best.population >= LARGE or best.country not in _ENGLISH else None


def _is_mere_word(candidate: Candidate) -> bool:
    """True for a word that begins a sentence or a title rather than names a place: "City", "General"."""
    return all(word in not_names() or word in title_roles() for word in candidate.words)


def _is_like_a_name(candidate: Candidate) -> bool:
    """True for a personal name or an ordinary word."""
    return _is_mere_word(candidate) or all(
        word in given_names() or word in surnames() or word in name_like_words() or word in _organization_words()
        for word in candidate.words
    )


@cache
def _organization_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("organization_words"))
