"""Formats: every record of JSON, a table or a feed is an article, and what cannot be read is refused by itself."""

import json
from pathlib import Path

import pytest

from etl.extract import scan
from etl.extract.fields import FieldsError, default_fields
from tests.format_files import ARTICLE, RECORDS, item, lines, metadata, of_one, reasons, rss, table, texts


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
