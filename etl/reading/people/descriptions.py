"""People meant without being named: "the Cuban leader", "the Secretary", "his counterpart", "the two ministers".

A description is tied to a person when the article leaves one reading: one person (two for a pair) has the country and
the office that it speaks of. What leaves several readings is no mention.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from etl.reading.annotations import Entity, Mention, Office, Zone
from etl.reading.people.nominals import Nominal, find_nominals
from etl.reading.people.offices import offices_in
from etl.reading.people.words import is_title_head, is_title_word, singular_title
from etl.reading.tagging import TaggedSentence

_LEADING: Final = frozenset({"head_of_state", "head_of_government", "party_leader", "royalty"})
_LOWERING: Final = frozenset({"assistant", "associate", "deputy", "under", "vice"})
_COUNTERPART, _THE = frozenset({"counterpart"}), frozenset({"the"})
_OWNERS: Final = frozenset({"his", "her", "their"})
_PEOPLE_IN_PAIRS: Final = {
    "leaders": "leader", "officials": "", "ministers": "minister", "presidents": "president", "premiers": "premier",
    "diplomats": "", "negotiators": "", "secretaries": "secretary", "chairmen": "chairman", "generals": "general",
    "envoys": "envoy", "counterparts": "", "principals": "",
}  # fmt: skip
"""Plural nouns for people, and the singular whose office both must hold; empty where any will do."""
_GENERIC: Final = frozenset({"chief", "head", "leader", "member", "official"})
"""Titles that mean an office only with what they are over."""
_STATE: Final = frozenset({"party", "state"})
"""Of a one-party state, whose holder the article need not name: "the State President" beside another President."""
_ZONES: Final = frozenset({Zone.BODY, Zone.HEADLINE, Zone.CAPTION})


@dataclass(frozen=True, slots=True)
class Described:
    """A description on tokens [first, end) of a sentence, and the people whom it means."""

    first: int
    end: int
    people: tuple[int, ...]


class Descriptions:
    """The people of an article, by what a description may say of them."""

    def __init__(self, people: Sequence[Entity], offices: Sequence[Office], home: str | None) -> None:
        self._people = [person for person in people if person.kind == "person" and person.part == "text"]
        self._names = {person.number: person.name for person in self._people}
        self._home = home
        self._offices: dict[int, list[Office]] = defaultdict(list)
        for office in offices:
            self._offices[office.entity].append(office)

    def find(self, sentence: TaggedSentence, named: Sequence[tuple[int, int, int]]) -> list[Described]:
        """Descriptions in a sentence; `named` are the stretches [first, end) of names and their titles with the
        person's number.
        """
        if sentence.sentence.zone not in _ZONES:
            return []
        taken = {index for first, end, _ in named for index in range(first, end)}
        return list(self._in(sentence, taken, named))

    def mentions(self, sentence: TaggedSentence, found: Sequence[Described]) -> Iterator[Mention]:
        """The descriptions of a sentence as mentions of kind title. One of two people has their names as value."""
        for described in found:
            one = described.people[0] if len(described.people) == 1 else None
            value = None if one is not None else "; ".join(self._names[number] for number in described.people)
            country = next((p.country for p in self._people if p.number == one), None)
            span = sentence.span(described.first, described.end)
            part = "caption" if sentence.sentence.zone is Zone.CAPTION else "text"
            yield Mention("title", span, sentence.sentence.number, one, country, value, part, is_nominal=True)

    def _in(
        self, sentence: TaggedSentence, taken: set[int], named: Sequence[tuple[int, int, int]]
    ) -> Iterator[Described]:
        covered: set[int] = set()
        for nominal in find_nominals(sentence, taken):
            people = self._pair(nominal) if nominal.kind == "pair" else self._compatriot(sentence, nominal, named)
            if people:
                covered.update(range(nominal.first, nominal.end))
                yield Described(nominal.first, nominal.end, people)
        for first, title_end in _bare_titles(sentence, taken | covered):
            end, country = _country_behind(sentence, title_end) or (title_end, None)
            if country is not None:
                people = self._head_of(sentence, first, title_end, country)
            else:
                people = self._holders(sentence, first, title_end)
            if people and not taken & set(range(first, end)):
                yield Described(first, end, people)
        for index in sentence.indices_of(_COUNTERPART):
            if sentence.word(index - 1) in _OWNERS and index not in taken:
                people = self._counterpart(index, named)
                if people:
                    yield Described(index - 1, index + 1, people)

    def _compatriot(
        self, sentence: TaggedSentence, nominal: Nominal, named: Sequence[tuple[int, int, int]]
    ) -> tuple[int, ...]:
        """ "The Vietnamese President", "his Cuban counterpart": the one of that country, by office if it names one."""
        at = nominal.end + 1 if sentence.word(nominal.end) == "," else nominal.end
        beside = [number for first, _, number in named if first == at]
        if beside:
            return tuple(beside)  # "his Cuban counterpart, X"
        mine = [p for p in self._people if p.country == nominal.country]
        first = next((i for i in range(nominal.first, nominal.end) if sentence.hit_at(i) is None), nominal.end)
        held = [office.position for office in offices_in(sentence, first, nominal.end)]
        fitting = [p for p in mine if self._fits(p, nominal.head, held)]
        return (fitting[0].number,) if len(fitting) == 1 else ()

    def _fits(self, person: Entity, head: str, positions: Sequence[str]) -> bool:
        if head == "leader":
            return any(office.kind in _LEADING for office in self._offices[person.number])
        if positions:
            return all(self._holds(person, position) for position in positions)
        return not is_title_head(head)

    def _holds(self, person: Entity, position: str) -> bool:
        """True when the person has the office, or one that the position is short for ("Secretary")."""
        words = set(position.casefold().split())
        for office in self._offices[person.number]:
            other = set(office.position.casefold().split())
            if words <= other and words & _LOWERING == other & _LOWERING:
                return True
        return False

    def _pair(self, nominal: Nominal) -> tuple[int, ...]:
        """ "The two ministers": those of two countries who alone hold such an office."""
        if nominal.head not in _PEOPLE_IN_PAIRS:
            return ()
        singular = _PEOPLE_IN_PAIRS[nominal.head]
        positions = [singular] if singular and singular != "leader" else []
        fitting = [p for p in self._people if self._fits(p, singular, positions)] if singular else self._people
        countries = {person.country for person in fitting}
        return tuple(p.number for p in fitting) if len(fitting) == len(countries) == 2 and None not in countries else ()

    def _holders(self, sentence: TaggedSentence, first: int, end: int) -> tuple[int, ...]:
        """ "The Secretary": the one who holds the office; of several the one of the body that speaks."""
        positions = [office.position for office in offices_in(sentence, first, end)]
        if not positions:
            return ()
        fitting = [p for p in self._people if all(self._holds(p, position) for position in positions)]
        own = [p for p in fitting if p.country == self._home]
        chosen = fitting if len(fitting) == 1 else own
        return (chosen[0].number,) if len(chosen) == 1 else ()

    def _head_of(self, sentence: TaggedSentence, first: int, end: int, country: str) -> tuple[int, ...]:
        """ "The President of Chile": the one of that country who holds the office, or its only one, whatever he is."""
        positions = [office.position for office in offices_in(sentence, first, end)]
        mine = [p for p in self._people if p.country == country]
        fitting = [p for p in mine if positions and all(self._holds(p, position) for position in positions)]
        chosen = fitting or [p for p in mine if not self._offices[p.number]]
        return (chosen[0].number,) if len(chosen) == 1 and positions else ()

    def _counterpart(self, index: int, named: Sequence[tuple[int, int, int]]) -> tuple[int, ...]:
        """ "His counterpart": of two people in one office and two countries the one not named before it."""
        before = {number for first, _, number in named if first < index}
        if len(before) != 1:
            return ()
        (mine,) = (person for person in self._people if person.number in before) if self._knows(before) else (None,)
        if mine is None:
            return ()
        positions = {office.position for office in self._offices[mine.number]}
        others = [
            p
            for p in self._people
            if p.country not in (None, mine.country) and positions & {o.position for o in self._offices[p.number]}
        ]
        return (others[0].number,) if len(others) == 1 else ()

    def _knows(self, numbers: set[int]) -> bool:
        return any(person.number in numbers for person in self._people)


def _bare_titles(sentence: TaggedSentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Titles behind "the" that no name, country or body follows, and those that take a turn ("THE PRESIDENT:")."""
    behind = 0
    for index in sorted({0, 2, *sentence.indices_of(_THE)}):
        opens = index < len(sentence.tokens) and _opens(sentence, index)
        if index < behind or not (opens or sentence.word(index) == "the"):
            continue
        first = end = index if opens else index + 1
        while end < len(sentence.tokens) and is_title_word(sentence.word(end)) and sentence.hit_at(end) is None:
            end += 1
        head = sentence.word(end - 1)
        if (
            end == first
            or not is_title_head(head)
            or head in _GENERIC
            or singular_title(head) != head
            or sentence.word(first) in _STATE
            or taken & set(range(first - (not opens), end + 1))
        ):
            continue
        behind = end
        if not _is_complemented(sentence, end) or _country_behind(sentence, end) is not None:
            yield (first if opens else first - 1), end


def _opens(sentence: TaggedSentence, index: int) -> bool:
    """True for the first word of a sentence, or of a numbered item, that begins "Prime Minister thanked …"."""
    is_first = index == 0 or (index == 2 and sentence.tokens[0].kind == "number" and sentence.tokens[1].text in ".)")
    return is_first and sentence.tokens[index].is_capitalized and is_title_word(sentence.word(index))


def _country_behind(sentence: TaggedSentence, end: int) -> tuple[int, str] | None:
    """End and code of the country behind a title: "of Chile", "of the Republic of Chile"; none before a name."""
    at = end + 1
    if sentence.word(end) != "of":
        return None
    while sentence.word(at) == "the":
        at += 1
    hit = sentence.hit_at(at)
    if hit is None or hit.first != at or hit.known.kind != "country" or hit.known.country is None:
        return None
    return hit.end, hit.known.country


def _is_complemented(sentence: TaggedSentence, end: int) -> bool:
    """True when the title goes on: "the President of France", "the minister for trade", "the director general's"."""
    if end >= len(sentence.tokens):
        return False
    token = sentence.tokens[end]
    if token.norm in ("of", "for", "to", "in", "who", "whose", "-"):
        return True
    return token.kind == "word" and (token.is_capitalized or sentence.hit_at(end) is not None)
