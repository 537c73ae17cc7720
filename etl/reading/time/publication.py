"""The day an article was published and the words by which it is known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from etl.reading.annotations import Document, Layout, Publication, Zone
from etl.reading.time.addresses import date_in_names
from etl.reading.time.dates import WrittenDate, date_at_end, find_date, order_shown
from etl.reading.time.signed import signed_date
from etl.reading.time.source import calendar_of, day_of_stamp
from etl.text.fold import fold
from etl.text.spans import Span

# Names under which feeds, pages and archives declare a day of publication, the surest first, letters only; what was
# merely modified, crawled or expires is not among them.
_FIELDS: Final = (
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
_TODAY: Final = re.compile(r"\btoday\b[\s,(]*(?:on\s+)?", re.IGNORECASE)
_DATE_AFTER_TODAY: Final = 40
_LONGEST_CLOCK: Final = 40
_FILED_WITHIN: Final = timedelta(days=7)


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
    """The publication of one article: from its header, its declared metadata, its dateline, the end of its title, its
    body, the day of the speech that it reports, its file name or address, in this order.

    A stamp with an offset gives the day of that offset, the source's own; a stamp in UTC gives the day where the source
    is, or in UTC where that is not known. A coarser date (a month) gives way to a finer one from a later place. A day
    and month without a year leave the day unknown, unless a file name shows the year; the evidence keeps the words,
    and those of another place that contradicts them.
    """
    edges = (
        _from_header(document, layout),
        _from_metadata(document, layout),
        _from_dateline(document, layout),
    )
    stated = [found for found in edges if found is not None]
    others: list[_Stated] = []
    for look in (_from_title, _from_body, _from_day_held, _from_names):
        if any(found.publication.precision == "day" for found in stated):
            break
        found = look(document, layout)
        if found is None:
            continue
        # What the edges say of the day goes before what the body says, which may have been signed days earlier.
        if any(found.contradicts(each) for each in stated):
            others.append(found)
        else:
            stated.append(found)
    if not stated:
        return Publication(None)
    precisions = ("day", "month", "year", "none")
    chosen = min(stated, key=lambda each: precisions.index(each.publication.precision))
    named = next((each for each in others if each.basis == "file"), None)
    if named is not None and (completed := _completed(chosen, named)) is not None:
        chosen = completed
    contrary = [f"but {each.basis}: {each.evidence}" for each in (*stated, *others) if each.contradicts(chosen)]
    return replace(chosen.publication, evidence="; ".join([chosen.evidence, *contrary]))


def _completed(stated: _Stated, named: _Stated) -> _Stated | None:
    """A day and month with the year of a file name: it names the day of filing, or one soon after."""
    last = named.written.first_day
    if last is None or named.written.precision != "day" or stated.written.year is not None:
        return None
    for year in (last.year, last.year - 1):
        day = replace(stated.written, year=year).first_day
        if day is not None and timedelta(0) <= last - day <= _FILED_WITHIN and stated.written.day is not None:
            return replace(stated, written=replace(stated.written, year=year))
    return None


def _from_header(document: Document, layout: Layout) -> _Stated | None:
    if layout.header_date is None:
        return None
    day_first = calendar_of(document, layout).day_first
    found = find_date(document.text, layout.header_date, order_shown(document.text) if day_first is None else day_first)
    if found is None:
        return None
    line_end = document.text.find("\n", found[1].end)
    rest = document.text[found[1].end : line_end if line_end >= 0 else len(document.text)][:_LONGEST_CLOCK]
    return _stamped(found[0], rest, "header", found[1].of(document.text), document, layout)


def _from_metadata(document: Document, layout: Layout) -> _Stated | None:
    by_name = {
        re.sub(r"[^a-z]", "", fold(key)): (key, value) for key, value in document.metadata.items() if value.strip()
    }
    for name in _FIELDS:
        if name in by_name:
            key, value = by_name[name]
            day_first = calendar_of(document, layout).day_first if "/" in value else None
            found = find_date(value, Span(0, len(value)), day_first)
            if found is not None and found[0].year is not None:
                evidence = f"{key}: {value.strip()}"
                return _stamped(found[0], value[found[1].end :], "metadata", evidence, document, layout)
    return None


def _stamped(written: WrittenDate, rest: str, basis: str, evidence: str, document: Document, layout: Layout) -> _Stated:
    """A date with the clock behind it: where that runs in UTC, the day in the source's own zone."""
    on = written.first_day
    if on is None or written.precision != "day" or ":" not in rest:
        return _Stated(written, basis, evidence)
    zone = calendar_of(document, layout).zone
    day = day_of_stamp(on, rest, zone)
    if day is None or day == on:
        return _Stated(written, basis, evidence)
    return _Stated(WrittenDate(day.year, day.month, day.day), basis, f"{evidence}: {day.isoformat()} in {zone}")


def _from_title(document: Document, layout: Layout) -> _Stated | None:
    """The date behind the last dash or bar of a title: "Press Briefing – May 4, 2021"."""
    title = _title(document, layout)
    found = date_at_end(title)
    return _Stated(found[0], "header", found[1].of(title)) if found and found[0].precision == "day" else None


def _from_day_held(document: Document, layout: Layout) -> _Stated | None:
    """The month in which a speech was held; its transcript is often published on one of the days after."""
    held = day_held(document, layout)
    return _Stated(replace(held[0], day=None), "header", f"held {held[1]}") if held else None


def day_held(document: Document, layout: Layout) -> tuple[WrittenDate, str] | None:
    """The full date in brackets above a transcript or at the end of its title, and its words: what it calls today."""
    title = _title(document, layout)
    for text, found in (
        (document.text, find_date(document.text, layout.held_date) if layout.held_date else None),
        (title, date_at_end(title, bracketed=True)),
    ):
        if found is not None and found[0].precision == "day":
            return found[0], found[1].of(text)
    return None


def _title(document: Document, layout: Layout) -> str:
    return layout.headline.of(document.text) if layout.headline else document.metadata.get("title", "")


def _from_names(document: Document, _: Layout) -> _Stated | None:
    found = date_in_names(document)
    return _Stated(found[0], "file", found[1]) if found else None


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
