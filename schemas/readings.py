"""The read stage: what was found in each article, as standoff annotations, and the cache that keeps it."""

from schemas import rules
from schemas.columns import articles, entities, events, mentions, provenance, topics
from schemas.model import Rule, Table, rows_of

ARTICLES = Table(
    name="articles",
    grain="One row per article read.",
    stage="read",
    columns=(
        articles.ARTICLE_ID.to("documents"),
        articles.HEADLINE,
        articles.AUTHOR,
        articles.LANGUAGE,
        articles.CREDIT,
        articles.PUBLISHED_ON,
        articles.PUBLISHED_PRECISION,
        articles.PUBLISHED_BASIS,
        articles.PUBLISHED_EVIDENCE,
        articles.DATELINE_PLACE,
        articles.WORD_COUNT,
        provenance.READER_VERSION,
    ),
    primary_key=("article_id",),
    rules=(
        Rule(
            "an article has a day of publication exactly where its precision is not none",
            "(published_on IS NULL) = (published_precision = 'none')",
        ),
    ),
)

ENTITIES = Table(
    name="entities",
    grain="One row per person, organisation, place or country named in an article.",
    stage="read",
    columns=(
        articles.ARTICLE_ID.to("articles"),
        entities.ENTITY_NO,
        entities.ENTITY_KIND,
        entities.ENTITY_NAME,
        entities.FOLDED_NAME,
        entities.COUNTRY,
        entities.ACRONYM,
        entities.SUBKIND,
        entities.ENTITY_PART,
    ),
    primary_key=("article_id", "entity_no"),
)

MENTIONS = Table(
    name="mentions",
    grain="One row per span recognised in an article.",
    stage="read",
    columns=(
        articles.ARTICLE_ID.to("articles"),
        mentions.MENTION_ID,
        mentions.MENTION_KIND,
        mentions.SPAN_TEXT,
        mentions.CHAR_START,
        mentions.CHAR_END,
        mentions.SENTENCE_NO,
        entities.ENTITY_NO.optional(),
        entities.COUNTRY,
        mentions.VALUE,
        mentions.PART,
        mentions.IS_NOMINAL,
    ),
    primary_key=("mention_id",),
    rules=(rules.SPAN_ORDER,),
    spans=(rules.SPAN,),
)

OFFICES = Table(
    name="offices",
    grain="One row per office that an article says a person holds, and the title that says so.",
    stage="read",
    columns=(
        articles.ARTICLE_ID.to("articles"),
        mentions.MENTION_ID.to("mentions"),
        entities.ENTITY_NO,
        entities.POSITION,
        entities.POSITION_KIND,
        entities.POSITION_RANK,
        entities.HELD_ORGANIZATION,
        entities.COUNTRY,
        entities.HELD_ON,
        entities.HELD_BASIS,
    ),
    primary_key=("mention_id", "entity_no", "position"),
)

EVENT_MENTIONS = Table(
    name="event_mentions",
    grain="One row per place where an article tells an event.",
    stage="read",
    columns=(
        articles.ARTICLE_ID.to("articles"),
        events.EVENT_MENTION_ID,
        events.EVENT_NO,
        events.EVENT_TYPE,
        events.EVENT_SUBTYPE,
        events.MODE,
        events.STATUS,
        mentions.CHAR_START,
        mentions.CHAR_END,
        events.SENTENCE_TEXT,
        events.TRIGGER,
        events.TRIGGER_START,
        events.TRIGGER_END,
        events.START_DATE,
        events.END_DATE,
        events.DATE_PRECISION,
        events.DATE_BASIS,
        events.DATE_TEXT,
        events.PLACE_ENTITY_NO,
        events.QUANTITY_VALUE,
        events.QUANTITY_UNIT,
        events.QUANTITY_ITEM,
        events.CONFIDENCE,
        events.REPORTED_BY_ENTITY_NO,
        events.IS_SYMMETRIC,
    ),
    primary_key=("event_mention_id",),
    rules=(
        rules.SPAN_ORDER,
        rules.TRIGGER_ORDER,
        rules.TRIGGER_INSIDE,
        rules.EVENT_DAYS,
        rules.DATED_IF_PRECISE,
    ),
    spans=(rules.SPAN, rules.TRIGGER),
)

EVENT_MENTION_SIDES = Table(
    name="event_mention_sides",
    grain="One row per side of an event as one telling has it.",
    stage="read",
    columns=(
        articles.ARTICLE_ID.to("articles"),
        events.EVENT_MENTION_ID.to("event_mentions"),
        events.SIDE_NO,
        events.ROLE,
        events.PARTICIPANT_KIND,
        entities.ENTITY_NO.optional(),
        entities.COUNTRY,
        events.SECTOR,
    ),
    primary_key=("event_mention_id", "side_no"),
    rules=(Rule("a person among the sides is an entity", "kind <> 'person' OR entity_no IS NOT NULL"),),
)

ARTICLE_TOPICS = Table(
    name="article_topics",
    grain="One row per article and topic it speaks of.",
    stage="read",
    columns=(articles.ARTICLE_ID.to("articles"), topics.TOPIC_ID, topics.SCORE, topics.RANK),
    primary_key=("article_id", "topic_id"),
)

TOPIC_EVIDENCE = Table(
    name="topic_evidence",
    grain="One row per place where words of an article speak of a topic that it, or an event it tells, is about.",
    stage="read",
    columns=(
        articles.ARTICLE_ID.to("articles"),
        topics.EVIDENCE_NO,
        topics.TOPIC_ID,
        topics.EVIDENCE_WORDS,
        topics.WEIGHT,
        topics.EVIDENCE_PART,
        topics.EVIDENCE_TEXT,
        mentions.CHAR_START.optional(),
        mentions.CHAR_END.optional(),
        events.EVENT_MENTION_ID.to("event_mentions").optional(),
    ),
    primary_key=("article_id", "evidence_no"),
    rules=(rules.SPAN_ORDER, rules.QUOTED_UNLESS_TITLE),
    spans=(rules.SPAN,),
)

_CARRIED = ("article_id", "reader_version")

READINGS = Table(
    name="readings",
    grain="One row per article and reader version, with all that was read in it: what the cache keeps.",
    stage="read",
    columns=(
        articles.ARTICLE_ID,
        provenance.READER_VERSION,
        rows_of("article", ARTICLES, without=_CARRIED),
        rows_of("mentions", MENTIONS, without=_CARRIED),
        rows_of("entities", ENTITIES, without=_CARRIED),
        rows_of("offices", OFFICES, without=_CARRIED),
        rows_of("event_mentions", EVENT_MENTIONS, without=_CARRIED),
        rows_of("event_mention_sides", EVENT_MENTION_SIDES, without=_CARRIED),
        rows_of("article_topics", ARTICLE_TOPICS, without=_CARRIED),
        rows_of("topic_evidence", TOPIC_EVIDENCE, without=_CARRIED),
    ),
    primary_key=("article_id", "reader_version"),
)
