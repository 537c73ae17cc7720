"""Which tellings are one event: within an article as the reader numbered them, across articles by sides and day."""

from collections import defaultdict

import polars as pl

from etl.transform.clusters import Clusters
from etl.transform.keys import finished, smallest, with_key


def event_clusters(
    event_mentions: pl.DataFrame, event_mention_sides: pl.DataFrame, identities: pl.DataFrame
) -> pl.DataFrame:
    """One row per telling with the id of its event, the smallest id among the event's tellings.

    Talks told by several articles are one event when the same people of two or more countries hold them on the same
    day; whatever has no exact day or no two named people is merged within its article only.
    """
    tellings = event_mentions.select("event_mention_id").get_column("event_mention_id").to_list()
    clusters = Clusters(sorted(tellings))
    for members in _by_article(event_mentions) + _by_meeting(event_mentions, event_mention_sides, identities):
        for telling in members[1:]:
            clusters.join(telling, members[0])
    ids = {telling: smallest(members) for members in clusters.members() for telling in members}
    frame = pl.DataFrame(
        {"event_mention_id": list(ids), "event_id": list(ids.values())},
        schema={"event_mention_id": pl.String, "event_id": pl.String},
    )
    return finished("event_clusters", with_key(frame, "event_key", "event", "event_id"))


def _by_article(event_mentions: pl.DataFrame) -> list[list[str]]:
    groups = event_mentions.group_by("article_id", "event_no").agg(pl.col("event_mention_id").sort())
    return groups.get_column("event_mention_id").to_list()


def _by_meeting(
    event_mentions: pl.DataFrame, event_mention_sides: pl.DataFrame, identities: pl.DataFrame
) -> list[list[str]]:
    """Tellings of talks by the people who hold them and their day."""
    talks = event_mentions.filter(
        (pl.col("event_type") == "CONSULT") & pl.col("is_symmetric") & (pl.col("date_precision") == "day")
    )
    people = (
        event_mention_sides.filter(pl.col("kind") == "person")
        .join(identities.select("article_id", "entity_no", "identity_id"), on=("article_id", "entity_no"))
        .group_by("event_mention_id")
        .agg(people=pl.col("identity_id").unique().sort(), n_countries=pl.col("country").drop_nulls().n_unique())
        .filter((pl.col("people").list.len() >= 2) & (pl.col("n_countries") >= 2))
    )
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    joined = talks.join(people, on="event_mention_id").sort("event_mention_id")
    for telling, day, who in joined.select("event_mention_id", "start_date", "people").iter_rows():
        groups[day, *who].append(telling)
    return list(groups.values())
