"""Columns about spans of text and what was recognised in them."""

from schemas.model import boolean, integer, text

MENTION_KEY = integer("mention_key", "Key of the mention.", ge=0)
MENTION_ID = text("mention_id", "Durable id of the mention.")
MENTION_KIND = text(
    "kind",
    "What the span names.",
    isin=("person", "organization", "place", "country", "nationality", "date", "quantity", "title"),
)
SPAN_TEXT = text("text", "The characters of the article from char_start to char_end.")
CHAR_START = integer("char_start", "Offset of the first character, counted in code points from 0.", ge=0)
CHAR_END = integer("char_end", "Offset after the last character, counted in code points from 0.", ge=1)
SENTENCE_NO = integer("sentence_no", "Number of the sentence within the article, from 0.", ge=0)
VALUE = text(
    "value",
    "The normalised reading: ISO 8601 or TIMEX3 for a date, number, unit and item for a quantity (12000 tonne rice, "
    "5000000 USD, 200/300 person for a range), ISO 3166-1 alpha-3 code for a country or nationality.",
    nullable=True,
)
PART = text(
    "part",
    "The part of the article in which the span stands.",
    isin=("text", "caption", "credit", "tail", "header"),
)
IS_NOMINAL = boolean("is_nominal", 'Whether the span describes rather than names, as in "the Cuban leader".')
ENTITY_ID = text(
    "entity_id",
    "Id of what is meant: of the person, organisation or place; the ISO 3166-1 alpha-3 code for a country or "
    "nationality; of the person for a title.",
    nullable=True,
)
ENTITY_NAME = text("entity_name", "Name of what is meant.", nullable=True)
