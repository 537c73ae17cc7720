"""The export stage: one asset per format that the settings name, made from what has been published; none by default."""

import logging
from collections.abc import Iterable

import dagster as dg

from etl.defs import settings
from etl.defs.resources import Run
from warehouse.exports import ExportRefused, export

log = logging.getLogger("communique")

GROUP = "exports"


def export_assets(formats: Iterable[str]) -> list[dg.AssetsDefinition]:
    """The assets `export_<format>`."""
    return [_export_asset(form) for form in dict.fromkeys(formats)]


def _export_asset(form: str) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"export_{form}",
        group_name=GROUP,
        deps=["warehouse"],
        description=f"The published warehouse as {form}, with a datapackage.json that describes every file.",
    )
    def compute(run: dg.ResourceParam[Run]) -> dg.MaterializeResult[None]:
        destination = f"{settings.exports_folder(run.warehouse)}/{form}"
        log.info("exporting to %s", destination)
        try:
            exported = export(run.warehouse, form, destination)
        except ExportRefused as refused:
            raise dg.Failure(str(refused), allow_retries=False) from refused
        return dg.MaterializeResult(
            metadata={
                "destination": destination,
                "dagster/row_count": sum(exported.rows.values()),
                "left_out": exported.left_out or "nothing",
            }
        )

    return compute
