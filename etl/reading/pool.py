"""Many documents read at once: batches over a process pool that kills what takes too long and outlives a crash.

pebble with spawned workers leaves no orphans when the parent dies, isolates a crash and enforces a time limit for every
article. Below `POOL_FROM` documents the workers' start-up costs more than it saves, and the parent reads them itself,
unless one is long.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import Final

import polars as pl
from pebble import ProcessExpired, ProcessPool

from etl.lexicon.loader import LexiconError
from etl.reading.frames import fields_of, readings_frame
from etl.reading.version import reader_version
from etl.reading.worker import Clock, Fields, Timed, make_ready, read_timed

POOL_FROM: Final = 50
LONG_TEXT: Final = 100_000  # characters; read in a third of a second when nothing is odd about it
BATCH_SIZE: Final = 250
SECONDS_PER_ARTICLE: Final = 20.0  # a long transcript takes well under one; past this a text defeats the reader


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read: `reason` is over_budget (time) or unreadable_text (the reader failed)."""

    article_id: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch: the documents given, their readings (the `readings` table), and the failures; with a clock
    also how many seconds the reading of each article took, by id."""

    documents: pl.DataFrame
    readings: pl.DataFrame
    failures: tuple[Failure, ...]
    seconds: Mapping[str, float]


def read_in_batches(
    documents: pl.DataFrame,
    workers: int,
    batch_size: int = BATCH_SIZE,
    seconds: float = SECONDS_PER_ARTICLE,
    clock: Clock = float,
) -> Iterator[Batch]:
    """Batches in the order of the documents; columns article_id, text, source_file and metadata are needed.

    In the pool an article may take `seconds`; then it is given up and the rest goes on. `clock` gives seconds, is sent
    to the workers by its name, and stands still unless it is given.
    """
    slices = documents.iter_slices(batch_size)
    read = partial(read_timed, clock, reader_version())
    if not _needs_pool(documents):
        for part in slices:
            yield _collect(part, [_read_guarded(read, fields) for fields in fields_of(part)])
        return
    pool = ProcessPool(max_workers=workers, context=get_context("spawn"), initializer=make_ready)
    try:
        begun = (_begin(pool, read, part, seconds) for part in slices)
        for batch in _one_ahead(begun):
            yield batch()
        pool.close()
    except BaseException:
        pool.stop()  # an interrupted run does not wait for what is still being read
        raise
    finally:
        pool.join()


def _needs_pool(documents: pl.DataFrame) -> bool:
    """True for many documents, and for any long enough that it may take more than its time."""
    lengths = documents.get_column("text").str.len_chars()
    return documents.height >= POOL_FROM or (lengths > LONG_TEXT).any()


def _begin(
    pool: ProcessPool, read: Callable[[Fields], Timed], part: pl.DataFrame, seconds: float
) -> Callable[[], Batch]:
    """Hands a batch to the workers; what is returned waits for them."""
    fields = fields_of(part)
    future = pool.map(read, fields, timeout=seconds, chunksize=1)
    return lambda: _collect(part, list(_outcomes(fields, future.result(), seconds)))


def _one_ahead(begun: Iterator[Callable[[], Batch]]) -> Iterator[Callable[[], Batch]]:
    """The batches begun, each when the next is under way too: nobody waits while one is put together and kept."""
    before: Callable[[], Batch] | None = None
    for batch in begun:
        if before is not None:
            yield before
        before = batch
    if before is not None:
        yield before


def _outcomes(documents: list[Fields], results: Iterator[Timed], seconds: float) -> Iterator[Timed | Failure]:
    for article_id, *_ in documents:
        try:
            yield next(results)
        except FutureTimeout:
            yield Failure(article_id, "over_budget", f"not read within {seconds:g} s")
        except ProcessExpired as error:
            yield Failure(article_id, "unreadable_text", f"the reading process died: {error}")
        except LexiconError:
            raise  # the installation's fault, not the document's
        except Exception as error:
            yield _failed(article_id, error)


def _read_guarded(read: Callable[[Fields], Timed], fields: Fields) -> Timed | Failure:
    try:
        return read(fields)
    except LexiconError:
        raise
    except Exception as error:
        return _failed(fields[0], error)


def _failed(article_id: str, error: Exception) -> Failure:
    """A fault of the reader on one text must not stop the run: the document is refused, and the fault is the reason."""
    return Failure(article_id, "unreadable_text", f"{type(error).__name__}: {error}")


def _collect(documents: pl.DataFrame, outcomes: list[Timed | Failure]) -> Batch:
    read = [outcome for outcome in outcomes if not isinstance(outcome, Failure)]
    failures = tuple(outcome for outcome in outcomes if isinstance(outcome, Failure))
    seconds = {str(row["article_id"]): seconds for row, seconds in read}
    return Batch(documents, readings_frame(row for row, _ in read), failures, seconds)
