"""Anything at all may come in: extract and reading are given what nobody would write, and keep their contracts.

`pytest tests/test_fuzz.py --hypothesis-profile long` looks fifty times as long. What was found that way stands below.
"""

import gzip
import json
import tempfile
from functools import cache
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from etl.extract import scan
from etl.extract.model import Reason
from etl.reading.frames import flatten
from etl.reading.pool import read_in_batches
from schemas.checks import false_spans, violations
from schemas.registry import TABLES
from tests.conftest import ROOT, short_article
from tests.format_files import ARTICLE, CAPTURES, MARKDOWN, PAGE, RECORDS, item, lines, rss, table, tarred, warc, zipped
from tests.test_reading import documents

pytestmark = pytest.mark.slow

SOME = settings(
    max_examples=settings.default.max_examples * 3 // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PIECES = (
    # names, titles and bodies
    "Nguyễn Phú Trọng", "Raúl Castro", "Xi Jinping", "Kim Jong Un", "President", "Foreign Minister", "Mr.", "Dr",
    "de la", "Vietnam", "Cuban", "the Republic of", "Ministry of Foreign Affairs", "Committee", "EU", "U.S.",
    "Hà Nội", "VNA",
    # days and numbers
    "Monday", "on Feb. 29", "February 30", "2021-02-30", "31/12/9999", "0000-00-00", "March", "'21", "last week", "1.5",
    "the 1990s", "from 3 to 5 May", "99999999999999999999", "½", "12,000 tonnes of rice", "5%", "date 2021-03-10", "−7",
    # acts and what joins them
    "met with", "will visit", "said", "that", "agreed to", "did not", "condemned", "was received by", "congratulated",
    "who", "and", ",", "to", "in", "of", "against", "on behalf of", "We", "he", "their", "both sides",
    # marks
    ".", "...", "…", "!?", ":", ";", " - ", " — ", "(", ")", "[", "]", "«", "»", "“", "”", '"', "'", "’", "*", "#",
    "|", "\\",
    "\n", "\n\n", "\r\n", "\t", " ", "\u00a0", "\u2028", "\x0c", "\u200b", "\u202e", "\u0301", "\ufeff", "\x1b[31m",
    "<b>",
    "&nbsp;", "{}", "%s", "$1", "--", "QUESTION:", "By ", "HANOI (VNA) —", "ENDS", "http://a.b/c?d", "a@b.c",
    "習近平", "ﬁ", "İ", "ß",
)  # fmt: skip

anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
pieces = st.lists(st.one_of(st.sampled_from(PIECES), anything), min_size=1, max_size=60)
made_up = st.builds(lambda glue, parts: glue.join(parts), st.sampled_from(["", " "]), pieces)


@cache
def seeds() -> tuple[str, ...]:
    return (short_article(1), *(path.read_text("utf-8") for path in sorted((ROOT / "seeds").iterdir())))


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """A seed article, up to 2,000 characters of it, in which passages are lost, doubled, moved or overwritten."""
    text = draw(st.sampled_from(seeds()))[:2000]
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        passage, into = text[start:end], draw(st.integers(0, len(text)))
        inserted = draw(st.one_of(st.just(""), st.just(passage * 2), st.sampled_from(PIECES)))
        text = text[:start] + inserted + text[end:] if draw(st.booleans()) else text[:into] + inserted + text[into:]
    return text


@SOME
@given(st.one_of(made_up, spoiled()))
def test_whatever_is_read_keeps_the_contracts(text: str) -> None:
    assert_is_read(text)


def assert_is_read(text: str) -> None:
    """Nothing fails, every table of the reading keeps its contract, and every span is what the text says."""
    given_documents = documents([text])
    (batch,) = read_in_batches(given_documents, workers=1)
    assert batch.failures == ()
    for name, found in flatten(batch.readings).items():
        assert violations(TABLES[name], found) == [], name
        assert false_spans(found, given_documents, TABLES[name].spans) == [], name


FORMATS: dict[str, bytes] = {
    "text.txt": ARTICLE.encode(),
    "wide.txt": ARTICLE.encode("utf-16"),
    "notes.md": MARKDOWN.encode(),
    "page.html": PAGE.encode(),
    "one.json": json.dumps(RECORDS).encode(),
    "many.jsonl": lines(*RECORDS).encode(),
    "table.csv": table(["title", "text", "date"], ["One", ARTICLE, "2021-03-04"], ["Two", "b", "c"]).encode(),
    "feed.xml": rss(item(1, ARTICLE), item(2, "x")).encode(),
    "crawl.warc": warc(*CAPTURES),
    "a.txt.gz": gzip.compress(ARTICLE.encode()),
    "a.txt.zst": zstandard.compress(ARTICLE.encode()),
    "a.zip": zipped({"1.txt": ARTICLE, "in/2.html": PAGE}),
    "a.tar": tarred({"1.txt": ARTICLE, "in/2.jsonl": lines(*RECORDS)}),
    "a.tgz": tarred({"1.txt": ARTICLE}, "w:gz"),
}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of some format, of which bytes are changed, lost, doubled or put in; sometimes under another's name."""
    name, content = draw(st.sampled_from(sorted(FORMATS.items())))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 40))
        inserted = draw(st.one_of(st.binary(max_size=12), st.just(content[at : at + length] * 2)))
        content = content[:at] + inserted + content[at + length :]
    return (draw(st.sampled_from(sorted(FORMATS))) if draw(st.booleans()) else name), content


@SOME
@given(damaged())
def test_whatever_is_stored_becomes_documents_or_refusals(file: tuple[str, bytes]) -> None:
    assert_is_taken_or_refused(*file)


@SOME
@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=400))
@example("empty.zip", b"")
def test_whatever_bytes_become_documents_or_refusals(name: str, content: bytes) -> None:
    assert_is_taken_or_refused(name, content)


def assert_is_taken_or_refused(name: str, content: bytes) -> None:
    """Nothing fails, something comes of the file, in its own place, as text that any table can hold."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        found = scan(Path(folder))
        place = (Path(folder) / name).as_uri()
    assert found.documents.height + found.rejects.height > 0
    for frame in (found.documents, found.rejects):
        assert all(uri.startswith(place) for uri in frame["source_uri"])
        assert all("\0" not in value for column in frame.select("source_file", "source_uri") for value in column)
    assert set(found.rejects["reason"]) <= set(Reason)
    for text, metadata in found.documents.select("text", "metadata").iter_rows():
        assert text.strip()
        assert "\0" not in text
        assert isinstance(json.loads(metadata), dict)
        text.encode("utf-8")
