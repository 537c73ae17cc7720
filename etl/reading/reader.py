"""One document to its annotations: the cascade, each stage seeing what the earlier ones found."""

from bisect import bisect_right
from collections.abc import Sequence

from etl.reading.annotations import Document, Layout, Mention, Reading, Sentence, TimeExpression, Zone
from etl.reading.events.tell import read_events
from etl.reading.language import language_of
from etl.reading.layout import lay_out
from etl.reading.people.tenure import date_offices
from etl.reading.quantities.find import find_quantities
from etl.reading.quantities.tie import with_quantities
from etl.reading.sentences import split_sentences
from etl.reading.time.reading import read_time
from etl.reading.topics.assign import assign_topics
from etl.reading.topics.evidence import topic_evidence
from etl.reading.who import read_who


def read_document(document: Document) -> Reading:
    """Everything read from one article; depends on nothing but the document and the lexicon."""
    layout = lay_out(document)
    sentences = split_sentences(document.text, layout)
    publication, times = read_time(document, layout, sentences)
    cast = read_who(document, layout, sentences)
    quantities = find_quantities(cast.sentences, times, cast.home)
    tellings = with_quantities(document.text, read_events(document.text, cast, times, publication), quantities)
    evidence = topic_evidence(document, cast, tellings, layout.headline)
    word_count = len(document.text.split())
    dates = _date_mentions(times, sentences)
    amounts = (quantity.mention() for quantity in quantities)
    return Reading(
        document=document,
        layout=layout,
        publication=publication,
        language=language_of(_body(document, layout)),
        author=_author(layout, document),
        word_count=word_count,
        sentences=sentences,
        entities=tuple(cast.entities),
        mentions=tuple(sorted([*cast.mentions, *dates, *amounts], key=lambda mention: (mention.span, mention.kind))),
        offices=date_offices(cast.offices, tellings, cast.speakers(), publication),
        tellings=tellings,
        topics=assign_topics(evidence, word_count),
        topic_evidence=tuple(evidence),
    )


def _body(document: Document, layout: Layout) -> str:
    return " ".join(block.span.of(document.text) for block in layout.blocks if block.zone is Zone.BODY)


def _date_mentions(times: Sequence[TimeExpression], sentences: Sequence[Sentence]) -> list[Mention]:
    ends = [sentence.span.end for sentence in sentences]
    return [Mention("date", time.span, bisect_right(ends, time.span.start), value=time.value) for time in times]


def _author(layout: Layout, document: Document) -> str | None:
    """The first author credited in the text, else the one the metadata declare."""
    credited = (credit.name for credit in layout.credits if credit.kind == "author")
    return next(credited, None) or document.metadata.get("author") or None
