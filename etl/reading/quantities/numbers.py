"""Numbers as they are written: digits in several notations, words, and the words that multiply them."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from etl.lexicon.loader import rows, values
from etl.text.tokens import Token


class Number(NamedTuple):
    """A number on the tokens up to `end`; `scale` is what its words multiply it by, and `suffix` the letters that are
    glued to its digits ("5m", "20kg")."""

    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    is_word: bool = False
    suffix: str = ""


_DIGITS: Final = re.compile(r"(?P<digits>\d+(?:[.,]\d+)*)(?P<suffix>[^\W\d_][^\W_]*)?")
_BY_THREES: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_INDIAN: Final = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")
_POINTS: Final = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|\.000)")
_PLAIN: Final = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_DECIMAL_COMMA: Final = re.compile(r"(?:0|[1-9]\d*),\d{1,2}")
ARTICLES: Final = ("a", "an")
HYPHENS: Final = frozenset("-‐‑–—")


@cache
def scales() -> dict[str, Decimal]:
    """What the words for many multiply by, folded."""
    return {word: Decimal(row["value"]) for row in rows("number_scales") for word in values(row["word"])}


@cache
def scale_marks() -> dict[str, Decimal]:
    """What the letters behind the digits of a sum multiply by ("€5m", "50k people")."""
    return {mark: Decimal(row["value"]) for row in rows("number_scales") for mark in values(row["marks"])}


@cache
def small_words() -> dict[str, int]:
    """Numbers below one hundred in one word, folded: "seven", "forty"."""
    return {
        row["word"]: int(row["value"])
        for row in rows("number_words")
        if " " not in row["word"] and row["word"] not in {*ARTICLES, *scales()}
    }


def goes_on(tokens: Sequence[Token], index: int) -> bool:
    """True when the token at `index` makes an article before it a number: "a million", "a half million"."""
    word = _norm(tokens, index)
    return word in scales() or word == "half"


def opens_number(word: str) -> bool:
    """True for a folded word with which a number in words may begin."""
    return word in {*ARTICLES, "half"} or _small(word) is not None


def read_number(tokens: Sequence[Token], first: int) -> Number | None:
    """The number that begins at a token with its multipliers: "12,000", "5.1 million", "two dozen", "half a million".

    Approximate numbers without a value ("hundreds", "a few thousand") are none.
    """
    token = tokens[first]
    if token.kind == "number":
        found = _in_digits(tokens, first)
    elif _norm(tokens, first) in ARTICLES or token.norm == "half":
        return _of_one_scale(tokens, first)
    else:
        found = _in_words(tokens, first)
    if found is None or found.suffix:
        return found
    end, value = found.end, found.value
    if [_norm(tokens, end + i) for i in range(3)] == ["and", "a", "half"]:
        end, value = end + 3, value + Decimal("0.5")
    end, scale = _scaled(tokens, end)
    return found._replace(end=end, value=value * scale, scale=found.scale * scale)


def _norm(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].norm if index < len(tokens) else ""


def is_glued(tokens: Sequence[Token], index: int) -> bool:
    """True when a token stands right behind the one before it, without a space."""
    return 0 < index < len(tokens) and tokens[index].start == tokens[index - 1].end


def _scaled(tokens: Sequence[Token], end: int) -> tuple[int, Decimal]:
    """End of the multipliers that begin at `end`, behind a hyphen too ("$5-million"), and their product."""
    scale = Decimal(1)
    if _norm(tokens, end + 1) in scales() and _norm(tokens, end) == "-" and is_glued(tokens, end):
        end += 1
    while (factor := scales().get(_norm(tokens, end))) is not None:
        scale, end = scale * factor, end + 1
    return end, scale


def _in_digits(tokens: Sequence[Token], first: int) -> Number | None:
    token = tokens[first]
    match = _DIGITS.fullmatch(token.text)
    value = _value(match["digits"]) if match else None
    if match is None or value is None:
        return None
    end = first + 1
    if match["suffix"] is None and len(token.text) <= 3 and value >= 1:
        end, value = _by_blanks(tokens, first, value)
    return Number(end, value, suffix=match["suffix"] or "")


def _by_blanks(tokens: Sequence[Token], first: int, value: Decimal) -> tuple[int, Decimal]:
    """Groups of three digits with a blank between them: "12 000"."""
    end = first + 1
    while (
        end < len(tokens)
        and tokens[end].kind == "number"
        and tokens[end].text.isdecimal()
        and len(tokens[end].text) == 3
        and tokens[end].start == tokens[end - 1].end + 1
    ):
        value = value * 1000 + int(tokens[end].text)
        end += 1
    return end, value


def _value(digits: str) -> Decimal | None:
    """The number that digits with points and commas stand for; None where they do not show it ("1,23,4", "007")."""
    if not digits.isascii():
        return None
    if _PLAIN.fullmatch(digits) and not _POINTS.fullmatch(digits):
        return Decimal(digits)
    if _BY_THREES.fullmatch(digits) or _INDIAN.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    if _POINTS.fullmatch(digits):
        return Decimal(digits.replace(".", ""))
    if _DECIMAL_COMMA.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    return None


def _of_one_scale(tokens: Sequence[Token], first: int) -> Number | None:
    """ "a million", "half a million", "a half million"."""
    value, at = Decimal(1), first
    if _norm(tokens, at) in ARTICLES:
        at += 1
    if _norm(tokens, at) == "half":
        value, at = Decimal("0.5"), at + 1
        if at == first + 1 and _norm(tokens, at) in ARTICLES:
            at += 1
    end, scale = _scaled(tokens, at)
    return Number(end, value * scale, scale) if end > at and _norm(tokens, at) != "-" else None


def _small(word: str) -> int | None:
    """ "seven", "forty", "forty-seven"."""
    known = small_words()
    if word in known:
        return known[word]
    tens, _, ones = word.partition("-")
    if ones and 20 <= known.get(tens, 0) < 100 and 0 < known.get(ones, 0) < 10:
        return known[tens] + known[ones]
    return None


def _in_words(tokens: Sequence[Token], first: int) -> Number | None:
    """ "forty-seven", "two hundred and fifty", "one thousand two hundred"; a last multiplier is left to the caller."""
    small = _small(tokens[first].norm)
    if small is None:
        return None
    total, current, at = 0, small, first + 1
    ones = small_words().get(_norm(tokens, at), 10)
    if current >= 20 and current % 10 == 0 and ones < 10:
        current, at = current + ones, at + 1  # "forty seven"
    largest = Decimal(1)
    while True:
        factor = scales().get(_norm(tokens, at))
        following = at + 1 + (_norm(tokens, at + 1) == "and")
        more = _small(_norm(tokens, following))
        if factor is None or factor < 100 or more is None:
            break
        largest = max(largest, factor)
        if factor == 100:
            current, at = current * 100 + more, following + 1
        else:
            total, current, at = total + current * int(factor), more, following + 1
    if total and (factor := scales().get(_norm(tokens, at))) == 100:
        current, at = current * 100, at + 1
    return Number(at, Decimal(total + current), largest, is_word=True)
