"""Columns about people, organisations, places and countries, and the offices people hold."""

from schemas.columns.calendar import day_key
from schemas.model import boolean, date, integer, number, text

COUNTRY_KEY = integer("country_key", "Key of the country; -1 when unknown.", ge=-1)
COUNTRY = text("country", "ISO 3166-1 alpha-3 code of the country.", pattern="^[A-Z]{3}$", nullable=True)
COUNTRY_NAME = text("name", "English short name of the country.")

ENTITY_NO = integer("entity_no", "Number of the entity within its article, from 1.", ge=1)
ENTITY_KIND = text("kind", "What the entity is.", isin=("person", "organization", "place", "country"))
ENTITY_NAME = text("name", "The best form of the name that the article gives.")
ENTITY_PART = text("part", "Whether the entity is named in the text or only credited.", isin=("text", "credit"))
FOLDED_NAME = text("folded_name", "The name without case, diacritics and punctuation, for matching.")
SUBKIND = text("subkind", "The kind of organisation or of place.", nullable=True)
IDENTITY_ID = text("identity_id", "Id of the one thing in the world that the entity stands for.")
EVIDENCE = text(
    "evidence",
    "On what ground the name is this person's: same_name (it is the person's own name, the country agrees or is not "
    "told); name_and_office (another country is told, but the office is the same); short_form (the article also gives "
    "a fuller name); shorter_form (names are left out or the given name is shortened); spelling (it is heard alike); "
    "name_order (family name and given name are turned round); family_name_and_office (the one of that name who holds "
    "that office, or is another leader of the same parliament); family_name (the far best known of that name, in the "
    "country if one is told); correction (the analyst says so).",
    isin=(
        "same_name", "name_and_office", "short_form", "shorter_form", "spelling", "name_order",
        "family_name_and_office", "family_name", "correction",
    ),
)  # fmt: skip

PERSON_KEY = integer("person_key", "Key of the person; -1 when unknown.", ge=-1)
PERSON_ID = text("person_id", "Durable id of the person.")
PERSON_NAME = text("name", "Best full form of the name, in native order, with diacritics where any source has them.")
ASCII_NAME = text("ascii_name", "The name in plain ASCII letters.")
FIRST_SEEN_ON = date("first_seen_on", "First dated day on which an article mentions the person.", nullable=True)
FIRST_SEEN_DATE_KEY = day_key("first_seen_date_key", FIRST_SEEN_ON)
LAST_SEEN_ON = date("last_seen_on", "Last dated day on which an article mentions the person.", nullable=True)
LAST_SEEN_DATE_KEY = day_key("last_seen_date_key", LAST_SEEN_ON)
N_ARTICLES = integer("n_articles", "How many distinct articles mention, attest or tell it.", ge=0)
N_EVENTS = integer("n_events", "How many distinct events the person takes part in.", ge=0)
ALIAS_KEY = integer("alias_key", "Key of the pair of person and alias.", ge=0)
ALIAS = text("alias", "A form in which sources write the name.")
N_MENTIONS = integer("n_mentions", "How many times the articles say it.", ge=0)

ORGANIZATION_KEY = integer("organization_key", "Key of the organisation; -1 when unknown.", ge=-1)
ORGANIZATION_ID = text("organization_id", "Durable id of the organisation.")
ORGANIZATION_NAME = text("name", "Best full form of the organisation's name.")
ACRONYM = text("acronym", "Acronym of the organisation.", nullable=True)
ORGANIZATION_KIND = text("kind", "The kind of organisation, such as ministry, party or company.", nullable=True)

PLACE_KEY = integer("place_key", "Key of the place; -1 when unknown.", ge=-1)
PLACE_ID = text("place_id", "Durable id of the place; for a country its ISO 3166-1 alpha-3 code.")
PLACE_NAME = text("name", "Name of the place in English.")
PLACE_KIND = text("kind", "The kind of place.", isin=("country", "region", "city", "site"))
LATITUDE = number(
    "latitude",
    "Latitude in degrees north (WGS 84); of a country or region, where most of its people live.",
    ge=-90,
    le=90,
    nullable=True,
)
LONGITUDE = number(
    "longitude",
    "Longitude in degrees east (WGS 84); of a country or region, where most of its people live.",
    ge=-180,
    le=180,
    nullable=True,
)

TENURE_KEY = integer("tenure_key", "Key of the tenure.", ge=0)
POSITION = text("position", "The office, in a normalised form.")
POSITION_KIND = text("position_kind", "The kind of office, such as head_of_state or minister.")
POSITION_RANK = integer("position_rank", "Rank of the office; the lower the number, the higher the office.", ge=0)
HELD_ORGANIZATION = text("organization", "The body to which the office belongs, as named.", nullable=True)
HELD_ON = date("held_on", "A day on which the article says the office was held.", nullable=True)
HELD_BASIS = text("held_basis", "What that day was taken from.", nullable=True)
VALID_FROM = date("valid_from", "First dated day on which the office is attested.", nullable=True)
VALID_FROM_DATE_KEY = day_key("valid_from_date_key", VALID_FROM)
VALID_TO = date(
    "valid_to",
    "First day on which the office is no longer known to be held; null while nothing speaks against it.",
    nullable=True,
)
VALID_TO_DATE_KEY = day_key("valid_to_date_key", VALID_TO)
IS_CURRENT = boolean("is_current", "Whether the tenure is open: valid_to is null. No clock is asked.")
LAST_ATTESTED_ON = date("last_attested_on", "Last dated day on which the office is attested.", nullable=True)
LAST_ATTESTED_DATE_KEY = day_key("last_attested_date_key", LAST_ATTESTED_ON)
EVIDENCE_MENTION_KEY = integer("evidence_mention_key", "Key of a mention of the title that attests the tenure.", ge=0)
EVIDENCE_MENTION_ID = text("evidence_mention_id", "Id of a mention of the title that attests the tenure.")
