"""What stands beside a word: an object of its own, an infinitive, the adjective of a country. For `grammar.py`."""

from etl.reading.events.verbs import known_verbs
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
from etl.reading.people.words import is_title_head
from etl.reading.tagging import TaggedSentence

CONJUNCTIONS = frozenset({"and", "or", "but"})
_SMALL_NUMBERS = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "dozens", "scores", "hundreds"}
)


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
    if index < 0:
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
