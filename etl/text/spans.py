"""Half-open character spans [start, end) in Unicode code points of an article's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text; compares and sorts by start, then end."""

    start: int
    end: int

    def __contains__(self, other: object) -> bool:
        """True when `other`, a span or an offset, lies wholly inside."""
        if isinstance(other, int):
            return self.start <= other < self.end
        if isinstance(other, Span):
            return self.start <= other.start and other.end <= self.end
        return False

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words the span stands for."""
        return text[self.start : self.end]
