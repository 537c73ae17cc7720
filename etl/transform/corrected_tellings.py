"""What articles tell, as an analyst's corrections leave it: without what is no event, and of the type and days given.

Everything that is made of tellings is made of these. A type or days are given to an act in all tellings that its
article has of it; what is no event is so where it is quoted, and what else it mentions stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from etl.transform.keys import finished
from etl.transform.people_corrections import Verdict
from etl.transform.quoted_tellings import GIVING

BY_CORRECTION = "correction"

_TYPED = ("event_type", "event_subtype", "mode", "status")
_DATED = ("start_date", "end_date", "date_precision")
_OWN_WORDS = ("clause", "sentence")
_ONE_WAY = ("visit", "letter", "mediation")  # what one side does to another; in other talks all sides are actors

Row = dict[str, Any]


@dataclass(slots=True)
class Corrections:
    """What the corrections make of tellings, by id: their rows anew, and those that are `dropped`; and the verdicts."""

    rows: dict[str, Row]
    dropped: set[str] = field(default_factory=set)
    verdicts: dict[int, Verdict] = field(default_factory=dict)


def corrected_tellings(
    event_mentions: pl.DataFrame,
    corrections: pl.DataFrame,
    correction_values: pl.DataFrame,
    quoted_tellings: pl.DataFrame,
) -> pl.DataFrame:
    """One row per telling that stands, as the corrections have it; `corrected` names the columns that they gave."""
    done = telling_corrections(event_mentions, corrections, correction_values, quoted_tellings)
    as_read = event_mentions.with_columns(corrected=pl.lit([], dtype=pl.List(pl.String)))
    rows = [row for telling, row in sorted(done.rows.items()) if telling not in done.dropped]
    changed = [*done.rows, *done.dropped]
    frame = as_read.filter(~pl.col("event_mention_id").is_in(changed))
    return finished("corrected_tellings", pl.concat([frame, pl.DataFrame(rows, schema=as_read.schema)]))


def corrected_sides(event_mention_sides: pl.DataFrame, corrected_tellings: pl.DataFrame) -> pl.DataFrame:
    """One row per side of a telling that stands; of what is corrected to talks every side is an actor."""
    frame = event_mention_sides.join(
        corrected_tellings.select("event_mention_id", "is_symmetric"), on="event_mention_id"
    ).with_columns(role=pl.when("is_symmetric").then(pl.lit("actor")).otherwise("role"))
    return finished("corrected_sides", frame)


def corrected_offices(
    offices: pl.DataFrame,
    mentions: pl.DataFrame,
    event_mentions: pl.DataFrame,
    event_mention_sides: pl.DataFrame,
    corrected_tellings: pl.DataFrame,
) -> pl.DataFrame:
    """One row per office given to a person; where the title stands in a telling of what he did, held on its first day
    as corrected, that of the article's present before that of the background. What is no event attests it still.
    """
    changed = corrected_tellings.filter(pl.col("corrected").list.len() > 0).get_column("article_id").unique()
    if changed.is_empty():
        return finished("corrected_offices", offices)
    now = corrected_tellings.select("event_mention_id", now="status", now_on="start_date")
    told = (
        event_mentions.filter(pl.col("article_id").is_in(changed.implode()))
        .join(now, on="event_mention_id", how="left")
        .select(
            "event_mention_id", "char_start", "char_end",
            is_present=pl.coalesce("now", "status").is_in(["happened", "ongoing"]),
            is_past=pl.coalesce("now", "status") == "background",
            day=pl.coalesce("now_on", "start_date"),
        )
    )  # fmt: skip
    titles = mentions.select("mention_id", title_start="char_start", title_end="char_end")
    key = ("mention_id", "entity_no", "position")
    beside = (
        offices.join(titles, on="mention_id")
        .join(event_mention_sides.select("article_id", "entity_no", "event_mention_id"), on=("article_id", "entity_no"))
        .join(told, on="event_mention_id")
        .filter((pl.col("char_start") <= pl.col("title_start")) & (pl.col("title_end") <= pl.col("char_end")))
        .group_by(key)
        .agg(
            present=pl.col("day").filter("is_present").min(),
            past=pl.col("day").filter(pl.col("is_past") & ~pl.col("is_present").any()).min(),
        )
        .with_columns(day=pl.coalesce("present", "past"))
        .drop_nulls("day")
    )
    frame = offices.join(beside.select(*key, "day"), on=key, how="left").with_columns(
        held_on=pl.coalesce("day", "held_on"),
        held_basis=pl.when(pl.col("day").is_not_null()).then(pl.lit("event")).otherwise("held_basis"),
    )
    return finished("corrected_offices", frame)


def telling_corrections(
    event_mentions: pl.DataFrame,
    corrections: pl.DataFrame,
    correction_values: pl.DataFrame,
    quoted_tellings: pl.DataFrame,
) -> Corrections:
    """Applies the corrections of single tellings; see `Corrections`. Those of events that are refused get their verdict
    too.
    """
    done = Corrections({})
    for number, status, detail in (
        quoted_tellings.filter(pl.col("status").is_not_null()).select("correction_no", "status", "detail").iter_rows()
    ):
        done.verdicts[number] = Verdict(status, detail)
    entries = quoted_tellings.drop_nulls("event_mention_id").join(
        corrections.filter(pl.col("kind").is_in(["no_event", *GIVING])).select("correction_no", "kind"),
        on="correction_no",
    )
    if entries.is_empty():
        return done
    values = {row["correction_no"]: row for row in correction_values.to_dicts()}
    correcting = _Correcting(done, event_mentions, entries)
    quoted = entries.sort("correction_no", "quoted_no").group_by("correction_no", "kind", maintain_order=True)
    for number, kind, ids in quoted.agg("event_mention_id").iter_rows():
        if kind == "no_event":
            done.verdicts[number] = correcting.drop(ids)
        elif kind == "event_type":
            done.verdicts[number] = correcting.give_type(ids, values[number])
        else:
            done.verdicts[number] = correcting.give_days(ids, values[number])
    correcting.inherit_days()
    return done


class _Correcting:
    def __init__(self, done: Corrections, event_mentions: pl.DataFrame, entries: pl.DataFrame) -> None:
        self._done = done
        quoted = event_mentions.filter(
            pl.col("event_mention_id").is_in(entries.get_column("event_mention_id").implode())
        )
        near = event_mentions.filter(pl.col("article_id").is_in(quoted.get_column("article_id").implode()))
        rows = near.sort("trigger_start", "event_mention_id").to_dicts()
        self._read: Mapping[str, Row] = {row["event_mention_id"]: row for row in rows}

    def drop(self, ids: Iterable[str]) -> Verdict:
        self._done.dropped |= set(ids)
        told = ", ".join(f'{i} ({self._read[i]["event_type"]}, "{self._read[i]["trigger"]}")' for i in ids)
        return Verdict("applied", f"no event: {told}", tuple(ids))

    def give_type(self, ids: Iterable[str], given: Row) -> Verdict:
        tellings = self._acts_of(ids)
        changed = [row for row in tellings if _typed(row, given) != {name: row[name] for name in _TYPED}]
        if not changed:
            return Verdict("stale", "articles tell by themselves that it is of this type")
        for row in tellings:
            said = [name for name in _TYPED if name != "status" or given["status"] is not None]
            self._change(row, _typed(row, given) | _symmetry(row, given), said)
        before, now = (
            ", ".join(dict.fromkeys(" ".join(each[name] for name in _TYPED if each[name]) for each in rows))
            for rows in (changed, [self._done.rows[row["event_mention_id"]] for row in changed])
        )
        return Verdict("applied", f"{now} instead of {before}: {_listed(changed)}", _ids(changed))

    def give_days(self, ids: Iterable[str], given: Row) -> Verdict:
        tellings = self._acts_of(ids)
        days = {name: given[name] for name in _DATED}
        changed = [row for row in tellings if days != {name: row[name] for name in _DATED}]
        if not changed:
            return Verdict("stale", "articles tell by themselves that it was then")
        for row in tellings:
            self._change(row, {**days, "date_basis": BY_CORRECTION, "date_text": None}, ["start_date", "end_date"])
        before = ", ".join(dict.fromkeys(map(_days, changed)))
        return Verdict("applied", f"{_days(given)} instead of {before}: {_listed(changed)}", _ids(changed))

    def inherit_days(self) -> None:
        """Gives what has its day from the main talks of its article the days that these are corrected to."""
        lent: dict[tuple[str, object], Row] = {}  # the first talks that tell a day in words lend it, as reading has it
        for row in self._read.values():
            if row["event_type"] == "CONSULT" and row["date_basis"] in _OWN_WORDS and row["date_precision"] == "day":
                lent.setdefault((row["article_id"], row["start_date"]), row)
        for row in self._read.values():
            main = lent.get((row["article_id"], row["start_date"])) if row["date_basis"] == "main_event" else None
            now = self._done.rows.get(main["event_mention_id"]) if main is not None else None
            own = self._done.rows.get(row["event_mention_id"], row)
            if now is not None and now["date_basis"] == BY_CORRECTION and own["date_basis"] != BY_CORRECTION:
                self._change(row, {name: now[name] for name in (*_DATED, "date_text")}, ["start_date", "end_date"])

    def _acts_of(self, ids: Iterable[str]) -> list[Row]:
        """All tellings that articles have of the acts of which they are."""
        acts = {(self._read[i]["article_id"], self._read[i]["event_no"]) for i in ids}
        return [row for row in self._read.values() if (row["article_id"], row["event_no"]) in acts]

    def _change(self, row: Row, values: Row, corrected: Iterable[str]) -> None:
        before = self._done.rows.get(row["event_mention_id"], {**row, "corrected": []})
        self._done.rows[row["event_mention_id"]] = {
            **before, **values, "corrected": sorted({*before["corrected"], *corrected}),
        }  # fmt: skip


def _typed(row: Row, given: Row) -> Row:
    """Type, code, mode and status of a telling by a correction of its type."""
    is_other = given["event_type"] != row["event_type"]
    return {
        name: given[name] if given[name] is not None or (is_other and name != "status") else row[name]
        for name in _TYPED
    }


def _symmetry(row: Row, given: Row) -> Row:
    is_other = given["event_type"] != row["event_type"]
    is_talks = is_other and given["event_type"] == "CONSULT" and given["mode"] not in _ONE_WAY
    return {"is_symmetric": row["is_symmetric"] or is_talks}


def _days(row: Row) -> str:
    if row["start_date"] is None:
        return "no day"
    first, last = row["start_date"], row["end_date"]
    return {"month": f"{first:%Y-%m}", "year": f"{first:%Y}", "range": f"{first} to {last}"}.get(
        row["date_precision"], str(first)
    )


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted(row["event_mention_id"] for row in rows))


def _listed(rows: Iterable[Row]) -> str:
    return ", ".join(_ids(rows))
