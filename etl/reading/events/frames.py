"""How the sides stand around a trigger: one function per frame of `event_triggers.csv`.

Each takes the trigger, its act and the noun phrases of the sentence, and returns who acts on whom, or None when the
words around the trigger do not bear the act out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.reading.events.scene import NounPhrase, Party, Scene
from etl.reading.events.standing import is_passive, modality, standing_of
from etl.reading.events.triggers import Act, Found, is_base_form
from etl.reading.tagging import TaggedSentence

_REACH = 14  # words between a trigger and the phrase it governs
_SAID_IN_TALKS = frozenset({"SUPPORT", "AGREE"})  # in talks these go to the other side also where it is not named
_PRONOUN_OBJECTS = frozenset({"you", "them", "him", "her", "us", "it", "me", "everyone", "all", "everybody"})
_CLAUSE_MARKS = frozenset({";", ":", ".", "”", '"'})
_CLAUSE_WORDS = frozenset({"that", "which", "who", "while", "when", "as", "after", "before", "because", "during"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Who acts on whom: the outcome of a frame."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: str
    is_symmetric: bool
    is_indirect: bool  # a side is told only by a pronoun, "the two sides", or not at all


@dataclass(frozen=True, slots=True)
class Setting:
    """What a frame looks at."""

    scene: Scene
    sentence: TaggedSentence
    phrases: Sequence[NounPhrase]
    trigger: Found
    act: Act

    def subject(self) -> NounPhrase | None:
        """The nearest free noun phrase to the left."""
        free = [p for p in self.phrases if p.end <= self.trigger.first and p.is_free and not p.is_possessive]
        return free[-1] if free else None

    def words_between(self, end: int) -> list[str]:
        return [self.sentence.word(i) for i in range(end, self.trigger.first)]

    def behind(self, preposition: str) -> NounPhrase | None:
        """The noun phrase behind the first `preposition` to the right, within reach and within the clause."""
        for index in range(self.trigger.end, min(self.trigger.end + _REACH, len(self.sentence.tokens))):
            if self._ends_clause(index):
                return None
            if self.sentence.word(index) == preposition:
                return next((p for p in self.phrases if index < p.first <= index + 3), None)
        return None

    def object(self, reach: int = _REACH) -> NounPhrase | None:
        """The first noun phrase to the right within `reach` words and within the clause."""
        for phrase in self.phrases:
            if phrase.first < self.trigger.end:
                continue
            if phrase.first - self.trigger.end > reach:
                return None
            if any(self._ends_clause(i) for i in range(self.trigger.end, phrase.first)):
                return None
            return phrase
        return None

    def _ends_clause(self, index: int) -> bool:
        return self.sentence.tokens[index].text in _CLAUSE_MARKS or self.sentence.word(index) in _CLAUSE_WORDS


def resolve(setting: Setting) -> Roles | None:
    """Who acts on whom by the frame of `setting.act`; None when the frame does not fit."""
    return _FRAMES[setting.act.frame](setting)


def _status(setting: Setting, subject: NounPhrase) -> str | None:
    before = setting.words_between(subject.end)
    if any(word in ("that", "which", "if") for word in before) or ";" in before:
        return None
    verb = setting.sentence.word(setting.trigger.first)
    status = standing_of(before, verb)
    if status == "happened" and len(subject.parties) == 1 and not subject.is_plural and is_base_form(verb):
        return None  # "calls on Syria to stop …, and negotiate": not said of the subject
    return status


def _with(setting: Setting) -> Roles | None:
    subject, other = setting.subject(), setting.behind("with")
    if subject is None or other is None:
        return None
    return _mutual(setting, subject, other)


def _direct(setting: Setting) -> Roles | None:
    subject, other = setting.subject(), setting.object(reach=4)
    if subject is None:
        return None
    before = setting.words_between(subject.end)
    if is_passive(before, setting.sentence.word(setting.trigger.first)):
        other = setting.behind("by")
        if other is None or {"not", "never"} & set(before):
            return None
        return _sides(subject.parties + other.parties, "happened", subject, other)
    if other is None or other.is_possessive or not _is_whole_object(setting, other):
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
    if subject is None or len(subject.parties) < 2:
        return None
    status = _status(setting, subject)
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
    if before & modality("negation"):
        return None
    return "planned" if around & modality("upcoming") else "happened"


def _holder(setting: Setting) -> NounPhrase | None:
    """Who holds the talks of a noun: "X's (first) meeting with", "during his talks with", or the clause's subject."""
    sentence, first = setting.sentence, setting.trigger.first
    for phrase in reversed(setting.phrases):
        if phrase.end <= first and phrase.is_possessive and first - phrase.end <= 4:
            return phrase
    before = [sentence.word(i) for i in range(max(0, first - 3), first)]
    if {"their"} & set(before) and setting.scene.pair:
        return None
    return setting.subject()


def _visit(setting: Setting) -> Roles | None:
    target = _destination(setting)
    if target is None:
        return None
    if setting.act.is_verb:
        subject = setting.subject()
        status = _status(setting, subject) if subject else None
    else:
        subject, status = _holder(setting), _noun_status(setting)
    if subject is None or status is None:
        return None
    travellers = tuple(p for p in subject.parties if p.kind == "person" and p.country not in (None, target))
    if not travellers:
        return None
    host = Party("country", None, target, "government")
    return Roles(travellers, (host,), status, False, subject.is_resolved)


def _destination(setting: Setting) -> str | None:
    """ISO code of the country (or of the place's country) named right behind the trigger."""
    references = setting.scene.cast.references[setting.sentence.sentence.number]
    for reference in references:
        if 0 <= reference.first - setting.trigger.end <= 2 and reference.kind in ("country", "place"):
            return reference.country
    return None


def _to(setting: Setting) -> Roles | None:
    subject = setting.subject()
    if subject is None:
        return None
    before = setting.words_between(subject.end)
    if is_passive(before, setting.sentence.word(setting.trigger.first)):
        agent = setting.behind("by")
        return Roles(agent.parties, subject.parties, "happened", False, False) if agent else None
    status = _status(setting, subject)
    if status is None or setting.sentence.word(setting.trigger.end) in _PRONOUN_OBJECTS:
        return None  # "Thank you": to whom, the sentence does not say
    return _towards(setting, subject, status)


def _towards(setting: Setting, subject: NounPhrase, status: str) -> Roles | None:
    """The roles of an act of `subject` towards the object told, or, said in talks, towards the other side of them."""
    target = setting.object()
    mine = {party.country for party in subject.parties}
    recipients = tuple(party for party in target.parties if party.country not in mine) if target is not None else ()
    if target is not None and recipients:
        return Roles(subject.parties, recipients, status, False, subject.is_resolved or target.is_resolved)
    if setting.act.event_type not in _SAID_IN_TALKS:
        return None  # whom it is against must be told
    others = setting.scene.other_side(subject.parties)
    return Roles(subject.parties, others, status, False, True) if others else None


def _pledge(setting: Setting) -> Roles | None:
    subject = setting.subject()
    if subject is None:
        return None
    status = _status(setting, subject)
    if status is None:
        return None
    if len({party.country for party in subject.parties}) > 1:
        return _sides(subject.parties, status, subject)
    others = _pledged_to(setting, subject) or setting.scene.other_side(subject.parties)
    return Roles(subject.parties, others, status, False, True) if others else None


def _pledged_to(setting: Setting, subject: NounPhrase) -> tuple[Party, ...]:
    """Whoever stands behind "to" or "with" in what is pledged: "agreed to send a delegation to Chile"."""
    target = setting.behind("to") or setting.behind("with")
    mine = {party.country for party in subject.parties}
    return tuple(party for party in target.parties if party.country not in mine) if target is not None else ()


def _mutual(setting: Setting, subject: NounPhrase, other: NounPhrase) -> Roles | None:
    status = _status(setting, subject)
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
    "to": _to,
    "pledge": _pledge,
}
