"""The day of publication from what surrounds the text: the source's clock, names and addresses, titles and leads."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.lexicon.loader import rows
from etl.reading.annotations import Document, Mention, Publication
from etl.reading.layout import lay_out
from etl.reading.reader import read_document
from etl.reading.time import publish_date


def published(text: str, source_file: str = "", **metadata: str) -> Publication:
    document = Document("art-0", text, source_file, metadata)
    return publish_date(document, lay_out(document))


def dates(text: str, source_file: str = "", **metadata: str) -> list[tuple[str, str | None]]:
    mentions = read_document(Document("art-0", text, source_file, metadata)).mentions
    return [(mention.span.of(text), mention.value) for mention in mentions if _is_date(mention)]


def _is_date(mention: Mention) -> bool:
    return mention.kind == "date"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Minister meets envoy in Lima\n\nThe Minister spoke of trade.\n\nPublished 14 April 2022\n\nThey met.\n",
            (2022, 4, 14),
        ),
        ("Xinhua | 2019-03-22 21:14\n\nBEIJING (Xinhua) -- The ministers met.\n", (2019, 3, 22)),
    ],
)
def test_a_line_that_dates_the_article_may_stand_lower_or_name_its_agency(text: str, day: tuple[int, int, int]) -> None:
    found = published(text)
    assert (found.on, found.basis) == (date(*day), "header")


@pytest.mark.parametrize(
    ("stamp", "url", "day"),
    [
        ("Wed, 28 Jul 2021 01:38:00 +0000", "https://www.state.gov/talks/", date(2021, 7, 27)),
        ("Wed, 28 Jul 2021 05:38:00 +0000", "https://www.state.gov/talks/", date(2021, 7, 28)),
        ("2021-07-28T01:38:00Z", "https://www.state.gov/talks/", date(2021, 7, 27)),
        ("2021-07-28T16:38:00Z", "https://www.mofa.go.jp/talks/", date(2021, 7, 29)),
        ("2021-07-28 16:38 UTC", "https://en.nhandan.vn/talks/", date(2021, 7, 28)),
        ("2021-07-28T17:38:00Z", "https://en.nhandan.vn/talks/", date(2021, 7, 29)),
        ("2021-07-28T01:38:00-04:00", "https://www.state.gov/talks/", date(2021, 7, 28)),  # its own clock
        ("2021-07-28 01:38", "https://www.state.gov/talks/", date(2021, 7, 28)),
        ("2021-07-28T00:00:00Z", "https://www.state.gov/talks/", date(2021, 7, 28)),  # no hour at all
        ("2021-07-28T01:38:00Z", "https://example.org/talks/", date(2021, 7, 28)),  # whose clock is not known
    ],
)
def test_a_stamp_in_utc_is_a_day_where_the_source_is(stamp: str, url: str, day: date) -> None:
    found = published("They met today.", date=stamp, url=url)
    assert (found.on, found.basis) == (day, "metadata")
    if day.isoformat() not in stamp and f"{day.day} Jul" not in stamp:
        assert found.evidence is not None and found.evidence.endswith(f": {day.isoformat()} in {_zone(url)}")


def _zone(url: str) -> str:
    zones = {".gov/": "America/New_York", ".jp/": "Asia/Tokyo", ".vn/": "Asia/Ho_Chi_Minh"}
    return next(zone for domain, zone in zones.items() if domain in url)


def test_the_clock_of_the_office_or_agency_that_heads_the_text() -> None:
    office = "A Meeting\nFri, 13 May 2022 00:40:52 +0000\n\nOffice of the Spokesperson\n\nThey met today.\n"
    assert published(office).on == date(2022, 5, 12)
    agency = "Fri, 13 May 2022 20:40:52 +0000\n\nHÀ NỘI (VNA) — They met today.\n"
    assert published(agency).on == date(2022, 5, 14)


def test_today_is_the_day_where_the_source_is() -> None:
    found = dates("They met today.", url="https://www.state.gov/talks/", date="Wed, 28 Jul 2021 01:38:00 +0000")
    assert found == [("today", "2021-07-27")]


def test_every_source_has_a_zone_that_exists_and_every_country_is_a_source() -> None:
    sources = {row["source"]: row for row in rows("source_calendars")}
    for row in sources.values():
        assert ZoneInfo(row["zone"]).key == row["zone"]
        assert row["date_order"] in ("dmy", "mdy", "")
    assert {row["country"] for row in rows("countries")} <= sources.keys()


@pytest.mark.parametrize(
    "name",
    [
        "2021-07-27_talks.txt",
        "talks 2021.07.27.txt",
        "20210727.txt",
        "a/b/talks_20210727_en.html",
        "2021/07/27/talks.txt",
        "archive/2021/7/27/talks.txt",
        "dump_2026-11-22.zip!/2021-07/2021-07-27-talks.md",
        "dump_2026-11-22.jsonl#https://example.org/2021/07/27/talks/",
    ],
)
def test_a_day_in_the_name_of_a_file(name: str) -> None:
    found = published("They met.", name)
    assert (found.on, found.precision, found.basis) == (date(2021, 7, 27), "day", "file")
    assert found.evidence is not None and found.evidence in name


@pytest.mark.parametrize(
    "name",
    [
        "dump_2026-11-22.jsonl#17",
        "crawl_2026-11-22/talks.txt",
        "2021-01-01_2021-12-31.txt",
        "2021-13-27.txt",
        "002_3b53ae20210727c9e72.txt",
        "120210727.txt",
        "talks.txt",
    ],
)
def test_a_name_without_a_day_of_its_own(name: str) -> None:
    assert published("They met.", name) == Publication(None)


def test_an_address_gives_a_day_or_a_month() -> None:
    found = published("They met.", url="https://example.org/news/2021/07/27/talks/")
    assert (found.on, found.basis) == (date(2021, 7, 27), "file")
    found = published("They met.", url="https://example.org/news/2021/07/talks-of-27-countries/")
    assert (found.on, found.precision) == (date(2021, 7, 1), "month")
    fenced = "---\nsource_url: https://example.org/2021/07/27/talks/\ntags: x\n---\nThey met.\n"
    assert published(fenced).on == date(2021, 7, 27)


def test_what_the_article_says_goes_before_its_name() -> None:
    found = published("HANOI, July 26, 2021 (VNA) -- They met.", "2021-07-27.txt")
    assert (found.on, found.basis) == (date(2021, 7, 26), "dateline")


@pytest.mark.parametrize(
    ("dateline", "name", "day"),
    [
        ("December 22", "2022-12-22.txt", date(2022, 12, 22)),
        ("December 22", "2022-12-23.txt", date(2022, 12, 22)),
        ("December 31", "2023-01-02.txt", date(2022, 12, 31)),
        ("December 22", "2026-11-22.txt", None),  # the day of a download bounds the year and no more
    ],
)
def test_a_name_completes_a_dateline_without_its_year(dateline: str, name: str, day: date | None) -> None:
    assert published(f"HANOI, {dateline} (VNA) -- They met.", name).on == day


def test_a_name_and_a_dateline_of_one_day_agree() -> None:
    found = published("HANOI, December 22 (VNA) -- They met.", "2022-12-22.txt")
    assert (found.on, found.basis, found.evidence) == (date(2022, 12, 22), "file", "2022-12-22.txt")


def test_the_date_that_a_title_sets_off() -> None:
    found = published("They spoke.", title="Press Briefing – May 4, 2021")
    assert (found.on, found.basis, found.evidence) == (date(2021, 5, 4), "header", "May 4, 2021")
    assert published("They spoke.", title="Remembering September 11, 2001").on is None


def test_a_speech_is_published_in_its_month_and_tells_of_its_own_day() -> None:
    text = "The House\nSeoul, Republic of Korea\n\n(May 21, 2022)\n\n4:18 P.M. KST\n\nTHE PRESIDENT: We met today.\n"
    found = published(text)
    assert (found.on, found.precision, found.basis) == (date(2022, 5, 1), "month", "header")
    assert found.evidence == "held May 21, 2022"
    assert dates(text)[-1] == ("today", "2022-05-21")
    assert published(text, date="2022-05-22").on == date(2022, 5, 22)
    assert dates(text, date="2022-05-22")[-1] == ("today", "2022-05-21")


def test_a_dispatch_counts_from_the_day_it_was_filed() -> None:
    text = "date 2021-07-28 HANOI, July 26, 2021 (VNA) -- They met yesterday."
    assert dates(text)[-1] == ("yesterday", "2021-07-25")
    old = "date 2021-07-28 HANOI, July 26, 2011 (VNA) -- They met yesterday."
    assert dates(old)[-1] == ("yesterday", "2021-07-27")


def test_a_memorandum_has_its_date_among_its_header_lines() -> None:
    text = "TO: All Staff\n\nFROM: A. Smith, Deputy Head\nof the Office\n\nDATE: December 16, 2021\n\nThey met.\n"
    found = published(text, title="On Safety")
    assert (found.on, found.basis) == (date(2021, 12, 16), "header")


def test_a_report_that_opens_with_its_weekday_and_full_date() -> None:
    reading = read_document(Document("art-0", "On Friday, January 22, 2021, the President signed the law. He left.\n"))
    found = reading.publication
    assert (found.on, found.precision, found.basis) == (date(2021, 1, 22), "day", "inferred")
    assert found.evidence is not None and "the report opens with 'Friday, January 22, 2021'" in found.evidence
    looks_back = "On Tuesday, September 11, 2001, they attacked. The memorial was opened in May 2014. They met in 2013."
    assert read_document(Document("art-0", looks_back)).publication.on is None


def test_a_numeric_header_date_in_the_order_of_its_source() -> None:
    assert published("07/02/2021\n\nThe deal of 25/12/2020 holds.\n", title="A Deal").on == date(2021, 2, 7)
    assert published("07/02/2021\n\nThe deal holds.\n", url="https://www.state.gov/a/").on == date(2021, 7, 2)
    assert published("07/02/2021\n\nThe deal holds.\n", title="A Deal").on is None


@given(text=st.text(alphabet="abc 12/-.,\n(May", max_size=80), name=st.text(alphabet="2019-/_.#!a", max_size=30))
def test_every_article_says_how_its_day_is_known_or_why_not(text: str, name: str) -> None:
    found = read_document(Document("art-0", text, name)).publication
    assert found.evidence
    assert (found.on is None) == (found.basis is None) == (found.precision == "none")
