"""Days that acts share: those of the talks or the journey in whose course they were done, blow and counterblow."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from etl.reading.annotations import Telling

_BLOWS: Final = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})


def with_days_of_the_course(tellings: Sequence[Telling]) -> list[Telling]:
    """Gives acts dated by publication alone the day of the talks in the course of which they were done.

    The main event is the first CONSULT with a day of its own; an act belongs to it when one of its actors takes part.
    Meetings planned in the course of a planned journey have its days in the same way.
    """
    tellings = _on_arrival(_in_the_same_course(tellings))
    journey = next((telling for telling in tellings if _is_dated_plan(telling) and telling.mode == "visit"), None)
    main = next((telling for telling in tellings if _can_lend_its_day(telling)), None)
    tellings = _with_day_of(journey, tellings, _is_undated_plan)
    return _with_day_of(main, tellings, _needs_a_day)


def _in_the_same_course(tellings: Sequence[Telling]) -> list[Telling]:
    """Blow and counterblow: a deed without a day of its own has that of the last one of its kind between the same."""
    done: list[Telling] = []
    for telling in tellings:
        countries = {side.country for side in telling.sides}
        before = next(
            (
                other for other in reversed(done)
                if other.event_type == telling.event_type and {side.country for side in other.sides} == countries
            ),
            None,
        )  # fmt: skip
        is_again = telling.event_type in _BLOWS and _needs_a_day(telling) and len(countries) > 1
        done.append(_on_the_day_of(before, telling) if before is not None and is_again else telling)
    return done


def _on_arrival(tellings: Sequence[Telling]) -> list[Telling]:
    """Gives a meeting without a day that of the visit in whose course it is: "flew to Lima on Monday and met President
    X", and of several stops ahead that of its own ("will be in Lima May 3-4. In Lima, she will meet").
    """
    found: list[Telling] = []
    for telling in tellings:
        visits = (v for v in reversed(found) if v.mode == "visit" and _is_stop_of(v, telling))
        visit = next(visits, None) if telling.mode == "meeting" else None
        found.append(_on_the_day_of(visit, telling) if visit is not None else telling)
    return found


def _is_stop_of(visit: Telling, telling: Telling) -> bool:
    """True when the days of a visit are those of a meeting told behind it: with the same guest, and with a host."""
    if visit.date_basis not in ("clause", "sentence") or visit.start is None:
        return False
    hosts = {side.country for side in visit.sides if side.role == "recipient"}
    guests = {(side.entity, side.country) for side in visit.sides if side.role == "actor"}
    meets = {side.country for side in telling.sides}
    is_his = any((side.entity, side.country) in guests for side in telling.sides)
    if not is_his or hosts.isdisjoint(meets):
        return False
    if telling.status == "planned":
        return visit.status in ("planned", "ongoing") and telling.start is None
    is_told_with_it = visit.sentence == telling.sentence and visit.start == visit.end
    return visit.status == "happened" and is_told_with_it and _needs_a_day(telling)


def _on_the_day_of(main: Telling, telling: Telling) -> Telling:
    """The telling with the day of the main one, where that has one."""
    if main.start is None:
        return telling
    return replace(
        telling, start=main.start, end=main.end, date_precision=main.date_precision, date_basis="main_event",
        date_text=main.date_text,
    )  # fmt: skip


def _with_day_of(
    main: Telling | None, tellings: Sequence[Telling], needs_a_day: Callable[[Telling], bool]
) -> list[Telling]:
    """The tellings, those that need a day with that of `main` where one of their actors takes part in it."""
    if main is None:
        return list(tellings)
    circle = {who for side in main.sides for who in (side.country, side.entity) if who is not None}
    return [
        _on_the_day_of(main, telling)
        if needs_a_day(telling)
        and telling.event_type != "OCCASION"
        and any(side.role == "actor" and {side.entity, side.country} & circle for side in telling.sides)
        else telling
        for telling in tellings
    ]


def _can_lend_its_day(telling: Telling) -> bool:
    return (
        telling.event_type == "CONSULT"
        and telling.mode != "visit"
        and telling.status in ("happened", "ongoing")
        and telling.date_basis in ("clause", "sentence")
        and telling.date_precision == "day"
    )


def _is_dated_plan(telling: Telling) -> bool:
    return telling.status == "planned" and telling.date_basis in ("clause", "sentence")


def _is_undated_plan(telling: Telling) -> bool:
    return telling.status == "planned" and telling.mode == "meeting" and telling.start is None


def _needs_a_day(telling: Telling) -> bool:
    return telling.status in ("happened", "ongoing") and telling.date_basis in ("publication", None)
