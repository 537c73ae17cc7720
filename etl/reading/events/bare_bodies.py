"""Bodies named without their country: "the regime", "our government", "its forces", "the interagency delegation"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from etl.reading.events.phrases import NounPhrase, Party, Words, body_behind, body_words, phrase_at
from etl.reading.people.words import TERMS_OF_OFFICE

_BODIES: Final = frozenset({"government", "regime", "authorities", "administration", "military", "army", "police"})
_OWNED: Final = _BODIES | {"country", "nation"}
_HIS: Final = frozenset({"his", "her"})
_ITS: Final = frozenset({"its"})
_DELEGATION: Final = frozenset({"delegation"})


@dataclass(slots=True)
class Owners:
    """Whose a body can be: the country that the text speaks for, the one spoken of, the last person, those of the last
    delegation.
    """

    home: str | None
    spoken_of: str | None
    person: Party | None
    delegation: tuple[Party, ...]


def bare_bodies(words: Words, named: Sequence[NounPhrase], owners: Owners) -> list[NounPhrase]:
    """ "The regime" and "the government" of the country spoken of, "the administration" of the one that speaks, "the
    delegation" that was named before. `named` are the phrases of the sentence that name their parties.
    """
    return [*_bodies(words, named, owners), *_owned(words, named), *_delegations(words, named, owners)]


def _bodies(words: Words, named: Sequence[NounPhrase], owners: Owners) -> Iterator[NounPhrase]:
    sentence = words.sentence
    for index in sentence.indices_of(_OWNED):
        word = sentence.word(index)
        if index == 0:
            continue
        is_country = (
            word in ("country", "nation")
            and sentence.tokens[min(index + 1, len(sentence.tokens) - 1)].kind == "possessive"
        )
        owner = sentence.word(index - 1)
        is_whose = owner in _HIS and not words.is_noun_like(index + 1)
        if not (is_country or is_whose) and (
            word not in _BODIES or words.is_noun_like(index + 1) or _is_of_a_place(words, index + 1)
        ):
            continue
        country = _country_of(word, owner, index, named, owners)
        if country is not None:
            end, sector = body_behind(words, index + 2) if is_country else (index + 1, body_words().get(word))
            party = Party.state(country, sector or "government")
            yield phrase_at(words, index - 1, end if sector else index + 1, (party,), is_resolved=True)


def _owned(words: Words, named: Sequence[NounPhrase]) -> Iterator[NounPhrase]:
    """ "Its forces", "its navy" behind who is told to have them: "Peru said its forces had"."""
    for index in words.sentence.indices_of(_ITS):
        end, sector = body_behind(words, index + 1)
        owner = next((p for p in reversed(named) if p.end <= index and _can_own(p)), None)
        if sector is None or owner is None or words.is_noun_like(end):
            continue
        party = Party.state(owner.parties[0].country, sector)
        yield phrase_at(words, index, end, (party,), is_resolved=True)


def _can_own(phrase: NounPhrase) -> bool:
    """True for a state or a body of one that stands by itself before "its"."""
    is_one = len(phrase.parties) == 1 and phrase.parties[0].kind != "person" and phrase.parties[0].country is not None
    return is_one and phrase.can_be_subject


def _is_of_a_place(words: Words, index: int) -> bool:
    """True for "of Chile" at `index`, not for "accused the army of beating"."""
    if words.sentence.word(index) != "of":
        return False
    return not words.sentence.word(index + 1).endswith("ing")


def _country_of(word: str, owner: str, index: int, named: Sequence[NounPhrase], owners: Owners) -> str | None:
    """The country of the body `word` at token `index`, told by the word before it."""
    if owner in _HIS:
        people = [party for p in named if p.end <= index for party in p.parties if party.kind == "person"]
        person = people[-1] if people else owners.person
        if person is not None:
            return person.country
        bodies = [p.parties[0] for p in named if p.end <= index and len(p.parties) == 1 and not p.is_weak]
        return bodies[0].country if bodies else None  # "Chile's minister said his government"
    is_term = word in TERMS_OF_OFFICE and word not in ("government", "regime")
    if owner in ("my", "our") or (is_term and owner in ("the", "this")):
        return owners.home
    if owner != "the":
        return None
    before = [p for p in named if p.end <= index and p.parties[0].country not in (None, owners.home)]
    return before[-1].parties[0].country if before else owners.spoken_of


def _delegations(words: Words, named: Sequence[NounPhrase], owners: Owners) -> Iterator[NounPhrase]:
    sentence = words.sentence
    for index in sentence.indices_of(_DELEGATION) if owners.delegation else ():
        first = index - 1
        while words.is_noun_like(first):
            first -= 1
        is_named = any(p.first < index + 1 and first < p.end for p in named)
        if sentence.word(first) == "the" and not is_named and sentence.word(index + 1) not in ("of", "from"):
            yield phrase_at(words, first, index + 1, owners.delegation, is_resolved=True)
