"""Columns about events: their type, their day, their sides, and the places where articles tell them."""

from schemas.columns.calendar import day_key
from schemas.model import boolean, date, integer, number, text

EVENT_KEY = integer("event_key", "Key of the event.", ge=0)
EVENT_ID = text("event_id", "Durable id of the event: the smallest id of its tellings.")
EVENT_NO = integer("event_no", "Number of the act within its article; tellings of one act share it.", ge=0)
EVENT_TYPE_KEY = integer("event_type_key", "Key of the event type; -1 when unknown.", ge=-1)
EVENT_TYPE = text(
    "event_type",
    "PLOVER root, or OCCASION for what is not an act between actors.",
    isin=(
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT"),
        *("THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OCCASION"),
    ),
)
EVENT_SUBTYPE = text("event_subtype", "CAMEO code of the act.", pattern="^[0-9]{2,4}$", nullable=True)
EVENT_TYPE_NAME = text("name", "What the type means, in words.")
QUAD_CLASS = text(
    "quad_class",
    "Quad class of the act, after CAMEO.",
    isin=("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"),
    nullable=True,
)
GOLDSTEIN = number(
    "goldstein", "Goldstein scale, from conflict (-10) to cooperation (10).", ge=-10, le=10, nullable=True
)
MODE = text("mode", "How the act was done, such as meeting, phone, video, visit or multilateral.", nullable=True)
STATUS = text(
    "status",
    "Whether the event happened, is ongoing, planned or cancelled, or is referred to as background.",
    isin=("happened", "ongoing", "planned", "cancelled", "background"),
)
START_DATE = date("start_date", "First day of the event.", nullable=True)
START_DATE_KEY = day_key("start_date_key", START_DATE)
END_DATE = date("end_date", "Last day of the event.", nullable=True)
END_DATE_KEY = day_key("end_date_key", END_DATE)
NOT_AFTER = date("not_after", "For undated background: the event came before this day.", nullable=True)
NOT_AFTER_DATE_KEY = day_key("not_after_date_key", NOT_AFTER)
FIRST_PUBLISHED_ON = date("first_published_on", "First day on which an article that tells it appeared.", nullable=True)
FIRST_PUBLISHED_DATE_KEY = day_key("first_published_date_key", FIRST_PUBLISHED_ON)
DATE_PRECISION = text(
    "date_precision", "How exactly the days are known.", isin=("day", "range", "month", "year", "none")
)
DATE_BASIS = text(
    "date_basis",
    "Where the days were taken from: the event's own clause, its sentence, the main event, or publication; or an "
    "analyst's correction.",
    isin=("clause", "sentence", "main_event", "publication", "correction"),
    nullable=True,
)
DATE_TEXT = text("date_text", "The words that date the event.", nullable=True)
PLACE = text("place", "Name of the place of the event.", nullable=True)
PLACE_COUNTRY = text(
    "place_country", "ISO 3166-1 alpha-3 code of the country of that place.", pattern="^[A-Z]{3}$", nullable=True
)
PLACE_ENTITY_NO = integer("place_entity_no", "Number of the entity where the event took place.", ge=1, nullable=True)
QUANTITY_VALUE = number("quantity_value", "How much was given, agreed, hit, …, in quantity_unit.", nullable=True)
QUANTITY_UNIT = text("quantity_unit", "Unit of the quantity.", nullable=True)
QUANTITY_ITEM = text("quantity_item", "What was counted or measured.", nullable=True)
CONFIDENCE = number(
    "confidence", "How sure the reading is by the form of its words, from 0 to 1; not calibrated.", ge=0, le=1
)
EVENT_CONFIDENCE = number(
    "confidence",
    "The share right among events of this type that were told as surely and by as many sources, on annotated articles.",
    ge=0,
    le=1,
)
N_SOURCES = integer("n_sources", "How many distinct stories or outlets tell it.", ge=0)
SUMMARY = text("summary", "The event in one line.")
PART_OF_EVENT_ID = text("part_of_event_id", "Id of the meeting whose outcome this is.", nullable=True)
FULFILS_EVENT_ID = text("fulfils_event_id", "Id of the plan or promise that this carries out.", nullable=True)

EVENT_LINK_KEY = integer("event_link_key", "Key of the link.", ge=0)
LINKED_EVENT_KEY = integer("linked_event_key", "Key of the meeting, plan or promise linked to.", ge=0)
LINK = text("link", "How the event stands to the other: part of it, or its fulfilment.", isin=("part_of", "fulfils"))

EVENT_MENTION_KEY = integer("event_mention_key", "Key of the telling.", ge=0)
EVENT_MENTION_ID = text("event_mention_id", "Durable id of the telling.")
SENTENCE_TEXT = text("text", "The sentence that tells the event, char_start to char_end.", max_length=800)
TRIGGER = text("trigger", "The words that name the act, trigger_start to trigger_end.")
TRIGGER_START = integer("trigger_start", "Offset of the first character of the trigger.", ge=0)
TRIGGER_END = integer("trigger_end", "Offset after the last character of the trigger.", ge=1)
IS_SYMMETRIC = boolean("is_symmetric", "Whether every side is an actor, as in talks or a joint agreement.")
REPORTED_BY_ENTITY_NO = integer(
    "reported_by_entity_no", "Number of the entity to whom the statement is attributed.", ge=1, nullable=True
)
REPORTED_BY_PERSON_KEY = integer(
    "reported_by_person_key", "Key of the person to whom the statement is attributed; -1 when none.", ge=-1
)
REPORTED_BY_ORGANIZATION_KEY = integer(
    "reported_by_organization_key", "Key of the organisation to whom the statement is attributed; -1 when none.", ge=-1
)
MERGED_BY = text(
    "merged_by",
    "On which ground the telling was joined to its event's other tellings: by its article as one act, or across "
    "articles as a version of one story, by the people, countries or month of talks, by the plan, or by the words of "
    "acts of the same sides and day; or by a correction, which also parts tellings. Null for the only telling.",
    isin=("article", "story", "people", "plan", "words", "sides", "month", "correction"),
    nullable=True,
)
REPORTED_BY = text(
    "reported_by", "Name of the person or organisation to whom the statement is attributed.", nullable=True
)
REPORTED_BY_ID = text("reported_by_id", "Id of that person or organisation.", nullable=True)

SIDE_NO = integer("side_no", "Number of the side within its telling.", ge=0)
PARTICIPANT_KEY = integer("participant_key", "Key of the participant in its role.", ge=0)
ROLE = text("role", "Whether the side acts or is acted upon.", isin=("actor", "recipient"))
PARTICIPANT_KIND = text("kind", "What the participant is.", isin=("person", "organization", "country"))
PARTICIPANT_ID = text(
    "participant_id", "Id of the person or organisation; the ISO 3166-1 alpha-3 code of a country.", nullable=True
)
PARTICIPANT_NAME = text("name", "Name of the participant.", nullable=True)
SECTOR_NAMES = ("government", "military", "party", "civilians", "company", "media", "rebels", "igo", "ngo")
SECTOR = text("sector", "The sector for which the side stands.", isin=SECTOR_NAMES, nullable=True)
POSITION_HELD = text("position", "The office the person held at the event's date.", nullable=True)

DYAD_KEY = integer("dyad_key", "Key of the event's pair of countries.", ge=0)
SOURCE_COUNTRY_KEY = integer("source_country_key", "Key of the country that acts.", ge=0)
TARGET_COUNTRY_KEY = integer("target_country_key", "Key of the country acted upon.", ge=0)
SOURCE_COUNTRY = text("source_country", "ISO 3166-1 alpha-3 code of the country that acts.", pattern="^[A-Z]{3}$")
TARGET_COUNTRY = text("target_country", "ISO 3166-1 alpha-3 code of the country acted upon.", pattern="^[A-Z]{3}$")
SOURCE_SECTOR = text("source_sector", "The sector that acts.", isin=SECTOR_NAMES, nullable=True)
TARGET_SECTOR = text("target_sector", "The sector acted upon.", isin=SECTOR_NAMES, nullable=True)
