"""Which of several places of one name is meant: "Paris, Texas", "London, Ont.", Georgia among American states."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.gazetteer import Known, country_names
from etl.reading.geonames import LARGE, Spot, region_abbreviations, spots_at, spots_named
from etl.reading.tagging import Hit, TaggedSentence
from etl.text.fold import fold

_COUNTIES: Final = frozenset({"counties", "parishes"})
_FAR_LARGER: Final = 10
"""How many times the people of a city of that name its better-known namesake may have and still give way to it."""


def as_known(spot: Spot) -> Known:
    return Known("place", spot.name, spot.country, spot.kind)


def countries_named(sentences: Sequence[TaggedSentence]) -> Counter[str]:
    return Counter(
        hit.known.country
        for sentence in sentences
        for hit in sentence.hits
        if hit.known.kind != "organization" and hit.known.country
    )


def tell_apart_by_region(sentence: TaggedSentence) -> None:
    """ "Paris, Texas", "London, Ont.", "Atlanta, Georgia": both names are what fits together."""
    for hit in list(sentence.hits):
        if hit.known.kind not in ("place", "country") or sentence.word(hit.end) != ",":
            continue
        pair = region_behind(sentence, hit.end, _spots_of(sentence, hit))
        if pair is None or (pair[1] is None and hit.known.kind == "country"):
            continue  # "Venezuela, Cuba and Nicaragua" is a list
        spot = pair[0]
        if hit.known.kind == "country" or spot.country != hit.known.country:
            sentence.put(Hit(hit.first, hit.end, as_known(spot)))
        put_region(sentence, hit.end, spot)


def put_region(sentence: TaggedSentence, comma: int, spot: Spot) -> None:
    """Makes the state or province behind a town's comma a place, where it is not known as one."""
    pair = region_behind(sentence, comma, (spot,)) if sentence.word(comma) == "," else None
    if pair is None or pair[1] is None:
        return
    behind = sentence.hit_at(comma + 1)
    if behind is None or behind.known.country != pair[1].country:
        sentence.put(Hit(comma + 1, pair[2], as_known(pair[1])))


def _spots_of(sentence: TaggedSentence, hit: Hit) -> tuple[Spot, ...]:
    """Cities that bear the known place's name, as written or as listed."""
    written = " ".join(token.text for token in sentence.tokens[hit.first : hit.end])
    return tuple(spot for spot in spots_named((written, hit.known.name)) if spot.kind == "city")


def region_behind(sentence: TaggedSentence, comma: int, spots: Sequence[Spot]) -> tuple[Spot, Spot | None, int] | None:
    """Of `spots` the one that lies in the region or country behind the comma, that region, and where its name ends."""
    at = comma + 1
    if at >= len(sentence.tokens) or not sentence.tokens[at].is_capitalized:
        return None
    abbreviated = region_abbreviations().get(sentence.tokens[at].text.rstrip("."))
    if abbreviated is not None and (spot := _in_region(spots, *abbreviated)) is not None:
        region = next((r for r in _regions_of(abbreviated[0]) if r.region == abbreviated[1]), None)
        has_point = at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].text == "."
        return spot, region, at + 1 if not has_point else at + 2
    behind = spots_at(sentence.tokens, at)
    for region in behind[1] if behind is not None else ():
        if region.kind == "region" and (spot := _in_region(spots, region.country, region.region)) is not None:
            return spot, region, behind[0] if behind is not None else at
    hit = sentence.hit_at(at)
    if hit is not None and hit.known.kind == "country" and hit.known.country:
        inside = [spot for spot in spots if spot.country == hit.known.country]
        return (inside[0], None, hit.end) if inside else None
    return None


def _in_region(spots: Sequence[Spot], country: str, region: str) -> Spot | None:
    inside = (spot for spot in spots if spot.kind == "city" and (spot.country, spot.region) == (country, region))
    return next(inside, None)


@cache
def _regions_of(country: str) -> tuple[Spot, ...]:
    """The regions that abbreviations may stand for."""
    names = {row["name"] for row in rows("places") if row["kind"] == "region" and row["country"] == country}
    return tuple(spot for spot in spots_named(sorted(names)) if spot.kind == "region" and spot.country == country)


@cache
def _sharers_of() -> dict[str, tuple[str, ...]]:
    """ISO codes of the countries that share a name, an adjective or a people, by its folded form."""
    owners: dict[str, dict[str, None]] = {}
    for row in rows("countries"):
        for column in ("other_names", "adjectives", "peoples"):
            for form in values(row[column]):
                owners.setdefault(fold(form), {})[row["country"]] = None
    return {form: tuple(codes) for form, codes in owners.items() if len(codes) > 1}


def _form(sentence: TaggedSentence, hit: Hit) -> str:
    return " ".join(sentence.word(i) for i in range(hit.first, hit.end))


def tell_sharers_apart(sentences: Sequence[TaggedSentence]) -> None:
    """ "Korea", "Congolese", "Dominican": of the countries that share the name the one that the article names by a name
    of its own; where it names none or several, the one whose line of `countries.csv` comes first.
    """
    hits = [(s, hit) for s in sentences for hit in s.hits if hit.known.country and hit.known.kind != "organization"]
    shared = [(s, hit, codes) for s, hit in hits if (codes := _sharers_of().get(_form(s, hit)))]
    if not shared:
        return
    own = {hit.known.country for s, hit in hits if _form(s, hit) not in _sharers_of()}
    for sentence, hit, codes in shared:
        named = [code for code in codes if code in own]
        if len(named) == 1 and named[0] != hit.known.country:
            known = hit.known._replace(country=named[0], name=country_names()[named[0]])
            sentence.put(Hit(hit.first, hit.end, known))


def drop_counties(sentences: Sequence[TaggedSentence]) -> None:
    """ "The counties of Lebanon, Roseau and Polk" name no capital and no country."""
    for sentence in sentences:
        for index in sentence.indices_of(_COUNTIES):
            if sentence.word(index + 1) not in ("of", ":"):
                continue
            end = index + 2
            while end < len(sentence.tokens) and (
                sentence.tokens[end].is_capitalized or sentence.word(end) in (",", "and", "the", ".", "of")
            ):
                end += 1
            for hit in [hit for hit in sentence.hits if index + 2 <= hit.first < end]:
                if hit.known.kind in ("place", "country") and hit.known.subkind != "region":
                    sentence.drop(hit)


def tell_states_from_countries(sentences: Sequence[TaggedSentence]) -> None:
    """ "Georgia" among American states, in an article with no other sign of the country, is the state."""
    for code in {hit.known.country for s in sentences for hit in s.hits if hit.known.is_ambiguous}:
        own = [(s, hit) for s in sentences for hit in s.hits if hit.known.country == code]
        if any(hit.known.kind != "country" for _, hit in own) or len({hit.known.name for _, hit in own}) != 1:
            continue
        states = [
            spot for spot in spots_named({own[0][1].known.name}) if spot.kind == "region" and spot.country != code
        ]
        state = next((state for state in states if _has_sister(sentences, state)), None)
        if state is not None and not any(_is_among_countries(*place) for place in own):
            for sentence, hit in own:
                sentence.put(Hit(hit.first, hit.end, as_known(state)))


def _has_sister(sentences: Sequence[TaggedSentence], state: Spot) -> bool:
    return any(
        hit.known.subkind == "region" and hit.known.country == state.country and hit.known.name != state.name
        for sentence in sentences
        for hit in sentence.hits
    )


def _is_among_countries(sentence: TaggedSentence, hit: Hit) -> bool:
    """True in "Georgia, Armenia and Azerbaijan"."""
    for link, beside in ((hit.first - 1, hit.first - 2), (hit.end, hit.end + 1)):
        other = sentence.hit_at(beside)
        if sentence.word(link) in (",", "and", "or") and other is not None and other.known.kind == "country":
            return True
    return False


def tell_apart_by_country(sentences: Sequence[TaggedSentence], named: Counter[str], home: str | None) -> None:
    """A listed city whose country is not named elsewhere gives way to a namesake whose country is named."""
    own = Counter((hit.known.name, hit.known.country) for s in sentences for hit in s.hits if hit.known.kind == "place")
    chosen: dict[tuple[str, str | None], Spot | None] = {}
    for sentence in sentences:
        for hit in list(sentence.hits):
            known = hit.known
            if known.kind != "place" or known.subkind != "city" or not known.country:
                continue
            key = (known.name, known.country)
            if key not in chosen:
                is_named = named[known.country] > own[key] or known.country == home
                chosen[key] = None if is_named else _namesake(_spots_of(sentence, hit), known, named, home)
            spot = chosen[key]
            if spot is not None:
                sentence.put(Hit(hit.first, hit.end, as_known(spot)))


def _namesake(spots: Sequence[Spot], known: Known, named: Counter[str], home: str | None) -> Spot | None:
    usual = max((spot.population for spot in spots if spot.country == known.country), default=0)
    ratio = 1 if known.is_seat else _FAR_LARGER
    fitting = [
        spot
        for spot in spots
        if spot.country != known.country and (named[spot.country] or spot.country == home)
        and usual and spot.population >= LARGE and spot.population * ratio >= usual
    ]  # fmt: skip
    return max(fitting, key=lambda spot: (named[spot.country], spot.population), default=None)


def has_namesake(sentence: TaggedSentence, hit: Hit, named: Counter[str]) -> bool:
    """True when a city of another country that the article names could be meant as well ("Georgetown")."""
    spots = _spots_of(sentence, hit)
    usual = max((spot.population for spot in spots if spot.country == hit.known.country), default=0)
    others = (spot for spot in spots if spot.country != hit.known.country and named[spot.country])
    return any(spot.population * _FAR_LARGER > usual > 0 for spot in others)
