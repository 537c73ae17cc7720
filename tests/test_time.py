"""Date expressions with their values, and the day an article was published."""

from datetime import date
from pathlib import Path

import pytest

from etl.reading.annotations import Document, Publication, TimeExpression
from etl.reading.layout import lay_out
from etl.reading.sentences import split_sentences
from etl.reading.time import find_time_expressions, publish_date

SEEDS = Path(__file__).parent.parent / "seeds"
UNKNOWN = Publication(None)


def read(text: str, published: str | None = "2025-02-19", precision: str = "day") -> tuple[TimeExpression, ...]:
    publication = Publication(date.fromisoformat(published), precision) if published else UNKNOWN
    sentences = split_sentences(text, lay_out(Document("art-0", text)))
    return find_time_expressions(text, sentences, publication)


def values(text: str, published: str | None = "2025-02-19", precision: str = "day") -> list[tuple[str, str]]:
    return [(found.span.of(text), found.value) for found in read(text, published, precision)]


def value(text: str, published: str | None = "2025-02-19", precision: str = "day") -> str:
    (found,) = read(text, published, precision)
    return found.value


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("Friday, August 21, 2015", "2015-08-21"),
        ("Nov. 4 , 2005", "2005-11-04"),
        ("1 March 2023", "2023-03-01"),
        ("the 5th of May, 2021", "2021-05-05"),
        ("22-MAR-1987", "1987-03-22"),
        ("2025-02-19", "2025-02-19"),
        ("28/7/2021", "2021-07-28"),
        ("7/28/2021", "2021-07-28"),
        ("2.7.2021", "2021-07-02"),
        ("September 2024", "2024-09"),
        ("Sept. 2024", "2024-09"),
    ],
)
def test_dates_that_name_their_year(words: str, iso: str) -> None:
    (found,) = read(f"It was signed on {words}.")
    assert (found.value, found.basis) == (iso, "explicit")


@pytest.mark.parametrize("words", ["February 30, 2021", "2/7/2021", "Sept. 31", "32 March 2020"])
def test_dates_that_are_none_or_do_not_show_their_order(words: str) -> None:
    assert all(len(found.value) < len("2021-01-01") for found in read(f"It was signed {words}."))


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("He held a talk on February 28.", "2023-03-01", "2023-02-28"),
        ("The broadcasts began on August 10.", "2015-08-21", "2015-08-10"),
        ("They will meet on April 2.", "2022-03-28", "2022-04-02"),
        ("They met on December 30.", "2023-01-04", "2022-12-30"),
        ("The summit of Jan. 4", "2021-12-20", "2022-01-04"),
        ("He was released on May 20.", "2021-04-20", "2020-05-20"),
    ],
)
def test_day_and_month_without_a_year(text: str, published: str, iso: str) -> None:
    (found,) = read(text, published)
    assert (found.value, found.basis, found.precision) == (iso, "publication", "day")


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("He is on a visit from February 18 to 20.", "2025-02-19", "2025-02-18/2025-02-20"),
        ("The congress of Jan. 4-7 was told of.", "2022-01-10", "2022-01-04/2022-01-07"),
        ("The congress will be held Jan. 4-7.", "2021-12-20", "2022-01-04/2022-01-07"),
        ("He will travel from March 28 to April 2.", "2022-03-28", "2022-03-28/2022-04-02"),
        ("He travelled 28 March to 2 April 2022.", "2024-01-01", "2022-03-28/2022-04-02"),
        ("They met between 18 and 20 February.", "2025-02-22", "2025-02-18/2025-02-20"),
        ("It ran from December 28 to January 3.", "2025-02-19", "2024-12-28/2025-01-03"),
        ("It ran from Monday to Wednesday.", "2025-02-19", "2025-02-17/2025-02-19"),
        ("It ran from March to May 2020.", "2025-02-19", "2020-03/2020-05"),
        ("The plan 2016-2020 was met.", "2025-02-19", "2016/2020"),
        ("The season 2011-12 was long.", "2025-02-19", "2011/2012"),
    ],
)
def test_ranges(text: str, published: str, iso: str) -> None:
    (found,) = read(text, published)
    assert (found.value, found.precision) == (iso, "range")


def test_an_anniversary_is_a_day_and_no_range() -> None:
    text = "the 68th anniversary (July 26, 1953-2021), of ties (December 2, 1960 – 2020), the Front (1960-2020)"
    assert values(text) == [
        ("July 26, 1953-2021", "2021-07-26"),
        ("December 2, 1960 – 2020", "2020-12-02"),
        ("1960-2020", "2020"),
    ]
    assert value("his 100th birthday (July 28, 1921 - July 28, 2021)") == "2021-07-28"
    assert value("Lam (12 May 1930 - 3 June 2001)") == "1930-05-12/2001-06-03"


@pytest.mark.parametrize(
    ("text", "published", "iso"),
    [
        ("He spoke on Tuesday evening.", "2021-07-28", "2021-07-27"),
        ("He spoke late Wednesday.", "2022-12-22", "2022-12-21"),
        ("They met on Wednesday.", "2025-02-19", "2025-02-19"),
        ("They condemn Sunday’s attack.", "2023-09-25", "2023-09-24"),
        ("He will visit them on Friday.", "2023-02-08", "2023-02-10"),
        ("On Friday, the President will travel to Hanoi.", "2023-02-08", "2023-02-10"),
        ("He said on Monday it will send troops.", "2025-02-19", "2025-02-17"),
        ("They met last Wednesday.", "2025-02-19", "2025-02-12"),
        ("They meet next Wednesday.", "2025-02-19", "2025-02-26"),
    ],
)
def test_weekdays(text: str, published: str, iso: str) -> None:
    assert value(text, published) == iso


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("today", "2025-02-19"),
        ("yesterday", "2025-02-18"),
        ("tomorrow", "2025-02-20"),
        ("the day before yesterday", "2025-02-17"),
        ("this morning", "2025-02-19"),
        ("last night", "2025-02-18"),
        ("this week", "2025-W08"),
        ("next week", "2025-W09"),
        ("last weekend", "2025-W07-WE"),
        ("earlier this year", "2025"),
        ("by the end of the year", "2025"),
        ("last month", "2025-01"),
        ("next May", "2025-05"),
        ("last May", "2024-05"),
        ("three days ago", "2025-02-16"),
        ("ten years ago", "2015"),
        ("25 years ago tomorrow", "2000-02-20"),
        ("a week ago", "2025-W07"),
        ("in April", "2024-04"),
    ],
)
def test_words_that_count_from_publication(words: str, iso: str) -> None:
    (found,) = read(f"It was so {words}.")
    assert (found.value, found.basis) == (iso, "publication")


def test_direction_is_what_the_words_say() -> None:
    found = read("It was last week, on Wednesday; now next May.")
    assert [expression.direction for expression in found] == ["past", "none", "future"]


def test_a_week_has_its_days() -> None:
    (found,) = read("It was this week.")
    assert (found.start, found.end, found.precision) == (date(2025, 2, 17), date(2025, 2, 23), "range")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("nearly 40 years of renewal", "P40Y"),
        ("over the past year", "P1Y"),
        ("within 48 hours", "PT48H"),
        ("a five-year plan", "P5Y"),
        ("three decades of ties", "P30Y"),
        ("in the 1990s", "199"),
        ("the 20th century", "19"),
        ("the first quarter of 2023", "2023-Q1"),
        ("for Fiscal Year 2021", "FY2021"),
        ("in summer 2023", "2023-SU"),
    ],
)
def test_durations_and_longer_periods(text: str, iso: str) -> None:
    assert value(text) == iso


@pytest.mark.parametrize(
    "text",
    ["in 2025", "the 2025 elections", "Friendship Year 2025", "by mid-2025", "since early 2025", "the treaty (2025)"],
)
def test_years(text: str) -> None:
    assert value(text) == "2025"


def test_years_in_a_list() -> None:
    assert [found[1] for found in values("It was renewed in 2000, 2005, and 2013.")] == ["2000", "2005", "2013"]


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2025 of the Council",
        "resolutions 1325 and 2025",
        "2000 people came",
        "worth $2020",
        "2,021 men",
        "some 1800 day and night shifts",
        "the 8th Congress",
        "Public Law 1973",
        "a 14-year-old boy, 30 years old",
        "on Sundays they may march in the sun",
        "https://www.state.gov/2021/03/29/call-of-May-2021",
    ],
)
def test_numbers_and_words_that_are_no_dates(text: str) -> None:
    assert values(text) == []


def test_without_a_publication_the_value_keeps_what_is_known() -> None:
    found = read("On December 22 and late Wednesday he spoke of October 2023 and of last year.", None)
    assert [(each.value, each.start) for each in found] == [
        ("XXXX-12-22", None),
        ("XXXX-WXX-3", None),
        ("2023-10", date(2023, 10, 1)),
        ("XXXX", None),
    ]


def test_a_publication_known_by_its_month_resolves_years_but_no_weekdays() -> None:
    text = "He left on December 30 and came on Tuesday."
    assert [found[1] for found in values(text, "2017-02-01", "month")] == ["2016-12-30", "XXXX-WXX-2"]


def test_a_false_range_still_gives_its_dates() -> None:
    text = "It opened Monday, May 18, 2015 and Sat, 14 May 2022 it closed."
    assert [found[1] for found in values(text)] == ["2015-05-18", "2022-05-14"]


def published(text: str, **metadata: str) -> Publication:
    document = Document("art-0", text, metadata=metadata)
    return publish_date(document, lay_out(document))


@pytest.mark.parametrize(
    ("seed", "day", "evidence"),
    [
        ("000", date(2025, 2, 19), "2025-02-19"),
        ("001", date(2020, 12, 2), "2020-12-02"),
        ("002", None, "December 22"),
        ("003", date(2021, 7, 28), "2021-07-28"),
        ("004", date(2023, 3, 1), "2023-03-01"),
    ],
)
def test_publication_of_the_seeds(seed: str, day: date | None, evidence: str) -> None:
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    found = published(path.read_text(encoding="utf-8"))
    assert (found.on, found.evidence) == (day, evidence)
    assert (found.precision, found.basis) == (("day", "header") if day else ("none", None))


def test_publication_from_a_dateline_with_its_year() -> None:
    found = published("BEIJING, Nov. 4, 2005 (Xinhua) -- China said so.")
    assert found == Publication(date(2005, 11, 4), "day", "dateline", "Nov. 4, 2005")


@pytest.mark.parametrize(
    ("field", "stamp", "day"),
    [
        ("published_time", "2023-03-29 22:25:25-04:00", date(2023, 3, 29)),
        ("pubDate", "Fri, 13 May 2022 00:40:52 +0000", date(2022, 5, 13)),
        ("article:published_time", "2021-07-01T20:45:49Z", date(2021, 7, 1)),
        ("date", "2021-07-01", date(2021, 7, 1)),
    ],
)
def test_publication_from_metadata(field: str, stamp: str, day: date) -> None:
    found = published("They met.", **{field: stamp})
    assert found == Publication(day, "day", "metadata", f"{field}: {stamp}")


def test_a_modification_is_no_publication() -> None:
    assert published("They met.", modified_time="2021-07-01") == UNKNOWN


def test_a_finer_date_goes_before_a_coarser_one() -> None:
    found = published("date 2017-02 HAVANA, Cuba – They met.", published="2017-02-03")
    assert (found.on, found.precision, found.basis) == (date(2017, 2, 3), "day", "metadata")
    alone = published("date 2017-02 HAVANA, Cuba – They met.")
    assert (alone.on, alone.precision, alone.basis) == (date(2017, 2, 1), "month", "header")


def test_publication_from_the_body() -> None:
    found = published("The sides signed a pact today (August 5, 2021) in Hanoi. It replaces that of May 1, 2011.")
    assert found == Publication(date(2021, 8, 5), "day", "body", "today (August 5, 2021")
