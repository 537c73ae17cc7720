"""Which two are meant by "both countries" and "the two leaders" where the sentence itself has just named them."""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.people.nominals import Nominal

_PAIR: Final = 2
_STATES: Final = frozenset({"countries", "nations", "states", "governments"})


def pair_named(nominal: Nominal, named: Sequence[NounPhrase]) -> tuple[Party, ...]:
    """The two whom the sentence names before the nominal; nobody where it names no two."""
    return _two_countries(nominal, named) or _two_people(nominal, named)


def _two_people(nominal: Nominal, named: Sequence[NounPhrase]) -> tuple[Party, ...]:
    """The two people whom the sentence itself names before "the two leaders"."""
    if nominal.kind != "pair":
        return ()
    people = [party for p in named if p.end <= nominal.first for party in p.parties if party.kind == "person"]
    people = list(dict.fromkeys(people))
    return tuple(people) if len(people) == _PAIR and people[0].country != people[1].country else ()


def _two_countries(nominal: Nominal, named: Sequence[NounPhrase]) -> tuple[Party, ...]:
    """ "Both countries" behind two that the sentence has just named."""
    if nominal.kind != "pair" or nominal.head not in _STATES:
        return ()
    before = [p for p in named if p.end <= nominal.first and p.parties[0].kind == "country"][-_PAIR:]
    countries = list(dict.fromkeys(p.parties[0].country for p in before))
    is_list = len(before) == _PAIR and before[1].first - before[0].end <= _PAIR
    return tuple(Party.state(c) for c in countries) if is_list and len(countries) == _PAIR else ()


def n_people(parties: Sequence[Party]) -> int:
    """How many of the parties are people."""
    return sum(party.kind == "person" for party in parties)
