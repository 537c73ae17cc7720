"""Whether an act took place: negation, doubt, future and plans around its verb."""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.implicatives import is_denied_in_vain, is_done_with
from etl.reading.events.verb_group import VerbGroup, before_adjuncts
from etl.reading.events.verbs import known_verbs
from etl.reading.events.word_classes import BE, PREPOSITIONS, is_adverb, modality
from etl.reading.people.nominals import pair_words
from etl.reading.people.words import is_title_word
from etl.reading.tagging import TaggedSentence

_ASKING: Final = frozenset({"demand", "ask", "request", "insist", "urge", "propose", "suggest", "recommend", "order"})
_WISHING: Final = frozenset({"want", "wish", "like"})
_RISING: Final = frozenset({"rise", "intervene"})  # "rose to denounce"
_PERFORMED: Final = frozenset(
    {"congratulate", "extend", "condemn", "denounce", "urge", "call", "apologise", "apologize", "appeal", "welcome"}
)
_ANSWERABLE: Final = frozenset(
    {"responsible", "known", "notorious", "designed", "used", "intended", "needed", "necessary"}
)
_PROOFS: Final = frozenset({"evidence", "proof", "sign", "signs", "indication", "indications", "reason", "truth"})
_CLAUSE: Final = 12  # words
_NEARLY: Final = frozenset({"nearly", "almost", "hardly", "scarcely", "barely"})
_PARTICLES: Final = frozenset({"out", "off"})  # "ruled out bombing"
_RESORTING: Final = frozenset({"resort", "take", "return", "turn", "confess", "admit"})
QUOTING: Final = frozenset({"quote", "cite"})
"""Verbs whose object says what stands behind "as": "quoted the minister as saying"."""
_SHARING: Final = frozenset({"join", "succeed", "unite", "participate", "lead", "follow", "assist", "persist"})
_READILY: Final = frozenset({"time", "hesitation", "lead", "way"})  # "lost no time in", "took the lead in"
_BESIDE: Final = frozenset({"while", "whilst", "besides", "before", "upon", "since"})
_OPENING: Final = 3  # words before a gerund that opens its sentence: "In addition to expelling"
_JOINING: Final = frozenset({"and", "or"})
_WITHIN_NAMES: Final = frozenset({"the", "of", "and", "in", "for", "to", ","})
_PERSONS: Final = frozenset({"he", "she", "they", "who", "both", "two", "delegation", "team"})  # "he is to meet"
_GOVERNING: Final = ("finite", "infinitive", "participle", "bare")
_SUBJECT: Final = 4  # words of a subject behind "when"
_JUDGED: Final = 12  # words between a thanks or a blame and what it is for


def standing_of(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> str | None:
    """Status of the act told by a verb group: happened, ongoing, planned; None for no act.

    "met" happened; "is meeting" is ongoing; "will meet" and "is scheduled to meet" are planned; "did not meet", "may
    meet", "hopes to meet" and other infinitives tell no act. "Began to shell" happened, and so did what somebody said
    in a call made "to offer condolences".
    """
    if group.form in ("infinitive", "gerund", "participle") and _is_awaited(sentence, group, groups):
        return None
    if group.form == "infinitive":
        return _of_infinitive(sentence, group, groups)
    if group.form == "gerund":
        return _of_gerund(sentence, group, groups)
    if group.form == "bare" or is_conditional(sentence, group) or _is_denied(sentence, group, groups):
        return None
    return _by_auxiliaries(sentence, group, groups)


def _of_gerund(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> str | None:
    """Status of "sending" by the preposition before it."""
    before, earlier = sentence.word(group.first - 1), sentence.word(group.first - 2)
    if before == "to" and earlier == "forward":
        return "planned"  # "looks forward to welcoming"
    forms = ("finite",) if is_means(sentence, group) else _GOVERNING
    governor = governor_of(group, groups, forms) or main_behind(sentence, group, groups)
    if governor is not None and _is_done_beside(sentence, group, governor):
        return standing_of(sentence, governor, groups)
    is_done = (
        before == "after" or (before == "by" and governor is None) or (before == "for" and _is_judged(sentence, group))
    )
    return "happened" if is_done else None


def is_means(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for "worked with Chile to secure the mines, including by sending": by what the main verb is done."""
    earlier = sentence.word(group.first - 2)
    return sentence.word(group.first - 1) == "by" and earlier in ("including", ",", "notably", "also")


def _is_done_beside(sentence: TaggedSentence, group: VerbGroup, governor: VerbGroup) -> bool:
    """True for a gerund that is done when its governor is: "resorted to throwing stones", "will help by sending",
    "joined Chile in condemning", "while condemning", and one that opens its sentence ("Accusing Chile of …, it left").
    """
    before, earlier = sentence.word(before_adjuncts(sentence, group.first - 1)), sentence.word(group.first - 2)
    if before == "to":
        return governor.lemma in _RESORTING or earlier == "addition"
    if before == "by":
        is_meant = governor.lemma in modality("intending") or governor.lemma in modality("saying")
        return not (is_means(sentence, group) and is_meant)
    if before == "as":
        return governor.lemma in QUOTING
    if before == "in":
        return governor.lemma in _SHARING or earlier in _READILY or governor.first > group.head
    return before in _BESIDE or (before == "" and governor.first > group.head)


def main_behind(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> VerbGroup | None:
    """The verb of the main clause behind a gerund that begins its sentence or stands between commas: "After
    meeting X, Y left", "Y, after meeting X, left".
    """
    is_inserted = group.first > 1 and sentence.word(group.first - 2) == ","
    if group.first > _OPENING and not is_inserted:
        return None
    comma = next((i for i in range(group.head + 1, len(sentence.tokens)) if sentence.tokens[i].text == ","), None)
    if comma is None:
        return None
    return next((g for g in groups if g.first > comma and g.form == "finite"), None)


def _is_asked(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> bool:
    """True for "demanded that the police arrest": a bare form behind a demand tells what is to be done."""
    form = known_verbs().get(sentence.word(group.head))
    is_bare = form is not None and form.kinds == frozenset({"base"})
    return is_bare and any(
        g.head < group.first and g.lemma in _ASKING and "that" in sentence.words[g.head : group.first] for g in groups
    )


def _is_awaited(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> bool:
    """True in "we look forward to companies investing in", and in "to justify invading", not in "began shelling"."""
    if group.form == "participle":
        first = group
        while sentence.word(first.first - 1) in _JOINING and (earlier := governor_of(first, groups, ("participle",))):
            first = earlier  # "discussed strengthening and supporting"
        done = modality("implicative") | modality("admitting")
        before = first.first - 1 - (sentence.word(first.first - 1) in _PARTICLES)
        if any(g.head == before and g.lemma not in done for g in groups):
            return True
    return any(
        sentence.word(i) == "forward" and sentence.word(i - 1).startswith("look") for i in range(1, group.first - 2)
    )


def _is_judged(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for "thanked them for helping", not for "protocols for sharing": what one is judged for is done."""
    if sentence.word(group.first - 2) in _ANSWERABLE:
        return False  # "sanctions on those responsible for killing": who does it is told there, if at all
    return any(sentence.word(i) in modality("judging") for i in range(max(0, group.first - _JUDGED), group.first))


def _by_auxiliaries(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> str | None:
    """Status by "will", "may", "not" and "is … -ing" before the verb."""
    words = {word for word in group.words if not is_adverb(word) or word in ("not", "never")}
    words |= {"never"} & {sentence.word(group.first - 1), sentence.word(group.first - 2)}
    is_missed = bool({sentence.word(group.head - 1), sentence.word(group.first - 1)} & _NEARLY)
    doubt, is_future = words & modality("doubt"), bool(words & modality("future"))
    if is_missed or words & modality("negation") or ((is_future or doubt) and is_wished(sentence, group)):
        return None
    if not group.words and _is_asked(sentence, group, groups):
        return None
    if is_future or (doubt == {"would"} and _is_said(group, groups)):
        return "planned"
    if doubt:
        return None
    if _is_habitual(sentence, group):
        is_ahead = any(set(g.words) & modality("future") for g in groups if g is not group)
        return "planned" if is_ahead or "forward" in sentence.words[: group.first] else None
    is_under_way = sentence.word(group.head).endswith("ing") and words & BE and not {"was", "were"} & words
    return "ongoing" if is_under_way else "happened"


def _is_habitual(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for "when he sits down with": a present behind "when" tells what is done again and again, or will be."""
    form = known_verbs().get(sentence.word(group.head))
    if group.words or form is None or "past" in form.kinds:
        return False
    return any(sentence.word(i) in ("when", "whenever") for i in range(max(0, group.first - _SUBJECT), group.first))


def _is_said(group: VerbGroup, groups: Sequence[VerbGroup]) -> bool:
    """True for "said it would" and "it would …, he said": a will told in the past."""
    return any((g.head < group.first or g is groups[-1]) and g.lemma in modality("telling_will") for g in groups)


def _of_infinitive(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> str | None:
    """Status of "to meet" by what stands before it."""
    start = _start_of_infinitive(group, groups)
    governor = governor_of(start, groups) if start is not None else None
    if start is None or governor is None or _is_undone(sentence, governor, start):
        return None
    if _is_joined(sentence, start, governor):
        return _of_infinitive(sentence, governor, groups)
    return _by_governor(sentence, governor, start, groups)


def _start_of_infinitive(group: VerbGroup, groups: Sequence[VerbGroup]) -> VerbGroup | None:
    """The verb with "to" of "to investigate and prosecute"."""
    start = group
    while start.words[:1] != ("to",):
        earlier = [g for g in groups if g.head < start.first and g.form == "infinitive"]
        if not earlier:
            return None
        start = earlier[-1]
    return start


def _is_joined(sentence: TaggedSentence, start: VerbGroup, governor: VerbGroup) -> bool:
    """True for "to offer support and to condemn"."""
    is_second = sentence.word(start.first - 1) in _JOINING
    return is_second and governor.form == "infinitive" and governor.words[:1] == ("to",)


def _is_undone(sentence: TaggedSentence, governor: VerbGroup, start: VerbGroup) -> bool:
    """True for "decided not to meet", "took no steps to meet"; "had no choice but to meet" is none of these."""
    before = sentence.word(start.first - 1)
    between = set(sentence.words[governor.head + 1 : start.first]) & {"not", "never", "no"}
    is_not = "not" in start.words or (bool(between) and before != "but")
    return is_not or _is_only_wanted(sentence, governor, start)


def done_by_doing(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup], kind: str) -> str | None:
    """Status of what an infinitive tells as the purpose of a verb of this `kind` in `modality_words.csv`: "sent a note
    to protest" for "speaking", "donated rice to help Chile" for "giving"; and of "wants to thank", which thanks.
    """
    start = _start_of_infinitive(group, groups)
    governor = governor_of(start, groups) if start is not None else None
    while start is not None and governor is not None and _is_joined(sentence, start, governor):
        start, governor = governor, governor_of(governor, groups)
    if start is None or governor is None or _is_undone(sentence, governor, start):
        return None
    if governor.head == before_adjuncts(sentence, start.first - 1):
        is_performed = group.lemma in modality("stating") or group.lemma in _PERFORMED
        is_meant = governor.lemma in _WISHING | _RISING and not set(governor.words) & modality("negation")
        return "happened" if is_performed and is_meant else None
    if governor.lemma not in modality(kind) or sentence.word(start.first - 1) in modality("wanting_noun"):
        return None
    return "happened" if standing_of(sentence, governor, groups) in ("happened", "ongoing") else None


def _by_governor(
    sentence: TaggedSentence, governor: VerbGroup, start: VerbGroup, groups: Sequence[VerbGroup]
) -> str | None:
    """Status of an infinitive, which begins with `start`, by the verb that governs it."""
    if is_denied_in_vain(sentence, governor, start):
        return "planned" if set(governor.words) & modality("future") else "happened"
    before, status = sentence.word(start.first - 1), standing_of(sentence, governor, groups)
    is_to_come = governor.head == start.first - 1 and _is_to_come(sentence, governor)
    if before in modality("plan") or is_to_come:
        is_denied = sentence.word(start.first - 2) in modality("negation")  # "has no plans to"
        return "planned" if status is not None and not is_denied else None
    if is_done_with(sentence, governor, start) or (governor.lemma == "work" and status == "planned"):
        return status  # "prompting Chile to recall its envoy", "will work with partners to free"
    is_apart = governor.head != before_adjuncts(sentence, start.first - 1)
    is_apart = is_apart and before not in modality("wanting_noun")
    is_purpose = is_apart and governor.lemma in modality("purposeful") and status in ("happened", "planned")
    return status if is_purpose else None


def _is_to_come(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for the "is" of "the Prime Minister is to visit Chile", not for that of "the aim is to visit"."""
    if group.lemma != "be" or group.words:
        return False
    index = before_adjuncts(sentence, group.first - 1)
    if index > 0 and sentence.tokens[index].text == ",":  # "the minister, who arrived on Monday, is to leave"
        index = next((i for i in range(index - 1, 0, -1) if sentence.tokens[i].text == ","), 0) - 1
    if index < 0 or not sentence.tokens[index].is_capitalized:
        return index >= 0 and _is_person(sentence.word(index))
    head = index
    while head >= 0 and (sentence.tokens[head].is_capitalized or sentence.word(head) in _WITHIN_NAMES):
        head -= 1
    is_within = sentence.word(head + 1) in PREPOSITIONS  # "the mission of the Group is"
    return not is_within or _is_person(sentence.word(head))


def _is_person(word: str) -> bool:
    return word in _PERSONS or word in pair_words() or is_title_word(word)


def _is_only_wanted(sentence: TaggedSentence, governor: VerbGroup, group: VerbGroup) -> bool:
    """True for "we want them to urge", "we call on them to cease" and "issued an ultimatum to Chile to halt raids", not
    for "we want once again to urge".
    """
    if governor.lemma == "call" and sentence.word(governor.head + 1) in ("on", "upon", "for"):
        return True
    between = range(governor.head + 1, group.first)
    if any(sentence.word(i) in modality("asking_noun") for i in between):
        return True
    return governor.lemma in _WISHING and not all(is_adverb(sentence.word(i)) for i in between)


def governor_of(group: VerbGroup, groups: Sequence[VerbGroup], forms: Sequence[str] = _GOVERNING) -> VerbGroup | None:
    """The last verb before an infinitive that stands by itself, or in one of `forms`."""
    return next((g for g in reversed(groups) if g.head < group.first and g.form in forms), None)


def is_conditional(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for a verb in a clause that begins with "if", "unless" or "whether"."""
    for index in range(group.first - 1, max(-1, group.first - 12), -1):
        if sentence.tokens[index].text in (",", ";"):
            return False
        if sentence.word(index) in ("if", "unless", "whether"):
            return True
        if sentence.word(index) == "should" and not _is_auxiliary(sentence, index):
            return True  # "should Chile invade"
    return False


def _is_auxiliary(sentence: TaggedSentence, index: int) -> bool:
    """True for "should withdraw", "should not withdraw"."""
    word = sentence.word(index + 1)
    return word in ("not", "be", "have") or is_adverb(word) or word in known_verbs()


def _is_denied(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> bool:
    """True behind "denied that" and "no evidence that", not for what is said beside it ("denied the charge, adding that
    it rejected").
    """
    if _is_unproven(sentence, group):
        return True
    denial = next((g for g in reversed(groups) if g.lemma == "deny" and g.head < group.first), None)
    if denial is None:
        return False
    between = [g for g in groups if denial.head < g.first and g.head < group.first]
    is_other_said = (
        any(g.lemma in modality("telling_will") for g in between) and sentence.word(denial.head + 1) != "that"
    )
    return not is_other_said and sentence.word(before_adjuncts(sentence, group.first - 1)) not in _JOINING


def _is_unproven(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True in the clause of "no evidence that", "the possibility that"."""
    for index in range(group.first - 1, max(0, group.first - _CLAUSE), -1):
        if sentence.tokens[index].kind == "punct":
            return False
        if sentence.word(index) == "that" and sentence.word(index - 1) in modality("unsure_that"):
            return True
        if sentence.word(index) == "that" and sentence.word(index - 1) in _PROOFS:
            return sentence.word(index - 2) in modality("negation") or sentence.word(index - 3) in modality("negation")
    return False


def is_wished(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for what somebody only believes or hopes: "expressed the belief that X will"."""
    return any(sentence.word(i) in modality("belief") for i in range(group.first))


def asserts_duty(group: VerbGroup) -> bool:
    """True for "must leave", "should leave"; "should have left" is past mending."""
    return bool({"must", "should"} & set(group.words)) and {"not", "have"}.isdisjoint(group.words)
