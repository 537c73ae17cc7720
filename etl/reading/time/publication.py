"""The day an article was published and the words by which it is known."""

import re
from collections.abc import Iterable, Mapping

from etl.reading.annotations import Document, Layout, Publication, Zone
from etl.reading.time.dates import WrittenDate, find_date
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


def publish_date(document: Document, layout: Layout) -> Publication:
    """The publication of one article: from its header, its declared metadata, its dateline or its body, in this order.

    A stamp with an offset gives the day of that offset, the source's own; a stamp in UTC gives the day in UTC.
    A coarser date (a month) gives way to a finer one from a later place. A day and month without a year leave the
    day unknown; the evidence keeps the words.
    """
    candidates = [
        found
        for found in (
            _from_header(document, layout),
            _from_metadata(document.metadata),
            _from_dateline(document, layout),
            _from_body(document, layout),
        )
        if found is not None
    ]
    dated = [found for found in candidates if found.on is not None]
    for precision in ("day", "month", "year"):
        for found in dated:
            if found.precision == precision:
                return found
    return candidates[0] if candidates else Publication(None)


def _publication(written: WrittenDate, basis: str, evidence: str) -> Publication:
    if written.first_day is None:
        return Publication(None, evidence=evidence)
    return Publication(written.first_day, written.precision, basis, evidence)


def _from_header(document: Document, layout: Layout) -> Publication | None:
    if layout.header_date is None:
        return None
    found = find_date(document.text, layout.header_date)
    return _publication(found[0], "header", found[1].of(document.text)) if found else None


def _from_metadata(metadata: Mapping[str, str]) -> Publication | None:
    by_name = {re.sub(r"[^a-z]", "", fold(key)): (key, value) for key, value in metadata.items() if value.strip()}
    for name in _FIELDS:
        if name in by_name:
            key, value = by_name[name]
            found = find_date(value, Span(0, len(value)))
            if found is not None and found[0].year is not None:
                return _publication(found[0], "metadata", f"{key}: {value.strip()}")
    return None


def _from_dateline(document: Document, layout: Layout) -> Publication | None:
    if layout.dateline_date is None:
        return None
    found = find_date(document.text, layout.dateline_date)
    return _publication(found[0], "dateline", layout.dateline_date.of(document.text)) if found else None


def _from_body(document: Document, layout: Layout) -> Publication | None:
    """ "today, August 5, 2021" anywhere in the body."""
    for span in _body(layout):
        for today in _TODAY.finditer(span.of(document.text)):
            at = span.start + today.end()
            found = find_date(document.text, Span(at, min(span.end, at + _DATE_AFTER_TODAY)))
            if found is not None and found[1].start == at and found[0].precision == "day":
                evidence = document.text[span.start + today.start() : found[1].end]
                return _publication(found[0], "body", evidence)
    return None


def _body(layout: Layout) -> Iterable[Span]:
    return (block.span for block in layout.blocks if block.zone == Zone.BODY)
