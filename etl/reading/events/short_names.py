"""Sides named in short: "the Council" for the article's one council, "the North" of two Koreas, "both countries"."""

from typing import Final

from etl.reading.events.phrases import NounPhrase, Party, Words, body_behind, phrase_at
from etl.reading.events.word_classes import modality
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Cast

Pair = tuple[str, str, str, str]

_HALVES: Final[tuple[Pair, ...]] = (("PRK", "north", "KOR", "south"), ("SSD", "south", "SDN", "north"))
"""Two states of one name, each with the quarter that is short for it where an article names both."""
_OF_THE_UNION: Final = frozenset({"council", "commission"})
"""What speaks for the European Union where the article names it, and no body of this name."""

_NAMES_OF_HALVES: Final = frozenset({"north", "south", "koreas", "sudans"})


def short_names(words: Words, cast: Cast) -> list[NounPhrase]:
    """ "The Council", "the ministry": the one body of the article that has the word in its name."""
    sentence = words.sentence
    found = []
    for index in sentence.indices_of(modality("kind_of_body")):
        word = sentence.word(index)
        if sentence.word(index - 1) != "the" or sentence.hit_at(index) is not None:
            continue
        if sentence.word(index + 1) in ("of", "for", "on") or words.is_noun_like(index + 1):
            continue
        named = [e for e in cast.entities if e.kind == "organization" and word in e.folded_name.split()]
        if not named and sentence.tokens[index].is_capitalized and word in _OF_THE_UNION:
            named = [e for e in cast.entities if e.kind == "organization" and e.folded_name == "european union"]
        if len(named) == 1:
            party = Party("organization", named[0].number, named[0].country)
            found.append(phrase_at(words, index - 1, index + 1, (party,), is_resolved=True))
    return found


def halves_named(cast: Cast) -> Pair | None:
    """The two states of one name that the article speaks of: both are named, or "North and South Korea" are."""
    named = {entity.country for entity in cast.entities if entity.kind == "country"}
    half_named = [pair for pair in _HALVES if {pair[0], pair[2]} & named]
    for pair in half_named:
        if {pair[0], pair[2]} <= named or any(_spells_out(sentence) for sentence in cast.sentences):
            return pair
    return None


def _spells_out(sentence: TaggedSentence) -> bool:
    words = sentence.words
    listed = (["north", "and", "south"], ["south", "and", "north"])
    return "koreas" in words or any(
        words[i - 1 : i + 2] in listed for i, word in enumerate(words) if word == "and" and i
    )


def halves(words: Words, pair: Pair | None) -> list[NounPhrase]:
    """ "The North", "North and South Korea", "both Koreas" where the article names both halves of `pair`."""
    if pair is None:
        return []
    sentence, country = words.sentence, {pair[1]: pair[0], pair[3]: pair[2]}
    found = []
    for index in sentence.indices_of(_NAMES_OF_HALVES):
        if sentence.word(index) in ("koreas", "sudans") and sentence.word(index - 1) in ("two", "both", "the"):
            parties = tuple(Party.state(code) for code in (pair[0], pair[2]))
            found.append(phrase_at(words, index, index + 1, parties))
        elif sentence.word(index) in country and _stands_alone(sentence, index):
            end, sector = body_behind(words, index + 1)
            party = Party.state(country[sentence.word(index)], sector or "government")
            found.append(phrase_at(words, index, end if sector else index + 1, (party,)))
    return found


def _stands_alone(sentence: TaggedSentence, index: int) -> bool:
    """True for "the North", and for the first half of "North and South Korea"."""
    if sentence.hit_at(index) is not None:
        return False
    if not sentence.tokens[index].is_capitalized:  # "artillery rounds into the north"
        return sentence.word(index - 1) == "the" and sentence.word(index - 2) in ("into", "at", "from")
    is_first_half = sentence.word(index + 1) == "and" and sentence.hit_at(index + 2) is not None
    following = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
    return is_first_half or (sentence.word(index - 1) == "the" and (following is None or not following.is_capitalized))
