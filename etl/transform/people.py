"""People and the forms of their names."""

import unicodedata
from collections import Counter

import polars as pl

from etl.transform.keys import country_key, date_key, finished, with_key
from schemas.columns.entities import EVIDENCE


def dim_people(
    entities: pl.DataFrame,
    identities: pl.DataFrame,
    mentions: pl.DataFrame,
    articles: pl.DataFrame,
    corrected_sides: pl.DataFrame,
    event_clusters: pl.DataFrame,
    denied_mentions: pl.DataFrame,
) -> pl.DataFrame:
    """One row per person: best name, country, when first and last seen, in how many articles and events."""
    named = _person_entities(entities, identities)
    seen = (
        without_denied(mentions, denied_mentions)
        .filter(pl.col("kind") == "person")
        .join(named, on=("article_id", "entity_no"))
        .join(articles.select("article_id", "published_on"), on="article_id")
        .group_by("person_key")
        .agg(
            first_seen_on=pl.col("published_on").min(),
            last_seen_on=pl.col("published_on").max(),
            n_articles=pl.col("article_id").n_unique(),
        )
    )
    events = (
        corrected_sides.filter(pl.col("kind") == "person")
        .join(named.select("article_id", "entity_no", "person_key"), on=("article_id", "entity_no"))
        .join(event_clusters, on="event_mention_id")
        .group_by("person_key")
        .agg(n_events=pl.col("event_key").n_unique())
    )
    people = named.group_by("person_key", "person_id").agg("name", "country").sort("person_key")
    names = [best_name(forms) for forms in people.get_column("name").to_list()]
    countries = [country_key(_most_frequent(codes)) for codes in people.get_column("country").to_list()]
    return finished(
        "dim_people",
        people.select("person_key", "person_id")
        .with_columns(
            pl.Series("name", names, dtype=pl.String),
            pl.Series("ascii_name", [to_ascii(name) for name in names], dtype=pl.String),
            pl.Series("country_key", countries, dtype=pl.Int64),
        )
        .join(seen, on="person_key", how="left")
        .join(events, on="person_key", how="left")
        .with_columns(
            pl.col("n_articles", "n_events").fill_null(0),
            first_seen_date_key=date_key("first_seen_on"),
            last_seen_date_key=date_key("last_seen_on"),
        ),
    )


def without_denied(mentions: pl.DataFrame, denied_mentions: pl.DataFrame) -> pl.DataFrame:
    """The mentions, those of `denied_mentions` without the entity that they were taken for."""
    is_denied = pl.col("mention_id").is_in(denied_mentions.get_column("mention_id").implode())
    return mentions.with_columns(entity_no=pl.when(~is_denied).then("entity_no"))


def bridge_people_aliases(
    mentions: pl.DataFrame, entities: pl.DataFrame, identities: pl.DataFrame, denied_mentions: pl.DataFrame
) -> pl.DataFrame:
    """One row per person and form of the name as written, line breaks, markup and encodings of accents apart.

    `evidence` is the strongest on which any mention of that form is the person's.
    """
    alias = pl.col("text").str.normalize("NFC").str.replace_all(r"[\\_*\s]+", " ").str.strip_chars()
    n_words = pl.col("alias").str.count_matches(r"[^\s,]+")
    is_short = n_words < pl.col("folded_name").str.split(" ").list.len()
    rank = pl.col("evidence").replace_strict({each: n for n, each in enumerate(_EVIDENCE)}, return_dtype=pl.Int64)
    rows = (
        without_denied(mentions, denied_mentions)
        .filter((pl.col("kind") == "person") & ~pl.col("is_nominal"))
        .join(identities.drop("kind"), on=("article_id", "entity_no"))
        .join(entities.select("article_id", "entity_no", "folded_name"), on=("article_id", "entity_no"))
        .with_columns(alias=alias)
        .with_columns(evidence=pl.when(is_short).then(pl.lit("short_form")).otherwise("evidence"))
        .group_by("person_key", "alias")
        .agg(n_mentions=pl.len(), evidence=pl.col("evidence").sort_by(rank).first())
    )
    return finished("bridge_people_aliases", with_key(rows, "alias_key", "alias", "person_key", "alias"))


_EVIDENCE = tuple(map(str, EVIDENCE.isin or ()))
"""From the strongest to the weakest."""


def _person_entities(entities: pl.DataFrame, identities: pl.DataFrame) -> pl.DataFrame:
    return (
        entities.filter(pl.col("kind") == "person")
        .join(identities, on=("article_id", "entity_no"))
        .select("article_id", "entity_no", "person_key", pl.col("identity_id").alias("person_id"), "name", "country")
    )


_RARITY = 0.04
"""Share of the articles below which a form is a slip ("Emerita Nancy Pelosi") and no fuller name."""


def best_name(forms: list[str]) -> str:
    """The fullest form that is no rarity; of equally full ones one with diacritics, then the most frequent, spelt with
    the most capitals ("McKeon" is "Mckeon" in a line all in capitals).
    """
    counts = Counter(map(str.casefold, forms))
    usual = [form for form in forms if counts[form.casefold()] >= _RARITY * len(forms) or " " not in form]
    full = [form for form in usual if " " in form] or forms

    def rank(form: str) -> tuple[int, bool, int, int, str]:
        capitals = sum(map(str.isupper, form))
        return len(form.replace("-", " ").split()), not form.isascii(), counts[form.casefold()], capitals, form

    return max(set(full), key=rank)


def to_ascii(name: str) -> str:
    """The name in ASCII letters, case kept."""
    decomposed = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D").replace("’", "'"))
    return decomposed.encode("ascii", "ignore").decode()


def _most_frequent(codes: list[str | None]) -> str | None:
    known = [code for code in codes if code is not None]
    return max(set(known), key=lambda code: (known.count(code), code)) if known else None
