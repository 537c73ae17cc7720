"""What must hold beyond each table's own contract, as asset checks: spans, references, sides, and nothing dropped."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import dagster as dg
import polars as pl

from etl.defs.metadata import problems_metadata
from etl.defs.resources import Run
from etl.defs.tables import check_result
from schemas.checks import false_spans, lopsided, orphans, unaccounted
from schemas.model import Table

log = logging.getLogger("communique")

Frames = Mapping[str, pl.DataFrame]


def spans(tables: Iterable[Table]) -> list[dg.AssetChecksDefinition]:
    """One check per table that quotes articles: the article says so, at that place. It blocks what follows."""
    return [_spans(table) for table in tables if table.spans]


def references(tables: Iterable[Table]) -> dg.AssetChecksDefinition:
    """One check per table that refers to others: every reference leads somewhere. All in one step, at the end.

    They do not block: a table may refer to one that is made from it, as every date does to the calendar, and to wait
    for that would be a circle. Publishing looks at references itself and refuses orphans.
    """
    parents = {
        table: {column.references.partition(".")[0] for column in table.columns if column.references}
        for table in tables
        if any(column.references for column in table.columns)
    }
    specs = [
        dg.AssetCheckSpec(
            "references",
            asset=table.name,
            description=f"Every reference leads to a row of {', '.join(sorted(names))}.",
            additional_deps=sorted(names - {table.name}),
        )
        for table, names in parents.items()
    ]

    @dg.multi_asset_check(name="references", specs=specs, can_subset=True)
    def check(context: dg.AssetCheckExecutionContext, run: dg.ResourceParam[Run]) -> Iterator[dg.AssetCheckResult]:
        for table, names in parents.items():
            if dg.AssetCheckKey(dg.AssetKey(table.name), "references") in context.selected_asset_check_keys:
                found = orphans(table, {name: run.frames.load(name) for name in {table.name, *names}})
                if found:
                    log.warning("references of %s: %s", table.name, "; ".join(found[:3]))
                yield check_result(table.name, "references", found)

    return check


def _spans(table: Table) -> dg.AssetChecksDefinition:
    articles = "documents" if table.stage == "read" else "dim_articles"
    return _blocking(
        table.name,
        "spans",
        f"The article says at the offsets what stands in {', '.join(span.text for span in table.spans)}.",
        lambda frames: [
            f"{table.name}.{line}" for line in false_spans(frames[table.name], frames[articles], table.spans)
        ],
        also=[articles],
    )


def _blocking(
    asset: str, name: str, description: str, problems: Callable[[Frames], list[str]], also: Sequence[str] = ()
) -> dg.AssetChecksDefinition:
    """A check that passes when `problems`, given the frames of `asset` and of those in `also`, finds none."""
    spec = dg.AssetCheckSpec(name, asset=asset, description=description, additional_deps=also, blocking=True)

    @dg.multi_asset_check(
        name=f"{asset}_{name}", specs=[spec], ins={each: dg.AssetKey(each) for each in (asset, *also)}
    )
    def check(**frames: pl.DataFrame) -> Iterator[dg.AssetCheckResult]:
        yield check_result(asset, name, problems(frames))

    return check


every_document_accounted_for = _blocking(
    "sources",
    "accounted_for",
    "Every document in force is exactly one of article, exact duplicate, reject.",
    lambda frames: unaccounted(frames["sources"], frames["articles"], frames["rejects"]),
    also=["articles", "rejects"],
)

symmetric_sides = _blocking(
    "event_mention_sides",
    "symmetric_sides",
    "In talks, joint agreements and exchanges of fire every side is an actor.",
    lambda frames: lopsided(frames["event_mentions"], frames["event_mention_sides"]),
    also=["event_mentions"],
)


@dg.asset_check(
    asset="fct_corrections", description="Every correction of the analyst is understood and changes something."
)
def corrections_take_effect(fct_corrections: pl.DataFrame) -> dg.AssetCheckResult:
    """A warning: what articles say may change, and a correction with it."""
    idle = fct_corrections.filter(pl.col("status") != "applied").select("correction_no", "subject", "status", "detail")
    problems = [f"{number}: {subject}: {status}: {detail}" for number, subject, status, detail in idle.iter_rows()]
    return dg.AssetCheckResult(
        passed=not problems, severity=dg.AssetCheckSeverity.WARN, metadata=problems_metadata(problems)
    )
