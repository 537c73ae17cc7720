"""The words of a noun phrase around an amount: what is counted, and what a measure or a sum is of."""

from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.events.word_classes import PREPOSITIONS, SUBJECT_PRONOUNS, SUBORDINATORS, is_adverb
from etl.reading.quantities.units import MEASURES, Form, Unit, forms, starts_with
from etl.reading.tagging import TaggedSentence
from etl.text.tokens import Token

_DETERMINERS: Final = frozenset(
    {"the", "a", "an", "this", "these", "those", "our", "its", "his", "her", "their", "your", "my"}
)  # fmt: skip
_GENERIC: Final = frozenset(
    {"additional", "new", "more", "further", "other", "extra", "such", "different", "separate", "total", "estimated"}
)
_ENDS: Final = (
    PREPOSITIONS
    | SUBORDINATORS
    | SUBJECT_PRONOUNS
    | _DETERMINERS
    | frozenset(
        {"and", "or", "but", "nor", "plus", "is", "are", "was", "were", "be", "been", "being", "am", "has", "have",
         "had", "do", "does", "did", "will", "would", "shall", "should", "can", "could", "may", "might",
         "must", "not", "no", "each", "every", "all", "both", "any", "some", "them", "him", "us", "me",
         "then", "than", "less", "fewer", "times", "worth", "left", "right", "later", "earlier", "ago",
         "out", "up", "down", "back", "away", "apart", "here", "there", "now", "today", "yesterday",
         "tomorrow", "last", "next", "once", "twice", "half", "percent", "per"}
    )
)  # fmt: skip
# "in" before these tells no item: "$5 million in total", "in return", "in recent years".
_NO_ITEM: Final = frozenset(
    {"total", "all", "part", "fact", "return", "exchange", "response", "addition", "order", "recent", "early", "late",
     "advance", "fiscal", "calendar", "real", "nominal", "case", "turn", "just", "only", "about", "terms", "line",
     "light", "accordance", "cooperation", "partnership", "coordination", "excess", "value", "size", "support", "honor",
     "honour", "favor", "favour", "length", "height", "years", "months", "weeks", "days", "year"}
)  # fmt: skip
_PERSON: Final = Unit("person", "person")
_LONGEST_MODIFIERS: Final = 4
_LONGEST_ITEM: Final = 5


@cache
def _irregular() -> frozenset[str]:
    """Past forms of irregular verbs: "rice sent to Cuba" is rice."""
    return frozenset(
        form
        for row in rows("irregular_verbs")
        for form in values(row["forms"])
        if not form.endswith(("ing", "s")) and form not in ("found", "felt", "ground", "bound")
    )


@cache
def _verbs() -> frozenset[str]:
    """Verbs that are no nouns, by which a new clause begins behind "and"; some are adjectives too ("direct")."""
    return frozenset(row["lemma"] for row in rows("verbs") if row["is_noun"] == "no")


def is_content_word(token: Token) -> bool:
    """True for a word that may stand inside a noun phrase: no function word, adverb or mark."""
    return token.kind == "word" and token.norm not in _ENDS and not is_adverb(token.norm)


def is_determiner(word: str) -> bool:
    return word in _DETERMINERS


def counted(sentence: TaggedSentence, at: int, is_one: bool) -> tuple[int, int, Form] | None:
    """First and end token of the nearest counted noun that follows, behind up to four modifiers, and its form.

    One thing is told in the singular, several in the plural: "23 Cuban doctors", not "23 arms dealer".
    """
    tokens = sentence.tokens
    for index in range(at, min(at + _LONGEST_MODIFIERS + 1, len(tokens))):
        token, hit = tokens[index], sentence.hit_at(index)
        if hit is not None and hit.known.kind == "people" and hit.end == index + 1 and _is_plural(token.norm):
            return index, index + 1, Form((token.norm,), _PERSON, False, True, False, token.text)
        for form in forms().get(token.norm, ()):
            end = index + len(form.words)
            if form.unit.kind in MEASURES or not starts_with(tokens, index, form.words):
                continue
            if not (form.is_singular if is_one else form.is_plural):
                continue
            if _goes_on(sentence, end, form.is_singular and form.is_plural, is_one):
                break  # "two boat builders": the noun only qualifies
            if token.is_capitalized and not sentence.is_title_case and not sentence.is_shouted:
                return None  # "Seven Sisters", "Three Mile Bridge"
            return index, end, form
        if not _is_modifier(sentence, index):
            return None
    return None


def _goes_on(sentence: TaggedSentence, end: int, is_invariant: bool, is_one: bool) -> bool:
    """True when the noun phrase goes on with a counted noun, or behind an invariant one with any other: "two aircraft
    carriers", "one missing part"."""
    if end >= len(sentence.tokens) or not is_content_word(sentence.tokens[end]):
        return False
    if is_invariant and (is_one or _is_plural(sentence.word(end))):
        return True
    return any(
        form.unit.kind not in MEASURES and starts_with(sentence.tokens, end, form.words)
        for form in forms().get(sentence.tokens[end].norm, ())
    )


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _is_modifier(sentence: TaggedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    if sentence.hit_at(index) is not None:
        return token.kind == "word"
    if token.kind == "number":
        return index > 0 and sentence.tokens[index - 1].is_capitalized  # "two Boeing 737 aircraft"
    if not is_content_word(token) or token.norm in _irregular():
        return False
    return token.is_capitalized or not _is_plural(token.norm)


def modifiers(sentence: TaggedSentence, first: int, end: int) -> str:
    """The words before a counted noun that say what kind it is: no nationality, nothing like "additional"."""
    kept = []
    for index in range(first, end):
        hit = sentence.hit_at(index)
        if (hit is None or hit.known.kind not in ("nationality", "country", "people", "place")) and sentence.word(
            index
        ) not in _GENERIC:
            kept.append(index)
    return _as_written(sentence, kept)


def _as_written(sentence: TaggedSentence, indices: list[int]) -> str:
    """The words on one line, in small letters but for names and abbreviations."""
    return " ".join(
        token.text.lower() if sentence.is_title_case or sentence.is_shouted else token.text
        for token in (sentence.tokens[index] for index in indices)
    )


def item(sentence: TaggedSentence, at: int, is_sum: bool) -> tuple[int, str] | None:
    """End and words of what an amount is of: behind "of" ("tonnes of rice") or, for a sum, "in" or "worth of".

    A sum's "in" needs a common noun right behind it: "$5 million in humanitarian aid", not "in 2020" or "in Havana".
    """
    word = sentence.word(at)
    if is_sum and (word, sentence.word(at + 1)) == ("worth", "of"):
        return _noun_phrase(sentence, at + 2, is_common=False)
    if is_sum and word == "in":
        return _noun_phrase(sentence, at + 1, is_common=True)
    if not is_sum and word == "of":
        return _noun_phrase(sentence, at + 1, is_common=False)
    return None


def attribute(sentence: TaggedSentence, at: int) -> tuple[int, str] | None:
    """End and words of the noun before which a sum stands ("a $150 million loan")."""
    return _noun_phrase(sentence, at, is_common=True)


def _noun_phrase(sentence: TaggedSentence, at: int, is_common: bool) -> tuple[int, str] | None:
    tokens = sentence.tokens
    while at < len(tokens) and (
        sentence.word(at) in _GENERIC or _is_adjective_of_country(sentence, at) or _skips(sentence, at, is_common)
    ):
        at += 1
    if at >= len(tokens) or (is_common and not _is_common(sentence, at)):
        return None
    end = _run(sentence, at)
    if end > at and sentence.word(end) in ("and", "or") and not _is_plural(sentence.word(end - 1)):
        is_verb = sentence.word(end + 1) in _verbs()  # "production and create jobs"
        end = end if is_verb else _run(sentence, end + 1) or end  # "state and local funding", "rice and wheat"
    return (end, _as_written(sentence, list(range(at, end)))) if end > at else None


def _run(sentence: TaggedSentence, first: int) -> int:
    """End of the content words that begin at a token; a past form or a name ends a run of common words. 0 for none."""
    tokens, end = sentence.tokens, first
    while end < len(tokens) and end < first + _LONGEST_ITEM:
        if _joins_names(sentence, end, first):  # "Johnson & Johnson"
            end += 2
            continue
        if not is_content_word(tokens[end]) or _is_past(sentence, end, first):
            break
        if end > first and _is_name(tokens[end]) and not tokens[end - 1].is_capitalized:
            break
        end += 1
    return end if end > first else 0


def _joins_names(sentence: TaggedSentence, index: int, first: int) -> bool:
    tokens = sentence.tokens
    if index == first or index + 1 >= len(tokens) or tokens[index].norm not in ("&", "and"):
        return False
    if tokens[index].text == "&":
        return tokens[index - 1].is_capitalized and tokens[index + 1].is_capitalized
    return _is_name(tokens[index - 1]) and _is_name(tokens[index + 1])


def _is_name(token: Token) -> bool:
    """True for a word with a capital that is no abbreviation ("COVID-19", "LNG")."""
    return token.kind == "word" and token.is_capitalized and not token.text[:2].isupper()


def _skips(sentence: TaggedSentence, at: int, is_common: bool) -> bool:
    return not is_common and is_determiner(sentence.word(at))


def _is_adjective_of_country(sentence: TaggedSentence, at: int) -> bool:
    hit = sentence.hit_at(at)
    return hit is not None and hit.known.kind in ("nationality", "country")


def _is_common(sentence: TaggedSentence, at: int) -> bool:
    token = sentence.tokens[at]
    if token.norm in _NO_ITEM or not is_content_word(token) or sentence.hit_at(at) is not None:
        return False
    if token.norm.endswith("ing") and at + 1 < len(sentence.tokens) and is_content_word(sentence.tokens[at + 1]):
        return False  # "invest $5 million in strengthening hospitals"
    return not _is_name(token) or sentence.is_title_case


def _is_past(sentence: TaggedSentence, index: int, first: int) -> bool:
    """True for a past form that ends the phrase: "rice donated by Vietnam", not "refined oil"."""
    word = sentence.word(index)
    if word in _irregular():
        return True
    if not word.endswith("ed") or len(word) < 5:
        return False
    return index > first or index + 1 >= len(sentence.tokens) or not is_content_word(sentence.tokens[index + 1])
