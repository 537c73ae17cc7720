"""Events and their tellings: one row per act in the world, its day, place and words from the best telling."""

import polars as pl

from etl.lexicon.loader import rows
from etl.transform.confidence import calibrated
from etl.transform.keys import date_key, finished, with_key
from schemas.keys import UNKNOWN

_VAGUE = ("month", "year", "none")
_BASIS_ORDER = {"correction": 0, "clause": 1, "sentence": 2, "main_event": 3, "publication": 4}
_STATUS_ORDER = {"happened": 0, "ongoing": 1, "planned": 2, "cancelled": 3, "background": 4}
_QUADS = (
    (range(1, 6), "verbal_cooperation"),
    (range(6, 9), "material_cooperation"),
    (range(9, 14), "verbal_conflict"),
    (range(14, 21), "material_conflict"),
)


def dim_event_types() -> pl.DataFrame:
    """One row per PLOVER root and CAMEO code with quad class and Goldstein value; a root alone has no code."""
    types: list[dict[str, object]] = []
    for row in rows("cameo_plover"):
        code, root = row["cameo"], row["plover"]
        if root:
            name = row["cameo_name"] or root.capitalize()
            types.append(_event_type(root, code, name, _quad(code), float(row["goldstein"])))
    for root in dict.fromkeys(str(row["event_type"]) for row in types):
        types.append(_event_type(root, None, root.capitalize(), None, None))
    types.append(_event_type("OCCASION", None, "Occasion", None, None))
    schema = {"event_type": pl.String, "event_subtype": pl.String, "name": pl.String, "quad_class": pl.String,
              "goldstein": pl.Float64}  # fmt: skip
    # the conversion table lists a few codes twice, for two modes of one root
    frame = pl.DataFrame(types, schema=schema).unique(
        ["event_type", "event_subtype"], keep="first", maintain_order=True
    )
    return finished("dim_event_types", with_key(frame, "event_type_key", "event_type", "event_type", "event_subtype"))


def _event_type(root: str, code: str | None, name: str, quad: str | None, goldstein: float | None) -> dict[str, object]:
    return {"event_type": root, "event_subtype": code, "name": name, "quad_class": quad, "goldstein": goldstein}


def _quad(code: str) -> str:
    """Quad class by CAMEO root: 01-05, 06-08, 09-13, 14-20."""
    root = int(code[:2])
    return next(name for roots, name in _QUADS if root in roots)


def fct_events(
    corrected_tellings: pl.DataFrame,
    corrected_sides: pl.DataFrame,
    event_clusters: pl.DataFrame,
    identities: pl.DataFrame,
    entities: pl.DataFrame,
    articles: pl.DataFrame,
    stories: pl.DataFrame,
    dim_people: pl.DataFrame,
) -> pl.DataFrame:
    """One row per event. Type, mode and quantity come from the surest telling, the day from the one that knows it best
    (its own clause before its sentence, the main event, publication), the place from the surest that tells one; what an
    analyst has corrected before all of these.
    """
    told = corrected_tellings.join(event_clusters, on="event_mention_id").join(
        articles.join(stories, on="article_id").select("article_id", "published_on", source=_source()), on="article_id"
    )
    described = (
        told.sort(_corrected("event_type"), "confidence", "event_mention_id", descending=[True, True, False])
        .group_by("event_key", "event_id", maintain_order=True)
        .agg(
            pl.col("event_type", "event_subtype", "mode").first(),
            pl.col("quantity_value", "quantity_unit", "quantity_item").drop_nulls().first(),
            told=pl.col("confidence").max(),
            place_article=pl.col("article_id").filter(pl.col("place_entity_no").is_not_null()).first(),
            place_entity=pl.col("place_entity_no").drop_nulls().first(),
            n_mentions=pl.len().cast(pl.Int64),
            n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
            n_sources=pl.col("source").n_unique().cast(pl.Int64),
            first_published_on=pl.col("published_on").min(),
        )
    )
    rows = (
        described.join(_best_days(told), on="event_key")
        .join(_places(identities, entities), on=("place_article", "place_entity"), how="left")
        .join(_summaries(told, corrected_sides, identities, dim_people, entities), on="event_key", how="left")
        .with_columns(pl.col("place_key").fill_null(UNKNOWN))
        .with_columns(_summary().alias("summary"), confidence=calibrated("event_type", "told", "n_sources"))
        .with_columns(
            start_date_key=date_key("start_date"),
            end_date_key=date_key("end_date"),
            not_after_date_key=date_key("not_after"),
            first_published_date_key=date_key("first_published_on"),
        )
    )
    return finished("fct_events", with_key(rows, "event_type_key", "event_type", "event_type", "event_subtype"))


def _corrected(column: str) -> pl.Expr:
    """True for what an analyst has given: it goes before all that articles tell."""
    return pl.col("corrected").list.contains(column)


def _source() -> pl.Expr:
    """What counts as one source: the agencies credited together, of a story's versions the first by name; the story
    itself where none is.
    """
    credited = pl.col("credit").list.sort().list.join("/")
    return pl.coalesce(pl.when(credited != "").then(credited).min().over("story_id"), "story_id")


def _best_days(told: pl.DataFrame) -> pl.DataFrame:
    """Day, precision, basis and status of each event: those of the telling that knows the day best, and rather the day
    than the month.
    """
    return (
        told.with_columns(
            is_vague=pl.col("date_precision").is_in(_VAGUE),
            basis_order=pl.col("date_basis").replace_strict(_BASIS_ORDER, default=9, return_dtype=pl.Int64),
            status_order=pl.col("status").replace_strict(_STATUS_ORDER, return_dtype=pl.Int64),
        )
        .sort(~_corrected("start_date"), "is_vague", "basis_order", "published_on", "event_mention_id", nulls_last=True)
        .group_by("event_key", maintain_order=True)
        .agg(
            pl.col("start_date", "end_date", "date_precision", "date_basis").first(),
            status=pl.col("status").sort_by(~_corrected("status"), "status_order").first(),
            not_after=pl.col("published_on").min(),
        )
        .with_columns(
            not_after=pl.when((pl.col("status") == "background") & pl.col("start_date").is_null()).then("not_after")
        )
    )


def _places(identities: pl.DataFrame, entities: pl.DataFrame) -> pl.DataFrame:
    named = identities.join(entities.select("article_id", "entity_no", "name"), on=("article_id", "entity_no"))
    return named.select(
        pl.col("article_id").alias("place_article"), pl.col("entity_no").alias("place_entity"), "place_key",
        pl.col("name").alias("place_name"),
    )  # fmt: skip


def _summaries(
    told: pl.DataFrame,
    sides: pl.DataFrame,
    identities: pl.DataFrame,
    dim_people: pl.DataFrame,
    entities: pl.DataFrame,
) -> pl.DataFrame:
    """Names of actors and recipients of each event, people by their best name."""
    names = (
        identities.join(entities.select("article_id", "entity_no", "name"), on=("article_id", "entity_no"))
        .join(dim_people.select("person_key", pl.col("name").alias("person_name")), on="person_key", how="left")
        .select(
            "article_id", "entity_no",
            pl.when(pl.col("kind") == "person").then("person_name").otherwise("name").alias("side_name"),
        )
    )  # fmt: skip
    named = (
        sides.join(told.select("event_mention_id", "event_key"), on="event_mention_id")
        .join(names, on=("article_id", "entity_no"), how="left")
        .with_columns(side_name=pl.coalesce("side_name", "country"))
        .drop_nulls("side_name")
        .group_by("event_key", "role")
        .agg(pl.col("side_name").unique().sort().str.join(", "))
    )
    actors = named.filter(pl.col("role") == "actor").select("event_key", actors="side_name")
    recipients = named.filter(pl.col("role") == "recipient").select("event_key", recipients="side_name")
    return actors.join(recipients, on="event_key", how="full", coalesce=True)


def _summary() -> pl.Expr:
    what = pl.coalesce("mode", pl.col("event_type").str.to_lowercase())
    towards = (
        pl.when(pl.col("recipients").is_not_null()).then(pl.lit(" → ") + pl.col("recipients")).otherwise(pl.lit(""))
    )
    where = pl.when(pl.col("place_name").is_not_null()).then(pl.lit(", ") + pl.col("place_name")).otherwise(pl.lit(""))
    sides = (
        pl.when((pl.col("event_type") == "OCCASION") & pl.col("actors").is_null() & pl.col("recipients").is_not_null())
        .then("recipients")  # nobody acts in a disaster
        .otherwise(pl.col("actors").fill_null("?") + towards)
    )
    return sides + pl.lit(": ") + what + where


def fct_event_mentions(
    corrected_tellings: pl.DataFrame, event_clusters: pl.DataFrame, identities: pl.DataFrame
) -> pl.DataFrame:
    """One row per telling, with its event and whoever it is attributed to."""
    speakers = identities.select(
        "article_id",
        pl.col("entity_no").alias("reported_by_entity_no"),
        pl.col("person_key").alias("reported_by_person_key"),
        pl.col("organization_key").alias("reported_by_organization_key"),
    )
    rows = (
        corrected_tellings.join(event_clusters, on="event_mention_id")
        .join(speakers, on=("article_id", "reported_by_entity_no"), how="left")
        .with_columns(
            pl.col("reported_by_person_key", "reported_by_organization_key").fill_null(UNKNOWN),
            start_date_key=date_key("start_date"),
            end_date_key=date_key("end_date"),
        )
    )
    rows = with_key(rows, "article_key", "article", "article_id")
    return finished("fct_event_mentions", with_key(rows, "event_mention_key", "telling", "event_mention_id"))
