"""The Dagster entry point: the assets of all stages, their checks, the job over them, and what starts it."""

import dagster as dg

from etl.defs import settings
from etl.defs.automation import INGEST, arrivals, daily
from etl.defs.checks import (
    arrivals_are_fresh,
    as_many_as_before,
    corrections_take_effect,
    every_document_accounted_for,
    nothing_is_lost,
    references,
    spans,
    symmetric_sides,
)
from etl.defs.corrections import corrections
from etl.defs.exports import export_assets
from etl.defs.extract import documents, ledger
from etl.defs.publish import warehouse
from etl.defs.read import read
from etl.defs.resources import default_settings, parquet_frames
from etl.defs.star import star
from etl.defs.tables import ASSETS

defs = dg.Definitions(
    assets=[documents, corrections, ledger, read, *star, warehouse, *export_assets(settings.current().exports)],
    asset_checks=[
        *spans(ASSETS),
        references(ASSETS),
        every_document_accounted_for,
        symmetric_sides,
        corrections_take_effect,
        arrivals_are_fresh,
        nothing_is_lost,
        as_many_as_before,
    ],
    jobs=[dg.define_asset_job(INGEST, dg.AssetSelection.all(), description="Everything, from files to warehouse.")],
    sensors=[arrivals],
    schedules=[daily],
    resources={"run": default_settings(), "io_manager": parquet_frames},
    executor=dg.in_process_executor,  # a process per step would cost more in imports than most steps take
)


def ingest_job() -> dg.JobDefinition:
    """The job over all assets, for whoever starts it without a page."""
    return defs.resolve_job_def(INGEST)
