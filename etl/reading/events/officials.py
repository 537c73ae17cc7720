"""Officials and bodies of a state named without it: "the foreign ministry", "a spokesman", "officials in Tehran"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from etl.reading.events.phrases import NounPhrase, Party, Words, body_words, phrase_at
from etl.reading.events.word_classes import DETERMINERS, is_adverb
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Cast

_SPEAKERS: Final = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "official", "officials", "statement", "communique"}
)
_BODIES: Final = frozenset(
    {"ministry", "minister", "premier", "president", "king", "parliament", "cabinet", "presidency", "junta",
     "judiciary", "leadership", "navy"}
)  # fmt: skip
_IN_CAPITALS: Final = frozenset(
    {"ministry", "spokesman", "spokeswoman", "spokesperson", "official", "officials", "authorities", "government",
     "parliament", "court", "courts", "prosecutors", "radio", "television", "newspapers", "media"}
)  # fmt: skip
_STATE_BODIES: Final = frozenset(
    {"ministry", "parliament", "army", "navy", "assembly", "presidency", "police", "cabinet"}
)
_ARTICLES: Final = frozenset({"the", "a", "an"})
_HEADS: Final = _SPEAKERS | _BODIES | _IN_CAPITALS
_FAR: Final = 6  # words of such a phrase


def officials(words: Words, named: Sequence[NounPhrase], country: str | None) -> list[NounPhrase]:
    """Subjects without a country of their own: of the capital beside them ("officials in Tehran", "in Tehran, the
    ministry"), else of `country`, of whose doings the sentence before told.
    """
    found = []
    for index in words.sentence.indices_of(_HEADS):
        end, owner = _of_capital(words.sentence, index)
        if owner is None and words.sentence.word(index) in _SPEAKERS | _BODIES:
            owner = country
        first = _first(words, index) if owner is not None else None
        if owner is None or first is None or not _is_subject(words, end):
            continue
        if any(p.first < end and first < p.end and not p.is_place for p in named):
            continue  # "the ministry" whose country is told
        sector = body_words().get(words.sentence.word(index), "government")
        phrase = phrase_at(words, first, end, (Party.state(owner, sector),), is_resolved=end == index + 1)
        if phrase.is_free:
            found.append(phrase)
    return found


def with_their_state(words: Words, phrases: Sequence[NounPhrase], cast: Cast, country: str | None) -> list[NounPhrase]:
    """The phrases, "the Foreign Ministry" as one of `country`, where the article nowhere says whose it is."""
    if country is None:
        return list(phrases)
    return [
        replace(p, parties=(replace(p.parties[0], country=country),)) if _is_unowned(words, p, cast) else p
        for p in phrases
    ]


def _is_unowned(words: Words, phrase: NounPhrase, cast: Cast) -> bool:
    party = phrase.parties[0]
    if party.kind == "person" and party.country is None and len(phrase.parties) == 1:
        title = words.sentence.words[phrase.first : phrase.end]
        return title[0] in _SPEAKERS or "minister" in title  # "spokesman X", of whom the article tells no more
    if party.kind != "organization" or party.entity is None or party.country is not None or len(phrase.parties) > 1:
        return False
    return cast.entity(party.entity).folded_name.split()[-1] in _STATE_BODIES


def _of_capital(sentence: TaggedSentence, index: int) -> tuple[int, str | None]:
    """Where the phrase of the noun at `index` ends, and the country of the capital behind it or at the head of the
    sentence.
    """
    if sentence.word(index) not in _IN_CAPITALS:
        return index + 1, None
    behind = sentence.hit_at(index + 2) if sentence.word(index + 1) == "in" else None
    if behind is not None:
        return (behind.end, behind.known.country) if behind.known.is_seat else (index + 1, None)
    at = 2 if sentence.word(1) == "the" else 1
    ahead = sentence.hit_at(at) if sentence.word(0) == "in" else None
    if ahead is None or at >= index:
        return index + 1, None
    is_capital = ahead.known.is_seat or (ahead.known.kind == "nationality" and sentence.word(ahead.end) == "capital")
    return index + 1, ahead.known.country if is_capital else None


def _first(words: Words, index: int) -> int | None:
    """The first token of the phrase of the noun at `index`; None where it is not said whose it can be."""
    sentence, first = words.sentence, index
    while first > 0 and index - first < _FAR and words.is_noun_like(first - 1):
        first -= 1
    if sentence.word(first - 1) in _ARTICLES:
        first -= 1
        return first if sentence.word(first) == "the" or sentence.word(index) in _SPEAKERS else None
    return first if sentence.word(index).endswith("s") and sentence.word(first - 1) not in DETERMINERS else None


def _is_subject(words: Words, end: int) -> bool:
    """True where a verb of its own follows, or the comma before an aside."""
    while is_adverb(words.sentence.word(end)):
        end += 1
    if words.sentence.word(end) == ",":
        return any(g.form == "finite" and g.first > end for g in words.groups)
    return any(g.first <= end <= g.head and g.form == "finite" for g in words.groups)


def is_official(phrase: NounPhrase) -> bool:
    """True for "Chile's foreign minister", of whom "he" may speak where no person is named."""
    party = phrase.parties[0]
    is_one = len(phrase.parties) == 1 and party.kind == "country" and not phrase.is_plural
    return is_one and party.sector is not None and phrase.end - phrase.first > 1
