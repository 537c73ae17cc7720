"""Offices held from a day to another, learnt from what dated articles call people."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from etl.transform.keys import country_keys, date_key, finished, with_key

_ONE_HOLDER = frozenset({"head_of_state", "head_of_government", "party_leader", "minister", "speaker_of_parliament"})


class _Attestation(NamedTuple):
    """One person called by one office on one day."""

    person_key: int
    position: str
    country: str | None
    held_on: date


def fct_tenures(corrected_offices: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    """One row per person and office: from its first dated attestation to the day after its last, open while nothing
    later speaks against it.

    What speaks against it: a later article gives the office to somebody else (offices that one person holds at a
    time), or gives the same person other offices without it. What lies between is unknown, not his.
    """
    attested = (
        corrected_offices.filter(pl.col("held_on").is_not_null())
        .join(identities.select("article_id", "entity_no", "person_key"), on=("article_id", "entity_no"))
        .with_columns(country=pl.col("country"))
    )
    if attested.is_empty():
        return finished("fct_tenures", pl.DataFrame(schema=_SCHEMA))
    spans = (
        attested.sort("held_on", "mention_id")
        .group_by("person_key", "position", "country", maintain_order=True)
        .agg(
            position_kind=pl.col("position_kind").first(),
            position_rank=pl.col("position_rank").min(),
            organization=pl.col("organization").drop_nulls().mode().min(),
            valid_from=pl.col("held_on").min(),
            last_attested_on=pl.col("held_on").max(),
            n_articles=pl.col("article_id").n_unique(),
            mention_id=pl.col("mention_id").first(),
        )
    )
    ends = _ends(attested, spans)
    rows = spans.with_columns(
        pl.Series("valid_to", ends, dtype=pl.Date), country_key=country_keys("country")
    ).with_columns(
        valid_from_date_key=date_key("valid_from"),
        valid_to_date_key=date_key("valid_to"),
        last_attested_date_key=date_key("last_attested_on"),
    )
    rows = with_key(rows, "evidence_mention_key", "mention", "mention_id")
    return finished("fct_tenures", with_key(rows, "tenure_key", "tenure", "person_key", "position", "country"))


_SCHEMA = {
    "tenure_key": pl.Int64, "person_key": pl.Int64, "position": pl.String, "position_kind": pl.String,
    "position_rank": pl.Int64, "organization": pl.String, "country_key": pl.Int64, "valid_from_date_key": pl.Int64,
    "valid_to_date_key": pl.Int64, "last_attested_date_key": pl.Int64, "n_articles": pl.Int64,
    "evidence_mention_key": pl.Int64,
}  # fmt: skip


def _ends(attested: pl.DataFrame, spans: pl.DataFrame) -> list[date | None]:
    """For each span the day after its last attestation where something later ends it, else None."""
    facts = [_Attestation(*row) for row in attested.select(_Attestation._fields).iter_rows()]
    by_person: dict[tuple[int, date], set[str]] = defaultdict(set)
    by_office: dict[tuple[str, str | None], list[_Attestation]] = defaultdict(list)
    days: dict[int, set[date]] = defaultdict(set)
    for fact in facts:
        by_person[fact.person_key, fact.held_on].add(fact.position)
        by_office[fact.position, fact.country].append(fact)
        days[fact.person_key].add(fact.held_on)
    ends: list[date | None] = []
    for span in spans.iter_rows(named=True):
        last, person = span["last_attested_on"], span["person_key"]
        renamed = any(day > last and span["position"] not in by_person[person, day] for day in days[person])
        succeeded = (
            span["position_kind"] in _ONE_HOLDER
            and span["country"] is not None
            and any(
                fact.held_on > last and fact.person_key != person
                for fact in by_office[span["position"], span["country"]]
            )
        )
        ends.append(last + timedelta(days=1) if renamed or succeeded else None)
    return ends
