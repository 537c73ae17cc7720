"""The analyst's corrections: the file, what it may say, and what it changes in a warehouse."""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.corrections.entries import SECTIONS
from etl.corrections.parse import CorrectionsError, parse_corrections
from etl.transform.corrections import correction_anchors, denied_mentions, fct_corrections
from etl.transform.identities import identities, people_found
from schemas.checks import violations
from schemas.frames import empty_frame
from schemas.registry import TABLES
from tests.conftest import ROOT, Project, run_here
from tests.test_transform import A, B, C, frame, person

TEXTS = {A: "Raul Castro spoke.", B: "R. Castro sang with\nJuan Perez.", C: "Juan Perez ruled. Perez left."}
NAMES = [
    (A, 1, "Raul Castro", "CUB", 0, 11),
    (B, 1, "R Castro", "CUB", 0, 9),
    (B, 2, "Juan Perez", "CHL", 20, 30),
    (C, 1, "Juan Perez", "CHL", 0, 10),
]
NO_EVENTS = ("event_mentions", "quoted_tellings", "corrected_tellings", "events_found")


def corrected(yaml: str) -> tuple[dict[tuple[str, int], int], list[str], list[tuple[str, str]]]:
    """Which of NAMES are one person (the number of the first), texts of denied mentions, and status and detail."""
    given = parse_corrections(yaml, "test")
    documents = pl.DataFrame(
        [{"article_id": a, "source_file": f"in/{a[-2:]}.txt", "text": text} for a, text in TEXTS.items()]
    )
    entities = frame("entities", *(person(a, n, name, country) for a, n, name, country, _, _ in NAMES))
    spans = [(a, n, start, end) for a, n, _, _, start, end in NAMES] + [(C, 1, 18, 23)]
    mentions = frame(
        "mentions",
        *(
            {
                "article_id": a,
                "entity_no": n,
                "mention_id": f"men-{a}{s}",
                "char_start": s,
                "char_end": e,
                "text": TEXTS[a][s:e],
            }
            for a, n, s, e in spans
        ),
    )
    anchors = correction_anchors(given["correction_places"], documents)
    found = people_found(entities, frame("offices"), frame("articles"))
    done = identities(entities, found, given["corrections"], anchors, mentions)
    denied = denied_mentions(given["corrections"], anchors, found, mentions)
    no_events = [empty_frame(TABLES[name]) for name in NO_EVENTS]
    verdicts = fct_corrections(
        given["corrections"], given["correction_values"], anchors, found, mentions, *no_events
    ).sort("correction_no")
    for name, made in [("identities", done), ("fct_corrections", verdicts), ("correction_anchors", anchors)]:
        assert violations(TABLES[name], made) == []
    ids = {(a, n): i for a, n, i in done.select("article_id", "entity_no", "identity_id").iter_rows()}
    in_order = [ids[a, n] for a, n, *_ in NAMES]
    texts = mentions.filter(pl.col("mention_id").is_in(denied.get_column("mention_id").to_list())).get_column("text")
    return (
        {key: in_order.index(i) for key, i in ids.items()},
        texts.to_list(),
        verdicts.select("status", "detail").rows(),
    )


AS_FOUND = {(A, 1): 0, (B, 1): 0, (B, 2): 2, (C, 1): 2}


def test_without_corrections_people_are_as_found() -> None:
    assert corrected("") == (AS_FOUND, [], [])


def test_people_are_merged() -> None:
    people, _, verdicts = corrected("people:\n- merge: [Raul Castro, Juan Perez]\n  reason: a pen name\n")
    assert set(people.values()) == {0}
    assert verdicts == [("applied", "2 people are one")]


def test_a_person_is_split_where_the_words_say_so() -> None:
    people, _, verdicts = corrected(
        "people:\n- split: {name: Juan Perez, country: CHL}\n  at: [{article: bb.txt, quote: sang with Juan Perez}]\n"
        "  reason: the singer\n"
    )
    assert people == AS_FOUND | {(B, 2): 2, (C, 1): 3}
    assert verdicts == [("applied", "somebody else in 1 articles")]


def test_a_form_is_taken_away_from_a_person_as_a_name_and_within_an_article() -> None:
    people, denied, verdicts = corrected(
        "people:\n- {not_alias: R Castro, person: Raul Castro, reason: his brother Ramon}\n"
        "- {not_alias: Perez, person: Juan Perez, reason: his wife}\n"
    )
    assert people == AS_FOUND | {(B, 1): 1}
    assert denied == ["Perez"]
    assert [status for status, _ in verdicts] == ["applied", "applied"]


@pytest.mark.parametrize(
    ("entry", "status", "detail"),
    [
        ("merge: [Raul Castro, Nobody Here]", "stale", "no article names Nobody Here"),
        ("merge: [Raul Castro, R Castro]", "stale", "articles tell by themselves that they are one person"),
        ("not_alias: Ramon\n  person: Raul Castro", "stale", "no article calls Raul Castro Ramon"),
        ("split: Juan Perez\n  at: [{article: zz.txt, quote: Juan}]", "stale", "no article is called zz.txt"),
        ("split: Juan Perez\n  at: [{article: bb.txt, quote: danced}]", "stale", "bb.txt does not say 'danced'"),
        ("merge: [Raul Castro]", "invalid", "merge: List should have at least 2 items after validation, not 1"),
        ("fuse: [Raul Castro, R Castro]", "invalid", "exactly one of merge, split, not_alias tells what is corrected"),
        ("split: Juan Perez\n  at: []", "invalid", "at: List should have at least 1 item after validation, not 0"),
    ],
)
def test_what_cannot_be_applied_is_reported_and_changes_nothing(entry: str, status: str, detail: str) -> None:
    people, denied, verdicts = corrected(f"people:\n- {entry}\n  reason: a test\n")
    assert (people, denied) == (AS_FOUND, [])
    assert verdicts == [(status, detail)]


def test_a_reason_is_asked_for() -> None:
    _, _, verdicts = corrected("people:\n- merge: [Raul Castro, Juan Perez]\n- merge: [A, B]\n  reason: '  '\n")
    assert [status for status, _ in verdicts] == ["invalid", "invalid"]
    assert all(detail.startswith("reason: ") for _, detail in verdicts)


def test_contradictions_and_repetitions_are_refused() -> None:
    people, _, verdicts = corrected(
        "people:\n- {merge: [Raul Castro, R Castro], reason: one}\n"
        "- {not_alias: R Castro, person: Raul Castro, reason: two}\n"
        "- {merge: [Juan Perez, Raul Castro], reason: three}\n- {merge: [Raul Castro, Juan Perez], reason: four}\n"
    )
    assert set(people.values()) == {0}
    assert verdicts == [
        ("invalid", "contradicts correction 2"),
        ("invalid", "contradicts correction 1"),
        ("applied", "2 people are one"),
        ("invalid", "says again what correction 3 says"),
    ]


@pytest.mark.parametrize("text", ["people: [", "- a", "persons: []", "people: {}"])
def test_a_file_that_is_none_is_refused_as_a_whole(text: str) -> None:
    with pytest.raises(CorrectionsError, match=r"^corrections\.yaml: "):
        parse_corrections(text, "corrections.yaml")


def test_corrections_beside_the_articles_survive_reading_anew(project: Project) -> None:
    """They are no article, change the published people, and the closing table tells what became of them."""
    for seed in sorted((ROOT / "seeds").glob("001*")):
        shutil.copy(seed, project.seeds)
    (project.seeds / "communique-corrections.yaml").write_text(
        "people:\n- {merge: [Nguyen Phu Trong, Raúl Castro], reason: for the sake of the test}\n"
        "- {merge: [Nobody, Raúl Castro], reason: stale}\n"
    )
    for options in ([], ["--full"]):
        done = run_here(project, *options)
        assert done.exit_code == 0, done.stderr
        assert "1 applied, 1 stale, 0 invalid" in done.stdout and "no article names Nobody" in done.stdout
        assert names_of(project.warehouse) == 1
    elsewhere = project.folder / "none.yaml"
    elsewhere.write_text("people: []\n")
    assert run_here(project, "--corrections", str(elsewhere)).exit_code == 0
    assert names_of(project.warehouse) == 2


def names_of(warehouse: Path) -> int:
    """How many people go by the two names that the test merges."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        query = """SELECT count(DISTINCT person_id) FROM people_aliases
            WHERE strip_accents(alias) IN ('Nguyen Phu Trong', 'Raul Castro')"""
        (row,) = connection.sql(query).fetchall()
        assert connection.sql("SELECT count(*) FROM articles").fetchall() == [(1,)]
    return int(row[0])


EXAMPLES = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def test_the_examples_of_readme_are_understood() -> None:
    examples = EXAMPLES.findall((ROOT / "README.md").read_text("utf-8"))
    given = [parse_corrections(text, "README.md")["corrections"] for text in examples]
    assert [problem for frame in given for problem in frame.get_column("problem") if problem is not None] == []
    kinds = {model.kind for models in SECTIONS.values() for model in models.values()}
    assert {kind for frame in given for kind in frame.get_column("kind")} == kinds


def test_what_readme_corrects_in_the_seeds_is_corrected_in_all_that_is_published(
    project: Project, published_seeds: duckdb.DuckDBPyConnection
) -> None:
    shutil.copytree(ROOT / "seeds", project.seeds, dirs_exist_ok=True)
    (example,) = (text for text in EXAMPLES.findall((ROOT / "README.md").read_text("utf-8")) if "f29420da" in text)
    (project.seeds / "communique-corrections.yaml").write_text(example)
    done = run_here(project)
    assert done.exit_code == 0, done.stderr
    assert "4 applied, 0 stale, 0 invalid" in done.stdout
    with duckdb.connect(str(project.warehouse), read_only=True) as now:
        assert now.sql("SELECT start_date, end_date, date_precision, date_basis, date_text FROM events "
            "JOIN event_mentions USING (event_id, start_date, end_date, date_precision, date_basis) "
            "WHERE mode = 'visit' AND date_precision = 'range' AND place = 'Cuba'").fetchall() == [
            (date(2024, 9, 25), date(2024, 9, 27), "range", "correction", None)
        ]  # fmt: skip
        held = "SELECT DISTINCT valid_from FROM people_positions WHERE strip_accents(name) = 'To Lam'"
        assert published_seeds.sql(held).fetchall() == [(date(2024, 9, 1),)]
        assert now.sql(held).fetchall() == [(date(2024, 9, 25),)]
        codes = "SELECT count(*) FROM events WHERE event_type = 'AGREE' AND event_subtype = '033'"
        assert one(now, codes) == one(published_seeds, codes) + 1
        calls = "SELECT n_articles FROM events WHERE mode = 'phone' AND start_date = '2022-12-21'"
        assert (one(published_seeds, calls), one(now, calls)) == (1, 2)
        counted = "SELECT count(*) FROM events"
        assert one(now, counted) == one(published_seeds, counted) - 2  # one merged, one gone
        gone = "SELECT event_mention_ids[1] FROM corrections WHERE kind = 'no_event'"
        told = CliRunner().invoke(main, ["explain", str(one(now, gone)), "--warehouse", str(project.warehouse)])
    assert told.stdout.startswith("correction 4: no_event, applied\n") and "what a year is called" in told.stdout
    visit = CliRunner().invoke(main, ["explain", "2024-09-26", "--warehouse", str(project.warehouse)])
    assert "given by a correction" in visit.stdout


def one(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    """The only value of the answer."""
    ((value,),) = connection.sql(query).fetchall()
    return value
