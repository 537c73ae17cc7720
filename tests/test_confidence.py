"""How sure an event is: the share of such events that were right on what somebody has judged."""

import csv

from etl.lexicon.loader import rows
from etl.transform.confidence import ANY, event_confidence
from tests.accuracy.confidence import Judged, fitted, judged_tellings, lines, predicted, report
from tests.accuracy.told import GOLD


def judged(event_type: str, told: float, n_right: int, n: int, n_sources: int = 1) -> list[Judged]:
    return [Judged(event_type, told, n_sources, number < n_right, number % 3 == 2) for number in range(n)]


def test_few_judgements_say_little_and_many_say_what_was_counted() -> None:
    shares = fitted(judged("CONSULT", 0.9, 90, 100) + judged("PROTEST", 0.9, 0, 1))
    by_type = {share.event_type: share.confidence for share in shares if share.told}
    assert by_type["CONSULT"] == 0.9
    assert 0.6 < by_type["PROTEST"] < 0.8  # one wrong one does not make it never right


def test_what_is_told_more_surely_is_never_held_for_less_sure() -> None:
    shares = fitted(judged("REQUEST", 0.7, 18, 20) + judged("REQUEST", 0.8, 10, 20) + judged("REQUEST", 0.9, 20, 20))
    confidence = [share.confidence for share in shares if share.event_type == "REQUEST"]
    assert confidence == sorted(confidence)
    assert confidence[0] == confidence[1] < confidence[2]


def test_an_event_of_an_unknown_type_or_sureness_gets_the_next_share() -> None:
    shares = fitted(judged("CONSULT", 0.7, 7, 10) + judged("CONSULT", 0.9, 10, 10, n_sources=2))
    (low, high) = (share.confidence for share in shares if share.told)
    several = next(share.confidence for share in shares if share.n_sources)
    assert [predicted(shares, Judged("CONSULT", told, 1, True, False)) for told in (0.5, 0.8, 0.95)] == [low, low, high]
    assert predicted(shares, Judged("CONSULT", 0.7, 2, True, False)) == several > low
    assert predicted(shares, Judged("COERCE", 0.7, 1, True, False)) == shares[0].confidence


def test_the_word_list_is_read_as_it_was_fitted() -> None:
    """`python -m tests.accuracy.confidence --write` writes it anew."""
    listed = rows("event_confidence")
    assert lines([])[0] == ",".join(listed[0])
    assert {row["event_type"] for row in listed} >= {ANY, "CONSULT", "SUPPORT", "AGREE"}
    for row in listed:
        assert 0 < float(row["confidence"]) < 1
        if row["told"]:
            assert event_confidence(row["event_type"], float(row["told"]), 1) == float(row["confidence"])
    (everything,) = (row for row in listed if row["event_type"] == ANY and not row["n_sources"])
    assert event_confidence("an act unheard of", 0.8, 1) == float(everything["confidence"])
    assert event_confidence("ASSAULT", 0.7, 2) > event_confidence("ASSAULT", 0.7, 1)


def test_judged_tellings_quote_their_trigger() -> None:
    with (GOLD / "tellings.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert all(row["trigger"] in row["sentence"] for row in found)
    assert [each.is_right for each in judged_tellings()] == [row["is_right"] == "1" for row in found]


def test_the_report_holds_the_table_against_what_it_was_not_fitted_on() -> None:
    text = report(judged("CONSULT", 0.9, 27, 30))
    assert "held" in text
    assert "Brier score of the table, held part" in text
