"""What the frames share: whether an act took place, who holds talks, and the roles of those who act on each other."""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.clause import Roles, Setting, subject_of
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.standing import done_by_doing, standing_of
from etl.reading.events.verb_group import VerbGroup, before_adjuncts
from etl.reading.events.word_classes import modality

JOINT: Final = frozenset({"AGREE", "COOPERATE", "SUPPORT", "CONSULT"})
"""What several sides do, they do with each other."""
_SAID: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT"})
_ONLY_POSSIBLE: Final = frozenset({"potential", "possible", "hypothetical", "prospective", "eventual"})
_SETTING_OUT: Final = frozenset({"arrive", "leave", "depart", "fly", "head", "go", "set", "come", "travel"})
_INSIDE: Final = frozenset({"of", "a", "an", "the"})
_OPENING: Final = frozenset({"during", "at", "in", "after", "following"})  # "During a meeting with X, Y thanked"
_CALLED_OFF: Final = frozenset({"cancel", "postpone", "call", "delay", "suspend", "defer", "scrap"})
_DURING: Final = frozenset(
    {"during", "after", "following", "in", "at", "since", "concluded", "latest", "recent", "first"}
)


def noun_status(setting: Setting) -> str | None:
    """Status of talks or a visit told by a noun: planned when upcoming, None for "no meeting" and the like."""
    sentence, trigger = setting.sentence, setting.trigger
    before = {sentence.word(i) for i in range(max(0, trigger.first - 3), trigger.first)}
    around = before | {sentence.word(trigger.end)}
    if not before.isdisjoint(_ONLY_POSSIBLE):
        return None
    if before & modality("negation") or _is_only_wanted(setting) or _is_called_off(setting) or not _is_held(setting):
        return None
    governing = [g for g in setting.words.groups if g.head < trigger.first]
    if governing and set(governing[-1].words) & modality("negation") and _is_governed(setting, governing[-1]):
        return None  # "will not take part in the talks"
    if not governing and sentence.word(0) in _OPENING:
        governing = [g for g in setting.words.groups if g.form == "finite"][:1]  # "During his trip to X, he will meet"
    is_to_come = bool(governing) and _is_ahead(setting, governing[-1])
    is_to_come = is_to_come or _is_aim_of_journey(setting, governing)
    is_to_be = (sentence.word(trigger.end), sentence.word(trigger.end + 1)) in (("to", "be"), ("to", "take"))
    return "planned" if is_to_come or is_to_be or around & modality("upcoming") else "happened"


def _is_governed(setting: Setting, group: VerbGroup) -> bool:
    """True where no mark stands between a verb and the noun of the trigger."""
    between = range(group.head + 1, setting.trigger.first)
    return not any(setting.sentence.tokens[i].kind == "punct" for i in between)


def _is_ahead(setting: Setting, group: VerbGroup) -> bool:
    """True behind "will praise", and behind "are to visit" and "is scheduled to leave"."""
    if set(group.words) & modality("future"):
        return True
    is_plan = group.form == "infinitive" and group.words[:1] == ("to",)
    return is_plan and standing_of(setting.sentence, group, setting.words.groups) == "planned"


def _is_aim_of_journey(setting: Setting, governing: Sequence[VerbGroup]) -> bool:
    """True for "arrived in Lima for talks with", "left for Lima for two days of talks with": the talks lie ahead."""
    if not governing or governing[-1].lemma not in _SETTING_OUT:
        return False
    sentence, index = setting.sentence, setting.trigger.first - 1
    while (
        setting.words.is_noun_like(index) or sentence.tokens[index].kind == "number" or sentence.word(index) in _INSIDE
    ):
        index -= 1
    return sentence.word(index) == "for"


def _is_held(setting: Setting) -> bool:
    """True for talks that take place by the words around them: "during talks", "X's visit", "talks between", a day."""
    sentence, first = setting.sentence, setting.trigger.first
    before = [sentence.word(i) for i in range(max(0, first - 5), first)]
    if (
        setting.has_time
        or set(before) & _DURING
        or any(p.is_possessive and p.end <= first <= p.end + 5 for p in setting.phrases)
    ):
        return True
    if sentence.word(first) == "on":
        return True  # "on a visit to"
    if {"his", "her", "their", "our"} & set(before) or sentence.word(setting.trigger.end) == "between":
        return True
    governing = [g for g in setting.words.groups if g.head < first]
    return bool(governing) and governing[-1].lemma in modality("held")


def _is_only_wanted(setting: Setting) -> bool:
    """True for talks that somebody proposes, opposes or puts off: the verb before the noun says that none are held."""
    governing = [g for g in setting.words.groups if g.head < setting.trigger.first]
    return bool(governing) and governing[-1].lemma in modality("unheld")


def _is_called_off(setting: Setting) -> bool:
    """True for "the talks between Chile and Peru were cancelled", "the visit, set for May, has been postponed"."""
    return any(
        g.is_passive and g.form == "finite" and g.lemma in _CALLED_OFF and g.first >= setting.trigger.end
        and (g.lemma != "call" or setting.sentence.word(g.head + 1) == "off")
        for g in setting.words.groups
    )  # fmt: skip


def holder_of(setting: Setting) -> NounPhrase | None:
    """Who holds the talks of a noun: "X's (first) meeting with", "during his talks with", or the clause's subject."""
    sentence, first = setting.sentence, setting.trigger.first
    for phrase in reversed(setting.phrases):
        if phrase.end <= first and phrase.is_possessive and first - phrase.end <= 4:
            return phrase
    if any(sentence.tokens[i].kind == "possessive" for i in range(max(0, first - 2), first)):
        return None  # "the envoy's visit", whoever that is
    before = {sentence.word(i) for i in range(max(0, first - 4), first)}
    if "their" in before and setting.scene.pair:
        return None
    is_opening = bool(before & {"his", "her", "their"}) or sentence.word(0) in _OPENING
    if is_opening and not any(p.end <= first and p.is_free and not p.is_weak for p in setting.phrases):
        main = next((g for g in setting.words.groups if g.head > first and g.form == "finite"), None)
        return subject_of(setting.words, setting.phrases, main) if main is not None else None
    return _who_is_on(setting) or setting.subject()


def _who_is_on(setting: Setting) -> NounPhrase | None:
    """ "X" in "received X, who is on a visit to" and "received X, on a visit to": whoever the words stand beside."""
    sentence = setting.sentence
    if sentence.word(setting.trigger.first) != "on":
        return None
    before = before_adjuncts(sentence, setting.trigger.first - 1)
    being = next((g for g in setting.words.groups if g.head == before and g.lemma == "be" and g.form == "finite"), None)
    if being is not None:
        return subject_of(setting.words, setting.phrases, being)
    end = before if before >= 0 and sentence.tokens[before].text == "," else before + 1
    return next((p for p in setting.phrases if p.end == end and not p.is_weak and not p.is_possessive), None)


def status_of(setting: Setting) -> str | None:
    """Status of the act told by the trigger's verb; a trigger that spells its "not" out has happened."""
    group = setting.group()
    if group is not None and {"not", "never"} & setting.inside():
        return "happened"
    if group is None:
        return None
    status, kind = standing_of(setting.sentence, group, setting.words.groups), _kind_of_purpose(setting)
    if status is None and kind is not None and group.form == "infinitive":
        return done_by_doing(setting.sentence, group, setting.words.groups, kind)
    return status


def _kind_of_purpose(setting: Setting) -> str | None:
    """By which kind of verb an act is done that is told as its purpose: what is said, help that no other words tell."""
    if setting.act.event_type in _SAID and setting.act.mode != "investigation":
        return "speaking"
    return "giving" if setting.act.event_type == "AID" and setting.before is None else None


def mutual(parties: tuple[Party, ...], status: str, *phrases: NounPhrase) -> Roles | None:
    """A symmetric act of at least two distinct parties, who must not all be one country's unless all are persons."""
    distinct = tuple(dict.fromkeys(parties))
    persons = [party for party in distinct if party.kind == "person"]
    spoken_for = {party.country for party in persons}
    distinct = tuple(
        p for p in distinct if p.kind != "country" or p.sector != "government" or p.country not in spoken_for
    )
    are_one_state = len({p.country for p in distinct}) < 2 and len({p.sector for p in distinct}) < 2
    if len(distinct) < 2 or (are_one_state and len(persons) < 2 and all(p.kind != "organization" for p in distinct)):
        return None
    return Roles(distinct, (), status, True, any(phrase.is_resolved for phrase in phrases))
