"""What an analyst corrects, as the file of corrections says it and where its quotations lead."""

from schemas import readings, rules
from schemas.columns import articles, corrections, entities, events, mentions
from schemas.model import Rule, Table

CORRECTIONS = Table(
    name="corrections",
    grain="One row per entry of the file of corrections.",
    stage="extract",
    columns=(
        corrections.CORRECTION_NO,
        corrections.CORRECTION_KIND,
        corrections.SUBJECT,
        corrections.CORRECTION_REASON,
        corrections.PROBLEM,
        corrections.NAMES,
        corrections.NAMED_COUNTRIES,
        corrections.CORRECTED_VALUE,
    ),
    primary_key=("correction_no",),
)

CORRECTION_PLACES = Table(
    name="correction_places",
    grain="One row per correction and place of an article that it quotes.",
    stage="extract",
    columns=(
        corrections.CORRECTION_NO.to("corrections"),
        corrections.PLACE_NO,
        corrections.QUOTED_ARTICLE,
        corrections.QUOTE,
    ),
    primary_key=("correction_no", "place_no"),
)

CORRECTION_VALUES = Table(
    name="correction_values",
    grain="One row per correction that says of an event what it is, or on which days it was.",
    stage="extract",
    columns=(
        corrections.CORRECTION_NO.to("corrections"),
        events.EVENT_TYPE.optional(),
        events.EVENT_SUBTYPE,
        events.MODE,
        events.STATUS.optional(),
        events.START_DATE,
        events.END_DATE,
        events.DATE_PRECISION.optional(),
    ),
    primary_key=("correction_no",),
    rules=(
        rules.EVENT_DAYS,
        Rule("a correction gives either a type or days", "(event_type IS NULL) = (start_date IS NOT NULL)"),
    ),
)

CORRECTION_ANCHORS = Table(
    name="correction_anchors",
    grain="One row per quotation of a correction and place of its article that says it.",
    stage="star",
    columns=(
        corrections.CORRECTION_NO.to("corrections"),
        corrections.PLACE_NO,
        corrections.SAID_NO,
        corrections.QUOTED_ARTICLE,
        articles.ARTICLE_ID.optional(),
        mentions.CHAR_START.optional(),
        mentions.CHAR_END.optional(),
        corrections.ANCHOR_PROBLEM,
    ),
    primary_key=("correction_no", "place_no", "said_no"),
)

QUOTED_TELLINGS = Table(
    name="quoted_tellings",
    grain="One row per correction of events and telling that it quotes, or the one reason not to apply it.",
    stage="star",
    columns=(
        corrections.CORRECTION_NO.to("corrections"),
        corrections.QUOTED_NO,
        events.EVENT_MENTION_ID.to("event_mentions").optional(),
        corrections.REFUSAL,
        corrections.REFUSAL_DETAIL,
    ),
    primary_key=("correction_no", "quoted_no"),
    rules=(Rule("a correction quotes tellings or says why not", "(event_mention_id IS NULL) = (status IS NOT NULL)"),),
)

CORRECTED_TELLINGS = Table(
    name="corrected_tellings",
    grain="One row per place where an article tells an event, as the analyst's corrections leave it.",
    stage="star",
    columns=(*readings.EVENT_MENTIONS.columns, corrections.CORRECTED),
    primary_key=readings.EVENT_MENTIONS.primary_key,
    rules=readings.EVENT_MENTIONS.rules,
)

CORRECTED_SIDES = Table(
    name="corrected_sides",
    grain="One row per side of an event as one telling has it, as the analyst's corrections leave it.",
    stage="star",
    columns=readings.EVENT_MENTION_SIDES.columns,
    primary_key=readings.EVENT_MENTION_SIDES.primary_key,
    rules=readings.EVENT_MENTION_SIDES.rules,
)

CORRECTED_OFFICES = Table(
    name="corrected_offices",
    grain="One row per office that an article says a person holds, dated as the analyst's corrections of events say.",
    stage="star",
    columns=readings.OFFICES.columns,
    primary_key=readings.OFFICES.primary_key,
)

PEOPLE_FOUND = Table(
    name="people_found",
    grain="One row per person of an article, saying who it is by all that articles tell, before any correction.",
    stage="star",
    columns=(
        articles.ARTICLE_ID.to("articles"),
        entities.ENTITY_NO,
        entities.FOLDED_NAME,
        entities.COUNTRY,
        entities.IDENTITY_ID,
        entities.EVIDENCE,
    ),
    primary_key=("article_id", "entity_no"),
)

DENIED_MENTIONS = Table(
    name="denied_mentions",
    grain="One row per mention of which a correction says that it does not mean the person it was taken for.",
    stage="star",
    columns=(mentions.MENTION_ID.to("mentions"),),
    primary_key=("mention_id",),
)
