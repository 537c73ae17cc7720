"""Topics: the controlled vocabulary, and what articles and events are about, with the words that say so."""

import polars as pl

from etl.lexicon.loader import LexiconError, rows
from etl.transform.keys import finished, with_key


def dim_topics() -> pl.DataFrame:
    """One row per topic of the lexicon, with its path from the top.

    Raises LexiconError when a topic stands twice, or under one that there is not.
    """
    listed = rows("topics")
    known = {row["topic_id"]: row for row in listed}
    if len(known) < len(listed):
        raise LexiconError("topics.csv: a topic stands twice")
    lines = {topic: _line(topic, known) for topic in known}
    frame = pl.DataFrame(
        {
            "topic_id": list(known),
            "name": [row["name"] for row in known.values()],
            "parent_id": [row["parent_id"] or None for row in known.values()],
            "path": [" > ".join(names) for names in lines.values()],
            "level": [len(names) for names in lines.values()],
        },
        schema_overrides={"parent_id": pl.String},
    )
    keyed = with_key(frame, "topic_key", "topic", "topic_id")
    parents = keyed.select(parent_id="topic_id", parent_topic_key="topic_key")
    return finished("dim_topics", keyed.join(parents, on="parent_id", how="left"))


def _line(topic: str, known: dict[str, dict[str, str]]) -> list[str]:
    """Names from the top of the vocabulary down to the topic."""
    names: list[str] = []
    while topic:
        if topic not in known or len(names) > len(known):
            raise LexiconError(f"topics.csv: {topic!r} is no topic, or stands under itself")
        names.append(known[topic]["name"])
        topic = known[topic]["parent_id"]
    return names[::-1]


def bridge_article_topics(article_topics: pl.DataFrame) -> pl.DataFrame:
    """One row per article and topic it speaks of."""
    rows = with_key(article_topics, "article_key", "article", "article_id")
    rows = with_key(rows, "topic_key", "topic", "topic_id")
    return finished(
        "bridge_article_topics", with_key(rows, "article_topic_key", "article_topic", "article_id", "topic_id")
    )


def bridge_event_topics(topic_evidence: pl.DataFrame, event_clusters: pl.DataFrame) -> pl.DataFrame:
    """One row per event and topic that the words of one of its tellings speak of."""
    told = topic_evidence.join(event_clusters, on="event_mention_id").select("event_key", "topic_id").unique()
    rows = with_key(told, "topic_key", "topic", "topic_id")
    return finished("bridge_event_topics", with_key(rows, "event_topic_key", "event_topic", "event_key", "topic_id"))


def fct_topic_evidence(topic_evidence: pl.DataFrame, event_clusters: pl.DataFrame) -> pl.DataFrame:
    """One row per place where words speak of a topic, with the event in whose telling they stand."""
    rows = topic_evidence.join(
        event_clusters.select("event_mention_id", "event_key"), on="event_mention_id", how="left"
    )
    rows = with_key(rows, "article_key", "article", "article_id")
    rows = with_key(rows, "topic_key", "topic", "topic_id")
    return finished(
        "fct_topic_evidence", with_key(rows, "topic_evidence_key", "topic_evidence", "article_id", "evidence_no")
    )
