"""Columns about an article: its heading, its publication, its text."""

from schemas.columns.calendar import day_key
from schemas.model import date, integer, text, text_list

ARTICLE_KEY = integer("article_key", "Key of the article; -1 when unknown.", ge=-1)
ARTICLE_ID = text("article_id", "Durable id of the article, made from its content.", pattern="^art-[0-9a-f]{16}$")
CREDIT = text_list("credit", "Codes of the agencies and outlets credited with the article, in order of appearance.")
HEADLINE = text("headline", "The headline as written; null when the article has none.", nullable=True)
AUTHOR = text("author", "The author as credited.", nullable=True)
LANGUAGE = text("language", "ISO 639 code of the language of the text.", pattern="^[a-z]{2,3}$", nullable=True)
PUBLISHED_ON = date(
    "published_on", "Day of publication in the source's own time zone; the first day of a month or year.", nullable=True
)
PUBLISHED_DATE_KEY = day_key("published_date_key", PUBLISHED_ON)
PUBLISHED_PRECISION = text(
    "published_precision", "How exactly the day of publication is known.", isin=("day", "month", "year", "none")
)
PUBLISHED_BASIS = text(
    "published_basis",
    "What the day of publication was taken from.",
    isin=("header", "metadata", "dateline", "body", "inferred", "file"),
    nullable=True,
)
PUBLISHED_EVIDENCE = text(
    "published_evidence", "The words or reasons on which the day of publication rests.", nullable=True
)
DATELINE_PLACE = text("dateline_place", "The place named in the dateline, as written.", nullable=True)
WORD_COUNT = integer("word_count", "Number of words in the text.", ge=0)
STORY_ID = text("story_id", "Id of the story: articles that are nearly identical share one.")
ARTICLE_TEXT = text("text", "The content as decoded, never normalised; every offset counts its Unicode code points.")
