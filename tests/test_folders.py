"""Formats: a folder of all of them, on this machine or in an object store, gives the same articles every time."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.extract import Limits, scan
from tests.format_files import (
    ARTICLE,
    CAPTURES,
    MARKDOWN,
    PAGE,
    RECORDS,
    item,
    lines,
    of_one,
    reasons,
    rss,
    table,
    tarred,
    texts,
    warc,
    zipped,
)


class TestWholeFolder:
    @staticmethod
    def fill(folder: Path) -> None:
        """One file of every format in every compression, under names that people give."""
        formats: dict[str, bytes] = {
            "tin tức #1 100%.txt": ARTICLE.encode("utf-16"),
            "Ça va?.md": MARKDOWN.encode(),
            "page & co.html": PAGE.encode(),
            "новости.jsonl": lines(*RECORDS).encode(),
            "新闻.json": json.dumps(RECORDS).encode(),
            "table;x.csv": table(["title", "text"], ["One", ARTICLE]).encode(),
            "feed!.xml": rss(item(1, "They met.")).encode(),
            "crawl+1.warc": warc(*CAPTURES),
        }
        for name, content in formats.items():
            (folder / "a b" / "ü").mkdir(parents=True, exist_ok=True)
            (folder / "a b" / "ü" / name).write_bytes(content)
            (folder / f"{name}.gz").write_bytes(gzip.compress(content))
            (folder / f"{name}.zst").write_bytes(zstandard.compress(content))
        (folder / "all of it.zip").write_bytes(zipped({**formats}))
        (folder / "all of it.tar.gz").write_bytes(tarred({**formats}, "w:gz"))

    def test_every_format_in_every_compression_loads_the_same(self, tmp_path: Path) -> None:
        self.fill(tmp_path)

        found = scan(tmp_path)

        # Text, Markdown, a page, 2 + 2 records, a row, an entry and 3 captures, each stored in five ways.
        assert found.documents.height == 5 * 12
        assert found.documents.get_column("content_hash").value_counts().get_column("count").min() == 5
        assert found.documents.get_column("source_uri").is_unique().all()
        assert set(reasons(found).values()) == {"unsupported"}  # two captures of each of the five crawls
        assert found.rejects.height == 5 * 2

    @pytest.mark.slow
    def test_two_scans_are_equal_whatever_the_hash_seed(self, tmp_path: Path) -> None:
        self.fill(tmp_path / "seeds")
        script = "import sys; from etl.extract import scan; scan(sys.argv[1]).documents.write_parquet(sys.argv[2])"
        frames = []
        for seed in ("1", "2"):
            out = tmp_path / f"{seed}.parquet"
            subprocess.run(
                [sys.executable, "-c", script, tmp_path / "seeds", out],
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "2" else "UTC"},
                check=True,
                timeout=120,
            )
            frames.append(pl.read_parquet(out))

        assert frames[0].equals(frames[1])
        assert frames[0].height > 0

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_damage_of_any_kind_is_a_refusal_and_never_an_error(self, data: st.DataObject, tmp_path: Path) -> None:
        whole = data.draw(
            st.sampled_from(
                [
                    zipped({"a.txt": ARTICLE, "x.jsonl": lines(*RECORDS)}),
                    tarred({"a.txt": ARTICLE, "page.html": PAGE}, "w:gz"),
                    tarred({"a.txt": ARTICLE, "page.html": PAGE}),
                    warc(CAPTURES[0]),
                    rss(item(1, "They met.")).encode(),
                    zstandard.compress(PAGE.encode()),
                    json.dumps(RECORDS).encode(),
                ]
            )
        )
        content = bytearray(whole)
        for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
            content[at] = data.draw(st.integers(0, 255))

        found = of_one(tmp_path, "x", bytes(content[: data.draw(st.integers(1, len(content)))]))

        assert found.documents.height + found.rejects.height > 0
        places = pl.concat([found.documents.get_column("source_uri"), found.rejects.get_column("source_uri")])
        assert places.is_unique().all()


class TestObjectStore:
    def test_a_bucket_is_read_like_a_folder(self, bucket: Any, tmp_path: Path) -> None:
        TestWholeFolder.fill(tmp_path)
        (tmp_path / ".hidden").write_text("no")
        for path in tmp_path.rglob("*"):
            if path.is_file():
                bucket.upload_file(str(path), "press", f"2021/{path.relative_to(tmp_path).as_posix()}")
        bucket.put_object(Bucket="press", Key="2021/folder/", Body=b"")
        bucket.put_object(Bucket="press", Key="2022/other.txt", Body=b"no")

        stored, local = scan("s3://press/2021"), scan(tmp_path)

        assert stored.folder_uri == "s3://press/2021"
        assert stored.documents.drop("source_uri").equals(local.documents.drop("source_uri"))
        assert stored.rejects.drop("source_uri").equals(local.rejects.drop("source_uri"))
        assert stored.documents.get_column("source_uri").to_list() == [
            uri.replace(tmp_path.as_uri(), "s3://press/2021") for uri in local.documents.get_column("source_uri")
        ]

    def test_a_second_scan_sees_what_has_come_since(self, bucket: Any) -> None:
        bucket.put_object(Bucket="press", Key="a.txt", Body=b"one")
        first = scan("s3://press")
        bucket.put_object(Bucket="press", Key="b.txt", Body=b"two")
        bucket.put_object(Bucket="press", Key="communique-fields.toml", Body=b'text = ["words"]')

        assert texts(first) == {"a.txt": "one"}
        assert texts(scan("s3://press/")) == {"a.txt": "one", "b.txt": "two"}

    def test_large_objects_are_refused_by_themselves(self, bucket: Any) -> None:
        bucket.put_object(Bucket="press", Key="a.txt", Body=b"x" * 1001)
        bucket.put_object(Bucket="press", Key="b.txt", Body=b"fits")

        found = scan("s3://press", Limits(max_bytes=1000))

        assert texts(found) == {"b.txt": "fits"}
        assert reasons(found) == {"a.txt": "oversized"}

    def test_a_place_that_is_not_there_is_an_error(self, bucket: Any) -> None:
        bucket.put_object(Bucket="press", Key="a.txt", Body=b"one")

        with pytest.raises(FileNotFoundError):
            scan("s3://press/none")
        with pytest.raises(NotADirectoryError):
            scan("s3://press/a.txt")
        with pytest.raises(OSError, match="nowhere://x"):
            scan("nowhere://x")

    def test_a_file_url_is_a_folder_on_this_machine(self, tmp_path: Path) -> None:
        (tmp_path / "a b").mkdir()
        (tmp_path / "a b" / "a.txt").write_text("x")

        assert scan((tmp_path / "a b").as_uri()).documents.equals(scan(tmp_path / "a b").documents)
