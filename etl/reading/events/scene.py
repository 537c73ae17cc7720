"""The sides an article speaks of: noun phrases of a sentence resolved to people, organisations and countries.

"The two leaders", "they", "his Cuban counterpart" and "he" are resolved against the scene: who holds the talks that the
article is about, and who was the last subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from etl.lexicon.loader import rows
from etl.reading.people.nominals import Nominal, find_nominals, pronoun_kind
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Cast, Reference

_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "both", "then", "former", "late"})
_STARTERS = frozenset(
    {"", "and", "but", "that", "while", "whilst", "as", "when", "where", "because", "which", "after", "before", "since",
     "although", "though", "whom", "or", "so", "if", "until", "whereas", "meanwhile", "also", "who", "said", "says"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an act: a person, an organisation, or a country's government, party or people."""

    kind: str  # person | organization | country
    entity: int | None
    country: str | None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Parties named together on tokens [first, end) of a sentence.

    `is_free` says that no preposition or verb governs it, so that it can be a subject; `is_resolved` that it names its
    parties only indirectly (a pronoun, "the two sides").
    """

    first: int
    end: int
    parties: tuple[Party, ...]
    is_free: bool
    is_possessive: bool
    is_resolved: bool = False
    is_plural: bool = False


@dataclass(slots=True)
class Scene:
    """What is known while an article is read: its cast, the pair that talks, and the last subjects."""

    cast: Cast
    pair: tuple[Party, ...] = ()
    last_person: Party | None = None
    last_group: tuple[Party, ...] = ()

    def noun_phrases(self, sentence: TaggedSentence) -> list[NounPhrase]:
        """Noun phrases of a sentence that name sides, in order; names joined by "and" are one phrase."""
        number = sentence.sentence.number
        references = _with_their_country([r for r in self.cast.references[number] if r.kind != "nationality"], sentence)
        taken = {i for r in references if r.kind == "person" for i in range(r.first, r.end)}
        found = [phrase for r in references if (phrase := self._named(sentence, r, references)) is not None]
        nominals = find_nominals(sentence, taken)
        taken |= {i for nominal in nominals for i in range(nominal.first, nominal.end)}
        for nominal in nominals:
            parties = self._who_is_meant(nominal)
            if parties:
                found.append(_phrase(sentence, nominal.first, nominal.end, parties, is_resolved=True))
        found += self._bodies(sentence, taken) + self._pronouns(sentence)
        return _coordinate(sentence, _without_overlaps(found))

    def remember(self, phrases: Sequence[NounPhrase]) -> None:
        """Keeps the subject of a sentence for the pronouns of the next one."""
        for phrase in phrases:
            if not phrase.is_free or phrase.is_possessive:
                continue
            if len(phrase.parties) > 1:
                self.last_group = phrase.parties
            elif phrase.parties[0].kind == "person":
                self.last_person = phrase.parties[0]
            return

    def forget_subjects(self) -> None:
        """Another speaker's he and they mean others."""
        self.last_person, self.last_group = None, ()

    def other_side(self, actors: Sequence[Party]) -> tuple[Party, ...]:
        """The country on the other side of the talks that the article is about, when `actors` are one side of them."""
        mine = {party.country for party in actors}
        if not mine & {party.country for party in self.pair}:
            return ()
        others = {party.country for party in self.pair if party.country} - mine
        return tuple(Party("country", None, country, "government") for country in sorted(others))

    def _named(
        self, sentence: TaggedSentence, reference: Reference, references: Sequence[Reference]
    ) -> NounPhrase | None:
        if reference.kind in ("person", "organization"):
            party = Party(reference.kind, reference.entity, reference.country)
        elif reference.kind == "country":
            if _is_apposed_to_place(sentence, reference, references):
                return None
            party = Party("country", None, reference.country, "government")
        elif reference.is_seat:
            party = Party("country", None, reference.country, "government")
            phrase = _phrase(sentence, reference.first, reference.end, (party,))
            return phrase if phrase.is_free else None  # "in Hanoi" is where, "Hanoi agreed" is who
        else:
            return None
        first = reference.first
        if reference.kind == "country":
            first, sector = _body_before(sentence, first)
            party = replace(party, sector=sector or party.sector)
        return _phrase(sentence, first, reference.end, (party,))

    def _bodies(self, sentence: TaggedSentence, taken: set[int]) -> list[NounPhrase]:
        """ "The Vietnamese Party, State and people": a nationality with a body behind it is its country."""
        found = []
        for hit in sentence.hits:
            if hit.known.kind != "nationality" or hit.first in taken:
                continue
            end, sector = _body_after(sentence, hit.end)
            if sector is not None:
                party = Party("country", None, hit.known.country, sector)
                found.append(_phrase(sentence, hit.first, end, (party,)))
        return found

    def _pronouns(self, sentence: TaggedSentence) -> list[NounPhrase]:
        found = []
        for index in range(len(sentence.tokens)):
            kind = pronoun_kind(sentence.word(index))
            if kind == "one" and self.last_person is not None:
                found.append(_phrase(sentence, index, index + 1, (self.last_person,), is_resolved=True))
            elif kind == "pair" and len(self.last_group) > 1:
                found.append(_phrase(sentence, index, index + 1, self.last_group, is_resolved=True))
        return found

    def _who_is_meant(self, nominal: Nominal) -> tuple[Party, ...]:
        if nominal.kind == "pair":
            return self.pair
        candidates = [party for party in self.pair if party.kind == "person" and party.country == nominal.country]
        if len(candidates) == 1:
            return tuple(candidates)
        people = [e for e in self.cast.entities if e.kind == "person" and e.country == nominal.country]
        if len(people) == 1 and not candidates:
            return (Party("person", people[0].number, people[0].country),)
        return (Party("country", None, nominal.country, "government"),) if not candidates else ()


def _phrase(
    sentence: TaggedSentence, first: int, end: int, parties: tuple[Party, ...], is_resolved: bool = False
) -> NounPhrase:
    return NounPhrase(
        first, end, parties, _is_free(sentence, first), _is_possessive(sentence, end), is_resolved, len(parties) > 1
    )


def _is_possessive(sentence: TaggedSentence, end: int) -> bool:
    """True for what stands before 's, and for a plural or a name in s before a bare apostrophe."""
    if end >= len(sentence.tokens):
        return False
    token = sentence.tokens[end]
    return token.kind == "possessive" or (token.text in "'’" and sentence.word(end - 1).endswith("s"))


def _with_their_country(references: Sequence[Reference], sentence: TaggedSentence) -> list[Reference]:
    """ "President X of Chile" is one reference: the country behind a person is part of the name's phrase."""
    kept: list[Reference] = []
    for reference in references:
        before = kept[-1] if kept else None
        if before is not None and before.kind == "person" and reference.kind == "country":
            between = [sentence.word(i) for i in range(before.end, reference.first)]
            if between in (["of"], ["of", "the"]):
                kept[-1] = replace(before, end=reference.end)
                continue
        kept.append(reference)
    return kept


def _is_free(sentence: TaggedSentence, first: int) -> bool:
    """True when the phrase that begins at `first` stands at the beginning of a clause or behind a mark."""
    index = first - 1
    while index >= 0 and sentence.word(index) in _DETERMINERS:
        index -= 1
    if index < 0:
        return True
    token = sentence.tokens[index]
    if token.kind == "punct":
        return token.text not in ("(", "-", "/")
    return token.norm in _STARTERS or (token.norm.endswith("ly") and index == 0)


def _is_apposed_to_place(sentence: TaggedSentence, reference: Reference, references: Sequence[Reference]) -> bool:
    """ "in Hanoi, Vietnam": the country says where the city lies."""
    return sentence.word(reference.first - 1) == "," and any(
        other.kind == "place" and other.end == reference.first - 1 for other in references
    )


@cache
def _body_words() -> dict[str, str]:
    return {row["word"]: row["sector"] for row in rows("nominal_words") if row["number"] == "body"}


def _body_before(sentence: TaggedSentence, first: int) -> tuple[int, str | None]:
    """Where "the Party, State and people of" before a country begins, and its sector; the country itself otherwise."""
    index = first - 1
    while sentence.word(index) == "the":
        index -= 1
    if sentence.word(index) != "of" or sentence.word(index - 1) not in _body_words():
        return first, None
    sector = _body_words()[sentence.word(index - 1)]
    start = index - 1
    while start > 0 and (sentence.word(start - 1) in _body_words() or sentence.word(start - 1) in (",", "and", "the")):
        start -= 1
    while sentence.word(start) in (",", "and", "the"):
        start += 1
    return start, "government" if start < index - 1 else sector


def _body_after(sentence: TaggedSentence, at: int) -> tuple[int, str | None]:
    """End and sector of the bodies behind a nationality; None when none stands there."""
    if sentence.word(at) not in _body_words():
        return at, None
    sector, end = _body_words()[sentence.word(at)], at + 1
    while sentence.word(end) in (",", "and"):
        following = end + 2 if sentence.word(end + 1) == "and" else end + 1
        if sentence.word(following) not in _body_words():
            break
        sector, end = "government", following + 1
    return end, sector


def _without_overlaps(phrases: list[NounPhrase]) -> list[NounPhrase]:
    """Phrases in order; of two that overlap, or stand side by side as one ("his counterpart X"), the name stays."""
    kept: list[NounPhrase] = []
    for phrase in sorted(phrases, key=lambda p: (p.is_resolved, p.first - p.end, p.first)):
        clash = next((k for k in kept if phrase.first < k.end and k.first < phrase.end), None)
        if clash is None:
            kept.append(phrase)
    kept.sort(key=lambda p: p.first)
    merged: list[NounPhrase] = []
    for phrase in kept:
        if merged and merged[-1].is_resolved and merged[-1].end == phrase.first and not phrase.is_resolved:
            before = merged.pop()
            merged.append(replace(phrase, first=before.first, is_free=before.is_free))
        else:
            merged.append(phrase)
    return merged


def _coordinate(sentence: TaggedSentence, phrases: list[NounPhrase]) -> list[NounPhrase]:
    """Joins "A, B and C" into one phrase of three parties."""
    joined: list[NounPhrase] = []
    pending: list[NounPhrase] = []
    for phrase in phrases:
        if pending and not _is_joined(sentence, pending[-1].end, phrase.first):
            joined += _close(sentence, pending)
            pending = []
        pending.append(phrase)
    return joined + _close(sentence, pending)


def _is_joined(sentence: TaggedSentence, end: int, first: int) -> bool:
    between = [sentence.word(i) for i in range(end, first)]
    return bool(between) and all(word in (",", "and", "&", "the") for word in between)


def _close(sentence: TaggedSentence, pending: list[NounPhrase]) -> list[NounPhrase]:
    if len(pending) < 2:
        return pending
    gap = [sentence.word(i) for i in range(pending[-2].end, pending[-1].first)]
    if "and" not in gap and "&" not in gap:
        return pending
    parties = tuple(dict.fromkeys(party for phrase in pending for party in phrase.parties))
    first, last = pending[0], pending[-1]
    resolved = any(phrase.is_resolved for phrase in pending)
    return [NounPhrase(first.first, last.end, parties, first.is_free, last.is_possessive, resolved, len(parties) > 1)]
