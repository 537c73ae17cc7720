"""The words in which a correction may say what an event is: the codes and modes that there are of each event type."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import TypeVar

from pydantic_core import PydanticCustomError

from etl.lexicon.loader import rows

_PROMISES = frozenset({"AGREE", "THREATEN"})
"""Of these types is whatever is promised, planned or threatened, in the mode of what is to come."""

Given = TypeVar("Given", str, str | None)


def known(given: Given, words: Collection[object], what: str) -> Given:
    """The word itself, or None. Raises PydanticCustomError for a word that is none of `words`."""
    if given is None or given in words:
        return given
    choice = ", ".join(sorted(map(str, words))) or "there is none"
    raise PydanticCustomError("unknown_word", "{given} is no {what}: {choice}",
                              {"given": given, "what": what, "choice": choice})  # fmt: skip


def subtypes_of(event_type: str) -> frozenset[str]:
    """The CAMEO codes of a PLOVER root."""
    return _subtypes().get(event_type, frozenset())


def modes_of(event_type: str) -> frozenset[str]:
    """The modes in which acts of a type are told."""
    if event_type in _PROMISES:
        return frozenset().union(*_modes().values())
    return _modes().get(event_type, frozenset())


@cache
def _subtypes() -> Mapping[str, frozenset[str]]:
    return _by_type((row["plover"], row["cameo"]) for row in rows("cameo_plover"))


@cache
def _modes() -> Mapping[str, frozenset[str]]:
    told = [(row["event_type"], row["mode"]) for row in rows("event_triggers")]
    return _by_type([*told, ("CONSULT", "multilateral")])


def _by_type(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for event_type, word in pairs:
        if event_type and word:
            found[event_type].add(word)
    return {event_type: frozenset(words) for event_type, words in found.items()}
