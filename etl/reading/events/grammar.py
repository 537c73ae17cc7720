"""Which words of a sentence are verbs, and how they stand: a shallow grammar by each word's neighbours.

No statistics: what a word can be comes from `verbs.csv`, what it is from the words beside it ("the attack", "to
attack", "troops attack the town"). Good enough to tell who does what in formal news, and fast.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from etl.reading.events.items import begins_item, is_told_by_item
from etl.reading.events.neighbours import (
    CONJUNCTIONS,
    auxiliaries,
    begins_infinitive,
    is_adjective_of_country,
    is_bare_object,
    is_count,
    is_hyphenated,
    is_meeting,
    is_only_object,
    is_plural_noun,
    is_plural_subject,
    is_wish,
    stands_before_people,
    takes_object,
)
from etl.reading.events.verb_group import VerbGroup, before_adjuncts, is_backing
from etl.reading.events.verbs import VerbForm, known_verbs
from etl.reading.events.word_classes import (
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    modality,
)
from etl.reading.people.words import speech_verbs
from etl.reading.tagging import TaggedSentence

_AUXILIARIES: Final = BE | HAVE | DO | MODALS | {"to"}
_PLURAL_SUBJECTS: Final = frozenset(
    {"they", "we", "i", "you", "people", "police", "troops", "forces", "men", "women", "who"}
)
_AFTER_VERB: Final = frozenset({"to", "that", "on", "for", "with", "by", "against", "in", "at", "over", "forward"})
_BEHIND_SECOND: Final = frozenset({"on", "upon", "for", "to", "that", "against"})
_ACTORS: Final = frozenset(
    {"government", "president", "minister", "ministry", "regime", "administration", "country", "nation", "leader"}
)  # "his government stands with", though stands may be a noun
_HEADLINE_NOUNS: Final = frozenset(
    {"arms", "talks", "attacks", "visits", "strikes", "protests", "sanctions", "raids", "exports", "imports", "claims",
     "demands", "rebels", "guards", "forces", "patrols"}
)  # fmt: skip
_NOUNS_IN_ING: Final = frozenset(
    {"fighting", "bombing", "shelling", "killing", "shooting", "rioting", "beating", "kidnapping", "jailing",
     "hijacking", "looting", "slaying", "stabbing", "hanging", "lynching"}
)  # fmt: skip
_MEANS: Final = frozenset({"phone", "telephone", "video", "land", "sea", "air", "mistake", "consensus"})
_ALONE_AS_SUBJECTS: Final = frozenset({"both", "all", "each", "many", "several", "some"})
_UNIVERSAL: Final = frozenset({"all", "every", "any", "each", "those"})
_MODIFIERS: Final = 4  # words between "every" and its noun
_BULLETS: Final = frozenset({"*", "-", "•", "·", ":", "–"})
_INTRODUCING: Final = frozenset(
    {"in", "on", "at", "near", "outside", "inside", "under", "from", "by", "with", "of", "for"}
)
_WITHOUT_OBJECT: Final = frozenset(
    {"stand", "abide", "come", "fly", "pass", "live", "sit", "stick"}
)  # "stood by its ally"
_OF_TWO_OBJECTS: Final = frozenset(
    {"hand", "give", "award", "grant", "show", "tell"}
)  # "was summoned and handed a note"
_DURATIONS: Final = frozenset({"years", "months", "weeks", "decades", "days"})
_QUOTATION: Final = frozenset({'"', "“", "‘", "'"})  # was "deeply concerned"
_SERIES: Final = 10  # words between two infinitives that one "to" introduces
_ONLY_PARTICIPLE: Final = frozenset({"participle"})
_BREAKS: Final = frozenset({",", ";", ":", "—", "–", "“", "”", '"', "(", ")"})


def verb_groups(sentence: TaggedSentence) -> list[VerbGroup]:
    """The verbs of a sentence in order; auxiliaries alone ("is a member") count as verbs too."""
    found: list[VerbGroup] = []
    known = known_verbs()
    for index in sentence.indices_of(known.keys()):
        token = sentence.tokens[index]
        is_preposition = token.norm in PREPOSITIONS and not is_wish(sentence, index)
        if token.kind != "word" or is_preposition or _is_name_part(sentence, index):
            continue
        group = _group(sentence, index, known[token.norm], found)
        if group is not None:
            if found and found[-1].head >= group.first:
                found.pop()  # "has" of "has met", "be" of "be arrested"
            found.append(group)
    return _with_one_verb_each(sentence, found)


def _with_one_verb_each(sentence: TaggedSentence, groups: list[VerbGroup]) -> list[VerbGroup]:
    """Of two verbs that follow each other in one clause the first is a participle: "a bomb planted in a car killed"."""
    for at, (first, second) in enumerate(pairwise(groups)):
        form, other = known_verbs()[sentence.word(first.head)], known_verbs()[sentence.word(second.head)]
        is_either = first.form == "finite" and not first.words and "participle" in form.kinds and "past" in form.kinds
        is_told = second.form == "finite" or (
            "past" in other.kinds and (takes_object(sentence, second.head) or is_bare_object(sentence, second.head + 1))
        )
        if (
            not (is_either and is_told)
            or second.form not in ("finite", "reduced")
            or second.is_passive != (second.form == "reduced" or bool(second.words and set(second.words) & BE))
        ):
            continue
        between = sentence.tokens[first.head + 1 : second.first]
        is_one_clause = (
            bool(between)
            and between[0].norm in _INTRODUCING
            and not any(
                token.text in _BREAKS or token.norm in SUBORDINATORS or token.norm in CONJUNCTIONS or token.norm == "to"
                for token in between
            )
        )
        if is_one_clause and sentence.word(first.head) not in speech_verbs():
            groups[at] = replace(first, form="reduced", is_passive=True)
            if second.form == "reduced":
                groups[at + 1] = replace(second, form="finite", is_passive=False)
    return groups


def _is_name_part(sentence: TaggedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    if sentence.hit_at(index) is not None or is_backing(sentence, index - 1):
        return True
    if not token.is_capitalized or index == 0 or sentence.is_title_case or begins_item(sentence, index):
        return False
    return sentence.word(index - 1) not in ("“", '"')


def _chain_start(sentence: TaggedSentence, head: int) -> int:
    """First token of the auxiliaries, adverbs and "to" before a verb; the verb itself where none stands there."""
    first, index = head, head - 1
    while index >= 0 and head - index <= 7:
        word = sentence.word(index)
        if word in _AUXILIARIES:
            first = index
            if word == "to":
                break
        elif not is_adverb(word) and sentence.tokens[index].text not in _QUOTATION:
            if word not in _DURATIONS or sentence.word(index - 1) != "for":
                break
            index -= 1  # "has for years been"
        index -= 1
    return first


def _group(sentence: TaggedSentence, head: int, form: VerbForm, earlier: Sequence[VerbGroup]) -> VerbGroup | None:
    """The verb at `head` with its auxiliaries; None where the word is no verb."""
    first = _chain_start(sentence, head)
    words = auxiliaries(sentence, first, head)
    last = next((word for word in reversed(words) if not is_adverb(word)), "") if words else ""
    if not last:
        is_auxiliary = form.lemma in ("be", "have", "do")
        return VerbGroup(head, head, form.lemma, "finite", False, ()) if is_auxiliary else _alone(
            sentence, head, form, earlier
        )  # fmt: skip
    if last == "to" and "ing" in form.kinds:
        return VerbGroup(head, head, form.lemma, "gerund", False, ())  # "looks forward to hosting"
    if not _fits_auxiliary(sentence, head, form, last):
        return None
    is_passive = last in BE and "participle" in form.kinds
    kind = _ing_alone(sentence, first, before_adjuncts(sentence, first - 1), earlier) if words[0] == "having" else None
    kind = kind or ("infinitive" if words[0] == "to" else "finite")
    return VerbGroup(first, head, form.lemma, kind, is_passive, words)


def _fits_auxiliary(sentence: TaggedSentence, head: int, form: VerbForm, auxiliary: str) -> bool:
    """True when the form can stand behind this auxiliary: "will meet", "has met", "is meeting", "was met"."""
    if auxiliary in BE:
        return bool(form.kinds & {"participle", "ing"})
    if auxiliary in HAVE:
        return "participle" in form.kinds
    if auxiliary == "to" and form.is_noun and sentence.word(head - 1) == "to" and not takes_object(sentence, head):
        return "base" in form.kinds and sentence.word(head - 2) not in modality("to_noun")  # "in response to attack"
    return "base" in form.kinds


def _alone(sentence: TaggedSentence, head: int, form: VerbForm, earlier: Sequence[VerbGroup]) -> VerbGroup | None:
    """A verb without auxiliaries; one joined by "and" shares those before it ("must support X and provide Y")."""
    is_of_item = begins_item(sentence, head) and is_told_by_item(sentence, head, form)
    kind = "finite" if is_of_item else _form_alone(sentence, head, form, earlier)
    if kind is None:
        return None
    before = before_adjuncts(sentence, head - 1)
    if is_count(sentence, before):
        before -= 1  # "were killed and six wounded"
    is_joined = bool(earlier) and sentence.word(before) in CONJUNCTIONS
    if is_joined and earlier[-1].form == "finite":
        is_active = takes_object(sentence, head) or is_plural_noun(sentence, head + 1)  # "and held talks"
        is_active = is_active and form.lemma not in _OF_TWO_OBJECTS
        if earlier[-1].is_passive and "participle" in form.kinds and not is_active:
            return VerbGroup(head, head, form.lemma, "finite", True, earlier[-1].words)
        if form.kinds == _ONLY_PARTICIPLE and set(earlier[-1].words) & HAVE:
            return VerbGroup(head, head, form.lemma, "finite", False, earlier[-1].words)  # "recalled X and frozen"
        if "ing" in form.kinds and earlier[-1].words and sentence.word(earlier[-1].head).endswith("ing"):
            return VerbGroup(head, head, form.lemma, "finite", False, earlier[-1].words)  # "been financing and arming"
    shared = (
        _shared_base(sentence, head, earlier, sentence.word(before))
        if kind == "finite" and "base" in form.kinds
        else None
    )
    if shared is not None and shared.form == "finite":
        return VerbGroup(head, head, form.lemma, kind, False, shared.words)
    return VerbGroup(head, head, form.lemma, kind, kind == "reduced", ())


def _form_alone(sentence: TaggedSentence, head: int, form: VerbForm, earlier: Sequence[VerbGroup]) -> str | None:
    """How a verb stands without auxiliaries; None where the word is no verb."""
    index = before_adjuncts(sentence, head - 1)
    before = sentence.word(index)
    if before in DETERMINERS or (index >= 0 and sentence.tokens[index].kind == "possessive"):
        return "finite" if before in _ALONE_AS_SUBJECTS and not form.is_noun else None
    if is_hyphenated(sentence, head) or (
        form.is_noun and is_adjective_of_country(sentence, index) and "base" in form.kinds
    ):
        return None  # "a Saudi-owned weekly", "an Israeli man"
    if "ing" in form.kinds:
        return _ing_alone(sentence, head, index, earlier)
    if form.kinds & {"past", "participle"}:
        return _past_alone(sentence, head, form, earlier)
    if "third" in form.kinds:
        is_number = index >= 0 and sentence.tokens[index].kind == "number"
        is_verb = not form.is_noun or (_is_subject_like(sentence, index) and not is_number)
        is_object = form.is_noun and bool(earlier) and is_only_object(sentence, earlier[-1].head, index)
        is_second = before in CONJUNCTIONS and _is_in_present(sentence, earlier)
        is_verb = is_verb or (is_second and sentence.word(head + 1) in _BEHIND_SECOND)  # "praises X and calls on Y"
        is_listed = form.is_noun and before == "and" and not is_second
        is_told = is_verb and not is_listed and not is_object
        return "finite" if is_told else None  # not "reviewed their strengths and demands such as"
    return _base_alone(sentence, head, form, earlier, index)


def _ing_alone(sentence: TaggedSentence, head: int, index: int, earlier: Sequence[VerbGroup]) -> str | None:
    """A form in -ing behind token `index`: a gerund, a participle, or the name of a deed."""
    before = sentence.word(index)
    if before in CONJUNCTIONS and earlier and earlier[-1].form == "participle":
        return "participle"  # "declaring … and establishing"
    is_of_people = index < 0 and (is_bare_object(sentence, head + 1) or stands_before_people(sentence, head))
    if is_of_people or is_meeting(sentence, head) or _is_named_deed(sentence, head, index):
        return None  # "striking workers", "striking Chilean miners have"
    if before == "," and earlier and earlier[-1].form == "gerund" and _is_listed_gerund(sentence, earlier[-1], head):
        return "gerund"
    is_named = index < 0 or before in PREPOSITIONS or before in SUBORDINATORS or before in CONJUNCTIONS
    return "gerund" if is_named else "participle"


def _is_listed_gerund(sentence: TaggedSentence, before: VerbGroup, head: int) -> bool:
    """True for "in condemning, denouncing and" and the second of "in fighting crime, boosting trade and defending"."""
    if before.head == head - 2:
        return True
    return any(
        sentence.word(i) in CONJUNCTIONS and sentence.word(i + 1).endswith("ing")
        for i in range(head + 1, len(sentence.tokens) - 1)
    )


def _is_in_present(sentence: TaggedSentence, earlier: Sequence[VerbGroup]) -> bool:
    """True when the last verb that stands by itself is a third person too: "praises X and demands Y"."""
    finite = next((group for group in reversed(earlier) if group.form == "finite"), None)
    form = known_verbs().get(sentence.word(finite.head)) if finite is not None else None
    return form is not None and "third" in form.kinds


def _is_named_deed(sentence: TaggedSentence, head: int, index: int) -> bool:
    """True for "heavy fighting broke out", "after the shelling of": a deed, no verb."""
    if sentence.word(head) not in _NOUNS_IN_ING or sentence.word(index) in BE or takes_object(sentence, head):
        return False
    following = known_verbs().get(sentence.word(head + 1))
    is_ended = sentence.word(head + 1) in PREPOSITIONS or (following is not None and bool(following.kinds & {"past"}))
    return is_ended and not is_plural_noun(sentence, index) and sentence.word(index) not in _PLURAL_SUBJECTS


def _past_alone(sentence: TaggedSentence, head: int, form: VerbForm, earlier: Sequence[VerbGroup]) -> str | None:
    """ "Attacked": a past, or the participle of "ordered out of", "seized by", and of a sentence's first word."""
    if form.lemma in modality("intransitive"):
        return "finite"  # "miners armed with clubs rampaged through"
    following = sentence.word(head + 2)
    is_by = sentence.word(head + 1) == "by" and following not in _MEANS and not following.endswith("ing")
    is_by = is_by and form.lemma not in _WITHOUT_OBJECT
    if "past" not in form.kinds or ("participle" in form.kinds and (is_by or head == 0)):
        return "reduced"
    before = sentence.word(before_adjuncts(sentence, head - 1))
    is_joined = before in CONJUNCTIONS and bool(earlier) and earlier[-1].form == "reduced"
    is_told_of = is_joined and not takes_object(sentence, head)  # "held hostage or detained abroad"
    if "participle" in form.kinds and (is_told_of or _is_of_all(sentence, head)):
        return "reduced"
    if before in PREPOSITIONS and before not in ("after", "before", "since", "following"):
        return None  # "of detained activists"
    return "reduced" if "participle" in form.kinds and _goes_on(sentence, earlier, head) else "finite"


def _is_of_all(sentence: TaggedSentence, head: int) -> bool:
    """True for "detained" in "home and all Americans wrongly detained abroad": said of each of them, not told."""
    if takes_object(sentence, head):
        return False
    index = before_adjuncts(sentence, head - 1)
    for at in range(index - 1, max(0, index - _MODIFIERS), -1):
        if sentence.word(at) in _UNIVERSAL:
            return sentence.tokens[at - 1].kind == "word"
        if sentence.tokens[at].kind != "word":
            return False
    return False


def _base_alone(
    sentence: TaggedSentence, head: int, form: VerbForm, earlier: Sequence[VerbGroup], index: int
) -> str | None:
    """ "Attack" behind token `index`: a plural's present, an imperative, the second of two verbs, or a noun."""
    before = sentence.word(index)
    is_sure = takes_object(sentence, head) or not form.is_noun
    shared = _shared_base(sentence, head, earlier, before)
    if shared is not None and (is_sure or shared is earlier[-1]):
        return shared.form  # "to investigate and prosecute"
    if index < 0 or before in _BULLETS:
        return "bare" if is_sure else None
    is_sure = is_sure or begins_infinitive(sentence, head + 1)  # "the rulers plan to"
    if before in _PLURAL_SUBJECTS or (is_sure and is_plural_noun(sentence, index)):
        return "finite"
    if form.is_noun and not (is_sure and (before == "," or sentence.tokens[index].is_capitalized)):
        return None  # "the militant group X"
    is_of_many = before == "," or is_plural_subject(sentence, index, earlier[-1].head if earlier else -1)
    return "finite" if is_of_many else None if form.is_noun else "bare"


def _shared_base(sentence: TaggedSentence, head: int, earlier: Sequence[VerbGroup], before: str) -> VerbGroup | None:
    """The verb that a base form behind `before` goes on: "we praise those who came, and call on", "to find, arrest"."""
    if not earlier or (before not in CONJUNCTIONS and before != ","):
        return None
    bases = [group for group in earlier if _is_base(sentence, group)]
    if not bases:
        return None
    told = next((group for group in reversed(bases) if group.form == "finite"), None)
    if before == ",":  # "the ministers, meeting to discuss trade, condemn"
        is_listed = bases[-1] is earlier[-1] and any(group.form == "finite" for group in earlier)
        return bases[-1] if bases[-1].form == "finite" or is_listed else None
    is_far = head - bases[-1].head > _SERIES and bases[-1] is not earlier[-1]
    return told if is_far and told is not None and not told.words else bases[-1]


def _goes_on(sentence: TaggedSentence, earlier: Sequence[VerbGroup], head: int) -> bool:
    """True when the clause of an earlier verb still goes on at `head`: "opened its borders to people ordered out"."""
    finite = [group for group in earlier if group.form == "finite"]
    if not finite or sentence.word(finite[-1].head) in speech_verbs():
        return False
    return not any(
        token.text in _BREAKS or token.norm in SUBORDINATORS or token.norm in CONJUNCTIONS
        for token in sentence.tokens[finite[-1].head + 1 : head]
    )


def _is_base(sentence: TaggedSentence, group: VerbGroup) -> bool:
    form = known_verbs().get(sentence.word(group.head))
    return form is not None and "base" in form.kinds


def _is_subject_like(sentence: TaggedSentence, index: int) -> bool:
    """True when a word in -s behind token `index` is a verb: behind a name, a pronoun or a comma, or with an object of
    its own behind a common noun ("the government supports the plan", but "air strikes on")."""
    if index < 0:
        return False
    token = sentence.tokens[index]
    head = index + 1
    while is_adverb(sentence.word(head)):
        head += 1
    if token.norm in SUBJECT_PRONOUNS:
        return True
    if is_adjective_of_country(sentence, index):
        return False  # "Croatian forces in"
    if token.kind == "punct":
        is_object = takes_object(sentence, head) or begins_infinitive(sentence, head + 1)
        return token.text in (",", ")", "”") and is_object
    if token.norm in PREPOSITIONS or token.norm in CONJUNCTIONS or token.kind != "word":
        return token.norm == "and" and takes_object(sentence, head)
    return _is_verb_behind(sentence, index, head)


def _is_verb_behind(sentence: TaggedSentence, index: int, head: int) -> bool:
    """The same behind a word that may be the subject's last."""
    token = sentence.tokens[index]
    is_name = (token.is_capitalized or token.norm in _ACTORS) and sentence.word(head) not in _HEADLINE_NOUNS
    is_name = is_name and (index > 0 or sentence.hit_at(0) is not None)  # "Security forces in"
    if is_name and sentence.hit_at(index) is not None and is_bare_object(sentence, head + 1):
        return True  # "China recalls ambassador"
    return (
        takes_object(sentence, head)
        or (is_name and sentence.word(head + 1) in _AFTER_VERB)
        or (begins_infinitive(sentence, head + 1) and not is_plural_noun(sentence, index))
    )
