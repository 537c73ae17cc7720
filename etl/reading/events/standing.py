"""Whether an act took place: negation, doubt, future and plans around its verb."""

from collections.abc import Sequence
from functools import cache

from etl.lexicon.loader import rows
from etl.reading.events.grammar import BE, VerbGroup, before_adjuncts, is_adverb
from etl.reading.tagging import TaggedSentence

_ASPECTUAL = frozenset(
    {"begin", "start", "continue", "resume", "help", "manage", "proceed", "move", "go", "join", "intensify", "use", "decide", "vote", "opt", "choose",
     "seem"}
)  # fmt: skip
_PURPOSEFUL = frozenset(
    {"meet", "call", "speak", "visit", "hold", "host", "convene", "gather", "write", "take", "telephone", "phone",
     "issue", "travel", "use", "want", "wish", "like", "stop", "fly", "come", "arrive", "return", "attend", "depart",
     "head"}
)  # fmt: skip
_SAYING = frozenset(
    {"say", "announce", "declare", "state", "tell", "indicate", "confirm", "pledge", "promise", "warn", "vow", "add",
     "report", "emphasize", "emphasise", "stress", "underscore", "underline", "reaffirm", "affirm", "assure",
     "reiterate", "note"}
)  # fmt: skip


@cache
def modality(kind: str) -> frozenset[str]:
    """Words of one class of `modality_words.csv`."""
    return frozenset(row["word"] for row in rows("modality_words") if row["class"] == kind)


def standing_of(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> str | None:
    """Status of the act told by a verb group: happened, ongoing, planned; None for no act.

    "met" happened; "is meeting" is ongoing; "will meet" and "is scheduled to meet" are planned; "did not meet", "may
    meet", "hopes to meet" and other infinitives tell no act. "Began to shell" happened, and so did what somebody said
    in a call made "to offer condolences".
    """
    if group.form == "infinitive":
        return _of_infinitive(sentence, group, groups)
    if group.form == "gerund":
        if sentence.word(group.first - 2) == "forward" and sentence.word(group.first - 1) == "to":
            return "planned"  # "looks forward to welcoming"
        return "happened" if sentence.word(group.first - 1) in ("after", "by", "for") else None
    if group.form == "bare" or is_conditional(sentence, group) or _is_denied(sentence, group, groups):
        return None
    return _by_auxiliaries(sentence, group, groups)


def _by_auxiliaries(sentence: TaggedSentence, group: VerbGroup, groups: Sequence[VerbGroup]) -> str | None:
    """Status by "will", "may", "not" and "is … -ing" before the verb."""
    words = {word for word in group.words if not is_adverb(word) or word in ("not", "never")}
    words |= {"never"} & {sentence.word(group.first - 1), sentence.word(group.first - 2)}
    doubt, is_future = words & modality("doubt"), bool(words & modality("future"))
    if words & modality("negation") or ((is_future or doubt) and is_wished(sentence, group)):
        return None
    if is_future or (doubt == {"would"} and _is_said(group, groups)):
        return "planned"
    if doubt:
        return None
    is_under_way = sentence.word(group.head).endswith("ing") and words & BE and not {"was", "were"} & words
    return "ongoing" if is_under_way else "happened"


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
    if "not" in start.words or sentence.word(start.first - 1) == "not" or governor is None:
        return None
    status = standing_of(sentence, governor, groups)
    if before in modality("plan"):
        return "planned" if status is not None else None
    if governor.lemma == "work" and status == "planned":
        return status  # "will work with partners to free X"
    if governor.head != before_adjuncts(sentence, start.first - 1):
        return status if governor.lemma in _PURPOSEFUL and status in ("happened", "planned") else None
    return status if governor.lemma in _ASPECTUAL else None


def governor_of(group: VerbGroup, groups: Sequence[VerbGroup]) -> VerbGroup | None:
    """The last verb before an infinitive that stands by itself."""
    return next((g for g in reversed(groups) if g.head < group.first and g.form not in ("reduced", "gerund")), None)


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
