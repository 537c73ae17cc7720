"""The GDELT 2.0 Events table: names, types and order of its 61 columns after its codebook, and what we put there."""

from schemas.model import Column, View, integer, number, text


def _actor(number_of: int) -> tuple[Column, ...]:
    """The ten columns about one of the two actors."""
    name = f"Actor{number_of}"
    return (
        text(f"{name}Code", "CAMEO code of the actor: country, then type.", nullable=True),
        text(f"{name}Name", "Name of the actor, in capitals without accents.", nullable=True),
        text(f"{name}CountryCode", "CAMEO code of the actor's country.", pattern="^[A-Z]{3}$", nullable=True),
        text(f"{name}KnownGroupCode", "Always empty.", nullable=True),
        text(f"{name}EthnicCode", "Always empty.", nullable=True),
        text(f"{name}Religion1Code", "Always empty.", nullable=True),
        text(f"{name}Religion2Code", "Always empty.", nullable=True),
        text(f"{name}Type1Code", "CAMEO type of the actor, such as GOV or MIL.", pattern="^[A-Z]{3}$", nullable=True),
        text(f"{name}Type2Code", "Always empty.", nullable=True),
        text(f"{name}Type3Code", "Always empty.", nullable=True),
    )


def _geo(of: str, told: bool) -> tuple[Column, ...]:
    """The eight columns about one place; where nothing is told of it, Type is 0 and the rest empty."""

    def meaning(words: str) -> str:
        return words if told else "Always empty."

    return (
        integer(
            f"{of}Geo_Type",
            "1 country, 2 US state, 3 US city, 4 world city, 5 world state; 0 for none." if told else "Always 0: none.",
            ge=0,
            le=5,
        ),
        text(f"{of}Geo_FullName", meaning("Name of the place and its country."), nullable=True),
        text(f"{of}Geo_CountryCode", meaning("FIPS 10-4 code of its country."), pattern="^[A-Z]{2}$", nullable=True),
        text(f"{of}Geo_ADM1Code", meaning("For a country its FIPS 10-4 code."), nullable=True),
        text(f"{of}Geo_ADM2Code", "Always empty.", nullable=True),
        number(f"{of}Geo_Lat", meaning("Latitude in degrees north."), ge=-90, le=90, nullable=True),
        number(f"{of}Geo_Long", meaning("Longitude in degrees east."), ge=-180, le=180, nullable=True),
        text(f"{of}Geo_FeatureID", meaning("For a country its FIPS 10-4 code."), nullable=True),
    )


GDELT_EVENTS = View(
    name="gdelt_events",
    grain="One row per event and ordered pair of countries that take part in it.",
    of="fct_event_dyads",
    columns=(
        integer(
            "GLOBALEVENTID",
            "Key of the event's pair of countries; of the event, where it has no pair.",
            ge=0,
            unique=True,
        ),
        integer("SQLDATE", "First day of the event, YYYYMMDD; else the first day on which it was reported."),
        integer("MonthYear", "Month of that day, YYYYMM."),
        integer("Year", "Year of that day."),
        number("FractionDate", "The year and the part of it that had passed, months taken as 30 days."),
        *_actor(1),
        *_actor(2),
        integer("IsRootEvent", "1 when an article's first sentence that tells any event tells this one.", ge=0, le=1),
        text("EventCode", "CAMEO code of the act.", pattern="^[0-9]{3,4}$"),
        text("EventBaseCode", "The code's first three figures.", pattern="^[0-9]{3}$"),
        text("EventRootCode", "The code's first two figures.", pattern="^[0-9]{2}$"),
        integer(
            "QuadClass",
            "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
            ge=1,
            le=4,
        ),
        number("GoldsteinScale", "Goldstein value of the act.", ge=-10, le=10, nullable=True),
        integer("NumMentions", "How many times articles tell the event.", ge=1),
        integer("NumSources", "How many outlets or stories tell it.", ge=0),
        integer("NumArticles", "How many articles tell it.", ge=1),
        number("AvgTone", "Always empty.", nullable=True),
        *_geo("Actor1", told=False),
        *_geo("Actor2", told=False),
        *_geo("Action", told=True),
        integer("DATEADDED", "When the first article that tells it was loaded, YYYYMMDDHHMMSS in UTC."),
        text("SOURCEURL", "URI of the first article that tells it."),
    ),
)
