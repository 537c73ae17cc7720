"""For which country a person stands: the titles and words around the name, else where the article is at home."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from etl.lexicon.loader import rows, values
from etl.reading.people.names import NameRun
from etl.reading.people.offices import country_in_title, offices_in
from etl.reading.people.resolve import Person
from etl.reading.people.words import is_family_first, surnames
from etl.reading.tagging import TaggedSentence


def settle_country(person: Person, home: str | None, named: Iterable[str]) -> None:
    """Gives `person.country` the country most of its mentions tell, else `home` for those who hold office there.

    A title without a country is taken to be of the article's home ("Party General Secretary X" in a Hanoi dispatch),
    unless the name is of a language that is not spoken there: "President Putin" in a release of Washington. Such a name
    belongs to the one country among those `named` in the article whose people are named so, where there is just one.
    """
    told: Counter[str] = Counter()
    has_office = False
    for mention in person.mentions:
        run = mention.run
        if run is None:
            continue
        country = _country_told(run)
        if country is not None:
            told[country] += 1
        title = run.title or run.apposition
        held = offices_in(run.sentence, *title) if title is not None else []
        if any(office.kind == "international_official" for office in held):
            return  # who serves the United Nations serves no country
        has_office = has_office or bool(held)
        if any(office.position in _offices_absent(home) for office in held):
            home = None
    if told:
        person.country = max(told, key=lambda code: (told[code], code))
        return
    elsewhere = _countries_by_name(person, home, named)
    if elsewhere:
        is_telling = is_family_first(person.words[0]) or len(person.languages) == 1
        is_sure = is_telling and len(elsewhere) == 1 and len(person.words) > 1
        person.country = elsewhere[0] if is_sure else None
    elif home is not None and has_office and _fits(person, home):
        person.country = home


def _fits(person: Person, home: str) -> bool:
    """True when the name can be of `home`; a family name alone must be known there, it may be any foreigner's."""
    if home not in _customs():
        return True
    languages = person.languages or surnames().get(person.words[0], frozenset())
    if languages & _spoken(home):
        return True
    return not languages and len(person.words) > 1


def _countries_by_name(person: Person, home: str | None, named: Iterable[str]) -> list[str]:
    """Countries other than `home` that the article names and whose people are named like this, home's are not."""
    if person.languages & _spoken(home):
        return []
    return [country for country in named if country != home and person.languages & _spoken(country)]


def _spoken(country: str | None) -> frozenset[str]:
    """Languages of a country's names; English where nothing else is listed."""
    customs = _customs().get(country or "")
    return customs.languages if customs is not None else frozenset({"English"})


def _offices_absent(country: str | None) -> frozenset[str]:
    customs = _customs().get(country or "")
    return customs.offices_absent if customs is not None else frozenset()


def _country_told(run: NameRun) -> str | None:
    for title in (run.title, run.apposition):
        if title is not None and (country := country_in_title(run.sentence, *title)):
            return country
    return _country_behind(run.sentence, run.end) or _country_before(run.sentence, run.first)


def _country_before(sentence: TaggedSentence, first: int) -> str | None:
    """ "his Cuban counterpart X", "Cuban revolutionary heroine X": a nationality and up to two plain words."""
    for index in range(first - 1, max(first - 4, -1), -1):
        hit = sentence.hit_at(index)
        if hit is not None:
            return hit.known.country if hit.known.kind == "nationality" else None
        token = sentence.tokens[index]
        if token.kind != "word" or token.is_capitalized:
            return None
    return None


def _country_behind(sentence: TaggedSentence, end: int) -> str | None:
    """ "General Secretary Trong of Vietnam", "Prime Minister X of the Kingdom of Y"."""
    if sentence.word(end) != "of":
        return None
    index = end + 1
    while sentence.word(index) in ("the", "republic", "kingdom", "state", "government", "of"):
        index += 1
    hit = sentence.hit_at(index)
    return hit.known.country if hit is not None and hit.known.kind == "country" else None


@dataclass(frozen=True, slots=True)
class _Customs:
    languages: frozenset[str]
    offices_absent: frozenset[str]


@cache
def _customs() -> dict[str, _Customs]:
    """What `country_customs.csv` says of a country, by ISO code."""
    return {
        row["country"]: _Customs(frozenset(values(row["languages"])), frozenset(values(row["offices_absent"])))
        for row in rows("country_customs")
    }
