"""Sides named in short: "the Council" for the article's one council, "the North" where two Koreas are spoken of."""

from etl.reading.events.phrases import NounPhrase, Party, Words, body_behind, phrase_at
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Cast

_KINDS_OF_BODIES = frozenset(
    {"council", "commission", "ministry", "committee", "assembly", "bank", "department", "agency", "union", "alliance",
     "organization", "organisation", "association", "fund", "bloc", "court", "company", "foundation", "embassy"}
)  # fmt: skip
_HALVES = (("PRK", "north", "KOR", "south"), ("SSD", "south", "SDN", "north"))
"""Two states of one name, each with the quarter that is short for it where an article names both."""
_NAMES_OF_HALVES = frozenset({"north", "south", "koreas", "sudans"})


def short_names(words: Words, cast: Cast) -> list[NounPhrase]:
    """ "The Council", "the ministry": the one body of the article that has the word in its name."""
    sentence = words.sentence
    found = []
    for index in sentence.indices_of(_KINDS_OF_BODIES):
        word = sentence.word(index)
        if sentence.word(index - 1) != "the" or sentence.hit_at(index) is not None:
            continue
        if sentence.word(index + 1) in ("of", "for", "on") or words.is_noun_like(index + 1):
            continue
        named = [e for e in cast.entities if e.kind == "organization" and word in e.folded_name.split()]
        if len(named) == 1:
            party = Party("organization", named[0].number, named[0].country)
            found.append(phrase_at(words, index - 1, index + 1, (party,), is_resolved=True))
    return found


def halves(words: Words, cast: Cast) -> list[NounPhrase]:
    """ "The North", "North and South Korea", "both Koreas" where the article names both halves."""
    sentence = words.sentence
    indices = sentence.indices_of(_NAMES_OF_HALVES)
    if not indices:
        return []
    named = {entity.country for entity in cast.entities if entity.kind == "country"}
    is_spelt_out = "koreas" in sentence.words or any(
        sentence.words[i : i + 3] in (["north", "and", "south"], ["south", "and", "north"])
        for i in range(len(sentence.words))
    )
    pair = next((p for p in _HALVES if {p[0], p[2]} <= named or (is_spelt_out and {p[0], p[2]} & named)), None)
    if pair is None:
        return []
    country = {pair[1]: pair[0], pair[3]: pair[2]}
    found = []
    for index in indices:
        if sentence.word(index) in ("koreas", "sudans") and sentence.word(index - 1) in ("two", "both", "the"):
            parties = tuple(Party("country", None, code, "government") for code in (pair[0], pair[2]))
            found.append(phrase_at(words, index, index + 1, parties))
        elif sentence.word(index) in country and _stands_alone(sentence, index):
            end, sector = body_behind(words, index + 1)
            party = Party("country", None, country[sentence.word(index)], sector or "government")
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
