"""Numbers below a hundred in words: "twenty-one" and, up to 31, "twenty-first"."""

from etl.reading.time.calendar import NUMBER_WORDS

_IRREGULAR_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
                       "nine": "ninth", "twelve": "twelfth"}  # fmt: skip


def _ordinal(cardinal: str) -> str:
    tens, hyphen, unit = cardinal.rpartition("-")
    regular = f"{unit[:-1]}ie" if unit.endswith("y") else unit
    return tens + hyphen + _IRREGULAR_ORDINALS.get(unit, f"{regular}th")


_SMALL = {word: number for word, number in NUMBER_WORDS.items() if number < 100 and word.isalpha() and word != "a"}
_UNITS = {word: number for word, number in _SMALL.items() if number < 10 and word != "an"}
CARDINALS = _SMALL | {
    f"{tens}-{unit}": ten + number for tens, ten in _SMALL.items() if ten >= 20 for unit, number in _UNITS.items()
}
ORDINALS = {_ordinal(word): number for word, number in CARDINALS.items() if number <= 31}
