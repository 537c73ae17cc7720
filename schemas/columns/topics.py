"""Columns about topics: the controlled vocabulary and what carries it."""

from schemas.model import integer, number, text

TOPIC_KEY = integer("topic_key", "Key of the topic; -1 when unknown.", ge=-1)
TOPIC_ID = text("topic_id", "IPTC Media Topics code, such as medtop:11000000; an analyst's own topic has an own id.")
TOPIC_NAME = text("name", "Name of the topic in the vocabulary.")
TOPIC = text("topic", "Name of the topic in the vocabulary.")
PARENT_TOPIC_KEY = integer("parent_topic_key", "Key of the broader topic; null at the top.", ge=0, nullable=True)
PARENT_ID = text("parent_id", "Code of the broader topic; null at the top.", nullable=True)
PATH = text("path", "Names from the top of the vocabulary down to the topic, separated by ' > '.")
LEVEL = integer("level", "Depth in the vocabulary; 1 at the top.", ge=0)
SCORE = number("score", "How strongly the article speaks of the topic; the higher, the stronger.", ge=0)
RANK = integer("rank", "Place of the topic among those of the article; 1 is the strongest.", ge=1)
ARTICLE_TOPIC_KEY = integer("article_topic_key", "Key of the pair of article and topic.", ge=0)
EVENT_TOPIC_KEY = integer("event_topic_key", "Key of the pair of event and topic.", ge=0)
EVIDENCE_NO = integer("evidence_no", "Number of the evidence within the article.", ge=0)
TOPIC_EVIDENCE_KEY = integer("topic_evidence_key", "Key of the piece of evidence.", ge=0)
EVIDENCE_WORDS = text("words", "The words that speak of the topic, as the lexicon has them; for an act its event type.")
WEIGHT = number(
    "weight", "How clearly the words speak of the topic, as the lexicon has it; the higher, the clearer.", ge=0
)
EVIDENCE_PART = text(
    "part",
    "Where the words stand: title is one that only the metadata declare (articles.headline), lead the first sentences.",
    isin=("title", "headline", "lead", "body"),
)
EVIDENCE_TEXT = text(
    "text", "The words as the article has them; null in a title that only the metadata declare.", nullable=True
)
N_MAIN_ARTICLES = integer("n_main_articles", "How many of the articles have it as their main topic.", ge=0)
SHARE = number("share", "Share of all articles of the month that speak of the topic.", ge=0, le=1)
N_TOPIC_EVENTS = integer("n_events", "How many distinct events between the two countries are about the topic.", ge=0)
N_DYAD_ARTICLES = integer(
    "n_articles", "How many distinct articles that tell an event between the two countries speak of the topic.", ge=0
)
N_TOPIC_ARTICLES = integer("n_articles", "How many distinct articles speak of it.", ge=1)
