"""Acts told by a noun: "Iraq's invasion of Kuwait", "the arrest of two Chileans by", "an Israeli attack on Lebanon"."""

from dataclasses import replace
from typing import Final

from etl.reading.events.clause import Roles, Setting
from etl.reading.events.happening import JOINT, mutual, status_of
from etl.reading.events.phrases import NounPhrase, Party, body_words
from etl.reading.events.standing import standing_of
from etl.reading.events.targets import find_target, place_of
from etl.reading.events.unnamed import authorities, bodies_between, own_side, unnamed_agent
from etl.reading.events.verb_group import VerbGroup, before_adjuncts
from etl.reading.events.word_classes import DETERMINERS, modality

_NEAR: Final = 7  # words between the doer and the noun: "Iraq's swift, brutal and unprovoked invasion"
_FREELY: Final = frozenset(
    {"after", "during", "following", "since", "amid", "despite", "over", "about", "for", "because"}
)
_OF_TROOPS: Final = frozenset({"RETREAT", "MOBILIZE"})


def deed(setting: Setting) -> Roles | None:
    """Who does it stands before the noun or behind "by", whom it hits behind the prepositions of the act's target.

    The noun of an act that somebody only wants, fears, plans or denies tells none. In the passive of a verb that does
    no more than say that it takes place ("an attack was launched on X by Y"), both may stand behind that verb.
    """
    bearer = _bearer(setting)
    status = _status(setting, bearer)
    if status is None or _is_part_of_a_noun(setting):
        return None
    between = _behind(setting, "between", bearer)
    if between is not None and "between" in setting.act.target:
        return mutual(between.parties, status, between) or _among_bodies(setting, status)
    if "between" in setting.act.target and (roles := _among_bodies(setting, status)) is not None:
        return roles
    doer = _agent(setting, bearer) or owner_of(setting)
    if doer is None and setting.act.event_type in _OF_TROOPS and "of" not in setting.act.target:
        doer = setting.behind("of")  # "the surrender of the rebels to"
    return _done_by(setting, bearer, doer, status) if doer is not None else _done_by_nobody(setting, bearer, status)


def _among_bodies(setting: Setting, status: str) -> Roles | None:
    """ "Clashes between police and protesters in Tunisia": two groups of the place, of which either may be named."""
    sides = bodies_between(setting)
    return Roles(sides, (), status, True, True) if len(set(sides)) > 1 else None


def _is_part_of_a_noun(setting: Setting) -> bool:
    """True for "a detention facility", which is no detention, not for "a raid launched by"."""
    end = setting.trigger.end
    is_told = setting.act.frame == "deed" and any(g.first == end and g.form == "reduced" for g in setting.words.groups)
    return setting.words.is_noun_like(end) and not is_told


def _done_by(setting: Setting, bearer: VerbGroup | None, doer: NounPhrase, status: str) -> Roles | None:
    recipients, owner = _recipients(setting, doer, bearer), owner_of(setting)
    is_signed = bearer is not None and bearer.form == "finite" and bearer.lemma == "sign"  # told by its verb
    is_joint = setting.act.event_type in JOINT and len({p.country for p in doer.parties}) > 1
    if not recipients and is_joint and not is_signed:
        return mutual(doer.parties, status, doer)  # "the agreement, signed by Chile and Peru"
    if recipients is not None:
        return Roles(doer.parties, recipients, status, False, doer.is_resolved)
    if owner is not None and owner.parties != doer.parties:
        return Roles(doer.parties, owner.parties, status, False, doer.is_resolved)  # "the minister's arrest by"
    victims = own_side(setting, doer)
    return Roles(doer.parties, victims, status, False, True) if victims else None


def _done_by_nobody(setting: Setting, bearer: VerbGroup | None, status: str) -> Roles | None:
    """Harm whose doer is not told; arrests and executions are the work of the state in which they happen."""
    recipients, state = _recipients(setting, None, bearer), authorities(setting)
    if state:
        held = _parties_of(setting) or state
        people = tuple(replace(party, sector="civilians") if party in state else party for party in held)
        return Roles(state, people, status, False, True)
    is_told = setting.has_time or setting.sentence.word(setting.trigger.end) == "of"
    if recipients and is_told and setting.act.event_type in ("ASSAULT", "COERCE"):
        return Roles((), recipients, status, False, True)
    return None


def _parties_of(setting: Setting) -> tuple[Party, ...]:
    phrase = setting.behind("of")
    return phrase.parties if phrase is not None else ()


def imposed(setting: Setting) -> Roles | None:
    """A noun that is a deed only where a verb says that it was done: "sanctions were imposed on X by Y"."""
    return deed(setting) if _bearer(setting) is not None else None


def suffer(setting: Setting) -> Roles | None:
    """ "Chile's president survived an attempt on his life", "received a loan from": the subject is hit or helped."""
    subject, status = setting.subject(), status_of(setting)
    if status not in ("happened", "ongoing") or setting.is_passive:
        return None
    if subject is None:
        return _hit_where_they_are(setting, status)
    doer = setting.behind("by") or setting.behind("from") or unnamed_agent(setting)
    is_seat = doer is not None and setting.act.event_type == "AID"  # "received a loan from Tokyo"
    actors = doer.parties if doer is not None and (is_seat or not doer.is_weak) else ()
    if setting.act.event_type == "AID" and not actors:
        return None
    return Roles(actors, subject.parties, status, False, not actors or subject.is_resolved)


def _hit_where_they_are(setting: Setting, status: str) -> Roles | None:
    """ "50 people died in clashes in Chile": people of no country told, where it happened."""
    group, place = setting.group(), place_of(setting)
    last = before_adjuncts(setting.sentence, group.first - 1) if group is not None else -1
    if place is None or body_words().get(setting.sentence.word(last)) is None or setting.scene.is_transcript:
        return None
    doer = setting.behind("by") or unnamed_agent(setting)
    people = Party.state(place.parties[0].country, body_words()[setting.sentence.word(last)])
    return Roles(doer.parties if doer is not None else (), (people,), status, False, True)


def unrest(setting: Setting) -> Roles | None:
    """ "Riots broke out in Santiago", "anti-Canadian protests": the people of the place, against whoever is named."""
    bearer = _bearer(setting) or _standstill(setting)
    if setting.scene.is_transcript or _status(setting, bearer) is None:
        return None
    owner, place = owner_of(setting), place_of(setting) or _brought_to_a_halt(setting, bearer)
    against = setting.behind("against")
    before = setting.sentence.word(owner.first - 1) if owner is not None else ""
    if owner is not None and before == "-" and setting.sentence.word(owner.first - 2) == "anti":
        against = owner
        owner = None
    if bearer is None and against is None:
        return None
    country = owner.parties[0].country if owner is not None else place.parties[0].country if place is not None else None
    if country is None:
        return None
    crowd = (Party.state(country, "civilians"),)
    others = tuple(p for p in against.parties if p.country != country) if against is not None else ()
    return Roles(crowd, others or crowd, "happened", False, True)


def _standstill(setting: Setting) -> VerbGroup | None:
    """The passive verb before "by a strike" that says what the strike did: "Chile was paralysed by"."""
    start = _start(setting)
    before = next((g for g in reversed(setting.words.groups) if g.head < start), None)
    is_halted = before is not None and before.is_passive and before.lemma in modality("outbreak")
    return before if is_halted and setting.sentence.word(start - 1) == "by" else None


def _brought_to_a_halt(setting: Setting, bearer: VerbGroup | None) -> NounPhrase | None:
    """The country or place that unrest brings to a halt: "paralysed Chile", "Chile was paralysed"."""
    if bearer is None:
        return None
    beside = (
        p for p in setting.phrases
        if len(p.parties) == 1 and p.parties[0].kind == "country"
        and (p.end == bearer.first if bearer.is_passive else p.first == bearer.head + 1)
    )  # fmt: skip
    return next(beside, None)


def _bearer(setting: Setting) -> VerbGroup | None:
    """The verb whose subject the noun is and that says only that the deed is done: "was launched", "broke out"."""
    for group in setting.words.groups:
        if group.first < setting.trigger.end or group.form not in ("finite", "reduced"):
            if group.first > setting.trigger.end and setting.sentence.word(group.first - 1) == ",":
                return None  # "discussed ties, building on the pact signed by Chile"
            continue
        if group.is_passive:
            if group.form == "reduced" and group.lemma not in modality("carrying"):
                continue  # "a strike called by miners paralysed"
            return group if group.lemma in modality("carrying") else None
        return group if group.form == "finite" and group.lemma in modality("outbreak") else None
    return None


def _status(setting: Setting, bearer: VerbGroup | None) -> str | None:
    sentence, groups = setting.sentence, setting.words.groups
    first = setting.trigger.first
    before = {sentence.word(i) for i in range(max(0, first - 3), first)}
    if before & (modality("negation") | modality("upcoming") | modality("unreal")):
        return None
    if bearer is not None:
        return "happened" if bearer.form == "reduced" else standing_of(sentence, bearer, groups)
    start = _start(setting)
    around = {sentence.word(i) for i in range(max(0, start - 2), first)}
    if around & modality("unreal") or sentence.word(start - 1) in ("against", "without", "to", "from"):
        return None  # "warned against an attack", "prevented from"
    return _by_governor(setting, start)


def _start(setting: Setting) -> int:
    """The first token of the noun phrase of the deed."""
    sentence, start = setting.sentence, setting.trigger.first
    while start > 0 and (
        setting.words.is_noun_like(start - 1)
        or sentence.word(start - 1) in DETERMINERS
        or sentence.tokens[start - 1].kind in ("possessive", "number")
        or any(p.first <= start - 1 < p.end for p in setting.phrases)
    ):
        start -= 1
    return start


def _by_governor(setting: Setting, start: int) -> str | None:
    """Status by the verb that governs the noun phrase of the deed, which begins at `start`."""
    sentence, groups = setting.sentence, setting.words.groups
    governing = next((g for g in reversed(groups) if g.head < start), None)
    if governing is None or sentence.word(start - 1) in _FREELY:
        return "happened"
    if start - 1 != governing.head:
        return "happened" if standing_of(sentence, governing, groups) == "happened" else None
    if governing.lemma in modality("unheld") or governing.lemma in modality("forestalling"):
        return None
    return "happened" if standing_of(sentence, governing, groups) in ("happened", "ongoing") else None


def owner_of(setting: Setting) -> NounPhrase | None:
    """ "Iraq's invasion", "the Iraqi invasion": the name right before the noun."""
    first = setting.trigger.first
    for phrase in reversed(setting.phrases):
        if phrase.first >= first or phrase.is_place:
            continue
        end = min(phrase.end, first)
        if first - end > _NEAR or not all(
            setting.words.is_noun_like(i)
            or setting.sentence.tokens[i].kind == "possessive"
            or (setting.sentence.word(i) in ("and", ",") and i > end + 1)
            or setting.sentence.word(i) == "further"  # "Russia's further invasion"
            for i in range(end, first)
        ):
            return None
        return phrase if phrase.is_possessive or phrase.is_weak or phrase.end > first else None
    return None


def _agent(setting: Setting, bearer: VerbGroup | None) -> NounPhrase | None:
    found = _behind(setting, "by", bearer)
    if found is None:
        return unnamed_agent(setting)
    at = next((i for i in range(found.first - 1, 0, -1) if setting.sentence.word(i) == "by"), 0)
    is_of_other = any(g.head == at - 1 and g.form == "reduced" and g is not bearer for g in setting.words.groups)
    return None if is_of_other else found  # "condemnation of a war enabled by Chile"


def _behind(setting: Setting, preposition: str, bearer: VerbGroup | None) -> NounPhrase | None:
    """The phrase behind a preposition that follows the noun, or the verb that bears it."""
    found = setting.behind(preposition)
    if found is None and bearer is not None:
        found = setting.after(bearer.head + 1, preposition)
    return found


def _recipients(setting: Setting, doer: NounPhrase | None, bearer: VerbGroup | None) -> tuple[Party, ...] | None:
    actors = doer.parties if doer is not None else ()
    recipients = find_target(setting, actors)
    if not recipients and bearer is not None:
        mine = {party.country for party in actors}
        for way in setting.act.target:
            phrase = setting.after(bearer.head + 1, way)
            others = tuple(p for p in phrase.parties if p.country not in mine) if phrase is not None else ()
            if others:
                return others
    return recipients
