"""How fast articles are read: `python -m bench.reading [PATH] [--workers N] [--articles N]`, or `make bench`.

PATH is a folder or one file of articles in any format that is read (by default `seeds/`, repeated). Reading runs as in
a run, on the process pool with its start-up, without cache or warehouse. Beside it stand what a single process needs to
cut the same texts into words, which no reader can beat in pure Python, and spaCy's small pipeline on a part of them,
where it is installed. Speeds depend on the machine and on what else it does: compare lines of one run only. What a
reader does in a second of one processor's time (the last column) depends on the machine's other work less.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import polars as pl

from etl import compiled
from etl.extract import scan
from etl.reading.pool import read_in_batches
from etl.text.tokens import tokenize

SEEDS = Path(__file__).parent.parent.parent / "seeds"
AT_LEAST = 500  # articles; fewer are repeated up to this many, so that the workers' start-up does not decide
SPACY_ARTICLES = 50  # of a pipeline that reads some ten articles a second
SPACY_PIPELINE = "en_core_web_sm"
_MEGA = 1_000_000


class Timing(NamedTuple):
    """What was read in `seconds` by the clock and `processor` seconds of all processes; `size` in bytes of UTF-8."""

    what: str
    articles: int
    size: int
    seconds: float
    processor: float

    def line(self) -> str:
        """The timing as a line of the report."""
        pace, flow = self.articles / self.seconds, self.size / self.seconds / _MEGA
        own = self.articles / max(self.processor, 1e-6)
        return f"{self.what:34}{self.articles:>9,}{self.seconds:>9.1f}{pace:>13,.1f}{flow:>8.2f}{own:>17,.1f}"


def main(arguments: list[str] | None = None) -> None:
    """Measures and prints; one line per reader."""
    options = _options(arguments)
    with _folder(options.path) as folder:
        documents = _documents(folder, options.articles)
    texts = documents.get_column("text").to_list()
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts):,} articles, {size / _MEGA:.1f} MB, from {options.path}; {os.cpu_count()} processors\n")
    print(f"{'':34}{'articles':>9}{'seconds':>9}{'articles/s':>13}{'MB/s':>8}{'articles/CPU s':>17}")
    name = f"Communique, {options.workers} processes" + (", compiled" if compiled.in_use() else "")
    print(_timed(name, texts, lambda: _read(documents, options.workers)).line(), flush=True)
    print(_timed("cutting into words, 1 process", texts, lambda: _cut(texts)).line(), flush=True)
    spacy = _spacy(texts[:SPACY_ARTICLES])
    print(spacy.line() if spacy else f"spaCy {SPACY_PIPELINE}: not installed")
    print(
        f"\npeak memory: {_peak(resource.RUSAGE_SELF):.0f} MB, and {_peak(resource.RUSAGE_CHILDREN):.0f} MB a process"
    )


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description="How fast articles are read.")
    parser.add_argument("path", nargs="?", type=Path, default=SEEDS, help="folder or file of articles")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="reading processes")
    parser.add_argument("--articles", type=int, help="how many to read; fewer are repeated, more left out")
    return parser.parse_args(arguments)


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """The folder itself, or a temporary one that holds nothing but the file."""
    if path.is_dir():
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, folder)
        yield Path(folder)


def _documents(folder: Path, count: int | None) -> pl.DataFrame:
    """The readable documents as the reader takes them, repeated to `count` rows, or to a few hundred."""
    found = scan(folder).documents
    if not found.height:
        sys.exit(f"no readable article in {folder}")
    count = count or max(found.height, AT_LEAST)
    repeated = pl.concat([found] * -(-count // found.height)).head(count)
    return repeated.select(
        pl.int_range(pl.len()).cast(pl.String).alias("article_id"), "text", "source_file", "metadata"
    )


def _timed(what: str, texts: list[str], work: Callable[[], object]) -> Timing:
    start, used = time.perf_counter(), _processor_seconds()
    work()
    seconds, used = time.perf_counter() - start, _processor_seconds() - used
    return Timing(what, len(texts), sum(len(text.encode()) for text in texts), seconds, used)


def _processor_seconds() -> float:
    """Used by this process and by those it started and has seen end."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _read(documents: pl.DataFrame, workers: int) -> None:
    for batch in read_in_batches(documents, workers):
        for failure in batch.failures:
            print(f"not read: {failure.article_id}: {failure.detail}", file=sys.stderr)


def _cut(texts: list[str]) -> None:
    for text in texts:
        tokenize(text)


def _spacy(texts: list[str]) -> Timing | None:
    """spaCy's small English pipeline in one process; None where it or its model is not installed."""
    try:
        import spacy  # noqa: PLC0415

        pipeline = spacy.load(SPACY_PIPELINE)
    except (ImportError, OSError):
        return None
    deque(pipeline.pipe(texts[:2]), maxlen=0)  # builds what it builds at the first text
    return _timed(f"spaCy {SPACY_PIPELINE}, 1 process", texts, lambda: deque(pipeline.pipe(texts), maxlen=0))


def _peak(who: int) -> float:
    """Largest resident set of this process or of one of its children, in MB (Linux counts KiB, macOS bytes)."""
    return resource.getrusage(who).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / _MEGA
