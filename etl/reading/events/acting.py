"""The frames of one side that acts on another: active, passive, promised, given."""

from itertools import pairwise
from typing import Final

from etl.reading.events.causes import provoker
from etl.reading.events.clause import Roles, Setting, subject_of
from etl.reading.events.gifts import giver
from etl.reading.events.happening import JOINT, holder_of, mutual, noun_status, status_of
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.pointed_at import has_pronoun, pointed_at
from etl.reading.events.sectors import are_opposed
from etl.reading.events.standing import is_conditional
from etl.reading.events.targets import find_target, under_condition
from etl.reading.events.triggers import acts_at, behind_day
from etl.reading.events.unnamed import (
    authorities,
    bombers,
    host_of_envoys,
    is_by_strangers,
    jailers,
    own_side,
    unnamed_actor,
    unnamed_agent,
    unnamed_patient,
)
from etl.reading.events.verb_group import VerbGroup
from etl.reading.events.verbs import known_verbs
from etl.reading.events.weapons import is_done_by_weapon, weapon_owner
from etl.reading.events.word_classes import BE, DETERMINERS, PREPOSITIONS, modality
from etl.reading.people.words import speech_verbs
from etl.reading.tagging import TaggedSentence

_PRONOUN_OBJECTS: Final = frozenset(
    {"you", "them", "him", "her", "us", "it", "me", "everyone", "everybody", "itself",
     "himself", "herself", "themselves", "ourselves"}
)  # fmt: skip
_BEFORE_OBJECTS: Final = frozenset(
    {"about", "around", "over", "up", "off", "down", "out", "more", "near", "like"}
)  # "about 80"
_AGENTLESS: Final = frozenset({"release", "return", "ease"})  # told also where nobody says who did it
_HOSTILE: Final = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "THREATEN", "REJECT"})
_BREAKING_OFF: Final = "164"
_HARM: Final = frozenset({"ASSAULT", "COERCE"})
_ARMED: Final = frozenset({"military", "rebels"})
_OF_CROWDS: Final = frozenset({"arson", "stoning"})
_HINTED: Final = frozenset({"SANCTION", "MOBILIZE", "PROTEST"})
_POINTERS: Final = frozenset({"they", "it", "he", "she", "we", "the", "both"})
_NEAR_OBJECT: Final = 2
_NEAR: Final = 4  # words between "whom" and its verb
_SAYINGS: Final = frozenset({("seized", "with"), ("seized", "of"), ("struck", "by")})
_OWN_AFFAIRS: Final = frozenset({"nominate", "appoint", "name", "designate", "promote"})  # whom, concerns nobody else
_GOING: Final = frozenset({"return", "travel", "go", "come", "fly", "head"})


def act(setting: Setting) -> Roles | None:
    """The subject acts on whom the act's `target` finds; in the passive the other way round."""
    if not setting.act.is_verb:
        status = noun_status(setting)
        holder = _doer(setting)
        return _towards(setting, holder, status) if holder is not None and status is not None else None
    group = setting.group()
    status = status_of(setting) or ("planned" if _is_hinted(setting, group) else None)
    is_bare = setting.act.target[:1] == ("it",) and setting.act.event_type in JOINT
    if status is None or (is_bare and status == "planned"):
        return None  # "will support Chile" is told by the verbs of promises
    if group is not None and (setting.is_passive or _lacks_object(setting, group)):
        return _passive(setting, group, status)
    subject = setting.subject() or weapon_owner(setting)
    if subject is None and group is not None:
        subject = unnamed_actor(setting, group) or giver(setting, group)
    if subject is not None:
        return _of_subject(setting, subject, status)
    is_told = is_done_by_weapon(setting) or (group is not None and is_by_strangers(setting, group))
    recipients = find_target(setting, ()) if is_told else None
    return Roles(bombers(setting, recipients), recipients, status, False, True) if recipients else None


def _of_subject(setting: Setting, subject: NounPhrase, status: str) -> Roles | None:
    him = setting.object(reach=0) if setting.act.target[:1] == ("obj",) else None
    if him is not None and him.is_resolved and setting.sentence.word(him.first) in ("him", "her"):
        return Roles(subject.parties, him.parties, status, False, True)
    if _says_otherwise(setting) or _is_in_passing(setting, subject):
        return None
    return _towards(setting, subject, status)


def _doer(setting: Setting) -> NounPhrase | None:
    """Who does what a noun tells: "shelling by X", "X's shelling", or the subject, unless he only judges it."""
    agent = setting.behind("by")
    if agent is not None and not agent.is_weak and _is_agent(setting, agent):
        return agent
    holder = holder_of(setting)
    if holder is None or holder.is_possessive or holder.end > setting.trigger.first:
        return holder
    between = {setting.sentence.word(i) for i in range(holder.end, setting.trigger.first)}
    return None if between & modality("judging") else holder


def _is_in_passing(setting: Setting, subject: NounPhrase) -> bool:
    """True for "as we hold Chile accountable", and for "thank you": to whom, the sentence does not say."""
    if subject.is_resolved and setting.sentence.word(subject.first - 1) == "as":
        return True
    if has_pronoun(setting):
        return not pointed_at(setting, subject.parties)
    return setting.sentence.word(setting.trigger.end) in _PRONOUN_OBJECTS


def _is_hinted(setting: Setting, group: VerbGroup | None) -> bool:
    """True for "Chile may cut off aid, a minister said": what a side says it may do is a threat."""
    if group is None or setting.act.event_type not in _HINTED or not setting.scene.is_report:
        return False
    is_open = bool({"may", "might", "could"} & set(group.words)) and not set(group.words) & modality("negation")
    groups = [g for g in setting.words.groups if g is not group]
    is_said = any(g.lemma == "say" or setting.sentence.word(g.head) in speech_verbs() for g in groups)
    return is_open and is_said and not is_conditional(setting.sentence, group)


def _says_otherwise(setting: Setting) -> bool:
    """True for "demonstrating that they can", "defend against Chile", "want to thank" and "threatening the security of
    Chile": the verb has another sense than the one that tells an act."""
    first, end = setting.trigger.first, setting.trigger.end
    behind = setting.sentence.word(end)
    if behind == "against" and setting.sentence.word(first).startswith("defend"):
        return True
    if setting.act.event_type == "PROTEST" and setting.sentence.word(first).startswith("demonstrat"):
        return behind in DETERMINERS or behind in ("that", "how", "why")
    if setting.act.event_type == "REQUEST" and setting.sentence.word(end - 1) in ("on", "upon"):
        return is_call_on_host(setting)
    if setting.act.event_type == "REQUEST" and end == first + 2:
        form = known_verbs().get(setting.sentence.word(first))
        return form is not None and form.lemma == "want"
    return _is_peril(setting)


def is_call_on_host(setting: Setting) -> bool:
    """True for "called on the President at his palace": a call is paid, nothing is asked."""
    host = setting.object(reach=_NEAR_OBJECT)
    if host is None or host.parties[0].kind != "person":
        return False
    behind = range(host.end, min(host.end + _NEAR_OBJECT, len(setting.sentence.tokens)))
    return not any(setting.sentence.word(i) in ("to", "for", "not") for i in behind)


def _is_peril(setting: Setting) -> bool:
    """True where a danger to a thing is told: no threat is said."""
    threatened = setting.object() if setting.act.mode == "threat" and setting.act.target == ("obj",) else None
    return threatened is not None and threatened.first - setting.trigger.end > _NEAR_OBJECT


def _lacks_object(setting: Setting, group: VerbGroup) -> bool:
    """True for "a citizen detained in Chile": a participle that only looks like the past of a verb with an object."""
    form = known_verbs().get(setting.sentence.word(group.head))
    if group.words or form is None or "participle" not in form.kinds or setting.act.target[:1] != ("obj",):
        return False
    if (
        setting.trigger.end > group.head + 1
        or "whom" in setting.sentence.words[max(0, group.first - _NEAR) : group.first]
    ):
        return False  # the object stands in the pattern, or before the subject ("whom he thanked")
    end = behind_day(setting.sentence, _behind_emphasis(setting.sentence, setting.trigger.end))
    word = setting.sentence.word(end)
    if end >= len(setting.sentence.tokens) or setting.sentence.tokens[end].kind == "punct":
        return True
    return word in PREPOSITIONS and word not in _BEFORE_OBJECTS


def _behind_emphasis(sentence: TaggedSentence, at: int) -> int:
    """The token behind "in the strongest possible terms", with or without commas around it, at `at`."""
    first = at + (sentence.word(at) == ",")
    if sentence.word(first) != "in":
        return at
    end = next((i for i in range(first + 1, first + 6) if sentence.word(i) == "terms"), None)
    return at if end is None else end + 1 + (sentence.word(end + 1) == ",")


def _passive(setting: Setting, group: VerbGroup, status: str) -> Roles | None:
    """ "X was arrested (by Y)", "the arms seized by Y": whom it was done to stands before the verb."""
    agent = setting.behind("by")
    if agent is not None and (agent.is_weak or not _is_agent(setting, agent)):
        agent = None
    agent = agent or weapon_owner(setting) or unnamed_agent(setting) or host_of_envoys(setting, group)
    is_saying = (setting.sentence.word(group.head), setting.sentence.word(group.head + 1)) in _SAYINGS
    if is_saying or (agent is None and not {"it", "inside"}.isdisjoint(setting.act.target)):
        return None  # "was hit by sanctions", "were forced to flee"
    patient = _patient(setting, group)
    if agent is not None:
        patient = patient or unnamed_patient(setting, group)
        return Roles(agent.parties, patient.parties, status, False, patient.is_resolved) if patient else None
    if setting.act.event_type == "MOBILIZE" and patient is not None and group.form != "reduced":
        others = provoker(setting, patient.parties)
        return Roles(patient.parties, others, status, False, True)  # "Chile's army was put on alert"
    state = authorities(setting) or jailers(setting)
    is_agentless = bool(state) or setting.act.event_type in _HARM or setting.act.mode in _AGENTLESS
    if group.form == "reduced" or not group.is_passive or not is_agentless or _is_habit(setting, group):
        return None
    if patient is not None:
        state = state or bombers(setting, patient.parties)
        return Roles(state, patient.parties, status, False, patient.is_weak or bool(state))
    recipients = find_target(setting, ()) if "place" in setting.act.target else None
    if not recipients and state:
        recipients = (Party.state(state[0].country, "civilians"),)  # "opposition leaders were put under house arrest"
    return Roles(state, recipients, status, False, True) if recipients else None


def _is_habit(setting: Setting, group: VerbGroup) -> bool:
    """True for "Americans who are detained": what befalls some of them, no one act."""
    words = [setting.sentence.word(i) for i in range(group.first)]
    if any(pair == ("one", "in") for pair in pairwise(words)):
        return True  # "one in five Americans"
    before = setting.sentence.word(group.first - 1)
    return before in ("who", "that", "which") and bool({"is", "are"} & set(group.words)) and "being" not in group.words


def _is_agent(setting: Setting, phrase: NounPhrase) -> bool:
    """True for "by Chile", not for "by the outcome of talks with Chile"."""
    for index in range(phrase.first - 1, setting.trigger.end - 1, -1):
        if setting.sentence.word(index) == "by":
            return True
        word = setting.sentence.word(index)
        if not setting.words.is_noun_like(index) and (word not in DETERMINERS or word == "what"):
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
    is_of_both = setting.act.event_subtype == _BREAKING_OFF  # "Chile and Peru broke off their talks"
    is_joint = (setting.act.event_type in JOINT or is_of_both) and len({p.country for p in subject.parties}) > 1
    if is_joint and (is_of_both or setting.act.event_type == "AGREE") and setting.behind("with") is None:
        return mutual(subject.parties, status, subject)  # "Chile and Peru agreed to a truce mediated by Canada"
    recipients = find_target(setting, subject.parties)
    if not _can_do(setting, subject):
        return None
    is_at_somebody = "it" not in setting.act.target  # not "will fight to restore"
    if recipients is None and is_at_somebody and status == "planned" and setting.act.event_type in _HOSTILE:
        others = () if setting.is_talking(subject.parties) else setting.scene.other_side(subject.parties)
        recipients = under_condition(setting, subject.parties) or others
    is_at_home = recipients is not None and {p.country for p in recipients} <= {p.country for p in subject.parties}
    if is_at_somebody and (not recipients or is_at_home):
        recipients = provoker(setting, subject.parties) or recipients
    if not recipients and is_at_somebody:
        recipients = own_side(setting, subject) or recipients
    if recipients is None and subject.is_resolved and _is_home_group(setting, subject):
        recipients = (Party.state(subject.parties[0].country, "civilians"),)
    if recipients is None:
        return mutual(subject.parties, status, subject) if is_joint and is_at_somebody else None
    return Roles(subject.parties, recipients, status, False, subject.is_resolved or not recipients)


def _can_do(setting: Setting, subject: NounPhrase) -> bool:
    """False for what a government protests at, which it complains of, for "the government deployed doctors", "the
    minister left Chile" and "journalists resigned from their jobs".
    """
    if setting.act.event_type == "PROTEST":
        is_armed = {party.sector for party in subject.parties} <= _ARMED  # what they set on fire is no riot
        return not _are_rulers(subject) and not (is_armed and setting.act.mode in _OF_CROWDS)
    if setting.act.mode == "abduction":
        return {party.sector for party in subject.parties} <= {"rebels"}  # what police seize is no abduction
    if setting.act.mode == "resignation":
        return _are_rulers(subject)
    group = setting.group()
    if group is not None and group.lemma == "flee" and all(party.sector == "civilians" for party in subject.parties):
        return False  # "Chileans who fled from Chile" have not retreated
    if setting.act.mode == "arrival":
        return any(party.sector == "military" for party in subject.parties)
    is_one_word = setting.trigger.end == setting.trigger.first + 1
    return not (setting.act.mode in ("deployment", "withdrawal") and is_one_word) or _is_force(subject)


def _is_home_group(setting: Setting, subject: NounPhrase) -> bool:
    """True for harm done by gunmen of no country told: it is done to people where they are."""
    is_group = subject.parties[0].kind == "country" and subject.parties[0].sector not in (None, "government")
    is_named = setting.sentence.word(subject.first) in _POINTERS
    return setting.act.event_type in _HARM and setting.act.is_verb and is_group and not is_named


def _are_rulers(subject: NounPhrase) -> bool:
    return any(party.kind == "person" or party.sector == "government" for party in subject.parties)


def _is_force(subject: NounPhrase) -> bool:
    return any(party.sector == "military" or party.kind == "organization" for party in subject.parties)


def pledge(setting: Setting) -> Roles | None:
    """ "Pledged to support Y": a promise to the other side, or a threat when what is pledged is hostile."""
    subject, status = setting.subject(), status_of(setting)
    if subject is None or status is None or setting.is_passive:
        return None
    if _is_saying_of_others(setting, subject) or setting.sentence.word(setting.trigger.end) in _OWN_AFFAIRS:
        return None
    agreed = _agreed_by_us(setting, subject, status)
    if agreed is not None:
        return agreed
    promised = known_verbs().get(setting.sentence.word(setting.trigger.end))
    is_threat = (promised is not None and promised.lemma in modality("hostile")) or any(
        act.event_type in _HOSTILE for act in acts_at(setting.sentence, setting.trigger.end)
    )
    is_threat = is_threat or "unless" in setting.sentence.words[setting.trigger.end :]
    if len({party.country for party in subject.parties}) > 1 or are_opposed(p.sector for p in subject.parties):
        roles = mutual(subject.parties, status, subject)
        return None if is_threat else roles
    others = (
        _pledged_to(setting, subject) or setting.scene.other_side(subject.parties) or own_side(setting, subject) or ()
    )
    is_to_nobody = setting.is_named_here(subject) and subject.parties[0].kind == "country"
    if not others and is_to_nobody and not _is_attitude(setting, subject):
        return Roles(subject.parties, (), status, False, True, is_threat)
    return Roles(subject.parties, others, status, False, True, is_threat) if others else None


def _is_saying_of_others(setting: Setting, subject: NounPhrase) -> bool:
    """True for 'recalled the words "Chile is willing to …"': a promise quoted from another country's mouth."""
    sentence, country = setting.sentence, subject.parties[0].country
    marks = [sentence.tokens[i].text for i in range(subject.first)]
    is_quoted = marks.count("“") > marks.count("”") or marks.count('"') % 2 == 1
    sayers = [p for p in setting.phrases if p.is_free and not p.is_possessive]
    speakers = {party.country for p in sayers for party in p.parties if party.kind == "person"}
    return is_quoted and not subject.is_resolved and country not in speakers


def _agreed_by_us(setting: Setting, subject: NounPhrase, status: str) -> Roles | None:
    """ "We agreed to meet again," said one of those who talk: both sides agreed."""
    group, pair = setting.group(), setting.scene.pair
    is_ours = setting.sentence.word(subject.first) == "we" and subject.parties[0].country in {p.country for p in pair}
    if group is None or group.lemma != "agree" or not is_ours:
        return None
    return mutual(pair, status, subject)


def _is_attitude(setting: Setting, subject: NounPhrase) -> bool:
    """True for "is committed to", "stands ready to" where a state speaks of itself: a pledge only to somebody."""
    if setting.scene.home is None or subject.parties[0].country != setting.scene.home:
        return False
    return setting.sentence.word(setting.trigger.first) in BE or setting.sentence.word(setting.trigger.end - 2) in (
        "ready", "prepared", "willing", "determined",
    )  # fmt: skip


def _pledged_to(setting: Setting, subject: NounPhrase) -> tuple[Party, ...]:
    """Whoever is named in what is pledged: "agreed to send a delegation to Chile"."""
    mine = {party.country for party in subject.parties}
    is_going = setting.sentence.word(setting.trigger.end) in _GOING
    for way in ("to", "with", "against", "for"):
        target = setting.behind(way)
        if target is not None and target.is_place and is_going:
            continue  # "ready to return to Vienna"
        others = _foreign(target, mine)
        if others:
            return others
    target = setting.object()
    if target is not None and setting.sentence.word(target.first - 1) == "by":
        return ()  # "aid to those affected by Chile's war"
    if target is None or target.is_place or setting.sentence.word(target.first - 1) in ("at", "the", "by"):
        return ()
    if target.is_weak and setting.act.mode == "agreement":
        return ()  # "agreed to extend the Yemen ceasefire": with whom, the sentence does not say
    return _foreign(target, mine)


def _foreign(phrase: NounPhrase | None, mine: set[str | None]) -> tuple[Party, ...]:
    """The parties of a phrase that are not of the countries `mine`; bodies may be."""
    parties = phrase.parties if phrase is not None else ()
    return tuple(party for party in parties if party.country not in mine or party.kind == "organization")


def gift(setting: Setting) -> Roles | None:
    """ "X's gift of rice to Y", or, in thanks for it, from whoever is thanked to whoever thanks."""
    holder, target = holder_of(setting), setting.behind("to")
    if holder is not None and holder.is_possessive and target is not None:
        return Roles(holder.parties, target.parties, "happened", False, False)
    thanks = setting.thanks
    if thanks is None or not thanks.recipients:
        return None
    givers = tuple(dict.fromkeys(Party.state(p.country) for p in thanks.recipients if p.country))
    takers = tuple(dict.fromkeys(Party.state(p.country) for p in thanks.actors if p.country))
    return Roles(givers, takers, "background", False, False) if givers and takers else None
