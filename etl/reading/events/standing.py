"""Whether an act took place: negation, doubt, future and plans around its verb."""

from collections.abc import Sequence

from etl.reading.events.grammar import VerbGroup, before_adjuncts
from etl.reading.events.verbs import known_verbs
from etl.reading.events.word_classes import BE, PREPOSITIONS, is_adverb, modality
from etl.reading.people.nominals import pair_words
from etl.reading.people.words import is_title_word
from etl.reading.tagging import TaggedSentence

_ASPECTUAL = frozenset(
    {"begin", "start", "continue", "resume", "help", "manage", "proceed", "move", "go", "join", "intensify", "use",
     "decide", "vote", "opt", "choose", "seem"}
)  # fmt: skip
_PURPOSEFUL = frozenset(
    {"meet", "call", "speak", "visit", "hold", "host", "convene", "gather", "write", "take", "telephone", "phone",
     "issue", "travel", "use", "want", "wish", "like", "stop", "fly", "come", "arrive", "return", "attend", "depart",
     "head", "flock", "march", "rally", "assemble", "stage", "go", "sign", "order", "turn"}
)  # fmt: skip
_ASKING = frozenset({"demand", "ask", "request", "insist", "urge", "propose", "suggest", "recommend", "order"})
_WISHING = frozenset({"want", "wish", "like"})
_SAYING = frozenset(
    {"say", "announce", "declare", "state", "tell", "indicate", "confirm", "pledge", "promise", "warn", "vow", "add",
     "report", "emphasize", "emphasise", "stress", "underscore", "underline", "reaffirm", "affirm", "assure",
     "reiterate", "note"}
)  # fmt: skip
_RANKS = frozenset({"first", "second", "third", "latest"})
_ANSWERABLE = frozenset({"responsible", "known", "notorious", "designed", "used", "intended", "needed", "necessary"})
CAUSING = frozenset({"prompt", "lead", "cause", "drive", "provoke", "compel", "force", "oblige"})
"""Verbs whose object does what stands behind it."""
_OPENINGS = frozenset({"way", "chance", "time", "step", "opportunity", "thing", "priority", "need"})
_RESORTING = frozenset({"resort", "take", "return", "turn", "confess", "admit"})
_JOINING = frozenset({"and", "or"})
_WITHIN_NAMES = frozenset({"the", "of", "and", "in", "for", "to", ","})
_PERSONS = frozenset({"he", "she", "they", "who", "both", "two", "delegation", "team"})  # "he is to meet"
_GOVERNING = ("finite", "infinitive", "participle", "bare")
_SUBJECT = 4  # words of a subject behind "when"
_JUDGED = 12  # words between a thanks or a blame and what it is for


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
    before = sentence.word(group.first - 1)
    if before == "to" and sentence.word(group.first - 2) == "forward":
        return "planned"  # "looks forward to welcoming"
    if before == "to" and (resorting := governor_of(group, groups)) is not None and resorting.lemma in _RESORTING:
        return standing_of(sentence, resorting, groups)  # "resorted to throwing stones"
    governor = governor_of(group, groups) if before == "by" else None
    if governor is not None and governor.form == "finite":
        return standing_of(sentence, governor, groups)  # "will help by sending"
    is_done = before in ("after", "by") or (before == "for" and _is_judged(sentence, group))
    return "happened" if is_done else None


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
        if any(g.head == first.first - 1 and g.lemma not in _ASPECTUAL for g in groups):
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
    doubt, is_future = words & modality("doubt"), bool(words & modality("future"))
    if words & modality("negation") or ((is_future or doubt) and is_wished(sentence, group)):
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
    return any((g.head < group.first or g is groups[-1]) and g.lemma in _SAYING for g in groups)


def _of_infinitive(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> str | None:
    """Status of "to meet" by what stands before it."""
    start = group
    while start.words[:1] != ("to",):
        earlier = [g for g in groups if g.head < start.first and g.form == "infinitive"]
        if not earlier:
            return None
        start = earlier[-1]
    before = sentence.word(start.first - 1)
    governor = governor_of(start, groups)
    if "not" in start.words or before == "not" or governor is None or _is_only_wanted(sentence, governor, start):
        return None
    status = standing_of(sentence, governor, groups)
    if before in modality("plan") or (governor.head == start.first - 1 and _is_to_come(sentence, governor)):
        is_denied = sentence.word(start.first - 2) in modality("negation")  # "has no plans to"
        return "planned" if status is not None and not is_denied else None
    is_ranked = governor.lemma in ("become", "be") and before not in _OPENINGS
    is_ranked = is_ranked and bool(_RANKS & set(sentence.words[governor.head : start.first]))
    is_caused = governor.lemma in CAUSING and status == "happened" and governor.head != start.first - 1
    if is_ranked or is_caused or (governor.lemma == "work" and status == "planned"):
        # "prompting Chile to recall its envoy", "became the first to recognise", "will work with partners to free"
        return status
    if governor.head != before_adjuncts(sentence, start.first - 1):
        return status if governor.lemma in _PURPOSEFUL and status in ("happened", "planned") else None
    return status if governor.lemma in _ASPECTUAL else None


def _is_to_come(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for the "is" of "the Prime Minister is to visit Chile", not for that of "the aim is to visit"."""
    if group.lemma != "be" or group.words:
        return False
    index = before_adjuncts(sentence, group.first - 1)
    if index < 1 or not sentence.tokens[index].is_capitalized:
        return _is_person(sentence.word(index))
    head = index
    while head >= 0 and (sentence.tokens[head].is_capitalized or sentence.word(head) in _WITHIN_NAMES):
        head -= 1
    return sentence.word(head + 1) not in PREPOSITIONS or _is_person(
        sentence.word(head)
    )  # "the mission of the Group is"


def _is_person(word: str) -> bool:
    return word in _PERSONS or word in pair_words() or is_title_word(word)


def _is_only_wanted(sentence: TaggedSentence, governor: VerbGroup, group: VerbGroup) -> bool:
    """True for "we want them to urge" and "we call on them to cease", not for "we want once again to urge"."""
    if governor.lemma == "call" and sentence.word(governor.head + 1) in ("on", "upon", "for"):
        return True
    between = range(governor.head + 1, group.first)
    return governor.lemma in _WISHING and not all(is_adverb(sentence.word(i)) for i in between)


def governor_of(group: VerbGroup, groups: Sequence[VerbGroup], forms: Sequence[str] = _GOVERNING) -> VerbGroup | None:
    """The last verb before an infinitive that stands by itself, or in one of `forms`."""
    return next((g for g in reversed(groups) if g.head < group.first and g.form in forms), None)


def is_conditional(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for a verb in a clause that begins with "if", "unless" or "whether"."""
    for index in range(group.first - 1, max(-1, group.first - 12), -1):
        if sentence.tokens[index].text in (",", ";"):
            return False
        if sentence.word(index) in ("if", "unless", "whether", "should"):
            return True
    return False


def _is_denied(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> bool:
    """True behind "denied that"."""
    return any(g.lemma == "deny" and g.head < group.first for g in groups) and sentence.word(group.head) != "denied"


def is_wished(sentence: TaggedSentence, group: VerbGroup) -> bool:
    """True for what somebody only believes or hopes: "expressed the belief that X will"."""
    return any(sentence.word(i) in modality("belief") for i in range(group.first))


def asserts_duty(group: VerbGroup) -> bool:
    """True for "must leave", "has to leave", "should leave"."""
    return bool({"must", "should"} & set(group.words)) and "not" not in group.words
