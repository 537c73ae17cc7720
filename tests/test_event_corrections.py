"""The analyst's corrections of which tellings are one event: what they move, and what they say of themselves."""

import polars as pl
import pytest

from etl.corrections.parse import parse_corrections
from etl.transform.corrected_tellings import corrected_tellings, telling_corrections
from etl.transform.corrections import correction_anchors
from etl.transform.event_corrections import corrected_events, event_clusters
from etl.transform.quoted_tellings import quoted_tellings
from schemas.checks import violations
from schemas.registry import TABLES
from tests.test_merging import frame

TEXTS = {"A": "They met on Monday. He thanked Cuba.", "B": "The two held talks.", "C": "The two spoke at length."}
TELLINGS = {"a": ("A", "met"), "a2": ("A", "thanked"), "b": ("B", "talks"), "c": ("C", "spoke")}
TOGETHER = {"a": "a", "a2": "a2", "b": "b", "c": "b"}  # by all that articles tell, B and C tell one event


def corrected(yaml: str) -> tuple[set[str], list[tuple[str, str]]]:
    """The events by their tellings, and status and detail of each correction."""
    given = parse_corrections(yaml, "test")
    documents = pl.DataFrame([{"article_id": a, "source_file": f"{a}.txt", "text": t} for a, t in TEXTS.items()])
    anchors = correction_anchors(given["correction_places"], documents)
    mentions = frame(
        "event_mentions",
        [
            {
                "event_mention_id": telling, "article_id": article, "event_no": number,
                "event_type": "SUPPORT" if word == "thanked" else "CONSULT", "trigger": word,
                "trigger_start": TEXTS[article].index(word), "trigger_end": TEXTS[article].index(word) + len(word),
            }
            for number, (telling, (article, word)) in enumerate(TELLINGS.items())
        ],
    )  # fmt: skip
    found = frame("events_found", [{"event_mention_id": t, "event_id": event} for t, event in TOGETHER.items()])
    quoted = quoted_tellings(given["corrections"], given["correction_values"], anchors, mentions)
    tellings = corrected_tellings(mentions, given["corrections"], given["correction_values"], quoted)
    clusters = event_clusters(found, given["corrections"], quoted, tellings)
    assert violations(TABLES["event_clusters"], clusters) == []
    groups = clusters.group_by("event_id").agg("event_mention_id").get_column("event_mention_id").to_list()
    refused = telling_corrections(mentions, given["corrections"], given["correction_values"], quoted).verdicts
    verdicts = refused | corrected_events(found, given["corrections"], quoted, tellings).verdicts
    return {" ".join(sorted(group)) for group in groups}, [verdicts[number][:2] for number in sorted(verdicts)]


def places(kind: str, *quoted: tuple[str, str]) -> str:
    at = ", ".join(f'{{article: {article}.txt, quote: "{quote}"}}' for article, quote in quoted)
    return f"events:\n  - {kind}: [{at}]\n    reason: because\n"


def test_two_events_are_one_and_the_quoted_tellings_say_by_what() -> None:
    events, verdicts = corrected(places("merge", ("A", "They met"), ("B", "held talks")))
    assert events == {"a b c", "a2"}
    assert verdicts == [("applied", "2 events made one")]


def test_a_telling_is_taken_from_its_event() -> None:
    events, verdicts = corrected(places("split", ("C", "The two spoke")))
    assert events == {"a", "a2", "b", "c"}
    assert verdicts == [("applied", "1 telling of another event")]


def test_both_in_either_order() -> None:
    merge = places("merge", ("A", "They met"), ("B", "held talks"))
    split = places("split", ("C", "The two spoke")).removeprefix("events:\n")
    assert corrected(merge + split)[0] == {"a b", "a2", "c"}
    assert corrected("events:\n" + split + merge.removeprefix("events:\n"))[0] == {"a b", "a2", "c"}


@pytest.mark.parametrize(
    ("yaml", "verdict"),
    [
        (places("merge", ("B", "talks"), ("C", "spoke")), "stale: articles tell by themselves that they are one event"),
        (places("merge", ("A", "met on Monday"), ("B", "The two")), "stale: the words quoted from B.txt tell no event"),
        (places("merge", ("A", "met"), ("B", "gone")), "stale: B.txt does not say 'gone'"),
        (places("merge", ("A", "thanked"), ("B", "talks")), "invalid: the words quoted tell different acts"),
        (
            places("split", ("A", "met on Monday. He thanked")),
            "invalid: quote fewer words of A.txt: these tell several events",
        ),
        (places("split", ("A", "met")), "stale: that is all that articles tell of the event"),
        (places("split", ("A", "met"), ("B", "talks")), "stale: articles tell by themselves that they are several"),
    ],
)
def test_what_changes_nothing_says_why(yaml: str, verdict: str) -> None:
    events, verdicts = corrected(yaml)
    assert events == {"a", "a2", "b c"}
    ((status, detail),) = verdicts
    assert f"{status}: {detail}".startswith(verdict)


def test_the_ground_of_a_quoted_telling_is_the_correction() -> None:
    given = parse_corrections(places("split", ("C", "spoke")), "test")["corrections"]
    rows = [{"event_mention_id": t, "article_id": t.upper(), "event_no": 1, "event_type": "CONSULT"} for t in "bc"]
    found = frame("events_found", [{"event_mention_id": t, "event_id": "b", "merged_by": "people"} for t in "bc"])
    quoted = frame("quoted_tellings", [{"correction_no": 1, "quoted_no": 1, "event_mention_id": "c"}])
    clusters = event_clusters(found, given, quoted, frame("corrected_tellings", rows))
    assert clusters.select("event_mention_id", "event_id", "merged_by").rows() == [
        ("b", "b", "people"),
        ("c", "c", "correction"),
    ]


def test_a_telling_is_moved_from_its_event_to_another() -> None:
    split = places("split", ("C", "The two spoke"))
    merge = places("merge", ("A", "They met"), ("C", "The two spoke")).removeprefix("events:\n")
    assert corrected(split + merge)[0] == {"a c", "a2", "b"}
