"""Which tellings an analyst's corrections of events quote, and which of the corrections contradict each other."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import combinations
from typing import NamedTuple

import polars as pl

from etl.transform.keys import finished
from etl.transform.people_corrections import Verdict
from schemas.frames import polars_schema
from schemas.registry import TABLES

GIVING = ("event_type", "event_date")
"""Kinds of corrections that give an act a value, in all tellings that its article has of it."""

EVENT_KINDS = frozenset({"merge_events", "split_event", "no_event", *GIVING})


class Telling(NamedTuple):
    """A telling as it was read."""

    event_mention_id: str
    article_id: str
    event_no: int
    event_type: str
    trigger: str
    trigger_start: int
    trigger_end: int

    @property
    def act(self) -> tuple[str, int]:
        """What its article tells of one act shares this."""
        return self.article_id, self.event_no

    def __str__(self) -> str:
        return f'"{" ".join(self.trigger.split())}" ({self.event_type})'


Quoted = Mapping[int, Verdict | frozenset[Telling]]


def quoted_tellings(
    corrections: pl.DataFrame,
    correction_values: pl.DataFrame,
    correction_anchors: pl.DataFrame,
    event_mentions: pl.DataFrame,
) -> pl.DataFrame:
    """One row per correction of events and telling that it quotes: its trigger stands in the quoted words. A correction
    that quotes none or several acts at a place, or contradicts another, has one row with the reason instead.
    """
    entries = corrections.filter(pl.col("kind").is_in(sorted(EVENT_KINDS)) & pl.col("problem").is_null())
    kinds = dict(entries.select("correction_no", "kind").sort("correction_no").iter_rows())
    found = _found(kinds, correction_anchors, event_mentions) if kinds else {}
    refused = _contradictions(kinds, {row[0]: row[1:] for row in correction_values.iter_rows()}, found)
    rows = [row for number, quoted in found.items() for row in _rows(number, refused.get(number, quoted))]
    return finished("quoted_tellings", pl.DataFrame(rows, schema=polars_schema(TABLES["quoted_tellings"])))


def _rows(number: int, quoted: Verdict | frozenset[Telling]) -> list[dict[str, object]]:
    row: dict[str, object] = {"correction_no": number, "event_mention_id": None, "status": None, "detail": None}
    if isinstance(quoted, Verdict):
        return [{**row, "quoted_no": 1, "status": quoted.status, "detail": quoted.detail}]
    ids = sorted(telling.event_mention_id for telling in quoted)
    return [{**row, "quoted_no": quoted_no, "event_mention_id": i} for quoted_no, i in enumerate(ids, 1)]


def _found(kinds: Mapping[int, str], anchors: pl.DataFrame, event_mentions: pl.DataFrame) -> Quoted:
    anchors = anchors.filter(pl.col("correction_no").is_in(list(kinds))).sort("correction_no", "place_no", "said_no")
    articles = anchors.get_column("article_id").drop_nulls().unique().to_list()
    told: dict[str, list[Telling]] = defaultdict(list)
    tellings = event_mentions.filter(pl.col("article_id").is_in(articles)).sort("trigger_start", "event_mention_id")
    for row in tellings.select(Telling._fields).iter_rows():
        told[row[1]].append(Telling(*row))
    places: dict[int, dict[int, list[dict[str, object]]]] = defaultdict(lambda: defaultdict(list))
    for anchor in anchors.to_dicts():
        places[anchor["correction_no"]][anchor["place_no"]].append(anchor)
    found: dict[int, Verdict | frozenset[Telling]] = {}
    for number in kinds:
        each = [_at(anchors, told) for anchors in places[number].values()]
        problem = next((quoted for quoted in each if isinstance(quoted, Verdict)), None)
        found[number] = problem or frozenset().union(*(quoted for quoted in each if not isinstance(quoted, Verdict)))
    return found


def _at(anchors: list[dict[str, object]], told: Mapping[str, list[Telling]]) -> Verdict | frozenset[Telling]:
    """The tellings of the one act that a quotation, wherever its article says it, has the trigger of."""
    article, article_id, problem = (anchors[0][name] for name in ("article", "article_id", "problem"))
    if problem is not None:
        return Verdict("stale", str(problem))
    here = [
        [
            telling
            for telling in told.get(str(article_id), ())
            if telling.trigger_start < int(str(anchor["char_end"]))
            and telling.trigger_end > int(str(anchor["char_start"]))
        ]
        for anchor in anchors
    ]
    quoted = frozenset(telling for tellings in here for telling in tellings)
    if not quoted:
        return Verdict("stale", f"the words quoted from {article} tell no event")
    if len({telling.act for telling in quoted}) > 1:
        is_within = any(len({telling.act for telling in tellings}) > 1 for tellings in here)
        acts = ", ".join(dict.fromkeys(str(telling) for tellings in here for telling in tellings))
        amount = "fewer" if is_within else "more"
        return Verdict("invalid", f"quote {amount} words of {article}: these tell several events, {acts}")
    return quoted


def _contradictions(
    kinds: Mapping[int, str], values: Mapping[int, tuple[object, ...]], found: Quoted
) -> Mapping[int, Verdict]:
    """Verdicts on corrections that say of a telling or an act what another denies, and on those that repeat another."""
    quoted = {number: tellings for number, tellings in found.items() if not isinstance(tellings, Verdict)}
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, tellings in quoted.items():
        for telling in tellings:
            groups[telling.event_mention_id].append(number)
        if kinds[number] in GIVING:
            for act in {telling.act for telling in tellings}:
                groups[kinds[number], act].append(number)
    refused: dict[int, Verdict] = {}
    for one, other in sorted({pair for numbers in groups.values() for pair in combinations(numbers, 2)}):
        both = {kinds[one], kinds[other]}
        is_contradiction = "no_event" in both if len(both) > 1 else values.get(one) != values.get(other)
        if is_contradiction:
            refused[one] = Verdict("invalid", f"contradicts correction {other}")
            refused[other] = Verdict("invalid", f"contradicts correction {one}")
        elif both <= {"no_event", *GIVING} and len(both) == 1 and _acts(quoted[other]) <= _acts(quoted[one]):
            refused.setdefault(other, Verdict("invalid", f"says again what correction {one} says"))
    return refused


def _acts(tellings: frozenset[Telling]) -> set[tuple[str, int]]:
    return {telling.act for telling in tellings}
