"""Reader views: what people and downstream tools query. Plain names, no keys, unknown is null."""

from schemas.columns import articles as art
from schemas.columns import calendar, corrections, entities, events, mentions, provenance, topics
from schemas.model import View

ARTICLES = View(
    name="articles",
    grain="One row per distinct article version in force.",
    of="dim_articles",
    columns=(
        art.ARTICLE_ID,
        provenance.SOURCE_FILE,
        provenance.SOURCE_URI,
        art.CREDIT,
        art.HEADLINE,
        art.AUTHOR,
        art.LANGUAGE,
        art.PUBLISHED_ON,
        art.PUBLISHED_PRECISION,
        art.PUBLISHED_BASIS,
        art.PUBLISHED_EVIDENCE,
        art.DATELINE_PLACE,
        art.WORD_COUNT,
        art.STORY_ID,
        art.ARTICLE_TEXT,
        provenance.CONTENT_HASH,
        provenance.READER_VERSION,
        provenance.FIRST_LOADED_AT,
        provenance.RUN_ID,
    ),
)

MENTIONS = View(
    name="mentions",
    grain="One row per span recognised in an article.",
    of="fct_mentions",
    columns=(
        mentions.MENTION_ID,
        art.ARTICLE_ID,
        mentions.MENTION_KIND,
        mentions.SPAN_TEXT,
        mentions.CHAR_START,
        mentions.CHAR_END,
        mentions.SENTENCE_NO,
        mentions.ENTITY_ID,
        mentions.ENTITY_NAME,
        mentions.VALUE,
        mentions.PART,
        mentions.IS_NOMINAL,
    ),
)

PEOPLE = View(
    name="people",
    grain="One row per person.",
    of="dim_people",
    columns=(
        entities.PERSON_ID,
        entities.PERSON_NAME,
        entities.ASCII_NAME,
        entities.COUNTRY,
        entities.FIRST_SEEN_ON,
        entities.LAST_SEEN_ON,
        entities.N_ARTICLES,
        entities.N_EVENTS,
    ),
)

PEOPLE_ALIASES = View(
    name="people_aliases",
    grain="One row per person and form of the name.",
    of="bridge_people_aliases",
    columns=(entities.PERSON_ID, entities.ALIAS, entities.N_MENTIONS, entities.EVIDENCE),
)

PEOPLE_POSITIONS = View(
    name="people_positions",
    grain="One row per office a person held from one day to another (half open).",
    of="fct_tenures",
    columns=(
        entities.PERSON_ID,
        entities.PERSON_NAME,
        entities.POSITION,
        entities.POSITION_KIND,
        entities.POSITION_RANK,
        entities.HELD_ORGANIZATION,
        entities.COUNTRY,
        entities.VALID_FROM,
        entities.VALID_TO,
        entities.IS_CURRENT,
        entities.LAST_ATTESTED_ON,
        entities.N_ARTICLES,
        entities.EVIDENCE_MENTION_ID,
    ),
)

ORGANIZATIONS = View(
    name="organizations",
    grain="One row per organisation.",
    of="dim_organizations",
    columns=(
        entities.ORGANIZATION_ID,
        entities.ORGANIZATION_NAME,
        entities.ACRONYM,
        entities.ORGANIZATION_KIND,
        entities.COUNTRY,
        entities.N_ARTICLES,
    ),
)

PLACES = View(
    name="places",
    grain="One row per place.",
    of="dim_places",
    columns=(
        entities.PLACE_ID,
        entities.PLACE_NAME,
        entities.PLACE_KIND,
        entities.COUNTRY,
        entities.LATITUDE,
        entities.LONGITUDE,
        entities.N_ARTICLES,
    ),
)

COUNTRIES = View(
    name="countries",
    grain="One row per country.",
    of="dim_countries",
    columns=(entities.COUNTRY, entities.COUNTRY_NAME),
)

DATES = View(
    name="dates",
    grain="One row per day of the calendar.",
    of="dim_dates",
    columns=(
        calendar.DATE,
        calendar.YEAR,
        calendar.QUARTER,
        calendar.MONTH,
        calendar.MONTH_NAME,
        calendar.DAY,
        calendar.ISO_YEAR,
        calendar.ISO_WEEK,
        calendar.WEEKDAY,
        calendar.WEEKDAY_NAME,
        calendar.IS_WEEKEND,
    ),
)

TOPICS = View(
    name="topics",
    grain="One row per topic of the controlled vocabulary.",
    of="dim_topics",
    columns=(topics.TOPIC_ID, topics.TOPIC_NAME, topics.PARENT_ID, topics.PATH, topics.LEVEL),
)

ARTICLE_TOPICS = View(
    name="article_topics",
    grain="One row per article and topic it speaks of.",
    of="bridge_article_topics",
    columns=(art.ARTICLE_ID, topics.TOPIC_ID, topics.TOPIC, topics.PATH, topics.SCORE, topics.RANK),
)

EVENTS = View(
    name="events",
    grain="One row per event in the world, merged over all its tellings.",
    of="fct_events",
    columns=(
        events.EVENT_ID,
        events.EVENT_TYPE,
        events.EVENT_SUBTYPE,
        events.MODE,
        events.STATUS,
        events.START_DATE,
        events.END_DATE,
        events.NOT_AFTER,
        events.DATE_PRECISION,
        events.DATE_BASIS,
        events.PLACE,
        events.PLACE_COUNTRY,
        events.QUAD_CLASS,
        events.GOLDSTEIN,
        events.QUANTITY_VALUE,
        events.QUANTITY_UNIT,
        events.QUANTITY_ITEM,
        events.EVENT_CONFIDENCE,
        entities.N_MENTIONS,
        entities.N_ARTICLES,
        events.N_SOURCES,
        events.SUMMARY,
        events.FIRST_PUBLISHED_ON,
        events.PART_OF_EVENT_ID,
        events.FULFILS_EVENT_ID,
    ),
)

EVENT_PARTICIPANTS = View(
    name="event_participants",
    grain="One row per event, role and participant.",
    of="bridge_event_participants",
    columns=(
        events.EVENT_ID,
        events.ROLE,
        events.PARTICIPANT_KIND,
        events.PARTICIPANT_ID,
        events.PARTICIPANT_NAME,
        entities.COUNTRY,
        events.SECTOR,
        events.POSITION_HELD,
    ),
)

EVENT_DYADS = View(
    name="event_dyads",
    grain="One row per event and ordered pair of countries.",
    of="fct_event_dyads",
    columns=(
        events.EVENT_ID,
        events.SOURCE_COUNTRY,
        events.TARGET_COUNTRY,
        events.EVENT_TYPE,
        events.QUAD_CLASS,
        events.GOLDSTEIN,
        events.START_DATE,
        events.STATUS,
        events.SOURCE_SECTOR,
        events.TARGET_SECTOR,
    ),
)

EVENT_MENTIONS = View(
    name="event_mentions",
    grain="One row per place where an article tells an event.",
    of="fct_event_mentions",
    columns=(
        events.EVENT_MENTION_ID,
        events.EVENT_ID,
        art.ARTICLE_ID,
        mentions.CHAR_START,
        mentions.CHAR_END,
        events.SENTENCE_TEXT,
        events.TRIGGER,
        events.TRIGGER_START,
        events.TRIGGER_END,
        events.STATUS,
        events.START_DATE,
        events.END_DATE,
        events.DATE_TEXT,
        events.CONFIDENCE,
        events.REPORTED_BY,
        events.REPORTED_BY_ID,
        events.DATE_PRECISION,
        events.DATE_BASIS,
        events.MERGED_BY,
    ),
)

EVENT_TOPICS = View(
    name="event_topics",
    grain="One row per event and topic it is about.",
    of="bridge_event_topics",
    columns=(events.EVENT_ID, topics.TOPIC_ID, topics.TOPIC),
)

TOPIC_EVIDENCE = View(
    name="topic_evidence",
    grain="One row per place where words of an article speak of a topic that it, or an event it tells, is about.",
    of="fct_topic_evidence",
    columns=(
        art.ARTICLE_ID,
        topics.TOPIC_ID,
        topics.TOPIC,
        topics.EVIDENCE_WORDS,
        topics.WEIGHT,
        topics.EVIDENCE_PART,
        topics.EVIDENCE_TEXT,
        mentions.CHAR_START.optional(),
        mentions.CHAR_END.optional(),
        events.EVENT_ID.optional(),
    ),
)

TOPIC_MONTHS = View(
    name="topic_months",
    grain="One row per topic and month of publication in which an article speaks of it.",
    of=None,
    columns=(
        calendar.YEAR,
        calendar.MONTH,
        topics.TOPIC_ID,
        topics.TOPIC,
        topics.PATH,
        topics.N_TOPIC_ARTICLES,
        topics.N_MAIN_ARTICLES,
        topics.SHARE,
    ),
)

DYAD_TOPICS = View(
    name="dyad_topics",
    grain="One row per ordered pair of countries, month and topic of an event between them or of an article that tells "
    "one. An event counts in its own month, if that is unknown in that of its first publication; an article in that of "
    "its publication.",
    of=None,
    columns=(
        events.SOURCE_COUNTRY,
        events.TARGET_COUNTRY,
        calendar.YEAR.optional(),
        calendar.MONTH.optional(),
        topics.TOPIC_ID,
        topics.TOPIC,
        topics.PATH,
        topics.N_TOPIC_EVENTS,
        topics.N_DYAD_ARTICLES,
    ),
)

SOURCES = View(
    name="sources",
    grain="One row per document version ever seen.",
    of="dim_sources",
    columns=(
        provenance.SOURCE_URI,
        provenance.SOURCE_FILE,
        provenance.CONTENT_HASH.optional(),
        art.ARTICLE_ID.optional(),
        provenance.SOURCE_STATUS,
        provenance.FIRST_SEEN_AT,
        provenance.LAST_SEEN_AT,
    ),
)

REJECTS = View(
    name="rejects",
    grain="One row per refused document and the stage and run that refused it.",
    of="fct_rejects",
    columns=(
        provenance.SOURCE_URI,
        provenance.REJECT_STAGE,
        provenance.REASON,
        provenance.DETAIL,
        provenance.RUN_ID,
        provenance.REJECTED_AT,
    ),
)

CORRECTIONS = View(
    name="corrections",
    grain="One row per entry of the file of corrections, and what became of it.",
    of="fct_corrections",
    columns=(
        corrections.CORRECTION_NO,
        corrections.CORRECTION_KIND,
        corrections.SUBJECT,
        corrections.CORRECTION_REASON,
        corrections.CORRECTION_STATUS,
        corrections.CORRECTION_DETAIL,
        corrections.CORRECTED_TELLINGS,
    ),
)

RUNS = View(
    name="runs",
    grain="One row per run.",
    of="dim_runs",
    columns=(
        provenance.RUN_ID,
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
)

ABOUT = View(
    name="about",
    grain="One row, about the warehouse itself.",
    of="dim_about",
    columns=(provenance.CONTRACT_VERSION, provenance.BUILT_AT, provenance.READER_VERSION, provenance.LICENCES),
)
