"""How right the reader is on hand-made annotations: no figure may fall below what was reached."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.accuracy.figures import figures
from tests.accuracy.matching import matched
from tests.accuracy.table import SHOWN, figures_of, table
from tests.accuracy.told import GOLD, TEXTS, annotations
from tests.conftest import ROOT, Project, run_here

FLOORS = {
    "seeds": {
        "people_f1": 1.0,
        "links_f1": 1.0,
        "person_country": 1.0,
        "orgs_f1": 0.89,
        "places_p": 1.0,
        "places_r": 1.0,
        "events_p": 0.98,
        "events_r": 0.98,
        "event_dates": 0.99,
        "event_sides": 0.99,
        "strict_events_f1": 0.98,
    },
    "dev": {
        "people_f1": 0.99,
        "links_f1": 0.99,
        "person_country": 0.96,
        "orgs_f1": 0.89,
        "places_p": 0.98,
        "places_r": 0.96,
        "events_p": 0.95,
        "events_r": 0.78,
        "event_dates": 0.92,
        "event_sides": 0.82,
        "strict_events_f1": 0.65,
    },
    "news": {"date_values": 0.9},
}


@pytest.fixture(scope="session")
def reached(
    published_seeds: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, dict[str, float]]]:
    """The figures of every annotated set, each published once."""
    found = {"seeds": figures(published_seeds, annotations("seeds"))}
    for name in (name for name in TEXTS if name != "seeds"):
        project = Project(tmp_path_factory.mktemp(name))
        done = run_here(project, seeds=TEXTS[name])
        assert done.exit_code == 0, done.stderr
        with duckdb.connect(str(project.warehouse), read_only=True) as connection:
            found |= figures_of(connection, name)
    yield found


@pytest.mark.parametrize(("name", "figure"), [(name, figure) for name, each in FLOORS.items() for figure in each])
def test_what_was_reached_is_held(reached: dict[str, dict[str, float]], name: str, figure: str) -> None:
    assert round(reached[name][figure], 3) >= FLOORS[name][figure]


def test_readme_prints_the_figures_reached(reached: dict[str, dict[str, float]]) -> None:
    """`python -m tests.accuracy` prints the table anew."""
    assert table(reached) in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", TEXTS)
def test_annotations_quote_their_texts(name: str) -> None:
    """Offsets lie in the text, at the borders of words."""
    for gold in annotations(name):
        text = (TEXTS[name] / Path(gold["file"]).name).read_bytes().decode("utf-8")
        spans = [
            s for kind in ("people", "organizations", "places") for one in gold.get(kind, ()) for s in one["mentions"]
        ]
        spans += [(date["start"], date["end"]) for date in gold.get("dates", ())]
        assert all(0 <= start < end <= len(text) and text[start:end].strip() == text[start:end] for start, end in spans)
    assert (GOLD / "README.md").read_text("utf-8").count(f"`{name}.jsonl`") == 1


def test_pairing_maximizes_the_sum_and_not_the_first_choice() -> None:
    assert matched({(0, "a"): 3.0, (0, "b"): 2.0, (1, "a"): 2.0}) == {0: "b", 1: "a"}
    assert matched({}) == {}


def test_the_table_leaves_empty_what_a_set_does_not_bear_on() -> None:
    (row,) = (line for line in table({"a": {"people_f1": 0.5}, "b": {}}).splitlines() if "who is named" in line)
    assert row == f"| {SHOWN['people_f1']} | 0.50 |  |"
