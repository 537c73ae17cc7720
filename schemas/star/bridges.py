"""Bridges: many-to-many between facts and dimensions."""

from schemas.columns import articles, entities, events, topics
from schemas.model import Rule, Table

BRIDGE_PEOPLE_ALIASES = Table(
    name="bridge_people_aliases",
    grain="One row per person and form of the name.",
    stage="star",
    columns=(
        entities.ALIAS_KEY,
        entities.PERSON_KEY.to("dim_people"),
        entities.ALIAS,
        entities.N_MENTIONS,
        entities.EVIDENCE,
    ),
    primary_key=("alias_key",),
    unique=(("person_key", "alias"),),
)

BRIDGE_EVENT_LINKS = Table(
    name="bridge_event_links",
    grain="One row per event and the meeting, plan or promise it belongs to.",
    stage="star",
    columns=(
        events.EVENT_LINK_KEY,
        events.EVENT_KEY.to("fct_events"),
        events.LINKED_EVENT_KEY.to("fct_events", "event_key"),
        events.LINK,
    ),
    primary_key=("event_link_key",),
    unique=(("event_key", "link"),),
    rules=(Rule("no event is linked to itself", "event_key <> linked_event_key"),),
)

BRIDGE_EVENT_PARTICIPANTS = Table(
    name="bridge_event_participants",
    grain="One row per event, role and participant.",
    stage="star",
    columns=(
        events.PARTICIPANT_KEY,
        events.EVENT_KEY.to("fct_events"),
        events.ROLE,
        events.PARTICIPANT_KIND,
        entities.PERSON_KEY.to("dim_people"),
        entities.ORGANIZATION_KEY.to("dim_organizations"),
        entities.COUNTRY_KEY.to("dim_countries"),
        events.SECTOR,
        events.POSITION_HELD,
    ),
    primary_key=("participant_key",),
    rules=(
        Rule("exactly a person has a person's key", "(kind = 'person') = (person_key <> -1)"),
        Rule("only an organisation has an organisation's key", "kind = 'organization' OR organization_key = -1"),
        Rule("a country that takes part is known", "kind <> 'country' OR country_key <> -1"),
        Rule("only a person holds an office", "kind = 'person' OR position IS NULL"),
    ),
)

BRIDGE_ARTICLE_TOPICS = Table(
    name="bridge_article_topics",
    grain="One row per article and topic it speaks of.",
    stage="star",
    columns=(
        topics.ARTICLE_TOPIC_KEY,
        articles.ARTICLE_KEY.to("dim_articles"),
        topics.TOPIC_KEY.to("dim_topics"),
        topics.SCORE,
        topics.RANK,
    ),
    primary_key=("article_topic_key",),
    unique=(("article_key", "topic_key"),),
)

BRIDGE_EVENT_TOPICS = Table(
    name="bridge_event_topics",
    grain="One row per event and topic it is about.",
    stage="star",
    columns=(topics.EVENT_TOPIC_KEY, events.EVENT_KEY.to("fct_events"), topics.TOPIC_KEY.to("dim_topics")),
    primary_key=("event_topic_key",),
    unique=(("event_key", "topic_key"),),
)
