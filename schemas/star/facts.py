"""Facts: what articles say, what happened, and what was refused."""

from schemas import rules
from schemas.columns import articles, corrections, entities, events, mentions, provenance, topics
from schemas.model import Rule, Table

FCT_MENTIONS = Table(
    name="fct_mentions",
    grain="One row per span recognised in an article.",
    stage="star",
    columns=(
        mentions.MENTION_KEY,
        mentions.MENTION_ID.distinct(),
        articles.ARTICLE_KEY.to("dim_articles"),
        mentions.MENTION_KIND,
        mentions.SPAN_TEXT,
        mentions.CHAR_START,
        mentions.CHAR_END,
        mentions.SENTENCE_NO,
        entities.PERSON_KEY.to("dim_people"),
        entities.ORGANIZATION_KEY.to("dim_organizations"),
        entities.PLACE_KEY.to("dim_places"),
        entities.COUNTRY_KEY.to("dim_countries"),
        mentions.VALUE,
        mentions.PART,
        mentions.IS_NOMINAL,
    ),
    primary_key=("mention_key",),
    rules=(
        rules.SPAN_ORDER,
        Rule("only a person's name or title means a person", "person_key = -1 OR kind IN ('person', 'title')"),
    ),
    spans=(rules.SPAN,),
)

FCT_TENURES = Table(
    name="fct_tenures",
    grain="One row per office a person held from one day to another.",
    stage="star",
    columns=(
        entities.TENURE_KEY,
        entities.PERSON_KEY.to("dim_people"),
        entities.POSITION,
        entities.POSITION_KIND,
        entities.POSITION_RANK,
        entities.HELD_ORGANIZATION,
        entities.COUNTRY_KEY.to("dim_countries"),
        entities.VALID_FROM_DATE_KEY,
        entities.VALID_TO_DATE_KEY,
        entities.LAST_ATTESTED_DATE_KEY,
        entities.N_ARTICLES,
        entities.EVIDENCE_MENTION_KEY.to("fct_mentions", "mention_key"),
    ),
    primary_key=("tenure_key",),
    rules=(
        Rule("somebody holds the office", "person_key <> -1"),
        Rule("a tenure ends after it begins", "valid_to_date_key = -1 OR valid_from_date_key < valid_to_date_key"),
        Rule(
            "a tenure is attested while it lasts",
            "last_attested_date_key = -1 OR (valid_from_date_key <= last_attested_date_key "
            "AND (valid_to_date_key = -1 OR last_attested_date_key < valid_to_date_key))",
        ),
    ),
)

FCT_EVENTS = Table(
    name="fct_events",
    grain="One row per event in the world, merged over all its tellings.",
    stage="star",
    columns=(
        events.EVENT_KEY,
        events.EVENT_ID.distinct(),
        events.EVENT_TYPE_KEY.to("dim_event_types"),
        events.MODE,
        events.STATUS,
        events.START_DATE_KEY,
        events.END_DATE_KEY,
        events.NOT_AFTER_DATE_KEY,
        events.DATE_PRECISION,
        events.DATE_BASIS,
        entities.PLACE_KEY.to("dim_places"),
        events.QUANTITY_VALUE,
        events.QUANTITY_UNIT,
        events.QUANTITY_ITEM,
        events.EVENT_CONFIDENCE,
        entities.N_MENTIONS,
        entities.N_ARTICLES,
        events.N_SOURCES,
        events.SUMMARY,
        events.FIRST_PUBLISHED_DATE_KEY,
    ),
    primary_key=("event_key",),
    rules=(
        rules.EVENT_DAY_KEYS,
        rules.DATE_KEYED_IF_PRECISE,
        Rule("an event is told at least once", "n_mentions >= 1 AND n_articles >= 1 AND n_articles <= n_mentions"),
    ),
)

FCT_EVENT_DYADS = Table(
    name="fct_event_dyads",
    grain="One row per event and ordered pair of countries.",
    stage="star",
    columns=(
        events.DYAD_KEY,
        events.EVENT_KEY.to("fct_events"),
        events.SOURCE_COUNTRY_KEY.to("dim_countries", "country_key"),
        events.TARGET_COUNTRY_KEY.to("dim_countries", "country_key"),
        events.SOURCE_SECTOR,
        events.TARGET_SECTOR,
    ),
    primary_key=("dyad_key",),
    unique=(("event_key", "source_country_key", "target_country_key"),),
)

FCT_EVENT_MENTIONS = Table(
    name="fct_event_mentions",
    grain="One row per place where an article tells an event.",
    stage="star",
    columns=(
        events.EVENT_MENTION_KEY,
        events.EVENT_MENTION_ID.distinct(),
        events.EVENT_KEY.to("fct_events"),
        articles.ARTICLE_KEY.to("dim_articles"),
        mentions.CHAR_START,
        mentions.CHAR_END,
        events.SENTENCE_TEXT,
        events.TRIGGER,
        events.TRIGGER_START,
        events.TRIGGER_END,
        events.STATUS,
        events.START_DATE_KEY,
        events.END_DATE_KEY,
        events.DATE_PRECISION,
        events.DATE_BASIS,
        events.DATE_TEXT,
        events.CONFIDENCE,
        events.MERGED_BY,
        events.REPORTED_BY_PERSON_KEY.to("dim_people", "person_key"),
        events.REPORTED_BY_ORGANIZATION_KEY.to("dim_organizations", "organization_key"),
    ),
    primary_key=("event_mention_key",),
    rules=(
        rules.SPAN_ORDER,
        rules.TRIGGER_ORDER,
        rules.TRIGGER_INSIDE,
        rules.EVENT_DAY_KEYS,
        rules.DATE_KEYED_IF_PRECISE,
        Rule(
            "a telling is attributed to one party at most",
            "reported_by_person_key = -1 OR reported_by_organization_key = -1",
        ),
    ),
    spans=(rules.SPAN, rules.TRIGGER),
)

FCT_REJECTS = Table(
    name="fct_rejects",
    grain="One row per refused document and the stage and run that refused it.",
    stage="star",
    columns=(
        provenance.REJECT_KEY,
        provenance.SOURCE_URI,
        provenance.REJECT_STAGE,
        provenance.REASON,
        provenance.DETAIL,
        provenance.RUN_KEY.to("dim_runs"),
        provenance.REJECTED_AT,
    ),
    primary_key=("reject_key",),
    unique=(("source_uri", "stage", "run_key"),),
)

FCT_TOPIC_EVIDENCE = Table(
    name="fct_topic_evidence",
    grain="One row per place where words of an article speak of a topic that it, or an event it tells, is about.",
    stage="star",
    columns=(
        topics.TOPIC_EVIDENCE_KEY,
        articles.ARTICLE_KEY.to("dim_articles"),
        topics.TOPIC_KEY.to("dim_topics"),
        events.EVENT_KEY.to("fct_events").optional(),
        topics.EVIDENCE_WORDS,
        topics.WEIGHT,
        topics.EVIDENCE_PART,
        topics.EVIDENCE_TEXT,
        mentions.CHAR_START.optional(),
        mentions.CHAR_END.optional(),
    ),
    primary_key=("topic_evidence_key",),
    rules=(rules.SPAN_ORDER, rules.QUOTED_UNLESS_TITLE),
    spans=(rules.SPAN,),
)

FCT_CORRECTIONS = Table(
    name="fct_corrections",
    grain="One row per entry of the file of corrections, and what became of it.",
    stage="star",
    columns=(
        corrections.CORRECTION_KEY,
        corrections.CORRECTION_NO.distinct(),
        corrections.CORRECTION_KIND,
        corrections.SUBJECT,
        corrections.CORRECTION_REASON,
        corrections.CORRECTION_STATUS,
        corrections.CORRECTION_DETAIL,
        corrections.CORRECTED_TELLINGS,
    ),
    primary_key=("correction_key",),
)
