"""Which tellings are one event: within an article as its reader numbered them, across articles as `retelling` says."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import polars as pl

from etl.transform.acts import Act, acts
from etl.transform.keys import finished, smallest
from etl.transform.retelling import GROUNDS, UNSURE, distance, ground, months, occasions, speaks_against

Join = tuple[int, int]  # numbers of two acts that are one on some ground, the smaller first


def events_found(
    corrected_tellings: pl.DataFrame,
    corrected_sides: pl.DataFrame,
    identities: pl.DataFrame,
    articles: pl.DataFrame,
    stories: pl.DataFrame,
) -> pl.DataFrame:
    """One row per telling with the id of its event, the smallest id among the event's tellings, and on which ground it
    was joined to it: `article` for tellings that are one act of their article only, null for the only telling.

    Two acts that an article tells apart are never one event, nor are two of which anything speaks against it, however
    many others join them. The strongest grounds go first, and the acts by id, so the order of articles is of no matter.
    """
    told = acts(corrected_tellings, corrected_sides, identities, articles, stories)
    clusters = _Clusters(told)
    joins = _joins(told)
    for name in GROUNDS:
        found = joins[name]
        for one, other in _without_doubtful(found, told) if name in UNSURE else found:
            clusters.join(one, other, name)
    rows = [
        (telling, event_id, clusters.grounds.get(number) or ("article" if len(told[number].tellings) > 1 else None))
        for members in clusters.members()
        for event_id in [smallest(told[number].act_id for number in members)]
        for number in members
        for telling in told[number].tellings
    ]
    schema = {"event_mention_id": pl.String, "event_id": pl.String, "merged_by": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return finished("events_found", frame)


def _joins(told: Sequence[Act]) -> Mapping[str, list[Join]]:
    """The pairs of acts that are one, by their ground: the closest first, then by the ids of the acts."""
    found: dict[str, list[Join]] = {name: [] for name in GROUNDS}
    for one, other in sorted(_pairs(told)):
        name = ground(told[one], told[other])
        if name is not None:
            found[name].append((one, other))
    for pairs in found.values():
        pairs.sort(key=lambda pair: (distance(told[pair[0]], told[pair[1]]), pair))
    return found


def _pairs(told: Sequence[Act]) -> set[Join]:
    """Pairs of acts that may be one: a common story, or a day or month in common with a person or the countries."""
    by_occasion: dict[tuple[object, ...], list[int]] = defaultdict(list)
    by_month: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, act in enumerate(told):
        for occasion in occasions(act):
            by_occasion[occasion].append(number)
        for month in months(act):
            by_month[month].append(number)
    pairs = {pair for numbers in by_occasion.values() for pair in combinations(numbers, 2)}
    for numbers in by_month.values():
        vague = [number for number in numbers if not told[number].is_dated]
        pairs.update((min(one, other), max(one, other)) for one in vague for other in numbers if one != other)
    return pairs


def _without_doubtful(joins: Sequence[Join], told: Sequence[Act]) -> Iterator[Join]:
    """The joins of acts all of whose partners could be one: who fits two meetings belongs to neither."""
    partners: dict[int, set[int]] = defaultdict(set)
    for one, other in joins:
        partners[one].add(other)
        partners[other].add(one)
    doubtful = {
        number
        for number, fitting in partners.items()
        if any(speaks_against(told[one], told[other]) for one, other in combinations(sorted(fitting), 2))
    }
    return (pair for pair in joins if doubtful.isdisjoint(pair))


class _Clusters:
    """Acts that are one event; `grounds` is the ground, by number of the act, on which it was first joined."""

    def __init__(self, told: Sequence[Act]) -> None:
        self._told = told
        self._members = [[number] for number in range(len(told))]  # one list, shared by all of its members
        self.grounds: dict[int, str] = {}

    def join(self, one: int, other: int, name: str) -> None:
        """Makes the events of two acts one, unless anything speaks against it between any two of their acts."""
        mine, theirs = self._members[one], self._members[other]
        if mine is theirs:
            return
        if any(speaks_against(self._told[a], self._told[b]) for a in mine for b in theirs):
            return
        mine.extend(theirs)
        for number in theirs:
            self._members[number] = mine
        for number in (one, other):
            self.grounds.setdefault(number, name)

    def members(self) -> list[list[int]]:
        """The clusters, each once, by the smallest number in it."""
        return [sorted(group) for number, group in enumerate(self._members) if min(group) == number]
