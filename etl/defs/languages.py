"""Articles in a language that is not read: loaded as they are, counted, and said."""

import dagster as dg
import polars as pl

from etl.defs.metadata import Metadata, preview
from etl.reading.language import READ


def languages_metadata(articles: pl.DataFrame) -> dict[str, Metadata]:
    """`unread_languages` (how many articles are in a language that is not read) and `languages`, a table of all."""
    counts = articles.group_by("language").len("articles").sort("articles", "language", descending=[True, False])
    unread = counts.filter(pl.col("language").is_not_null() & ~pl.col("language").is_in(sorted(READ)))
    return {
        "unread_languages": dg.IntMetadataValue(int(unread["articles"].sum())),
        "languages": preview(counts),
    }
