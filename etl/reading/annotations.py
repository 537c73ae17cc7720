"""What reading finds in one article: standoff annotations, each a span of the unchanged text.

Every stage of the cascade takes the document and what earlier stages found, and adds its own annotations;
`Reading` collects them. Offsets are Unicode code points of `Document.text`, half open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from etl.text.spans import Span


@dataclass(frozen=True, slots=True)
class Document:
    """One article as extract hands it over; `metadata` are declared fields (title, date, author, ...), all text."""

    article_id: str
    text: str
    source_file: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


class Zone(StrEnum):
    """What a stretch of an article is for: only the body and the headline tell events of their own."""

    HEADER = "header"  # header date, front matter, issuing office
    HEADLINE = "headline"
    CAPTION = "caption"
    DATELINE = "dateline"
    BODY = "body"
    TAIL = "tail"  # agency sign-off, end marks


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text in one zone; blocks of a layout are in order and do not overlap."""

    zone: Zone
    span: Span


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency, outlet or person who is credited with the text or a picture."""

    span: Span
    name: str  # normalised: the agency's code for an agency, the name as written for a person
    kind: str  # agency | author | photographer


@dataclass(frozen=True, slots=True)
class Layout:
    """How an article is built: its blocks in order and what its edges say."""

    blocks: tuple[Block, ...]
    headline: Span | None = None
    dateline_place: Span | None = None
    dateline_date: Span | None = None
    header_date: Span | None = None
    held_date: Span | None = None  # "(May 21, 2022)" above a transcript: the day of the speech
    credits: tuple[Credit, ...] = ()


@dataclass(slots=True)
class Sentence:
    """One sentence of one zone; `number` counts from 0 through the article, `paragraph` likewise."""

    number: int
    span: Span
    zone: Zone
    paragraph: int


@dataclass(slots=True)
class TimeExpression:
    """A date expression and its normalised TIMEX3 value; `start`/`end` are the days it covers, where it names days.

    `precision` is day, range, month, year or none (durations, sets). `direction` is past, future or none: what the
    words themselves say ("late Wednesday" none, "next May" future). `basis` says what it was resolved against:
    explicit (all in the words), publication, or context.
    """

    span: Span
    value: str
    start: date | None
    end: date | None
    precision: str
    basis: str = "explicit"
    direction: str = "none"


@dataclass(frozen=True, slots=True)
class Publication:
    """The day an article was published and how it is known (see warehouse contract, `articles.published_*`)."""

    on: date | None
    precision: str = "none"  # day | month | year | none
    basis: str | None = None  # header | metadata | dateline | body | inferred | file
    evidence: str | None = None


@dataclass(slots=True)
class Entity:
    """A person, organisation, place or country within one article; `number` counts from 1."""

    number: int
    kind: str  # person | organization | place | country
    name: str
    folded_name: str
    country: str | None = None  # ISO 3166-1 alpha-3
    acronym: str | None = None
    subkind: str | None = None  # organisation kind or place kind
    part: str = "text"  # text | credit


@dataclass(slots=True)
class Mention:
    """A span recognised in the text; `value` is its normalised reading (date, quantity, ISO code)."""

    kind: str  # person | organization | place | country | nationality | date | quantity | title
    span: Span
    sentence: int
    entity: int | None = None
    country: str | None = None
    value: str | None = None
    part: str = "text"  # text | caption | credit | tail | header
    is_nominal: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """An office a person is said to hold; `title` is the span of the words, `held_on` a day on which it was held."""

    title: Span
    entity: int
    position: str
    kind: str
    rank: int
    organization: str | None = None
    country: str | None = None
    held_on: date | None = None
    held_basis: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an act: a person, an organisation or, alone, a country."""

    role: str  # actor | recipient
    kind: str  # person | organization | country
    entity: int | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """One place where an article tells an act; tellings of one act within the article share `event`."""

    event: int
    sentence: Span
    trigger: Span
    event_type: str
    event_subtype: str | None
    mode: str | None
    status: str
    sides: tuple[Side, ...]
    start: date | None = None
    end: date | None = None
    date_precision: str = "none"
    date_basis: str | None = None
    date_text: str | None = None
    place: int | None = None
    quantity_value: float | None = None
    quantity_unit: str | None = None
    quantity_item: str | None = None
    confidence: float = 0.5
    reported_by: int | None = None
    is_symmetric: bool = False


@dataclass(slots=True)
class TopicEvidence:
    """Words that speak of a topic: as the lexicon has them, their weight there, and where they stand.

    `part` is title (declared by the metadata, no span), headline, lead or body. `telling` is the place, among the
    article's tellings, of the one to whose clause the words belong.
    """

    topic: str
    words: str
    weight: float
    part: str
    span: Span | None
    telling: int | None


@dataclass(frozen=True, slots=True)
class ArticleTopic:
    """A topic of an article; rank 1 is the main one."""

    topic: str
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one article."""

    document: Document
    layout: Layout
    publication: Publication
    language: str | None
    author: str | None
    word_count: int
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    offices: tuple[Office, ...]
    tellings: tuple[Telling, ...]
    topics: tuple[ArticleTopic, ...] = ()
    topic_evidence: tuple[TopicEvidence, ...] = ()
