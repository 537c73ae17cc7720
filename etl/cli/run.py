"""`communique run`: the run with its progress, and at the end what came in and what came out."""

import gc
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from etl.cli import progress
from etl.cli.terminal import on_one_line
from warehouse.query import run_query

if TYPE_CHECKING:
    from etl.cli.launch import Outcome

REJECTS_SHOWN = 5
PROBLEMS_SHOWN = 3

INTERRUPTED = 130
"""Exit code of a process ended by SIGINT, as shells report it: 128 + 2."""


def run_and_report(
    seeds: Path | str, warehouse: Path, workers: int, *, corrections: Path | None, full: bool, verbose: bool
) -> int:
    """Run the job and print its outcome; returns the exit code: 0, 1 when nothing was published, 130 on Ctrl-C."""
    started = time.monotonic()
    console = Console(stderr=True)
    try:
        with progress.shown(console):
            progress.LOGGER.info("starting")
            with _nothing_collected():
                from etl.cli.launch import launch  # loading Dagster takes two seconds: say something first

            outcome = launch(seeds, warehouse, workers, corrections=corrections, full=full, verbose=verbose)
    except KeyboardInterrupt:
        console.print("communique: interrupted; the warehouse is as it was before", highlight=False)
        return INTERRUPTED
    if outcome.is_published:
        _report(Console(), warehouse, outcome, time.monotonic() - started)
    if outcome.problems:
        shown = "; ".join(outcome.problems[:PROBLEMS_SHOWN])
        more = len(outcome.problems) - PROBLEMS_SHOWN
        tail = f" (and {more} more)" if more > 0 else ""
        what = "published, but then" if outcome.is_published else "nothing published"
        console.print(Text(f"communique: {what}: {on_one_line(shown)}{tail}"), soft_wrap=True)
        return 1
    return 0


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What is loaded stays: to look through it for garbage, again and again as it grows, takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _report(console: Console, warehouse: Path, outcome: "Outcome", seconds: float) -> None:
    counts = _counts(warehouse, outcome.run_id)
    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column()
    came_in = ", ".join(f"{counts[each]:,} {each}" for each in ("new", "changed", "unchanged", "rejected"))
    table.add_row("files", f"{counts['files']:,}", came_in)
    for each in ("articles", "events", "people", "topics"):
        table.add_row(each, f"{counts[each]:,}", _unread_languages(warehouse) if each == "articles" else "")
    corrections = run_query(
        warehouse, "SELECT correction_no, subject, status, detail FROM corrections ORDER BY ALL"
    ).rows
    if corrections:
        by_status = Counter(str(status) for _, _, status, _ in corrections)
        told = ", ".join(f"{by_status[each]:,} {each}" for each in ("applied", "stale", "invalid"))
        table.add_row("corrections", f"{len(corrections):,}", told)
    console.print(table)
    _report_rejects(console, warehouse)
    _report_corrections(console, corrections)
    if not counts["articles"]:
        why = "no article could be read" if counts["files"] else "the folder holds no articles"
        console.print(f"The warehouse is empty: {why}.")
    stages = ", ".join(f"{stage} {took:.1f}" for stage, took in outcome.seconds.items())
    console.print(Text(f"published {warehouse} in {seconds:.1f} s ({stages})"), soft_wrap=True)


def _counts(warehouse: Path, run_id: str) -> Mapping[str, object]:
    """What the published file says of the run: documents by what they were, and rows by what they are."""
    query = """
        SELECT run_id, files_seen AS files, files_new AS new, files_changed AS changed, files_unchanged AS unchanged,
            files_rejected AS rejected,
            (SELECT count(*) FROM articles) AS articles,
            (SELECT count(*) FROM events) AS events,
            (SELECT count(*) FROM people) AS people,
            (SELECT count(DISTINCT topic_id) FROM article_topics) AS topics
        FROM runs"""
    result = run_query(warehouse, query)
    (row,) = (row for row in result.rows if row[0] == run_id)
    return dict(zip(result.columns[1:], row[1:], strict=True))


def _unread_languages(warehouse: Path) -> str:
    """How many articles are in languages that are not read, and in which; empty when there are none."""
    from etl.reading.language import READ  # loads the model that tells languages, as the run has done by now

    query = "SELECT language, count(*) FROM articles WHERE language IS NOT NULL GROUP BY ALL ORDER BY ALL"
    unread = [(str(language), int(str(n))) for language, n in run_query(warehouse, query).rows if language not in READ]
    if not unread:
        return ""
    languages = ", ".join(f"{n:,} {language}" for language, n in unread)
    return f"{sum(n for _, n in unread):,} loaded but not read, for their language: {languages}"


def _report_rejects(console: Console, warehouse: Path) -> None:
    """The refusals that stand, the latest first: a few of them, and how to see the others."""
    query = "SELECT source_uri, reason, detail FROM rejects ORDER BY rejected_at DESC, source_uri"
    rejects = run_query(warehouse, query).rows
    if not rejects:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="rejected", title_justify="left")
    for heading in ("document", "reason", "detail"):
        table.add_column(heading, overflow="fold")
    for reject in rejects[:REJECTS_SHOWN]:
        table.add_row(*(Text(on_one_line(str(value))) for value in reject))
    console.print(table)
    if len(rejects) > REJECTS_SHOWN:
        console.print(Text(f'and {len(rejects) - REJECTS_SHOWN:,} more: communique sql "from rejects"'))


def _report_corrections(console: Console, corrections: Sequence[Sequence[object]]) -> None:
    """The corrections that did nothing, and why."""
    idle = [row for row in corrections if row[2] != "applied"]
    if not idle:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="corrections without effect", title_justify="left")
    for heading in ("no", "correction", "status", "why"):
        table.add_column(heading, overflow="fold")
    for row in idle:
        table.add_row(*(Text(str(value)) for value in row))
    console.print(table)
