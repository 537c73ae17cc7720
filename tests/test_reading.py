"""Reading as a whole: documents in, the `readings` table out, in one process or several."""

import subprocess
import sys

import polars as pl
import pytest

from etl.reading.frames import flatten
from etl.reading.pool import POOL_FROM, Batch, read_in_batches
from etl.reading.version import reader_version
from schemas.checks import false_spans, violations
from schemas.frames import polars_schema
from schemas.keys import durable_id
from schemas.registry import TABLES
from tests.conftest import short_article

DEFEATS_THE_READER = "Monday " * 140_000
"""A million letters of dates, which take minutes."""


def documents(texts: list[str]) -> pl.DataFrame:
    rows = [(durable_id("art", text), text, f"{number}.txt", "{}") for number, text in enumerate(texts)]
    return pl.DataFrame(rows, schema=["article_id", "text", "source_file", "metadata"], orient="row")


def readings(batches: list[Batch]) -> pl.DataFrame:
    return pl.concat([batch.readings for batch in batches])


def test_a_reading_has_the_declared_columns_and_flattens_to_valid_tables() -> None:
    given = documents([short_article(1), short_article(2)])
    (batch,) = read_in_batches(given, workers=1)
    assert batch.readings.schema == polars_schema(TABLES["readings"])
    assert batch.failures == ()
    tables = flatten(batch.readings)
    for name, table in tables.items():
        assert violations(TABLES[name], table) == []
    for name in ("mentions", "event_mentions"):
        assert tables[name].height > 0
        assert false_spans(tables[name], given, TABLES[name].spans) == []


@pytest.mark.parametrize(
    "text", ["", " \n\n ", ".", "((((((((", "\u202e\u0301\u200b", "A" * 5000, "and " * 3000, "QUESTION: ?"]
)
def test_no_text_is_too_odd_to_read(text: str) -> None:
    (batch,) = read_in_batches(documents([text]), workers=1)
    assert batch.failures == ()
    assert batch.readings.height == 1


@pytest.mark.slow
def test_a_pool_reads_as_one_process_does() -> None:
    given = documents([short_article(number) for number in range(POOL_FROM + 3)])
    alone = readings(list(read_in_batches(given, workers=1)))
    together = readings(list(read_in_batches(given, workers=2, batch_size=20)))
    assert together.equals(alone)


@pytest.mark.slow
def test_a_reading_process_starts_without_polars() -> None:
    imported = "import sys, etl.reading.worker; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", imported], check=False).returncode == 0


@pytest.mark.slow
def test_an_article_past_its_time_is_given_up_with_a_reason_and_the_others_are_read() -> None:
    given = documents([DEFEATS_THE_READER, *(short_article(number) for number in range(POOL_FROM))])
    (batch,) = read_in_batches(given, workers=2, seconds=3)
    (failure,) = batch.failures
    assert (failure.article_id, failure.reason) == (given["article_id"][0], "over_budget")
    assert failure.detail == "not read within 3 s"
    assert batch.readings.height == POOL_FROM


@pytest.mark.slow
def test_a_single_long_article_has_its_time_limit_too() -> None:
    (batch,) = read_in_batches(documents(["Vietnam. " * 20_000]), workers=1, seconds=1e-6)
    assert [failure.reason for failure in batch.failures] == ["over_budget"]


def test_the_reader_version_is_a_digest() -> None:
    assert len(reader_version()) == 16
    assert int(reader_version(), 16) >= 0
