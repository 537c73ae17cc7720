"""Noun phrases that name a side of an act: people, bodies, countries, peoples, and the words that stand for them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from etl.lexicon.loader import rows
from etl.reading.events.neighbours import before_quantifier
from etl.reading.events.owners import land_before, start_of_name
from etl.reading.events.sectors import is_local, sector_behind, shared_sector
from etl.reading.events.verb_group import VerbGroup, is_backing
from etl.reading.events.word_classes import DETERMINERS, PREPOSITIONS, SUBORDINATORS, is_adverb, is_month
from etl.reading.people.words import TERMS_OF_OFFICE, is_title_word, speech_verbs
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Reference

_STARTERS: Final = frozenset(
    {"", "and", "but", "that", "while", "whilst", "as", "when", "where", "because", "which", "after", "before", "since",
     "although", "though", "whom", "or", "so", "if", "until", "whereas", "meanwhile", "also", "who", "whose"}
)  # fmt: skip
_SUBJECTS_ONLY: Final = frozenset({"he", "she", "they", "we"})
_PLURALS: Final = frozenset({"police", "people", "men", "women", "children", "clergy", "militia"})
_SPOKESMEN: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_MEMBERS: Final = frozenset({"countries", "nations", "states", "members"})
_COMPANIONS: Final = frozenset({"allies", "ally", "partners", "partner"})
_NO_NOUNS: Final = frozenset(
    {"ago", "late", "early", "earlier", "not", "but", "there", "he", "she", "it", "they", "we", "last", "next"}
)
_JOINS: Final = frozenset({"and", "&", "or", "as", "well"})


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an act: a person, an organisation, or a country's government, party or people."""

    kind: str  # person | organization | country
    entity: int | None
    country: str | None
    sector: str | None = None

    @classmethod
    def state(cls, country: str | None, sector: str | None = "government") -> "Party":
        """A country's government, or its people of another sector."""
        return cls("country", None, country, sector)


@dataclass(slots=True)
class NounPhrase:
    """Parties named together on tokens [first, end) of a sentence.

    `is_free` says that no preposition or verb governs it, so that it can be a subject; `is_resolved` that it names its
    parties only indirectly (a pronoun, "the two sides"); `is_weak` that it only qualifies something else ("Chilean
    copper", "in Santiago"): not who acts, but it tells whose the thing is.
    """

    first: int
    end: int
    parties: tuple[Party, ...]
    is_free: bool
    is_possessive: bool
    is_resolved: bool = False
    is_plural: bool = False
    is_weak: bool = False
    is_place: bool = False

    @property
    def can_be_subject(self) -> bool:
        """True for a phrase that nothing governs, that owns nothing and qualifies nothing."""
        return self.is_free and not self.is_possessive and not self.is_weak


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence with its verbs: what phrases are read from."""

    sentence: TaggedSentence
    groups: Sequence[VerbGroup]
    verbal: frozenset[int]

    @classmethod
    def of(cls, sentence: TaggedSentence, groups: Sequence[VerbGroup]) -> "Words":
        verbal = frozenset(i for group in groups if group.form != "reduced" for i in range(group.first, group.head + 1))
        return cls(sentence, groups, verbal)

    def is_noun_like(self, index: int) -> bool:
        """True for a word in small letters that is no verb and no word of grammar: a noun or an adjective."""
        if not 0 <= index < len(self.sentence.tokens) or index in self.verbal:
            return False
        token = self.sentence.tokens[index]
        if token.kind != "word" or (token.is_capitalized and (index > 0 or self.sentence.hit_at(0) is not None)):
            return False
        word = token.norm
        return not (
            word in DETERMINERS or word in PREPOSITIONS or word in SUBORDINATORS or word in _JOINS or is_adverb(word)
            or word in _NO_NOUNS
        )  # fmt: skip

    def is_qualified(self, index: int) -> bool:
        """True where a participle and what it governs stand at `index`: "troops backed by helicopters"."""
        return any(g.first == index and g.form == "reduced" for g in self.groups) and (
            self.sentence.word(index + 1) in PREPOSITIONS
        )


@cache
def body_words() -> dict[str, str]:
    """Sector by noun for those who act for a country or belong to it ("government", "soldiers", "villagers")."""
    return {row["word"]: row["sector"] for row in rows("nominal_words") if row["number"] == "body"}


@cache
def words_for_some() -> frozenset[str]:
    """Nouns for some of a people: "dozens", "supporters"."""
    return frozenset(row["word"] for row in rows("nominal_words") if row["number"] == "part")


def phrase_at(words: Words, first: int, end: int, parties: tuple[Party, ...], is_resolved: bool = False) -> NounPhrase:
    """The phrase of these parties, widened to the left over "dozens of" and "the government of"."""
    sentence = words.sentence
    start, sector = _widened(words, first)
    while start < first and (further := _widened(words, start)[0]) < start:
        start = further  # "tens of thousands of"
    if sector is not None and not (sector == "military" and parties[0].sector == "civilians"):
        parties = tuple(
            replace(p, sector=sector) if p.kind == "country" else p for p in parties
        )  # no brigade of nurses
    if start < first and any(party.kind == "person" for party in parties):
        start = first  # "officials of President X" are not X
    is_plural = len(parties) > 1 or _is_plural_body(sentence.word(start if start < first else end - 1))
    is_owner = is_possessive(sentence, end)
    if is_owner and start < first and sector is not None:
        end, is_owner = _behind_owned(words, end), False  # "rebels in Chile's desert" own nothing
    return NounPhrase(start, end, parties, _is_free(words, start), is_owner, is_resolved, is_plural)


def _behind_owned(words: Words, end: int) -> int:
    """The end of what belongs to the name before token `end`: behind "'s Atacama desert"."""
    index = end + 1
    while words.is_noun_like(index) or (
        index < len(words.sentence.tokens)
        and words.sentence.tokens[index].is_capitalized
        and words.sentence.hit_at(index) is None
    ):
        index += 1
    return index


def _is_plural_body(word: str) -> bool:
    """True for "rebels" and "police", of whom "they" may speak."""
    return word in body_words() and (word in _PLURALS or (word.endswith("s") and not word.endswith("ss")))


def named_phrase(words: Words, reference: Reference, references: Sequence[Reference]) -> NounPhrase | None:
    """The phrase of a named person, body, country or place; None for what names no side."""
    if reference.kind in ("person", "organization"):
        return _name_phrase(words, reference) if not is_backing(words.sentence, reference.end) else None
    if reference.country is None or _is_apposed_to_place(words.sentence, reference, references):
        return None
    if is_backing(words.sentence, reference.end) or (reference.kind == "place" and _is_in_title(words, reference)):
        return None
    if reference.kind == "country":
        return _country_phrase(words, reference)
    return _place_phrase(words, reference) if reference.kind == "place" else None


def _is_in_title(words: Words, reference: Reference) -> bool:
    """True for "Minsk" in "the Minsk Agreements", "Vienna" in "the Vienna Document": the name of a paper or a group."""
    sentence, end = words.sentence, reference.end
    if sentence.is_title_case or end >= len(sentence.tokens) or sentence.hit_at(end) is not None:
        return False
    token = sentence.tokens[end]
    return token.kind == "word" and token.is_capitalized and not (is_adverb(token.norm) or is_month(token.norm))


def _place_phrase(words: Words, reference: Reference) -> NounPhrase:
    """ "Hanoi agreed" is who, "students in Santiago" too; any other place is where."""
    party = Party.state(reference.country)
    is_owner = is_possessive(words.sentence, reference.end)
    if is_owner or words.sentence.word(reference.end) in body_words():
        end, sector = body_behind(words, reference.end + is_owner)
        if sector is not None:  # "Okinawa's governor", "a Berlin court"
            return phrase_at(words, reference.first, end, (replace(party, sector=sector),))
    phrase = phrase_at(words, reference.first, reference.end, (party,))
    is_agent = words.sentence.word(reference.first - 1) == "by"  # "was refused by Havana"
    if (reference.is_seat and (phrase.is_free or is_agent)) or phrase.first < reference.first:
        return phrase
    return replace(phrase, is_weak=True, is_place=True)


def _name_phrase(words: Words, reference: Reference) -> NounPhrase:
    """A person, or a body with its people: "al-Qaeda fighters", "U.N. helicopters"; weak before any other noun."""
    party = Party(reference.kind, reference.entity, reference.country)
    if reference.kind == "person":
        is_era = words.sentence.word(reference.end) in TERMS_OF_OFFICE and reference.country is not None
        if is_era:  # "the Obama Administration"
            party = Party.state(reference.country)
        start, sector = _widened(words, reference.first)
        if start < reference.first and sector == "government" and reference.country is not None:
            party = Party.state(reference.country, sector)  # "the government of President X"
        return _with_owner(words, phrase_at(words, reference.first, reference.end + is_era, (party,)))
    at = reference.end + 1 if is_possessive(words.sentence, reference.end) else reference.end
    end, sector = body_behind(words, at)
    phrase = phrase_at(words, reference.first, end if sector is not None else reference.end, (party,))
    if phrase.first < reference.first and words.sentence.word(phrase.end) in _MEMBERS:
        phrase = replace(phrase, end=phrase.end + 1)  # "leaders of the G7 countries"
    is_weak = words.is_noun_like(phrase.end) and not words.is_qualified(phrase.end)
    return _with_owner(words, replace(phrase, is_weak=is_weak))


def _with_owner(words: Words, phrase: NounPhrase) -> NounPhrase:
    """ "Colombia's FARC", "Israel's Ehud Olmert": the country before the name is part of it."""
    sentence, owner = words.sentence, words.sentence.hit_at(phrase.first - 2)
    if is_possessive(sentence, phrase.first - 1) and owner is None:
        return replace(phrase, is_free=_is_free(words, start_of_name(sentence, phrase.first - 1)))
    is_owned = is_possessive(sentence, phrase.first - 1) and owner is not None and owner.known.country is not None
    if not is_owned or owner is None or owner.known.kind not in ("country", "place"):
        return phrase
    party = replace(phrase.parties[0], country=phrase.parties[0].country or owner.known.country)
    start = _widened(words, owner.first)[0]  # "fighters of Chile's Liberation Army"
    return replace(phrase, first=start, parties=(party,), is_free=_is_free(words, start))


def _country_phrase(words: Words, reference: Reference) -> NounPhrase:
    sentence, first, end = words.sentence, reference.first, reference.end
    hit = sentence.hit_at(first)
    is_people = hit is not None and hit.known.kind == "people"
    country = reference.country
    if is_people and (land := land_before(sentence, first)) is not None:
        first, country = land.first, country if country == "CYP" else land.known.country
    party = Party.state(country, "civilians" if is_people else "government")
    at = end + 1 if is_possessive(sentence, end) else end
    body_end, sector = body_behind(words, at)
    if sector is not None:
        body = phrase_at(words, first, body_end, (replace(party, sector=sector),))
        return replace(body, is_weak=words.is_noun_like(body_end) and not words.is_qualified(body_end))
    phrase = phrase_at(words, first, end, (party,))
    is_imagined = sentence.word(first - 1) == "a"  # "a Lebanon that is committed to change"
    is_qualifier = (words.is_noun_like(end) and not is_people) or sentence.word(end) in _COMPANIONS  # "U.S. Allies"
    return replace(phrase, is_weak=is_imagined or is_qualifier)


def is_of_partisans(sentence: TaggedSentence, first: int) -> bool:
    """True for "pro-Russian separatists", who are not Russia's."""
    return sentence.word(first - 1) == "-" and sentence.word(first - 2) == "pro"


def body_behind(words: Words, at: int) -> tuple[int, str | None]:
    """End and sector of the body behind a country or nationality: "army", "security forces", "Party and State"."""
    sentence = words.sentence
    end, sector, index = at, None, at
    while index < min(at + 6, len(sentence.tokens)):
        word = sentence.word(index)
        is_name = word == "office" and sentence.hit_at(index) is not None  # "the Office of Global Justice"
        if word in body_words() and index not in words.verbal and not is_name:
            joined = sector is not None and sentence.word(index - 1) in (",", "and")
            if joined and sentence.hit_at(index + 1) is not None:
                break  # "and leftist FARC rebels"
            if joined and sentence.word(index - 1) == "," and sentence.word(index + 1) == "of":
                break  # "Peru's president, Secretary of State X"
            own = body_words()[word]
            end, sector = index + 1, shared_sector(sector, own) if joined else sector_behind(sector, word, own)
        elif word in (",", "and", "-"):
            following = index + 2 if sentence.word(index + 1) == "and" else index + 1
            if sector is None or sentence.word(following) not in body_words():
                break
        elif not words.is_noun_like(index) and sentence.tokens[index].kind != "number":
            hit = sentence.hit_at(index)
            is_epithet = sentence.tokens[index].is_capitalized and (hit is None or hit.known.kind == "organization")
            is_epithet = is_epithet and sentence.word(index - 1) != "and" and sentence.word(index - 2) != "and"
            if not is_epithet or sentence.word(index + 1) not in body_words():
                break  # but "Philippine Communist rebels"
        index += 1
    return end, sector


def is_possessive(sentence: TaggedSentence, end: int) -> bool:
    """True for what stands before 's, and for a plural or a name in s before a bare apostrophe."""
    if end >= len(sentence.tokens):
        return False
    token = sentence.tokens[end]
    return token.kind == "possessive" or (token.text in "'’" and sentence.word(end - 1).endswith("s"))


def _widened(words: Words, first: int) -> tuple[int, str | None]:
    """Where "the Party, State and people of", "dozens of" before a name begins, and its sector; `first` otherwise."""
    sentence = words.sentence
    if first == 0:
        return first, None
    index = first - 1
    while sentence.word(index) in DETERMINERS or sentence.tokens[index].kind == "number" or words.is_noun_like(index):
        if index <= 0:
            return first, None
        index -= 1
    head = sentence.word(index - 1)
    is_of = sentence.word(index) == "of" and (head in body_words() or head in words_for_some())
    is_of = is_of or (sentence.word(index) == "for" and head in _SPOKESMEN)
    sector_of_head = body_words().get(head)
    if sector_of_head is not None:
        sector_of_head = sector_behind(body_words().get(sentence.word(index - 2)), head, sector_of_head)
    is_home = is_local(sector_of_head, head) or (sector_of_head == "government" and sentence.word(index) == "from")
    is_in = sentence.word(index) in ("in", "from", "across", "throughout") and is_home and index - 1 not in words.verbal
    if index < 1 or not (is_of or (is_in and _is_free(words, index - 1))):
        return first, None
    start, sector = index - 1, sector_of_head
    while is_in and start > 0 and _is_of_a_people(sentence, start - 1):
        start -= 1  # "ethnic Albanian leaders from Kosovo"
    is_series = False
    while is_of and start > 0 and sentence.word(start - 1) in (",", "and", "the"):
        back = start - 1
        while back > 0 and sentence.word(back) in (",", "and", "the"):
            back -= 1
        if sentence.word(back) not in body_words():
            break
        start, is_series = back, True
    return start, "government" if is_series else sector


def _is_of_a_people(sentence: TaggedSentence, index: int) -> bool:
    hit = sentence.hit_at(index)
    return sentence.word(index) == "ethnic" or (hit is not None and hit.known.kind == "nationality")


def _is_free(words: Words, first: int) -> bool:
    """True when nothing governs the phrase that begins at `first`: a clause begins there, or a mark or conjunction."""
    sentence = words.sentence
    index = first - 1
    if sentence.word(first) in _SUBJECTS_ONLY or (sentence.word(first) == "it" and first + 1 in words.verbal):
        return True  # "indicated it would"
    is_body = sentence.word(first) in body_words()  # "Tamil Tiger rebels in Chile"
    while index >= 0 and (
        sentence.word(index) in DETERMINERS
        or sentence.tokens[index].kind == "number"
        or (is_body and sentence.tokens[index].is_capitalized and index not in words.verbal)
        or (sentence.word(index) == "last" and sentence.word(index - 1) in DETERMINERS)
        or (words.is_noun_like(index) and sentence.word(index) not in speech_verbs())
        or (is_title_word(sentence.word(index)) and sentence.hit_at(index) is None and index not in words.verbal)
    ):
        index -= 1
    hit = sentence.hit_at(index)
    if hit is not None and is_of_partisans(sentence, hit.first):
        return _is_free(words, max(0, hit.first - 2))  # "pro-Iranian kidnappers"
    if is_backing(sentence, index):
        backer = sentence.hit_at(index - 1)  # "the Iranian-backed"
        return _is_free(words, backer.first if backer is not None else index - 1)
    return _begins_clause(sentence, before_quantifier(sentence, index))


def _begins_clause(sentence: TaggedSentence, index: int) -> bool:
    """True when what follows token `index` can be the subject of a clause."""
    if index < 0:
        return True
    token = sentence.tokens[index]
    if token.kind == "punct":
        return index == 0 or token.text not in ("(", "-", "/", "&")
    if token.norm in _STARTERS or token.norm in speech_verbs():
        return True
    if _is_leading_time(sentence, index):
        return True  # "Since April the Union has allocated"
    place = sentence.hit_at(index)
    if place is not None and place.first == 1 and sentence.word(0) in ("in", "at", "from"):
        return True  # "In Caracas the Secretary conferred with"
    return is_adverb(token.norm)


def _is_leading_time(sentence: TaggedSentence, index: int) -> bool:
    """True when a preposition opens the sentence and nothing but months, weekdays and numbers stands up to `index`."""
    if sentence.word(0) not in ("since", "in", "on", "by", "until", "from", "during") or index == 0 or index > 4:
        return False
    return all(
        sentence.tokens[i].kind == "number" or is_month(sentence.word(i)) or is_adverb(sentence.word(i))
        for i in range(1, index + 1)
    )


def _is_apposed_to_place(sentence: TaggedSentence, reference: Reference, references: Sequence[Reference]) -> bool:
    """ "in Hanoi, Vietnam": the country says where the city lies."""
    return (
        reference.kind == "country"
        and sentence.word(reference.first - 1) == ","
        and any(other.kind == "place" and other.end == reference.first - 1 for other in references)
    )
