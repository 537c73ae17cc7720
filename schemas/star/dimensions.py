"""Dimensions: what facts are about. Key -1 is the unknown member, save in dim_runs, dim_sources and dim_about."""

from schemas.columns import articles, calendar, entities, events, provenance, topics
from schemas.model import Rule, Table

DIM_COUNTRIES = Table(
    name="dim_countries",
    grain="One row per country.",
    stage="star",
    columns=(entities.COUNTRY_KEY, entities.COUNTRY.distinct(), entities.COUNTRY_NAME),
    primary_key=("country_key",),
    rules=(Rule("a country has a code", "country IS NOT NULL"),),
    unknown_member=True,
)

DIM_DATES = Table(
    name="dim_dates",
    grain="One row per day of the calendar.",
    stage="star",
    columns=(
        calendar.DATE_KEY,
        calendar.DATE.optional().distinct(),
        calendar.YEAR.optional(),
        calendar.QUARTER.optional(),
        calendar.MONTH.optional(),
        calendar.MONTH_NAME.optional(),
        calendar.DAY.optional(),
        calendar.ISO_YEAR.optional(),
        calendar.ISO_WEEK.optional(),
        calendar.WEEKDAY.optional(),
        calendar.WEEKDAY_NAME.optional(),
        calendar.IS_WEEKEND.optional(),
    ),
    primary_key=("date_key",),
    rules=(Rule("the key spells the day", "date_key = year * 10000 + month * 100 + day"),),
    unknown_member=True,
)

DIM_RUNS = Table(
    name="dim_runs",
    grain="One row per run.",
    stage="star",
    columns=(
        provenance.RUN_KEY,
        provenance.RUN_ID.distinct(),
        provenance.STARTED_AT,
        provenance.FINISHED_AT.optional(),
        provenance.READER_VERSION,
        provenance.FILES_SEEN,
        provenance.FILES_NEW,
        provenance.FILES_CHANGED,
        provenance.FILES_UNCHANGED,
        provenance.FILES_REJECTED,
        provenance.ARTICLES_IN_WAREHOUSE,
        provenance.EVENTS_IN_WAREHOUSE,
        provenance.PEOPLE_IN_WAREHOUSE,
    ),
    primary_key=("run_key",),
)

DIM_ARTICLES = Table(
    name="dim_articles",
    grain="One row per distinct article version in force.",
    stage="star",
    columns=(
        articles.ARTICLE_KEY,
        articles.ARTICLE_ID.distinct(),
        provenance.SOURCE_FILE,
        provenance.SOURCE_URI,
        articles.CREDIT,
        articles.HEADLINE,
        articles.AUTHOR,
        articles.LANGUAGE,
        articles.PUBLISHED_DATE_KEY,
        articles.PUBLISHED_PRECISION,
        articles.PUBLISHED_BASIS,
        articles.PUBLISHED_EVIDENCE,
        articles.DATELINE_PLACE,
        articles.WORD_COUNT,
        articles.STORY_ID,
        articles.ARTICLE_TEXT,
        provenance.CONTENT_HASH,
        provenance.READER_VERSION,
        provenance.FIRST_LOADED_AT.optional(),
        provenance.RUN_KEY.optional().to("dim_runs"),
    ),
    primary_key=("article_key",),
    rules=(
        Rule("an article was loaded by a run", "run_key IS NOT NULL AND first_loaded_at IS NOT NULL"),
        Rule(
            "an article has a day of publication exactly where its precision is not none",
            "(published_date_key = -1) = (published_precision = 'none')",
        ),
    ),
    unknown_member=True,
)

DIM_PEOPLE = Table(
    name="dim_people",
    grain="One row per person.",
    stage="star",
    columns=(
        entities.PERSON_KEY,
        entities.PERSON_ID.distinct(),
        entities.PERSON_NAME,
        entities.ASCII_NAME,
        entities.COUNTRY_KEY.to("dim_countries"),
        entities.FIRST_SEEN_DATE_KEY,
        entities.LAST_SEEN_DATE_KEY,
        entities.N_ARTICLES,
        entities.N_EVENTS,
    ),
    primary_key=("person_key",),
    rules=(
        Rule(
            "a person is last seen no earlier than first",
            "last_seen_date_key = -1 OR first_seen_date_key <= last_seen_date_key",
        ),
    ),
    unknown_member=True,
)

DIM_ORGANIZATIONS = Table(
    name="dim_organizations",
    grain="One row per organisation.",
    stage="star",
    columns=(
        entities.ORGANIZATION_KEY,
        entities.ORGANIZATION_ID.distinct(),
        entities.ORGANIZATION_NAME,
        entities.ACRONYM,
        entities.ORGANIZATION_KIND,
        entities.COUNTRY_KEY.to("dim_countries"),
        entities.N_ARTICLES,
    ),
    primary_key=("organization_key",),
    unknown_member=True,
)

DIM_PLACES = Table(
    name="dim_places",
    grain="One row per place.",
    stage="star",
    columns=(
        entities.PLACE_KEY,
        entities.PLACE_ID.distinct(),
        entities.PLACE_NAME,
        entities.PLACE_KIND,
        entities.COUNTRY_KEY.to("dim_countries"),
        entities.LATITUDE,
        entities.LONGITUDE,
        entities.N_ARTICLES,
    ),
    primary_key=("place_key",),
    rules=(Rule("a place has both coordinates or neither", "(latitude IS NULL) = (longitude IS NULL)"),),
    unknown_member=True,
)

DIM_TOPICS = Table(
    name="dim_topics",
    grain="One row per topic of the controlled vocabulary.",
    stage="star",
    columns=(
        topics.TOPIC_KEY,
        topics.TOPIC_ID.distinct(),
        topics.TOPIC_NAME,
        topics.PARENT_TOPIC_KEY.to("dim_topics", "topic_key"),
        topics.PATH,
        topics.LEVEL,
    ),
    primary_key=("topic_key",),
    unknown_member=True,
)

DIM_EVENT_TYPES = Table(
    name="dim_event_types",
    grain="One row per event type and subtype.",
    stage="star",
    columns=(
        events.EVENT_TYPE_KEY,
        events.EVENT_TYPE,
        events.EVENT_SUBTYPE,
        events.EVENT_TYPE_NAME,
        events.QUAD_CLASS,
        events.GOLDSTEIN,
    ),
    primary_key=("event_type_key",),
    unique=(("event_type", "event_subtype"),),
    unknown_member=True,
)

DIM_SOURCES = Table(
    name="dim_sources",
    grain="One row per document version ever seen.",
    stage="star",
    columns=(
        provenance.SOURCE_KEY,
        provenance.SOURCE_URI,
        provenance.SOURCE_FILE,
        provenance.CONTENT_HASH.optional(),
        articles.ARTICLE_KEY.to("dim_articles"),
        provenance.SOURCE_STATUS,
        provenance.FIRST_SEEN_AT,
        provenance.LAST_SEEN_AT,
    ),
    primary_key=("source_key",),
    unique=(("source_uri", "content_hash"),),
    rules=(
        Rule(
            "an article in force or its duplicate is known",
            "status NOT IN ('article', 'duplicate') OR article_key <> -1",
        ),
        Rule("a document version is last seen no earlier than first", "first_seen_at <= last_seen_at"),
    ),
)

DIM_ABOUT = Table(
    name="dim_about",
    grain="One row, about the warehouse itself.",
    stage="star",
    columns=(
        provenance.ABOUT_KEY,
        provenance.CONTRACT_VERSION,
        provenance.BUILT_AT,
        provenance.READER_VERSION,
        provenance.LICENCES,
    ),
    primary_key=("about_key",),
)
