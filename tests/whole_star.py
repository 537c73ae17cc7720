"""The tables of the star stage made from articles of given texts, with an analyst's corrections if there are any."""

import inspect
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import polars as pl

from etl.corrections.parse import parse_corrections
from etl.defs.star import TRANSFORMS
from etl.reading.frames import flatten
from etl.reading.pool import read_in_batches
from schemas.frames import empty_frame
from schemas.keys import durable_id
from schemas.registry import TABLES


def star_of(texts: Mapping[str, str], corrections: str | None = None) -> Callable[[str], pl.DataFrame]:
    """Gives any table of the star by its name; `texts` are articles by file, `corrections` the text of that file."""
    rows = [
        {
            "article_id": durable_id("art", text),
            "content_hash": durable_id("sha", text),
            "source_uri": f"file:///{file}",
            "source_file": file,
            "text": text,
            "metadata": "{}",
            "encoding": "utf-8",
            "size_bytes": len(text),
            "first_loaded_at": datetime(2026, 3, 10, tzinfo=UTC),
            "first_run_id": "run-1",
        }
        for file, text in texts.items()
    ]
    documents = pl.DataFrame(rows, schema=empty_frame(TABLES["documents"]).schema)
    (batch,) = read_in_batches(documents, workers=1)
    frames = {"documents": documents, **flatten(batch.readings), **parse_corrections(corrections, "test")}
    transforms = {transform.__name__: transform for transform in TRANSFORMS}

    def frame(name: str) -> pl.DataFrame:
        if name not in frames:
            needed = inspect.signature(transforms[name]).parameters
            frames[name] = transforms[name](**{each: frame(each) for each in needed})
        return frames[name]

    return frame
