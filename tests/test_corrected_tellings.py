"""The analyst's corrections of single tellings: no event, another type, other days; and all that is made of them."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from etl.corrections.parse import parse_corrections
from etl.defs.star import TRANSFORMS
from etl.transform.confidence import event_confidence
from schemas.checks import lopsided, violations
from schemas.registry import TABLES
from tests.whole_star import star_of

TEXTS = {
    "a.txt": """ date 2021-03-10 HANOI — Cuban President Miguel Díaz-Canel held talks with Vietnamese Prime Minister \
Phạm Minh Chính in Hanoi on Tuesday.

Chính thanked Cuba for its vaccines against COVID-19. Díaz-Canel denounced the United States for the embargo.

The two sides agreed to expand cooperation in agriculture.
""",
    "b.txt": """ date 2021-03-10 HAVANA — Cuban President Miguel Díaz-Canel and Vietnamese Prime Minister Phạm Minh \
Chính held talks in Hanoi on March 9, 2021.
""",
}
MADE_OF_TELLINGS = (
    "quoted_tellings", "corrected_tellings", "corrected_sides", "corrected_offices", "event_clusters", "fct_events",
    "fct_event_mentions", "bridge_event_links", "bridge_event_participants", "fct_event_dyads", "fct_topic_evidence",
    "bridge_event_topics", "fct_tenures", "dim_people", "dim_dates", "fct_corrections",
)  # fmt: skip
Star = Callable[[str], pl.DataFrame]


def corrected(*entries: str) -> Star:
    """The star of TEXTS with these entries, each in the flow style of YAML without its reason; all contracts kept."""
    lines = [f"- {{{entry}, reason: because}}" for entry in entries]
    star = star_of(TEXTS, "\n".join(["events:", *lines]))
    for table in MADE_OF_TELLINGS:
        assert violations(TABLES[table], star(table)) == []
    assert lopsided(star("corrected_tellings"), star("corrected_sides")) == []
    return star


def quoting(*places: tuple[str, str]) -> str:
    return f"[{', '.join(f'{{article: {article}, quote: {quote}}}' for article, quote in places)}]"


def verdicts(star: Star) -> list[tuple[str, str]]:
    return star("fct_corrections").sort("correction_no").select("status", "detail").rows()


def events(star: Star) -> set[tuple[str, str | None, int, int]]:
    """Type, mode, first day and number of articles of each event."""
    types = star("dim_event_types").select("event_type_key", "event_type")
    rows = star("fct_events").join(types, on="event_type_key")
    return set(rows.select("event_type", "mode", "start_date_key", "n_articles").rows())


def keys(star: Star, event_type: str) -> list[int]:
    types = star("dim_event_types").filter(pl.col("event_type") == event_type).get_column("event_type_key")
    return star("fct_events").filter(pl.col("event_type_key").is_in(types.implode())).get_column("event_key").to_list()


AS_READ = {
    ("CONSULT", "meeting", 20210309, 2),
    ("SUPPORT", "thanks", 20210309, 1),
    ("ACCUSE", "statement", 20210309, 1),
    ("AGREE", "agreement", 20210309, 1),
}


def test_without_corrections_all_is_as_it_was_read() -> None:
    star = corrected()
    assert events(star) == AS_READ
    assert star("corrected_tellings").drop("corrected").equals(star("event_mentions").sort("event_mention_id"))
    assert star("corrected_offices").equals(star("offices").sort("mention_id", "entity_no", "position"))


def test_what_is_no_event_is_gone_with_all_that_it_made_but_for_the_words_of_the_article() -> None:
    star = corrected(f"no_event: {quoting(('a.txt', 'denounced'))}")
    assert events(star) == AS_READ - {("ACCUSE", "statement", 20210309, 1)}
    (row,) = star("fct_corrections").select("status", "detail", "event_mention_ids").rows()
    gone = star("event_mentions").filter(pl.col("event_type") == "ACCUSE").get_column("event_mention_id").to_list()
    assert row == ("applied", f'no event: {gone[0]} (ACCUSE, "denounced the United States for")', gone)
    countries = star("dim_countries").filter(pl.col("country") == "USA").get_column("country_key").to_list()
    assert not set(countries) & set(star("fct_event_dyads").get_column("target_country_key"))
    told, before = star("fct_topic_evidence"), star_of(TEXTS)("fct_topic_evidence")
    assert told.drop("event_key").equals(before.drop("event_key"))  # "embargo" is said, of no event
    assert told.filter(pl.col("words") == "embargo").get_column("event_key").to_list() == [None]


def test_what_people_are_called_in_what_is_no_event_stays() -> None:
    star = corrected(f"no_event: {quoting(('a.txt', 'held talks'), ('b.txt', 'held talks'))}")
    assert {event[0] for event in events(star)} == {"SUPPORT", "ACCUSE", "AGREE"}
    before = star_of(TEXTS)
    for table in ("fct_tenures", "fct_mentions", "bridge_people_aliases"):
        assert star(table).equals(before(table))
    now, then = (people("dim_people").sort("person_key") for people in (star, before))
    assert now.drop("n_events").equals(then.drop("n_events"))
    assert now.get_column("n_events").sum() == then.get_column("n_events").sum() - 2


def test_another_type_has_its_own_code_quad_class_and_confidence() -> None:
    entry = "event_type: REQUEST, event_subtype: '1054', mode: demand"
    star = corrected(f"{entry}, at: {quoting(('a.txt', 'denounced the United'))}")
    assert events(star) == AS_READ - {("ACCUSE", "statement", 20210309, 1)} | {("REQUEST", "demand", 20210309, 1)}
    ((status, detail),) = verdicts(star)
    assert status == "applied"
    assert detail.startswith("REQUEST 1054 demand happened instead of ACCUSE 111 statement happened: tel-")
    (key,) = keys(star, "REQUEST")
    event = star("fct_events").filter(pl.col("event_key") == key).join(star("dim_event_types"), on="event_type_key")
    assert event.select("event_subtype", "quad_class", "confidence").rows() == [
        ("1054", "verbal_conflict", event_confidence("REQUEST", 0.8, 1))
    ]
    assert key in set(star("fct_event_dyads").get_column("event_key"))


def test_code_and_mode_of_another_type_fall_away_and_the_status_stays() -> None:
    star = corrected(f"event_type: REJECT, at: {quoting(('a.txt', 'denounced'))}")
    (key,) = keys(star, "REJECT")
    (row,) = star("fct_events").filter(pl.col("event_key") == key).select("mode", "status").rows()
    assert row == (None, "happened")
    star = corrected(f"event_type: CONSULT, status: background, at: {quoting(('a.txt', 'held talks'))}")
    rows = star("corrected_tellings").filter(pl.col("event_type") == "CONSULT").sort("status")
    assert rows.select("event_subtype", "mode", "status").rows() == [
        ("040", "meeting", "background"),
        ("040", "meeting", "happened"),
    ]
    (row,) = star("fct_events").filter(pl.col("event_key").is_in(keys(star, "CONSULT"))).select("status").rows()
    assert row == ("background",)  # before what the other article tells


def test_of_what_is_corrected_to_talks_every_side_is_an_actor() -> None:
    star = corrected(f"event_type: CONSULT, mode: phone, at: {quoting(('a.txt', 'thanked'))}")
    calls = star("fct_events").filter(pl.col("mode") == "phone").get_column("event_key")
    sides = star("bridge_event_participants").filter(pl.col("event_key").is_in(calls.implode()))
    assert sides.get_column("role").unique().to_list() == ["actor"]
    assert star("fct_event_dyads").filter(pl.col("event_key").is_in(calls.implode())).height == 2


def test_another_day_is_that_of_the_event_of_what_belongs_to_it_and_of_the_offices_held_then() -> None:
    both = quoting(("a.txt", "held talks"), ("b.txt", "held talks"))
    star = corrected(f"date: 2021-03-02, at: {both}")
    assert events(star) == {(*event[:2], 20210302, event[3]) for event in AS_READ}
    assert verdicts(star)[0][1].startswith("2021-03-02 instead of 2021-03-09: tel-")
    told = star("fct_event_mentions").join(star("event_clusters"), on="event_mention_id")
    bases = dict(told.select("trigger", "date_basis").unique().rows())
    assert bases["held talks"] == "correction" and bases["thanked"] == "main_event"
    assert told.get_column("date_text").drop_nulls().to_list() == []  # no words of the articles say so
    assert star("bridge_event_links").height == star_of(TEXTS)("bridge_event_links").height
    assert star("fct_tenures").get_column("valid_from_date_key").unique().to_list() == [20210302]
    assert {20210302} <= set(star("dim_dates").get_column("date_key"))
    assert 20210309 not in set(star("dim_dates").get_column("date_key"))


@pytest.mark.parametrize(
    ("given", "first", "last", "precision"),
    [
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28), "month"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
        ("2021-03-08/2021-03-10", date(2021, 3, 8), date(2021, 3, 10), "range"),
    ],
)
def test_the_form_of_the_days_says_how_exactly_they_are_known(
    given: str, first: date, last: date, precision: str
) -> None:
    star = corrected(f"date: {given}, at: {quoting(('b.txt', 'held talks'))}")
    row = star("corrected_tellings").filter(pl.col("date_basis") == "correction")
    assert row.select("start_date", "end_date", "date_precision", "corrected").rows() == [
        (first, last, precision, ["end_date", "start_date"])
    ]
    when = star("fct_events").filter(pl.col("date_basis") == "correction").get_column("date_precision").to_list()
    assert when == [precision]


def test_a_day_of_its_own_goes_before_that_of_the_talks() -> None:
    star = corrected(
        f"date: 2021-03-02, at: {quoting(('a.txt', 'held talks'))}",
        f"date: 2021-03-05, at: {quoting(('a.txt', 'thanked'))}",
    )
    assert ("SUPPORT", "thanks", 20210305, 1) in events(star)
    assert ("AGREE", "agreement", 20210302, 1) in events(star)
    assert {("CONSULT", "meeting", 20210302, 1), ("CONSULT", "meeting", 20210309, 1)} <= events(star)


def test_type_and_day_of_one_telling_are_corrected_together_and_events_are_merged_by_what_they_are_then() -> None:
    star = corrected(
        f"date: 2021-03-02, at: {quoting(('a.txt', 'held talks'))}",
        f"event_type: CONSULT, mode: video, at: {quoting(('a.txt', 'held talks'))}",
        f"merge: {quoting(('a.txt', 'held talks'), ('b.txt', 'held talks'))}",
    )
    assert [status for status, _ in verdicts(star)] == ["applied"] * 3
    assert ("CONSULT", "video", 20210302, 2) in events(star)


CONTRADICTING = [("invalid", "contradicts correction 2"), ("invalid", "contradicts correction 1")]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([f"no_event: {quoting(('a.txt', 'thanked'))}", f"date: 2020, at: {quoting(('a.txt', 'thanked'))}"],
         CONTRADICTING),
        ([f"no_event: {quoting(('a.txt', 'held talks'))}",
          f"merge: {quoting(('a.txt', 'held'), ('b.txt', 'held'))}"], CONTRADICTING),
        ([f"date: {day}, at: {quoting(('a.txt', 'thanked'))}" for day in (2019, 2020)], CONTRADICTING),
        ([f"event_type: {root}, at: {quoting(('a.txt', 'thanked'))}" for root in ("AID", "AGREE")], CONTRADICTING),
        ([f"split: {quoting(('a.txt', 'held talks'))}",
          f"merge: {quoting(('a.txt', 'held'), ('b.txt', 'held'))}"], CONTRADICTING),
        ([f"no_event: {quoting(('a.txt', 'thanked Cuba'))}", f"no_event: {quoting(('a.txt', 'thanked'))}"],
         [("applied", "no event: "), ("invalid", "says again what correction 1 says")]),
    ],
)  # fmt: skip
def test_contradictions_and_repetitions_are_refused(entries: list[str], expected: list[tuple[str, str]]) -> None:
    found = verdicts(corrected(*entries))
    assert [(status, detail[: len(e)]) for (status, detail), (_, e) in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        (("a.txt", "vaccines"), "stale: the words quoted from a.txt tell no event"),
        (("a.txt", "applauded"), "stale: a.txt does not say 'applauded'"),
        (("c.txt", "thanked"), "stale: no article is called c.txt"),
        (("a.txt", "thanked Cuba for its vaccines against COVID-19. Díaz-Canel denounced"),
         'invalid: quote fewer words of a.txt: these tell several events, "thanked" (SUPPORT), '
         '"denounced the United States for" (ACCUSE)'),
        (("a.txt", "ed"),
         'invalid: quote more words of a.txt: these tell several events, "thanked" (SUPPORT), '
         '"denounced the United States for" (ACCUSE), '
         '"agreed to" (AGREE)'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["no_event: {}", "date: 2020, at: {}", "event_type: AID, at: {}"])
def test_quotations_of_no_telling_or_of_several_change_nothing(
    kind: str, quote: tuple[str, str], expected: str
) -> None:
    star = corrected(kind.format(quoting(quote)))
    ((status, detail),) = verdicts(star)
    assert f"{status}: {detail}" == expected
    assert events(star) == AS_READ


def test_words_are_found_however_accents_and_capitals_are_written() -> None:
    star = corrected(f"no_event: {quoting(('a.txt', 'Diaz-Canel denounced the united states'))}")
    assert verdicts(star)[0][0] == "applied"


@pytest.mark.parametrize(
    "entry",
    [
        f"date: 2021-03-09, at: {quoting(('a.txt', 'held talks'))}",
        f"event_type: SUPPORT, event_subtype: '051', at: {quoting(('a.txt', 'thanked'))}",
    ],
)
def test_what_articles_tell_by_themselves_needs_no_correction(entry: str) -> None:
    star = corrected(entry)
    assert [status for status, _ in verdicts(star)] == ["stale"]
    assert events(star) == AS_READ


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("event_type: PRAISE", "event_type: PRAISE is no event type: ACCUSE, AGREE, AID, "),
        ("event_type: ACCUSE\n  event_subtype: 041", "event_subtype: 041 is no CAMEO code of ACCUSE: 09, 090, "),
        (
            "event_type: OCCASION\n  event_subtype: 010",
            "event_subtype: 010 is no CAMEO code of OCCASION: there is none",
        ),
        ("event_type: SUPPORT\n  mode: phone", "mode: phone is no mode of SUPPORT: agreement, apology, "),
        ("event_type: AID\n  status: done", "status: done is no status: background, cancelled, "),
        ("date: 2021-02-30", "date: 2021-02-30 is no day (2021-03-09), month (2021-03), year (2021) or range "),
        ("date: next May", "date: next May is no day "),
        ("date: 2021-03-10/2021-03-09", "date: 2021-03-10/2021-03-09 is no day "),
        ("date: 2021\n  event_type: AID", "exactly one of merge, split, no_event, event_type, date tells what is "),
    ],
)
def test_types_and_days_that_there_are_not_are_refused(entry: str, problem: str) -> None:
    text = f"events:\n- {entry}\n  at: {quoting(('a.txt', 'thanked'))}\n  reason: a test\n"
    (found,) = parse_corrections(text, "test")["corrections"].get_column("problem").to_list()
    assert found.startswith(problem)


def test_a_code_keeps_its_leading_zero_and_the_kind_of_what_is_invalid_is_known() -> None:
    at = quoting(("a.txt", "held"))
    given = parse_corrections(f"events:\n- {{event_type: CONSULT, event_subtype: 041, reason: r, at: {at}}}", "test")
    assert given["correction_values"].get_column("event_subtype").to_list() == ["041"]
    given = parse_corrections(f"events:\n- {{event_type: CONSULT, reason: '', at: {at}}}", "test")
    assert given["corrections"].get_column("kind").to_list() == ["event_type"]


def test_only_what_applies_the_corrections_sees_the_tellings_as_they_were_read() -> None:
    by_frame: dict[str, set[str]] = {"event_mentions": set(), "event_mention_sides": set(), "offices": set()}
    for transform in TRANSFORMS:
        for frame in by_frame.keys() & transform.__annotations__.keys():
            by_frame[frame].add(transform.__name__)
    assert by_frame == {
        "event_mentions": {"quoted_tellings", "corrected_tellings", "corrected_offices", "fct_corrections"},
        "event_mention_sides": {"corrected_sides", "corrected_offices"},
        "offices": {"corrected_offices", "people_found"},  # who is who depends on no day
    }
