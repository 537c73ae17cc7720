"""How events hang together: an outcome with its meeting, talks and aid with the plan or promise that they carry out."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta

import polars as pl

from etl.transform.acts import Act, acts
from etl.transform.keys import finished, with_key

_YEAR = timedelta(days=366)
"""Within which an invitation is followed by the visit and a pledge by the aid: what comes later is for another one."""

_PRECISION_ORDER = ("day", "range", "month")
_PRESENT = ("happened", "ongoing")
_Link = tuple[int, int]  # numbers of two acts: what is linked, and what it is linked to


def bridge_event_links(
    corrected_tellings: pl.DataFrame,
    corrected_sides: pl.DataFrame,
    identities: pl.DataFrame,
    articles: pl.DataFrame,
    stories: pl.DataFrame,
    event_clusters: pl.DataFrame,
) -> pl.DataFrame:
    """One row per event and what it is linked to: `part_of` the talks or visit of the same story and day whose sides
    hold all of its own, or `fulfils` the plan, invitation or pledge of the same sides that was told before.
    """
    told = acts(corrected_tellings, corrected_sides, identities, articles, stories)
    key_of = dict(event_clusters.select("event_mention_id", "event_key").iter_rows())
    rows: list[tuple[int, int, str]] = []
    for link, found in (("part_of", _outcomes(told)), ("fulfils", _fulfilments(told))):
        linked: set[int] = set()
        for one, other in found:
            event, to = key_of[told[one].act_id], key_of[told[other].act_id]
            if event not in linked and event != to:
                linked.add(event)
                rows.append((event, to, link))
    schema = {"event_key": pl.Int64, "linked_event_key": pl.Int64, "link": pl.String}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return finished("bridge_event_links", with_key(frame, "event_link_key", "event_link", "event_key", "link"))


def _outcomes(told: Sequence[Act]) -> list[_Link]:
    """Acts done in the course of talks or a visit with those, the likeliest first."""
    by_story: dict[str, list[int]] = defaultdict(list)
    for number, act in enumerate(told):
        if act.event_type == "CONSULT" and act.status in _PRESENT and act.is_dated:
            by_story[act.story_id].append(number)
    found = [
        (one, other)
        for one, act in enumerate(told)
        if act.event_type not in ("CONSULT", "OCCASION") and act.status in _PRESENT and act.is_dated
        for other in by_story[act.story_id]
        if _is_outcome(act, told[other])
    ]
    return sorted(found, key=lambda link: (_remoteness(told[link[0]], told[link[1]]), link))


def _is_outcome(act: Act, talks: Act) -> bool:
    if act.start is None or talks.start is None or talks.last is None or not talks.start <= act.start <= talks.last:
        return False
    if len(talks.countries) < 2 or not act.countries <= talks.countries:
        return False
    if not (act.actors.countries or act.persons):
        return False
    named = {country for side in (talks.actors, talks.recipients) for country in side.people}
    people = [(country, who) for side in (act.actors, act.recipients) for country, who in side.people.items()]
    return all(who <= talks.persons or (country in talks.countries and country not in named) for country, who in people)


def _remoteness(act: Act, talks: Act) -> tuple[bool, bool, bool, int]:
    """Talks before visits, the article's own before those of another version, the last that it tells before the act."""
    return (
        talks.mode == "visit",
        talks.article_id != act.article_id,
        talks.char_start > act.char_start,
        abs(talks.char_start - act.char_start),
    )


def _fulfilments(told: Sequence[Act]) -> list[_Link]:
    """Talks, visits and aid with the plan or promise of them: those whose day was told first, of each the last told.

    An invitation or a pledge, which names no day, is fulfilled once, by what comes first.
    """
    dated = [
        link
        for link in _common(told, _is_plan, lambda act: act.event_type == "CONSULT" and act.status in _PRESENT)
        if _carries_out(told[link[0]], told[link[1]])
    ]
    dated.sort(key=lambda link: (_PRECISION_ORDER.index(told[link[1]].date_precision), *_latest(told, link)))
    promised = [
        link
        for link in _common(told, _is_promise, lambda act: act.event_type in ("CONSULT", "AID"))
        if _keeps(told[link[0]], told[link[1]])
    ]
    return dated + list(_first_of_each(sorted(promised, key=lambda link: _latest(told, link)), told))


def _latest(told: Sequence[Act], link: _Link) -> tuple[int, _Link]:
    """Sorts what was told last to the front."""
    published = told[link[1]].published_on
    return (-published.toordinal() if published else 0), link


def _first_of_each(links: Sequence[_Link], told: Sequence[Act]) -> Iterator[_Link]:
    """Of the links to one promise those to the events of the earliest day."""
    first: dict[int, int] = {}
    for one, other in links:
        start = told[one].start
        if start is not None:
            first[other] = min(first.get(other, start.toordinal()), start.toordinal())
    for one, other in links:
        start = told[one].start
        if start is not None and start.toordinal() == first[other]:
            yield one, other


def _common(told: Sequence[Act], is_plan: Callable[[Act], bool], may_fulfil: Callable[[Act], bool]) -> Iterator[_Link]:
    """Acts with plans told no later, which share a person or the countries."""
    plans: Mapping[object, list[int]] = defaultdict(list)
    for number, act in enumerate(told):
        if act.event_type == "AGREE" and act.published_on is not None and is_plan(act):
            for party in (*act.persons, act.countries):
                plans[party].append(number)
    for number, act in enumerate(told):
        if act.is_dated and act.published_on is not None and may_fulfil(act):
            parties = (*act.persons, act.countries)
            for other in sorted({plan for party in parties if party in plans for plan in plans[party]}):
                told_on = told[other].published_on
                if told_on is not None and told_on <= act.published_on:
                    yield number, other


def _is_plan(act: Act) -> bool:
    return act.is_planned and act.start is not None and act.date_precision in _PRECISION_ORDER


def _is_promise(act: Act) -> bool:
    return not act.is_planned and act.is_dated and (act.mode == "invitation" or act.quantity is not None)


def _carries_out(act: Act, plan: Act) -> bool:
    """True for talks or a visit of the planned sides on a planned day; talks abroad carry out a visit to their host."""
    if act.start is None or plan.start is None or plan.last is None or not plan.start <= act.start <= plan.last:
        return False
    if act.article_id == plan.article_id and not act.is_dated_by_words:
        return False  # an article that announces talks has other ones in mind when it names no day of them
    if plan.mode == "visit":
        is_there = act.mode not in ("phone", "video") and bool(plan.recipients.countries & act.countries)
        return is_there and bool(plan.actors.persons & act.actors.persons)
    if act.mode == "visit" or ("phone" in (act.mode, plan.mode) and act.mode != plan.mode):
        return False
    if len(act.countries) < 2 or act.countries != plan.countries:
        return False
    return bool(act.persons & plan.persons) or not act.persons or not plan.persons


def _keeps(act: Act, promise: Act) -> bool:
    """True for a guest's visit to who has invited him, and for the aid that was pledged to the same side."""
    if act.start is None or promise.start is None or not promise.start <= act.start <= promise.start + _YEAR:
        return False
    if act.event_type == "AID":
        is_same = act.quantity == promise.quantity and act.quantity is not None
        return is_same and _gives(act) == _gives(promise) and act.start > promise.start
    is_visit = promise.mode == "invitation" and act.mode == "visit"
    is_guest = bool(act.actors.persons & promise.recipients.persons)
    return is_visit and is_guest and bool(act.recipients.countries & promise.actors.countries)


def _gives(act: Act) -> tuple[frozenset[str], frozenset[str]]:
    return act.actors.countries, act.recipients.countries
