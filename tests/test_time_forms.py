"""Every supported form of a date expression, printed from a date and read back; and what is no date."""

from calendar import day_name, isleap, month_name
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from etl.reading.annotations import Document, Publication, TimeExpression
from etl.reading.layout import lay_out
from etl.reading.sentences import split_sentences
from etl.reading.time import find_time_expressions

PUBLISHED = date(2025, 2, 19)  # a Wednesday
DAYS = st.dates(date(1900, 1, 1), date(2039, 12, 31))
SHORT = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]


def read(text: str, day_first: bool | None = None) -> tuple[TimeExpression, ...]:
    sentences = split_sentences(text, lay_out(Document("art-0", text)))
    return find_time_expressions(text, sentences, Publication(PUBLISHED, "day"), day_first)


def values(text: str, day_first: bool | None = None) -> list[str]:
    return [found.value for found in read(text, day_first)]


def ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def weekday(day: date) -> str:
    return day_name[day.weekday()]


def month(day: date) -> str:
    return month_name[day.month]


FULL_FORMS: dict[str, Callable[[date], str]] = {
    "month first": lambda d: f"{month(d)} {d.day}, {d.year}",
    "month first, ordinal": lambda d: f"{month(d)} {ordinal(d.day)}, {d.year}",
    "month first, short": lambda d: f"{SHORT[d.month - 1]} {d.day}, {d.year}",
    "month first, loose comma": lambda d: f"{SHORT[d.month - 1]} {d.day} , {d.year}",
    "month first, no comma": lambda d: f"{month(d)} {d.day} {d.year}",
    "with its weekday": lambda d: f"{weekday(d)}, {month(d)} {d.day}, {d.year}",
    "day first": lambda d: f"{d.day} {month(d)} {d.year}",
    "day first, ordinal": lambda d: f"{ordinal(d.day)} of {month(d)}, {d.year}",
    "day first, short": lambda d: f"{d.day} {month(d)[:3]} {d.year}",
    "day first, with its weekday": lambda d: f"{weekday(d)[:3]}, {d.day} {month(d)[:3]} {d.year}",
    "DD-MON-YYYY": lambda d: f"{d.day:02d}-{month(d)[:3].upper()}-{d.year}",
    "ISO": lambda d: d.isoformat(),
    "ISO stamp": lambda d: f"{d.isoformat()}T10:30:00Z",
    "year first": lambda d: f"{d.year}/{d.month:02d}/{d.day:02d}",
    "points": lambda d: f"{d.day}.{d.month}.{d.year}",
}


@pytest.mark.parametrize("form", FULL_FORMS)
@settings(max_examples=60, deadline=None)
@given(day=DAYS)
def test_a_full_date_is_read_as_it_was_printed(form: str, day: date) -> None:
    words = FULL_FORMS[form](day)
    (found,) = read(f"The treaty was signed on {words} in Geneva.")
    assert (found.value, found.start, found.end) == (day.isoformat(), day, day)
    assert (found.precision, found.basis) == ("day", "explicit")


@settings(max_examples=100, deadline=None)
@given(day=DAYS, day_first=st.booleans(), mark=st.sampled_from("/-"), has_century=st.booleans())
def test_a_numeric_date_is_read_in_the_order_of_its_source(
    day: date, day_first: bool, mark: str, has_century: bool
) -> None:
    assume(has_century or (mark == "/" and day.year >= 1940))
    first, second = (day.day, day.month) if day_first else (day.month, day.day)
    year = day.year if has_century else f"{day.year % 100:02d}"
    words = f"{first}{mark}{second}{mark}{year}"
    assert values(f"It was signed on {words}.", day_first) == [day.isoformat()]
    shows_order = max(first, second) > 12 or first == second
    assert values(f"It was signed on {words}.") == ([day.isoformat()] if shows_order else [])


def test_the_order_that_one_date_shows_holds_for_the_others_of_its_text() -> None:
    assert values("They met on 4/5/2021 and on 28/5/2021.") == ["2021-05-04", "2021-05-28"]
    assert values("They met on 4/5/2021 and on 5/28/2021.") == ["2021-04-05", "2021-05-28"]
    assert values("They met on 4/5/2021 and on 28/5/2021.", day_first=False) == ["2021-05-04", "2021-05-28"]


@settings(max_examples=100, deadline=None)
@given(back=st.integers(0, 200), form=st.sampled_from(["{m} {d}", "{d} {m}", "{m} {o}", "the {o} of {m}", "{d}/{n}"]))
def test_a_day_and_month_are_the_last_ones_when_told_as_past(back: int, form: str) -> None:
    day = PUBLISHED - timedelta(days=back)
    words = form.format(m=month(day), d=day.day, o=ordinal(day.day), n=day.month)
    assume(words != "9/11")  # means the attacks, not the ninth of November
    assert values(f"They met on {words}.", day_first=True) == [day.isoformat()]


@settings(max_examples=100, deadline=None)
@given(first=DAYS, days=st.integers(1, 60), names_year_twice=st.booleans(), is_day_first=st.booleans())
def test_a_range_is_read_also_across_months_and_years(
    first: date, days: int, names_year_twice: bool, is_day_first: bool
) -> None:
    last = first + timedelta(days=days)
    assume(last.year - first.year <= 1)
    assume((first.month, first.day) != (last.month, last.day))
    begin = f"{first.day} {month(first)}" if is_day_first else f"{month(first)} {first.day}"
    end = f"{last.day} {month(last)} {last.year}" if is_day_first else f"{month(last)} {last.day}, {last.year}"
    begin += (f" {first.year}" if is_day_first else f", {first.year}") if names_year_twice else ""
    (found,) = read(f"He travelled from {begin} to {end}.")
    assert (found.value, found.precision) == (f"{first.isoformat()}/{last.isoformat()}", "range")
    assert (found.start, found.end) == (first, last)


@settings(max_examples=60, deadline=None)
@given(day=DAYS, days=st.integers(1, 20), mark=st.sampled_from(["-", " - ", "–", " to "]), is_day_first=st.booleans())
def test_a_range_within_a_month_names_it_once(day: date, days: int, mark: str, is_day_first: bool) -> None:
    last = day + timedelta(days=days)
    assume(last.month == day.month)
    span = f"{day.day}{mark}{last.day}"
    words = f"{span} {month(day)} {day.year}" if is_day_first else f"{month(day)} {span}, {day.year}"
    assert values(f"They met {words} in Geneva.") == [f"{day.isoformat()}/{last.isoformat()}"]


@settings(max_examples=60, deadline=None)
@given(day=DAYS, years=st.integers(5, 150))
def test_an_anniversary_is_its_last_day(day: date, years: int) -> None:
    assume((day.month, day.day) != (2, 29) and day.year + years < 2100)
    words = f"({month(day)} {day.day}, {day.year} - {day.year + years})"
    assert values(f"the {ordinal(years)} anniversary of ties {words}") == [
        day.replace(year=day.year + years).isoformat()
    ]


@settings(max_examples=100, deadline=None)
@given(
    day=DAYS,
    number=st.integers(2, 40),
    unit=st.sampled_from(["day", "week", "month", "year"]),
    is_back=st.booleans(),
)
def test_what_counts_from_the_date_before_it(day: date, number: int, unit: str, is_back: bool) -> None:
    assume(day.year - number > 1800)
    way = "earlier" if is_back else "later"
    told, counted = read(f"They met on {month(day)} {day.day}, {day.year}. {number} {unit}s {way}, they parted.")
    assert told.start == day
    shift = -number if is_back else number
    if unit in ("day", "week"):
        target = day + timedelta(days=shift * (7 if unit == "week" else 1))
        expected = target.isoformat() if unit == "day" else "{0[0]}-W{0[1]:02d}".format(target.isocalendar())
    else:
        months = day.year * 12 + day.month - 1 + shift * (12 if unit == "year" else 1)
        expected = f"{months // 12}" if unit == "year" else f"{months // 12}-{months % 12 + 1:02d}"
    assert (counted.value, counted.basis) == (expected, "context")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("They met on March 3, 2020. The following day, they left.", "2020-03-04"),
        ("They met on March 3, 2020, and left the next morning.", "2020-03-04"),
        ("They met on March 3, 2020. The previous day, they had dined.", "2020-03-02"),
        ("He said on Monday that they had met the day before.", "2025-02-16"),
        ("They met on March 3, 2020. The day after, they left.", "2020-03-04"),
        ("They met on March 31, 2020. The following month, they met again.", "2020-04"),
        ("They met in 2019; the following year they parted.", "2020"),
        ("It was opened on May 5, 2019, and closed two years later.", "2021"),
    ],
)
def test_neighbours_of_the_date_before(text: str, iso: str) -> None:
    assert values(text)[1:] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "They met two days after the attack.",
        "The following is attributable to the spokesman.",
        "On the day before the vote they met.",
        "It ended. Two days earlier it was calm.",
    ],
)
def test_what_has_no_date_to_count_from_names_no_day(text: str) -> None:
    assert all(found.start is None for found in read(text))


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("every Monday", "XXXX-WXX-1"),
        ("each weekend", "XXXX-WXX-WE"),
        ("every day", "P1D"),
        ("every morning", "P1D"),
        ("each month", "P1M"),
        ("every other week", "P2W"),
        ("every four years", "P4Y"),
        ("twice a year", "P1Y"),
        ("three times a week", "P1W"),
        ("once per quarter", "P3M"),
        ("daily", "P1D"),
        ("annually", "P1Y"),
    ],
)
def test_sets(words: str, iso: str) -> None:
    (found,) = read(f"The two sides talk {words} in Geneva.")
    assert (found.value, found.start, found.precision) == (iso, None, "none")


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("on New Year's Day", "2025-01-01"),
        ("on Christmas Eve", "2024-12-24"),
        ("on International Women’s Day", "2024-03-08"),
        ("on May Day 1968", "1968-05-01"),
        ("on Christmas Day, 1991,", "1991-12-25"),
        ("on Bastille Day", "2024-07-14"),
    ],
)
def test_holidays_of_fixed_date(words: str, iso: str) -> None:
    assert values(f"They met {words} in Geneva.") == [iso]


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("the first quarter of 2023", "2023-Q1"),
        ("the second quarter of last year", "2024-Q2"),
        ("the first half of the year", "2025-H1"),
        ("the second half of next year", "2026-H2"),
        ("Q3 2021", "2021-Q3"),
        ("the summer of 2016", "2016-SU"),
        ("last winter", "2024-WI"),
        ("the spring", None),
        ("in the summer", "2024-SU"),
        ("the 1990s", "199"),
        ("the 1990's", "199"),
        ("the '90s", "199"),
        ("the mid-80s", "198"),
        ("the late nineties", "199"),
        ("the 1800s", "18"),
        ("the 19th century", "18"),
        ("the twenty-first century", "20"),
        ("fiscal year 2021", "FY2021"),
        ("FY21", "FY2021"),
        ("FY2021-22", "FY2022"),
        ("September last year", "2024-09"),
        ("2021-W30", "2021-W30"),
        ("the fifth of May, 2020", "2020-05-05"),
        ("over the next decade", "P10Y"),
        ("twenty-five years ago", "2000"),
        ("two hundred and fifty years ago", "1775"),
        ("a hundred days", "P100D"),
        ("this August 6", "2024-08-06"),
    ],
)
def test_longer_periods_and_words(words: str, iso: str | None) -> None:
    assert values(f"It was so {words} in Geneva.") == ([iso] if iso else [])


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("He must leave by Friday.", "2025-02-21"),
        ("The talks last until Friday.", "2025-02-21"),
        ("By Friday, 30 people had died.", "2025-02-14"),
    ],
)
def test_a_weekday_that_limits_lies_ahead(text: str, iso: str) -> None:
    assert values(text) == [iso]


@settings(max_examples=100, deadline=None)
@given(number=st.integers(1, 2999), form=st.integers(0, 11))
def test_numbers_that_are_no_dates_stay_out(number: int, form: int) -> None:
    text = [
        f"They passed Resolution {number} and Article {number}.",
        f"It costs ${number} or €{number}.",
        f"Some {number},{number % 1000:03d} people came.",
        f"They won {number % 30}-{number % 7} and drew {number % 5}-{number % 5}.",
        f"Call +1 202 555 {number:04d}.",
        f"Room {number}a, no. {number}, flight {number}.",
        f"It grew by {number % 100}.{number % 10} percent.",
        f"UNSCR {number} and S/RES/{number} hold.",
        f"Public Law {number % 120}-{number % 300} applies.",
        f"He is {number % 100} years old, a {number % 100}-year-old.",
        f"One in {number % 90 + 10}/{number % 90 + 10} of them.",
        f"The {ordinal(number)} Congress and the {ordinal(number)} Fleet met.",
    ][form]
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In his late 30s he left.",
        "24/7 they stood by.",
        "The Daily Star said so.",
        "4/5 of them agreed.",
        "1,000 years",
    ],
)
def test_words_like_dates_that_are_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "They were attacked on 9/11.",
        "In our daily lives we pay monthly bills.",
        "It is National War Veterans Armistice Day.",
        "Presidential Determination No. 2024-02 holds.",
    ],
)
def test_names_and_adjectives_that_are_no_dates(text: str) -> None:
    assert values(text) == []


def test_a_holiday_near_publication_is_that_one() -> None:
    assert values("They have always celebrated Valentine's Day.") == ["2025-02-14"]
    assert values("They celebrated Christmas Day.") == ["2024-12-25"]


def test_two_dates_are_no_range() -> None:
    assert values("It was Nov 4, 2005 and 4 men died.") == ["2005-11-04"]


def test_leap_days() -> None:
    assert isleap(2024)
    assert values("They met on February 29.") == ["2024-02-29"]
    assert all(found.precision != "day" for found in read("They met on February 29, 2023."))
