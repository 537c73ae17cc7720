"""When two forms of a personal name can be one person's: short given names, initials, middle names left out."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values

_SHORTEST_BEGINNING: Final = 3
_FEMININE_ENDINGS: Final = ("a", "e", "le", "la", "ia", "ina", "ine", "ette", "elle", "ella", "etta")


def is_subsequence(short: Sequence[str], full: Sequence[str]) -> bool:
    """True when `short` is `full` with words left out."""
    remaining = iter(full)
    return all(word in remaining for word in short)


def is_shorter_form(short: Sequence[str], full: Sequence[str]) -> bool:
    """True when `short` is `full` with later words left out; an initial kept is the first: "George W. Bush" is not
    George H. W. Bush.
    """
    if len(short) > len(full) or not is_subsequence(short, full) or short[0] != full[0]:
        return False
    return all(len(word) > 1 for word in short[1:-1]) or same_middle_names(short[1:-1], full[1:-1])


def same_given_name(a: str, b: str) -> bool:
    """True when two folded given names can be one: alike, an initial, a beginning ("Ben"), a hypocorism ("Tony")."""
    if a == b or a.startswith(b) or b.startswith(a):
        short, full = sorted((a, b), key=len)
        rest = full[len(short) :]
        return not rest or len(short) == 1 or (len(short) >= _SHORTEST_BEGINNING and rest not in _FEMININE_ENDINGS)
    full_a, full_b = _hypocorisms().get(a, frozenset()), _hypocorisms().get(b, frozenset())
    if a in full_b or b in full_a:
        return True
    return bool(full_a & full_b) and (full_a <= full_b or full_b <= full_a)  # Rick and Dick, not Chris and Tina


def same_middle_names(a: Sequence[str], b: Sequence[str]) -> bool:
    """True when middle names or initials do not speak against each other: left out, or alike from the first on.

    "George W." and "George H. W." are two.
    """
    return all(x == y or (1 in (len(x), len(y)) and x[:1] == y[:1]) for x, y in zip(a, b, strict=False))


def same_western_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """True when two names of a given name first and a family name last can be one: "Joe Biden", "Joseph R. Biden"."""
    if len(a) < 2 or len(b) < 2 or a[-1] != b[-1]:
        return False
    return same_given_name(a[0], b[0]) and same_middle_names(a[1:-1], b[1:-1])


@cache
def _hypocorisms() -> dict[str, frozenset[str]]:
    return {row["short"]: frozenset(values(row["full"])) for row in rows("hypocorisms")}


def sounds(word: str) -> str:
    """A folded name as it is heard, for telling spellings of one name: "Zelenskyy" and "Zelensky", "Mohammed" and
    "Mohamed" are one, by usual transliterations.
    """
    for pattern, heard in _TRANSLITERATIONS:
        word = pattern.sub(heard, word)
    return word


_TRANSLITERATIONS: Final = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"(.)\1+", r"\1"), (r"(?:iy|yi|ij|y)$", "i"), (r"ou", "u"), (r"(?<=.)[kg]h", "h"), (r"ph", "f"), (r"dh", "d"),
        (r"(?<=.)eh$", "e"), (r"ah$", "a"), (r"(?<=[aeiou])y(?=[aeiou])", "i"), (r"^q", "k"),
        (r"oe", "o"), (r"ue", "u"), (r"enka$", "enko"), (r"(?<=[aei])i?ev(a?)$", r"ev\1"),
        (r"ov[iy](?:ch|c|tsch)$", "ovich"), (r"^[ij](?=[au])", "y"), (r"^ye", "e"), (r"^g(?=ada[fv]i$)", "k"),
    )
)  # fmt: skip
