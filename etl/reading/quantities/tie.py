"""Which amount tells how big an act was."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.annotations import Telling
from etl.reading.quantities.find import Quantity
from etl.text.spans import Span

_REACH: Final = 90  # characters between an act and its amount: some fifteen words
_PARTS: Final = re.compile(
    r"[;:.!?](?=\s|$)|[\"“”()—–]|\n\s*\n"
    r"|\b(?:that|which|who|while|when|where|after|before|because|although|if|unless|since|but|as|than|said|says)\b",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    r"\s*(?:\w+ly\s+)?(?:(?:was|were|is|are|has|have|had|been|being|be|will|also|already)\s+)+(?:\w+ly\s+)?",
    re.IGNORECASE,
)
_AGENT: Final = re.compile(r"\bby\b", re.IGNORECASE)
_PURPOSE: Final = re.compile(r"\bto\s+(\w+)")
_RATE: Final = re.compile(r"\s+per\b", re.IGNORECASE)
_LINK: Final = re.compile(r"[\s-]*(?:(?:worth\s+)?of|in|as|for)?\s*")


@dataclass(frozen=True, slots=True)
class _Fit:
    kinds: frozenset[str]
    may_be_subject: bool


@cache
def _fits() -> dict[str, _Fit]:
    """What kinds of amount an act of each type may have."""
    return {
        row["event_type"]: _Fit(frozenset(values(row["kinds"])), row["place"] == "any")
        for row in rows("event_quantities")
    }


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows("verbs"))


def with_quantities(text: str, tellings: Sequence[Telling], quantities: Sequence[Quantity]) -> tuple[Telling, ...]:
    """The tellings, those with an amount in the clause of their trigger with its value, unit and item.

    Of several the nearest counts; an amount nearer to the trigger of another act that fits it is that act's. The lower
    end stands for a range.
    """
    if not tellings or not quantities:
        return tuple(tellings)
    by_start = sorted(quantities, key=lambda quantity: quantity.span)
    owners: dict[Span, list[tuple[int, int]]] = defaultdict(list)
    for number, telling in enumerate(tellings):
        for quantity in _in_sentence(telling, by_start):
            distance = _distance(text, telling, quantity)
            if distance is not None:
                owners[quantity.span].append((distance, number))
    best: dict[int, tuple[int, Quantity]] = {}
    for quantity in by_start:
        claims = owners.get(quantity.span)
        if not claims:
            continue
        nearest, winner = min(claims)
        for distance, number in claims:
            if tellings[number].trigger != tellings[winner].trigger or distance != nearest:
                continue
            if number not in best or distance < best[number][0]:
                best[number] = (distance, quantity)
    return tuple(
        _measured(telling, best[number][1]) if number in best else telling for number, telling in enumerate(tellings)
    )


def _measured(telling: Telling, quantity: Quantity) -> Telling:
    return replace(
        telling,
        quantity_value=float(quantity.amount),
        quantity_unit=quantity.unit,
        quantity_item=quantity.item,
    )


def _in_sentence(telling: Telling, quantities: Sequence[Quantity]) -> list[Quantity]:
    fit = _fits().get(telling.event_type)
    if fit is None:
        return []
    return [q for q in quantities if telling.sentence.covers(q.span) and q.kind in fit.kinds]


def _distance(text: str, telling: Telling, quantity: Quantity) -> int | None:
    """Characters between trigger and amount; None where the amount does not belong to the act."""
    trigger, span = telling.trigger, quantity.span
    if _RATE.match(text, span.end):
        return None  # "removed the limit of $1,000 per quarter"
    if trigger.overlaps(span):
        return 0
    if span.start >= trigger.end:
        between = text[trigger.end : span.start]
        return len(between) if _is_object(between, telling.event_type) else None
    between = text[span.end : trigger.start]
    if _PASSIVE.fullmatch(between) or _LINK.fullmatch(between):
        return len(between)
    if _fits()[telling.event_type].may_be_subject and len(between) <= _REACH and not _PARTS.search(between):
        return len(between)
    return None


def _is_object(between: str, event_type: str) -> bool:
    """True when what stands behind these words may be the object of the act before them: no other clause begins, no
    agent ("killed by two men"), and, but for promises ("agreed to buy"), no purpose ("gave advice to help raise")."""
    if len(between) > _REACH or _PARTS.search(between):
        return False
    if not _fits()[event_type].may_be_subject and _AGENT.search(between):
        return False
    return event_type == "AGREE" or not any(verb in _verbs() for verb in _PURPOSE.findall(between))
