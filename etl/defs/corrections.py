"""The analyst's corrections: the file beside the articles, or the one that the run was told."""

import logging

import dagster as dg

from etl.corrections.parse import parse_corrections
from etl.defs.resources import Run
from etl.defs.tables import Made, made, table_assets
from etl.extract.folders import open_folder, own_file
from etl.extract.names import CORRECTIONS_NAME
from schemas.registry import TABLES

log = logging.getLogger("communique")


@table_assets("corrections", [TABLES[name] for name in ("corrections", "correction_places", "correction_values")])
def corrections(run: dg.ResourceParam[Run]) -> Made:
    """Reads the file of corrections, entry by entry; a file that is none fails the run, lest it go on without."""
    if run.corrections is not None:
        text: str | None = run.corrections.read_text("utf-8-sig")
        origin = str(run.corrections)
    else:
        text, origin = own_file(open_folder(run.seeds), CORRECTIONS_NAME), CORRECTIONS_NAME
    frames = parse_corrections(text, origin)
    if frames["corrections"].height:
        log.info("%s corrections in %s", f"{frames['corrections'].height:,}", origin)
    yield from made(frames)
