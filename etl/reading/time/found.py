"""One match of a date expression's pattern, with what its reader may need."""

import re
from dataclasses import dataclass

from etl.reading.time import calendar as cal
from etl.reading.time.resolve import Anchor, Resolved
from etl.reading.time.tense import tense_around
from etl.text.fold import Folded


@dataclass(slots=True)
class Found:
    """One match with what its reading may need: the groups of its rule, its place and the tense around it.

    `start`, `end` and `sentence` are offsets into the folded text; `context` is the date told just before;
    `day_first` is the order of numeric dates here, where it is known.
    """

    text: str
    folded: Folded
    start: int
    end: int
    groups: re.Match[str]
    anchor: Anchor
    sentence: tuple[int, int]
    context: Resolved | None = None
    day_first: bool | None = None

    def __getitem__(self, group: str) -> str | None:
        return self.groups[group]

    def number(self, group: str) -> int | None:
        value = self.groups[group]
        return int(value) if value else None

    def month(self, group: str) -> int | None:
        value = self.groups[group]
        return cal.month_number(value) if value else None

    @property
    def before(self) -> str:
        return self.folded.text[max(0, self.start - 60) : self.start]

    @property
    def tense(self) -> str:
        return tense_around(self.folded.text, self.sentence[0], self.start, self.end, self.sentence[1])
