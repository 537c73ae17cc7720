"""Topics: the controlled vocabulary, and what articles and events are about. No topic is assigned yet."""

import polars as pl

from etl.transform.keys import finished, with_key
from schemas.frames import empty_frame
from schemas.registry import TABLES


def dim_topics() -> pl.DataFrame:
    """The controlled vocabulary; the unknown member alone until topics are read."""
    return finished("dim_topics", empty_frame(TABLES["dim_topics"]))


def bridge_article_topics(article_topics: pl.DataFrame) -> pl.DataFrame:
    """One row per article and topic it speaks of."""
    rows = with_key(article_topics, "article_key", "article", "article_id")
    rows = with_key(rows, "topic_key", "topic", "topic_id")
    return finished(
        "bridge_article_topics", with_key(rows, "article_topic_key", "article_topic", "article_id", "topic_id")
    )


def bridge_event_topics() -> pl.DataFrame:
    """One row per event and topic it is about; empty until topics are read."""
    return finished("bridge_event_topics", empty_frame(TABLES["bridge_event_topics"]))
