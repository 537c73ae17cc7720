"""Who and where: the people, organisations, places and countries of an article, with every mention of them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.annotations import Credit, Document, Entity, Layout, Mention, Office, Sentence, Zone
from etl.reading.gazetteer import Known, country_names, gazetteer
from etl.reading.namesakes import tell_sharers_apart
from etl.reading.organizations import settle_state_bodies, tag_organizations
from etl.reading.people.countries import settle_countries
from etl.reading.people.descriptions import Described, Descriptions
from etl.reading.people.names import find_name_runs, reads_as_credit
from etl.reading.people.offices import NamedOffice, offices_in
from etl.reading.people.resolve import NameMention, Person, add_credited_person, resolve_people
from etl.reading.people.titles import countries_of_list
from etl.reading.people.words import speech_verbs
from etl.reading.places import tag_places
from etl.reading.tagging import Hit, TaggedSentence, tag_sentences
from etl.text.fold import fold
from etl.text.spans import Span

_GOVERNMENT_DOMAIN: Final = re.compile(
    r"https?://[\w.-]+\.(?:gov|gob|gouv|go|govt|mil)(?:\.(?P<country>[a-z]{2}))?(?=[/\s]|$)"
)
_MONEY: Final = frozenset({"dollar", "dollars", "$", "pounds", "francs", "yen", "yuan", "rubles", "roubles", "pesos"})
_COUNTRIES: Final = frozenset({"country", "nationality", "people"})


@dataclass(slots=True)
class Reference:
    """A stretch [first, end) of a sentence that stands for an entity, title included."""

    first: int
    end: int
    kind: str  # person | organization | place | country | nationality
    entity: int | None
    country: str | None
    is_seat: bool = False


@dataclass(slots=True)
class Cast:
    """Everybody and everything named in an article, and where: what the reading of acts resolves its sides with."""

    sentences: list[TaggedSentence]
    people: list[Person] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    references: list[list[Reference]] = field(default_factory=list)
    described: list[list[Described]] = field(default_factory=list)  # as `references`, sentence by sentence
    home: str | None = None
    title_spans: set[Span] = field(default_factory=set)
    dateline: str | None = None  # country from which the article is filed
    _numbers: dict[tuple[str, str, str | None], int] = field(default_factory=dict)

    def entity(self, number: int) -> Entity:
        return self.entities[number - 1]

    def speakers(self) -> frozenset[int]:
        """Numbers of the people who say something in the article, or are credited with it."""
        speaking = {
            reference.entity
            for sentence, references in zip(self.sentences, self.references, strict=True)
            for reference in references
            if reference.kind == "person" and sentence.word(reference.end) in speech_verbs()
        }
        credited = {entity.number for entity in self.entities if entity.part == "credit"}
        return frozenset(number for number in speaking | credited if number is not None)

    def number_of(self, kind: str, name: str, country: str | None, subkind: str | None, acronym: str | None) -> int:
        """Number of the entity of this kind and folded name, new ones made; a place name of two countries is two."""
        key = (kind, fold(name), country if kind == "place" else None)
        if key not in self._numbers:
            self._numbers[key] = len(self.entities) + 1
            self.entities.append(Entity(len(self.entities) + 1, kind, name, fold(name), country, acronym, subkind))
        return self._numbers[key]


def read_who(document: Document, layout: Layout, sentences: Sequence[Sentence]) -> Cast:
    """People, organisations, places and countries of an article with their mentions and offices."""
    tagged = tag_sentences(document.text, sentences)
    tag_organizations(tagged)
    dateline = dateline_country(layout, tagged)
    cast = Cast(tagged, home=home_country(document, layout, tagged, dateline), dateline=dateline)
    tell_sharers_apart(tagged)
    settle_state_bodies(tagged, cast.home)
    runs = [run for sentence in tagged for run in find_name_runs(sentence)]
    cast.people = resolve_people(runs)
    _drop_inside_names(cast)
    _add_credits(cast, layout)
    settle_countries(cast.people, cast.home, dateline, tagged)
    cast.references = [[] for _ in tagged]
    for person in cast.people:
        _enter_person(cast, person)
    claimed = _claimed_tokens(cast)
    tag_places(tagged, claimed, cast.home, layout.dateline_place)
    for number, sentence in enumerate(tagged):
        for hit in sentence.hits:
            _enter_known(cast, number, hit, claimed[number])
        cast.references[number].sort(key=lambda reference: reference.first)
    _add_descriptions(cast)
    cast.mentions.sort(key=lambda mention: (mention.span, mention.kind))
    return cast


def _add_descriptions(cast: Cast) -> None:
    """ "The Cuban leader", "the Secretary": mentions of the people whom the article leaves no doubt about."""
    descriptions = Descriptions(cast.entities, cast.offices, cast.home)
    for sentence, references in zip(cast.sentences, cast.references, strict=True):
        named = [(r.first, r.end, r.entity) for r in references if r.kind == "person" and r.entity is not None]
        found = descriptions.find(sentence, named)
        cast.described.append(found)
        cast.mentions += descriptions.mentions(sentence, found)


def dateline_country(layout: Layout, sentences: Iterable[TaggedSentence]) -> str | None:
    """The country of the place in the dateline."""
    if layout.dateline_place is None:
        return None
    hits = ((sentence.span(hit.first, hit.end), hit.known.country) for sentence in sentences for hit in sentence.hits)
    return next((country for span, country in hits if span.overlaps(layout.dateline_place)), None)


def home_country(
    document: Document, layout: Layout, sentences: Iterable[TaggedSentence], dateline: str | None
) -> str | None:
    """The country an article speaks from: that of a national agency dispatching from home, or of the issuing body.

    Read from the agencies credited together with the dateline, from a body named in the header, and from a
    government's internet domain (".gov" is the United States', ".gov.xx" that of country xx).
    """
    at_home: Counter[str] = Counter()
    agencies = {row["code"]: row["country"] for row in rows("agencies")}
    for credit in layout.credits:
        if credit.kind == "agency" and agencies.get(credit.name):
            at_home[agencies[credit.name]] += 1
    for sentence in sentences:
        for hit in sentence.hits:
            if sentence.sentence.zone is Zone.HEADER and hit.known.kind == "organization" and hit.known.country:
                return hit.known.country
    government = _government_domain(document, layout)
    if government is not None:
        return government
    if not at_home:
        return None
    country = max(at_home, key=lambda code: (at_home[code], code))
    return country if dateline in (None, country) else None


def _government_domain(document: Document, layout: Layout) -> str | None:
    """ISO code of the country whose government's internet domain the header or the metadata name as the source."""
    header = [block.span.of(document.text) for block in layout.blocks if block.zone is Zone.HEADER]
    found = _GOVERNMENT_DOMAIN.search(" ".join([*header, *document.metadata.values()]))
    if found is None:
        return None
    return _country_by_domain().get(found["country"] or "us")


@cache
def _country_by_domain() -> dict[str, str]:
    return {row["domain"]: row["country"] for row in rows("country_domains")}


def _add_credits(cast: Cast, layout: Layout) -> None:
    """Photographers and authors become people with part credit; issuing spokespersons in a header likewise."""
    for credit in layout.credits:
        if credit.kind == "agency":
            _tag_agency(cast.sentences, credit)
            continue
        found = _tokens_of(cast.sentences, credit.span)
        if found is not None and reads_as_credit(*found):
            add_credited_person(cast.people, *found)
    for person in cast.people:
        if all(mention.sentence.sentence.zone is Zone.HEADER for mention in person.mentions):
            person.part = "credit"


def _tag_agency(sentences: Iterable[TaggedSentence], credit: Credit) -> None:
    """Makes a credited agency ("VNA" in "— VNA/VNS") an organisation of the article, whatever else its letters mean."""
    found = _tokens_of(sentences, credit.span)
    if found is not None:
        sentence, first, end = found
        agency = next((row for row in rows("agencies") if row["code"] == credit.name), None)
        names = values(agency["names"]) if agency else [credit.name]
        name = next((name for name in names if " " in name), names[0])
        country = (agency["country"] or None) if agency else None
        sentence.put(Hit(first, end, Known("organization", name, country, "media", credit.name)))


def _tokens_of(sentences: Iterable[TaggedSentence], span: Span) -> tuple[TaggedSentence, int, int] | None:
    for sentence in sentences:
        inside = [i for i, token in enumerate(sentence.tokens) if token.kind == "word" and span.covers(token.span)]
        if inside:
            return sentence, inside[0], inside[-1] + 1
    return None


def _enter_person(cast: Cast, person: Person) -> None:
    number = len(cast.entities) + 1
    name = person.full_name()
    cast.entities.append(Entity(number, "person", name, " ".join(person.words), person.country, part=person.part))
    for mention in person.mentions:
        part = _part(mention.sentence, person.part)
        cast.mentions.append(
            Mention("person", mention.span, mention.sentence.sentence.number, number, person.country, None, part)
        )
        first, end = _enter_titles(cast, person, number, mention)
        cast.references[mention.sentence.sentence.number].append(
            Reference(first, end, "person", number, person.country)
        )


def _enter_titles(cast: Cast, person: Person, number: int, mention: NameMention) -> tuple[int, int]:
    """Enters the titles beside a name as mentions and offices; returns the stretch of name and titles together."""
    first, end, run = mention.first, mention.end, mention.run
    for title in (run.title, run.apposition) if run is not None else ():
        if title is None:
            continue
        is_shared = run is not None and run.shares_title and title == run.title
        if not is_shared:
            first, end = min(first, title[0]), max(end, title[1])
        span = mention.sentence.span(*title)
        named = offices_in(mention.sentence, *title)
        if not named:
            continue
        if countries_of_list(mention.sentence, title):
            named = [replace(office, country=person.country) for office in named]  # each is of his own
        if span not in cast.title_spans:  # who shares it with an earlier name, which may be no person's, enters it too
            cast.title_spans.add(span)
            value = "; ".join(office.position for office in named)
            number_of_sentence, part = mention.sentence.sentence.number, _part(mention.sentence, "text")
            cast.mentions.append(Mention("title", span, number_of_sentence, number, person.country, value, part))
        _enter_offices(cast, person, number, span, named)
    return first, end


def _enter_offices(cast: Cast, person: Person, number: int, span: Span, named: Iterable[NamedOffice]) -> None:
    for office in named:
        cast.offices.append(
            Office(
                span, number, office.position, office.kind, office.rank,
                office.organization, office.country or person.country,
            )
        )  # fmt: skip


def _claimed_tokens(cast: Cast) -> list[set[int]]:
    """Tokens of personal names, sentence by sentence: "Jordan" in "Vernon Jordan" is no country."""
    claimed: list[set[int]] = [set() for _ in cast.sentences]
    for person in cast.people:
        for mention in person.mentions:
            claimed[mention.sentence.sentence.number].update(range(mention.first, mention.end))
    return claimed


def _drop_inside_names(cast: Cast) -> None:
    """Takes back what is known only as part of a personal name: "Monaco" in "Lisa Monaco" ties her to no country."""
    for sentence, claimed in zip(cast.sentences, _claimed_tokens(cast), strict=True):
        if claimed:
            for hit in [hit for hit in sentence.hits if claimed.issuperset(range(hit.first, hit.end))]:
                sentence.drop(hit)


def _enter_known(cast: Cast, number: int, hit: Hit, claimed: set[int]) -> None:
    if claimed & set(range(hit.first, hit.end)):
        return
    sentence, known = cast.sentences[number], hit.known
    if known.kind in _COUNTRIES and sentence.word(hit.end) in _MONEY:
        return  # "U.S. dollars" name no country
    if known.kind in _COUNTRIES:
        _enter_country(cast, number, hit.first, hit.end, known)
        return
    entity = cast.number_of(known.kind, known.name, known.country, known.subkind, known.acronym)
    part = _part(sentence, "text")
    span = sentence.span(hit.first, hit.end)
    cast.mentions.append(Mention(known.kind, span, sentence.sentence.number, entity, known.country, None, part))
    cast.references[number].append(Reference(hit.first, hit.end, known.kind, entity, known.country, known.is_seat))
    if known.kind == "organization":
        _enter_countries_inside(cast, number, hit)


def _enter_countries_inside(cast: Cast, number: int, hit: Hit) -> None:
    """A country named inside an organisation's name is a mention of that country too."""
    sentence = cast.sentences[number]
    index = hit.first
    while index < hit.end:
        found = gazetteer().longest(sentence.tokens[: hit.end], index, frozenset({"country", "nationality"}))
        if found is not None:
            _enter_country(cast, number, index, found[0], found[1], is_inside=True)
            index = found[0]
        else:
            index += 1


def _enter_country(cast: Cast, number: int, first: int, end: int, known: Known, is_inside: bool = False) -> None:
    assert known.country is not None
    sentence = cast.sentences[number]
    entity = cast.number_of("country", country_names()[known.country], known.country, "country", None)
    kind = "country" if known.kind == "country" else "nationality"
    cast.mentions.append(
        Mention(
            kind, sentence.span(first, end), sentence.sentence.number, entity, known.country, known.country,
            _part(sentence, "text"),
        )
    )  # fmt: skip
    if not is_inside:
        kind = "country" if known.kind in ("country", "people") else "nationality"
        cast.references[number].append(Reference(first, end, kind, entity, known.country))


def _part(sentence: TaggedSentence, part: str) -> str:
    if part == "credit":
        return part
    zone = sentence.sentence.zone
    return {Zone.CAPTION: "caption", Zone.TAIL: "tail", Zone.HEADER: "header"}.get(zone, "text")
