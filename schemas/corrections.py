"""What an analyst corrects, as the file of corrections says it and where its quotations lead."""

from schemas.columns import articles, corrections, entities, mentions
from schemas.model import Table

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

CORRECTION_ANCHORS = Table(
    name="correction_anchors",
    grain="One row per quotation of a correction and article that says it there.",
    stage="star",
    columns=(
        corrections.CORRECTION_NO.to("corrections"),
        corrections.PLACE_NO,
        articles.ARTICLE_ID.optional(),
        mentions.CHAR_START.optional(),
        mentions.CHAR_END.optional(),
        corrections.ANCHOR_PROBLEM,
    ),
    primary_key=("correction_no", "place_no"),
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
