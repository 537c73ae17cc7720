"""The time of one article: the day of its publication and the date expressions resolved against it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from etl.reading.annotations import Document, Layout, Publication, Sentence, TimeExpression
from etl.reading.time.dates import find_date
from etl.reading.time.expressions import find_time_expressions
from etl.reading.time.inference import infer_publication
from etl.reading.time.publication import day_held, publish_date
from etl.reading.time.source import calendar_of

_FILED_BEFORE: Final = timedelta(days=7)  # the longest that a dispatch or a transcript waits for its publication


def read_time(
    document: Document, layout: Layout, sentences: Sequence[Sentence]
) -> tuple[Publication, tuple[TimeExpression, ...]]:
    """The publication, inferred where it is not stated, and the date expressions of the text resolved against it.

    What was filed or spoken some days before it was published counts its days from then: "today" in a dispatch of
    26 July that is published on 28 July is the 26th.
    """
    stated = publish_date(document, layout)
    anchor = _told_on(document, layout, stated)
    day_first = calendar_of(document, layout).day_first
    times = find_time_expressions(document.text, sentences, anchor, day_first)
    publication = infer_publication(document, layout, sentences, times, stated)
    if publication.on != stated.on or publication.precision != stated.precision:
        told_on = _told_on(document, layout, publication)
        if told_on != anchor:
            times = find_time_expressions(document.text, sentences, told_on, day_first)
    return publication, times


def _told_on(document: Document, layout: Layout, publication: Publication) -> Publication:
    """The day from which the text counts, as a publication on that day."""
    held = day_held(document, layout)
    written = held[0] if held else None
    if written is None and layout.dateline_date is not None:
        found = find_date(document.text, layout.dateline_date)
        written = found[0] if found else None
    day = written.first_day if written and written.precision == "day" else None
    if day is None or publication.on is None:
        return publication
    if publication.precision == "day" and not timedelta(0) < publication.on - day <= _FILED_BEFORE:
        return publication
    return Publication(day, "day")
