"""Acts whose object stands in their pattern, told in the passive: "arms sales to Chile were banned by Canada".

A pattern such as "{ban} *4 sales" finds the active only. Here the noun is looked for in the subject of a passive verb,
and the sides around both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from etl.reading.events.clause import Roles, Setting
from etl.reading.events.happening import mutual, status_of
from etl.reading.events.phrases import NounPhrase, Party, Words
from etl.reading.events.targets import place_of
from etl.reading.events.triggers import Act, Element, Found, Pattern, end_of, patterns_at
from etl.reading.events.unnamed import host_of_envoys, jailers, unnamed_agent
from etl.reading.events.verb_group import VerbGroup, before_adjuncts
from etl.reading.events.word_classes import DETERMINERS, PREPOSITIONS, is_adverb, modality

_SUBJECT: Final = 20  # words
_INSIDE: Final = frozenset({"and", "-"})
_AGENTLESS: Final = frozenset({"ASSAULT", "COERCE", "SANCTION", "CONCEDE", "RETREAT", "MOBILIZE"})
_BY_THE_STATE: Final = frozenset(
    {"COERCE", "CONCEDE", "MOBILIZE"}
)  # where nobody says by whom: by the state where it is
_FRAMES: Final = frozenset({"act"})
_FRAMES_OF_SEVERAL: Final = frozenset({"joint"})
_BEFORE_SIGNERS: Final = frozenset({"by", "between", "with"})


def with_passives(words: Words, triggers: Iterable[Found]) -> Iterator[Found]:
    """The triggers, at a passive verb with what its subject makes of it first: "arms sales were banned"."""
    passives = {found.first: found for found in _passive_acts(words)}
    for trigger in triggers:
        told = passives.pop(trigger.first, None)
        if told is None:
            yield trigger
        elif trigger.end <= told.end:
            yield replace(told, shorter=(trigger, *trigger.shorter))
        else:
            yield replace(trigger, shorter=(*trigger.shorter, told))
    yield from passives.values()


def _passive_acts(words: Words) -> Iterator[Found]:
    """Passive verbs whose subject is the object of a pattern."""
    for group in words.groups:
        if not group.is_passive or group.form != "finite":
            continue
        head = head_of_subject(words, group)
        if head is None:
            continue
        found = None
        for pattern in patterns_at(words.sentence, group.head):
            end = _end_of_verb(words, group, pattern, head)
            if end is not None and (found is None or end > found.end):
                found = Found(group.head, end, (_told(pattern.act),))
            elif end is not None and found is not None and end == found.end:
                found = replace(found, acts=(*found.acts, _told(pattern.act)))
        if found is not None:
            yield found


def _told(act: Act) -> Act:
    return replace(act, frame="signed" if act.frame in _FRAMES_OF_SEVERAL else "passive")


def signed(setting: Setting) -> Roles | None:
    """ "An agreement was signed by A and B", "was signed between A and B", "talks were attended by A and B"."""
    group, status = setting.group(), status_of(setting)
    if group is None or status is None:
        return None
    named = [p for p in setting.phrases if p.first > group.head and _is_behind_signing(setting, p)]
    parties = tuple(dict.fromkeys(party for phrase in named for party in phrase.parties))
    is_between_states = len({party.country for party in parties}) > 1
    return mutual(parties, status, *named) if is_between_states else None


def _is_behind_signing(setting: Setting, phrase: NounPhrase) -> bool:
    """True for X and Y in "was signed by X" and "on behalf of Chile by X and on behalf of Peru by Y"."""
    sentence, first = setting.sentence, phrase.first
    while sentence.word(first - 1) in DETERMINERS or setting.words.is_noun_like(first - 1):
        first -= 1
    group = setting.group()
    start = group.head + 1 if group is not None else 0
    is_near = not any(setting.ends_clause(i) for i in range(start, first))
    return is_near and sentence.word(first - 1) in _BEFORE_SIGNERS


def _end_of_verb(words: Words, group: VerbGroup, pattern: Pattern, head: int) -> int | None:
    """End of the verb with its particles, where the pattern's object is the subject, whose noun stands at `head`:
    "called off", "were broken off".
    """
    elements = pattern.elements
    is_told = pattern.act.frame in _FRAMES | _FRAMES_OF_SEVERAL and pattern.act.is_verb
    if not is_told or len(elements) == 1 or not any(element.gap for element in elements[1:-1]):
        return None
    end = group.head + 1
    for at, element in enumerate(elements[1:-1], 1):
        if element.gap:
            return end if _is_object(words, group, elements[at + 1 :], head) else None
        if words.sentence.word(end) in element.words:
            end += 1
        elif not element.is_optional:
            return None
    return None


def _is_object(words: Words, group: VerbGroup, elements: tuple[Element, ...], head: int) -> bool:
    """True where the subject is what the elements tell: "ban", "martial law", "state of emergency"."""
    if len(elements) == 1:
        return words.sentence.word(head) in elements[0].words
    if any(element.is_optional for element in elements) or elements[-1].words & PREPOSITIONS:
        return False
    ends = (end_of(words.sentence, at, elements) for at in range(max(0, head - len(elements)), head + 1))
    return any(end is not None and head < end <= group.first for end in ends)


def head_of_subject(words: Words, group: VerbGroup) -> int | None:
    """The noun that is the subject of a verb: "sales" in "arms sales to Chile were banned"."""
    start = start_of_subject(words, group)
    before = (i for i in range(start + 1, group.first) if words.sentence.word(i) in PREPOSITIONS)
    last = before_adjuncts(words.sentence, next(before, group.first) - 1)
    reduced = {g.first for g in words.groups if g.form == "reduced"}
    while last in reduced:
        last -= 1  # "the curfew imposed on"
    return last if last >= start and words.is_noun_like(last) else None


def start_of_subject(words: Words, group: VerbGroup) -> int:
    """The first token of the noun phrase before a verb, with all that hangs on it; the verb's own for none."""
    sentence = words.sentence
    index = group.first - 1
    bounds = {g.head for g in words.groups if g.form in ("finite", "infinitive", "bare")}
    while index >= 0 and group.first - index < _SUBJECT and index not in bounds:
        token, word = sentence.tokens[index], sentence.word(index)
        is_part = (
            words.is_noun_like(index) or index in words.verbal or token.is_capitalized
            or token.kind in ("number", "possessive")
            or word in DETERMINERS or word in PREPOSITIONS or word in _INSIDE or is_adverb(word)
        )  # fmt: skip
        if not is_part:
            break
        index -= 1
    start = index + 1
    return group.first if sentence.word(start) in PREPOSITIONS else start  # "of sales in Chile were banned": what was?


def passive(setting: Setting) -> Roles | None:
    """Who does it stands behind "by"; on whom it is, in the subject or behind the verb."""
    group, status = setting.group(), status_of(setting)
    if group is None or status is None:
        return None
    agent = setting.behind("by")
    agent = agent if agent is not None and not agent.is_weak else unnamed_agent(setting)
    agent = agent or host_of_envoys(setting, group)
    recipients = _recipients(setting, group, agent)
    if agent is not None:
        is_told = recipients or "none" in setting.act.target or "own" in setting.act.target
        return Roles(agent.parties, recipients, status, False, agent.is_resolved) if is_told else None
    if setting.act.event_type not in _AGENTLESS or status == "planned":
        return None
    place = place_of(setting)
    if setting.act.event_type in _BY_THE_STATE and place is not None and "own" in setting.act.target:
        state, people = Party.state(place.parties[0].country), Party.state(place.parties[0].country, "civilians")
        others = tuple(people if party == state else party for party in recipients)
        return Roles((state,), others or (people,), status, False, True)
    return Roles(jailers(setting), recipients, status, False, True) if recipients else None


def _recipients(setting: Setting, group: VerbGroup, agent: NounPhrase | None) -> tuple[Party, ...]:
    start = start_of_subject(setting.words, group)
    mine = set(agent.parties) if agent is not None else set()
    by = agent.first if agent is not None else len(setting.sentence.tokens)
    inside = [p for p in setting.phrases if start <= p.first and p.end <= group.first]
    behind = [setting.behind(way) for way in setting.act.target]
    place = place_of(setting) if "place" in setting.act.target else None
    for phrase in (*inside, *(p for p in behind if p is not None and p.first < by), place):
        others = tuple(party for party in phrase.parties if party not in mine) if phrase is not None else ()
        if others:
            return others
    return ()


def lapse(setting: Setting) -> Roles | None:
    """ "Talks between Chile and Peru broke down": what two sides had with each other comes to nothing."""
    group, status = setting.group(), status_of(setting)
    head = head_of_subject(setting.words, group) if group is not None else None
    if group is None or head is None or status not in ("happened", "ongoing"):
        return None
    if setting.sentence.word(head) not in modality("lapsing"):
        return None
    start = start_of_subject(setting.words, group)
    named = [p for p in setting.phrases if start <= p.first and p.end <= group.first and not p.is_place]
    parties = tuple(party for phrase in named for party in phrase.parties)
    return mutual(parties, status, *named)
