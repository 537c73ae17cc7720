"""Organisations across articles: whose a body is that an article names without its country, and their dimension."""

from collections import Counter, defaultdict
from functools import cache

import polars as pl

from etl.lexicon.loader import rows
from etl.text.fold import fold
from etl.transform.keys import country_keys, finished

_FAR_MORE = 4
"""How many times more often a name must be one country's than all others' for it to be that country's unsaid."""


def organization_countries(entities: pl.DataFrame) -> dict[str, str]:
    """The country by folded name, for names that are one country's far more often than any other's.

    An article that calls the "Federal Aviation Administration" without a country means the one that others place; of a
    "National Assembly" nobody can tell.
    """
    named = entities.filter((pl.col("kind") == "organization") & pl.col("country").is_not_null())
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, country, count in named.group_by("folded_name", "country").len().iter_rows():
        uses[name][country] += count
    found = {}
    for name, counts in uses.items():
        (country, most), *_ = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if most >= _FAR_MORE * (counts.total() - most) and name not in _names_of_many():
            found[name] = country
    return found


@cache
def _names_of_many() -> frozenset[str]:
    """Folded names of bodies that every state has."""
    return frozenset(fold(row["name"]) for row in rows("organizations") if not row["country"] and row["kind"] != "igo")


def committees_of_chambers(entities: pl.DataFrame) -> dict[str, str]:
    """By folded name the fuller name of a committee that articles mostly give with its chamber: "Judiciary Committee"
    is the "Senate Judiciary Committee" where far most articles that name a chamber name that.
    """
    named = entities.filter(
        (pl.col("kind") == "organization")
        & (pl.col("subkind") == "legislature")
        & pl.col("folded_name").str.ends_with(" committee")
    )
    fuller: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, count in named.group_by("folded_name").len().iter_rows():
        fuller[name.partition(" ")[2]][name] += count
    found = {}
    for name, counts in fuller.items():
        (full, most), *_ = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if " " in name and most >= _FAR_MORE * (counts.total() - most):
            found[name] = full
    return {name: _fullest(full, found) for name, full in found.items()}


def _fullest(name: str, fuller: dict[str, str]) -> str:
    return _fullest(fuller[name], fuller) if name in fuller else name


def dim_organizations(entities: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    """One row per organisation; of several spellings of the name the most frequent is shown."""
    named = entities.filter(pl.col("kind") == "organization").join(identities, on=("article_id", "entity_no"))
    return finished(
        "dim_organizations",
        named.group_by("organization_key", pl.col("identity_id").alias("organization_id"))
        .agg(
            name=pl.col("name").mode().min(),
            country=pl.col("country").drop_nulls().mode().min(),
            acronym=pl.col("acronym").drop_nulls().mode().min(),
            kind=pl.col("subkind").drop_nulls().mode().min(),
            n_articles=pl.col("article_id").n_unique(),
        )
        .with_columns(country_key=country_keys("country")),
    )
