"""How long the stages of a run took, and which articles took the reader longest."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import dagster as dg
import polars as pl

from etl.defs.metadata import Metadata, preview

STAGES = ("extract", "read", "star", "publish")

SLOWEST = 10


@dataclass
class Timings:
    """Seconds of work per stage, added up over its steps; what Dagster does between them is none of it."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Adds what the block takes to the stage."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds[stage] += time.monotonic() - began

    def metadata(self) -> dict[str, Metadata]:
        """`<stage>_seconds` of each stage that has worked: numbers, which the page plots over the runs."""
        spent = {stage: took for stage, took in self.seconds.items() if took}
        return {f"{stage}_seconds": dg.FloatMetadataValue(round(took, 3)) for stage, took in spent.items()}


def reading_metadata(documents: pl.DataFrame, seconds: Mapping[str, float]) -> dict[str, Metadata]:
    """`read_articles` (how many were read now), `articles_per_second` of one processor, and the `slowest` as a table.

    `documents` holds article_id, source_file and text of those read; `seconds` are by article_id.
    """
    spent = sum(seconds.values())
    metadata: dict[str, Metadata] = {"read_articles": dg.IntMetadataValue(len(seconds))}
    if not spent:
        return metadata
    times = pl.DataFrame(
        {"article_id": list(seconds), "seconds": list(seconds.values())},
        schema={"article_id": pl.String, "seconds": pl.Float64},
    )
    slowest = (
        documents.join(times, on="article_id")
        .sort("seconds", "article_id", descending=[True, False])
        .head(SLOWEST)
        .select(
            "source_file",
            "article_id",
            pl.col("text").str.len_chars().alias("characters"),
            pl.col("seconds").round(3),
        )
    )
    return {
        **metadata,
        "articles_per_second": dg.FloatMetadataValue(round(len(seconds) / spent, 1)),
        "slowest": preview(slowest),
    }
