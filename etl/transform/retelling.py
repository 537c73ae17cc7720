"""Whether two articles tell one act: on which ground, and what speaks against it.

The grounds, from the strongest: `story` (versions of one story in nearly the same words), `people` (talks of the same
people, or a visit of the same visitor, on the same day), `plan` (the same meeting or visit planned for the same day),
`words` (the same sides on the same day in nearly the same words), `sides` (talks that day of which one article names
fewer people), and `month` (talks of which one article knows no more than the month). What fits two acts that are not
one is not joined to either on the last two.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from etl.transform.acts import Act, Sides, Wording, wording

SAME_WORDS = 0.5
"""Least Jaccard index of two sentences that tell one act. In 3,000 releases of the White House and the State Department
192 pairs of acts other than talks had the same sides and day in two stories. Of the 14 at or above it 12 were one act,
and names, numbers and the talks they belong to tell the other two apart; of the 15 from 0.25 to it three were one.
"""

_A_DAY = timedelta(days=1)
_LONGEST_VISIT = timedelta(days=31)


def ground(one: Act, other: Act) -> str | None:
    """The strongest ground on which two acts of two articles are one, None where there is none."""
    if speaks_against(one, other):
        return None
    return next((name for name, holds in _TESTS.items() if holds(one, other)), None)


def distance(one: Act, other: Act) -> tuple[bool, float]:
    """How far apart two acts are that some ground makes one: the days first, then the words (1 - Jaccard index)."""
    return one.start != other.start, 1 - max(_likeness(*pair) for pair in _sentences(one, other))


def _sentences(one: Act, other: Act) -> list[tuple[Wording, Wording]]:
    return [(wording(a), wording(b)) for a in one.sentences for b in other.sentences]


def _likeness(one: Wording, other: Wording) -> float:
    return len(one.words & other.words) / (len(one.words | other.words) or 1)


def speaks_against(one: Act, other: Act) -> bool:
    """True for what cannot be one act, whatever else is told: their articles, types, days or sides set them apart."""
    return (
        one.article_id == other.article_id
        or one.event_type != other.event_type
        or one.is_planned != other.is_planned
        or one.is_symmetric != other.is_symmetric
        or _is_other_mode(one, other)
        or not _days_admit(one, other)
        or not _sides_admit(one.actors, other.actors)
        or not _sides_admit(one.recipients, other.recipients)
    )


def _is_other_mode(one: Act, other: Act) -> bool:
    """A visit is more than its talks, and a call is no meeting, but for words such as "conversation" on one day."""
    if one.mode == other.mode or (one.event_type != "CONSULT" and not one.is_planned):
        return False
    modes = {one.mode, other.mode}
    if "visit" in modes or "video" in modes:
        return "visit" in modes  # talks on screens are called a meeting by some and a call by others
    return not (one.is_dated_by_words and other.is_dated_by_words and one.start == other.start)


def _days_admit(one: Act, other: Act) -> bool:
    """True where both may speak of one day: publication may come a day after what is told without a day."""
    if one.start is None or one.last is None or other.start is None or other.last is None:
        return True
    return one.start - _slack(one) <= other.last and other.start - _slack(other) <= one.last


def _slack(act: Act) -> timedelta:
    """How much earlier than its first day an act may have been."""
    return _A_DAY if act.date_basis == "publication" else timedelta(0)


def _sides_admit(one: Sides, other: Sides) -> bool:
    """True where one side names no more than a part of the other's countries, and of each country's people."""
    if one.countries and other.countries and not _is_part(one.countries, other.countries):
        return False
    shared = one.people.keys() & other.people.keys()
    return all(_is_part(one.people[country], other.people[country]) for country in shared)


def _is_part(some: frozenset[str], others: frozenset[str]) -> bool:
    return some <= others or others <= some


def _same_sides(one: Act, other: Act) -> bool:
    return (
        _same_side(one.actors, other.actors)
        and _same_side(one.recipients, other.recipients)
        and bool(one.actors.persons or one.actors.countries or one.actors.organizations)
    )


def _same_side(one: Sides, other: Sides) -> bool:
    """The same countries and organisations; the same people, where both name some."""
    return (
        one.countries == other.countries
        and one.organizations == other.organizations
        and (not one.persons or not other.persons or one.persons == other.persons)
    )


def _alike(one: Act, other: Act) -> bool:
    """True where a sentence of each is nearly the same and not filled in with other names and numbers."""
    return any(_same_words(*pair) for pair in _sentences(one, other))


def _same_words(one: Wording, other: Wording) -> bool:
    return _likeness(one, other) >= SAME_WORDS and not (one.facts - other.words and other.facts - one.words)


def _is_one_story(one: Act, other: Act) -> bool:
    return one.story_id == other.story_id and _alike(one, other)


def _is_one_plan(one: Act, other: Act) -> bool:
    return one.is_planned and one.mode == other.mode and _on_one_day(one, other) and _same_sides(one, other)


def _is_told_in_the_same_words(one: Act, other: Act) -> bool:
    """Acts of the same sides on one day, not in the course of two meetings; of talks at least two countries' ones."""
    if one.event_type == "CONSULT" and len(one.countries) < 2:
        return False
    if not _on_one_day(one, other) or not _same_sides(one, other):
        return False
    return _is_part(one.met, other.met) and _alike(one, other)


def _on_one_day(one: Act, other: Act) -> bool:
    return one.is_dated and other.is_dated and one.start == other.start


def _meet(one: Act, other: Act) -> bool:
    """Talks by the same people of two or more countries on one day; a visit of the same visitor to the same host."""
    if one.event_type != "CONSULT" or not one.is_dated or not other.is_dated:
        return False
    if one.mode == "visit":
        return _same_visit(one, other)
    mine, theirs = one.actors.people, other.actors.people
    shared = [c for c in mine.keys() & theirs.keys() if c is not None and mine[c] & theirs[c]]
    return len(shared) > 1 and _same_days(one, other)


def _same_visit(one: Act, other: Act) -> bool:
    """The same visitor in the same country."""
    return bool(one.actors.persons & other.actors.persons and one.recipients.countries & other.recipients.countries)


def _same_days(one: Act, other: Act) -> bool:
    """The same first and last day; what is dated by publication alone may be a day off."""
    return (one.start, one.last) == (other.start, other.last) or (
        one.start != other.start and "publication" in (one.date_basis, other.date_basis)
    )


def _are_fewer_named(one: Act, other: Act) -> bool:
    """Talks of the same countries on one day, of which one article names people of two and the other of one of them."""
    if one.event_type != "CONSULT" or not _on_one_day(one, other) or not _same_countries(one, other):
        return False
    if "phone" in {one.mode, other.mode} and one.mode != other.mode:
        return False
    return max(_n_named(one), _n_named(other)) > 1 and bool(one.persons & other.persons)


def _same_countries(one: Act, other: Act) -> bool:
    return len(one.countries) > 1 and one.countries == other.countries


def _n_named(act: Act) -> int:
    """Of how many countries a person is named."""
    return len(act.actors.people.keys() - {None})


def _month_holds(one: Act, other: Act) -> bool:
    """True where one knows the month of talks or of a visit and the other the day, and the sides are the same; of a
    visit both may know no more than its month.
    """
    if one.event_type != "CONSULT" or "month" not in (one.date_precision, other.date_precision):
        return False
    if one.mode != other.mode:
        return False
    if one.mode == "visit":
        return _same_visit(one, other)
    return (one.is_dated or other.is_dated) and _same_countries(one, other) and bool(one.persons & other.persons)


_TESTS: Mapping[str, Callable[[Act, Act], bool]] = {
    "story": _is_one_story,
    "people": _meet,
    "plan": _is_one_plan,
    "words": _is_told_in_the_same_words,
    "sides": _are_fewer_named,
    "month": _month_holds,
}
GROUNDS = tuple(_TESTS)
UNSURE = ("sides", "month")


def occasions(act: Act) -> Iterator[tuple[object, ...]]:
    """What an act has in common with any that may be the same: their story, or a day and a person or the countries."""
    yield "story", act.event_type, act.story_id
    if act.is_dated:
        yield from ((act.event_type, day, party) for day in _days(act) for party in _parties(act))


def months(act: Act) -> Iterator[tuple[object, ...]]:
    """The month of talks with each person; what talks of which no more is known may be one with."""
    if act.event_type == "CONSULT" and act.start is not None and act.date_precision in ("day", "range", "month"):
        yield from ((act.start.year, act.start.month, party) for party in sorted(act.persons))


def _parties(act: Act) -> list[object]:
    return [*sorted(act.persons), tuple(sorted(act.countries))]


def _days(act: Act) -> list[date]:
    """The days on which the act may have been done."""
    if act.start is None or act.last is None:
        return []
    first = act.start - _slack(act)
    last = min(act.last, act.start + _LONGEST_VISIT)
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
