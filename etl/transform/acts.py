"""What each article says was done, once: the tellings that its reader counts as one act, with its sides by identity."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from etl.text.tokens import Token, tokenize

_EXACT = ("day", "range")

People = Mapping[str | None, frozenset[str]]


class Sides(NamedTuple):
    """One role of an act: people by the country they act for, countries, and organisations, all by identity."""

    people: People
    countries: frozenset[str]
    organizations: frozenset[str]

    @property
    def persons(self) -> frozenset[str]:
        return frozenset().union(*self.people.values())


class Wording(NamedTuple):
    """The folded words of a sentence; `facts` are its numbers and the words that are written like a name."""

    words: frozenset[str]
    facts: frozenset[str]


class Act(NamedTuple):
    """An act as one article tells it; its id is the smallest id of its tellings.

    `start` and `end` are its best known days, `sentences` those that tell it, the first at `char_start` of the
    article. `met` are the people of the talks that lend it their day, where it has its day from such. `quantity` is a
    value with its unit.
    """

    act_id: str
    tellings: tuple[str, ...]
    article_id: str
    story_id: str
    published_on: date | None
    event_type: str
    mode: str | None
    is_symmetric: bool
    status: str
    start: date | None
    end: date | None
    date_precision: str
    date_basis: str | None
    actors: Sides
    recipients: Sides
    sentences: tuple[str, ...]
    char_start: int
    quantity: tuple[float, str | None] | None
    met: frozenset[str] = frozenset()

    @property
    def is_planned(self) -> bool:
        return self.status == "planned"

    @property
    def is_dated(self) -> bool:
        """True when its days are known exactly."""
        return self.start is not None and self.date_precision in _EXACT

    @property
    def is_dated_by_words(self) -> bool:
        """True when the article itself says on which days it was, not its publication alone."""
        return self.is_dated and self.date_basis != "publication"

    @property
    def last(self) -> date | None:
        """Its last day as far as known."""
        return self.end or self.start

    @property
    def countries(self) -> frozenset[str]:
        return self.actors.countries | self.recipients.countries

    @property
    def persons(self) -> frozenset[str]:
        return self.actors.persons | self.recipients.persons


def acts(
    corrected_tellings: pl.DataFrame,
    corrected_sides: pl.DataFrame,
    identities: pl.DataFrame,
    articles: pl.DataFrame,
    stories: pl.DataFrame,
) -> list[Act]:
    """The acts of all articles in order of their ids."""
    sides = _sides(corrected_sides, identities)
    told = corrected_tellings.join(
        articles.select("article_id", "published_on").join(stories, on="article_id"), on="article_id"
    ).sort("event_mention_id")
    groups: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in told.select(_COLUMNS).iter_rows(named=True):
        groups[row["article_id"], row["event_no"]].append(row)
    told_acts = sorted((_act(rows, sides) for rows in groups.values()), key=lambda act: act.act_id)
    met = {(act.article_id, act.start): act.persons for act in reversed(told_acts) if _lends_its_day(act)}
    return [
        act._replace(met=met.get((act.article_id, act.start), frozenset())) if act.date_basis == "main_event" else act
        for act in told_acts
    ]


def _lends_its_day(act: Act) -> bool:
    return act.event_type == "CONSULT" and act.is_symmetric and act.date_basis in ("clause", "sentence", "correction")


_COLUMNS = (
    "article_id", "story_id", "published_on", "event_no", "event_mention_id", "event_type", "mode", "status", "text",
    "start_date", "end_date", "date_precision", "date_basis", "is_symmetric", "char_start", "quantity_value",
    "quantity_unit",
)  # fmt: skip
_BASIS_ORDER = ("correction", "clause", "sentence", "main_event", "publication", None)
_PRECISION_ORDER = ("day", "range", "month", "year", "none")
_STATUS_ORDER = ("happened", "ongoing", "planned", "cancelled", "background")
_Side = tuple[str, str, str | None, str | None]  # role, kind, identity, country


def _sides(corrected_sides: pl.DataFrame, identities: pl.DataFrame) -> dict[str, list[_Side]]:
    """The sides of each telling."""
    rows = corrected_sides.join(
        identities.select("article_id", "entity_no", "identity_id"), on=("article_id", "entity_no"), how="left"
    )
    found: dict[str, list[_Side]] = defaultdict(list)
    for telling, *side in rows.select("event_mention_id", "role", "kind", "identity_id", "country").iter_rows():
        found[telling].append((side[0], side[1], side[2], side[3]))
    return found


def _act(rows: list[dict[str, Any]], sides: Mapping[str, list[_Side]]) -> Act:
    first = rows[0]
    dated = min(
        rows,
        key=lambda row: (_PRECISION_ORDER.index(row["date_precision"]) > 1, _BASIS_ORDER.index(row["date_basis"])),
    )
    tellings = tuple(row["event_mention_id"] for row in rows)
    who = [side for telling in tellings for side in sides.get(telling, ())]
    return Act(
        act_id=tellings[0],
        tellings=tellings,
        article_id=first["article_id"],
        story_id=first["story_id"],
        published_on=first["published_on"],
        event_type=first["event_type"],
        mode=first["mode"],
        is_symmetric=first["is_symmetric"],
        status=min((row["status"] for row in rows), key=_STATUS_ORDER.index),
        start=dated["start_date"],
        end=dated["end_date"],
        date_precision=dated["date_precision"],
        date_basis=dated["date_basis"],
        actors=_of_role("actor", who),
        recipients=_of_role("recipient", who),
        sentences=tuple(row["text"] for row in rows),
        char_start=min(row["char_start"] for row in rows),
        quantity=next(
            ((row["quantity_value"], row["quantity_unit"]) for row in rows if row["quantity_value"] is not None), None
        ),
    )


@lru_cache(maxsize=100_000)
def wording(sentence: str) -> Wording:
    """What a sentence is compared by; asked only for those whose sides and days agree."""
    tokens = [token for token in tokenize(sentence) if token.kind in ("word", "number")]
    facts = (token.norm for token in tokens[1:] if token.kind == "number" or _is_name_like(token))
    return Wording(frozenset(token.norm for token in tokens), frozenset(facts))


def _is_name_like(token: Token) -> bool:
    """Capitalised; an abbreviation such as "U.S." mostly stands for words that the other sentence writes out."""
    return token.is_capitalized and "." not in token.text


def _of_role(role: str, who: Collection[_Side]) -> Sides:
    people: dict[str | None, set[str]] = defaultdict(set)
    for side_role, kind, identity, country in who:
        if (side_role, kind) == (role, "person") and identity is not None:
            people[country].add(identity)
    return Sides(
        {country: frozenset(members) for country, members in people.items()},
        frozenset(country for side_role, _, _, country in who if side_role == role and country is not None),
        frozenset(i for side_role, kind, i, _ in who if (side_role, kind) == (role, "organization") and i is not None),
    )
