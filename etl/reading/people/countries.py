"""For which country a person stands: what the words around the name tell, who he is known to be, where the article is
at home, and which foreign country the article ties him to, in this order.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.people.compatriots import country_apposed
from etl.reading.people.figures import countries_of_family, countries_of_figure
from etl.reading.people.names import NameRun, leads_an_administration
from etl.reading.people.offices import NamedOffice, country_in_title, offices_in
from etl.reading.people.resolve import Person
from etl.reading.people.titles import counterpart_before, countries_of_list
from etl.reading.people.words import given_name_languages, is_family_first, is_honorific, surnames
from etl.reading.tagging import TaggedSentence

_COUNTRIES: Final = frozenset({"country", "nationality", "people"})
_HIGH_OFFICES: Final = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "deputy_head",
        "party_leader",
        "minister",
        "speaker_of_parliament",
        "royalty",
    }
)
"""Kinds of office that an article ties to a country by the company they keep; of a lower one it need not be told."""

_KNOWN_BY_FAMILY: Final = _HIGH_OFFICES - {"royalty"}  # kings and queens go by a given name that is anybody's

_OF_A_STATE: Final = frozenset(
    {"governor", "gov", "senator", "sen", "congressman", "congresswoman", "representative", "rep"}
)
_CLEARLY_MORE: Final = 3
"""How many times more often than any other a country must be named for an office without a country to be its."""


def settle_countries(
    people: Iterable[Person], home: str | None, dateline: str | None, sentences: Sequence[TaggedSentence]
) -> None:
    """Gives every person the country that the article ties him to, None where it leaves several or none.

    Whoever serves an international body serves no country. A title without a country is taken to be of the article's
    home, unless home has no such office ("Prime Minister" in a release of Washington) or the name is of a language that
    is not spoken there; then of the country from which a foreign agency dispatches ("LIMA - President X received the
    Chilean minister"), else of the one foreign country the article speaks of that the name can be of.
    """
    named = Counter(country for sentence in sentences for country in _countries_named(sentence))
    for person in people:
        person.country = _country_of(person, home, dateline, named)


def _country_of(person: Person, home: str | None, dateline: str | None, named: Counter[str]) -> str | None:
    runs = [mention.run for mention in person.mentions if mention.run is not None]
    held = [office for run in runs for office in _offices_beside(run)]
    serves_states = any(office.kind == "international_official" and office.country is None for office in held)
    if serves_states or any(map(_serves_a_body_of_states, runs)):
        return None
    told = Counter(country for run in runs if (country := _country_told(run)))
    if told:
        return max(told, key=lambda code: (told[code], code))
    known = _country_known(person, runs, held, home, named)
    if known is not None:
        return known or None
    if home is not None and _is_at_home(person, home, runs, held):
        return home
    if any(office.kind in _HIGH_OFFICES for office in held):
        is_there = dateline is not None and _is_at_home(person, dateline, runs, held)
        return dateline if is_there else _country_tied(person, home, named)
    return _country_by_name(person, home, named)


def _offices_beside(run: NameRun) -> list[NamedOffice]:
    return [
        office
        for title in (run.title, run.apposition)
        if title is not None
        for office in offices_in(run.sentence, *title)
    ]


def _is_called_by_office(run: NameRun) -> bool:
    """True for "the Obama Administration" and both in "the Biden-Harris Administration"."""
    return leads_an_administration(run.sentence, run.end)


def _serves_a_body_of_states(run: NameRun) -> bool:
    """True for "European Commission President X", false for "Ambassador to the United Nations X"."""
    sentence = run.sentence
    for title in filter(None, (run.title, run.apposition)):
        for index in range(*title):
            hit = sentence.hit_at(index)
            if hit is None or hit.known.kind != "organization" or hit.known.subkind != "igo" or hit.first != index:
                continue
            before = {sentence.word(index - 1), sentence.word(index - 2)} if index > title[0] else set()
            if not before & {"to", "at", "with", "in", "on"} and country_in_title(sentence, *title) is None:
                return True
    return False


def _country_known(
    person: Person, runs: Sequence[NameRun], held: Sequence[NamedOffice], home: str | None, named: Counter[str]
) -> str | None:
    """The country of the public figure of this name, "" for whoever serves none; a family name alone needs a high
    office beside it. Of several countries the one that the article names, or home.
    """
    if len(person.words) > 1:
        known = countries_of_figure(person.words)
    elif any(office.kind in _KNOWN_BY_FAMILY for office in held) or any(map(_is_called_by_office, runs)):
        known = countries_of_family(person.words[0])
    else:
        return None
    if held and any(office.position in _customs_of(home).offices_absent for office in held):
        known = known - {home or ""}
    if len(known) > 1:
        known = known & (set(named) | {home or ""})
    return next(iter(known)) if len(known) == 1 else None


def _is_at_home(person: Person, home: str, runs: Sequence[NameRun], held: Sequence[NamedOffice]) -> bool:
    """True for whoever speaks for the issuing body, and for an office that can be home's with a name that can be."""
    customs = _customs_of(home)
    if person.part == "credit":
        return _fits(person, home)
    if any(office.position in customs.offices_absent for office in held):
        return False
    if any(office.position in customs.offices_own for office in held) or any(_takes_a_turn(run) for run in runs):
        return True
    return bool(held) and _fits(person, home) and not _is_foreign_by_name(person, home)


def _takes_a_turn(run: NameRun) -> bool:
    """True for a speaker's turn without an office in a transcript: "MR. PRICE:", "MS. PSAKI:"."""
    title = run.title
    if title is None or title[0] > 0 or run.sentence.word(run.end) != ":":
        return False
    return all(is_honorific(run.sentence.word(index)) for index in range(*title))


def _country_tied(person: Person, home: str | None, named: Counter[str]) -> str | None:
    """The foreign country that the article ties an office without a country to: the one it names beside the person,
    else the one it names far more often than any other; the person's name must be possible there.
    """
    beside = Counter(country for mention in person.mentions for country in _countries_named(mention.sentence))
    for counts in (beside, named):
        fitting = {country: counts[country] for country in counts if country != home and _can_be_of(person, country)}
        if not fitting:
            continue
        best = max(fitting, key=lambda country: (fitting[country], country))
        others = sum(fitting.values()) - fitting[best]
        if fitting[best] >= _CLEARLY_MORE * others:
            return best
    return None


def _country_by_name(person: Person, home: str | None, named: Counter[str]) -> str | None:
    """The one foreign country named whose people are named like this, for a full name that home does not know."""
    if home is None or len(person.words) < 2 or not _is_foreign_by_name(person, home):
        return None
    elsewhere = [country for country in named if country != home and person.languages & _customs_of(country).languages]
    is_telling = is_family_first(person.words[0]) or len(person.languages) == 1
    return elsewhere[0] if is_telling and len(elsewhere) == 1 else None


def _fits(person: Person, home: str) -> bool:
    """True when the name can be of `home`; a family name alone must be known there, it may be any foreigner's."""
    if home not in _customs():
        return True
    languages = _languages(person)
    if languages & _customs_of(home).languages:
        return True
    return not languages and len(person.words) > 1


def _can_be_of(person: Person, country: str) -> bool:
    """True unless the country's people are known to be named otherwise."""
    languages = _languages(person)
    return not languages or bool(languages & _customs_of(country).languages)


def _is_foreign_by_name(person: Person, home: str) -> bool:
    languages = _languages(person)
    return bool(languages) and not languages & _customs_of(home).languages


def _languages(person: Person) -> frozenset[str]:
    """Languages of the name; of a family name alone those in which it is one.

    Whoever has a Chinese or Vietnamese family name behind a given name of another language can be of its countries too,
    and whoever has a given name of one language alone: "Julie Su", "Rebecca Gonzales".
    """
    if len(person.words) > 1 and not is_family_first(person.words[0]):
        given = given_name_languages().get(person.words[0], frozenset())
        if is_family_first(person.words[-1]) or (len(given) == 1 and not given & person.languages):
            return person.languages | given
    return person.languages or (surnames().get(person.words[0], frozenset()) - {"first"})


def _countries_named(sentence: TaggedSentence) -> list[str]:
    return [
        hit.known.country
        for hit in sentence.hits
        if hit.known.country and (hit.known.kind in _COUNTRIES or hit.known.is_seat)
    ]


def _country_told(run: NameRun) -> str | None:
    listed = countries_of_list(run.sentence, run.title) if run.title is not None else []
    if run.place_in_list < len(listed):
        return listed[run.place_in_list]
    for title in (run.title, run.apposition):
        if title is not None and (country := country_in_title(run.sentence, *title)):
            return country
    beside = _country_behind(run.sentence, run.end) or _country_before(run.sentence, run.first)
    return beside or country_apposed(run.sentence, run.first, run.end)


def _country_before(sentence: TaggedSentence, first: int) -> str | None:
    """ "his Cuban counterpart X", "Cuban revolutionary heroine X", "Cuba's X": a country and up to two plain words."""
    counterpart = counterpart_before(sentence, first)
    if counterpart is not None and sentence.word(counterpart + 1) in ("of", "from"):
        hit = sentence.hit_at(first - 2)
        return hit.known.country if hit is not None and hit.known.kind == "country" else None
    first = first if counterpart is None else counterpart + 1
    for index in range(first - 1, max(first - 4, -1), -1):
        token = sentence.tokens[index]
        if token.kind == "possessive":
            hit = sentence.hit_at(index - 1)
            return hit.known.country if hit is not None and hit.known.kind in _COUNTRIES else None
        hit = sentence.hit_at(index)
        if hit is not None:
            return hit.known.country if hit.known.kind == "nationality" else None
        if token.kind != "word" or token.is_capitalized:
            return None
    return None


def _country_behind(sentence: TaggedSentence, end: int) -> str | None:
    """ "General Secretary Trong of Vietnam", "Prime Minister X of the Kingdom of Y", "X (Canada)", "X, of Ohio"."""
    index, word = end, sentence.word(end)
    if word == "(":
        hit = sentence.hit_at(end + 1)
        is_whole = hit is not None and hit.known.kind == "country" and sentence.word(hit.end) == ")"
        return hit.known.country if hit is not None and is_whole else None
    if word == ",":
        index += 1
    if sentence.word(index) != "of":
        return None
    index += 1
    while sentence.word(index) in ("the", "republic", "kingdom", "state", "government", "of"):
        index += 1
    hit = sentence.hit_at(index)
    if hit is None or (hit.known.is_ambiguous and (word == "," or _is_of_a_state(sentence, end))):
        return None  # "Jane Roe, of Georgia": the state as well as the country
    is_from = word == "," and hit.known.kind == "place"  # "Jane Roe, of Pennsylvania, to be Ambassador"
    return hit.known.country if hit.known.kind == "country" or is_from else None


def _is_of_a_state(sentence: TaggedSentence, end: int) -> bool:
    """True for "Governor Kemp of Georgia": an office of a state of the United States."""
    return any(sentence.word(i) in _OF_A_STATE for i in range(max(0, end - 4), end))


@dataclass(frozen=True, slots=True)
class _Customs:
    languages: frozenset[str]
    offices_absent: frozenset[str] = frozenset()
    offices_own: frozenset[str] = frozenset()


def _customs_of(country: str | None) -> _Customs:
    """A country's customs; its people are named in English where nothing else is listed."""
    return _customs().get(country or "") or _Customs(frozenset({"English"}))


@cache
def _customs() -> dict[str, _Customs]:
    """What `country_customs.csv` says of a country, by ISO code."""
    return {
        row["country"]: _Customs(
            frozenset(values(row["languages"])),
            frozenset(values(row["offices_absent"])),
            frozenset(values(row["offices_own"])),
        )
        for row in rows("country_customs")
    }
