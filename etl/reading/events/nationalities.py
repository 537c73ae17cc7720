"""Sides told by a nationality: "Chilean police", "French and Egyptian warships", "Bosnian Serb forces"."""

from dataclasses import replace
from typing import Final

from etl.reading.events.phrases import NounPhrase, Party, Words, body_behind, is_of_partisans, phrase_at
from etl.reading.events.verb_group import is_backing
from etl.reading.events.word_classes import is_adverb, is_month

_NOUNS: Final = 3  # words between "American" and the name
_FULL_NAME: Final = 2  # words
_PERSONAL: Final = frozenset({"civilians", "military", "media", "rebels"})


def nationality_phrases(words: Words, taken: set[int]) -> list[NounPhrase]:
    """ "Chilean police", "French and Egyptian warships"; weak where it only qualifies ("Chilean copper")."""
    sentence = words.sentence
    found: list[NounPhrase] = []
    chain: list[str] = []
    first = done = 0
    islanders: int | None = None
    for hit in sentence.hits:
        if hit.known.kind != "nationality" or hit.known.country is None or hit.first in taken or hit.first < done:
            continue
        if is_backing(sentence, hit.end) or is_of_partisans(sentence, hit.first):
            continue
        if not chain:
            first = islanders if islanders is not None else hit.first
            islanders = None
        chain.append(hit.known.country)
        behind = hit.end
        if sentence.word(behind) in ("and", ",", "-", "or"):
            following = sentence.hit_at(behind + 1)
            if following is not None and following.known.kind == "nationality":
                continue
        place = sentence.hit_at(behind)
        if place is not None and place.known.country == "CYP" and hit.known.country != "CYP":
            chain.pop()  # "Turkish Cypriots" are of Cyprus
            islanders = first
            continue
        if place is not None and place.known.kind in ("nationality", "people") and place.known.country not in chain:
            behind = place.end  # "Bosnian Serb forces" are of Bosnia
            place = sentence.hit_at(behind)
        if place is not None and place.known.kind == "place":
            behind = place.end  # "the Syrian Golan Heights"
        if sentence.word(behind) == "-" and sentence.word(behind + 1) == "led":
            behind += 2  # "Saudi-led warplanes" fly for Saudi Arabia; "Saudi-backed rebels" do not
        end, sector = body_behind(words, behind)
        if (name := _end_of_unread_name(words, end if sector else behind, sector)) is not None:
            end, sector = name, sector or "civilians"
        parties = tuple(Party.state(country, sector or "government") for country in dict.fromkeys(chain))
        phrase = phrase_at(words, first, end if sector else behind, parties)
        found.append(_weighed(words, phrase, first, sector))
        chain, done = [], phrase.end
    return found


def _weighed(words: Words, phrase: NounPhrase, first: int, sector: str | None) -> NounPhrase:
    """The phrase, weak where the nationality at token `first` only qualifies something else."""
    end = phrase.end
    if sector is not None:
        is_weak = words.is_noun_like(end) and not words.is_qualified(end)
    else:
        is_weak = phrase.first == first
        end = end if is_weak else _end_of_place(words, end)  # "the mayor of the Italian city"
    return replace(phrase, end=end, is_weak=is_weak, is_plural=True)


def _end_of_place(words: Words, start: int) -> int:
    """The end of the common nouns from token `start` on."""
    end = start
    while words.is_noun_like(end) and end - start < _NOUNS:
        end += 1
    return end


def _end_of_unread_name(words: Words, start: int, sector: str | None) -> int | None:
    """The end of a name that is not known for one: "American basketball star Brittney Griner"; None for none."""
    sentence, first = words.sentence, start
    while words.is_noun_like(first) and first - start < _NOUNS:
        first += 1
    end = first
    while end < len(sentence.tokens) and _may_be_name(words, end):
        end += 1
    is_person = first > start or (sector in _PERSONAL and not sentence.word(start - 1).endswith("s"))
    is_name = end - first >= _FULL_NAME and is_person and not sentence.is_title_case
    return end if is_name and end < len(sentence.tokens) and not words.is_noun_like(end) else None


def _may_be_name(words: Words, index: int) -> bool:
    token = words.sentence.tokens[index]
    is_plain = token.kind == "word" and token.is_capitalized and not token.is_upper and index not in words.verbal
    return is_plain and words.sentence.hit_at(index) is None and not is_adverb(token.norm) and not is_month(token.norm)
