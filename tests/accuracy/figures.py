"""Every figure of a warehouse against annotations; bylines and photographers are not scored.

Spans are the same when they share half of the annotated and a third of the told one; entities and events are paired
by what they share, one to one. An event counts for an annotated one when a telling of it stands in that one's words and
its type is accepted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from tests.accuracy.events import score_events, verdicts
from tests.accuracy.matching import Span, is_same, matched, n_same, n_shared
from tests.accuracy.told import Gold, Row, Told, told_by

Tally = Counter[str]


def figures(connection: duckdb.DuckDBPyConnection, golds: Sequence[Gold]) -> dict[str, float]:
    """Every figure between 0 and 1 by name, over all articles; a figure that no annotation bears on is left out."""
    told = told_by(connection)
    tally: Tally = Counter()
    for gold in golds:
        article = told[Path(gold["file"]).name]
        for score in (_people, _organizations, _places, _dates, _events):
            score(gold, article, tally)
    found: dict[str, float] = {}
    for name, hits, told_n, gold_n in _BALANCED:
        if tally[gold_n]:
            precision, recall = _share(tally, hits[0], told_n), _share(tally, hits[1], gold_n)
            found |= {f"{name}_p": precision, f"{name}_r": recall, f"{name}_f1": _f1(precision, recall)}
    found |= {name: _share(tally, name, of) for name, of in _SHARES if tally[of]}
    return found


_BALANCED = (
    ("people", ("hit_people", "hit_people"), "told_people", "gold_people"),
    ("links", ("hit_links", "hit_links"), "told_links", "gold_links"),
    ("orgs", ("hit_orgs", "hit_orgs"), "told_orgs", "gold_orgs"),
    ("places", ("right_places", "hit_places"), "told_places", "gold_places"),
    ("events", ("right_events", "core_hit"), "told_events", "core_events"),
    ("strict_events", ("strict", "strict_core"), "told_events", "core_events"),
)
_SHARES = (
    ("person_country", "countries"),
    ("date_values", "dates"),
    ("event_dates", "paired_events"),
    ("event_sides", "paired_events"),
    ("event_status", "paired_events"),
)


def _people(gold: Gold, told: Told, tally: Tally) -> None:
    if "people" not in gold:
        return
    found = told.spans("person")
    pairs = _people_pairs(gold, found)
    for number, person in enumerate(gold["people"]):
        if person.get("participation") == "credit":
            continue
        entity = pairs.get(number)
        tally["gold_people"] += 1
        tally["gold_links"] += len(person["mentions"])
        if entity is None:
            continue
        tally["hit_people"] += 1
        tally["hit_links"] += n_same(person["mentions"], found[entity])
        if person.get("country"):
            tally["countries"] += 1
            tally["person_country"] += told.people[entity]["country"] == person["country"]
    credited = {pairs.get(n) for n, person in enumerate(gold["people"]) if person.get("participation") == "credit"}
    scored = [spans for entity, spans in found.items() if entity not in credited]
    tally["told_people"] += len(scored)
    tally["told_links"] += sum(map(len, scored))


def _people_pairs(gold: Gold, found: Mapping[str, list[Span]]) -> dict[int, str]:
    """Annotated people to told ones by the mentions they share, the most first."""
    shared = [
        (-n, number, entity)
        for number, person in enumerate(gold.get("people", ()))
        for entity, spans in found.items()
        if (n := n_same(person["mentions"], spans))
    ]
    pairs: dict[int, str] = {}
    for _, number, entity in sorted(shared):
        if number not in pairs and entity not in pairs.values():
            pairs[number] = entity
    return pairs


def _organizations(gold: Gold, told: Told, tally: Tally) -> None:
    if "organizations" not in gold:
        return
    found = told.spans("organization")
    tally["gold_orgs"] += len(gold["organizations"])
    tally["told_orgs"] += len(found)
    tally["hit_orgs"] += len(_organization_pairs(gold, found))


def _organization_pairs(gold: Gold, found: Mapping[str, list[Span]]) -> dict[int, str]:
    weights = {
        (number, entity): float(n)
        for number, organization in enumerate(gold.get("organizations", ()))
        for entity, spans in found.items()
        if (n := n_same(organization["mentions"], spans))
    }
    return matched(weights)


def _places(gold: Gold, told: Told, tally: Tally) -> None:
    if "places" not in gold:
        return
    named = [span for spans in told.spans("place", "country").values() for span in spans]
    marked = [span for place in gold["places"] for span in place["mentions"]]
    tally["gold_places"] += len(marked)
    tally["told_places"] += len(named)
    tally["hit_places"] += n_same(marked, named)
    tally["right_places"] += sum(any(is_same(span, mark) for mark in marked) for span in named)


def _dates(gold: Gold, told: Told, tally: Tally) -> None:
    """The telling that shares most characters with the annotated expression gives its value."""
    read = [m for m in told.mentions if m["kind"] == "date"]
    for date in gold.get("dates", ()):
        where = (date["start"], date["end"])

        def fit(mention: Row, where: Span = where) -> tuple[int, int]:
            start, end = mention["char_start"], mention["char_end"]
            return n_shared(where, (start, end)), start - end

        best = max(read, key=fit, default=None)
        tally["dates"] += 1
        if best is not None and fit(best)[0] > 0:
            tally["date_values"] += best["value"] in (date["value"], *date.get("accept", ()))


def _events(gold: Gold, told: Told, tally: Tally) -> None:
    if "events" in gold:
        people = _people_pairs(gold, told.spans("person"))
        organizations = _organization_pairs(gold, told.spans("organization"))
        score_events(gold, told, people, organizations, tally)


def event_verdicts(gold: Gold, told: Told) -> dict[str, bool]:
    """Whether each event told by an article is an annotated one; further tellings of one that is are left out."""
    people = _people_pairs(gold, told.spans("person"))
    return verdicts(gold, told, people, _organization_pairs(gold, told.spans("organization")))


def _share(tally: Tally, hits: str, of: str) -> float:
    return tally[hits] / tally[of] if tally[of] else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
