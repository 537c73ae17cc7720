"""How the sides stand around a trigger: one function per frame of `event_triggers.csv`.

Each takes the setting of a trigger and returns who acts on whom, or None when the words around the trigger do not bear
the act out.
"""

from collections.abc import Callable
from typing import Final

from etl.reading.events.acting import act, gift, is_call_on_host, pledge
from etl.reading.events.apart import held_apart
from etl.reading.events.attendance import participants
from etl.reading.events.clause import Roles, Setting
from etl.reading.events.deeds import deed, imposed, owner_of, suffer, unrest
from etl.reading.events.guests import is_of_people, person_met
from etl.reading.events.happening import holder_of, mutual, noun_status, status_of
from etl.reading.events.occasions import concerned
from etl.reading.events.passives import head_of_subject, lapse, passive, signed
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.promises import blame, demand, verdict
from etl.reading.events.sectors import are_opposed
from etl.reading.events.standing import standing_of
from etl.reading.events.targets import find_target, unnamed
from etl.reading.events.unnamed import partner_at_home
from etl.reading.events.verb_group import VerbGroup
from etl.reading.events.word_classes import modality
from etl.reading.people.nominals import pair_words

_HERE: Final = frozenset(
    {("our", "country"), ("this", "capital"), ("this", "city"), ("this", "country"), ("the", "capital")}
)
_BEARING: Final = frozenset(
    {"hold", "take", "conduct", "begin", "open", "resume", "start", "continue", "conclude", "end"}
)
_ATTENDING: Final = frozenset({"attend", "take", "participate"})
_LISTING: Final = frozenset({",", ";", "and", "the"})
_GENERAL_WORK: Final = frozenset({"060"})  # "are working with"
_AIMED_ABROAD: Final = frozenset(
    {"REJECT", "ACCUSE", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT", "COOPERATE", "AID", "CONCEDE",
     "RETREAT"}
)  # fmt: skip
_NEAR: Final = 2  # words between "visited" and its country: "visited the Republic of"


def resolve(setting: Setting) -> Roles | None:
    """Who acts on whom by the frame of `setting.act`; None when the frame does not fit."""
    inside = setting.inside()
    is_refusal = setting.act.event_type == "REJECT" or setting.act.mode == "hunger-strike"
    # "does not recognize" is told by its "not", "goes without food" by its "without"
    if (inside & {"not", "never", "without"} and not is_refusal) or (
        "no" in inside and (setting.act.event_type == "CONSULT" or "interest" in inside)
    ):
        return None  # "has no intention of meeting"
    roles = _FRAMES[setting.act.frame](setting)
    return roles if roles is not None and _can_stand(setting, roles) else None


def _can_stand(setting: Setting, roles: Roles) -> bool:
    """False where the sides do not fit the act: done to oneself, among compatriots, a march of a government."""
    if _is_of_no_concern(setting, roles):
        return False
    if roles.is_symmetric:
        return not _is_among_compatriots(setting, roles)
    persons = {party for party in roles.actors if party.kind == "person"}
    is_harm = setting.act.is_verb and setting.act.event_type in ("COERCE", "ASSAULT")
    if (is_harm or persons == set(roles.actors)) and roles.actors and set(roles.actors) == set(roles.recipients):
        return False
    if setting.act.event_type != "PROTEST" or not setting.act.is_verb:
        return True
    subject = setting.subject()
    return subject is None or not subject.is_resolved or subject.parties[0].kind != "country"  # "we demonstrated"


def _is_of_no_concern(setting: Setting, roles: Roles) -> bool:
    """True for what an official text or a transcript tells of its own country's doings at home ("we refused to let that
    happen"), and of the work with others that it speaks of in general.
    """
    scene = setting.scene
    if scene.is_report:
        return False
    if setting.act.event_subtype in _GENERAL_WORK:
        return True
    is_asked_aloud = setting.act.event_type == "REQUEST" and scene.is_transcript
    if setting.act.mode == "thanks" and scene.is_transcript:  # to one's own people
        return all(party.country == scene.home for party in roles.actors + roles.recipients)
    if setting.act.event_type not in _AIMED_ABROAD and not is_asked_aloud:
        return False
    sides = roles.actors + roles.recipients
    return all(p.country == scene.home or (p.country is None and p.kind != "organization") for p in sides)


def _is_among_compatriots(setting: Setting, roles: Roles) -> bool:
    """True for what ministers of one country do together: only when they talk it is an act between them, unless they
    are two sides of it, as its troops and rebels.
    """
    if setting.act.event_type == "CONSULT" or len({party.country for party in roles.actors}) > 1:
        return False
    if setting.act.event_type == "ASSAULT":
        return len({party.sector for party in roles.actors}) == 1
    are_bodies = {"country", "organization"} <= {party.kind for party in roles.actors}  # "Chile's government and FARC"
    return not are_bodies and not are_opposed(p.sector for p in roles.actors)


def _with(setting: Setting) -> Roles | None:
    way = setting.act.target[0] if setting.act.target else "with"
    subject, hosts = setting.subject(), unnamed(setting, _behind_word(setting, way))
    other = hosts or setting.behind(way)
    if other is None and subject is not None and setting.act.event_type == "CONSULT":
        other = partner_at_home(setting, subject, _behind_word(setting, way))
    is_about = setting.act.event_subtype == "041" and setting.sentence.word(setting.trigger.end) == "of"
    if subject is None or other is None or setting.is_passive or is_about or _is_only_where(setting, other, way):
        return None  # "spoke of the contacts with" is no talk
    if hosts is None and setting.act.event_type == "CONSULT" and _is_with_noun(setting, other):
        return None
    if hosts is not None and status_of(setting) == "planned":
        return Roles(subject.parties, hosts.parties, "planned", False, True)
    return _mutual(setting, subject, other)


def _is_only_where(setting: Setting, other: NounPhrase, way: str) -> bool:
    """True for Belgium in "met with European leaders in Brussels": who was met has another name."""
    if not other.is_place:
        return False
    at = next((i for i in range(other.first - 1, setting.trigger.first, -1) if setting.sentence.word(i) == way), 0)
    return any(setting.sentence.tokens[i].is_capitalized for i in range(at + 1, other.first))


def _is_with_noun(setting: Setting, other: NounPhrase) -> bool:
    """True for "discussed the ties with Chile": what is spoken about is with Chile, not who speaks."""
    sentence = setting.sentence
    is_state = all(party.kind == "country" for party in other.parties) and not is_of_people(setting, other)
    at = next((i for i in range(other.first - 1, setting.trigger.end, -1) if sentence.word(i) == "with"), 0)
    return is_state and sentence.word(at - 1) in modality("relation")


def _direct(setting: Setting) -> Roles | None:
    subject = setting.subject()
    if subject is None:
        return None
    if setting.is_passive:
        other, status = setting.behind("by"), status_of(setting)
        if other is None or status is None:
            return None
        return _between(setting, subject, other, status)
    if setting.sentence.word(setting.trigger.end - 1) in ("on", "upon") and not is_call_on_host(setting):
        return None
    other = unnamed(setting, setting.trigger.end) or person_met(setting)
    return _mutual(setting, subject, other) if other is not None else None


def _behind_word(setting: Setting, preposition: str) -> int:
    """The token behind the preposition that follows the trigger or ends it; behind everything where none does."""
    end = setting.trigger.end
    if setting.sentence.word(end - 1) == preposition:
        return end
    place = setting.sentence.hit_at(end + 1) if setting.sentence.word(end) == "in" else None
    end = place.end if place is not None else end  # "held talks in Lima with"
    return end + 1 if setting.sentence.word(end) == preposition else len(setting.sentence.tokens)


def _joint(setting: Setting) -> Roles | None:
    subject = setting.subject()
    if subject is None or setting.is_passive or _is_with_others(setting) or _is_for_others(setting, subject):
        return None
    group = setting.group()
    if group is not None and group.lemma in _ATTENDING and len({p.country for p in subject.parties}) < 2:
        return None  # two of one country attend talks, whoever else does
    parties = subject.parties if len(subject.parties) > 1 else (*subject.parties, *_hosts(setting, subject))
    status = status_of(setting)
    if status and len(parties) == 1 and _is_of_many(setting, subject):
        return Roles(parties, (), status, True, subject.is_resolved)
    return mutual(parties, status, subject) if status and len(parties) > 1 else None


def _is_for_others(setting: Setting, subject: NounPhrase) -> bool:
    """True for "Chile and Peru reaffirmed their support for Canada", "their commitment to Canada"."""
    if setting.act.event_type != "SUPPORT":
        return False
    other = setting.behind("for") or setting.behind("to")
    mine = {party.country for party in subject.parties}
    return other is not None and not other.is_place and mine.isdisjoint(party.country for party in other.parties)


def _is_of_many(setting: Setting, subject: NounPhrase) -> bool:
    """True for "EU foreign ministers met", "leaders of the G7 gathered": those of a body of states among themselves."""
    party = subject.parties[0]
    if party.kind != "organization" or party.entity is None or setting.act.event_type != "CONSULT":
        return False
    words = {setting.sentence.word(subject.first), setting.sentence.word(subject.end - 1)}
    is_igo = setting.scene.cast.entity(party.entity).subkind == "igo"
    return (
        is_igo
        and not pair_words().isdisjoint(words)
        and setting.sentence.word(setting.trigger.end) not in ("with", "the")
    )


def _hosts(setting: Setting, subject: NounPhrase) -> tuple[Party, ...]:
    """The country in "In Chile, the Secretary discussed trade": with whom, if not with its government."""
    first = next((p for p in setting.phrases if p.first in (1, 2)), None)
    if setting.act.event_type != "CONSULT" or setting.sentence.word(0) != "in" or first is None:
        return ()
    is_land = first.end < subject.first and all(p.kind == "country" for p in first.parties) and not first.is_place
    return tuple(p for p in first.parties if p.country != subject.parties[0].country) if is_land else ()


def _is_with_others(setting: Setting) -> bool:
    """True for "A and B of one country met with state officials": with whom, the sentence does not name."""
    subject = setting.subject()
    if subject is None or len({party.country for party in subject.parties}) > 1:
        return False
    end = len(setting.sentence.tokens) if setting.act.event_type == "CONSULT" else setting.trigger.end + 1
    return any(setting.sentence.word(i) == "with" for i in range(subject.end, end))


def _noun(setting: Setting) -> Roles | None:
    status = noun_status(setting)
    if status is None:
        return None
    bearer = _bearer(setting)
    if bearer is not None and standing_of(setting.sentence, bearer, setting.words.groups) == "planned":
        status = "planned"  # "talks will take place between"
    between = setting.behind("between")
    if between is None and bearer is not None:
        between = setting.after(bearer.head + 1, "between")
    if between is not None and len(between.parties) > 1:
        return mutual(between.parties, status, between)
    other = setting.behind("with")
    holder = holder_of(setting)
    if other is None and holder is not None and len(holder.parties) > 1 and _is_theirs(setting):
        return mutual(holder.parties, status, holder)
    if other is not None and holder is not None and set(holder.parties) <= set(other.parties):
        return None  # "the President's meeting with President X", whoever the President is
    if other is None or holder is None:
        pair = owner_of(setting)  # "Israeli-Palestinian talks"
        return mutual(pair.parties, status, pair) if pair is not None and other is None else None
    return _between(setting, holder, other, status)


def _bearer(setting: Setting) -> VerbGroup | None:
    """The verb of "a meeting was held on Monday between", "talks took place in Lima between"."""
    group = next((g for g in setting.words.groups if g.first >= setting.trigger.end), None)
    if group is None or group.form != "finite" or group.lemma not in _BEARING:
        return None
    return group if head_of_subject(setting.words, group) == setting.trigger.end - 1 else None


def _is_theirs(setting: Setting) -> bool:
    """True for "at their talks in Lima, A and B agreed"."""
    first = setting.trigger.first
    return any(setting.sentence.word(i) == "their" for i in range(max(0, first - 3), first))


def _duty(setting: Setting) -> Roles | None:
    """ "X said that Y must leave": X asks it of Y."""
    sides = demand(setting)
    return Roles(*sides, "happened", is_symmetric=False, is_indirect=False) if sides is not None else None


def _blame(setting: Setting) -> Roles | None:
    """ "X said that Y was behind it": X accuses Y."""
    sides = blame(setting)
    return Roles(*sides, "happened", is_symmetric=False, is_indirect=False) if sides is not None else None


def _verdict(setting: Setting) -> Roles | None:
    """ "X said that it was out of the question": X rejects it."""
    actors = verdict(setting)
    recipients = find_target(setting, actors) if actors else None
    if recipients is None:
        return None
    others = recipients or tuple(p for p in _judged(setting) if p.country not in {a.country for a in actors})
    return Roles(actors, others, "happened", is_symmetric=False, is_indirect=not others)


def _judged(setting: Setting) -> tuple[Party, ...]:
    """The last party named before the trigger: whose demands they are that are unacceptable."""
    before = [phrase for phrase in setting.phrases if phrase.end <= setting.trigger.first]
    return before[-1].parties if before else ()


def _visit(setting: Setting) -> Roles | None:
    hosts = _destinations(setting)
    if not hosts:
        return None
    if setting.act.is_verb:
        subject, status = setting.subject(), status_of(setting)
    else:
        subject, status = holder_of(setting), noun_status(setting)
    if subject is None or status is None or (setting.act.is_verb and setting.is_passive):
        return None
    travellers = _travellers(setting, subject, hosts)
    if not travellers and subject.is_resolved:  # "A looks forward to seeing B when he visits": nobody visits himself
        earlier = (_travellers(setting, p, hosts) for p in reversed(setting.phrases) if p.end <= setting.trigger.first)
        travellers = next((found for found in earlier if found), ())
    if not travellers:
        return None
    return Roles(travellers, hosts, status, False, subject.is_resolved)


def _travellers(setting: Setting, phrase: NounPhrase, hosts: tuple[Party, ...]) -> tuple[Party, ...]:
    """The people of a phrase who do not live where the hosts are."""
    at_home, has_title = {None, *(host.country for host in hosts)}, is_of_people(setting, phrase)
    return tuple(
        p for p in phrase.parties
        if (p.kind == "person" or (has_title and p.sector != "military")) and p.country not in at_home
    )  # fmt: skip


def _destinations(setting: Setting) -> tuple[Party, ...]:
    """The countries named right behind the trigger, or those of the places named there, one after the other."""
    countries: dict[str, None] = {}
    end = setting.trigger.end
    behind = tuple(setting.sentence.word(i) for i in range(end - 1, end + 2))
    if setting.scene.cast.dateline is not None and ("here" in behind[:2] or behind[1:] in _HERE):
        return (Party.state(setting.scene.cast.dateline),)
    for phrase in setting.phrases:
        if phrase.first < end:
            continue
        between = [setting.sentence.word(i) for i in range(end, phrase.first) if not _lies_in(setting, i, countries)]
        is_near = phrase.first - end <= _NEAR if not countries else all(word in _LISTING for word in between)
        if not is_near or any(party.kind != "country" for party in phrase.parties):
            break
        if phrase.is_resolved:
            break  # "going to do everything we can"
        is_next_subject = any(g.first == phrase.end and g.form == "finite" for g in setting.words.groups)
        if is_next_subject and countries and between[:1] == [","] and "and" not in between:
            break  # "on a visit to Chile, Canada agreed"
        named = phrase.parties[:1] if is_next_subject else phrase.parties  # "visiting Japan, China and Russia flew"
        countries.update(dict.fromkeys(str(party.country) for party in named))
        end = phrase.end
    return tuple(Party.state(country) for country in countries)


def _lies_in(setting: Setting, index: int, countries: dict[str, None]) -> bool:
    """True for "Mali" behind "Bamako," on the way to the next place."""
    hit = setting.sentence.hit_at(index)
    return hit is not None and hit.known.kind == "country" and hit.known.country in countries


def _occasion(setting: Setting) -> Roles | None:
    """Whom an occasion concerns are its actors; whoever a disaster strikes is its recipient."""
    found = concerned(setting, setting.has_time)
    if found is None:
        return None
    parties, status = found
    if setting.act.mode == "disaster":
        return Roles((), parties, status, False, False)
    return Roles(parties, (), status, len(parties) > 1, False)


def _mutual(setting: Setting, subject: NounPhrase, other: NounPhrase) -> Roles | None:
    status = status_of(setting)
    return _between(setting, subject, other, status) if status else None


def _between(setting: Setting, subject: NounPhrase, other: NounPhrase, status: str) -> Roles | None:
    roles = mutual(subject.parties + other.parties, status, subject, other)
    return held_apart(setting, roles, subject, other) if roles is not None else None


_FRAMES: Final[dict[str, Callable[[Setting], Roles | None]]] = {
    "with": _with,
    "direct": _direct,
    "joint": _joint,
    "noun": _noun,
    "visit": _visit,
    "act": act,
    "pledge": pledge,
    "duty": _duty,
    "verdict": _verdict,
    "occasion": _occasion,
    "gift": gift,
    "deed": deed,
    "imposed": imposed,
    "unrest": unrest,
    "blame": _blame,
    "passive": passive,
    "signed": signed,
    "participants": participants,
    "lapse": lapse,
    "suffer": suffer,
}
