"""Formats: plain text, Markdown with front matter, and HTML pages give their text and what they declare."""

from hashlib import sha256
from pathlib import Path

import pytest

from etl.extract.html import read_html
from tests.format_files import MARKDOWN, PAGE, PAGE_TEXT, metadata, of_one, reasons, texts


class TestText:
    def test_front_matter_becomes_metadata_and_the_text_is_what_follows(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.md", MARKDOWN)

        assert texts(found) == {"a.md": "\nThe *ministers* met.  \n"}
        assert metadata(found) == {
            "title": "Ministers meet in Hà Nội",
            "date": "2021-03-04",
            "published_time": "2021-03-04 10:11:12-05:00",
            "url": "https://example.org/1",
            "tags": "asia, trade",
        }
        assert found.documents.get_column("content_hash").to_list() == [sha256(MARKDOWN.encode()).hexdigest()]

    def test_a_file_named_txt_keeps_its_front_matter_as_text(self, tmp_path: Path) -> None:
        found = of_one(tmp_path, "a.txt", MARKDOWN)

        assert texts(found) == {"a.txt": MARKDOWN}
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
