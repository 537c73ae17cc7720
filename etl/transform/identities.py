"""Who is who across articles: every entity of an article to the one person, organisation, place or country it is."""

from collections.abc import Iterable, Mapping

import polars as pl

from etl.transform.keys import country_key, finished, smallest
from etl.transform.organizations import committees_of_chambers, organization_countries
from etl.transform.people_clusters import PeopleClusters
from etl.transform.people_corrections import corrected_people
from etl.transform.people_forms import Named, named_entities, uses_of
from schemas.keys import UNKNOWN, durable_id, surrogate_key


def people_found(entities: pl.DataFrame, offices: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """One row per person of an article with the identity that all articles tell, and on which evidence."""
    named = named_entities(entities, offices, articles)
    clusters = PeopleClusters(uses_of(named))
    clusters.join_all()
    ids = {member: _person_id(members) for members in clusters.people() for member in members}
    names = [Named(*row) for row in named.select("folded_name", "country", "position", "year").iter_rows()]
    return finished(
        "people_found",
        named.with_columns(
            pl.Series("identity_id", [ids[name] for name in names], dtype=pl.String),
            pl.Series("evidence", [clusters.evidence[name] for name in names], dtype=pl.String),
        ),
    )


def identities(
    entities: pl.DataFrame,
    people_found: pl.DataFrame,
    corrections: pl.DataFrame,
    correction_anchors: pl.DataFrame,
    mentions: pl.DataFrame,
) -> pl.DataFrame:
    """One row per article entity with the keys of what it is, the analyst's corrections applied; for a person also on
    what ground.
    """
    people = corrected_people(people_found, corrections, correction_anchors, mentions).people
    owners, committees = organization_countries(entities), committees_of_chambers(entities)
    rows = [_identity(row, people, owners, committees) for row in entities.iter_rows(named=True)]
    return finished("identities", pl.DataFrame(rows, schema=_SCHEMA))


_SCHEMA = {
    "article_id": pl.String,
    "entity_no": pl.Int64,
    "kind": pl.String,
    "person_key": pl.Int64,
    "organization_key": pl.Int64,
    "place_key": pl.Int64,
    "country_key": pl.Int64,
    "identity_id": pl.String,
    "evidence": pl.String,
}


def _identity(
    row: Mapping[str, object],
    people: Mapping[tuple[str, int], tuple[str, str]],
    owners: Mapping[str, str],
    committees: Mapping[str, str],
) -> dict[str, object]:
    kind, name, country = str(row["kind"]), str(row["folded_name"]), row["country"]
    code = str(country) if country is not None else None
    evidence = None
    if kind == "person":
        identity_id, evidence = people[str(row["article_id"]), int(str(row["entity_no"]))]
    elif kind == "country":
        identity_id = str(code)
    elif kind == "organization":
        name = committees.get(name, name)
        identity_id = durable_id("org", name, code or owners.get(name))
    else:
        identity_id = durable_id("pla", name, code)
    return {
        "article_id": row["article_id"],
        "entity_no": row["entity_no"],
        "kind": kind,
        "person_key": surrogate_key("person", identity_id) if kind == "person" else UNKNOWN,
        "organization_key": surrogate_key("organization", identity_id) if kind == "organization" else UNKNOWN,
        "place_key": surrogate_key("place", identity_id) if kind in ("place", "country") else UNKNOWN,
        "country_key": country_key(code) if kind == "country" else UNKNOWN,
        "identity_id": identity_id,
        "evidence": evidence,
    }


def _person_id(members: Iterable[Named]) -> str:
    """The smallest of the ids of the person's full names; of a family name that has none, of name and office."""
    full = [durable_id("per", named.folded_name, named.country) for named in members if named.is_full]
    return smallest(full or [durable_id("per", n.folded_name, n.country, n.position or "") for n in members])
