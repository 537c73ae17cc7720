"""What must hold beyond each table's own contract, as asset checks: spans, references, sides, nothing dropped or lost;
and what is worth a warning: no arrivals, and far fewer articles than before."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import polars as pl

from etl.defs import settings
from etl.defs.metadata import problems_metadata
from etl.defs.resources import Run
from etl.defs.tables import check_result
from schemas.checks import false_spans, lopsided, orphans, unaccounted
from schemas.model import Table
from warehouse.query import QueryError, run_query

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


@dg.asset_check(
    asset="sources",
    name="fresh",
    description="Something new has arrived within the days that the settings name (arrivals_days).",
)
def arrivals_are_fresh(sources: pl.DataFrame) -> dg.AssetCheckResult:
    """Warns, and stops nothing: the folder may well have had nothing to take."""
    days = settings.current().arrivals_days
    newest = sources["first_seen_at"].max()
    if not days or (isinstance(newest, datetime) and datetime.now(UTC) - newest <= timedelta(days=days)):
        return dg.AssetCheckResult(passed=True)
    since = f"since {newest:%Y-%m-%d %H:%M} UTC" if isinstance(newest, datetime) else "yet"
    description = f"no document has arrived {since}: look at what fills the folder"
    log.warning("%s", description)
    return dg.AssetCheckResult(passed=False, severity=dg.AssetCheckSeverity.WARN, description=description)


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(
            "nothing_lost",
            asset="sources",
            blocking=True,
            description="Every document version that the published warehouse knows is known still.",
        )
    ],
    ins={"sources": dg.AssetKey("sources")},
)
def nothing_is_lost(run: dg.ResourceParam[Run], sources: pl.DataFrame) -> Iterator[dg.AssetCheckResult]:
    """Stops the run: what it would publish comes from a ledger that is not the one the warehouse was made from."""
    before = _published(run.warehouse, "SELECT source_uri, coalesce(content_hash, '') FROM sources")
    now = set(sources.select("source_uri", pl.col("content_hash").fill_null("")).iter_rows())
    lost = sorted({str(uri) for uri, content in before if (uri, content) not in now})
    problems = [
        f"sources: {len(lost):,} documents of the published warehouse are unknown to the ledger, e.g. {uri}: put back "
        f"the ledger ({run.state.ledger}), or move {run.warehouse} away to do without them"
        for uri in lost[:1]
    ]
    yield check_result("sources", "nothing_lost", problems)


@dg.asset_check(
    asset="articles",
    name="volume",
    description="There are at least half as many articles as the published warehouse holds.",
)
def as_many_as_before(run: dg.ResourceParam[Run], articles: pl.DataFrame) -> dg.AssetCheckResult:
    """Warns, and stops nothing: articles may have been withdrawn on purpose."""
    (before,) = next(iter(_published(run.warehouse, "SELECT count(*) FROM articles")), (0,))
    metadata = {"articles": articles.height, "articles_before": int(str(before))}
    if articles.height * 2 >= metadata["articles_before"]:
        return dg.AssetCheckResult(passed=True, metadata=metadata)
    description = f"articles fell from {before:,} to {articles.height:,}: were files removed, or became unreadable?"
    log.warning("%s", description)
    return dg.AssetCheckResult(
        passed=False, severity=dg.AssetCheckSeverity.WARN, description=description, metadata=metadata
    )


def _published(warehouse: Path, query: str) -> Sequence[tuple[object, ...]]:
    """What the warehouse published before answers; nothing where there is none, or none that has such a table."""
    try:
        return run_query(warehouse, query).rows
    except QueryError:
        return ()
