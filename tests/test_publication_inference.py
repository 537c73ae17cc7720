"""The day of publication where the article gives it in part or not at all: right, or open with its candidates."""

from calendar import isleap
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etl.lexicon.loader import rows
from etl.reading.annotations import Document, Publication
from etl.reading.layout import lay_out
from etl.reading.reader import read_document
from etl.reading.sentences import split_sentences
from etl.reading.time import find_time_expressions, publish_date
from etl.reading.time.facts import facts_in
from etl.reading.time.inference import infer_publication
from etl.text.fold import fold

SEEDS = Path(__file__).parent.parent / "seeds"
MONTHS = [date(2000, number, 1).strftime("%B") for number in range(1, 13)]
WEEKDAYS = [date(2001, 1, number).strftime("%A") for number in range(1, 8)]  # 1 January 2001 is a Monday


def published(text: str, **metadata: str) -> Publication:
    document = Document("art-0", text, metadata=metadata)
    layout = lay_out(document)
    sentences = split_sentences(text, layout)
    stated = publish_date(document, layout)
    times = find_time_expressions(text, sentences, stated)
    return infer_publication(document, layout, sentences, times, stated)


def year(body: str, dateline: str = "HAVANA, March 22 -- ", **metadata: str) -> int | None:
    found = published(dateline + body, **metadata)
    assert found.on is None or (found.on.strftime("%B %d") == "March 22" and found.basis == "inferred")
    return found.on.year if found.on else None


def test_a_full_date_is_left_as_it_was_stated() -> None:
    assert published("date 2021-05-04 They met on Monday. It was signed in 1999.").on == date(2021, 5, 4)
    assert published("date 2021-05-04 They met.").evidence == "2021-05-04"


def test_what_lies_behind_and_ahead_leaves_one_year() -> None:
    found = published("HAVANA, March 22 -- They met on November 5, 2018. They will meet again in June 2019.")
    assert (found.on, found.precision, found.basis) == (date(2019, 3, 22), "day", "inferred")
    assert found.evidence is not None
    assert found.evidence.startswith("March 22; 'November 5, 2018' told as past; 'June 2019' lies ahead; 2019 leads ")


@pytest.mark.parametrize(
    ("weekday", "solved"),
    [
        ("late Thursday", 2019),  # 22 March 2019 is a Friday; in 2018 it is a Thursday
        ("on Friday", 2019),  # told on the day itself
        ("on Thursday", None),  # 2018: on the day itself; 2019: the day before
        ("on Sunday", None),  # fits neither
    ],
)
def test_a_weekday_told_as_past_lies_just_before(weekday: str, solved: int | None) -> None:
    bounds = "The treaty was signed on January 5, 2018. The next summit will be held in October 2019."
    assert year(f"The ministers spoke by phone {weekday}. {bounds}") == solved


def test_one_date_alone_decides_nothing() -> None:
    assert year("They met on March 20, 2019.") is None
    assert year("They will meet in April 2019.") is None
    assert year("They spoke on Thursday. They signed the treaty on March 20, 2019.") is None


def test_several_recent_dates_decide() -> None:
    text = "They spoke on Friday. They met on May 3, 2018, in September 2018 and on March 1, 2019."
    assert year(text) == 2019


def test_a_weekday_with_its_date_fits_few_years() -> None:
    bounds = "They met on May 3, 2017. It will open in June 2020."
    assert year(bounds) is None
    assert year(f"They will meet on Monday, March 25. {bounds}") == 2019


def test_the_own_weekday_of_a_dateline_counts() -> None:
    bounds = "They met on May 3, 2017. It will open in June 2020."
    assert year(bounds, "HAVANA, Friday, March 22 -- ") == 2019
    assert year(bounds) is None


def test_an_anniversary_of_a_year_that_is_named() -> None:
    told = "The two nations are celebrating the 60th anniversary of diplomatic ties (December 2, 1960)."
    bounds = "They met on May 3, 2018. It will open in October 2020."
    assert year(bounds) is None
    assert year(f"{told} {bounds}") == 2020
    assert year(told + " The treaty was signed on Friday.") is None


def test_facts_of_the_world_bound_the_year() -> None:
    bounds = "The treaty was signed on May 3, 2018. It will be renewed in January 2021."
    assert year(bounds) is None
    assert year("They spoke of the COVID-19 pandemic. " + bounds) == 2020


def test_dates_that_have_no_standing_bound_nothing() -> None:
    assert year("They spoke of Agenda 2030 and of the 1999 treaty. Vision 2035 follows.") is None


def test_metadata_that_show_the_text_to_exist_are_an_upper_bound() -> None:
    text = "They met on March 1, 2019."
    assert year(text, file_modified="2019-08-01T10:00:00Z") == 2019
    assert year(text, file_modified="2026-08-01T10:00:00Z") is None


def test_an_open_day_lists_its_candidates() -> None:
    found = published("HAVANA, March 22 -- They met in May 2017. It will open in June 2020.")
    assert (found.on, found.precision, found.basis) == (None, "none", None)
    assert found.evidence is not None and "open: 2018 (0.29), 2019 (0.28), 2020 (0.37)" in found.evidence


def test_nothing_is_said_of_a_day() -> None:
    found = published("They met on May 3, 2018.")
    assert found == Publication(None, evidence="the text names no day of its own; 'May 3, 2018' told as past")


def test_a_month_of_the_header_and_a_day_of_the_dateline_make_a_date() -> None:
    found = published("date 2017-02 HAVANA, Feb. 3 -- They met.")
    assert (found.on, found.basis) == (date(2017, 2, 3), "inferred")
    assert found.evidence == "2017-02; Feb. 3; 2017-02-03 is the only day that fits"


def test_a_month_alone_stays_a_month() -> None:
    found = published("date 2017-02 HAVANA, Cuba -- They met on Tuesday.")
    assert (found.on, found.precision, found.basis) == (date(2017, 2, 1), "month", "header")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today, Friday, March 22,", date(2019, 3, 22)),
        ("tomorrow, Friday, March 22,", date(2019, 3, 21)),
        ("yesterday (Friday, March 22)", date(2019, 3, 23)),
    ],
)
def test_a_day_that_the_body_counts_from(words: str, day: date) -> None:
    found = published(f"They met on May 3, 2016. They will speak {words}.")
    assert found.on is None
    found = published(f"They met on May 3, 2017. They will speak {words}. It will open in June 2020.")
    assert (found.on, found.basis) == (day, "inferred")


def test_contradictions_are_recorded() -> None:
    found = published("date 2021-07-28 HANOI, July 26, 2021 (VNA) -- They met.")
    assert (found.on, found.basis) == (date(2021, 7, 28), "header")
    assert found.evidence == "2021-07-28; but dateline: July 26, 2021"
    open_day = published("HANOI, July 26 (VNA) -- They speak today, July 28. They met in 2019.")
    assert open_day.evidence is not None and open_day.evidence.startswith("July 26; but: today, July 28; ")


@pytest.mark.parametrize(
    ("closing", "day"),
    [
        ("A. B. SMITH\n\nTHE WHITE HOUSE,\n    March 14, 2025.\n", date(2025, 3, 14)),
        ("Geneva, 3 May 2021\n", date(2021, 5, 3)),
        ("I set my hand this thirtieth day of November, in the year of our Lord two thousand twenty-two.", None),
        ("Done at Geneva this 5th day of May, 2021, in two copies.", date(2021, 5, 5)),
        ("Done this twenty-first day of June in the year two thousand and nine.", date(2009, 6, 21)),
    ],
)
def test_the_day_on_which_a_document_was_signed(closing: str, day: date | None) -> None:
    found = published(f"The parties agree to meet every year.\n\n{closing}")
    assert (found.on, found.basis) == (day or date(2022, 11, 30), "body")


def test_a_date_that_ends_a_sentence_signs_nothing() -> None:
    found = published("They will attend the opening of the Games\non Tuesday, August 24, 2021.\n\nThey will return.")
    assert found.on is None


def test_a_dateline_goes_before_an_older_signature() -> None:
    text = "HANOI, July 28 -- The text follows.\n\nIt is agreed.\n\nHanoi, July 20, 2021.\n"
    found = published(text)
    assert found.on is None
    assert found.evidence is not None and "but body: Hanoi, July 20, 2021." in found.evidence


def test_seed_002_comes_out_with_its_reasons_and_dates_its_call() -> None:
    (path,) = SEEDS.glob("002_*.txt")
    reading = read_document(Document("art-0", path.read_text(encoding="utf-8")))
    found = reading.publication
    assert (found.on, found.precision, found.basis) == (date(2022, 12, 22), "day", "inferred")
    assert found.evidence is not None
    for reason in (
        "December 22",
        "late Wednesday",
        "'October 2023' lies ahead",
        "COVID-19: 2020 or later",
        "2022 leads",
    ):
        assert reason in found.evidence
    assert "2022-12-21" in [mention.value for mention in reading.mentions if mention.kind == "date"]


def test_facts_are_whole_words_and_their_bounds_are_in_order() -> None:
    assert [fact.words for fact in facts_in(fold("They spoke of Covid-19 and of the World War II."))] == [
        "COVID-19",
        "World War II",
    ]
    assert facts_in(fold("The twittering of the zairea")) == ()
    for row in rows("datable_facts"):
        assert row["counts"] in {"since", "span"}
        assert (row["counts"] == "span") == bool(row["not_after"]), row
        assert not row["not_after"] or row["not_before"] < row["not_after"], row


def _written(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}"


DAYS = st.dates(date(1950, 1, 1), date(2040, 12, 31))


@settings(max_examples=300, deadline=None)
@given(
    day=DAYS,
    days_back=st.integers(0, 1),
    is_late=st.booleans(),
    past=st.none() | st.integers(1, 40 * 365),
    ahead=st.none() | st.integers(1, 40 * 365),
)
def test_no_day_is_ever_wrong(day: date, days_back: int, is_late: bool, past: int | None, ahead: int | None) -> None:
    """A dispatch tells of the day itself or the day before, "late" only of the day before."""
    assume(not (is_late and days_back == 0))
    weekday = WEEKDAYS[(day - timedelta(days=days_back)).weekday()]
    told = [f"The ministers spoke by phone {'late' if is_late else 'on'} {weekday}."]
    if past is not None:
        before = day - timedelta(days=past)
        told.append(f"They met in Geneva on {_written(before)}, {before.year}.")
    if ahead is not None:
        after = day + timedelta(days=ahead)
        told.append(f"The summit will be held on {_written(after)}, {after.year}.")
    found = published(f"HAVANA, {_written(day)} -- {' '.join(told)}")
    assert found.on in (day, None), found.evidence
    assert found.evidence


@settings(max_examples=100, deadline=None)
@given(day=DAYS, apart=st.integers(1, 170))
def test_a_year_enclosed_on_both_sides_is_found(day: date, apart: int) -> None:
    assume(not (day.month == 2 and day.day == 29 and isleap(day.year)))
    before, after = day - timedelta(days=apart), day + timedelta(days=apart)
    body = f"They met on {_written(before)}, {before.year}. They will meet on {_written(after)}, {after.year}."
    assert published(f"HAVANA, {_written(day)} -- {body}").on == day
