"""Occasions: anniversaries, congresses, elections, ceremonies, deaths, disasters, and the countries they concern."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from etl.reading.annotations import Publication, TimeExpression, Zone
from etl.reading.events.clause import Setting
from etl.reading.events.dating import EventTime, publication_time
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.triggers import Act, Found
from etl.reading.events.word_classes import modality
from etl.reading.tagging import TaggedSentence

_BEFORE: Final = 5  # words between a country and the noun it qualifies: "Chile's third presidential election"
_BEHIND: Final = 12
_RELATIONS: Final = frozenset({"relations", "ties", "partnership", "friendship", "alliance"})
_SERIES: Final = frozenset({"anniversary"})
_OF_PERSONS: Final = frozenset({"election", "death", "ceremony"})  # X's election, the death of X, X was sworn in


def concerned(setting: Setting, has_time: bool) -> tuple[tuple[Party, ...], str] | None:
    """The countries and bodies an occasion concerns, and its status; None where the words only speak of such things.

    An anniversary or a congress has its number or its day, an election its day, a disaster its place and its day or a
    word that says that it struck.
    """
    sentence, trigger = setting.sentence, setting.trigger
    before = {sentence.word(i) for i in range(max(0, trigger.first - 4), trigger.first)}
    if before & modality("negation") or {"if", "any", "every"} & before:
        return None
    numbered = any(
        sentence.tokens[i].kind == "number" or sentence.word(i).endswith(("th", "first", "second", "third"))
        for i in range(max(0, trigger.first - 3), trigger.end)
    )
    if sentence.sentence.zone is Zone.HEADLINE:
        return None  # a headline names the occasion of the text, which then tells it
    persons = _persons(setting) if setting.act.mode in _OF_PERSONS else ()
    if persons:
        return persons, "planned" if before & modality("upcoming") else "happened"
    is_known = has_time or (setting.act.mode in _SERIES and (numbered or bool(before & {"this", "today"})))
    if not is_known and not (setting.act.mode == "disaster" and before & modality("hitting")):
        return None
    parties = _parties(setting)
    if not parties:
        return None
    return parties, "planned" if before & modality("upcoming") else "happened"


def occasion_time(
    text: str,
    sentence: TaggedSentence,
    trigger: Found,
    act: Act,
    expressions: Sequence[TimeExpression],
    publication: Publication,
) -> EventTime | None:
    """The day of an anniversary by its number and the day it recalls: the 60th of December 2, 1960 is in 2020."""
    if act.mode != "anniversary":
        return None
    if sentence.word(trigger.first - 1) in ("this", "today") or sentence.word(trigger.first - 2) in ("this", "today"):
        return publication_time(publication)
    number = next(
        (
            int("".join(c for c in sentence.word(i) if c.isdigit()))
            for i in range(max(0, trigger.first - 3), trigger.end)
            if sentence.word(i)[:1].isdigit()
        ),
        None,
    )
    if number is None:
        return None
    span = sentence.span(trigger.first, trigger.end)
    for expression in expressions:
        if not sentence.sentence.span.covers(expression.span) or expression.span.start < span.start:
            continue
        if expression.precision != "day" or expression.start is None or publication.on is None:
            continue
        for years in (0, number):  # the day itself, or the one that it recalls
            day = _after_years(expression.start, years)
            if abs(day.year - publication.on.year) <= 1:
                return EventTime(day, day, "day", "clause", expression.span.of(text))
    if publication.on is None:
        return None
    year = publication.on.year
    return EventTime(date(year, 1, 1), date(year, 12, 31), "year", "publication")


def _after_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February is kept on the 28th in other years."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def status_of_occasion(status: str, time: EventTime | None, publication: Publication) -> str:
    """Planned when it lies ahead, ongoing within its time, background otherwise."""
    if status == "planned" or time is None or time.start is None or publication.on is None:
        return status if status == "planned" else "background"
    if time.start > publication.on:
        return "planned"
    return "ongoing" if (time.end or time.start) >= publication.on else "happened"


def _parties(setting: Setting) -> tuple[Party, ...]:
    trigger, scene = setting.trigger, setting.scene
    behind = [
        p
        for p in setting.phrases
        if p.end > trigger.end
        and trigger.first <= p.first <= trigger.end + _BEHIND
        and not _is_cut_off(setting, p)
        and not (p.is_resolved and p.is_free)  # "this Independence Day, we honor"
    ]
    before = [p for p in setting.phrases if 0 <= trigger.first - p.end <= _BEFORE and (p.is_possessive or p.is_weak)]
    words = {setting.sentence.word(i) for i in range(trigger.end, trigger.end + _BEHIND)}
    is_mutual = bool(words & _RELATIONS)
    owner = {setting.sentence.word(i) for i in range(max(0, trigger.first - _BEFORE), trigger.end + _BEFORE)}
    is_owned = setting.act.is_verb or (bool(owner & {"its", "their"}) and not before)
    subject = _owner(setting) if is_owned else None
    if setting.act.mode == "disaster":
        return _struck(setting, behind, before)
    named = _countries([*([subject] if subject else before[-1:]), *(behind if is_mutual else behind[:1])])
    if is_mutual and len(named) == 1 and "our" in words and scene.home not in (None, named[0].country):
        return (Party.state(scene.home), *named)
    if is_mutual and len(named) < 2 and scene.pair:
        return _countries_of(scene.pair)
    if named:
        return named
    if setting.act.mode == "anniversary" and scene.pair:
        return _countries_of(scene.pair)
    return (Party.state(scene.about),) if scene.about is not None else ()


def _persons(setting: Setting) -> tuple[Party, ...]:
    """Whom an election, a death or an inauguration concerns: the subject of its verb, who stands behind "of" or before
    's, and the last person named before "his"."""
    trigger = setting.trigger
    if setting.act.is_verb:
        group = setting.group()
        is_told = group is not None and group.form == "finite" and (group.is_passive or setting.act.mode == "death")
        phrase = setting.subject() if is_told else None
    elif setting.sentence.word(trigger.first) in ("his", "her"):
        earlier = [p for p in setting.phrases if p.end <= trigger.first and _has_person(p)]
        phrase = earlier[-1] if earlier else None
    elif setting.sentence.word(trigger.end - 1) == "of":
        phrase = next((p for p in setting.phrases if trigger.end <= p.first <= trigger.end + 1), None)
    else:
        owners = [p for p in setting.phrases if p.is_possessive and 0 < trigger.first - p.end <= _BEFORE]
        phrase = owners[-1] if owners else None
    return tuple(party for party in phrase.parties if party.kind == "person") if phrase is not None else ()


def _has_person(phrase: NounPhrase) -> bool:
    return any(party.kind == "person" for party in phrase.parties)


def _owner(setting: Setting) -> NounPhrase | None:
    """Whose anniversary "its anniversary" is: the body or country named last before it, else the subject."""
    if setting.act.is_verb:
        return setting.subject()
    before = [p for p in setting.phrases if p.end <= setting.trigger.first and p.parties[0].kind != "person"]
    return before[-1] if before else setting.subject()


def _struck(setting: Setting, behind: list[NounPhrase], before: list[NounPhrase]) -> tuple[Party, ...]:
    """The country that a disaster struck: where it happened, whose it was, or the one that is spoken of."""
    near = [
        p for p in behind
        if p.first <= setting.trigger.end + _BEFORE
        and setting.sentence.word(p.first - 1) in ("in", "at", "of", "near", "the")
    ]  # fmt: skip
    found = _countries(near[:1]) or _countries(before[-1:])
    if found:
        return found
    foreign = {
        party.country for phrase in setting.phrases for party in phrase.parties
        if party.country not in (None, setting.scene.home)
    }  # fmt: skip
    country = next(iter(foreign)) if len(foreign) == 1 else setting.scene.about
    return (Party.state(country),) if country is not None else ()


def _is_cut_off(setting: Setting, phrase: NounPhrase) -> bool:
    return any(setting.ends_clause(i) for i in range(setting.trigger.end, phrase.first))


def _countries(phrases: list[NounPhrase]) -> tuple[Party, ...]:
    return _countries_of(tuple(party for phrase in phrases for party in phrase.parties))


def _countries_of(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties as bodies and countries, each once."""
    return tuple(
        dict.fromkeys(
            party if party.kind == "organization" else Party.state(party.country)
            for party in parties
            if party.country is not None or party.kind == "organization"
        )
    )
