"""Names as articles use them, the units that a person's identity is decided on, and when two of them can be one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from etl.lexicon.name_forms import is_shorter_form, same_given_name, same_middle_names, same_western_name, sounds

FAR_MORE = 4
"""How many times more articles must use a name than all others that compete with it for it to claim the rest."""

FAMILY_FIRST = frozenset({"CHN", "HKG", "HUN", "JPN", "KHM", "KOR", "PRK", "SGP", "TWN", "VNM"})
"""Countries whose people put the family name first, which English-language news keeps or turns round."""


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
    """How articles use a name: in how many, in which years, how many give it each office; kinds of these."""

    articles: int
    years: frozenset[int]
    positions: dict[str, int]
    kinds: frozenset[str] = frozenset()


_COLUMNS = ("folded_name", "country", "position", "year", "article_year", "positions", "kinds")


def named_entities(entities: pl.DataFrame, offices: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """One row per person of an article: article_id, entity_no, folded_name, country, position, year, and all
    `positions` that the article gives with their `kinds`.

    position and year are null for names of several words, which need no support from them.
    """
    held = (
        offices.sort("position_rank", "position")
        .group_by("article_id", "entity_no", maintain_order=True)
        .agg(
            position=pl.col("position").first(),
            positions=pl.col("position").unique().sort(),
            kinds=pl.col("position_kind").drop_nulls().unique().sort(),
        )
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
            kinds=pl.col("kinds").fill_null([]),
        )
        .select("article_id", "entity_no", *_COLUMNS)
        .sort("article_id", "entity_no")
    )


def uses_of(named: pl.DataFrame) -> dict[Named, Use]:
    """How each name is used, in order of the names."""
    uses: dict[Named, Use] = {}
    gathered: dict[Named, tuple[list[int | None], Counter[str], set[str]]] = {}
    for name, country, position, year, article_year, positions, kinds in named.select(_COLUMNS).iter_rows():
        years, counts, all_kinds = gathered.setdefault(Named(name, country, position, year), ([], Counter(), set()))
        years.append(article_year)
        counts.update(positions)
        all_kinds.update(kinds)
    for unit in sorted(gathered, key=_order):
        years, counts, all_kinds = gathered[unit]
        known = frozenset(year for year in years if year is not None)
        uses[unit] = Use(len(years), known, dict(counts), frozenset(all_kinds))
    return uses


def far_more(weights: Mapping[Named, int]) -> Named | None:
    """The one that outweighs all others together far more; None when none does."""
    if not weights:
        return None
    best = max(weights, key=lambda n: (weights[n], n.folded_name, n.country or ""))
    return best if weights[best] >= FAR_MORE * (sum(weights.values()) - weights[best]) else None


def _order(named: Named) -> tuple[str, str, str, int]:
    return named.folded_name, named.country or "", named.position or "", named.year or 0


def form_of(short: tuple[str, ...], full: tuple[str, ...]) -> str | None:
    """On which evidence the full names `short` and `full` can be one person's; None when they cannot.

    `short` leaves out later names ("Bruno Rodríguez", "Bruno Parrilla"), shortens the given name ("Joe Biden", never
    from an initial to a full name), turns the order ("Kishida Fumio"), or is another spelling ("Zelensky").
    """
    if len(short) < 2 or len(full) < 2:
        return None
    if is_shorter_form(short, full):
        return "shorter_form"
    if len(full[0]) > 1 or len(short[0]) == 1:
        if same_western_name(short, full):
            return "shorter_form"
        if _is_heard_as(short, full):
            return "spelling"
    return "name_order" if len(short) == 2 and short == full[::-1] else None


def _is_heard_as(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True for another spelling of the name, or of what is left of it: "Mohammed bin Zayed", "Jean Yves Le Drian"."""
    heard, also = tuple(map(sounds, short)), tuple(map(sounds, full))
    if "-".join(short) == "-".join(full):
        return True
    if heard[0] != also[0] and not (len(short[-1]) >= SHORTEST_HEARD and same_given_name(short[0], full[0])):
        return False
    if len(short) > 2 and is_shorter_form(("", *heard[1:]), ("", *also[1:])):
        return True
    return heard[-1] == also[-1] and same_middle_names(short[1:-1], full[1:-1])


def is_family_name_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when `short` is what remains of a full name without the given names in front ("López Obrador"), as it is
    heard. Behind "bin" stands the father's name.
    """
    behind = len(full) - len(short)
    if behind < 1 or full[behind - 1] in PATRONYMICS:
        return False
    return all(heard_family_name(a) == heard_family_name(b) for a, b in zip(short, full[behind:], strict=True))


SHORTEST_HEARD = 5
"""Letters of the shortest family name that may be spelt in several ways: "More" and "Moore" are two."""


def heard_family_name(word: str) -> str:
    """A family name as it is heard, a short one as it is spelt."""
    return sounds(word) if len(word) >= SHORTEST_HEARD else word


PATRONYMICS = frozenset({"bin", "ibn", "ben", "bint", "ould"})


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
