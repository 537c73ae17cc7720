"""Amounts in an article: sums of money, measures, shares and counted people and things."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import compress, count
from typing import Final

from etl.reading.annotations import Mention, TimeExpression, Zone
from etl.reading.quantities.amounts import OPENINGS, Amount, parted, read_amount
from etl.reading.quantities.numbers import HYPHENS, Number, goes_on, is_glued, scale_marks
from etl.reading.quantities.phrases import attribute, counted, is_determiner, item, modifiers
from etl.reading.quantities.units import MEASURES, Unit, currency_nouns, currency_signs, forms, marks, starts_with
from etl.reading.tagging import TaggedSentence
from etl.text.spans import Span

_ZONES: Final = frozenset({Zone.BODY, Zone.HEADLINE, Zone.CAPTION})
_MONEY: Final = "money"
_POUNDS: Final = (("pound",), ("pounds",))


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: its words, value (`most` is the upper end of a range), unit, item and kind of unit.

    `sentence` is the number of its sentence. Words such as "nearly" are not part of it, and do not change its value.
    """

    span: Span
    sentence: int
    amount: Decimal
    most: Decimal | None
    unit: str
    item: str | None
    kind: str

    @property
    def value(self) -> str:
        """Number, unit and item as in `mentions.value`: "12000 tonne rice", "200/300 person" for a range."""
        number = _plain(self.amount) if self.most is None else f"{_plain(self.amount)}/{_plain(self.most)}"
        return " ".join(part for part in (number, self.unit, self.item) if part)

    def mention(self) -> Mention:
        return Mention("quantity", self.span, self.sentence, value=self.value)


def find_quantities(
    sentences: Sequence[TaggedSentence], times: Sequence[TimeExpression], home: str | None
) -> tuple[Quantity, ...]:
    """The amounts of an article in order of their text, none overlapping.

    Dates and durations (`times`), ordinals, ages, numbers of laws and rooms are none, nor is a number without a unit or
    a counted noun of the word lists. `home` is the country the article speaks from: its dollars and pesos are meant.
    """
    dated = sorted(time.span for time in times)
    starts = [span.start for span in dated]
    found: list[Quantity] = []
    for sentence in sentences:
        if sentence.sentence.zone in _ZONES:
            found += _of_sentence(sentence, dated, starts, home)
    return tuple(found)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_sentence(
    sentence: TaggedSentence, dated: Sequence[Span], starts: Sequence[int], home: str | None, first: int = 0
) -> Iterator[Quantity]:
    tokens, done = sentence.tokens, first
    for index in compress(count(), map(OPENINGS.__getitem__, sentence.words)):
        opening = OPENINGS[tokens[index].norm]
        if index < done or (opening == "article" and not goes_on(tokens, index + 1)):
            continue
        if opening == "code":
            yield from _of_sentence(parted(sentence, index), dated, starts, home, index + 1)
            return
        at = bisect_right(starts, tokens[index].start) - 1
        if at >= 0 and tokens[index].start < dated[at].end:
            continue
        amount = read_amount(sentence, index, home)
        if amount is None:
            continue
        quantity, end = _quantity(sentence, amount, home)
        done = max(end, index + 1)
        if quantity is not None:
            yield quantity


def _quantity(sentence: TaggedSentence, amount: Amount, home: str | None) -> tuple[Quantity | None, int]:
    """The quantity of a number, None without a unit; and the token behind it."""
    if amount.currency is not None:
        return _sum(sentence, amount, amount.currency, amount.end)
    tokens, at = sentence.tokens, amount.end
    is_joined = tokens[at : at + 1] and tokens[at].text in HYPHENS and is_glued(tokens, at) and is_glued(tokens, at + 1)
    at += bool(is_joined)
    if amount.number.suffix:
        return _of_suffix(sentence, amount, home)
    found = _currency_behind(sentence, at, amount.number, home)
    if found is not None:
        return _sum(sentence, amount, found[1], found[0])
    measure = _measure(sentence, at)
    if measure is not None:
        return _measured(sentence, amount, *measure)
    return (None, at) if is_joined else _count(sentence, amount)


def _of_suffix(sentence: TaggedSentence, amount: Amount, home: str | None) -> tuple[Quantity | None, int]:
    """ "20kg", "5bn euros", "50k people"."""
    unit = marks().get(amount.number.suffix)
    if unit is not None:
        return _measured(sentence, amount, amount.end, unit)
    factor = scale_marks().get(amount.number.suffix.lower())
    if factor is None:
        return None, amount.end
    scaled = amount.times(factor)
    found = _currency_behind(sentence, scaled.end, scaled.number, home)
    return _sum(sentence, scaled, found[1], found[0]) if found is not None else _count(sentence, scaled)


def _made(
    sentence: TaggedSentence, amount: Amount, end: int, unit: Unit, thing: str | None
) -> tuple[Quantity | None, int]:
    span = sentence.span(amount.first, end)
    number = amount.number.value
    return Quantity(span, sentence.sentence.number, number, amount.most, unit.name, thing, unit.kind), end


def _sum(sentence: TaggedSentence, amount: Amount, currency: str, end: int) -> tuple[Quantity | None, int]:
    """A sum of money with what it pays or consists of."""
    tokens = sentence.tokens
    thing = item(sentence, end, is_sum=True)
    if thing is None:
        at = end + (
            end + 1 < len(tokens)
            and tokens[end].norm == "-"
            and tokens[end].text not in "–—"
            and is_glued(tokens, end + 1)
        )
        is_attribute = is_determiner(sentence.word(amount.first - 1)) or at > end
        thing = attribute(sentence, at) if is_attribute else None
    unit = Unit(currency, _MONEY)
    return _made(sentence, amount, thing[0], unit, thing[1]) if thing else _made(sentence, amount, end, unit, None)


def _currency_behind(sentence: TaggedSentence, at: int, number: Number, home: str | None) -> tuple[int, str] | None:
    """End and code of the currency named behind a number: "dollars", "Cuban pesos", "Hong Kong dollars", "EUR"."""
    tokens = sentence.tokens
    country, noun = None, at
    hit = sentence.hit_at(at)
    if hit is not None and hit.first == at and hit.known.country:
        country, noun = hit.known.country, hit.end
    if noun >= len(tokens):
        return None
    if noun == at and tokens[at].text in currency_signs() and (code := currency_signs()[tokens[at].text].code(home)):
        return at + 1, code
    for words, currencies in currency_nouns().get(tokens[noun].norm, ()):
        if not starts_with(tokens, noun, words):
            continue
        is_noun = words in (currencies.plurals if number.is_word else currencies.plurals | currencies.invariants)
        if country is None and number.scale == 1 and not is_noun:
            return None  # "one real friend", "three won"
        end = noun + len(words)
        if words in _POUNDS and country is None and _is_weight(sentence, end, number, home):
            return None
        code = currencies.code(country, home)
        return (end, code) if code is not None else None
    return None


def _is_weight(sentence: TaggedSentence, end: int, number: Number, home: str | None) -> bool:
    """True for pounds that are no money: "pounds of rice", and small numbers or Americans' where nothing tells."""
    if sentence.word(end) in ("of", "in"):
        return sentence.word(end) == "of"
    return home != "GBR" and (home == "USA" or number.scale < 1_000_000)


def _measure(sentence: TaggedSentence, at: int) -> tuple[int, Unit] | None:
    """End and unit of a measure right behind a number: "tonnes", "square kilometres", "per cent", "MW", "%"."""
    tokens = sentence.tokens
    if at >= len(tokens):
        return None
    unit = marks().get(tokens[at].text)
    if unit is not None:
        return at + 1, unit
    if is_glued(tokens, at + 1) and (unit := marks().get(f"{tokens[at].text}{tokens[at + 1].text}")) is not None:
        return at + 2, unit
    for form in forms().get(tokens[at].norm, ()):
        if form.unit.kind in MEASURES and starts_with(tokens, at, form.words):
            return at + len(form.words), form.unit
    return None


def _measured(sentence: TaggedSentence, amount: Amount, end: int, unit: Unit) -> tuple[Quantity | None, int]:
    thing = item(sentence, end, is_sum=False) if unit.kind in ("mass", "volume") else None
    return _made(sentence, amount, thing[0] if thing else end, unit, thing[1] if thing else None)


def _count(sentence: TaggedSentence, amount: Amount) -> tuple[Quantity | None, int]:
    """People or things that a number counts."""
    number = amount.number
    if number.is_word and number.value < 13 and is_determiner(sentence.word(amount.first - 1)):
        return None, amount.end  # "the two ministers"
    found = counted(sentence, amount.end, is_one=number.value == 1 and amount.most is None)
    if found is None:
        return None, amount.end
    first, end, form = found
    kind_of = modifiers(sentence, amount.end, first)
    if form.unit.kind == "pack":
        inner = item(sentence, end, is_sum=False)
        if inner is not None:
            return _made(sentence, amount, inner[0], form.unit, inner[1])
        noun = "" if form.is_own else form.singular.removesuffix(f" {form.unit.name}")  # "vaccine doses"
        return _made(sentence, amount, end, form.unit, f"{kind_of} {noun}".strip() or None)
    thing = f"{kind_of} {form.singular}" if kind_of else (None if form.is_own else form.singular)
    return _made(sentence, amount, end, form.unit, thing)
