"""Columns about topics: the controlled vocabulary and what carries it."""

from schemas.model import integer, number, text

TOPIC_KEY = integer("topic_key", "Key of the topic; -1 when unknown.", ge=-1)
TOPIC_ID = text("topic_id", "IPTC Media Topics code, such as medtop:11000000.")
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
