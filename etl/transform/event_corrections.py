"""An analyst's corrections of which tellings are one event, applied to the events that the articles tell.

All are judged against the events as found. Events are merged first, then what is quoted is split off.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from etl.transform.keys import finished, smallest, with_key
from etl.transform.people_corrections import Verdict

EVENT_KINDS = frozenset({"merge_events", "split_event"})
BY_CORRECTION = "correction"


class _Telling(NamedTuple):
    event_mention_id: str
    article_id: str
    event_no: int
    event_type: str
    trigger_start: int
    trigger_end: int


@dataclass(slots=True)
class CorrectedEvents:
    """The event of each telling, those that a correction moved, and the verdict on every correction by its number."""

    events: dict[str, str]
    moved: set[str] = field(default_factory=set)
    verdicts: dict[int, Verdict] = field(default_factory=dict)


def event_clusters(
    events_found: pl.DataFrame,
    corrections: pl.DataFrame,
    correction_anchors: pl.DataFrame,
    event_mentions: pl.DataFrame,
) -> pl.DataFrame:
    """One row per telling with the id of its event, the smallest id among the event's tellings, and on which ground it
    was joined to it, the analyst's corrections applied.
    """
    done = corrected_events(events_found, corrections, correction_anchors, event_mentions)
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
    correction_anchors: pl.DataFrame,
    event_mentions: pl.DataFrame,
) -> CorrectedEvents:
    """Applies the corrections of events; see `CorrectedEvents`."""
    done = CorrectedEvents(dict(events_found.select("event_mention_id", "event_id").iter_rows()))
    rows = corrections.filter(pl.col("kind").is_in(sorted(EVENT_KINDS)) & pl.col("problem").is_null())
    if rows.height:
        correcting = _Correcting(done, correction_anchors, event_mentions)
        for kind, act in (("merge_events", correcting.merge), ("split_event", correcting.split)):
            for number in rows.filter(pl.col("kind") == kind).get_column("correction_no").sort():
                done.verdicts[number] = act(number)
    return done


class _Correcting:
    def __init__(self, done: CorrectedEvents, anchors: pl.DataFrame, event_mentions: pl.DataFrame) -> None:
        self._done, self._anchors = done, anchors
        tellings = event_mentions.select(_Telling._fields).sort("event_mention_id")
        self._tellings = [_Telling(*row) for row in tellings.iter_rows()]
        self._found = dict(done.events)

    def merge(self, number: int) -> Verdict:
        """Makes the events of all quoted tellings one."""
        quoted = self._quoted(number)
        if isinstance(quoted, Verdict):
            return quoted
        types = sorted({telling.event_type for telling in quoted})
        if len(types) > 1:
            return Verdict("invalid", f"the words quoted tell different acts: {', '.join(types)}")
        if len({self._found[telling.event_mention_id] for telling in quoted}) == 1:
            return Verdict("stale", "articles tell by themselves that they are one event")
        current = {self._done.events[telling.event_mention_id] for telling in quoted}
        self._move((i for i, event in self._done.events.items() if event in current), smallest(current))
        self._done.moved |= {telling.event_mention_id for telling in quoted}
        return Verdict("applied", f"{len(current)} events are one")

    def split(self, number: int) -> Verdict:
        """Makes what the quoted articles tell there an event of its own, taken from the one it was joined to."""
        quoted = self._quoted(number)
        if isinstance(quoted, Verdict):
            return quoted
        events = {self._done.events[telling.event_mention_id] for telling in quoted}
        if len(events) > 1:
            return Verdict("stale", "articles tell by themselves that they are several events")
        acts = {(telling.article_id, telling.event_no) for telling in quoted}
        own = {t.event_mention_id for t in self._tellings if (t.article_id, t.event_no) in acts}
        if own == {i for i, event in self._done.events.items() if event in events}:
            return Verdict("stale", "that is all that articles tell of the event")
        self._move(own, f"{smallest(own)} apart")
        self._done.moved |= own
        return Verdict("applied", f"{len(own)} tellings are another event")

    def _move(self, tellings: Iterable[str], event: str) -> None:
        for telling in list(tellings):
            self._done.events[telling] = event

    def _quoted(self, number: int) -> list[_Telling] | Verdict:
        """The tellings whose trigger stands in the quoted words, at least one for each quotation."""
        found: list[_Telling] = []
        for anchor in self._anchors.filter(pl.col("correction_no") == number).sort("place_no").to_dicts():
            if anchor["problem"] is not None:
                return Verdict("stale", anchor["problem"])
            here = [
                telling
                for telling in self._tellings
                if telling.article_id == anchor["article_id"]
                and telling.trigger_start < anchor["char_end"]
                and telling.trigger_end > anchor["char_start"]
            ]
            if not here:
                return Verdict("stale", f"the words quoted from {anchor['article_id']} tell no event")
            if len({self._found[telling.event_mention_id] for telling in here}) > 1:
                return Verdict("invalid", f"quote fewer words of {anchor['article_id']}: these tell several events")
            found += here
        return found
