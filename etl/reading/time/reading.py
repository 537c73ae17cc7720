"""The time of one article: the day of its publication and the date expressions resolved against it."""

from collections.abc import Sequence

from etl.reading.annotations import Document, Layout, Publication, Sentence, TimeExpression
from etl.reading.time.expressions import find_time_expressions
from etl.reading.time.inference import infer_publication
from etl.reading.time.publication import publish_date


def read_time(
    document: Document, layout: Layout, sentences: Sequence[Sentence]
) -> tuple[Publication, tuple[TimeExpression, ...]]:
    """The publication, inferred where it is not stated, and the date expressions of the text resolved against it."""
    stated = publish_date(document, layout)
    times = find_time_expressions(document.text, sentences, stated)
    publication = infer_publication(document, layout, sentences, times, stated)
    if publication.on != stated.on or publication.precision != stated.precision:
        times = find_time_expressions(document.text, sentences, publication)
    return publication, times
