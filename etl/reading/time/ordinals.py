"""Numbers below a hundred in words: "twenty-one" and, up to 31, "twenty-first"."""

from typing import Final

from etl.reading.time.calendar import NUMBER_WORDS

_IRREGULAR_ORDINALS: Final = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
                       "nine": "ninth", "twelve": "twelfth"}  # fmt: skip


def _ordinal(cardinal: str) -> str:
    tens, hyphen, unit = cardinal.rpartition("-")
    regular = f"{unit[:-1]}ie" if unit.endswith("y") else unit
    return tens + hyphen + _IRREGULAR_ORDINALS.get(unit, f"{regular}th")


CARDINALS: Final = {
    word: number
    for word, number in NUMBER_WORDS.items()
    if number < 100 and " " not in word and word not in ("a", "an")
}
ORDINALS: Final = {_ordinal(word): number for word, number in CARDINALS.items() if number <= 31}
