"""The star stage: one asset per table, each a function of `etl.transform` over the frames that its parameters name."""

import inspect
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import dagster as dg
import polars as pl

from etl.defs.resources import Run
from etl.defs.tables import Made, made, table_assets
from etl.reading.version import reader_version
from etl.transform import (
    articles,
    calendar,
    clustering,
    corrected_tellings,
    corrections,
    event_corrections,
    events,
    identities,
    links,
    organizations,
    participants,
    people,
    places,
    provenance,
    quoted_tellings,
    stories,
    tenures,
    topics,
)
from schemas.registry import TABLES

Transform = Callable[..., pl.DataFrame]

TRANSFORMS: tuple[Transform, ...] = (
    # what an analyst corrects in what the articles tell
    corrections.correction_anchors,
    quoted_tellings.quoted_tellings,
    corrected_tellings.corrected_tellings,
    corrected_tellings.corrected_sides,
    corrected_tellings.corrected_offices,
    # who is who, which tellings are one event, which articles one story
    identities.people_found,
    corrections.denied_mentions,
    corrections.fct_corrections,
    identities.identities,
    clustering.events_found,
    event_corrections.event_clusters,
    stories.stories,
    # where everything comes from
    provenance.dim_runs,
    provenance.dim_sources,
    provenance.dim_about,
    provenance.fct_rejects,
    # articles and what is mentioned in them
    articles.dim_articles,
    articles.fct_mentions,
    people.dim_people,
    people.bridge_people_aliases,
    tenures.fct_tenures,
    places.dim_countries,
    organizations.dim_organizations,
    places.dim_places,
    # events, their tellings and their sides
    events.dim_event_types,
    events.fct_events,
    events.fct_event_mentions,
    links.bridge_event_links,
    participants.bridge_event_participants,
    participants.fct_event_dyads,
    # what it is about, and when
    topics.dim_topics,
    topics.bridge_article_topics,
    topics.bridge_event_topics,
    topics.fct_topic_evidence,
    calendar.dim_dates,
)

FROM_THE_RUN: Mapping[str, Callable[[Run], object]] = {
    "run_id": lambda run: run.run_id,
    "reader_version": lambda run: reader_version(),
    "built_at": lambda run: datetime.now(UTC),
    "finished_at": lambda run: datetime.now(UTC),  # what the file says of the run that makes it: all but the swap
}
"""What a transform may ask for besides frames, having no clock and knowing of no run."""


def star_asset(transform: Transform) -> dg.AssetsDefinition:
    """The asset of the table after which the function is named, made from the assets that its parameters name."""
    table = TABLES[transform.__name__]
    parameters = inspect.signature(transform).parameters
    given = {name: value for name, value in FROM_THE_RUN.items() if name in parameters}

    @table_assets(table.name, [table], ins=[name for name in parameters if name not in given])
    def compute(run: dg.ResourceParam[Run], **frames: pl.DataFrame) -> Made:
        with run.timings.of("star"):
            frame = transform(**frames, **{name: value(run) for name, value in given.items()})
        yield from made({table.name: frame})

    return compute


star = [star_asset(transform) for transform in TRANSFORMS]
