"""A tree of HTML into plain text that a person would call the same: nothing is judged, chosen or reordered.

Paragraphs and headings are set apart by blank lines, list items stand on lines of their own after a bullet or their
number, rows of a table on lines with tabs between the cells. White space is collapsed as browsers do; no-break spaces
stay. It knows the elements of HTML and those of the tree that trafilatura extracts (TEI: head, item, row, cell, lb).
"""

import re
from collections.abc import Iterator

from lxml import etree

SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "math"),
        *("canvas", "audio", "video", "map", "select", "option", "button", "textarea", "datalist", "title"),
        *("meta", "link"),
    )
)
"""Elements whose text nobody sees, or that are controls."""

_PARAGRAPHS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "table", "blockquote", "quote", "section"),
        *("article", "main", "header", "footer", "aside", "nav", "address", "figure", "figcaption", "form"),
        *("fieldset", "details", "summary", "hr", "pre", "body", "center", "head", "dt", "caption", "tbody"),
        *("thead", "tfoot"),
    )
)
_LINES = frozenset(("li", "item", "dd", "tr", "row"))
_LISTS = frozenset(("ol", "ul", "menu", "list"))
_CELLS = frozenset(("td", "th", "cell"))
_BREAKS = frozenset(("br", "lb"))

BULLET = "• "
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
_C1_AS_WRITTEN = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
"""`&#150;` is meant, and shown by browsers, as the character of Windows-1252 (HTML Standard, section 13.2.5.84)."""


def to_text(root: etree._Element, skipped: frozenset[str] = SKIPPED) -> str:
    """The text of all elements in document order, but for those `skipped`."""
    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end"))
    numbers: list[int | None] = []  # of the lists around: the last item's number, None in a list without numbers
    open_pre = 0
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "end":
            if tag in _LISTS and numbers:
                numbers.pop()
            open_pre -= tag == "pre"
            _leave(writer, tag, is_in_list=bool(numbers))
            if element is not root:
                writer.write(element.tail, verbatim=open_pre > 0)
            continue
        if tag in skipped or not tag:
            walk.skip_subtree()
            continue
        if tag in ("tr", "row") and _is_data(element):
            writer.break_line()
            writer.write_row([" ".join(to_text(cell, skipped).split()) for cell in element if cell.tag in _CELLS])
            walk.skip_subtree()
            continue
        _enter(writer, tag, is_in_list=bool(numbers))
        if tag in _LISTS:
            # trafilatura's lists have lost the number they start from: better none than a wrong one.
            numbers.append(_first_number(element) - 1 if tag == "ol" else None)
        elif tag in ("li", "item"):
            writer.mark(_next_mark(numbers))
        open_pre += tag == "pre"
        writer.write(element.text, verbatim=open_pre > 0)
    return writer.text()


def _enter(writer: "_Writer", tag: str, is_in_list: bool) -> None:
    if tag in _LINES or (tag in _LISTS and is_in_list):
        writer.break_line()
    elif tag in _PARAGRAPHS or tag in _LISTS or tag in _CELLS:
        writer.break_paragraph()


def _leave(writer: "_Writer", tag: str, is_in_list: bool) -> None:
    if tag in ("li", "item"):
        writer.mark("")
    if tag in _BREAKS:
        writer.break_further()
    else:
        _enter(writer, tag, is_in_list)


def _is_data(row: etree._Element) -> bool:
    """True for a row of short cells; tables that lay out a page have cells of several paragraphs, or tables."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    return bool(cells) and all(sum(1 for _ in _blocks(cell)) <= 1 for cell in cells)


def _blocks(cell: etree._Element) -> Iterator[etree._Element]:
    return (inner for inner in cell.iterdescendants() if inner.tag in _PARAGRAPHS | _LISTS | _LINES)


def _first_number(ordered: etree._Element) -> int:
    start = ordered.get("start", "1")
    return int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1


def _next_mark(numbers: list[int | None]) -> str:
    if not numbers or numbers[-1] is None:
        return BULLET
    numbers[-1] += 1
    return f"{numbers[-1]}. "


class _Writer:
    """Words and what stands between them: spaces and breaks are kept back until the next word shows they matter."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._newlines = 0
        self._space = False
        self._mark = ""

    def break_paragraph(self) -> None:
        self._break(2)

    def break_line(self) -> None:
        self._break(1)

    def break_further(self) -> None:
        """One more line; two begin a paragraph, as writers of HTML use them."""
        self._break(min(2, self._newlines + 1))

    def mark(self, mark: str) -> None:
        """What the next word is preceded by; an item without words has no mark."""
        self._mark = mark

    def write(self, raw: str | None, verbatim: bool) -> None:
        if not raw:
            return
        if verbatim:
            for number, line in enumerate(raw.replace("\r\n", "\n").split("\n")):
                if number:
                    self.break_further()
                self._put(line)
            return
        collapsed = _COLLAPSED.sub(" ", raw)
        self._space = self._space or collapsed.startswith(" ")
        self._put(collapsed.strip(" "))
        self._space = self._space or (collapsed.endswith(" ") and not self._newlines)

    def write_row(self, cells: list[str]) -> None:
        self._put("\t".join(cells).rstrip("\t"))
        self.break_line()

    def text(self) -> str:
        return "".join(self._parts).translate(_C1_AS_WRITTEN).strip()

    def _break(self, newlines: int) -> None:
        self._newlines = max(self._newlines, newlines)
        self._space = False

    def _put(self, words: str) -> None:
        if not words:
            return
        if self._parts and self._newlines:
            self._parts.append("\n" * self._newlines)
        elif self._parts and self._space:
            self._parts.append(" ")
        self._parts.append(self._mark + words)
        self._newlines, self._space, self._mark = 0, False, ""
