"""Who is who, which articles are one story, which tellings one event: frames of the star stage that are not stored."""

from schemas.columns import articles, entities, events
from schemas.model import Rule, Table

IDENTITIES = Table(
    name="identities",
    grain="One row per entity of an article, saying what in the world it stands for.",
    stage="star",
    columns=(
        articles.ARTICLE_ID.to("articles"),
        entities.ENTITY_NO,
        entities.ENTITY_KIND,
        entities.PERSON_KEY.to("dim_people"),
        entities.ORGANIZATION_KEY.to("dim_organizations"),
        entities.PLACE_KEY.to("dim_places"),
        entities.COUNTRY_KEY.to("dim_countries"),
        entities.IDENTITY_ID,
        entities.EVIDENCE.optional(),
    ),
    rules=(Rule("a person is known on some ground", "kind <> 'person' OR evidence IS NOT NULL"),),
    primary_key=("article_id", "entity_no"),
)

STORIES = Table(
    name="stories",
    grain="One row per article, saying which story it is a version of.",
    stage="star",
    columns=(articles.ARTICLE_ID.to("articles"), articles.STORY_ID),
    primary_key=("article_id",),
)

EVENTS_FOUND = Table(
    name="events_found",
    grain="One row per telling, saying which event it tells by all that articles tell, before any correction.",
    stage="star",
    columns=(events.EVENT_MENTION_ID.to("event_mentions"), events.EVENT_ID, events.MERGED_BY),
    primary_key=("event_mention_id",),
)

EVENT_CLUSTERS = Table(
    name="event_clusters",
    grain="One row per telling, saying which event it tells.",
    stage="star",
    columns=(
        events.EVENT_MENTION_ID.to("event_mentions"),
        events.EVENT_ID,
        events.EVENT_KEY.to("fct_events"),
        events.MERGED_BY,
    ),
    primary_key=("event_mention_id",),
)
