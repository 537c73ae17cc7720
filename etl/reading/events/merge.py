"""One act told in the lead, the caption and the body is one event: which tellings of an article belong together."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from etl.reading.annotations import Side, Telling
from etl.text.spans import Span

_ANNOUNCED: Final = frozenset(
    {"AGREE", "AID", "COOPERATE", "SUPPORT"}
)  # "announces aid" in a headline, "is giving" below
_ONE_NAMED: Final = 1
_WITHOUT_PLACE: Final = frozenset({"phone", "video"})
_MODE_ORDER: Final = ("phone", "video", "multilateral", "visit", "meeting")  # most telling first


def number_events(tellings: Sequence[Telling], headlines: Collection[Span]) -> tuple[Telling, ...]:
    """The tellings with `event` set: from 1 in order of first telling; talks share their most telling mode.

    `headlines` are the sentences of headlines: what they announce is the act that the text then tells.
    """
    tellings = [_as_in_the_text(telling, tellings, headlines) for telling in tellings]
    events: list[list[int]] = []
    for index, telling in enumerate(tellings):
        home = next(
            (
                e
                for e in events
                if all(_same_act(telling, tellings[other], tellings[other].sentence in headlines) for other in e)
            ),
            None,
        )
        if home is None:
            events.append([index])
        else:
            home.append(index)
    numbered = list(tellings)
    for number, members in enumerate(events, 1):
        best = min((tellings[i] for i in members), key=_mode_rank)
        for i in members:
            sides = _named_sides(tellings[i], [tellings[j] for j in members])
            place = None if best.mode in _WITHOUT_PLACE else tellings[i].place
            numbered[i] = replace(
                tellings[i], event=number, mode=best.mode, event_subtype=best.event_subtype, sides=sides, place=place
            )
    return tuple(numbered)


def _as_in_the_text(telling: Telling, tellings: Sequence[Telling], headlines: Collection[Span]) -> Telling:
    """A headline's telling as the telling of the text that it announces; itself where the text tells no such act."""
    if telling.sentence not in headlines:
        return telling
    for other in tellings:
        is_one_kind = other.event_type == telling.event_type or {other.event_type, telling.event_type} <= _ANNOUNCED
        if other.sentence not in headlines and is_one_kind and _same_sides(telling.sides, other.sides):
            return replace(
                other, sentence=telling.sentence, trigger=telling.trigger, reported_by=telling.reported_by,
                confidence=telling.confidence, place=other.place,
            )  # fmt: skip
    return telling


def _named_sides(telling: Telling, tellings: Sequence[Telling]) -> tuple[Side, ...]:
    """The sides of talks: "the two countries" are those who talk for them, when another telling names these."""
    named = [side for other in tellings for side in other.sides if side.kind == "person"]
    spoken_for = {side.country for side in named}
    if not telling.is_symmetric or any(s.kind != "country" or s.country not in spoken_for for s in telling.sides):
        return telling.sides
    return tuple(dict.fromkeys(named))


def _mode_rank(telling: Telling) -> int:
    return _MODE_ORDER.index(telling.mode) if telling.mode in _MODE_ORDER else len(_MODE_ORDER)


def _same_act(a: Telling, b: Telling, is_announced: bool) -> bool:
    if a.event_type != b.event_type or a.is_symmetric != b.is_symmetric or not _same_day(a, b):
        return False
    if (a.status == "planned") != (b.status == "planned"):
        return False
    if a.event_type != "CONSULT":
        # the same two sides may well agree twice in one article; talks they hold once
        return is_announced and (a.event_subtype, a.mode, a.start) == (b.event_subtype, b.mode, b.start)
    if a.mode != b.mode and "visit" in (a.mode, b.mode):
        return False
    return _same_sides(a.sides, b.sides)


def _same_day(a: Telling, b: Telling) -> bool:
    """Days agree, or one of the tellings has its day only from its surroundings."""
    if a.start is None or b.start is None:
        return a.status == b.status or "background" not in (a.status, b.status)
    if (a.start, a.end) == (b.start, b.end):
        return True
    if (a.status == "background") != (b.status == "background"):
        return False  # "met today, as they did in May"
    inherited = ("publication", "main_event")
    return a.date_basis in inherited or b.date_basis in inherited


def _same_sides(a: Sequence[Side], b: Sequence[Side]) -> bool:
    """The same countries on each side, and people who do not speak against each other."""
    for role in ("actor", "recipient"):
        mine, theirs = [s for s in a if s.role == role], [s for s in b if s.role == role]
        if {s.country for s in mine} != {s.country for s in theirs}:
            return False
        my_people = {s.entity for s in mine if s.kind == "person"}
        their_people = {s.entity for s in theirs if s.kind == "person"}
        if my_people != their_people and min(len(my_people), len(their_people)) > _ONE_NAMED:
            return False  # talks in a larger round are other talks
        if my_people and their_people and not my_people & their_people:
            return False
    return True
