"""How the sides stand around a trigger: one function per frame of `event_triggers.csv`.

Each takes the setting of a trigger and returns who acts on whom, or None when the words around the trigger do not bear
the act out.
"""

from collections.abc import Callable

from etl.reading.events.clause import Roles, Setting, subject_of
from etl.reading.events.grammar import DETERMINERS, PREPOSITIONS, VerbGroup
from etl.reading.events.occasions import concerned
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.promises import demand
from etl.reading.events.standing import modality, standing_of
from etl.reading.events.targets import find_target
from etl.reading.events.triggers import acts_at
from etl.reading.events.verbs import known_verbs

_NEAR = 2  # words between "visited" and its country: "visited the Republic of"
_PRONOUN_OBJECTS = frozenset({"you", "them", "him", "her", "us", "it", "me", "everyone", "everybody"})
_DURING = frozenset({"during", "after", "following", "in", "at", "since", "concluded", "latest", "recent", "first"})
_JOINT = frozenset({"AGREE", "COOPERATE", "SUPPORT", "CONSULT"})  # what several sides do, they do with each other
_BEFORE_OBJECTS = frozenset(
    {"about", "around", "over", "up", "off", "down", "out", "more", "near", "like"}
)  # "about 80"
_AGENTLESS = frozenset({"ASSAULT", "COERCE"})  # told also where nobody knows who did it
_HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN", "REJECT"})


def resolve(setting: Setting) -> Roles | None:
    """Who acts on whom by the frame of `setting.act`; None when the frame does not fit."""
    if setting.act.is_verb and setting.group() is None:
        return None
    if not setting.act.is_verb and setting.trigger.first in setting.words.verbal:
        return None  # the word is a verb here, and the pattern a noun's
    return _FRAMES[setting.act.frame](setting)


def _status(setting: Setting) -> str | None:
    """Status of the act told by the trigger's verb."""
    group = setting.group()
    return standing_of(setting.sentence, group, setting.words.groups) if group is not None else None


def _with(setting: Setting) -> Roles | None:
    other = setting.behind(setting.act.target[0] if setting.act.target else "with")
    subject = setting.subject()
    if subject is None or other is None or setting.is_passive:
        return None
    return _mutual(setting, subject, other)


def _direct(setting: Setting) -> Roles | None:
    subject = setting.subject()
    if subject is None:
        return None
    if setting.is_passive:
        other, status = setting.behind("by"), _status(setting)
        if other is None or status is None:
            return None
        return _sides(subject.parties + other.parties, status, subject, other)
    other = setting.object(reach=4)
    if other is None or other.is_possessive or other.is_weak or not _is_whole_object(setting, other):
        return None
    if not any(party.kind == "person" for party in other.parties):
        return None  # "received aid"
    return _mutual(setting, subject, other)


def _is_whole_object(setting: Setting, phrase: NounPhrase) -> bool:
    """True when the phrase is all that the verb governs: not "received the X award", "called X a partner"."""
    between = {setting.sentence.word(i) for i in range(setting.trigger.end, phrase.first)}
    if between & {"on", "in", "for", "with", "at", "to", "of", "by"}:
        return False
    if phrase.end >= len(setting.sentence.tokens):
        return True
    following = setting.sentence.tokens[phrase.end]
    return following.kind != "word" or following.is_capitalized or following.norm in modality("behind_object")


def _joint(setting: Setting) -> Roles | None:
    subject = setting.subject()
    if subject is None or len(subject.parties) < 2 or setting.is_passive:
        return None
    status = _status(setting)
    return _sides(subject.parties, status, subject) if status else None


def _noun(setting: Setting) -> Roles | None:
    status = _noun_status(setting)
    if status is None:
        return None
    between = setting.behind("between")
    if between is not None and len(between.parties) > 1:
        return _sides(between.parties, status, between)
    other = setting.behind("with")
    holder = _holder(setting)
    if other is None or holder is None:
        return None
    return _sides(holder.parties + other.parties, status, holder, other)


def _noun_status(setting: Setting) -> str | None:
    """Status of talks or a visit told by a noun: planned when upcoming, None for "no meeting" and the like."""
    sentence, trigger = setting.sentence, setting.trigger
    before = {sentence.word(i) for i in range(max(0, trigger.first - 3), trigger.first)}
    around = before | {sentence.word(trigger.end)}
    if before & modality("negation") or _is_only_wanted(setting) or not _is_held(setting):
        return None
    return "planned" if around & modality("upcoming") else "happened"


def _is_held(setting: Setting) -> bool:
    """True for talks that take place by the words around them: "during talks", "X's visit", "a meeting between", a day."""
    sentence, first = setting.sentence, setting.trigger.first
    before = [sentence.word(i) for i in range(max(0, first - 5), first)]
    if (
        setting.has_time
        or set(before) & _DURING
        or any(p.is_possessive and p.end <= first <= p.end + 5 for p in setting.phrases)
    ):
        return True
    if {"his", "her", "their", "our"} & set(before) or sentence.word(setting.trigger.end) == "between":
        return True
    governing = [g for g in setting.words.groups if g.head < first]
    return bool(governing) and governing[-1].lemma in modality("held")


def _is_only_wanted(setting: Setting) -> bool:
    """True for talks that somebody proposes, opposes or puts off: the verb before the noun says that none are held."""
    governing = [g for g in setting.words.groups if g.head < setting.trigger.first]
    return bool(governing) and governing[-1].lemma in modality("unheld")


def _holder(setting: Setting) -> NounPhrase | None:
    """Who holds the talks of a noun: "X's (first) meeting with", "during his talks with", or the clause's subject."""
    sentence, first = setting.sentence, setting.trigger.first
    for phrase in reversed(setting.phrases):
        if phrase.end <= first and phrase.is_possessive and first - phrase.end <= 4:
            return phrase
    before = {sentence.word(i) for i in range(max(0, first - 4), first)}
    if "their" in before and setting.scene.pair:
        return None
    if before & {"his", "her"} and not any(p.end <= first and p.is_free and not p.is_weak for p in setting.phrases):
        main = next((g for g in setting.words.groups if g.head > first and g.form == "finite"), None)
        return subject_of(setting.words, setting.phrases, main) if main is not None else None
    return setting.subject()


def _duty(setting: Setting) -> Roles | None:
    """ "X said that Y must leave": X asks it of Y."""
    sides = demand(setting)
    return Roles(*sides, "happened", is_symmetric=False, is_indirect=False) if sides is not None else None


def _visit(setting: Setting) -> Roles | None:
    hosts = _destinations(setting)
    if not hosts:
        return None
    if setting.act.is_verb:
        subject, status = setting.subject(), _status(setting)
    else:
        subject, status = _holder(setting), _noun_status(setting)
    if subject is None or status is None or (setting.act.is_verb and setting.is_passive):
        return None
    countries = {host.country for host in hosts}
    travellers = tuple(p for p in subject.parties if p.kind == "person" and p.country not in {None, *countries})
    if not travellers:
        return None
    return Roles(travellers, hosts, status, False, subject.is_resolved)


def _destinations(setting: Setting) -> tuple[Party, ...]:
    """The countries named right behind the trigger, or those of the places named there, one after the other."""
    countries: dict[str, None] = {}
    end = setting.trigger.end
    for phrase in setting.phrases:
        if phrase.first < end:
            continue
        between = [setting.sentence.word(i) for i in range(end, phrase.first)]
        is_near = phrase.first - end <= _NEAR if not countries else all(word in (",", "and", "the") for word in between)
        if not is_near or any(party.kind != "country" for party in phrase.parties):
            break
        countries.update(dict.fromkeys(str(party.country) for party in phrase.parties))
        end = phrase.end
    return tuple(Party("country", None, country, "government") for country in countries)


def _act(setting: Setting) -> Roles | None:
    """The subject acts on whom the act's `target` finds; in the passive the other way round."""
    if not setting.act.is_verb:
        status = _noun_status(setting)
        holder = _holder(setting)
        return _towards(setting, holder, status) if holder is not None and status is not None else None
    status = _status(setting)
    if status is None:
        return None
    group = setting.group()
    if group is not None and (setting.is_passive or _lacks_object(setting, group)):
        return _passive(setting, group, status)
    subject = setting.subject()
    if subject is not None and subject.is_resolved and setting.sentence.word(subject.first - 1) == "as":
        return None  # "as we hold Chile accountable": in passing
    if setting.sentence.word(setting.trigger.end) in _PRONOUN_OBJECTS:
        return None  # "Thank you": to whom, the sentence does not say
    if subject is None:
        recipients = find_target(setting, ()) if _is_done_by_weapon(setting) else None
        return Roles((), recipients, status, False, True) if recipients else None
    return _towards(setting, subject, status)


def _is_done_by_weapon(setting: Setting) -> bool:
    """True for "a roadside bomb killed": harm whose doer is not told."""
    if setting.act.event_type != "ASSAULT":
        return False
    first = setting.trigger.first
    return any(setting.sentence.word(i) in modality("weapon") for i in range(max(0, first - 9), first))


def _lacks_object(setting: Setting, group: VerbGroup) -> bool:
    """True for "a citizen detained in Chile": a participle that only looks like the past of a verb with an object."""
    form = known_verbs().get(setting.sentence.word(group.head))
    if group.words or form is None or "participle" not in form.kinds or setting.act.target[:1] != ("obj",):
        return False
    end = setting.trigger.end
    if end > group.head + 1:
        return False  # the object stands in the pattern
    word = setting.sentence.word(end)
    if end >= len(setting.sentence.tokens) or setting.sentence.tokens[end].kind == "punct":
        return True
    return word in PREPOSITIONS and word not in _BEFORE_OBJECTS


def _passive(setting: Setting, group: VerbGroup, status: str) -> Roles | None:
    """ "X was arrested (by Y)", "the arms seized by Y": whom it was done to stands before the verb."""
    agent = setting.behind("by")
    if agent is not None and (agent.is_weak or not _is_agent(setting, agent)):
        agent = None
    patient = _patient(setting, group)
    if agent is not None:
        return Roles(agent.parties, patient.parties, status, False, patient.is_resolved) if patient else None
    if group.form == "reduced" or not group.is_passive or setting.act.event_type not in _AGENTLESS:
        return None
    if patient is not None:
        return Roles((), patient.parties, status, False, patient.is_weak)
    recipients = find_target(setting, ()) if "place" in setting.act.target else None
    return Roles((), recipients, status, False, True) if recipients else None


def _is_agent(setting: Setting, phrase: NounPhrase) -> bool:
    """True for "by Chile", not for "by the outcome of talks with Chile"."""
    for index in range(phrase.first - 1, setting.trigger.end - 1, -1):
        if setting.sentence.word(index) == "by":
            return True
        if not setting.words.is_noun_like(index) and setting.sentence.word(index) not in DETERMINERS:
            return False
    return False


def _patient(setting: Setting, group: VerbGroup) -> NounPhrase | None:
    """The party before a passive verb, or the one whose thing stands there ("Chilean homes were destroyed")."""
    if group.is_passive and group.form != "reduced":
        found = subject_of(setting.words, setting.phrases, group)
        if found is not None:
            return found
    before = [p for p in setting.phrases if p.end <= group.first]
    if not before or not all(
        setting.words.is_noun_like(i) or setting.sentence.tokens[i].kind == "possessive"
        for i in range(before[-1].end, group.first)
    ):
        return None
    return before[-1]


def _towards(setting: Setting, subject: NounPhrase, status: str) -> Roles | None:
    """The roles of an act of `subject` towards whom its target finds."""
    recipients = find_target(setting, subject.parties)
    if recipients is None and status == "planned" and setting.act.event_type in _HOSTILE:
        recipients = setting.scene.other_side(subject.parties)  # a threat may leave open whom it is against
    if recipients is None:
        is_joint = setting.act.event_type in _JOINT and len({party.country for party in subject.parties}) > 1
        return _sides(subject.parties, status, subject) if is_joint else None
    return Roles(subject.parties, recipients, status, False, subject.is_resolved or not recipients)


def _pledge(setting: Setting) -> Roles | None:
    """ "Pledged to support Y": a promise to the other side, or a threat when what is pledged is hostile."""
    subject, status = setting.subject(), _status(setting)
    if subject is None or status is None or setting.is_passive:
        return None
    promised = known_verbs().get(setting.sentence.word(setting.trigger.end))
    is_threat = (promised is not None and promised.lemma in modality("hostile")) or any(
        act.event_type in _HOSTILE for act in acts_at(setting.sentence, setting.trigger.end)
    )
    if len({party.country for party in subject.parties}) > 1:
        roles = _sides(subject.parties, status, subject)
        return None if is_threat else roles
    others = _pledged_to(setting, subject) or setting.scene.other_side(subject.parties)
    if not others and not subject.is_resolved and subject.parties[0].kind == "country":
        return Roles(subject.parties, (), status, False, True, is_threat)
    return Roles(subject.parties, others, status, False, True, is_threat) if others else None


def _pledged_to(setting: Setting, subject: NounPhrase) -> tuple[Party, ...]:
    """Whoever is named in what is pledged: "agreed to send a delegation to Chile"."""
    mine = {party.country for party in subject.parties}
    for way in ("to", "with", "against", "for"):
        target = setting.behind(way)
        others = tuple(party for party in target.parties if party.country not in mine) if target is not None else ()
        if others:
            return others
    target = setting.object()
    return tuple(party for party in target.parties if party.country not in mine) if target is not None else ()


def _occasion(setting: Setting) -> Roles | None:
    """Whom an occasion concerns are its actors; whoever a disaster strikes is its recipient."""
    found = concerned(setting, setting.has_time)
    if found is None:
        return None
    parties, status = found
    if setting.act.mode == "disaster":
        return Roles((), parties, status, False, False)
    return Roles(parties, (), status, len(parties) > 1, False)


def _gift(setting: Setting) -> Roles | None:
    """ "X's gift of rice to Y", or, in thanks for it, from whoever is thanked to whoever thanks."""
    holder, target = _holder(setting), setting.behind("to")
    if holder is not None and holder.is_possessive and target is not None:
        return Roles(holder.parties, target.parties, "happened", False, False)
    thanks = setting.thanks
    if thanks is None or not thanks.recipients:
        return None
    givers = tuple(
        dict.fromkeys(Party("country", None, p.country, "government") for p in thanks.recipients if p.country)
    )
    takers = tuple(dict.fromkeys(Party("country", None, p.country, "government") for p in thanks.actors if p.country))
    return Roles(givers, takers, "background", False, False) if givers and takers else None


def _mutual(setting: Setting, subject: NounPhrase, other: NounPhrase) -> Roles | None:
    status = _status(setting)
    return _sides(subject.parties + other.parties, status, subject, other) if status else None


def _sides(parties: tuple[Party, ...], status: str, *phrases: NounPhrase) -> Roles | None:
    """A symmetric act of at least two distinct parties, who must not all be one country's unless all are persons."""
    distinct = tuple(dict.fromkeys(parties))
    persons = [party for party in distinct if party.kind == "person"]
    if len(distinct) < 2 or (len({p.country for p in distinct}) < 2 and len(persons) < 2):
        return None
    return Roles(distinct, (), status, True, any(phrase.is_resolved for phrase in phrases))


_FRAMES: dict[str, Callable[[Setting], Roles | None]] = {
    "with": _with,
    "direct": _direct,
    "joint": _joint,
    "noun": _noun,
    "visit": _visit,
    "act": _act,
    "pledge": _pledge,
    "duty": _duty,
    "occasion": _occasion,
    "gift": _gift,
}
