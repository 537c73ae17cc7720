"""The measurement of dating on a folder of three articles."""

from datetime import date
from pathlib import Path

import pytest

from bench import dating
from etl.reading.annotations import Document

FENCED = "---\ndate: '2021-07-27'\npublished_time: 2021-07-27 18:25:25-04:00\n{url}title: A Meeting\n---\n{body}\n"


def test_each_article_is_judged_as_found_undated_and_by_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "source_url: https://example.org/2021/07/27/a-meeting/\n"
    (tmp_path / "told.md").write_text(FENCED.format(url="", body="They met today, July 27, 2021."))
    (tmp_path / "addressed.md").write_text(FENCED.format(url=address, body="They met today."))
    (tmp_path / "wrong.md").write_text(FENCED.format(url="", body="They met today, July 26, 2021."))
    assert dating.main([str(tmp_path), "--workers", "1", "--list", "wrong"]) == 0
    listed, _, found, undated, text_only = capsys.readouterr().out.splitlines()
    assert listed.startswith("wrong.md\t2021-07-27\t2021-07-26\ttoday, July 26, 2021")
    assert _counts(found) == [3, 0, 0]
    assert _counts(undated) == [2, 1, 0]
    assert _counts(text_only) == [1, 1, 1]


def _counts(line: str) -> list[int]:
    words = line.split()
    return [int(words[words.index(kind) + 1]) for kind in dating.KINDS]


def test_nothing_declared_is_nothing_to_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plain.txt").write_text("They met.")
    assert dating.main([str(tmp_path / "plain.txt"), "--workers", "1"]) == 2
    assert "no article declares a day" in capsys.readouterr().err


def test_a_stamp_in_utc_stands_for_the_days_it_has_anywhere() -> None:
    assert dating.declared_days({"date": "Wed, 28 Jul 2021 01:38:00 +0000"}) == {date(2021, 7, 27), date(2021, 7, 28)}
    assert dating.declared_days({"date": "2021-07-28 01:38:00-04:00"}) == {date(2021, 7, 28)}
    assert dating.declared_days({"date": "2021-07-28"}) == {date(2021, 7, 28)}
    assert dating.declared_days({"date": "soon", "title": "A Meeting"}) == frozenset()


def test_only_title_and_text_are_left() -> None:
    text = FENCED.format(url="source_url: https://example.org/2021/07/27/\n", body="They met.")
    document = Document(
        "art-0", text, "2021-07-27.md", {"date": "2021-07-27", "url": "https://example.org/2021/07/27/"}
    )
    left = dating.text_only(document)
    assert (left.text, left.source_file, dict(left.metadata)) == ("---\ntitle: A Meeting\n---\nThey met.\n", "", {})
    assert dating.undated(document).metadata == {"url": "https://example.org/2021/07/27/"}
    assert "date:" not in dating.undated(document).text
