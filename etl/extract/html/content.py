"""Markup into the text of the document and what it declares about itself.

A page goes through trafilatura, which leaves out menus, teasers and footers. A fragment, the body of an article without
a page around it, goes through `blocks` alone: there is nothing to leave out, and trafilatura, made for pages, does drop
parts of it. Of 1,000 such fragments from a ministry's site it lost words of 113, the plain conversion of none.
"""

import logging
import re
from typing import NamedTuple

import trafilatura
import trafilatura.meta
import trafilatura.metadata
from lxml import etree
from lxml.html import HTMLParser

from etl.extract.html.blocks import SKIPPED, to_text

# They report what is none of a user's business: that a page without main text is discarded (it is read in full
# instead), that another version of a library has no cache to clear.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

DATES: dict[str, object] = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}
"""The day of first publication, where the page declares one: a search through all of its text finds other days too.
Without a fixed last day the answer would depend on the day of reading."""

_BOILERPLATE = SKIPPED | {"nav", "footer", "aside"}
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|table|tr|td|blockquote|section|article|pre|hr)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")  # libxml2 ends a text at some of them


class HtmlContent(NamedTuple):
    """`text` is empty where nothing is to be read; `metadata` has title, author, date, url and others of a page."""

    text: str
    metadata: dict[str, str]


def is_html(text: str) -> bool:
    """True when the text of a record is markup: it has elements that make paragraphs."""
    return _PARAGRAPH.search(text) is not None


def is_fragment(markup: str) -> bool:
    """True for markup without a page around it."""
    return _PAGE.search(markup) is None


def read_html(markup: str) -> HtmlContent:
    """Text and metadata of a page, or the text of a fragment."""
    tree = _parse(markup)
    if tree is None:
        return HtmlContent("", {})
    if is_fragment(markup):
        return HtmlContent(to_text(tree), {})
    metadata = _metadata(tree)
    return HtmlContent(_main_text(tree) or to_text(_body(tree), _BOILERPLATE), metadata)


def forget_pages() -> None:
    """Frees what trafilatura keeps of the pages it has seen: it holds on to the last thousands of their strings."""
    trafilatura.meta.reset_caches()


def _parse(markup: str) -> etree._Element | None:
    # huge_tree: without it, everything nested more than 256 deep is silently cut off.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
    return etree.fromstring(_UNPRINTABLE.sub("", markup).encode("utf-8", "replace"), parser)


def _body(tree: etree._Element) -> etree._Element:
    body = tree.find(".//body")
    return tree if body is None else body


def _main_text(tree: etree._Element) -> str:
    """The main text in paragraphs, or nothing. `deduplicate` must stay off: what it drops depends on earlier pages."""
    found = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, deduplicate=False)
    return "" if found is None or isinstance(found, dict) else to_text(found.body)


def _metadata(tree: etree._Element) -> dict[str, str]:
    page = trafilatura.metadata.extract_metadata(tree, date_config=DATES)
    declared = {
        "title": page.title,
        "author": page.author,
        "date": page.date,
        "url": page.url,
        "sitename": page.sitename,
        "description": page.description,
        "categories": ", ".join(page.categories or ()),
        "tags": ", ".join(page.tags or ()),
    }
    return {name: value for name, value in declared.items() if value}
