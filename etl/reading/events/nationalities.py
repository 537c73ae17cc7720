"""Sides told by a nationality: "Chilean police", "French and Egyptian warships", "Bosnian Serb forces"."""

from dataclasses import replace

from etl.reading.events.phrases import NounPhrase, Party, Words, body_behind, is_of_partisans, phrase_at
from etl.reading.events.verb_group import is_backing


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
        parties = tuple(Party.state(country, sector or "government") for country in dict.fromkeys(chain))
        phrase = phrase_at(words, first, end if sector else behind, parties)
        is_weak = phrase.first == first
        if sector is not None:
            is_weak = words.is_noun_like(end) and not words.is_qualified(end)
        found.append(replace(phrase, is_weak=is_weak, is_plural=True))
        chain, done = [], phrase.end
    return found
