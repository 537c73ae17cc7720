"""The day an article was published and the words by which it is known."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from etl.reading.annotations import Document, Layout, Publication, Zone
from etl.reading.time.dates import WrittenDate, find_date
from etl.reading.time.signed import signed_date
from etl.text.fold import fold
from etl.text.spans import Span

# Names under which feeds, pages and archives declare a day of publication, the surest first, letters only; what was
# merely modified, crawled or expires is not among them.
_FIELDS = (
    "datepublished",
    "publishedtime",
    "articlepublishedtime",
    "ogpublishedtime",
    "publisheddate",
    "publishdate",
    "publicationdate",
    "publishedat",
    "publishedon",
    "published",
    "pubdate",
    "issued",
    "dcdateissued",
    "dctermsissued",
    "dcdate",
    "dctermsdate",
    "date",
    "datetime",
    "displaydate",
    "posted",
    "postedon",
)
_TODAY = re.compile(r"\btoday\b[\s,(]*(?:on\s+)?", re.IGNORECASE)
_DATE_AFTER_TODAY = 40


@dataclass(frozen=True, slots=True)
class _Stated:
    """A date that one part of an article gives, with its words."""

    written: WrittenDate
    basis: str
    evidence: str

    @property
    def publication(self) -> Publication:
        if self.written.first_day is None:
            return Publication(None, evidence=self.evidence)
        return Publication(self.written.first_day, self.written.precision, self.basis, self.evidence)

    def contradicts(self, other: "_Stated") -> bool:
        """Whether a part that both name, the year, the month or the day, differs."""
        mine, theirs = self.written, other.written
        parts = ((mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day))
        return any(one is not None and another is not None and one != another for one, another in parts)


def publish_date(document: Document, layout: Layout) -> Publication:
    """The publication of one article: from its header, its declared metadata, its dateline or its body, in this order.

    A stamp with an offset gives the day of that offset, the source's own; a stamp in UTC gives the day in UTC.
    A coarser date (a month) gives way to a finer one from a later place. A day and month without a year leave the
    day unknown; the evidence keeps the words, and those of another place that contradicts them.
    """
    edges = (
        _from_header(document, layout),
        _from_metadata(document.metadata),
        _from_dateline(document, layout),
    )
    stated = [found for found in edges if found is not None]
    others: list[_Stated] = []
    if all(found.publication.precision != "day" for found in stated):
        body = _from_body(document, layout)
        # What the edges say of the day goes before what the body says, which may have been signed days earlier.
        is_contrary = body is not None and any(body.contradicts(found) for found in stated)
        (others if is_contrary else stated).extend([body] if body else [])
    if not stated:
        return Publication(None)
    precisions = ("day", "month", "year", "none")
    chosen = min(stated, key=lambda each: precisions.index(each.publication.precision))
    contrary = [f"but {each.basis}: {each.evidence}" for each in (*stated, *others) if each.contradicts(chosen)]
    return replace(chosen.publication, evidence="; ".join([chosen.evidence, *contrary]))


def _from_header(document: Document, layout: Layout) -> _Stated | None:
    if layout.header_date is None:
        return None
    found = find_date(document.text, layout.header_date)
    return _Stated(found[0], "header", found[1].of(document.text)) if found else None


def _from_metadata(metadata: Mapping[str, str]) -> _Stated | None:
    by_name = {re.sub(r"[^a-z]", "", fold(key)): (key, value) for key, value in metadata.items() if value.strip()}
    for name in _FIELDS:
        if name in by_name:
            key, value = by_name[name]
            found = find_date(value, Span(0, len(value)))
            if found is not None and found[0].year is not None:
                return _Stated(found[0], "metadata", f"{key}: {value.strip()}")
    return None


def _from_dateline(document: Document, layout: Layout) -> _Stated | None:
    if layout.dateline_date is None:
        return None
    found = find_date(document.text, layout.dateline_date)
    return _Stated(found[0], "dateline", layout.dateline_date.of(document.text)) if found else None


def _from_body(document: Document, layout: Layout) -> _Stated | None:
    """ "today, August 5, 2021" anywhere in the body, or the day on which the document says it was signed."""
    for span in _body(layout):
        for today in _TODAY.finditer(span.of(document.text)):
            at = span.start + today.end()
            found = find_date(document.text, Span(at, min(span.end, at + _DATE_AFTER_TODAY)))
            if found is not None and found[1].start == at and found[0].precision == "day":
                evidence = document.text[span.start + today.start() : found[1].end]
                return _Stated(found[0], "body", evidence)
    start = next((span.start for span in _body(layout)), len(document.text))
    signed = signed_date(document.text, Span(start, len(document.text)))
    return _Stated(signed[0], "body", " ".join(signed[1].of(document.text).split())) if signed else None


def _body(layout: Layout) -> Iterable[Span]:
    return (block.span for block in layout.blocks if block.zone == Zone.BODY)
