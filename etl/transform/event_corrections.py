"""An analyst's corrections of which tellings are one event, applied to the events that the articles tell.

All are judged against the events as found. What is quoted is split off first, then events are merged: both together
move a telling from one event to another.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

import polars as pl

from etl.transform.corrected_tellings import BY_CORRECTION
from etl.transform.keys import finished, smallest, with_key
from etl.transform.people_corrections import Verdict


class _Telling(NamedTuple):
    event_mention_id: str
    article_id: str
    event_no: int
    event_type: str


@dataclass(slots=True)
class CorrectedEvents:
    """The event of each telling, those that a correction moved, and the verdict on every correction by its number."""

    events: dict[str, str]
    moved: set[str] = field(default_factory=set)
    verdicts: dict[int, Verdict] = field(default_factory=dict)


def event_clusters(
    events_found: pl.DataFrame,
    corrections: pl.DataFrame,
    quoted_tellings: pl.DataFrame,
    corrected_tellings: pl.DataFrame,
) -> pl.DataFrame:
    """One row per telling with the id of its event, the smallest id among the event's tellings, and on which ground it
    was joined to it, the analyst's corrections applied.
    """
    done = corrected_events(events_found, corrections, quoted_tellings, corrected_tellings)
    tellings = events_found.get_column("event_mention_id").to_list()
    members: dict[str, list[str]] = defaultdict(list)
    for telling in tellings:
        members[done.events[telling]].append(telling)
    ids = {event: smallest(of_event) for event, of_event in members.items()}
    frame = events_found.with_columns(
        event_id=pl.Series([ids[done.events[telling]] for telling in tellings], dtype=pl.String),
        merged_by=pl.when(pl.col("event_mention_id").is_in(sorted(done.moved)))
        .then(pl.lit(BY_CORRECTION))
        .otherwise("merged_by"),
    )
    return finished("event_clusters", with_key(frame, "event_key", "event", "event_id"))


def corrected_events(
    events_found: pl.DataFrame,
    corrections: pl.DataFrame,
    quoted_tellings: pl.DataFrame,
    corrected_tellings: pl.DataFrame,
) -> CorrectedEvents:
    """Applies the corrections of events; see `CorrectedEvents`."""
    done = CorrectedEvents(dict(events_found.select("event_mention_id", "event_id").iter_rows()))
    quoted = quoted_tellings.drop_nulls("event_mention_id").join(
        corrections.filter(pl.col("kind").is_in(["merge_events", "split_event"])).select("correction_no", "kind"),
        on="correction_no",
    )
    if quoted.is_empty():
        return done
    correcting = _Correcting(done, corrected_tellings)
    entries: dict[str, dict[int, list[str]]] = {"split_event": {}, "merge_events": {}}
    for number, kind, telling in (
        quoted.sort("correction_no", "quoted_no").select("correction_no", "kind", "event_mention_id").iter_rows()
    ):
        entries[kind].setdefault(number, []).append(telling)
    correcting.refuse_contradictions(entries["split_event"], entries["merge_events"])
    for kind, act in (("split_event", correcting.split), ("merge_events", correcting.merge)):
        for number, tellings in entries[kind].items():
            if number not in done.verdicts:
                done.verdicts[number] = act(tellings)
    return done


class _Correcting:
    def __init__(self, done: CorrectedEvents, corrected_tellings: pl.DataFrame) -> None:
        self._done, self._found = done, dict(done.events)
        self._tellings = {row[0]: _Telling(*row) for row in corrected_tellings.select(_Telling._fields).iter_rows()}
        self._of_act: dict[tuple[str, int], set[str]] = defaultdict(set)
        for telling in self._tellings.values():
            self._of_act[telling.article_id, telling.event_no].add(telling.event_mention_id)

    def refuse_contradictions(self, splits: Mapping[int, list[str]], merges: Mapping[int, list[str]]) -> None:
        """Refuses what makes one event of what is split off and of what it is split from."""
        for split, merge in product(splits, merges):
            apart = self._own(splits[split])
            together, others = set(merges[merge]) & apart, set(merges[merge]) - apart
            if {self._found[i] for i in together} & {self._found[i] for i in others}:
                self._done.verdicts[split] = Verdict("invalid", f"contradicts correction {merge}")
                self._done.verdicts[merge] = Verdict("invalid", f"contradicts correction {split}")

    def split(self, quoted: Collection[str]) -> Verdict:
        """Makes what the quoted articles tell there an event of its own, taken from the one it was joined to."""
        events = {self._found[i] for i in quoted}
        if len(events) > 1:
            return Verdict("stale", "articles tell by themselves that they are several events")
        own = self._own(quoted)
        if own == {i for i, event in self._found.items() if event in events}:
            return Verdict("stale", "that is all that articles tell of the event")
        self._move(own, f"{smallest(own)} apart")
        self._done.moved |= own
        return Verdict("applied", f"{_count(own, 'telling')} of another event", tuple(sorted(own)))

    def merge(self, quoted: Collection[str]) -> Verdict:
        """Makes the events of all quoted tellings one."""
        types = sorted({self._tellings[i].event_type for i in quoted})
        if len(types) > 1:
            return Verdict("invalid", f"the words quoted tell different acts: {', '.join(types)}")
        if len({self._found[i] for i in quoted}) == 1:
            return Verdict("stale", "articles tell by themselves that they are one event")
        current = {self._done.events[i] for i in quoted}
        self._move([i for i, event in self._done.events.items() if event in current], smallest(current))
        self._done.moved |= set(quoted)
        return Verdict("applied", f"{_count(current, 'event')} made one", tuple(sorted(quoted)))

    def _own(self, quoted: Collection[str]) -> set[str]:
        """All tellings that the quoted articles have of the acts."""
        told = [self._tellings[i] for i in quoted]
        return set().union(*(self._of_act[telling.article_id, telling.event_no] for telling in told))

    def _move(self, tellings: Collection[str], event: str) -> None:
        for telling in tellings:
            self._done.events[telling] = event


def _count(things: Collection[str], noun: str) -> str:
    return f"{len(things)} {noun}{'s' * (len(things) > 1)}"
