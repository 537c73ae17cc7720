"""Who takes part in an event, in which role and office, and which countries act on which."""

import polars as pl

from etl.transform.keys import country_keys, finished, with_key
from schemas.keys import UNKNOWN


def bridge_event_participants(
    corrected_sides: pl.DataFrame,
    event_clusters: pl.DataFrame,
    identities: pl.DataFrame,
    fct_events: pl.DataFrame,
    fct_tenures: pl.DataFrame,
    dim_people: pl.DataFrame,
    corrected_offices: pl.DataFrame,
    corrected_tellings: pl.DataFrame,
) -> pl.DataFrame:
    """One row per event, role and participant, over all tellings of the event; a person with the highest office held on
    its day: the one that the telling article gives him, else the one known from other articles.
    """
    known = identities.select("article_id", "entity_no", "person_key", "organization_key")
    home = dim_people.select("person_key", pl.col("country_key").alias("home_key"))
    sides = (
        corrected_sides.join(event_clusters, on="event_mention_id")
        .join(known, on=("article_id", "entity_no"), how="left")
        .join(home, on="person_key", how="left")
        .with_columns(
            person_key=pl.when(pl.col("kind") == "person").then("person_key").otherwise(UNKNOWN),
            organization_key=pl.when(pl.col("kind") == "organization").then("organization_key").otherwise(UNKNOWN),
            told_key=country_keys("country"),
        )
        .with_columns(
            country_key=pl.when((pl.col("kind") == "person") & (pl.col("home_key") != UNKNOWN))
            .then("home_key")
            .otherwise("told_key")
        )
    )
    rows = sides.group_by("event_key", "role", "kind", "person_key", "organization_key", "country_key").agg(
        sector=pl.col("sector").drop_nulls().mode().min()
    )
    positions = _called(sides, corrected_offices, corrected_tellings).join(
        _held(rows, fct_events, fct_tenures), on=("event_key", "person_key"), how="full", coalesce=True
    )
    rows = rows.join(positions, on=("event_key", "person_key"), how="left").with_columns(
        position=pl.coalesce("called", "held")
    )
    key = ("event_key", "role", "kind", "person_key", "organization_key", "country_key")
    return finished("bridge_event_participants", with_key(rows, "participant_key", "participant", *key))


def _called(sides: pl.DataFrame, offices: pl.DataFrame, tellings: pl.DataFrame) -> pl.DataFrame:
    """The highest office that an article gives a person in whose present it tells the event."""
    present = tellings.filter(pl.col("status").is_in(["happened", "ongoing"])).select("event_mention_id")
    attested = offices.filter(pl.col("held_basis").is_not_null())
    return (
        sides.filter(pl.col("person_key") != UNKNOWN)
        .join(present, on="event_mention_id")
        .join(attested.select("article_id", "entity_no", "position", "position_rank"), on=("article_id", "entity_no"))
        .sort("position_rank", "position")
        .group_by("event_key", "person_key", maintain_order=True)
        .agg(called=pl.col("position").first())
    )


def _held(rows: pl.DataFrame, fct_events: pl.DataFrame, fct_tenures: pl.DataFrame) -> pl.DataFrame:
    """The highest office each person is known to have held on the day of each event."""
    people = rows.filter(pl.col("person_key") != UNKNOWN).select("event_key", "person_key").unique()
    day = pl.col("start_date_key")
    open_end = pl.col("valid_to_date_key") == UNKNOWN
    return (
        people.join(fct_events.select("event_key", "start_date_key"), on="event_key")
        .join(fct_tenures, on="person_key")
        .filter(
            (day != UNKNOWN) & (pl.col("valid_from_date_key") <= day) & (open_end | (day < pl.col("valid_to_date_key")))
        )
        .sort("position_rank", "position")
        .group_by("event_key", "person_key", maintain_order=True)
        .agg(held=pl.col("position").first())
    )


def fct_event_dyads(bridge_event_participants: pl.DataFrame) -> pl.DataFrame:
    """One row per event and ordered pair of countries; an act without recipients is one its actors do to each other."""
    sides = (
        bridge_event_participants.filter(pl.col("country_key") != UNKNOWN)
        .group_by("event_key", "role", "country_key")
        .agg(sector=pl.col("sector").drop_nulls().mode().min())
    )
    actors = sides.filter(pl.col("role") == "actor").select(
        "event_key", source_country_key="country_key", source_sector="sector"
    )
    recipients = sides.filter(pl.col("role") == "recipient").select(
        "event_key", target_country_key="country_key", target_sector="sector"
    )
    mutual = actors.rename({"source_country_key": "target_country_key", "source_sector": "target_sector"}).join(
        recipients.select("event_key"), on="event_key", how="anti"
    )
    rows = (
        actors.join(pl.concat([recipients, mutual]), on="event_key")
        .filter(pl.col("source_country_key") != pl.col("target_country_key"))
        .unique()
    )
    key = ("event_key", "source_country_key", "target_country_key")
    return finished("fct_event_dyads", with_key(rows, "dyad_key", "dyad", *key))
