"""Who is who across articles: every entity of an article to the one person, organisation, place or country it is.

People are one when their folded names are one and nothing speaks against it: the countries agree or one is not known.
A shorter form (a second surname or a middle name dropped, a given name shortened, a family name alone) joins the one
longer form that it fits in the same country; of several, the one that holds the same office. Where that leaves two it
stays by itself, since a wrong merger is worse than a double.
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


def identities(entities: pl.DataFrame, offices: pl.DataFrame) -> pl.DataFrame:
    """One row per article entity with the keys of what it is (table `identities`)."""
    clusters = _people(_uses(entities), _positions(entities, offices))
    people = {name: _person_id(members) for members in clusters for name in members}
    rows = [_identity(row, people) for row in entities.iter_rows(named=True)]
    return finished("identities", pl.DataFrame(rows, schema=_SCHEMA))


_FAR_MORE = 4
"""How many times more often one country's articles must use a name than all others for it to claim the rest."""

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


def _uses(entities: pl.DataFrame) -> dict[Named, int]:
    """In how many articles each person's name is used for a country."""
    rows = entities.filter(pl.col("kind") == "person").group_by("folded_name", "country").len()
    return {
        Named(name, country): uses
        for name, country, uses in sorted(rows.iter_rows(), key=lambda row: (row[0], row[1] or ""))
    }


def _positions(entities: pl.DataFrame, offices: pl.DataFrame) -> dict[Named, frozenset[str]]:
    """The offices that articles give to people of each name."""
    held = entities.join(offices, on=("article_id", "entity_no")).group_by("folded_name", "country")
    return {
        Named(name, country): frozenset(positions)
        for name, country, positions in held.agg(pl.col("position").unique()).iter_rows()
    }


def _person_id(members: Iterable[Named]) -> str:
    return smallest(durable_id("per", named.folded_name, named.country) for named in members)


def _people(uses: Mapping[Named, int], positions: Mapping[Named, frozenset[str]]) -> list[list[Named]]:
    clusters = Clusters(uses)
    by_name: dict[str, list[Named]] = defaultdict(list)
    by_country: dict[str | None, list[Named]] = defaultdict(list)
    for named in uses:
        by_name[named.folded_name].append(named)
    for homonyms in by_name.values():
        _join_without_country(clusters, homonyms, uses)
    for named in uses:
        by_country[named.country].append(named)
    for country, compatriots in by_country.items():
        if country is not None:
            _join_short_forms(clusters, compatriots, positions)
    _join_by_office(clusters, by_country.get(None, []), uses, positions)
    return clusters.members()


def _join_by_office(
    clusters: Clusters[Named],
    stateless: list[Named],
    uses: Mapping[Named, int],
    positions: Mapping[Named, frozenset[str]],
) -> None:
    """ "President Putin" without a country is the one person of that family name who holds that office anywhere."""
    bearers: dict[str, list[Named]] = defaultdict(list)
    for named in uses:
        if len(named.words) > 1:
            bearers[named.words[-1]].append(named)
    for short in stateless:
        if len(short.words) != 1:
            continue
        held = positions.get(short, frozenset())
        fitting = [named for named in bearers[short.words[0]] if held & positions.get(named, frozenset())]
        if len({clusters.root(named) for named in fitting}) == 1:
            clusters.join(short, fitting[0])


def _join_without_country(clusters: Clusters[Named], homonyms: list[Named], uses: Mapping[Named, int]) -> None:
    """A name without a country is that of the one country that has the name, or has it far more often than others."""
    known = sorted((named for named in homonyms if named.country is not None), key=lambda named: -uses[named])
    others = sum(uses[named] for named in known[1:])
    if known and uses[known[0]] >= _FAR_MORE * others:
        for named in homonyms:
            if named.country is None:
                clusters.join(named, known[0])


def _join_short_forms(
    clusters: Clusters[Named], compatriots: list[Named], positions: Mapping[Named, frozenset[str]]
) -> None:
    """Joins each shorter form to the longer one that it fits; among several people, to the one of the same office."""
    by_edge: dict[str, list[Named]] = defaultdict(list)
    for named in compatriots:
        for word in {named.words[0], named.words[-1]} if named.words else set():
            by_edge[word].append(named)
    for short in sorted(compatriots, key=lambda named: (-len(named.words), named.folded_name)):
        candidates = {c for word in (short.words[:1] + short.words[-1:]) for c in by_edge[word]}
        held = positions.get(short, frozenset())
        longer = sorted(c for c in candidates if c != short and _fits(short.words, c.words))
        if len(short.words) == 1 and held:  # "Speaker McCarthy" is not the adviser of that name
            longer = [named for named in longer if not positions.get(named) or held & positions[named]]
        roots = {clusters.root(named) for named in longer}
        if len(roots) > 1:
            roots = {clusters.root(named) for named in longer if held & positions.get(named, frozenset())}
        if len(roots) == 1:
            clusters.join(short, roots.pop())


def _fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when `short` leaves out words of `full` or shortens its given name.

    The first and some later name stay ("Bruno Parrilla"), or the last word alone (short forms that are first words are
    told by the article's own full form), or the given name is cut to its beginning ("Joe Biden", "J. Biden").
    """
    if len(short) == 1:
        return len(full) > 1 and short[0] == full[-1]
    if len(short) < len(full):
        remaining = iter(full)
        if short[0] == full[0] and all(word in remaining for word in short):
            return True
    if len(short) != 2 or short[-1] != full[-1] or len(short[0]) >= len(full[0]):
        return False
    return full[0].startswith(short[0][:2])
