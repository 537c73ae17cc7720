"""An RSS or Atom file: each entry is a document, its content or else its summary.

feedparser reads them all, the broken ones too. It is given a stream, never a text, which it might take for an address
and fetch; what it would do to HTML for the sake of browsers is left out, since only the text is taken from it.
"""

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import feedparser

from etl.extract.formats.records import Records
from etl.extract.html import read_html
from etl.extract.model import Found, Reason, StoredFile, read_whole

_CLOSED = re.compile(rb"</(?:[\w-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_END = 1000  # bytes at the end of a feed in which it is closed, comments after it included
_HTML = ("text/html", "application/xhtml+xml")


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The entries in their order. Raises Oversized and OSError."""
    content = read_whole(stream, file.limits.max_collection_bytes)
    feed = feedparser.parse(io.BytesIO(content), resolve_relative_uris=False, sanitize_html=False)
    if not feed.entries:
        broken = f": {feed.bozo_exception}" if feed.bozo else ""
        reason = Reason.MALFORMED if feed.bozo else Reason.EMPTY
        yield file.refuse(reason, f"a feed without entries{broken}", content)
        return
    records = Records(file, feed.get("encoding") or "utf-8")
    breaks_off = feed.bozo and not _CLOSED.search(content[-_END:])
    for number, entry in enumerate(feed.entries, start=1):
        if breaks_off and number == len(feed.entries):
            yield records.refuse(number, Reason.MALFORMED, f"the feed breaks off in it: {feed.bozo_exception}")
        else:
            yield records.read(number, _fields(entry, feed.feed))


def _fields(parsed: Any, feed: Any) -> dict[str, object]:
    """The entry as a record; names as in `fields.toml`."""
    entry = dict(parsed)  # without feedparser's own aliases, which give the day of publication for one of change
    contents = [each for each in entry.get("content", ()) if each.get("value", "").strip()]
    main = max(contents, key=lambda each: each.get("type") in _HTML, default=None)
    fields: dict[str, object] = {
        "title": _plain(entry.get("title_detail", {})),
        "author": entry.get("author"),
        "date": entry.get("published") or entry.get("updated"),
        "updated": entry.get("updated") if entry.get("published") else None,
        "url": entry.get("link"),
        "id": entry.get("id"),
        "summary": _plain(entry.get("summary_detail", {})),
        "tags": [tag["term"] for tag in entry.get("tags", ()) if tag.get("term")],
        "feed_title": _plain(feed.get("title_detail", {})),
    }
    if main is not None:
        fields["html" if main.get("type") in _HTML else "text"] = main["value"]
    return fields


def _plain(construct: Any) -> str:
    value = str(construct.get("value", ""))
    return read_html(value).text if construct.get("type") in _HTML else value
