"""Where everything comes from: sources, rejects, runs and the warehouse itself."""

from datetime import datetime

import polars as pl

from etl.transform.keys import finished, with_key
from schemas.keys import UNKNOWN

CONTRACT_VERSION = "1.0"

LICENCES = (
    "Country codes: ISO 3166-1. Event types: PLOVER and CAMEO (Open Event Data Alliance, conversion table of "
    "2021-09-17); Goldstein (1992) values as published by GDELT. Topics: IPTC Media Topics, "
    "CC BY 4.0. Cities, regions and coordinates: GeoNames (https://www.geonames.org), CC BY 4.0. "
    "The articles remain their publishers'."
)


def dim_sources(sources: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """One row per document version ever seen; its article's key where that is in force and could be read."""
    in_force = with_key(articles.select("article_id"), "article_key", "article", "article_id")
    rows = sources.join(in_force, on="article_id", how="left").with_columns(pl.col("article_key").fill_null(UNKNOWN))
    return finished("dim_sources", with_key(rows, "source_key", "source", "source_uri", "content_hash"))


def fct_rejects(rejects: pl.DataFrame) -> pl.DataFrame:
    """One row per refused document, the stage that refused it and the reason."""
    rows = with_key(rejects, "run_key", "run", "run_id")
    return finished("fct_rejects", with_key(rows, "reject_key", "reject", "source_uri", "stage"))


def dim_runs(
    runs: pl.DataFrame,
    dim_articles: pl.DataFrame,
    fct_events: pl.DataFrame,
    dim_people: pl.DataFrame,
    run_id: str,
    finished_at: datetime,
) -> pl.DataFrame:
    """One row per run; the run `run_id`, which is about to publish, gets its end and what the warehouse holds by it."""
    is_this = pl.col("run_id") == run_id
    counts = {
        "articles": dim_articles.filter(pl.col("article_key") != UNKNOWN).height,
        "events": fct_events.height,
        "people": dim_people.filter(pl.col("person_key") != UNKNOWN).height,
    }
    known = [pl.col(name) if name in runs.columns else pl.lit(None, dtype=pl.Int64).alias(name) for name in counts]
    rows = runs.with_columns(known).with_columns(
        pl.when(is_this).then(pl.lit(finished_at)).otherwise("finished_at").alias("finished_at"),
        *(pl.when(is_this).then(pl.lit(count)).otherwise(name).alias(name) for name, count in counts.items()),
    )
    return finished("dim_runs", with_key(rows, "run_key", "run", "run_id"))


def dim_about(reader_version: str, built_at: datetime) -> pl.DataFrame:
    """One row: the contract's version, when and by which reader the warehouse was built, the vocabularies' licences."""
    frame = pl.DataFrame(
        {
            "about_key": [0],
            "contract_version": [CONTRACT_VERSION],
            "built_at": [built_at],
            "reader_version": [reader_version],
            "licences": [LICENCES],
        }
    )
    return finished("dim_about", frame)
