"""The publish stage: one DuckDB file from all star frames, built beside the old one and swapped in."""

import logging
from datetime import timedelta

import dagster as dg
import polars as pl

from etl.defs import settings
from etl.defs.metadata import problems_metadata
from etl.defs.resources import Run
from schemas.registry import PUBLISHED
from warehouse.publish import PublishRefused, publish

log = logging.getLogger("communique")


@dg.asset(group_name="publish", ins={name: dg.AssetIn() for name in PUBLISHED}, kinds={"duckdb"})
def warehouse(run: dg.ResourceParam[Run], **frames: pl.DataFrame) -> dg.MaterializeResult[None]:
    """The published DuckDB file, which anyone may query while the next run is under way.

    Publishing proves every frame and the finished file once more, so that materializing this asset alone cannot
    publish what a check has refused.
    """
    log.info("publishing %s", run.warehouse)
    try:
        with run.timings.of("publish"):
            keep = timedelta(days=settings.current().keep_builds_days)
            published = publish(frames, run.warehouse, run.state.builds, run_id=run.run_id, keep=keep)
    except PublishRefused as refused:
        shown = "; ".join(refused.problems[:3])
        raise dg.Failure(shown, metadata=problems_metadata(refused.problems), allow_retries=False) from refused
    run.finish()
    rows = "\n".join(f"| {name} | {count} |" for name, count in published.rows.items())
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(published.target),
            "build": dg.MetadataValue.path(published.file),
            "size_bytes": published.file.stat().st_size,
            **run.timings.metadata(),
            "rows": dg.MetadataValue.md(f"| table | rows |\n|---|---|\n{rows}"),
        }
    )
