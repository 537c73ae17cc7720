"""Whether what an infinitive tells is done when its governor is: "managed to", "was quick to", "took steps to".

The classes are those of Karttunen (Implicative verbs, Language 47, 1971) and of the verbs of purpose; their words stand
in `modality_words.csv`.
"""

from typing import Final

from etl.reading.events.verb_group import VerbGroup, before_adjuncts
from etl.reading.events.word_classes import BE, HAVE, is_adverb, modality
from etl.reading.tagging import TaggedSentence

CAUSING: Final = frozenset({"prompt", "lead", "cause", "drive", "provoke", "compel", "force", "oblige"})
"""Verbs whose object does what stands behind it."""
_OPENINGS: Final = frozenset({"way", "chance", "time", "step", "opportunity", "thing", "priority", "need"})
_RANKS: Final = frozenset({"first", "second", "third", "latest"})
_COMPELLED: Final = frozenset(
    {"compelled", "obliged", "forced", "constrained", "impelled", "fit"}
)  # "felt compelled to"
_DEEMING: Final = frozenset({"deem", "find", "feel", "think"})  # "found it necessary to"
_ADJUNCTS: Final = frozenset({"in", "at", "on", "by", "during", "after", "unanimously", "overwhelmingly"})
_PAST_BE: Final = frozenset({"was", "were", "been"})
_TAKING: Final = frozenset({"take", "make", "use", "seize", "have", "announce", "adopt"})
_TALKED_INTO: Final = frozenset({"persuade", "induce", "convince"})  # "was persuaded to"
_WORDS_GIVEN: Final = frozenset({"threat", "threats", "promise", "promises", "pledge", "pledges", "vow", "vows"})
_FULFILLING: Final = frozenset(
    {"carry", "fulfil", "fulfill", "honour", "honor", "implement", "keep"}
)  # "carried out its threat"
_DOUBTLESS: Final = frozenset({"hesitate", "fail", "neglect", "forget", "omit", "shrink", "tire"})
_CHOICES: Final = frozenset({"choice", "option", "alternative", "recourse"})
_OFFERING: Final = 5  # words of "had no other choice but"


def is_done_with(sentence: TaggedSentence, governor: VerbGroup, infinitive: VerbGroup) -> bool:
    """True where the infinitive is carried out by whoever does what its governor tells."""
    at = before_adjuncts(sentence, infinitive.first - 1)
    before = sentence.word(at)
    if governor.lemma in ("be", "become") and "have" not in infinitive.words:
        return _is_ranked(sentence, governor, infinitive) or _is_said_of(sentence, governor, before)
    if governor.head == at:
        return _is_implied(sentence, governor, infinitive)
    if before == "necessary":
        return governor.lemma in _DEEMING
    is_complement = _is_apart_by_adjunct(sentence, governor) and governor.lemma in modality("implicative")
    if before in _WORDS_GIVEN:
        return governor.lemma in _FULFILLING or sentence.word(governor.head + 1) == "good"
    is_caused = before in _COMPELLED or (governor.lemma in CAUSING and not governor.is_passive)
    return is_complement or is_caused or (before in modality("occasion_noun") and governor.lemma in _TAKING)


def _is_apart_by_adjunct(sentence: TaggedSentence, governor: VerbGroup) -> bool:
    """True for "decided at a meeting", "voted 13-0", behind which an infinitive still hangs on the verb."""
    behind = governor.head + 1
    return sentence.word(behind) in _ADJUNCTS or sentence.tokens[behind].kind == "number"


def _is_implied(sentence: TaggedSentence, governor: VerbGroup, infinitive: VerbGroup) -> bool:
    """True for "managed to", "was forced to", "had to", and for "is reported to have" done it."""
    if "have" in infinitive.words:
        return governor.lemma in modality("reporting") or _is_ranked(sentence, governor, infinitive)
    if governor.is_passive:
        return governor.lemma in CAUSING or governor.lemma in _TALKED_INTO
    if governor.lemma == "have":
        return sentence.word(governor.head) == "had"
    return governor.lemma in modality("implicative")


def _is_ranked(sentence: TaggedSentence, governor: VerbGroup, infinitive: VerbGroup) -> bool:
    """True for "became the first to recognise", not for "the first step to"."""
    is_opening = sentence.word(infinitive.first - 1) in _OPENINGS
    return not is_opening and bool(_RANKS & set(sentence.words[governor.head : infinitive.first]))


def _is_said_of(sentence: TaggedSentence, governor: VerbGroup, before: str) -> bool:
    """True for "was quick to condemn" and, of what is past, "was able to capture"."""
    if before == "able":
        return sentence.word(governor.head) in _PAST_BE
    return before in modality("quick")


def is_denied_in_vain(sentence: TaggedSentence, governor: VerbGroup, infinitive: VerbGroup) -> bool:
    """True for "did not hesitate to attack" and "had no choice but to withdraw": the "not" denies no act."""
    words = {word for word in governor.words if not is_adverb(word) or word in ("not", "never")}
    words |= {"never"} & {sentence.word(governor.first - 1)}
    if governor.lemma in _DOUBTLESS and governor.head == infinitive.first - 1:
        return bool(words & {"not", "never", "didn't"}) and not words & modality("doubt")
    before = range(max(0, infinitive.first - _OFFERING), infinitive.first)
    is_forced = sentence.word(infinitive.first - 1) == "but" and any(sentence.word(i) in _CHOICES for i in before)
    return is_forced and (sentence.word(governor.head) == "had" or bool(words & HAVE & {"had"}) or bool(words & BE))
