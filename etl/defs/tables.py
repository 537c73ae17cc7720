"""Declared tables as Dagster assets: grain as description, columns as metadata, and each with its contract check."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import dagster as dg
import polars as pl

from etl.defs.metadata import Metadata, column_schema, problems_metadata
from schemas.checks import violations
from schemas.model import Stage, Table
from schemas.registry import TABLES

ASSETS = tuple(table for table in TABLES.values() if table.name != "readings")
"""Every declared table is an asset, but for the cache's own: one nested row per article, unfolded by the read stage."""

CONTRACT = "contract"

Made = Iterator[dg.Output[pl.DataFrame] | dg.AssetCheckResult]


def assets_of(stage: Stage) -> list[Table]:
    """The tables made by a stage, which is also the name of the assets' group."""
    return [table for table in ASSETS if table.stage == stage]


def table_assets(
    name: str,
    tables: Iterable[Table],
    *,
    ins: Iterable[str] = (),
    deps: Iterable[str] = (),
    code_version: str | None = None,
    group: str | None = None,
) -> Callable[[Callable[..., Made]], dg.AssetsDefinition]:
    """Decorates a function that makes the tables from the frames named in `ins`, after those in `deps`.

    Their group on the page is their stage unless `group` says otherwise.

    Each table's contract is checked in the step that makes it: a step of its own for every check would double the
    time of a small run. It blocks whatever is made from the table.
    """
    return dg.multi_asset(
        name=name,
        ins={each: dg.AssetIn() for each in ins},
        deps=list(deps),
        outs={
            table.name: dg.AssetOut(
                description=table.grain,
                group_name=group or table.stage,
                metadata={"dagster/column_schema": column_schema(table)},
                code_version=code_version,
                kinds={"polars"},
            )
            for table in tables
        },
        check_specs=[
            dg.AssetCheckSpec(
                CONTRACT,
                asset=table.name,
                description="Columns, types, nulls, limits, keys and rules are as declared.",
                blocking=True,
            )
            for table in tables
        ],
    )


def made(
    frames: Mapping[str, pl.DataFrame], metadata: Mapping[str, Mapping[str, Metadata]] = MappingProxyType({})
) -> Made:
    """What such a function yields: every frame under its table's name, and whether it keeps the table's contract.

    `metadata` is what the page shows of a table beside its rows, by the table's name.
    """
    for name, frame in frames.items():
        yield dg.Output(frame, output_name=name, metadata=dict(metadata.get(name, {})))
        yield check_result(name, CONTRACT, violations(TABLES[name], frame))


def check_result(table: str, check: str, problems: list[str]) -> dg.AssetCheckResult:
    """Passed when there are no problems; otherwise the first ones are what the check says."""
    return dg.AssetCheckResult(
        asset_key=table,
        check_name=check,
        passed=not problems,
        description="; ".join(problems[:3]) or None,
        metadata=problems_metadata(problems),
    )
