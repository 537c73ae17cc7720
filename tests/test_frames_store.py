"""The store of frames between two steps of a run, and what a killed run leaves in it."""

from pathlib import Path

import polars as pl
import pytest

from etl.state import FrameMissing, FrameStore


class TestFrameStore:
    def test_a_frame_comes_back_as_it_was_last_saved(self, tmp_path: Path) -> None:
        store = FrameStore(tmp_path)
        store.save("articles", pl.DataFrame({"n": [1]}))
        store.save("articles", pl.DataFrame({"n": [2], "credits": [["VNA"]]}))

        assert store.load("articles").to_dicts() == [{"n": 2, "credits": ["VNA"]}]
        assert [path.name for path in tmp_path.iterdir()] == ["articles.parquet"]

    def test_a_frame_that_is_missing_or_cut_off_says_what_to_materialize(self, tmp_path: Path) -> None:
        store = FrameStore(tmp_path)
        with pytest.raises(FrameMissing, match="articles has not been saved yet; materialize the asset articles first"):
            store.load("articles")

        store.save("articles", pl.DataFrame({"n": range(1000)}))
        (tmp_path / "articles.parquet").write_bytes((tmp_path / "articles.parquet").read_bytes()[:500])
        with pytest.raises(FrameMissing, match=r"damaged \(.*articles.parquet\); materialize the asset articles"):
            store.load("articles")

    def test_half_written_files_of_killed_runs_are_garbage(self, tmp_path: Path) -> None:
        store = FrameStore(tmp_path)
        store.save("articles", pl.DataFrame({"n": [1]}))
        (tmp_path / ".articles.parquet.4711.0badcafe.tmp").write_bytes(b"PAR1")

        store.collect_garbage()

        assert [path.name for path in tmp_path.iterdir()] == ["articles.parquet"]
