"""Names as articles use them, the units that a person's identity is decided on, and when two of them can be one."""

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from etl.lexicon.name_forms import is_subsequence, same_middle_names, same_western_name, sounds


class Named(NamedTuple):
    """A name as one country's articles use it.

    A family name alone is many people's: it stands with the highest office beside it and the year of the article.
    """

    folded_name: str
    country: str | None
    position: str | None = None
    year: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.folded_name.split())

    @property
    def is_full(self) -> bool:
        return len(self.words) > 1


class Use(NamedTuple):
    """How articles use a name: in how many, in which years, and how many give it each office."""

    articles: int
    years: frozenset[int]
    positions: dict[str, int]


def named_entities(entities: pl.DataFrame, offices: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """One row per person of an article: article_id, entity_no, folded_name, country, position, year, and all
    `positions` that the article gives.

    position and year are null for names of several words, which need no support from them.
    """
    held = (
        offices.sort("position_rank", "position")
        .group_by("article_id", "entity_no", maintain_order=True)
        .agg(position=pl.col("position").first(), positions=pl.col("position").unique().sort())
    )
    is_full = pl.col("folded_name").str.contains(" ", literal=True)
    return (
        entities.filter(pl.col("kind") == "person")
        .join(held, on=("article_id", "entity_no"), how="left")
        .join(articles.select("article_id", article_year=pl.col("published_on").dt.year()), on="article_id", how="left")
        .with_columns(
            position=pl.when(~is_full).then("position"),
            year=pl.when(~is_full).then("article_year"),
            positions=pl.col("positions").fill_null([]),
        )
        .select("article_id", "entity_no", "folded_name", "country", "position", "year", "article_year", "positions")
        .sort("article_id", "entity_no")
    )


def uses_of(named: pl.DataFrame) -> dict[Named, Use]:
    """How each name is used, in order of the names."""
    uses: dict[Named, Use] = {}
    columns = ("folded_name", "country", "position", "year", "article_year", "positions")
    gathered: dict[Named, tuple[list[int], dict[str, int], list[None]]] = {}
    for name, country, position, year, article_year, positions in named.select(columns).iter_rows():
        years, counts, articles = gathered.setdefault(Named(name, country, position, year), ([], {}, []))
        articles.append(None)
        if article_year is not None:
            years.append(article_year)
        for each in positions:
            counts[each] = counts.get(each, 0) + 1
    for unit in sorted(gathered, key=_order):
        years, counts, articles = gathered[unit]
        uses[unit] = Use(len(articles), frozenset(years), counts)
    return uses


def _order(named: Named) -> tuple[str, str, str, int]:
    return named.folded_name, named.country or "", named.position or "", named.year or 0


def form_of(short: tuple[str, ...], full: tuple[str, ...]) -> str | None:
    """On which evidence the full names `short` and `full` can be one person's; None when they cannot.

    `short` leaves out later names ("Bruno Rodríguez", "Bruno Parrilla"), shortens the given name ("Joe Biden", never
    from an initial to a full name), turns the order ("Kishida Fumio"), or is another spelling ("Zelensky").
    """
    if len(short) < 2 or len(full) < 2:
        return None
    if len(short) <= len(full) and short[0] == full[0] and is_subsequence(short, full):
        return "shorter_form"
    if len(full[0]) > 1 or len(short[0]) == 1:
        if same_western_name(short, full):
            return "shorter_form"
        heard, also = tuple(map(sounds, short)), tuple(map(sounds, full))
        if heard[0] == also[0] and heard[-1] == also[-1] and same_middle_names(short[1:-1], full[1:-1]):
            return "spelling"
    return "name_order" if len(short) == 2 and short == full[::-1] else None


def is_family_name_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when `short` is what remains of a full name without the given names in front ("López Obrador")."""
    return len(short) < len(full) and short == full[len(full) - len(short) :]


def can_be_one_office(a: str, b: str) -> bool:
    """True when one title is the other cut short: "Secretary" is "Secretary of State" and "Defence Secretary", not
    "Deputy Secretary".
    """
    short, full = sorted((a.casefold().split(), b.casefold().split()), key=len)
    if short == full[: len(short)]:
        return len(full) == len(short) or full[len(short)] in ("of", "for")
    return short == full[len(full) - len(short) :] and not set(full) & _LOWERING


def holds(position: str, positions: Iterable[str]) -> bool:
    """True when a position, or what it is short for, is among the positions."""
    return any(can_be_one_office(position, other) for other in positions)


_LOWERING = frozenset({"assistant", "associate", "deputy", "under", "vice"})
"""Words that make another, lower office of the one they stand before."""
