"""The read stage: what each article says, read once per text and reader version and kept in the cache."""

import logging
from datetime import UTC, datetime

import dagster as dg
import polars as pl

from etl.defs.resources import Run
from etl.defs.tables import Made, assets_of, made, table_assets
from etl.reading.frames import flatten
from etl.reading.pool import Failure, read_in_batches
from etl.reading.version import reader_version
from etl.state import ReadingsCache

log = logging.getLogger("communique")


@table_assets("read", assets_of("read"), ins=["documents"], code_version=reader_version())
def read(run: dg.ResourceParam[Run], documents: pl.DataFrame) -> Made:
    """Reads the articles that have not been read by this reader, and gives the annotations of all.

    Finished batches are kept at once, so a killed run goes on where it was. An article that cannot be read is refused
    with its reason and is not in the warehouse.
    """
    cache = ReadingsCache(run.state.readings, reader_version())
    cache.collect_garbage()
    if run.full:
        cache.clear()
    refused = _read_new(cache, cache.unread(documents), run.workers)

    run.begin()
    run.ledger.record_unread(refused, run.run_id, datetime.now(UTC))
    yield from made(flatten(cache.load(documents.join(refused, on="article_id", how="anti", maintain_order="left"))))


def _read_new(cache: ReadingsCache, documents: pl.DataFrame, workers: int) -> pl.DataFrame:
    """Reads the documents into the cache, batch by batch; returns article_id, reason and detail of those refused."""
    failures: list[Failure] = []
    done, total = 0, documents.height
    if total:
        log.info("reading %s new articles", f"{total:,}", extra={"done": done, "total": total})
    for batch in read_in_batches(documents, workers):
        cache.add(batch.documents, batch.readings)
        failures += batch.failures
        done += batch.documents.height
        log.info("read %s of %s new articles", f"{done:,}", f"{total:,}", extra={"done": done, "total": total})
    return pl.DataFrame(
        [(each.article_id, each.reason, each.detail) for each in failures],
        schema={"article_id": pl.String, "reason": pl.String, "detail": pl.String},
        orient="row",
    )
