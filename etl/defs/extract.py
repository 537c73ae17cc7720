"""The extract stage: what lies in the folder of articles, and what became of every document ever seen."""

import logging
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
from pydantic import Field

from etl.defs import settings
from etl.defs.resources import Run
from etl.defs.tables import Made, made, table_assets
from etl.extract import scan
from etl.extract.observe import FileState, observe, only_files
from schemas.registry import TABLES

log = logging.getLogger("communique")


class Arrivals(dg.Config):
    """Which of the files that have arrived a run takes."""

    changed_until: int | None = Field(
        default=None,
        description="Files that are new or changed since they were last published, and changed after this moment "
        "(microseconds since 1970 by the clock of their file system), are left for a later run. "
        "By default everything is taken.",
    )


@table_assets("extract", [TABLES["documents"]])
def documents(config: Arrivals, run: dg.ResourceParam[Run]) -> Made:
    """Looks at every file of the folder, enters what it finds in the ledger, and gives the articles now in force."""
    log.info("looking at %s", run.seeds)
    with run.timings.of("extract"):
        _look(config, run)
        found = run.ledger.documents()
    yield from made({"documents": found})


def _look(config: Arrivals, run: Run) -> None:
    # Looked at before it is read: a file that changes from here on is one that the ledger has not seen.
    files = observe(run.seeds) if isinstance(run.seeds, Path) else {}  # what lies elsewhere is read whole
    found = scan(run.seeds)
    is_whole = True
    if config.changed_until is not None:
        taken = _taken(files, run.ledger.published_files(), config.changed_until)
        is_whole = len(taken) == len(files)
        files, found = taken, only_files(found, taken)
    run.begin()
    counts = run.ledger.record_scan(
        found.documents,
        found.rejects,
        folder_uri=found.folder_uri,
        run_id=run.run_id,
        now=datetime.now(UTC),
        files=files,
        withdraws_removed=settings.current().removed == "withdraw" and is_whole,  # what was left out is not gone
    )
    log.info(
        "%s files: %s new, %s changed, %s refused",
        *(f"{n:,}" for n in (counts.files_seen, counts.files_new, counts.files_changed, counts.files_rejected)),
    )


@table_assets(
    "ledger",
    [TABLES["sources"], TABLES["rejects"], TABLES["runs"]],
    deps=["articles"],  # reading too refuses articles: only then is it known what became of each document
    group="read",  # so that the groups follow each other
)
def ledger(run: dg.ResourceParam[Run]) -> Made:
    """What the ledger says of every document, refusal and run, once this run has read what it could."""
    yield from made({"sources": run.ledger.sources(), "rejects": run.ledger.rejects(), "runs": run.ledger.runs()})


def _taken(
    files: dict[str, FileState], published: dict[str, tuple[int, int]], changed_until: int
) -> dict[str, FileState]:
    """The files that are as they were published, or have not changed since that moment."""
    taken = {
        uri: state for uri, state in files.items() if state.changed_at <= changed_until or published.get(uri) == state
    }
    if len(taken) < len(files):
        late = sorted(files.keys() - taken.keys())
        log.info("left for a later run, changed just now: %s", ", ".join(late[:3]) + (", …" if len(late) > 3 else ""))
    return taken
