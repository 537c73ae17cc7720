"""The clause around a trigger: its subject, its object, and who stands behind a preposition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from etl.reading.events.asides import behind_wording, is_inserted, is_relative, subject_before_aside
from etl.reading.events.implicatives import CAUSING
from etl.reading.events.items import begins_item
from etl.reading.events.phrases import NounPhrase, Party, Words
from etl.reading.events.scene import Scene
from etl.reading.events.standing import QUOTING, governor_of, main_behind
from etl.reading.events.triggers import Act, Found
from etl.reading.events.verb_group import VerbGroup, before_adjuncts
from etl.reading.events.verbs import known_verbs
from etl.reading.events.word_classes import DETERMINERS, DO, MODALS, PREPOSITIONS, modality
from etl.reading.people.words import speech_verbs
from etl.reading.tagging import TaggedSentence

_REACH: Final = 16  # words between a trigger and the phrase it governs
_BEFORE_VERB: Final = 4  # words between a name and its verb: "the TASS news agency reported"
_CLAUSE_MARKS: Final = frozenset({";", ":", ".", "”", "!", "?"})
_CLAUSE_WORDS: Final = frozenset(
    {"that", "which", "who", "while", "when", "after", "before", "because", "although", "if", "unless"}
)
_PRONOUNS: Final = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "this", "these", "those", "everyone", "nobody"}
)
_HELPING: Final = frozenset({"supporting", "helping", "assisting", "defending", "protecting", "backing"})
_OBJECT_PRONOUNS: Final = frozenset({"us", "we", "me", "him", "her", "them", "it", "he", "she", "they", "i"})
_BESIDE_PERFECT: Final = frozenset({"past", "participle"})
_RELATIVES: Final = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True, slots=True)
class Roles:
    """Who acts on whom: the outcome of a frame. `is_threat` says that what is pledged is hostile, `apart` are those of
    the actors with whom the others met one by one, those of one meeting together.
    """

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: str
    is_symmetric: bool
    is_indirect: bool  # a side is told only by a pronoun, "the two sides", or not at all
    is_threat: bool = False
    apart: tuple[tuple[Party, ...], ...] = ()


@dataclass(slots=True)
class Setting:
    """What a frame looks at: a trigger with its act, in its sentence, among the phrases that name sides."""

    scene: Scene
    words: Words
    phrases: Sequence[NounPhrase]
    trigger: Found
    act: Act
    has_time: bool = False  # a day, month or year stands near
    thanks: Roles | None = None  # who thanks whom in the same sentence, before the trigger
    before: Roles | None = None  # who acts on whom by the trigger before this one in the sentence

    @property
    def sentence(self) -> TaggedSentence:
        return self.words.sentence

    def inside(self) -> set[str]:
        """The folded words of the trigger itself."""
        return {self.sentence.word(i) for i in range(self.trigger.first, self.trigger.end)}

    def group(self) -> VerbGroup | None:
        """The verb group of a trigger that is a verb; a pattern may begin with its auxiliary ("is opposed to")."""
        return next((g for g in self.words.groups if g.first <= self.trigger.first <= g.head), None)

    @property
    def is_passive(self) -> bool:
        """True for "was arrested", not for a pattern that spells its "is" out."""
        group = self.group()
        return group is not None and group.is_passive and group.head == self.trigger.first

    def subject(self) -> NounPhrase | None:
        """Who does what the trigger tells: the subject of its verb, or the nearest free phrase before a noun."""
        group = self.group()
        if group is not None:
            return subject_of(self.words, self.phrases, group) or self._doer_of_item(group)
        free = [p for p in self.phrases if p.end <= self.trigger.first and p.can_be_subject]
        return free[-1] if free else None

    def _doer_of_item(self, group: VerbGroup) -> NounPhrase | None:
        """Who does what a verb tells with which an item of a list begins."""
        is_first = begins_item(self.sentence, group.first)
        parties = self.scene.doers_of_items(group.form == "finite") if is_first else ()
        return NounPhrase(0, group.first, parties, True, False, True, len(parties) > 1) if parties else None

    def countries(self) -> set[str | None]:
        """The countries of all sides that the sentence names; None for a side without one."""
        return {party.country for phrase in self.phrases for party in phrase.parties}

    def is_named_here(self, phrase: NounPhrase) -> bool:
        """True for a party that the sentence names, be it by a pronoun the second time: "Chile said it"."""
        return not phrase.is_resolved or any(
            other.parties == phrase.parties and other.end <= phrase.first for other in self.phrases
        )

    def is_talking(self, parties: Sequence[Party]) -> bool:
        """True for those of a country that sits in the talks that the article is about."""
        return not {party.country for party in parties}.isdisjoint(party.country for party in self.scene.pair)

    def behind(self, preposition: str, reach: int = _REACH) -> NounPhrase | None:
        """The noun phrase behind the first `preposition` to the right, within reach and within the clause."""
        return self.after(
            self.trigger.end - (self.sentence.word(self.trigger.end - 1) == preposition), preposition, reach
        )

    def after(self, first: int, preposition: str, reach: int = _REACH) -> NounPhrase | None:
        """The same from token `first` on."""
        end, within, is_aside = min(first + reach, len(self.sentence.tokens)), 0, False
        for index in range(first, len(self.sentence.tokens)):
            mark = self.sentence.tokens[index].text
            is_aside = mark == "(" or (is_aside and mark != ")")
            if is_aside:
                end = min(end + 1, len(self.sentence.tokens))  # "(the 2+2)" is passed over
                continue
            within = max(within, behind_wording(self.sentence, index))
            if index >= end or (index >= within and self.ends_clause(index)):
                return None
            if self.sentence.word(index) == preposition:
                found = self._governed_by(index)
                if found is not None:
                    return found
        return None

    def _governed_by(self, at: int) -> NounPhrase | None:
        """The first phrase behind a preposition, in the same noun phrase or what belongs to it."""
        at = max(at, behind_wording(self.sentence, at + 1) - 1)
        for phrase in self.phrases:
            if phrase.first <= at:
                continue
            between = range(at + 1 + (self.sentence.word(at + 1) == ":"), phrase.first)  # "spoke with: A; B; and C"
            if between and phrase.is_resolved and self.sentence.word(phrase.first) in _OBJECT_PRONOUNS:
                return None  # "of smugglers and our ability … for us"
            if (
                phrase.is_free
                and not phrase.is_weak
                and self.sentence.word(between.start) != ","
                and any(self.sentence.word(i) == "," for i in between)
                and any(g.form == "finite" and 0 <= g.first - phrase.end <= _BEFORE_VERB for g in self.words.groups)
            ):
                return None  # "with fighter jets, the Chilean news agency reported"
            in_verbs = (
                i for i in between if i in self.words.verbal and (i > at + 1 or self.sentence.word(i) not in _HELPING)
            )
            if phrase.first > at + 8 or any(self.ends_clause(i) for i in between) or any(in_verbs):
                return None
            return None if any(self.sentence.word(i) in ("to", "with", "by") for i in between) else phrase
        return None

    def object(self, reach: int = _REACH) -> NounPhrase | None:
        """The first noun phrase to the right within `reach` words and within the clause."""
        for phrase in self.phrases:
            if phrase.first < self.trigger.end:
                continue
            if phrase.first - self.trigger.end > reach:
                return None
            if any(self.ends_clause(i) for i in range(self.trigger.end, phrase.first)):
                return None
            return phrase
        return None

    def ends_clause(self, index: int) -> bool:
        if self.sentence.tokens[index].text in _CLAUSE_MARKS or self.sentence.word(index) in _CLAUSE_WORDS:
            return True
        is_next = (g for g in self.words.groups if g.first == index and g.form == "finite")
        return any(not g.is_passive or g.first < g.head for g in is_next)  # but "were killed and six wounded in"


def subject_of(words: Words, phrases: Sequence[NounPhrase], group: VerbGroup, depth: int = 0) -> NounPhrase | None:
    """The phrase that is the subject of a verb; None where the subject names no side.

    Coordinated verbs share their subject, infinitives and participles take that of the verb they hang on; asides
    between commas and what hangs on the subject itself are passed over.
    """
    if depth > 6:
        return None
    sentence = words.sentence
    index = before_adjuncts(sentence, group.first - 1)
    if group.form in ("infinitive", "participle", "gerund"):
        return _of_dependent(words, phrases, group, depth)
    if index < 0:
        return None
    is_who = sentence.word(index) == "who"
    beside = _antecedent(words, phrases, index, group) if is_who else subject_before_aside(words, phrases, group)
    if beside is not None:
        return beside
    if sentence.word(index) in ("and", "or", "but") or (
        sentence.tokens[index].text == "," and _is_series(words, group)
    ):
        earlier = [g for g in words.groups if g.head < index and g.form == group.form and not is_inserted(words, g)]
        earlier = [g for g in earlier if _is_alike(words, g, group)] or earlier
        earlier = _sayings(words, earlier, group) or earlier
        free = _free_before(phrases, index)
        if earlier and (free is None or free.end <= earlier[-1].first or not _is_adjacent(words, free, group)):
            return subject_of(words, phrases, earlier[-1], depth + 1)
    return _nearest_subject(words, phrases, group)


def _antecedent(words: Words, phrases: Sequence[NounPhrase], who: int, group: VerbGroup) -> NounPhrase | None:
    """ "President X" in "met with President X, who is visiting Chile": the phrase before "who", whatever governs it.

    Without a comma the clause tells which of many are meant ("Chileans who have left"), unless it tells a single deed.
    """
    end = who - (words.sentence.word(who - 1) == ",")
    phrase = next((p for p in phrases if p.end == end), None)
    if phrase is None or phrase.is_weak or phrase.is_possessive or phrase.is_resolved:
        return None
    is_one = end < who or not group.words or all(party.kind == "person" for party in phrase.parties)
    return phrase if is_one else None


def _of_dependent(words: Words, phrases: Sequence[NounPhrase], group: VerbGroup, depth: int) -> NounPhrase | None:
    """The subject of an infinitive or participle: that of its verb, or whom that verb makes do it."""
    governor = governor_of(group, words.groups)
    if governor is None and group.form == "gerund":
        main = main_behind(words.sentence, group, words.groups)
        return subject_of(words, phrases, main, depth + 1) if main is not None else None
    if governor is None:
        return _of_free_participle(words, phrases, group) if group.form == "participle" else None
    if governor.lemma in QUOTING and not governor.is_passive and words.sentence.word(group.first - 1) == "as":
        return next((p for p in phrases if governor.head < p.first and p.end <= group.first and not p.is_weak), None)
    is_judged = words.sentence.word(governor.head) in modality("judging")
    is_for = group.form == "gerund" and is_judged and words.sentence.word(group.first - 1) == "for"
    is_for = is_for and not governor.is_passive
    end = group.first - is_for
    him = next((p for p in phrases if governor.head < p.first and p.end == end and not p.is_weak), None)
    is_seen = group.form == "participle" and him is not None and (governor.lemma in modality("seeing") or is_judged)
    if is_seen or is_for:
        return him  # "welcomed Chile signing the accord", "thanked Chile for signing"
    is_caused = governor.lemma in CAUSING and not governor.is_passive
    if group.form == "infinitive" and is_caused:  # "prompting Chile to recall its envoy"
        return him if him is not None and not _is_governed(words.sentence, governor.head + 1, him.first) else None
    return subject_of(words, phrases, governor, depth + 1)


def _of_free_participle(words: Words, phrases: Sequence[NounPhrase], group: VerbGroup) -> NounPhrase | None:
    """Of "two Chilean planes carrying food landed in" and "Chile, yielding to pressure, agreed"."""
    beside = _right_before(words, phrases, group)
    is_inserted = beside is None and words.sentence.word(group.first - 1) == ","
    return _nearest_subject(words, phrases, group) if is_inserted else beside


def _is_alike(words: Words, earlier: VerbGroup, group: VerbGroup) -> bool:
    """True where "and" can join two verbs: "said that X should act and left" joins the first, not the second, and a
    comma before it leads out of "those who have left, and".
    """
    sentence, forms = words.sentence, known_verbs()
    first, second = forms.get(sentence.word(earlier.head)), forms.get(sentence.word(group.head))
    if first is None or second is None or group.form != "finite" or group.words:
        return True
    before = before_adjuncts(sentence, group.first - 1)
    if sentence.word(before - 1) == "," and sentence.word(earlier.first - 1) in _RELATIVES:
        return False
    auxiliaries = set(earlier.words)
    if not auxiliaries or auxiliaries & (MODALS | DO):
        return bool(first.kinds & second.kinds)
    return bool(second.kinds & _BESIDE_PERFECT) or ("third" in second.kinds) != ("have" in auxiliaries)


def _sayings(words: Words, earlier: Sequence[VerbGroup], group: VerbGroup) -> list[VerbGroup]:
    """The verbs of saying that another one goes on: "complained that X had attacked it and asked for help"."""
    if group.lemma not in modality("saying"):
        return []
    return [g for g in earlier if g.lemma in modality("saying") and g.is_passive == group.is_passive]


def _is_governed(sentence: TaggedSentence, start: int, end: int) -> bool:
    """True for "the UN" in "leads an effort at the UN to condemn"."""
    return any(sentence.word(i) in PREPOSITIONS for i in range(start, end))


def _right_before(words: Words, phrases: Sequence[NounPhrase], group: VerbGroup) -> NounPhrase | None:
    """The free phrase that ends where the participle begins, unless what that tells is what they always do."""
    if group.lemma in modality("standing"):
        return None  # "rebels fighting for independence"
    return next((p for p in phrases if p.end == group.first and p.is_free and not p.is_weak), None)


def _is_series(words: Words, group: VerbGroup) -> bool:
    """ "A met B, praised C and thanked D": a comma right before a verb that goes on a series."""
    earlier = [g for g in words.groups if g.head < group.first and g.form == "finite"]
    if not earlier or is_relative(words, earlier[-1]):
        return False  # "Peru, whose army had lost, agreed"
    if earlier[-1].head == group.first - 2 and words.sentence.word(earlier[-1].head) in speech_verbs():
        return False  # "Peru, the minister said, agreed"
    return not any(words.sentence.tokens[i].text == "," for i in range(earlier[-1].head + 1, group.first - 1))


def _free_before(phrases: Sequence[NounPhrase], index: int) -> NounPhrase | None:
    free = [p for p in phrases if p.end <= index and p.can_be_subject]
    return free[-1] if free else None


def _is_adjacent(words: Words, phrase: NounPhrase, group: VerbGroup) -> bool:
    return before_adjuncts(words.sentence, group.first - 1) < phrase.end


def _nearest_subject(words: Words, phrases: Sequence[NounPhrase], group: VerbGroup) -> NounPhrase | None:
    for phrase in reversed(phrases):
        if phrase.end > group.first or not phrase.can_be_subject:
            continue
        return phrase if _reaches(words, phrase, group) else None
    return None


def _reaches(words: Words, phrase: NounPhrase, group: VerbGroup) -> bool:
    """True when nothing between phrase and verb is a subject of its own."""
    sentence = words.sentence
    between = [g for g in words.groups if phrase.end <= g.first and g.head < group.first and g.form == "finite"]
    if between and not (
        sentence.word(phrase.end) in {",", *_RELATIVES} or sentence.tokens[phrase.end].text in ("(", "-", "–", "—")
    ):
        return False
    if len(between) > 1:
        return False
    if any(g.lemma == "be" and g.form == "infinitive" and phrase.end <= g.first < group.first for g in words.groups):
        return False  # a nomination: "X, of Ohio, to be ambassador, vice Y, resigned"
    index = phrase.end
    is_replaced = "vice" in (sentence.word(phrase.first), sentence.word(phrase.first - 1))
    if is_replaced and index == group.first - 1 and sentence.tokens[index].text == ",":
        return False  # a nomination: "to be judge, vice X, resigned"
    if words.is_noun_like(index) and not words.is_qualified(index):
        return False  # "the Chilean economy": the phrase only qualifies
    return not _has_other_subject(words, phrase, group)


def _has_other_subject(words: Words, phrase: NounPhrase, group: VerbGroup) -> bool:
    """True when the words right before the verb are a noun phrase that no preposition ties to what comes before."""
    sentence = words.sentence
    index = before_adjuncts(sentence, group.first - 1)
    if index >= phrase.end and sentence.word(index) in _PRONOUNS:
        return True  # "they", whoever they are
    if sentence.word(index) in _RELATIVES and index - 1 >= phrase.end and words.is_noun_like(index - 1):
        return True  # "actions that threaten"
    if index < phrase.end or not (words.is_noun_like(index) or sentence.tokens[index].is_capitalized):
        return False
    while index >= phrase.end and (
        words.is_noun_like(index)
        or sentence.word(index) in DETERMINERS
        or sentence.word(index) in ("of", "and")
        or sentence.tokens[index].kind in ("number", "possessive")
        or sentence.tokens[index].is_capitalized
        or sentence.tokens[index].text == "-"  # "the Israeli-occupied West Bank"
    ):
        index -= 1
    if index < phrase.end:
        return sentence.word(phrase.end) not in ("of", "and")
    if any(g.head == index and g.first == phrase.end and g.form in ("participle", "reduced") for g in words.groups):
        return False  # "Chilean miners demanding better pay blocked"
    return sentence.word(index) not in PREPOSITIONS
