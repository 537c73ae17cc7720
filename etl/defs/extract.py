"""The extract stage: what lies in the folder of articles, and what became of every document ever seen."""

import logging
from datetime import UTC, datetime

import dagster as dg

from etl.defs.resources import Run
from etl.defs.tables import Made, made, table_assets
from etl.extract import scan
from schemas.registry import TABLES

log = logging.getLogger("communique")


@table_assets("extract", [TABLES["documents"]])
def documents(run: dg.ResourceParam[Run]) -> Made:
    """Looks at every file of the folder, enters what it finds in the ledger, and gives the articles now in force."""
    log.info("looking at %s", run.seeds)
    found = scan(run.seeds)
    run.begin()
    counts = run.ledger.record_scan(
        found.documents, found.rejects, folder_uri=found.folder_uri, run_id=run.run_id, now=datetime.now(UTC)
    )
    log.info(
        "%s files: %s new, %s changed, %s refused",
        *(f"{n:,}" for n in (counts.files_seen, counts.files_new, counts.files_changed, counts.files_rejected)),
    )
    yield from made({"documents": run.ledger.documents()})


@table_assets(
    "ledger",
    [TABLES["sources"], TABLES["rejects"], TABLES["runs"]],
    deps=["articles"],  # reading too refuses articles: only then is it known what became of each document
)
def ledger(run: dg.ResourceParam[Run]) -> Made:
    """What the ledger says of every document, refusal and run, once this run has read what it could."""
    yield from made({"sources": run.ledger.sources(), "rejects": run.ledger.rejects(), "runs": run.ledger.runs()})
