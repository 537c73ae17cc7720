"""How an article is built: its zones from header to tail, its headline, dateline and credits."""

import re
from dataclasses import dataclass, field
from typing import Final

from etl.reading import headers
from etl.reading.annotations import Block, Credit, Document, Layout, Zone
from etl.reading.credits import author_after, picture_credit, picture_credits
from etl.reading.datelines import Dateline, find_glued_dateline, read_dateline
from etl.reading.front_matter import find_front_matter
from etl.reading.tails import find_tail
from etl.text.fold import fold
from etl.text.spans import Span

_PARAGRAPH: Final = re.compile(r"\S[^\n]*(?:\n(?![ \t\r\u00a0]*(?:\n|\Z))[^\n]*)*")
_LINE: Final = re.compile(r"\S[^\n]*")
# Opens with a set of characters, so that most of a text is soon passed over.
_PICTURE_WORD: Final = re.compile(r"[pPiIcC](?i:(?<=p)(?:hoto|icture)|(?<=i)mage|(?<=c)(?:redit|ourtesy))")
_MOST_HEADER_LINES: Final = 14
_LONGEST_CAPTION: Final = 700
_GLUED_REACH: Final = 700  # characters in which a dateline glued to slugs is looked for
_DATE_FIELDS: Final = ("date", "published", "published_time", "pubdate", "publish_date", "publication_date")


@dataclass(slots=True)
class _Draft:
    """What has been told apart so far; `at` is where the unread rest begins."""

    text: str
    at: int = 0
    end: int = 0
    zones: list[Block] = field(default_factory=list)
    headline: Span | None = None
    place: Span | None = None
    dateline_date: Span | None = None
    header_date: Span | None = None
    held_date: Span | None = None
    credits: list[Credit] = field(default_factory=list)

    def take(self, zone: Zone, span: Span) -> None:
        """Give `span` to `zone` and go on behind it."""
        self.zones.append(Block(zone, span))
        self.at = max(self.at, span.end)

    def next_paragraph(self, start: int | None = None) -> Span | None:
        return _trimmed(self.text, _PARAGRAPH.search(self.text, self.at if start is None else start, self.end))

    def next_line(self, start: int | None = None) -> Span | None:
        return _trimmed(self.text, _LINE.search(self.text, self.at if start is None else start, self.end))


def _trimmed(text: str, match: re.Match[str] | None) -> Span | None:
    return Span(match.start(), match.start() + len(match.group().rstrip())) if match else None


def lay_out(document: Document) -> Layout:
    """The layout of one article; blocks cover every character of its text that is not white space, in order."""
    draft = _Draft(document.text, end=len(document.text))
    _read_front_matter(draft)
    _read_glued_date(draft)
    tail = find_tail(draft.text, draft.at)
    draft.end = tail.start
    _read_header(draft, document.metadata.get("title", ""))
    if draft.header_date is None and draft.headline is not None:
        draft.header_date = _date_below_standfirst(draft)
    _read_dateline(draft)
    _read_captions(draft)
    draft.credits.extend(tail.credits)
    return Layout(
        blocks=_cover(draft, tail.start),
        headline=draft.headline,
        dateline_place=draft.place,
        dateline_date=draft.dateline_date,
        header_date=draft.header_date,
        held_date=draft.held_date,
        credits=tuple(sorted(set(draft.credits), key=lambda credit: credit.span)),
    )


def _read_front_matter(draft: _Draft) -> None:
    front = find_front_matter(draft.text)
    if front is None:
        return
    title = front.fields.get("title")
    if title is not None:
        draft.take(Zone.HEADER, Span(front.span.start, title.start))
        draft.take(Zone.HEADLINE, title)
        draft.take(Zone.HEADER, Span(title.end, front.span.end))
        draft.headline = title
    else:
        draft.take(Zone.HEADER, front.span)
    draft.header_date = next((front.fields[key] for key in _DATE_FIELDS if key in front.fields), None)
    author = front.fields.get("author")
    if author is not None:
        named = author_after(draft.text, author) or Credit(author, author.of(draft.text), "author")
        draft.credits.append(named)


def _read_glued_date(draft: _Draft) -> None:
    if draft.at:
        return
    glued = headers.glued_date(draft.text)
    if glued is not None:
        draft.take(Zone.HEADER, glued[0])
        draft.header_date = glued[1]


def _read_header(draft: _Draft, declared_title: str) -> None:
    """Lines above the body, until the first that is neither a header line, a title nor a caption."""
    for _ in range(_MOST_HEADER_LINES):
        line = draft.next_line()
        if line is None or _dateline_at(draft, line.start) is not None:
            return
        if _take_caption(draft, draft.next_paragraph() or line):
            continue
        header = headers.read_header_line(draft.text, line)
        title = _title(draft, line, declared_title) if draft.headline is None else None
        if title is not None and (header is None or header.kind == "place"):
            draft.headline = headers.title_span(draft.text, title)
            draft.take(Zone.HEADLINE, title)
        elif header is not None:
            # "FROM: …" goes on over broken lines.
            draft.take(Zone.HEADER, draft.next_paragraph() or line if header.kind == "memo" else line)
            if header.kind == "held":
                draft.held_date = draft.held_date or header.date
            else:
                draft.header_date = draft.header_date or header.date
            draft.place = draft.place or header.place
            draft.credits.extend(header.credits)
        elif not (declared_title or draft.headline) or not _take_label(draft):
            return


def _date_below_standfirst(draft: _Draft) -> Span | None:
    """The date of "Published 14 April 2022" under the sentence that sums an article up, below its title."""
    paragraph = draft.next_paragraph()
    line = draft.next_line(paragraph.end) if paragraph is not None else None
    return headers.labelled_date(draft.text, line) if line is not None else None


def _take_label(draft: _Draft) -> bool:
    """A venue or an addressee above the body: a paragraph or a broken line of capitalised words."""
    paragraph = draft.next_paragraph()
    line = draft.next_line()
    if paragraph is None or line is None:
        return False
    has_more = draft.next_line(paragraph.end) is not None
    for block in (line, paragraph):
        ends_here = block == paragraph or draft.text[block.end : block.end + 2] == "  "
        if has_more and ends_here and headers.is_label(draft.text, block):
            draft.take(Zone.HEADER, block)
            return True
    return False


def _title(draft: _Draft, line: Span, declared: str) -> Span | None:
    """The title that begins with `line`, which what follows must show: a header line, a dateline or a blank line."""
    if declared:
        return line if fold(line.of(draft.text)) == fold(declared.strip()) else None
    if any(block.zone != Zone.HEADER for block in draft.zones):
        return None
    end = line
    for _ in range(3):
        block = Span(line.start, end.end)
        following = draft.next_line(end.end)
        if following is None or not headers.is_title(draft.text, block):
            return None
        gap = draft.text[end.end : following.start]
        if (
            gap.count("\n") > 1
            or headers.read_header_line(draft.text, following) is not None
            or _dateline_at(draft, following.start) is not None
            or (headers.is_label(draft.text, block) and not following.of(draft.text)[0].islower())
        ):
            return block
        end = following
    return None


def _dateline_at(draft: _Draft, start: int) -> Dateline | None:
    paragraph = draft.next_paragraph(start)
    return read_dateline(draft.text, start, paragraph.end) if paragraph else None


def _read_dateline(draft: _Draft) -> None:
    """The dateline, or the two of a release whose first names the country and whose second names the town."""
    glued = find_glued_dateline(draft.text, draft.at, min(draft.end, draft.at + _GLUED_REACH))
    for _ in range(2):
        paragraph = draft.next_paragraph()
        dateline = _dateline_at(draft, paragraph.start) if paragraph else None
        if dateline is None:
            break
        _take_dateline(draft, dateline)
        if glued is not None and glued.span.overlaps(dateline.span):
            glued = None
    if glued is not None and glued.span.start >= draft.at:
        before = _trim(draft.text, Span(draft.at, glued.span.start))
        if before.end > before.start and not _take_caption(draft, before):
            shown = draft.headline is None and headers.is_title(draft.text, before)
            draft.headline = before if shown else draft.headline
            draft.take(Zone.HEADLINE if shown else Zone.HEADER, before)
        _take_dateline(draft, glued)


def _take_dateline(draft: _Draft, dateline: Dateline) -> None:
    draft.take(Zone.DATELINE, dateline.span)
    draft.place = dateline.place or draft.place
    draft.dateline_date = dateline.date or draft.dateline_date
    draft.credits.extend(dateline.credits)


def _take_caption(draft: _Draft, paragraph: Span) -> bool:
    """A paragraph, or its first line, that ends in a picture credit."""
    line = draft.next_line(paragraph.start)
    for block in (paragraph, line if line and line.end <= paragraph.end else paragraph):
        credit = picture_credit(draft.text, block) if block.end - block.start <= _LONGEST_CAPTION else None
        if credit is not None:
            draft.take(Zone.CAPTION, block)
            draft.credits.extend(picture_credits(draft.text, credit))
            return True
    return False


def _read_captions(draft: _Draft) -> None:
    """Captions between the paragraphs of the body."""
    while (hint := _PICTURE_WORD.search(draft.text, draft.at, draft.end)) is not None:
        before = draft.text.rfind("\n\n", draft.at, hint.start())
        paragraph = draft.next_paragraph(max(draft.at, before))
        if paragraph is None or not _take_caption(draft, paragraph):
            draft.at = paragraph.end if paragraph and paragraph.end > hint.end() else hint.end()


def _cover(draft: _Draft, tail_start: int) -> tuple[Block, ...]:
    """The zones in order with the gaps between them filled: header before the body has begun, body after that."""
    tail = Block(Zone.TAIL, Span(tail_start, len(draft.text)))
    blocks: list[Block] = []
    at = 0
    for block in [*sorted(draft.zones, key=lambda block: block.span), tail]:
        blocks.append(Block(Zone.BODY, Span(at, block.span.start)))
        blocks.append(block)
        at = block.span.end
    trimmed = [Block(block.zone, _trim(draft.text, block.span)) for block in blocks]
    return tuple(block for block in trimmed if block.span.end > block.span.start)


def _trim(text: str, span: Span) -> Span:
    raw = span.of(text)
    return Span(span.start + len(raw) - len(raw.lstrip()), span.end - len(raw) + len(raw.rstrip()))
