"""A reading as a row of the `readings` table: what a reading process sends, plain values without Polars."""

from collections.abc import Mapping
from typing import TypeAlias

from etl.reading.annotations import Mention, Office, Reading, Telling
from etl.reading.front_matter import plain_scalar
from etl.text.spans import Span
from schemas.keys import DurableIds, durable_id

Row: TypeAlias = Mapping[str, object]


def reading_row(reading: Reading, reader_version: str) -> Row:
    """A row of the `readings` table: one article, its annotations nested."""
    return {
        "article_id": reading.document.article_id,
        "reader_version": reader_version,
        "article": [_article(reading)],
        "mentions": _mentions(reading),
        "entities": _entities(reading),
        "offices": _offices(reading),
        "event_mentions": _event_mentions(reading),
        "event_mention_sides": _sides(reading),
        "article_topics": _topics(reading),
        "topic_evidence": _topic_evidence(reading),
    }


def _article(reading: Reading) -> Row:
    layout, text, published = reading.layout, reading.document.text, reading.publication
    return {
        "headline": _line(text, layout.headline) or reading.document.metadata.get("title") or None,
        "author": reading.author,
        "language": reading.language,
        "credit": list(dict.fromkeys(credit.name for credit in layout.credits if credit.kind == "agency")),
        "published_on": published.on,
        "published_precision": published.precision,
        "published_basis": published.basis,
        "published_evidence": published.evidence,
        "dateline_place": _line(text, layout.dateline_place),
        "word_count": reading.word_count,
    }


def _line(text: str, span: Span | None) -> str | None:
    """The words of a span on one line, escapes of front matter resolved."""
    return " ".join(plain_scalar(span.of(text)).split()) if span is not None else None


def _mentions(reading: Reading) -> list[Row]:
    ids = DurableIds("men", reading.document.article_id)
    rows = {ids.of(mention.kind, *mention.span): mention for mention in reading.mentions}
    return [_mention(reading, mention_id, mention) for mention_id, mention in rows.items()]


def _mention(reading: Reading, mention_id: str, mention: Mention) -> Row:
    return {
        "mention_id": mention_id,
        "kind": mention.kind,
        "text": mention.span.of(reading.document.text),
        "char_start": mention.span.start,
        "char_end": mention.span.end,
        "sentence_no": mention.sentence,
        "entity_no": mention.entity,
        "country": mention.country,
        "value": mention.value,
        "part": mention.part,
        "is_nominal": mention.is_nominal,
    }


def _entities(reading: Reading) -> list[Row]:
    return [
        {
            "entity_no": entity.number,
            "kind": entity.kind,
            "name": entity.name,
            "folded_name": entity.folded_name,
            "country": entity.country,
            "acronym": entity.acronym,
            "subkind": entity.subkind,
            "part": entity.part,
        }
        for entity in reading.entities
    ]


def _offices(reading: Reading) -> list[Row]:
    rows = {(office.title, office.entity, office.position): office for office in reading.offices}
    ids = DurableIds("men", reading.document.article_id)
    return [_office(ids.of("title", *office.title), office) for office in rows.values()]


def _office(mention_id: str, office: Office) -> Row:
    return {
        "mention_id": mention_id,
        "entity_no": office.entity,
        "position": office.position,
        "position_kind": office.kind,
        "position_rank": office.rank,
        "organization": office.organization,
        "country": office.country,
        "held_on": office.held_on,
        "held_basis": office.held_basis,
    }


def _telling_id(reading: Reading, telling: Telling) -> str:
    return durable_id(
        "tel", reading.document.article_id, telling.event_type, telling.trigger.start, telling.trigger.end
    )


def _event_mentions(reading: Reading) -> list[Row]:
    text = reading.document.text
    return [
        {
            "event_mention_id": _telling_id(reading, telling),
            "event_no": telling.event,
            "event_type": telling.event_type,
            "event_subtype": telling.event_subtype,
            "mode": telling.mode,
            "status": telling.status,
            "char_start": telling.sentence.start,
            "char_end": telling.sentence.end,
            "text": telling.sentence.of(text),
            "trigger": telling.trigger.of(text),
            "trigger_start": telling.trigger.start,
            "trigger_end": telling.trigger.end,
            "start_date": telling.start,
            "end_date": telling.end,
            "date_precision": telling.date_precision,
            "date_basis": telling.date_basis,
            "date_text": telling.date_text,
            "place_entity_no": telling.place,
            "quantity_value": telling.quantity_value,
            "quantity_unit": telling.quantity_unit,
            "quantity_item": telling.quantity_item,
            "confidence": telling.confidence,
            "reported_by_entity_no": telling.reported_by,
            "is_symmetric": telling.is_symmetric,
        }
        for telling in reading.tellings
    ]


def _sides(reading: Reading) -> list[Row]:
    return [
        {
            "event_mention_id": _telling_id(reading, telling),
            "side_no": number,
            "role": side.role,
            "kind": side.kind,
            "entity_no": side.entity,
            "country": side.country,
            "sector": side.sector,
        }
        for telling in reading.tellings
        for number, side in enumerate(telling.sides, 1)
    ]


def _topics(reading: Reading) -> list[Row]:
    return [{"topic_id": each.topic, "score": each.score, "rank": each.rank} for each in reading.topics]


def _topic_evidence(reading: Reading) -> list[Row]:
    """What speaks of a topic of the article or, in a telling, of the event; what decided nothing is not kept."""
    assigned = {each.topic for each in reading.topics}
    kept = (each for each in reading.topic_evidence if each.topic in assigned or each.telling is not None)
    text = reading.document.text
    return [
        {
            "evidence_no": number,
            "topic_id": each.topic,
            "words": each.words,
            "weight": each.weight,
            "part": each.part,
            "text": each.span.of(text) if each.span is not None else None,
            "char_start": each.span.start if each.span is not None else None,
            "char_end": each.span.end if each.span is not None else None,
            "event_mention_id": (
                _telling_id(reading, reading.tellings[each.telling]) if each.telling is not None else None
            ),
        }
        for number, each in enumerate(kept)
    ]
