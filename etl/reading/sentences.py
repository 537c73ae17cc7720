"""Sentences of an article, zone by zone, as trimmed spans of the unchanged text.

A full stop ends a sentence unless an abbreviation, an initial, a number or an address claims it; sentences glued
without a space are parted. Within a paragraph a line break counts only where it is no hard wrap.
"""

import re
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.annotations import Layout, Sentence, Zone
from etl.text.fold import fold
from etl.text.spans import Span
from etl.text.tokens import find_addresses

_BLANK_LINE: Final = re.compile(r"\n[ \t\r\u00a0\ufeff\u200b]*(?=\n)")
_LINE_BREAK: Final = re.compile(
    r"\n\s*"
)  # and the _BLANKS before it, which to look for would take a try at every character
_BLANKS: Final = " \t\r\u00a0"
# What begins a unit of its own: list items, headings, speakers of a transcript, table rows, rules.
_NEW_UNIT: Final = re.compile(
    r"""
    (?:[-*+•▪◦●–—]|\\[-*+]|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\#{1,6})[ \t\u00a0]+\S
  | \* \*?\S | [|>] | Q[ \t\u00a0]{2,}
  | \*{0,2} [^\W\da-z_]{2}[^\na-z:]{1,60}(?:\([^()\n]*\))?:
    """,
    re.VERBOSE,
)
_HEADING: Final = re.compile(r"\s*(?:\#{1,6}\s|\*\*[^*\n]+\*\*\s*$)")
# A possible end: final marks, closing quotes and brackets, note numbers; then white space or a glued capital. A row of
# marks is tried once, since leaders are long; the pattern opens with a set of characters, which are soon passed over.
_CLOSING: Final = r"""["'”’»)\]*_]"""
_END: Final = re.compile(
    rf"""
    (?P<marks>[.!?…。！？؟।](?<![.!?…]{{2}})(?:(?<=[.!?…])[.!?…]++)?)
    (?P<closing>(?:{_CLOSING})*(?:\[\d{{1,3}}\])*(?:[ \u00a0][”»](?=\s|$))?)
    (?: (?P<space>\s+) | (?=[^\W\d_]|["“‘'(\[«]) | (?<=[。！？]) )
    """,
    re.VERBOSE,
)
_OPENING: Final = "\"'“‘«([*_¿¡-–—•"
_WORD_BEFORE: Final = re.compile(r"[^\W_][\w.'’\-\u0300-\u036f]*$")
_LONGEST_WORD: Final = 40
_WORD_BEHIND: Final = re.compile(r"[^\w]*(\w+)")
_LETTERED: Final = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*\.)*[^\W\d_][\u0300-\u036f]*$")
_WRAP_WIDTHS: Final = range(40, 140)


@cache
def _abbreviations() -> dict[str, str]:
    """Folded abbreviation without its point -> never, number or starter (see abbreviations.csv)."""
    known = {fold(row["abbreviation"]): row["ends"] for row in rows("abbreviations")}
    for row in rows("calendar"):
        if row["kind"] in ("month", "weekday"):
            known.update({fold(short): "number" for short in values(row["abbreviations"])})
    return known


@cache
def _starters() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("sentence_starters"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in rows("given_names"))


_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_INITIAL: Final = re.compile(r"[A-Z]\.[ \t]+[A-Z]")
# A line does not end a thought with a comma, a preposition, an article or a conjunction.
_BROKEN_OFF: Final = re.compile(r"(?:,|\b(?:of|the|a|an|and|or|in|on|at|to|for|from|by|with|that|as))$")
_LONGEST_LINK: Final = 4  # letters of the longest of these words
_UP_TO_SPACE: Final = re.compile(r"\S*")


def split_sentences(text: str, layout: Layout) -> tuple[Sentence, ...]:
    """The sentences of every block of `layout` in order; a sentence never crosses a block or a paragraph."""
    sentences: list[Sentence] = []
    paragraph = 0
    addresses = find_addresses(text)
    for block in layout.blocks:
        for unit in _units(text, block.span):
            whole = block.zone not in (Zone.BODY, Zone.CAPTION)
            for span in [unit] if whole else _sentences_of(text, unit, addresses):
                sentences.append(Sentence(len(sentences), span, block.zone, paragraph))
            paragraph += 1
    return tuple(sentences)


def _units(text: str, span: Span) -> list[Span]:
    """Paragraphs, headings, list items and unwrapped lines of `span`, trimmed."""
    units = []
    start = span.start
    for blank in _BLANK_LINE.finditer(text, *span):
        units.extend(_lines_of(text, Span(start, blank.start())))
        start = blank.end()
    units.extend(_lines_of(text, Span(start, span.end)))
    return units


def _lines_of(text: str, paragraph: Span) -> list[Span]:
    """`paragraph` cut at those line breaks that are no hard wraps."""
    paragraph = _trim(text, paragraph)
    if paragraph.start == paragraph.end:
        return []
    breaks = [_with_blanks_before(text, paragraph.start, found) for found in _LINE_BREAK.finditer(text, *paragraph)]
    if not breaks:
        return [paragraph]
    starts = [paragraph.start, *(found.end for found in breaks)]
    ends = [*(found.start for found in breaks), paragraph.end]
    width = max(end - text.rfind("\n", 0, start) - 1 for start, end in zip(starts[:-1], ends[:-1], strict=True))
    units = []
    at = starts[0]
    for found in breaks:
        if _is_break(text, at, found, width):
            units.append(_trim(text, Span(at, found.start)))
            at = found.end
    units.append(_trim(text, Span(at, paragraph.end)))
    return [unit for unit in units if unit.end > unit.start]


def _with_blanks_before(text: str, start: int, found: re.Match[str]) -> Span:
    """A line break found behind `start` with the blanks that stand before it."""
    line = text[max(start, text.rfind("\n", start, found.start()) + 1) : found.start()]
    return Span(found.start() - len(line) + len(line.rstrip(_BLANKS)), found.end())


def _is_break(text: str, at: int, found: Span, width: int) -> bool:
    """Whether a line break ends a unit.

    It does before a list item or a heading and after a heading. Otherwise it is a hard wrap where the next word would
    not have fitted in, where the next line goes on in lower case, or where the line breaks off in mid-phrase.
    """
    if _splits_name(text, at, found):
        return False
    if _NEW_UNIT.match(text, found.end) or _HEADING.match(text, at, found.start):
        return True
    if text[found.end].islower() or _BROKEN_OFF.search(text, max(at, found.start - _LONGEST_LINK), found.start):
        return False
    line_start = text.rfind("\n", 0, found.start) + 1
    first_word = _UP_TO_SPACE.match(text, found.end)
    needed = found.start - line_start + 1 + (len(first_word.group()) if first_word else 0)
    return width not in _WRAP_WIDTHS or needed <= width


def _splits_name(text: str, at: int, found: Span) -> bool:
    """True for a hard wrap between a given name and an initial ("Donald / J. Trump"), which is no list item."""
    if _INITIAL.match(text, found.end) is None:
        return False
    before = _LAST_WORD.search(text, at, found.start)
    return before is not None and fold(before.group()) in _given_names()


def _sentences_of(text: str, unit: Span, addresses: list[Span]) -> list[Span]:
    spans = []
    start = unit.start
    addresses = [address for address in addresses if address.overlaps(unit)]
    for end in _END.finditer(text, *unit):
        if any(address.start <= end.start() and end.end() < address.end for address in addresses):
            continue
        cut = end.end("closing")
        if cut < unit.end and _ends_sentence(text, start, end, unit):
            cut = _with_closing_quote(text, start, end)
            spans.append(_trim(text, Span(start, cut)))
            start = cut
    spans.append(_trim(text, Span(start, unit.end)))
    return [span for span in spans if span.end > span.start]


def _with_closing_quote(text: str, start: int, end: re.Match[str]) -> int:
    """The cut behind `end`, moved past a straight quote after a space that closes one opened in this sentence."""
    cut = end.end("closing")
    if text[cut : cut + 2] == ' "' and text.count('"', start, cut) % 2 == 1:
        return cut + 2
    return cut


def _ends_sentence(text: str, start: int, end: re.Match[str], unit: Span) -> bool:
    if end["marks"][0] in "。！？؟।":
        return True
    following = _next_letter(text, end.end(), unit.end)
    if end["space"] is None:
        return _ends_glued(text, start, end, unit)
    if following is None or following.islower():
        return False
    if end["marks"] != "." or (end["closing"] and end["closing"][0] not in "*_"):
        return True
    if text.startswith("Under Secretar", end.end()):
        return False  # "the U.S. Under Secretary"
    return not _claimed_by_word(text, start, end.start(), following, _word_at(text, end.end()))


def _ends_glued(text: str, start: int, end: re.Match[str], unit: Span) -> bool:
    """ "February 28.The two", "in 2023.The", "Model.”He": a capitalised word right behind a longer word."""
    after = text[end.end() : end.end() + 2].lstrip("\"'“‘«([")
    if len(after) < 1 or not after[0].isupper() or end.start() < start + 2:
        return False
    if not re.match(r"[^\W\d_](?:[^\W\d_A-Z]|\s|['’])", text[end.end() :][text[end.end() :].find(after[0]) :][:3]):
        return False
    before = text[start : end.start()]
    word = _WORD_BEFORE.search(before)
    if word is None:
        return bool(end["closing"])
    if word.group().isdigit():
        return word.start() > 0 and not _is_claimed(fold(word.group()), "")
    return len(word.group()) > 1 and "." not in word.group() and _abbreviations().get(fold(word.group())) != "never"


def _claimed_by_word(text: str, start: int, point: int, following: str, word_after: str) -> bool:
    """Whether the point at `point` belongs to the word before it."""
    stretch = text[max(start, point - _LONGEST_WORD) : point].split()
    found = _WORD_BEFORE.search(text, point - len(stretch[-1]), point) if stretch else None
    if found is None:
        return False
    word = found.group()
    if _LETTERED.match(word):
        if len(word) == 1 and not word.isupper():
            return following.isdigit()
        is_initial = len(word) == 1 and word != "I"
        return (is_initial and not _opens_after_initial(text, found.start(), word_after)) or (
            "." in word and fold(word_after) not in _starters()
        )
    if word.isdigit():
        return found.start() == start
    return _is_claimed(fold(word), following) and not (
        _abbreviations()[fold(word)] == "starter" and fold(word_after) in _starters()
    )


def _is_claimed(word: str, following: str) -> bool:
    ends = _abbreviations().get(word)
    if ends == "number":
        return following.isdigit()
    return ends is not None


def _opens_after_initial(text: str, at: int, word_after: str) -> bool:
    """ "Plan B. The" ends at its letter, "Joseph R. Biden" and "J. K. Rowling" do not."""
    return fold(word_after) in _starters() and len(word_after) > 1 and text[at - 1 : at] == " "


def _next_letter(text: str, at: int, end: int) -> str | None:
    """The first character of the next word, opening marks skipped."""
    while at < end and (text[at] in _OPENING or text[at].isspace()):
        at += 1
    return text[at] if at < end else None


def _word_at(text: str, at: int) -> str:
    word = _WORD_BEHIND.match(text, at)
    return word.group(1) if word else ""


def _trim(text: str, span: Span) -> Span:
    raw = span.of(text)
    return Span(span.start + len(raw) - len(raw.lstrip()), span.end - len(raw) + len(raw.rstrip()))
