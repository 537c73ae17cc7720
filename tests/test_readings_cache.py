"""The cache of readings: what was read is not read again, whatever damage or a kill has done to it."""

from pathlib import Path

import polars as pl
import pytest

from etl.state import ReadingsCache, ReadingsMissing
from etl.state.readings import MAX_SMALL_BATCHES
from schemas.frames import polars_schema
from schemas.keys import durable_id
from schemas.registry import TABLES
from tests.ledger_days import documents


def readings(read: pl.DataFrame, version: str = "v1") -> pl.DataFrame:
    """Readings of these documents in which nothing was found but one topic, named after the text."""
    schema = polars_schema(TABLES["readings"])
    rows = [
        {
            **{name: [] for name, dtype in schema.items() if isinstance(dtype, pl.List)},
            "article_id": row["article_id"],
            "reader_version": version,
            "article_topics": [{"topic_id": row["text"], "score": 1.0, "rank": 1}],
        }
        for row in read.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema)


def in_force(**texts: str) -> pl.DataFrame:
    """Documents as the ledger gives them, as far as the cache looks: `in_force(a="x")` is a.txt with the text x."""
    return documents(**texts).with_columns(
        article_id=pl.col("content_hash").map_elements(lambda content: durable_id("art", content), pl.String)
    )


def topics(found: pl.DataFrame) -> list[str]:
    return [row[0]["topic_id"] for row in found.get_column("article_topics").to_list()]


class TestReadingsCache:
    @pytest.fixture
    def cache(self, tmp_path: Path) -> ReadingsCache:
        return ReadingsCache(tmp_path, "v1")

    def batches(self, folder: Path) -> list[Path]:
        return sorted(folder.glob("v1/*.parquet"))

    def test_what_was_read_is_not_read_again(self, cache: ReadingsCache) -> None:
        first, more = in_force(a="x", b="y"), in_force(a="x", b="y", c="z")
        assert cache.unread(first).equals(first)

        cache.add(first, readings(first))

        assert cache.unread(first).height == 0
        assert cache.unread(more).equals(in_force(c="z"))

    def test_one_reading_per_document_in_the_order_of_the_documents(self, cache: ReadingsCache) -> None:
        for batch in (in_force(a="x", b="y"), in_force(c="z"), in_force(b="y", c="z")):
            cache.add(batch, readings(batch))

        found = cache.load(in_force(c="z", a="x", b="y"))

        assert topics(found) == ["z", "x", "y"]
        assert found.schema == polars_schema(TABLES["readings"])

    def test_no_documents_have_an_empty_frame_of_readings(self, cache: ReadingsCache) -> None:
        found = cache.load(in_force())

        assert found.height == 0
        assert found.schema == polars_schema(TABLES["readings"])

    def test_documents_without_a_reading_are_named(self, cache: ReadingsCache) -> None:
        read = in_force(a="x")
        cache.add(read, readings(read))
        both = in_force(a="x", b="y")

        with pytest.raises(ReadingsMissing) as missing:
            cache.load(both)
        assert missing.value.article_ids == both["article_id"].to_list()[1:]

    def test_what_failed_to_be_read_stays_unread(self, cache: ReadingsCache) -> None:
        both = in_force(a="x", b="y")
        cache.add(both, readings(both.head(1)))

        assert cache.unread(both).equals(both.tail(1))

    def test_readings_of_other_documents_are_refused(self, cache: ReadingsCache) -> None:
        with pytest.raises(ValueError, match="1 readings are of none"):
            cache.add(in_force(a="x"), readings(in_force(b="y")))

    @pytest.mark.parametrize("column", ["text", "source_file", "metadata"])
    def test_a_reading_holds_only_for_the_document_it_was_made_from(self, cache: ReadingsCache, column: str) -> None:
        read = in_force(a="x")
        cache.add(read, readings(read))
        other = read.with_columns(pl.lit("other").alias(column))

        assert cache.unread(other).equals(other)

    @pytest.mark.parametrize("damage", ["cut off", "one bit", "emptied"])
    def test_a_damaged_batch_is_dropped_and_read_again(self, cache: ReadingsCache, tmp_path: Path, damage: str) -> None:
        for batch in (in_force(a="x"), in_force(b="y")):
            cache.add(batch, readings(batch))
        damaged, _ = self.batches(tmp_path)
        content = bytearray(damaged.read_bytes())
        content[len(content) // 2] ^= 1
        damaged.write_bytes({"cut off": bytes(content[:-100]), "one bit": bytes(content), "emptied": b""}[damage])

        again = ReadingsCache(tmp_path, "v1")
        both = in_force(a="x", b="y")
        lost = again.unread(both)
        assert lost.height == 1
        again.add(lost, readings(lost))
        assert topics(again.load(both)) == ["x", "y"]

    def test_many_small_batches_become_one(self, cache: ReadingsCache, tmp_path: Path) -> None:
        texts = {f"f{number}": f"text {number}" for number in range(3 * MAX_SMALL_BATCHES)}
        for name, text in texts.items():
            batch = in_force(**{name: text})
            cache.add(batch, readings(batch))
            cache.collect_garbage()
            assert len(self.batches(tmp_path)) <= MAX_SMALL_BATCHES

        assert topics(ReadingsCache(tmp_path, "v1").load(in_force(**texts))) == list(texts.values())

    def test_a_kill_amid_compaction_loses_and_doubles_nothing(self, cache: ReadingsCache, tmp_path: Path) -> None:
        texts = {f"f{number}": f"text {number}" for number in range(MAX_SMALL_BATCHES + 1)}
        for name, text in texts.items():
            batch = in_force(**{name: text})
            cache.add(batch, readings(batch))
        small = {path: path.read_bytes() for path in self.batches(tmp_path)}
        cache.collect_garbage()
        for path, content in small.items():  # as if killed before the small ones were removed
            path.write_bytes(content)

        again = ReadingsCache(tmp_path, "v1")
        assert topics(again.load(in_force(**texts))) == list(texts.values())
        again.collect_garbage()
        assert len(self.batches(tmp_path)) == 1

    def test_garbage_is_what_other_versions_and_killed_runs_left(self, cache: ReadingsCache, tmp_path: Path) -> None:
        read = in_force(a="x")
        ReadingsCache(tmp_path, "v0").add(read, readings(read, "v0"))
        cache.add(read, readings(read))
        (tmp_path / "v1" / ".0123.parquet.4711.0badcafe.tmp").write_bytes(b"PAR1")

        cache.collect_garbage()

        assert [path.name for path in tmp_path.iterdir()] == ["v1"]
        assert list((tmp_path / "v1").iterdir()) == self.batches(tmp_path)
        assert topics(cache.load(read)) == ["x"]

    def test_cleared_everything_is_read_again(self, cache: ReadingsCache) -> None:
        read = in_force(a="x")
        cache.add(read, readings(read))
        cache.clear()

        assert cache.unread(read).equals(read)
        cache.add(read, readings(read))
        assert topics(cache.load(read)) == ["x"]
