"""An analyst's corrections of who is who, applied to the people that the articles tell.

All are judged against the people as found, not one against another's outcome, so their order tells nothing. Forms are
taken away first, then people are merged, then split.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from etl.text.fold import fold
from schemas.keys import durable_id

PEOPLE_KINDS = frozenset({"merge_people", "split_person", "not_alias"})


class Verdict(NamedTuple):
    """What became of a correction: applied, stale or invalid; what it did or why it did nothing; ids of the tellings of
    events that it concerned.
    """

    status: str
    detail: str
    tellings: tuple[str, ...] = ()


class _Place(NamedTuple):
    article_id: str
    entity_no: int


@dataclass(slots=True)
class CorrectedPeople:
    """Who the people of the articles are (identity and evidence by article and entity), which mentions name nobody
    (`denied`, ids), and the verdict on every correction by its number.
    """

    people: dict[tuple[str, int], tuple[str, str]]
    denied: list[str] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)


def corrected_people(
    people_found: pl.DataFrame, corrections: pl.DataFrame, anchors: pl.DataFrame, mentions: pl.DataFrame
) -> CorrectedPeople:
    """Applies the corrections of people; see `CorrectedPeople`. Entries with a problem get their verdict too."""
    return _Correcting(people_found, anchors, mentions).apply(corrections)


class _Correcting:
    def __init__(self, people_found: pl.DataFrame, anchors: pl.DataFrame, mentions: pl.DataFrame) -> None:
        self._mentions, self._anchors = mentions, anchors.filter(pl.col("said_no") == 1)
        self._names: dict[_Place, tuple[str, str | None]] = {}
        self._members: dict[str, list[_Place]] = defaultdict(list)
        self._by_name: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
        found: dict[tuple[str, int], tuple[str, str]] = {}
        for article_id, entity_no, name, country, identity, evidence in people_found.iter_rows():
            place = _Place(article_id, entity_no)
            found[place] = identity, evidence
            self._names[place] = name, country
            self._members[identity].append(place)
            self._by_name[name].add((identity, country))
        self.done = CorrectedPeople(found)

    def apply(self, corrections: pl.DataFrame) -> CorrectedPeople:
        rows = corrections.sort("correction_no").to_dicts()
        for row in rows:
            if row["problem"] is not None:
                self.done.verdicts[row["correction_no"]] = Verdict("invalid", row["problem"])
        valid = [row for row in rows if row["problem"] is None and row["kind"] in PEOPLE_KINDS]
        self._refuse_contradictions(valid)
        for kind, act in (("not_alias", self._take_away), ("merge_people", self._merge), ("split_person", self._split)):
            for row in valid:
                if row["kind"] == kind and row["correction_no"] not in self.done.verdicts:
                    self.done.verdicts[row["correction_no"]] = act(row)
        return self.done

    def _refuse_contradictions(self, rows: list[dict[str, object]]) -> None:
        """Refuses what is said twice, and a merger of names of which another entry says that they are not one man's."""
        said: dict[tuple[object, ...], int] = {}
        merged: list[tuple[int, set[str]]] = []
        for row in rows:
            number, names = int(str(row["correction_no"])), [fold(str(name)) for name in _texts(row["names"])]
            key = (row["kind"], *sorted(names), row["value"], *self._quoted(number))
            if key in said:
                self.done.verdicts[number] = Verdict("invalid", f"says again what correction {said[key]} says")
            said.setdefault(key, number)
            if row["kind"] == "merge_people":
                merged.append((number, set(names)))
        for row in rows:
            if row["kind"] != "not_alias":
                continue
            number = int(str(row["correction_no"]))
            denied = {fold(str(row["value"])), fold(_texts(row["names"])[0])}
            for other, together in merged:
                if denied <= together:
                    self.done.verdicts[number] = Verdict("invalid", f"contradicts correction {other}")
                    self.done.verdicts[other] = Verdict("invalid", f"contradicts correction {number}")

    def _quoted(self, number: int) -> list[tuple[object, ...]]:
        return self._anchors.filter(pl.col("correction_no") == number).select("article_id", "char_start").rows()

    def _person(self, name: str, country: str) -> str | Verdict:
        """Identity of the one person who has the name."""
        known = self._by_name.get(fold(name), set())
        identities = {identity for identity, theirs in known if not country or theirs == country}
        if not identities:
            return Verdict("stale", f"no article names {name}{f' of {country}' if country else ''}")
        if len(identities) > 1:
            countries = ", ".join(sorted({theirs or "none" for _, theirs in known}))
            return Verdict("invalid", f"{len(identities)} people are called {name} (countries: {countries})")
        return identities.pop()

    def _merge(self, row: dict[str, object]) -> Verdict:
        people: list[str] = []
        for name, country in zip(_texts(row["names"]), _texts(row["countries"]), strict=True):
            person = self._person(name, country)
            if isinstance(person, Verdict):
                return person
            people.append(person)
        if len(set(people)) == 1:
            return Verdict("stale", "articles tell by themselves that they are one person")
        current = {self.done.people[place][0] for person in people for place in self._members[person]}
        one = min(current)
        for place, (identity, _) in self.done.people.items():
            if identity in current and identity != one:
                self.done.people[place] = one, "correction"
        return Verdict("applied", f"{len(set(people))} people are one")

    def _take_away(self, row: dict[str, object]) -> Verdict:
        alias, (name, *_), (country, *_) = fold(str(row["value"])), _texts(row["names"]), _texts(row["countries"])
        person = self._person(name, country)
        if isinstance(person, Verdict):
            return person
        own = [place for place in self._members[person] if self._names[place][0] == alias]
        if len(own) == len(self._members[person]):
            return Verdict("invalid", f"{name} has no other form than {row['value']}")
        for place in own:
            apart = durable_id("per", *self._names[place], "not", fold(name))
            self.done.people[place] = apart, "correction"
        within = self._mentions_of(set(self._members[person]) - set(own), alias)
        self.done.denied += within
        if not own and not within:
            return Verdict("stale", f"no article calls {name} {row['value']}")
        return Verdict("applied", f"taken away in {len(own)} articles and from {len(within)} short forms")

    def _split(self, row: dict[str, object]) -> Verdict:
        (name, *_), (country, *_) = _texts(row["names"]), _texts(row["countries"])
        person = self._person(name, country)
        if isinstance(person, Verdict):
            return person
        places: set[_Place] = set()
        for anchor in self._anchors.filter(pl.col("correction_no") == row["correction_no"]).to_dicts():
            if anchor["problem"] is not None:
                return Verdict("stale", anchor["problem"])
            quoted = self._named_at(person, anchor)
            if not quoted:
                return Verdict("stale", f"the words quoted from {anchor['article']} do not name {name}")
            places |= quoted
        if places == set(self._members[person]):
            return Verdict("stale", "that is all that articles say of the person")
        apart = durable_id(
            "per", fold(name), country, "apart", *(f"{p.article_id}:{p.entity_no}" for p in sorted(places))
        )
        for place in places:
            self.done.people[place] = apart, "correction"
        return Verdict("applied", f"somebody else in {len(places)} articles")

    def _named_at(self, person: str, anchor: dict[str, object]) -> set[_Place]:
        """Entities of the person that the quoted words name."""
        named = self._mentions.filter(
            (pl.col("article_id") == anchor["article_id"])
            & (pl.col("kind") == "person")
            & (pl.col("char_start") < pl.lit(anchor["char_end"]))
            & (pl.col("char_end") > pl.lit(anchor["char_start"]))
        )
        found = {_Place(*row) for row in named.select("article_id", "entity_no").iter_rows()}
        return found & set(self._members[person])

    def _mentions_of(self, places: Iterable[_Place], alias: str) -> list[str]:
        """Ids of the mentions by this form of the people at these places."""
        wanted = set(places)
        articles = {place.article_id for place in wanted}
        named = self._mentions.filter((pl.col("kind") == "person") & pl.col("article_id").is_in(articles))
        rows = named.select("mention_id", "text", "article_id", "entity_no").sort("mention_id").iter_rows()
        return [i for i, text, *place in rows if _Place(*place) in wanted and fold(" ".join(text.split())) == alias]


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
