"""References without a name: "the Cuban leader", "the two officials", "both sides", he and they."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.lexicon.loader import rows
from etl.reading.events.verbs import known_verbs
from etl.reading.people.words import title_roles
from etl.reading.tagging import TaggedSentence

_BOTH: Final = frozenset({"both", "two"})


@cache
def _nominal_words(number: str) -> frozenset[str]:
    """Nouns that stand for a side: `number` is one ("counterpart") or pair ("sides")."""
    return frozenset(row["word"] for row in rows("nominal_words") if row["number"] == number)


def pair_words() -> frozenset[str]:
    """Plural nouns for those who talk with each other: "leaders", "sides"."""
    return _nominal_words("pair")


@dataclass(frozen=True, slots=True)
class Nominal:
    """A reference on tokens [first, end): `kind` is one ("the Cuban leader") or pair ("the two sides")."""

    first: int
    end: int
    kind: str
    country: str | None = None
    head: str = ""
    is_indefinite: bool = False  # "a Chilean judge": none of those whom the article names


def find_nominals(sentence: TaggedSentence, taken: set[int]) -> list[Nominal]:
    """Nominal references of a sentence that are not part of a name or its title (`taken` tokens)."""
    found: list[Nominal] = []
    starts = sentence.indices_of(_BOTH)
    starts += [hit.first for hit in sentence.hits if hit.known.kind == "nationality"]
    end = 0
    for index in sorted(starts):
        if index < end or index in taken:
            continue
        nominal = _pair(sentence, index) or _one(sentence, index)
        if nominal is not None and not any(i in taken for i in range(nominal.first, nominal.end)):
            found.append(nominal)
            end = nominal.end
    return found


def _pair(sentence: TaggedSentence, index: int) -> Nominal | None:
    word = sentence.word(index)
    if word == "both":
        first, at = index, index + 1
        if sentence.word(index - 1) in ("", "and", "but", ",") and _is_told_of(sentence, at):
            return Nominal(first, at, "pair", head=word)  # "both agreed"
    elif word == "two" and sentence.word(index - 1) in ("the", "these", "our"):
        first, at = index - 1, index + 1
    else:
        return None
    if word == "two" and sentence.word(index - 1) == "the" and _is_told_of(sentence, at):
        return Nominal(first, at, "pair", head=word)  # "the two discussed"
    for end in range(at, min(at + 3, len(sentence.tokens))):
        if sentence.word(end) in _nominal_words("pair") and sentence.tokens[end].kind == "word":
            return Nominal(first, end + 1, "pair", head=sentence.word(end))
        if sentence.tokens[end].kind != "word":
            break
    return None


def _is_told_of(sentence: TaggedSentence, at: int) -> bool:
    """True where a past verb begins at token `at`, "also" and "then" before it."""
    while sentence.word(at) in ("also", "then", "both"):
        at += 1
    form = known_verbs().get(sentence.word(at))
    return form is not None and "past" in form.kinds


def _one(sentence: TaggedSentence, index: int) -> Nominal | None:
    """ "the Cuban leader", "the Vietnamese Party leader", "his Cuban counterpart", "Vietnam's foreign minister"."""
    hit = sentence.hit_at(index)
    if hit is None or hit.first != index or hit.known.kind != "nationality":
        return None
    end = hit.end
    while end < len(sentence.tokens) and end - hit.end < 4 and sentence.tokens[end].kind == "word":
        word = sentence.word(end)
        roles = title_roles().get(word, frozenset())
        goes_on = sentence.word(end + 1) in title_roles() or sentence.word(end + 1) in _nominal_words("one")
        if (word in _nominal_words("one") or roles & {"head", "rank"}) and not goes_on:
            first = (
                hit.first - 1 if sentence.word(hit.first - 1) in ("the", "his", "her", "their", "its") else hit.first
            )
            is_indefinite = sentence.word(first - 1) in ("a", "an", "another")
            return Nominal(first, end + 1, "one", hit.known.country, word, is_indefinite)
        if not roles and word not in _nominal_words("one"):
            return None
        end += 1
    return None


def pronoun_kind(word: str) -> str | None:
    """one for he and she, pair for they; None for any other word."""
    return {"he": "one", "she": "one", "they": "pair"}.get(word)
