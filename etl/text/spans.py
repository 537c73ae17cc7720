"""Half-open character spans [start, end) in Unicode code points of an article's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text; compares and sorts by start, then end."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """True when `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words the span stands for."""
        return text[self.start : self.end]
