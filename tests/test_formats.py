"""Formats: whatever the content is packed or written in, its articles come out, and what cannot be read says why."""

import base64
import csv
import gzip
import io
import json
import logging
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import boto3
import polars as pl
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto.server import ThreadedMotoServer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from etl.extract import Limits, Scan, scan
from etl.extract.fields import FieldsError, default_fields
from etl.extract.html import read_html

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
LOCKED = base64.b64decode(  # secret.txt, packed with a password by Info-ZIP's `zip -P`
    "UEsDBAoACQAAAHSAdl3iwHLQIwAAABcAAAAKAAAAc2VjcmV0LnR4dN8waCz7x3soqMdQJ1XcxFtCRpVtDI9f654dnmy1fAwRbgv3UEsHCOLActAjAAAA"
    "FwAAAFBLAQIeAwoACQAAAHSAdl3iwHLQIwAAABcAAAAKAAAAAAAAAAEAAACkgQAAAABzZWNyZXQudHh0UEsFBgAAAAABAAEAOAAAAFsAAAAAAA=="
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


class TestText:
    MARKDOWN = (
        '---\ntitle: "Ministers meet in H\\u00e0 N\\u1ed9i"\ndate: 2021-03-04\n'
        "published_time: 2021-03-04 10:11:12-05:00\n"
        "source_url: https://example.org/1\ntags:\n- asia\n- trade\n---\n\nThe *ministers* met.  \n"
    )

    def test_front_matter_becomes_metadata_and_the_text_is_what_follows(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.md", self.MARKDOWN)

        assert texts(found) == {"a.md": "\nThe *ministers* met.  \n"}
        assert metadata(found) == {
            "title": "Ministers meet in Hà Nội",
            "date": "2021-03-04",
            "published_time": "2021-03-04 10:11:12-05:00",
            "url": "https://example.org/1",
            "tags": "asia, trade",
        }
        assert found.documents.get_column("content_hash").to_list() == [sha256(self.MARKDOWN.encode()).hexdigest()]

    def test_a_file_named_txt_keeps_its_front_matter_as_text(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.txt", self.MARKDOWN)

        assert texts(found) == {"a.txt": self.MARKDOWN}
        assert metadata(found) == {}

    def test_front_matter_that_breaks_the_rules_of_yaml_is_read_line_by_line(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.md", "---\ntitle: Cuba: a friend\ndraft:\nauthor: 'J. Doe'\n---\nThe text.")

        assert metadata(found)["title"] == "Cuba: a friend"
        assert texts(found) == {"a.md": "The text."}

    def test_aliases_in_front_matter_are_not_multiplied(self, tmp_path: Path) -> None:
        bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))

        found = of_one(tmp_path, "a.md", f"---\ntitle: Calm\n{bomb}---\nThe text.")

        assert texts(found) == {"a.md": "The text."}
        assert metadata(found)["title"] == "Calm"

    @pytest.mark.parametrize("text", ["---\nA rule above\n---\nand below.", "---\nkey: value, and no end", "--- x\n"])
    def test_rules_are_no_front_matter(self, text: str, tmp_path: Path) -> None:
        assert texts(of_one(tmp_path, "a.md", text)) == {"a.md": text}

    @pytest.mark.parametrize(
        "text",
        [
            "[Translated from Vietnamese] The ministers met.",
            "{sic} The ministers met.",
            "<ref> the ministers met.",
            "Text, date and place: see below.\nThe ministers met.",
            "A; B\nC; D",
        ],
    )
    def test_prose_that_begins_like_something_else_is_text(self, text: str, tmp_path: Path) -> None:
        assert texts(of_one(tmp_path, "a", text)) == {"a": text}


class TestHtml:
    def test_a_page_is_its_main_text_in_paragraphs_and_what_it_declares(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "page.html", PAGE)

        assert texts(found) == {"page.html": PAGE_TEXT}
        declared = metadata(found)
        assert {name: declared[name] for name in ("title", "author", "date", "url")} == {
            "title": "Ministers meet in Hanoi",
            "author": "Jane Doe",
            "date": "2021-03-04",
            "url": "https://example.org/news/1",
        }
        assert found.documents.get_column("content_hash").to_list() == [sha256(PAGE.encode()).hexdigest()]

    def test_no_day_is_made_up_for_a_page_without_one(self) -> None:
        undated = "".join(line for line in PAGE.splitlines() if "published_time" not in line)

        assert "date" not in read_html(undated.replace("on Monday", "on March 4, 2021")).metadata

    def test_lists_tables_and_breaks_of_a_fragment_stay_readable(self) -> None:
        markup = (
            "<h2>The\n  visit</h2><p>One<br>two<br><br>three</p><ul><li>rice</li><li></li><li><p>fish</p></li></ul>"
            "<ol start='3'><li>third<li>fourth</ol><script>no()</script><table><tr><th>Country<th>Visits</tr>"
            "<tr><td><p>Cuba</p></td><td>3</td></tr></table><p>Hà&nbsp;N<b>ộ</b>i<!-- no --> end</p>"
        )

        assert read_html(markup).text == (
            "The visit\n\nOne\ntwo\n\nthree\n\n• rice\n\n• fish\n\n3. third\n4. fourth\n\nCountry\tVisits\nCuba\t3\n\n"
            "Hà\u00a0Nội end"
        )

    def test_lines_of_preformatted_text_stay_lines(self) -> None:
        assert read_html("<p>Read:</p><pre>HAVANA\n  <b>March</b> 4\n\nThey met.</pre> So\nit was.").text == (
            "Read:\n\nHAVANA\n  March 4\n\nThey met.\n\nSo it was."
        )

    def test_cells_of_a_table_that_lays_out_a_page_are_paragraphs(self) -> None:
        assert read_html("<table><tr><td><p>One.</p><p>Two.</p></td><td>Three.</td></tr></table>").text == (
            "One.\n\nTwo.\n\nThree."
        )

    def test_nothing_is_cut_off_deep_inside(self) -> None:
        assert read_html("<div>" * 1000 + "deep" + "</div>" * 1000).text == "deep"

    def test_a_page_of_one_line_is_read_too(self, tmp_path: Path) -> None:
        assert texts(of_one(tmp_path, "a", "<html><body><div>They met.</div></body></html>")) == {"a": "They met."}

    @pytest.mark.parametrize(
        ("label", "encoding"), [("windows-1251", "cp1251"), ("ISO-8859-1", "cp1252"), ("gb2312", "gb18030")]
    )
    def test_the_page_says_its_encoding(self, label: str, encoding: str, tmp_path: Path) -> None:
        text = {"cp1251": "Министр прибыл", "cp1252": "L’été à Hanoï", "gb18030": "部长抵达河内"}[encoding]
        markup = f'<html><head><meta charset="{label}"></head><body><p>{text}</p></body></html>'

        found = of_one(tmp_path, "a.html", markup.encode(encoding))

        assert texts(found) == {"a.html": text}
        assert found.documents.get_column("encoding").to_list() == [encoding]

    def test_a_broken_letter_does_not_cost_the_page(self, tmp_path: Path) -> None:
        stored = "<p>Nguyễn Phú Trọng</p>".encode().replace("ú".encode(), b"\xff")

        assert texts(of_one(tmp_path, "a.html", stored)) == {"a.html": "Nguyễn Ph\ufffd Trọng"}

    def test_a_page_without_text_is_empty(self, tmp_path: Path) -> None:
        assert reasons(of_one(tmp_path, "a.html", "<html><body><script>x()</script></body></html>")) == {
            "a.html": "empty"
        }


class TestRecords:
    @pytest.mark.parametrize(
        "content",
        [
            lines(*RECORDS),
            "\ufeff" + lines(*RECORDS).replace("\n", "\r\n\r\n"),
            json.dumps(RECORDS),
            json.dumps({"count": 2, "next": None, "articles": RECORDS}, indent=2),
            json.dumps({"response": {"docs": RECORDS}}),
        ],
    )
    def test_json_in_all_its_shapes(self, content: str, tmp_path: Path) -> None:
        found = of_one(tmp_path, "x.dat", content)

        assert texts(found) == {"x.dat#a-1": ARTICLE, "x.dat#a-2": "First.\n\nSecond & last."}
        assert metadata(found) == {"id": "a-1", "title": "One", "date": "2021-03-04"}
        assert metadata(found, 1) == {"id": "a-2", "title": "Two", "author": "Jane Doe"}
        assert found.documents.get_column("source_uri")[0] == f"{tmp_path.as_uri()}/x.dat#a-1"

    def test_json_lines_in_utf16(self, tmp_path: Path) -> None:
        assert len(texts(of_one(tmp_path, "x.jsonl", lines(*RECORDS).encode("utf-16")))) == 2

    def test_one_object_with_a_text_is_one_record(self, tmp_path: Path) -> None:
        content = json.dumps({"body": ["One.", "Two."], "related": [{"title": "x"}], "views": 12.50}, indent=1)

        found = of_one(tmp_path, "x.json", content)

        assert texts(found) == {"x.json#1": "One.\n\nTwo."}
        assert metadata(found) == {"related": '[{"title": "x"}]', "views": "12.5"}

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_a_table_with_a_heading(self, delimiter: str, tmp_path: Path) -> None:
        quote = 'He said: "Yes; yes, yes"'
        rows = ["Headline", "Pub Date", "Full Text"], ["One", "2021-03-04", ARTICLE], ["Two", "", quote]

        found = of_one(tmp_path, "x", table(*rows, delimiter=delimiter).encode("utf-8-sig"))

        assert texts(found) == {"x#1": ARTICLE, "x#2": quote}
        assert metadata(found) == {"title": "One", "date": "2021-03-04"}

    def test_a_record_that_cannot_be_read_is_refused_by_itself(self, tmp_path: Path) -> None:
        broken = lines({"text": "One."}) + '{"text": "Tw\n' + lines({"text": ""}, ["x"], {"a": 1}, {"text": "Six."})

        found = of_one(tmp_path, "x.jsonl", broken)

        assert texts(found) == {"x.jsonl#1": "One.", "x.jsonl#6": "Six."}
        assert reasons(found) == {
            "x.jsonl#2": "malformed",
            "x.jsonl#3": "empty",
            "x.jsonl#4": "unsupported",
            "x.jsonl#5": "unsupported",
        }
        assert found.rejects.get_column("source_uri")[0] == f"{tmp_path.as_uri()}/x.jsonl#2"
        assert found.rejects.get_column("detail")[0].startswith("no JSON: Unterminated string")

    def test_the_first_lines_may_be_the_broken_ones(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "x.jsonl", '{"text": "On\n{"te\n' + lines({"text": "Three."}, {"text": "Four."}))

        assert texts(found) == {"x.jsonl#3": "Three.", "x.jsonl#4": "Four."}

    def test_a_row_that_does_not_fit_is_refused_by_itself(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "x.csv", 'title,text\nOne,"1."\nTwo,2.,too,many\nThree,"3"x\nFour,4.\n')

        assert texts(found) == {"x.csv#1": "1.", "x.csv#4": "4."}
        assert reasons(found) == {"x.csv#2": "malformed", "x.csv#3": "malformed"}

    def test_what_holds_no_articles_says_what_it_holds(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text('{"type": "FeatureCollection", "features": 3}')
        (tmp_path / "b.json").write_text('{"text": "cut sho')
        (tmp_path / "c.csv").write_text("country,visits\nCuba,3\n")
        (tmp_path / "d.json").write_text("[]")

        found = scan(tmp_path)

        assert list(reasons(found).values()) == ["unsupported", "malformed", "unsupported", "empty"]
        assert found.rejects.get_column("detail")[0] == "JSON without records: an object with type, features"
        assert found.rejects.get_column("detail")[2].endswith("country, visits")

    def test_records_added_at_the_end_leave_the_others_their_names(self, tmp_path: Path) -> None:
        records = [
            {"text": "a"},
            {"id": "x", "text": "b"},
            {"id": "x", "text": "c"},
            {"url": "https://e.org/?q=1#2", "text": "d"},
        ]
        before = of_one(tmp_path, "x.jsonl", lines(*records)).documents

        after = of_one(tmp_path, "x.jsonl", lines(*records, {"id": "x", "text": "e"}, {"text": "f"})).documents

        fragments = [uri.partition("#")[2] for uri in before.sort("text").get_column("source_uri")]
        assert fragments == ["1", "x", "x;2", "https://e.org/?q=1%232"]
        assert before.sort("text").equals(after.sort("text").head(4))

    def test_the_hash_of_a_record_is_that_of_its_content_not_of_its_place_or_shape(self, tmp_path: Path) -> None:
        record = {"title": "One", "text": ARTICLE}
        (tmp_path / "a.jsonl").write_text(lines({"text": "another"}, record))
        (tmp_path / "b.csv").write_text(table(["TEXT", "headline"], [ARTICLE, "One"]))

        hashes = dict(scan(tmp_path).documents.select("source_file", "content_hash").iter_rows())

        assert hashes["a.jsonl#2"] == hashes["b.csv#1"] != hashes["a.jsonl#1"]

    def test_text_that_no_table_can_hold_is_mended_or_refused(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "x.jsonl", '{"text": "lone \\ud800 half", "id": "\\udfff"}\n{"text": "a\\u0000b"}\n')

        assert texts(found) == {"x.jsonl#\ufffd": "lone \ufffd half"}
        assert reasons(found) == {"x.jsonl#2": "binary"}

    def test_a_folder_can_name_fields_of_its_own(self, tmp_path: Path) -> None:
        (tmp_path / "communique-fields.toml").write_text('text = ["nội dung"]\ndate = ["ngày đăng"]\n')

        found = of_one(tmp_path, "x.jsonl", lines({"Nội dung": "Bài viết.", "ngày_đăng": "04/03/2021", "text": "no"}))

        assert texts(found) == {"x.jsonl#1": "Bài viết."}
        assert metadata(found) == {"date": "04/03/2021"}

    @pytest.mark.parametrize("toml", ["text = ", 'texts = ["body"]', 'text = "body"'])
    def test_wrong_names_of_fields_are_an_error_that_says_where(self, toml: str, tmp_path: Path) -> None:
        (tmp_path / "communique-fields.toml").write_text(toml)

        with pytest.raises(FieldsError, match=r"communique-fields\.toml: "):
            scan(tmp_path)

    def test_the_first_name_that_is_present_wins(self) -> None:
        kind, text, rest = default_fields().split(
            {"content": {"rendered": "<p>x</p>"}, "Body": " ", "html": "<p>y</p>", "description": "short", "n": None}
        )

        assert (kind, text, rest) == ("text", "<p>x</p>", {"description": "short"})


class TestFeeds:
    def test_each_item_of_a_feed_is_a_document(self, tmp_path: Path) -> None:
        markup = "&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;They left.&lt;/p&gt;"

        found = of_one(tmp_path, "x.xml", rss(item(1, markup), item(2, "Plain.")))

        assert texts(found) == {"x.xml#n1": "They met.\n\nThey left.", "x.xml#n2": "Plain."}
        assert metadata(found) == {
            "id": "n1",
            "title": "News 1",
            "url": "https://example.org/1",
            "date": "Thu, 04 Mar 2021 10:00:00 +0700",
            "feed_title": "VNA",
        }

    def test_atom_with_its_full_content(self, tmp_path: Path) -> None:
        feed = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>MFA</title><entry><id>tag:1</id><title>One</title>'
            "<author><name>Jane Doe</name></author><published>2021-03-04T10:00:00Z</published><summary>short</summary>"
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All of it.</p></div></content>'
            "</entry></feed>"
        )

        found = of_one(tmp_path, "x", feed)

        assert texts(found) == {"x#tag:1": "All of it."}
        assert metadata(found)["author"] == "Jane Doe"
        assert metadata(found)["summary"] == "short"

    def test_a_feed_that_breaks_off_keeps_its_whole_items(self, tmp_path: Path) -> None:
        whole = rss(item(1, "They met."), item(2, "They left, and later"))

        found = of_one(tmp_path, "x.rss", whole[: whole.index(" and later")])

        assert texts(found) == {"x.rss#n1": "They met."}
        assert reasons(found) == {"x.rss#2": "malformed"}

    def test_a_feed_without_items_is_refused(self, tmp_path: Path) -> None:
        assert reasons(of_one(tmp_path, "x.rss", rss())) == {"x.rss": "empty"}


class TestWarc:
    CAPTURES = (
        ("https://example.org/news/1", "200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("https://example.org/gone", "404 Not Found", "text/html", b"<html><body>Not here</body></html>"),
        ("https://example.org/x.png", "200 OK", "image/png", b"\x89PNG\r\n\x1a\n"),
        ("https://example.org/ru", "200 OK", "text/html; charset=windows-1251", "<p>Министр</p>".encode("cp1251")),
        ("https://example.org/t", "200 OK", "text/plain", ARTICLE.encode()),
    )

    def test_pages_and_texts_are_documents_with_their_address(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "crawl.warc", warc(*self.CAPTURES))

        assert list(texts(found).values()) == [PAGE_TEXT, "Министр", ARTICLE]
        assert metadata(found, 2) == {"url": "https://example.org/t"}
        assert found.documents.get_column("source_uri")[0] == f"{tmp_path.as_uri()}/crawl.warc#urn:uuid:{0:032x}"
        assert found.rejects.get_column("detail").to_list() == [
            "HTTP status 404 from https://example.org/gone",
            "image/png, no text, from https://example.org/x.png",
        ]

    def test_a_page_has_the_hash_of_the_same_page_in_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(PAGE)

        found = of_one(tmp_path, "crawl.warc.gz", gzip.compress(warc(self.CAPTURES[0])))

        assert found.documents.height == 2
        assert found.documents.get_column("content_hash").n_unique() == 1

    def test_an_archive_that_breaks_off_keeps_what_is_whole(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "crawl.warc", warc(self.CAPTURES[4], self.CAPTURES[0])[:-500])

        assert list(texts(found).values()) == [ARTICLE]
        assert reasons(found) == {f"crawl.warc#urn:uuid:{1:032x}": "damaged"}


class TestPacked:
    def test_one_article_is_one_content_however_it_is_packed(self, tmp_path: Path) -> None:
        stored = ARTICLE.encode()
        (tmp_path / "plain.txt").write_bytes(stored)
        (tmp_path / "a.txt.gz").write_bytes(gzip.compress(stored[:40]) + gzip.compress(stored[40:]))
        (tmp_path / "a.txt.zst").write_bytes(zstandard.compress(stored))
        (tmp_path / "a.zip").write_bytes(zipped({"in/a b#é.txt": stored}))
        (tmp_path / "a.tar").write_bytes(tarred({"./in/a.txt": stored}))
        (tmp_path / "a.tgz").write_bytes(tarred({"in/a.txt": stored}, "w:gz"))
        (tmp_path / "a.tar.zst").write_bytes(zstandard.compress(tarred({"in/a.txt.gz": gzip.compress(stored)})))

        found = scan(tmp_path)

        assert reasons(found) == {}
        assert found.documents.get_column("content_hash").unique().to_list() == [sha256(stored).hexdigest()]
        assert dict(found.documents.select("source_file", "source_uri").iter_rows()) == {
            name: f"{tmp_path.as_uri()}/{quoted}"
            for name, quoted in {
                "plain.txt": "plain.txt",
                "a.txt.gz": "a.txt.gz",
                "a.txt.zst": "a.txt.zst",
                "a.zip!/in/a b#é.txt": "a.zip!/in/a%20b%23%C3%A9.txt",
                "a.tar!/in/a.txt": "a.tar!/in/a.txt",
                "a.tgz!/in/a.txt": "a.tgz!/in/a.txt",
                "a.tar.zst!/in/a.txt.gz": "a.tar.zst!/in/a.txt.gz",
            }.items()
        }

    def test_archives_hold_anything_that_folders_do(self, tmp_path: Path) -> None:
        inner = zipped({"records.jsonl": lines(*RECORDS), "page.html": PAGE, "photo.png": b"\x89PNG\r\n\x1a\n\0"})

        found = of_one(tmp_path, "báo cáo/tháng 3.tar", tarred({"a.txt": ARTICLE, "inner.zip": inner, "note~": "x"}))

        place = "báo cáo/tháng 3.tar!"
        assert list(texts(found)) == [
            f"{place}/a.txt",
            f"{place}/inner.zip!/page.html",
            f"{place}/inner.zip!/records.jsonl#a-1",
            f"{place}/inner.zip!/records.jsonl#a-2",
        ]
        assert reasons(found) == {f"{place}/inner.zip!/photo.png": "binary"}

    def test_members_cannot_leave_the_archive(self, tmp_path: Path) -> None:
        outward = ("../../etc/passwd", "/etc/shadow", "C:\\boot.ini", "in/../../up.txt")
        (tmp_path / "a.zip").write_bytes(zipped({**dict.fromkeys(outward, "x"), "ok.txt": "ok"}))
        (tmp_path / "b.tar").write_bytes(tarred({**dict.fromkeys(outward, "x"), "ok.txt": "ok"}))

        found = scan(tmp_path)

        assert texts(found) == {"a.zip!/ok.txt": "ok", "b.tar!/ok.txt": "ok"}
        assert set(reasons(found).values()) == {"outside_folder"}
        assert found.rejects.height == 8
        assert not any("/../" in uri for uri in found.rejects.get_column("source_uri"))

    def test_links_and_devices_in_archives_are_refused(self, tmp_path: Path) -> None:
        with tarfile.open(tmp_path / "a.tar", "w") as archive:
            for name, kind in (("link", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE), ("null", tarfile.CHRTYPE)):
                header = tarfile.TarInfo(name)
                header.type, header.linkname = kind, "/etc/passwd"
                archive.addfile(header)
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive_of_links:
            archive_of_links.writestr(link, "/etc/passwd")

        assert set(reasons(scan(tmp_path)).values()) == {"unsupported"}
        assert scan(tmp_path).rejects.height == 4

    def test_members_of_one_name_are_told_apart(self, tmp_path: Path) -> None:
        with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.txt", "first")
            archive.writestr("a.txt", "second")

        assert texts(scan(tmp_path)) == {"a.zip!/a.txt": "first", "a.zip!/a.txt;2": "second"}

    def test_an_encrypted_member_needs_a_password(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.zip", LOCKED)

        assert reasons(found) == {"a.zip!/secret.txt": "encrypted"}
        assert found.rejects.get_column("source_uri").to_list() == [f"{tmp_path.as_uri()}/a.zip!/secret.txt"]

    def test_archives_without_files_are_empty(self, tmp_path: Path) -> None:
        (tmp_path / "a.zip").write_bytes(zipped({}))
        (tmp_path / "b.tar").write_bytes(tarred({}))
        (tmp_path / "c.gz").write_bytes(gzip.compress(b""))

        assert reasons(scan(tmp_path)) == {"a.zip": "empty", "b.tar": "empty", "c.gz": "empty"}

    def test_office_documents_are_not_taken_for_archives(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.docx", zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}))

        assert reasons(found) == {"a.docx": "unsupported"}

    def test_what_is_cut_short_is_damaged_and_what_came_before_is_kept(self, tmp_path: Path) -> None:
        noise = [{"text": sha256(str(n).encode()).hexdigest() * 20} for n in range(200)]
        packed = {
            "a.txt.gz": gzip.compress(os.urandom(3000).hex().encode()),
            "b.txt.zst": zstandard.compress(os.urandom(3000).hex().encode()),
            "c.jsonl.gz": gzip.compress(lines(*noise).encode()),
            "d.tar": tarred({"1.txt": "one", "2.txt": "two " * 5000}),
            "e.zip": zipped({"1.txt": "one"}),
        }
        for name, content in packed.items():
            (tmp_path / name).write_bytes(content[: len(content) * 2 // 3])

        found = scan(tmp_path)

        assert {"c.jsonl.gz#1", "d.tar!/1.txt"} <= set(texts(found))
        assert not {"a.txt.gz", "b.txt.zst", "d.tar!/2.txt"} & set(texts(found))
        assert {"a.txt.gz", "b.txt.zst", "c.jsonl.gz", "d.tar!/2.txt", "e.zip"} <= set(reasons(found))
        assert set(reasons(found).values()) <= {"damaged", "malformed"}

    def test_a_broken_header_in_a_tar_archive_is_not_its_end(self, tmp_path: Path) -> None:
        content = bytearray(tarred({"1.txt": "one", "2.txt": "two", "3.txt": "three"}))
        content[1024 + 148] ^= 0xFF  # in the checksum of the second header

        found = of_one(tmp_path, "a.tar", bytes(content))

        assert texts(found) == {"a.tar!/1.txt": "one"}
        assert reasons(found) == {"a.tar": "damaged"}

    def test_a_member_whose_bytes_were_changed_is_damaged_and_the_next_is_read(self, tmp_path: Path) -> None:
        content = bytearray(zipped({"1.txt": "x" * 50, "2.txt": "two"}))
        content[content.index(b"1.txt") + 7] ^= 0xFF

        found = of_one(tmp_path, "a.zip", bytes(content))

        assert texts(found) == {"a.zip!/2.txt": "two"}
        assert reasons(found) == {"a.zip!/1.txt": "damaged"}


class TestBudgets:
    def test_a_bomb_is_refused_and_what_lies_beside_it_is_read(self, tmp_path: Path) -> None:
        zeros = bytes(30_000_000)
        (tmp_path / "a.gz").write_bytes(gzip.compress(zeros))
        (tmp_path / "b.zip").write_bytes(zipped({"bomb.txt": zeros, "ok.txt": "ok"}))
        (tmp_path / "c.zst").write_bytes(zstandard.compress(zeros))

        found = scan(tmp_path)

        assert texts(found) == {"b.zip!/ok.txt": "ok"}
        assert reasons(found) == {"a.gz": "oversized", "b.zip!/bomb.txt": "oversized", "c.zst": "oversized"}
        assert set(found.rejects.get_column("detail")) == {"unpacks to more than 200 times its size"}

    def test_all_members_together_have_a_limit(self, tmp_path: Path) -> None:
        content = zipped({f"{n}.txt": os.urandom(500).hex() for n in range(10)})

        found = of_one(tmp_path, "a.zip", content, Limits(max_unpacked_bytes=3500))

        assert list(texts(found)) == ["a.zip!/0.txt", "a.zip!/1.txt", "a.zip!/2.txt"]
        assert reasons(found) == {"a.zip": "oversized"}

    def test_the_number_of_members_has_a_limit_on_all_levels_together(self, tmp_path: Path) -> None:
        inner = zipped({f"{n}.txt": f"text {n}" for n in range(5)})

        found = of_one(tmp_path, "a.tar", tarred({"1.zip": inner, "2.zip": inner, "3.txt": "x"}), Limits(max_members=8))

        assert found.documents.height == 6
        assert reasons(found) == {"a.tar": "oversized"}

    def test_a_large_record_is_refused_by_itself(self, tmp_path: Path) -> None:
        content = lines({"text": "One."}, {"text": "x" * 2000}, {"text": "Three."})

        found = of_one(tmp_path, "x.jsonl", content, Limits(max_bytes=1000))

        assert texts(found) == {"x.jsonl#1": "One.", "x.jsonl#3": "Three."}
        assert reasons(found) == {"x.jsonl#2": "oversized"}

    def test_archives_in_archives_have_a_limit(self, tmp_path: Path) -> None:
        content = zipped({"a.txt": "deep"})
        for _ in range(5):
            content = zipped({"a.zip": content, "beside.txt": "x"})

        found = of_one(tmp_path, "a.zip", content)

        assert found.documents.height == 5
        assert list(reasons(found).values()) == ["too_deep"]

    def test_a_header_of_a_tar_archive_cannot_claim_the_memory(self, tmp_path: Path) -> None:
        header = tarfile.TarInfo("././@LongLink")
        header.type, header.size = tarfile.GNUTYPE_LONGNAME, 10**9

        assert reasons(of_one(tmp_path, "a.tar", header.tobuf() + bytes(4096))) == {"a.tar": "damaged"}

    @pytest.mark.parametrize("content", ["[" * 100_000, '{"a":' * 100_000, '{"text": ' + "1" * 5000 + "}"])
    def test_json_that_breaks_parsers_breaks_nothing(self, content: str, tmp_path: Path) -> None:
        found = of_one(tmp_path, "x.json", content)

        assert found.documents.height + found.rejects.height == 1


class TestWholeFolder:
    @staticmethod
    def fill(folder: Path) -> None:
        """One file of every format in every compression, under names that people give."""
        formats: dict[str, bytes] = {
            "tin tức #1 100%.txt": ARTICLE.encode("utf-16"),
            "Ça va?.md": TestText.MARKDOWN.encode(),
            "page & co.html": PAGE.encode(),
            "новости.jsonl": lines(*RECORDS).encode(),
            "新闻.json": json.dumps(RECORDS).encode(),
            "table;x.csv": table(["title", "text"], ["One", ARTICLE]).encode(),
            "feed!.xml": rss(item(1, "They met.")).encode(),
            "crawl+1.warc": warc(*TestWarc.CAPTURES),
        }
        for name, content in formats.items():
            (folder / "a b" / "ü").mkdir(parents=True, exist_ok=True)
            (folder / "a b" / "ü" / name).write_bytes(content)
            (folder / f"{name}.gz").write_bytes(gzip.compress(content))
            (folder / f"{name}.zst").write_bytes(zstandard.compress(content))
        (folder / "all of it.zip").write_bytes(zipped({**formats}))
        (folder / "all of it.tar.gz").write_bytes(tarred({**formats}, "w:gz"))

    def test_every_format_in_every_compression_loads_the_same(self, tmp_path: Path) -> None:
        self.fill(tmp_path)

        found = scan(tmp_path)

        # Text, Markdown, a page, 2 + 2 records, a row, an entry and 3 captures, each stored in five ways.
        assert found.documents.height == 5 * 12
        assert found.documents.get_column("content_hash").value_counts().get_column("count").min() == 5
        assert found.documents.get_column("source_uri").is_unique().all()
        assert set(reasons(found).values()) == {"unsupported"}  # two captures of each of the five crawls
        assert found.rejects.height == 5 * 2

    def test_two_scans_are_equal_whatever_the_hash_seed(self, tmp_path: Path) -> None:
        self.fill(tmp_path / "seeds")
        script = "import sys; from etl.extract import scan; scan(sys.argv[1]).documents.write_parquet(sys.argv[2])"
        frames = []
        for seed in ("1", "2"):
            out = tmp_path / f"{seed}.parquet"
            subprocess.run(
                [sys.executable, "-c", script, tmp_path / "seeds", out],
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "2" else "UTC"},
                check=True,
                timeout=120,
            )
            frames.append(pl.read_parquet(out))

        assert frames[0].equals(frames[1])
        assert frames[0].height > 0

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_damage_of_any_kind_is_a_refusal_and_never_an_error(self, data: st.DataObject, tmp_path: Path) -> None:
        whole = data.draw(
            st.sampled_from(
                [
                    zipped({"a.txt": ARTICLE, "x.jsonl": lines(*RECORDS)}),
                    tarred({"a.txt": ARTICLE, "page.html": PAGE}, "w:gz"),
                    tarred({"a.txt": ARTICLE, "page.html": PAGE}),
                    warc(TestWarc.CAPTURES[0]),
                    rss(item(1, "They met.")).encode(),
                    zstandard.compress(PAGE.encode()),
                    json.dumps(RECORDS).encode(),
                ]
            )
        )
        content = bytearray(whole)
        for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
            content[at] = data.draw(st.integers(0, 255))

        found = of_one(tmp_path, "x", bytes(content[: data.draw(st.integers(1, len(content)))]))

        assert found.documents.height + found.rejects.height > 0
        places = pl.concat([found.documents.get_column("source_uri"), found.rejects.get_column("source_uri")])
        assert places.is_unique().all()


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Any]:
    """An empty bucket `press` in an S3 server of this machine, which the environment of this one test leads to."""
    caplog.set_level(logging.WARNING, logger="werkzeug")  # the server's, one line per request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3")
    client.create_bucket(Bucket="press")
    yield client
    with urlopen(f"http://{host}:{port}/moto-api/reset", data=b""):  # what it stores outlives the server otherwise
        server.stop()


class TestObjectStore:
    def test_a_bucket_is_read_like_a_folder(self, bucket: Any, tmp_path: Path) -> None:
        TestWholeFolder.fill(tmp_path)
        (tmp_path / ".hidden").write_text("no")
        for path in tmp_path.rglob("*"):
            if path.is_file():
                bucket.upload_file(str(path), "press", f"2021/{path.relative_to(tmp_path).as_posix()}")
        bucket.put_object(Bucket="press", Key="2021/folder/", Body=b"")
        bucket.put_object(Bucket="press", Key="2022/other.txt", Body=b"no")

        stored, local = scan("s3://press/2021"), scan(tmp_path)

        assert stored.folder_uri == "s3://press/2021"
        assert stored.documents.drop("source_uri").equals(local.documents.drop("source_uri"))
        assert stored.rejects.drop("source_uri").equals(local.rejects.drop("source_uri"))
        assert stored.documents.get_column("source_uri").to_list() == [
            uri.replace(tmp_path.as_uri(), "s3://press/2021") for uri in local.documents.get_column("source_uri")
        ]

    def test_a_second_scan_sees_what_has_come_since(self, bucket: Any) -> None:
        bucket.put_object(Bucket="press", Key="a.txt", Body=b"one")
        first = scan("s3://press")
        bucket.put_object(Bucket="press", Key="b.txt", Body=b"two")
        bucket.put_object(Bucket="press", Key="communique-fields.toml", Body=b'text = ["words"]')

        assert texts(first) == {"a.txt": "one"}
        assert texts(scan("s3://press/")) == {"a.txt": "one", "b.txt": "two"}

    def test_large_objects_are_refused_by_themselves(self, bucket: Any) -> None:
        bucket.put_object(Bucket="press", Key="a.txt", Body=b"x" * 1001)
        bucket.put_object(Bucket="press", Key="b.txt", Body=b"fits")

        found = scan("s3://press", Limits(max_bytes=1000))

        assert texts(found) == {"b.txt": "fits"}
        assert reasons(found) == {"a.txt": "oversized"}

    def test_a_place_that_is_not_there_is_an_error(self, bucket: Any) -> None:
        bucket.put_object(Bucket="press", Key="a.txt", Body=b"one")

        with pytest.raises(FileNotFoundError):
            scan("s3://press/none")
        with pytest.raises(NotADirectoryError):
            scan("s3://press/a.txt")
        with pytest.raises(OSError, match="nowhere://x"):
            scan("nowhere://x")

    def test_a_file_url_is_a_folder_on_this_machine(self, tmp_path: Path) -> None:
        (tmp_path / "a b").mkdir()
        (tmp_path / "a b" / "a.txt").write_text("x")

        assert scan((tmp_path / "a b").as_uri()).documents.equals(scan(tmp_path / "a b").documents)
