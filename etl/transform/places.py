"""Countries and places."""

from functools import cache

import polars as pl

from etl.lexicon.loader import cells, lines, rows
from etl.transform.keys import country_key, country_keys, finished
from schemas.keys import UNKNOWN


def dim_countries() -> pl.DataFrame:
    """One row per country of the lexicon, whether or not an article names it."""
    names: dict[str, str] = {}
    for row in rows("countries"):
        names.setdefault(row["country"], row["name"])
    frame = pl.DataFrame(
        {
            "country_key": [country_key(code) for code in names],
            "country": list(names),
            "name": list(names.values()),
        },
        schema={"country_key": pl.Int64, "country": pl.String, "name": pl.String},
    )
    return finished("dim_countries", frame)


def dim_places(entities: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    """One row per place named, countries among them (their id is the ISO code); coordinates are GeoNames'."""
    named = entities.filter(pl.col("kind").is_in(["place", "country"])).join(identities, on=("article_id", "entity_no"))
    return finished(
        "dim_places",
        named.group_by("place_key", pl.col("identity_id").alias("place_id"), "country")
        .agg(
            name=pl.col("name").mode().min(),
            kind=pl.col("subkind").drop_nulls().mode().min(),
            n_articles=pl.col("article_id").n_unique(),
        )
        .with_columns(
            pl.col("kind").fill_null("site"),
            country_key=country_keys("country").fill_null(UNKNOWN),
        )
        .join(_coordinates(), on=("name", "kind", "country"), how="left", nulls_equal=True),
    )


@cache
def _coordinates() -> pl.DataFrame:
    """Latitude and longitude in degrees by name, kind and country of the lines of geonames.csv."""
    found = {}
    for line in lines("geonames"):
        _, kind, country, _, latitude, longitude, _, name = cells(line)
        found[name, kind, country] = (float(latitude), float(longitude))
    rows_ = [(*key, *place) for key, place in found.items()]
    return pl.DataFrame(rows_, schema=_COORDINATES, orient="row")


_COORDINATES = {
    "name": pl.String,
    "kind": pl.String,
    "country": pl.String,
    "latitude": pl.Float64,
    "longitude": pl.Float64,
}
