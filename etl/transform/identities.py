"""Who is who across articles: every entity of an article to the one person, organisation, place or country it is.

People are one when their folded names are one and nothing speaks against it: the countries agree or one is not known. A
shorter form (a second surname or a middle name dropped, a family name alone) joins the one longer form that it fits in
the same country; where two fit it stays by itself, since a wrong merger is worse than a double.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from etl.transform.clusters import Clusters
from etl.transform.keys import country_key, finished, smallest
from schemas.keys import UNKNOWN, durable_id, surrogate_key


class Named(NamedTuple):
    """A name as one country's articles use it: the unit that identity is decided on."""

    folded_name: str
    country: str | None

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.folded_name.split())


def identities(entities: pl.DataFrame) -> pl.DataFrame:
    """One row per article entity with the keys of what it is (table `identities`)."""
    people = {name: _person_id(members) for members in _people(_named(entities, "person")) for name in members}
    rows = [_identity(row, people) for row in entities.iter_rows(named=True)]
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
}


def _identity(row: dict[str, object], people: Mapping[Named, str]) -> dict[str, object]:
    kind, name, country = str(row["kind"]), str(row["folded_name"]), row["country"]
    code = str(country) if country is not None else None
    if kind == "person":
        identity_id = people[Named(name, code)]
    elif kind == "country":
        identity_id = str(code)
    else:
        identity_id = durable_id("org" if kind == "organization" else "pla", name, code)
    return {
        "article_id": row["article_id"],
        "entity_no": row["entity_no"],
        "kind": kind,
        "person_key": surrogate_key("person", identity_id) if kind == "person" else UNKNOWN,
        "organization_key": surrogate_key("organization", identity_id) if kind == "organization" else UNKNOWN,
        "place_key": surrogate_key("place", identity_id) if kind in ("place", "country") else UNKNOWN,
        "country_key": country_key(code) if kind == "country" else UNKNOWN,
        "identity_id": identity_id,
    }


def _named(entities: pl.DataFrame, kind: str) -> list[Named]:
    rows = entities.filter(pl.col("kind") == kind).select("folded_name", "country").unique()
    return sorted((Named(*row) for row in rows.iter_rows()), key=lambda named: (named.folded_name, named.country or ""))


def _person_id(members: Iterable[Named]) -> str:
    return smallest(durable_id("per", named.folded_name, named.country) for named in members)


def _people(names: list[Named]) -> list[list[Named]]:
    clusters = Clusters(names)
    by_name: dict[str, list[Named]] = defaultdict(list)
    by_country: dict[str | None, list[Named]] = defaultdict(list)
    for named in names:
        by_name[named.folded_name].append(named)
        by_country[named.country].append(named)
    for homonyms in by_name.values():
        known = [named for named in homonyms if named.country is not None]
        if len(known) == 1:  # of two countries' namesakes, one without a country could be either
            for named in homonyms:
                clusters.join(named, known[0])
    for country, compatriots in by_country.items():
        if country is not None:
            _join_short_forms(clusters, compatriots)
    return clusters.members()


def _join_short_forms(clusters: Clusters[Named], compatriots: list[Named]) -> None:
    """Joins each shorter form to the longer one that it fits, when all longer ones it fits are one person."""
    by_edge: dict[str, list[Named]] = defaultdict(list)
    for named in compatriots:
        for word in {named.words[0], named.words[-1]} if named.words else set():
            by_edge[word].append(named)
    for short in sorted(compatriots, key=lambda named: (-len(named.words), named.folded_name)):
        candidates = {c for word in (short.words[:1] + short.words[-1:]) for c in by_edge[word]}
        longer = [c for c in candidates if len(c.words) > len(short.words) and _fits(short.words, c.words)]
        if longer and len({clusters.root(named) for named in longer}) == 1:
            clusters.join(short, longer[0])


def _fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when `short` leaves out words of `full`: first and some later name, or a family or given name alone at an
    end (the last word; the first for names with the family name in front are told by the article's own short forms).
    """
    if len(short) == 1:
        return short[0] == full[-1]
    remaining = iter(full)
    return short[0] == full[0] and all(word in remaining for word in short)
