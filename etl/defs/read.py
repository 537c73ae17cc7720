"""The read stage: what each article says, read once per text and reader version and kept in the cache."""

import logging
import time
from datetime import UTC, datetime, timedelta

import dagster as dg
import polars as pl

from etl.defs import settings
from etl.defs.languages import languages_metadata
from etl.defs.resources import Run
from etl.defs.tables import Made, assets_of, made, table_assets
from etl.defs.timing import reading_metadata
from etl.reading.frames import flatten
from etl.reading.pool import Failure, read_in_batches
from etl.reading.version import reader_version
from etl.state import ReadingsCache

log = logging.getLogger("communique")

settings.name_lexicon()  # the reader's version, which the asset below shows, depends on it


@table_assets("read", assets_of("read"), ins=["documents"], code_version=reader_version())
def read(run: dg.ResourceParam[Run], documents: pl.DataFrame) -> Made:
    """Reads the articles that have not been read by this reader, and gives the annotations of all.

    Finished batches are kept at once, so a killed run goes on where it was. An article that cannot be read is refused
    with its reason and is not in the warehouse.
    """
    cache = ReadingsCache(run.state.readings, reader_version())
    cache.collect_garbage()
    cache.prune(documents, datetime.now(UTC) - timedelta(days=settings.current().keep_readings_days))
    if run.full:
        cache.clear()
    with run.timings.of("read"):
        new = cache.unread(documents)
        refused, seconds = _read_new(cache, new, run.workers)
        run.begin()
        run.ledger.record_unread(refused, run.run_id, datetime.now(UTC))
        frames = flatten(cache.load(documents.join(refused, on="article_id", how="anti", maintain_order="left")))
    yield from made(frames, {"articles": reading_metadata(new, seconds) | languages_metadata(frames["articles"])})


def _read_new(cache: ReadingsCache, documents: pl.DataFrame, workers: int) -> tuple[pl.DataFrame, dict[str, float]]:
    """Reads the documents into the cache, batch by batch; returns article_id, reason and detail of those refused, and
    how many seconds each of the others took, by article_id."""
    failures: list[Failure] = []
    seconds: dict[str, float] = {}
    done, total = 0, documents.height
    if total:
        log.info("reading %s new articles", f"{total:,}", extra={"done": done, "total": total})
    seconds_each = settings.current().article_seconds
    for batch in read_in_batches(documents, workers, seconds=seconds_each, clock=time.perf_counter):
        cache.add(batch.documents, batch.readings)
        failures += batch.failures
        seconds |= batch.seconds
        done += batch.documents.height
        log.info("read %s of %s new articles", f"{done:,}", f"{total:,}", extra={"done": done, "total": total})
    refused = pl.DataFrame(
        [(each.article_id, each.reason, each.detail) for each in failures],
        schema={"article_id": pl.String, "reason": pl.String, "detail": pl.String},
        orient="row",
    )
    return refused, seconds
