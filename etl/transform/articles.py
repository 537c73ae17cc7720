"""Articles with the documents they are, and every mention in them."""

import polars as pl

from etl.transform.keys import country_keys, date_key, finished, with_key
from etl.transform.people import without_denied
from schemas.keys import UNKNOWN


def dim_articles(documents: pl.DataFrame, articles: pl.DataFrame, stories: pl.DataFrame) -> pl.DataFrame:
    """One row per distinct article version in force; one without near-duplicates is its own story."""
    rows = (
        documents.join(articles, on="article_id", how="inner")
        .join(stories, on="article_id")
        .rename({"first_run_id": "run_id"})
        .with_columns(published_date_key=date_key("published_on"))
    )
    rows = with_key(rows, "article_key", "article", "article_id")
    return finished("dim_articles", with_key(rows, "run_key", "run", "run_id"))


def fct_mentions(mentions: pl.DataFrame, identities: pl.DataFrame, denied_mentions: pl.DataFrame) -> pl.DataFrame:
    """One row per span recognised, with the key of what it names."""
    keys = ("person_key", "organization_key", "place_key", "country_key")
    rows = (
        without_denied(mentions, denied_mentions)
        .join(identities.drop("kind"), on=("article_id", "entity_no"), how="left")
        .with_columns(pl.col(keys).fill_null(UNKNOWN))
        .with_columns(
            country_key=pl.when(pl.col("country").is_null()).then("country_key").otherwise(country_keys("country"))
        )
    )
    rows = with_key(rows, "article_key", "article", "article_id")
    return finished("fct_mentions", with_key(rows, "mention_key", "mention", "mention_id"))
