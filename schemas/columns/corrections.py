"""Columns about the corrections that an analyst gives in a file, and what became of them."""

from schemas.model import integer, text, text_list

CORRECTION_KEY = integer("correction_key", "Key of the correction.", ge=0)
CORRECTION_NO = integer("correction_no", "Number of the correction in its file, from 1.", ge=1)
CORRECTION_KIND = text(
    "kind",
    "What is corrected: merge_people, split_person, not_alias, merge_events, split_event, no_event, event_type, "
    "event_date; unknown_ and the section where the entry does not say.",
    pattern="^[a-z_]+$",
)
SUBJECT = text("subject", "What is corrected, as the file says it.")
CORRECTION_REASON = text("reason", "Why, as the file says it; null where that is what the entry lacks.", nullable=True)
PROBLEM = text("problem", "Why the entry cannot be understood; null when it can.", nullable=True)
NAMES = text_list("names", "Names of the people of whom the correction speaks.")
NAMED_COUNTRIES = text_list("countries", "ISO 3166-1 alpha-3 codes beside the names, empty where none is given.")
CORRECTED_VALUE = text("value", "What else the correction says: of not_alias the form of the name.", nullable=True)
PLACE_NO = integer("place_no", "Number of the quotation within its correction, from 1.", ge=1)
QUOTED_ARTICLE = text("article", "The article quoted: its file, or the last part of the file's path.")
QUOTE = text("quote", "Words of that article, which may be broken over lines there.")
SAID_NO = integer("said_no", "Number of the place within its article, from 1, that says the words quoted.", ge=1)
ANCHOR_PROBLEM = text("problem", "Why the quotation leads nowhere; null when it leads somewhere.", nullable=True)
CORRECTION_STATUS = text(
    "status",
    "applied; stale, when what articles say leaves it nothing to correct; or invalid, when it cannot be understood or "
    "contradicts another.",
    isin=("applied", "stale", "invalid"),
)
CORRECTION_DETAIL = text("detail", "What it did, or why it did nothing.")
QUOTED_NO = integer("quoted_no", "Number of the telling among those that the correction quotes, from 1.", ge=1)
REFUSAL = text(
    "status",
    "How the correction stands when it cannot be applied; null when it can.",
    isin=("stale", "invalid"),
    nullable=True,
)
REFUSAL_DETAIL = text("detail", "Why, in words; null when it can be applied.", nullable=True)
CORRECTED = text_list("corrected", "Which of the columns an analyst's correction gave.")
CORRECTED_TELLINGS = text_list(
    "event_mention_ids",
    "Ids of the tellings of events that it moved to another event, changed, or took out of event_mentions.",
)
