"""What stands beside a word: an object of its own, an infinitive, the adjective of a country. For `grammar.py`."""

from typing import Final

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
    people_adjectives,
)
from etl.reading.people.words import is_title_head, speech_verbs
from etl.reading.tagging import TaggedSentence

_MERELY: Final = frozenset({"only", "just", "merely", "simply"})
_QUANTIFIERS: Final = frozenset({("more", "than"), ("fewer", "than"), ("less", "than"), ("up", "to"), ("as", "many")})
_QUANTIFIER_ENDS: Final = frozenset({*(last for _, last in _QUANTIFIERS), "least", "about", "around", "over", "at"})
CONJUNCTIONS: Final = frozenset({"and", "or", "but"})
_PLURALS: Final = frozenset({"and", "people", "police", "men", "women", "children", "troops"})
_NEVER_PASSIVE: Final = frozenset(
    {"speak", "go", "come", "be", "agree", "decide", "say", "arrive", "become", "return", "begin"}
)
_APOSTROPHES: Final = frozenset({"'", "’", "ʼ", "‘"})
_APART: Final = PREPOSITIONS | SUBORDINATORS | CONJUNCTIONS | SUBJECT_PRONOUNS
_SUBJECT_WORDS: Final = 5  # "Chilean copper miners have"
_MARKS: Final = frozenset({",", ";", ":", "—", "–", "“", "”", '"', "("})
_SMALL_NUMBERS: Final = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "dozens", "scores", "hundreds"}
)


def auxiliaries(sentence: TaggedSentence, first: int, head: int) -> tuple[str, ...]:
    """The words before a verb, without the "not" of "has not only condemned", which denies nothing; "he's met" has met,
    "he'd met" had.
    """
    words = sentence.words[first:head]
    if not words:
        return ()
    form = known_verbs()[sentence.word(head)]
    spelt = [_spelt_out(sentence, first + at, form, word) for at, word in enumerate(words)]
    return tuple(
        word for at, word in enumerate(spelt) if word != "not" or at + 1 == len(spelt) or spelt[at + 1] not in _MERELY
    )


def _spelt_out(sentence: TaggedSentence, index: int, form: VerbForm, word: str) -> str:
    if sentence.tokens[index].text[0] not in _APOSTROPHES or "participle" not in form.kinds:
        return word
    if word == "would" and "base" not in form.kinds:
        return "had"
    is_perfect = takes_object(sentence, index + 1) or sentence.word(index + 2) == "with" or form.lemma in _NEVER_PASSIVE
    return "has" if word == "is" and is_perfect else word


def is_bare_object(sentence: TaggedSentence, index: int) -> bool:
    """True for a noun in small letters, as in headlines, that is no verb of its own and no word of grammar."""
    if index >= len(sentence.tokens):
        return False
    token = sentence.tokens[index]
    is_grammar = (
        token.norm in PREPOSITIONS
        or token.norm in SUBORDINATORS
        or token.norm in CONJUNCTIONS
        or token.norm in BE | HAVE | DO | MODALS
        or is_adverb(token.norm)
    )
    form = known_verbs().get(token.norm)
    is_verb = form is not None and (not form.is_noun or bool(form.kinds & {"past", "third"}))
    return token.kind == "word" and not token.is_capitalized and not is_grammar and not is_verb


def begins_infinitive(sentence: TaggedSentence, index: int) -> bool:
    """True for "to build", "to ease": the government plans, not plans to which somebody objects."""
    form = known_verbs().get(sentence.word(index + 1)) if sentence.word(index) == "to" else None
    return form is not None and "base" in form.kinds


def is_adjective_of_country(sentence: TaggedSentence, index: int) -> bool:
    hit = sentence.hit_at(index)
    if hit is None:
        return index >= 0 and sentence.tokens[index].is_capitalized and sentence.word(index) in people_adjectives()
    return hit.known.kind == "nationality"


def is_count(sentence: TaggedSentence, index: int) -> bool:
    """True for "6" and "six"."""
    return index >= 0 and (sentence.tokens[index].kind == "number" or sentence.word(index) in _SMALL_NUMBERS)


def is_meeting(sentence: TaggedSentence, index: int) -> bool:
    """True for the noun in "the bilateral meeting between", "a summit meeting was held", not in "leaders meeting"."""
    if sentence.word(index) != "meeting" or index < 1 or takes_object(sentence, index):
        return False
    before = sentence.word(index - 1)
    return (
        is_bare_object(sentence, index - 1)
        and not is_plural_noun(sentence, index - 1)
        and not is_title_head(before)
        and before not in SUBJECT_PRONOUNS
    )


def is_plural_noun(sentence: TaggedSentence, index: int) -> bool:
    if not 0 <= index < len(sentence.tokens):
        return False
    token = sentence.tokens[index]
    return token.kind == "word" and token.norm.endswith("s") and not token.norm.endswith(("ss", "us", "is"))


def takes_object(sentence: TaggedSentence, head: int) -> bool:
    """True when what stands behind the word begins a noun phrase with a determiner, a name or a number, or a clause."""
    if head + 1 >= len(sentence.tokens):
        return False
    token = sentence.tokens[head + 1]
    if token.norm in DETERMINERS or token.norm in _SMALL_NUMBERS or token.norm in ("that", "them", "him", "us", "me"):
        return True
    return token.kind == "number" or (
        token.kind == "word" and (token.is_capitalized or token.norm in ("foreign", "new"))
    )


def is_hyphenated(sentence: TaggedSentence, head: int) -> bool:
    """True for "owned" in "Saudi-owned", not behind a dash with blanks around it."""
    return sentence.word(head - 1) == "-" and sentence.tokens[head - 1].end == sentence.tokens[head].start


def is_wish(sentence: TaggedSentence, index: int) -> bool:
    """True for "like" in "would like to"."""
    is_followed = sentence.word(index) == "like" and sentence.word(index + 1) == "to"
    return is_followed and sentence.word(index - 1) in ("would", "'d", "should")


def is_only_object(sentence: TaggedSentence, verb: int, index: int) -> bool:
    """True for "steps" behind token `index` in "took (new) steps to", for "charges" in "denied U.S. charges that": the
    verb at `verb` has no other object.
    """
    return sentence.word(verb) not in speech_verbs() and all(
        token.kind == "word"
        and token.norm not in _APART
        and (not token.is_capitalized or sentence.hit_at(i) is not None)
        for i, token in enumerate(sentence.tokens[verb + 1 : index + 1], verb + 1)
    )


def is_plural_subject(sentence: TaggedSentence, index: int, verb: int) -> bool:
    """True when several are named up to token `index` ("Chile, Peru and Canada condemn"), and are no object of `verb`,
    the last one before.
    """
    first, is_plural = index, False
    while first > verb and first >= 0:
        token = sentence.tokens[first]
        if token.norm in SUBORDINATORS or (token.kind == "punct" and token.text != ","):
            return is_plural
        is_plural = (
            is_plural or token.norm in _PLURALS or (is_plural_noun(sentence, first) and not token.is_capitalized)
        )
        first -= 1
    return is_plural and (verb < 0 or sentence.word(verb) in speech_verbs())


def stands_before_people(sentence: TaggedSentence, head: int) -> bool:
    """True for "striking" in "striking Chilean miners demanded": a verb comes before any comma."""
    if head + 1 >= len(sentence.tokens) or not is_adjective_of_country(sentence, head + 1):
        return False
    for index in range(head + 2, min(head + 2 + _SUBJECT_WORDS, len(sentence.tokens))):
        if sentence.tokens[index].text in _MARKS or sentence.word(index) in PREPOSITIONS:
            return False
        form = known_verbs().get(sentence.word(index))
        if sentence.word(index) in BE | HAVE | DO | MODALS or (form is not None and "past" in form.kinds):
            return is_plural_noun(sentence, index - 1) or sentence.tokens[index - 1].is_capitalized
    return False


def before_quantifier(sentence: TaggedSentence, index: int) -> int:
    """The token before "at least", "more than", "up to" and the like that ends at `index`; `index` itself otherwise."""
    while index >= 0 and sentence.word(index) in _QUANTIFIER_ENDS:
        pair = (sentence.word(index - 1), sentence.word(index))
        if pair in _QUANTIFIERS or (sentence.word(index) == "least" and sentence.word(index - 1) == "at"):
            index -= 2
        elif (sentence.word(index) in ("about", "around", "over") and sentence.tokens[index + 1].kind == "number") or (
            sentence.word(index) == "at" and sentence.word(index + 1) in ("least", "most")
        ):
            index -= 1
        else:
            return index
    return index
