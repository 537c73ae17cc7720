"""Where an article speaks of a topic: every word of the topic lexicon that counts, with its place.

Headline and body count; header, captions, dateline and tail do not. Words that are no more than part of the name or
title of a person, of an organisation or of a place do not count: "Energy Minister" is not about energy.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.annotations import Document, Sentence, Telling, TopicEvidence, Zone
from etl.reading.people.words import is_title_head
from etl.reading.tagging import TaggedSentence, tag_sentences
from etl.reading.topics.words import HINT, act_topics, find_phrases, singular
from etl.reading.who import Cast
from etl.text.fold import fold
from etl.text.spans import Span

_LEAD_SENTENCES: Final = 2
_NAMES: Final = frozenset({"person", "organization", "place"})
_IN_NAMES: Final = frozenset({"of", "and", "for", "the", "&", ",", "on"})
_OVER: Final = frozenset({"of", "for", "on"})
_LONGEST_NAME: Final = 8  # words


def topic_evidence(
    document: Document, cast: Cast, tellings: Sequence[Telling], headline: Span | None
) -> list[TopicEvidence]:
    """Every word that speaks of a topic, in the order of the text; a title that only the metadata have comes first.

    Words in the sentence of a telling belong to the telling whose trigger stands nearest before them, else to the first
    of the sentence.
    """
    found = list(_in_title(document)) if headline is None else []
    parts = _parts(cast.sentences)
    told = _tellings_by_sentence(cast.sentences, tellings)
    for number, tagged in enumerate(cast.sentences):
        part = parts.get(number)
        if part is None:
            continue
        claimed = _claimed(cast, number)
        for first, end, words, topic, weight in _matches(tagged, claimed):
            span = tagged.span(first, end)
            telling = _telling_of(span, told.get(number, ())) if weight > HINT else None
            found.append(TopicEvidence(topic, words, weight, part, span, telling))
        found += _acts(told.get(number, ()), part)
    return found


def _parts(sentences: Sequence[TaggedSentence]) -> dict[int, str]:
    """headline, lead or body by the place of the sentence among all; those that do not count are left out."""
    parts: dict[int, str] = {}
    told = 0
    for number, tagged in enumerate(sentences):
        if tagged.sentence.zone is Zone.HEADLINE:
            parts[number] = "headline"
        elif tagged.sentence.zone is Zone.BODY:
            parts[number] = "lead" if told < _LEAD_SENTENCES else "body"
            told += 1
    return parts


def _in_title(document: Document) -> Iterator[TopicEvidence]:
    """Evidence in the title that the metadata declare, which has no place in the text."""
    title = " ".join(document.metadata.get("title", "").split())
    if not title:
        return
    [tagged] = tag_sentences(title, [Sentence(0, Span(0, len(title)), Zone.HEADLINE, 0)])
    claimed = {index for hit in tagged.hits if hit.known.kind in _NAMES for index in range(hit.first, hit.end)}
    for _, _, words, topic, weight in _matches(tagged, claimed):
        yield TopicEvidence(topic, words, weight, "title", None, None)


def _claimed(cast: Cast, number: int) -> set[int]:
    """Tokens of names and of the titles beside them."""
    return {
        index
        for reference in cast.references[number]
        if reference.kind in _NAMES
        for index in range(reference.first, reference.end)
    }


def _matches(tagged: TaggedSentence, claimed: set[int]) -> Iterator[tuple[int, int, str, str, float]]:
    """First and end token, lexicon words, topic and weight of what counts in a sentence."""
    for found in find_phrases(tagged.words):
        first, end = found[:2]
        if not claimed.issuperset(range(first, end)) and not _is_portfolio(tagged, first, end):
            yield found


def _is_portfolio(tagged: TaggedSentence, first: int, end: int) -> bool:
    """True for what an office or a body is over: "energy ministers", "Department of Trade", "Minister for Health"."""
    if _is_office_or_body(tagged.word(end)):
        return True
    at = first - 1
    while at > 0 and (
        (word := tagged.word(at)) in _IN_NAMES or (tagged.tokens[at].is_capitalized and first - at < _LONGEST_NAME)
    ):
        if word in _OVER and _is_office_or_body(tagged.word(at - 1)):
            return tagged.tokens[first].is_capitalized or at == first - 1
        at -= 1
    return False


@cache
def _is_office_or_body(word: str) -> bool:
    """True for a word that heads a title ("minister") or an organisation's name ("ministry"), also in the plural."""
    return is_title_head(singular(word)) or singular(word) in _body_heads()


@cache
def _body_heads() -> frozenset[str]:
    """The words that head an organisation's name, in the singular."""
    heads = (row["word"] for row in rows("organization_words") if "head" in values(row["position"]))
    return frozenset(singular(fold(head)) for head in heads)


def _tellings_by_sentence(
    sentences: Sequence[TaggedSentence], tellings: Sequence[Telling]
) -> dict[int, list[tuple[int, Telling]]]:
    """The tellings, with their place among all, by the place of the sentence that holds their trigger; by trigger."""
    told: dict[int, list[tuple[int, Telling]]] = {}
    at = 0
    for place, telling in sorted(enumerate(tellings), key=lambda pair: pair[1].trigger):
        while at < len(sentences) and sentences[at].sentence.span.end <= telling.trigger.start:
            at += 1
        told.setdefault(at, []).append((place, telling))
    return told


def _telling_of(span: Span, told: Sequence[tuple[int, Telling]]) -> int | None:
    """Place of the telling to whose clause the words belong."""
    inside = [(place, telling) for place, telling in told if telling.sentence.covers(span)]
    if not inside:
        return None
    before = [place for place, telling in inside if telling.trigger.start <= span.start]
    return before[-1] if before else inside[0][0]


def _acts(told: Sequence[tuple[int, Telling]], part: str) -> Iterator[TopicEvidence]:
    """Acts between countries speak of a topic by being told: talks of diplomacy."""
    for _, telling in told:
        countries = {side.country for side in telling.sides if side.country is not None}
        if len(countries) > 1:
            for topic, weight in act_topics().get(telling.event_type, {}).items():
                yield TopicEvidence(topic, telling.event_type, weight, part, telling.trigger, None)
