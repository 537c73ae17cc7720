"""Amounts as numbers with the currency sign before them, one number or both ends of a range."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from etl.reading.quantities.numbers import (
    ARTICLES,
    HYPHENS,
    Number,
    is_glued,
    opens_number,
    read_number,
    scale_marks,
    scales,
)
from etl.reading.quantities.units import currency_signs
from etl.reading.tagging import Hit, TaggedSentence
from etl.text.fold import fold
from etl.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers on the tokens [first, end): one, or both ends of a range; `sign` is the currency before it."""

    first: int
    end: int
    number: Number
    most: Decimal | None
    currency: str | None

    def times(self, factor: Decimal) -> "Amount":
        most = self.most * factor if self.most is not None else None
        number = self.number._replace(value=self.number.value * factor, scale=self.number.scale * factor, suffix="")
        return Amount(self.first, self.end, number, most, self.currency)


class _Openings(dict[str, str]):
    """What an amount may begin with, for the folded words met so far: a number, an article that may
    be one ("a million"), a code glued to digits ("VND500"), or nothing."""

    def __missing__(self, word: str) -> str:
        if word[:1].isdigit():
            return "number"  # not kept: there is no end of them
        if word in ARTICLES:
            self[word] = "article"
        else:
            self[word] = "number" if opens_number(word) else "code" if _glued_code().fullmatch(word) else ""
        return self[word]


OPENINGS: Final = _Openings()


@cache
def _glued_code() -> re.Pattern[str]:
    """A currency code or sign of letters and the digits that stand behind it in one word, folded."""
    letters = sorted({fold(sign) for sign in currency_signs() if sign.isalpha()}, key=lambda sign: (-len(sign), sign))
    return re.compile(rf"(?P<sign>{'|'.join(map(re.escape, letters))})(?P<digits>\d[a-z\d]*)")


def parted(sentence: TaggedSentence, index: int) -> TaggedSentence:
    """The sentence with the word at `index` parted into code and number: "VND5.1" was read as a word, a point and 1."""
    tokens = sentence.tokens
    match = _glued_code().fullmatch(tokens[index].norm)
    if match is None:
        return sentence
    start, middle = tokens[index].start, tokens[index].start + len(match["sign"])
    end = index + 1
    while end + 1 < len(tokens) and tokens[end].text in ".," and is_glued(tokens, end) and is_glued(tokens, end + 1):
        if tokens[end + 1].kind != "number":
            break
        end += 2
    raw = "".join(token.text for token in tokens[index:end])
    sign, number = raw[: middle - start], raw[middle - start :]
    pieces = [
        Token(start, middle, sign, fold(sign), "word"),
        Token(middle, tokens[end - 1].end, number, fold(number), "number"),
    ]
    shift = len(pieces) - (end - index)
    anew = TaggedSentence(sentence.sentence, [*tokens[:index], *pieces, *tokens[end:]])
    anew.is_shouted, anew.is_title_case = sentence.is_shouted, sentence.is_title_case
    for hit in sentence.hits:
        if hit.end <= index:
            anew.put(hit)
        elif hit.first >= end:
            anew.put(Hit(hit.first + shift, hit.end + shift, hit.known))
    return anew


def read_amount(sentence: TaggedSentence, index: int, home: str | None) -> Amount | None:
    """The number or range at a token with the currency sign before it."""
    tokens = sentence.tokens
    number = read_number(tokens, index)
    if number is None:
        return None
    first, currency = _sign_before(sentence, index, home)
    if currency is None and _is_label(sentence, index, number):
        return None
    if currency is not None and number.suffix:
        factor = scale_marks().get(number.suffix.lower())
        if factor is None:
            return None
        number = number._replace(value=number.value * factor, scale=factor, suffix="")
    elif currency is not None and number.scale == 1 and number.end < len(tokens):
        mark = tokens[number.end].text.lower()
        if mark in scale_marks() and len(mark) > 1:
            factor = scale_marks()[mark]
            number = number._replace(end=number.end + 1, value=number.value * factor, scale=factor)
    ranged = _range(sentence, first, number, home)
    if ranged is not None:
        low, most = ranged
        return Amount(first, most.end, most._replace(value=low), most.value, currency)
    return Amount(first, number.end, number, None, currency)


def _sign_before(sentence: TaggedSentence, index: int, home: str | None) -> tuple[int, str | None]:
    """First token and code of the currency sign before a number: "$", "US$", "Rs.", "VND"."""
    tokens = sentence.tokens
    at = index - 1
    if at > 0 and tokens[at].text == "." and is_glued(tokens, at):
        at -= 1  # "Rs. 500"
    if at < 0 or tokens[index].kind != "number":
        return index, None
    sign = tokens[at].text
    if at > 0 and is_glued(tokens, at):
        longer = currency_signs().get(f"{tokens[at - 1].text}{sign}")
        if longer is not None:
            return at - 1, longer.code(home)
    known = currency_signs().get(sign)
    if known is None or tokens[index].start > tokens[index - 1].end + 1:
        return index, None
    return at, known.code(home)


def _is_label(sentence: TaggedSentence, index: int, number: Number) -> bool:
    """True where a number is a name or part of one: "Resolution 2334", "9/11", "one in five", "per 1,000"."""
    tokens = sentence.tokens
    before = sentence.word(index - 1)
    if before in ("per", "every", "aged", "age", "no", "#", "nos", "number") or before in scales():
        return True
    if before in ("in", "of") and index > 1:
        earlier = tokens[index - 2]
        if earlier.kind == "number" or OPENINGS[earlier.norm] or earlier.norm == "out":
            return earlier.norm not in ARTICLES
    if is_glued(tokens, index) and before in ("/", ":", ".", "-", "'", "+"):
        return True
    following = tokens[number.end] if number.end < len(tokens) else None
    if following is not None and following.text in ("/", ":") and is_glued(tokens, number.end):
        return True
    if index == 0 or tokens[index].kind != "number" or number.scale > 1:
        return False
    previous = tokens[index - 1]
    return (
        index > 1
        and previous.kind == "word"
        and previous.is_capitalized
        and not sentence.is_title_case
        and sentence.hit_at(index - 1) is None
    )


def _range(sentence: TaggedSentence, first: int, number: Number, home: str | None) -> tuple[Decimal, Number] | None:
    """The lower value and the upper number of a range; a shared multiplier stands only once ("$5 to $10 billion")."""
    tokens, end = sentence.tokens, number.end
    if number.suffix or end + 1 >= len(tokens):
        return None
    word, before = tokens[end].norm, sentence.word(first - 1)
    is_dash = tokens[end].text in HYPHENS and is_glued(tokens, end) and is_glued(tokens, end + 1)
    if not is_dash and not (word == "to" and before != "from") and not (word == "and" and before == "between"):
        return None
    upper = end + 1
    while upper < len(tokens) and upper <= end + 3 and tokens[upper].kind != "number":
        if not (tokens[upper].text in currency_signs() or tokens[upper].text.isupper() or OPENINGS[tokens[upper].norm]):
            return None
        if OPENINGS[tokens[upper].norm]:
            break
        upper += 1
    most = read_number(tokens, upper) if upper < len(tokens) else None
    if most is None or most.suffix:
        return None
    low = number.value
    if number.scale == 1 and most.scale > 1 and low < most.value / most.scale:
        low *= most.scale
    return (low, most) if low < most.value else None
