"""Two sides of one country told together: "Chilean troops and rebels" are no one body but two that may fight."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from etl.reading.events.phrases import NounPhrase, Words, body_words, is_possessive
from etl.reading.events.sectors import sector_behind
from etl.reading.events.word_classes import DETERMINERS

_AND: Final = frozenset({"and"})
_RULERS: Final = frozenset({"government", "military"})
_REBELS: Final = frozenset({"rebels"})
_OPPOSED: Final = frozenset({"opposition", "opponents", "dissidents"})
_WITHIN: Final = 4  # words of a body: "leftist Maoist rebels"


def with_rivals(words: Words, phrases: Sequence[NounPhrase]) -> list[NounPhrase]:
    """The phrases, each that names one side of a country with the other side that "and" joins to it: "the Chilean
    government and leftist rebels", "between government troops and rebels in Chile".
    """
    joins = words.sentence.indices_of(_AND)
    return [_with_rival(words, phrase, joins, phrases) for phrase in phrases] if joins else list(phrases)


def _with_rival(words: Words, phrase: NounPhrase, joins: Sequence[int], phrases: Sequence[NounPhrase]) -> NounPhrase:
    party = phrase.parties[0]
    if len(phrase.parties) > 1 or party.kind != "country" or party.sector is None or phrase.is_place:
        return phrase
    for join in joins:
        if not phrase.first <= join + 1 or not join <= phrase.end:
            continue
        start, end = _body_before(words, join), _body_behind(words, join)
        if start is None or end is None or any(_is_other(p, phrase, start, end) for p in phrases):
            continue
        sectors = (_sector(words, start, join), _sector(words, join + 1, end))
        if not _are_opposed(words, sectors, (join - 1, join + 1, end - 1)):
            continue
        first, end = min(start, phrase.first), max(end, phrase.end)
        parties = tuple(replace(party, sector=sector) for sector in sectors)
        is_weak = words.is_noun_like(end) and not words.is_qualified(end)
        is_free = phrase.is_free if first == phrase.first else _is_free(words, first)
        return replace(
            phrase, first=first, end=end, parties=parties, is_possessive=is_possessive(words.sentence, end),
            is_plural=True, is_weak=is_weak, is_free=is_free,
        )  # fmt: skip
    return phrase


def _is_other(other: NounPhrase, phrase: NounPhrase, start: int, end: int) -> bool:
    """True for another phrase on the tokens of both bodies: its country is told by itself."""
    return other is not phrase and other.first < end and start < other.end


def _is_free(words: Words, first: int) -> bool:
    """True for a body that opens the sentence."""
    return all(words.sentence.word(i) in DETERMINERS for i in range(first))


def _body_before(words: Words, join: int) -> int | None:
    """The first word of the body that ends before "and": "government" in "government troops and"."""
    if words.sentence.word(join - 1) not in body_words() or join - 1 in words.verbal:
        return None
    start = join - 1
    while start > 0 and join - start < _WITHIN and words.is_noun_like(start - 1):
        start -= 1
    return start


def _body_behind(words: Words, join: int) -> int | None:
    """The end of the body that begins behind "and"."""
    end = None
    for index in range(join + 1, min(join + 1 + _WITHIN, len(words.sentence.tokens))):
        if index in words.verbal or (words.sentence.word(index) in DETERMINERS and index > join + 1):
            break
        if words.sentence.word(index) in body_words():
            end = index + 1
        elif end is not None or not (words.is_noun_like(index) or words.sentence.tokens[index].is_capitalized):
            break
    return end


def _bodies(words: Words, start: int, end: int) -> Iterator[str]:
    return (words.sentence.word(i) for i in range(start, end) if words.sentence.word(i) in body_words())


def _sector(words: Words, start: int, end: int) -> str | None:
    """The sector of the body on [start, end), by its last word."""
    sector: str | None = None
    for word in _bodies(words, start, end):
        sector = sector_behind(sector, word, body_words()[word])
    return sector


def _are_opposed(words: Words, sectors: tuple[str | None, str | None], ends: Sequence[int]) -> bool:
    """True for rulers beside those who fight or oppose them."""
    if len(_RULERS & set(sectors)) != 1 or set(sectors) <= _RULERS:
        return False
    return bool(_REBELS & set(sectors)) or any(words.sentence.word(i) in _OPPOSED for i in ends)
