"""Small files of every format, made on the spot, and what a scan found in them."""

import csv
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from etl.extract import Limits, Scan, scan

ARTICLE = "HÀ NỘI — The ministers of Vietnam and Cuba met on Monday.\n\nThey signed an agreement on rice."
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Ministers meet | The Daily</title>
<meta property="og:title" content="Ministers meet in Hanoi"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2021-03-04T10:11:12+07:00">
<link rel="canonical" href="https://example.org/news/1"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><p>The two foreign ministers met in Hanoi on Monday and signed an agreement on trade &amp; fisheries.</p>
<p>“Cuba &#150; our friend – stands with us,” the Vietnamese minister said after talks that lasted three hours.</p>
<p>The delegation leaves for Beijing on Wednesday, where it will meet members of the central committee.</p></article>
<aside><h3>More news</h3><a href="/2">Elsewhere</a></aside>
<footer>Copyright The Daily. All rights reserved. Subscribe to our newsletter.</footer></body></html>"""
PAGE_TEXT = """\
The two foreign ministers met in Hanoi on Monday and signed an agreement on trade & fisheries.

“Cuba – our friend – stands with us,” the Vietnamese minister said after talks that lasted three hours.

The delegation leaves for Beijing on Wednesday, where it will meet members of the central committee."""
RECORDS = [
    {"id": "a-1", "title": "One", "text": ARTICLE, "pub_date": "2021-03-04"},
    {"id": "a-2", "title": "Two", "html": "<p>First.</p><p>Second &amp; last.</p>", "byline": "Jane Doe"},
]
MARKDOWN = (
    '---\ntitle: "Ministers meet in H\\u00e0 N\\u1ed9i"\ndate: 2021-03-04\n'
    "published_time: 2021-03-04 10:11:12-05:00\n"
    "source_url: https://example.org/1\ntags:\n- asia\n- trade\n---\n\nThe *ministers* met.  \n"
)
CAPTURES = (
    ("https://example.org/news/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
    ("https://example.org/gone", "404 Not Found", "text/html", b"<html><body>Not here</body></html>"),
    ("https://example.org/x.png", "200 OK", "image/png", b"\x89PNG\r\n\x1a\n"),
    ("https://example.org/ru", "200 OK", "text/html; charset=windows-1251", "<p>Министр</p>".encode("cp1251")),
    ("https://example.org/t", "200 OK", "text/plain", ARTICLE.encode()),
)


def of_one(folder: Path, name: str, content: bytes | str, limits: Limits | None = None) -> Scan:
    """The scan of a folder with this one file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return scan(folder, limits)


def texts(found: Scan) -> dict[str, str]:
    """source_file -> text of every document."""
    return dict(found.documents.select("source_file", "text").iter_rows())


def metadata(found: Scan, row: int = 0) -> Any:
    return json.loads(found.documents.get_column("metadata")[row])


def reasons(found: Scan) -> dict[str, str]:
    """source_file -> reason of everything that was refused."""
    return dict(found.rejects.select("source_file", "reason").iter_rows())


def zipped(members: dict[str, bytes | str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(members: dict[str, bytes | str], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            stored = content.encode() if isinstance(content, str) else content
            header = tarfile.TarInfo(name)
            header.size = len(stored)
            archive.addfile(header, io.BytesIO(stored))
    return packed.getvalue()


def lines(*records: object) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def table(*rows: list[str], delimiter: str = ",") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue()


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>VNA</title>{"".join(items)}</channel></rss>'


def item(number: int, text: str) -> str:
    return (
        f"<item><title>News {number}</title><link>https://example.org/{number}</link><guid>n{number}</guid>"
        f"<pubDate>Thu, 04 Mar 2021 10:00:00 +0700</pubDate><description>{text}</description></item>"
    )


def warc(*captures: tuple[str, str, str, bytes]) -> bytes:
    """An uncompressed web archive of (address, status line, content type, body)."""
    packed = io.BytesIO()
    writer = WARCWriter(packed, gzip=False)
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "tests"}))
    for number, (address, status, content_type, body) in enumerate(captures):
        http = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        named = {"WARC-Record-ID": f"<urn:uuid:{number:032x}>", "WARC-Date": "2021-03-05T00:00:00Z"}
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=named
            )
        )
    return packed.getvalue()
