"""The sector of a body told in several words: "rebel leaders" are rebels, "students and miners" civilians."""

from collections.abc import Iterable
from typing import Final

from etl.reading.events.word_classes import modality

_LOCAL: Final = frozenset({"military", "rebels", "civilians", "party", "ngo"})
_RULING: Final = frozenset({"government", "military"})
_OPPOSING: Final = frozenset({"rebels", "civilians", "party"})
_NO_RULERS: Final = frozenset({"rebels", "civilians", "party", "ngo", "company", "media"})


def shared_sector(sector: str | None, other: str) -> str | None:
    """The sector of two bodies told together: students and miners are civilians, Party and State rule."""
    return sector if {sector, other} <= _LOCAL | {"media", "company"} - {"party"} else "government"


def sector_behind(before: str | None, word: str, own: str) -> str:
    """The sector of `word`, itself of the sector `own`, right behind a body: "rebel leaders" are rebels."""
    return before if before is not None and before in _NO_RULERS and word in modality("head_of_body") else own


def is_local(sector: str | None, word: str) -> bool:
    """True for whoever is of the country where he is: "rebels in Chile", "a court in Chile", not "leaders in Paris"."""
    return sector in _LOCAL or word in modality("seated")


def are_opposed(sectors: Iterable[str | None]) -> bool:
    """True for those who rule together with those who fight or oppose them: they do not act as one."""
    told = set(sectors)
    return bool(told & _RULING) and bool(told & _OPPOSING)
