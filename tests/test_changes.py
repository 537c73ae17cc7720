"""What a build changes against the one before: compared by what things are made of, and right after several runs."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from etl.cli import main
from tests.conftest import Project, short_article
from tests.star_frames import Frames, event, mention, rows, star, telling
from warehouse.changes import Change, read_changes
from warehouse.publish import publish


def changes(target: Path) -> set[tuple[str, str, str, tuple[str, ...]]]:
    found = read_changes(target)
    assert found is not None
    return {(each.kind, each.change, each.id, each.others) for each in found.changes}


def with_events(*events: tuple[int, tuple[int, ...]]) -> Frames:
    """The star with these events instead, each with its tellings; an event's id is that of the first."""
    frames = star()
    words = "Nguyễn Phú Trọng received Raúl Castro"
    frames["fct_events"] = rows(
        "fct_events", *(event(key, 1, date_precision="none", n_mentions=len(told)) for key, told in events)
    )
    frames["fct_event_mentions"] = rows(
        "fct_event_mentions",
        *(telling(number, words, "received", event_key=key) for key, told in events for number in told),
    )
    emptied = ("bridge_event_links", "bridge_event_participants", "fct_event_dyads", "bridge_event_topics")
    for name in (*emptied, "fct_topic_evidence"):
        frames[name] = rows(name)
    return frames


def test_the_first_build_adds_everything(target: Path, builds: Path) -> None:
    publish(star(), target, builds, run_id="run-1")
    found = read_changes(target)
    assert found is not None
    assert (found.run_id, found.is_first, found.problem) == ("run-1", True, None)
    assert {(each.kind, each.change) for each in found.changes} == {
        ("article", "added"),
        ("event", "added"),
        ("person", "added"),
    }
    assert Change("person", "added", "per-1", "Nguyễn Phú Trọng") in found.changes


def test_the_same_again_changes_nothing_and_says_so_of_the_last_run(target: Path, builds: Path) -> None:
    for number in range(4):
        publish(star(), target, builds, run_id=f"run-{number}")
    found = read_changes(target)
    assert found is not None
    assert (found.run_id, found.is_first, list(found.changes)) == ("run-3", False, [])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([(1, (1,))], [(1, (1,)), (2, (2,))], {("event", "added", "tel-2", ())}),
        ([(1, (1,)), (2, (2,))], [(1, (1,))], {("event", "withdrawn", "tel-2", ())}),
        ([(1, (1,)), (2, (2,))], [(1, (1, 2))], {("event", "merged", "tel-1", ("tel-1", "tel-2"))}),
        ([(1, (1, 2))], [(1, (1,)), (2, (2,))], {("event", "split", "tel-1", ("tel-1", "tel-2"))}),
        ([(2, (2,))], [(1, (1, 2))], {("event", "renumbered", "tel-1", ("tel-2",))}),
        ([(1, (1,))], [(1, (1, 2))], set()),  # one more telling of what was known
        (
            [(1, (1, 2)), (3, (3,))],
            [(1, (1,)), (2, (2, 3))],
            {("event", "split", "tel-1", ("tel-1", "tel-2")), ("event", "merged", "tel-2", ("tel-1", "tel-3"))},
        ),
    ],
)
def test_events_are_known_by_their_tellings(
    target: Path,
    builds: Path,
    before: list[tuple[int, tuple[int, ...]]],
    after: list[tuple[int, tuple[int, ...]]],
    expected: set[Any],
) -> None:
    publish(with_events(*before), target, builds)
    publish(with_events(*after), target, builds)
    assert changes(target) == expected
    publish(with_events(*after), target, builds)
    assert changes(target) == set()


def test_people_are_known_by_their_mentions(target: Path, builds: Path) -> None:
    publish(star(), target, builds)
    one = star()  # both names now stand for the first person
    one["fct_mentions"] = rows(
        "fct_mentions",
        mention(1, "person", "Nguyễn Phú Trọng", person_key=1, country_key=2),
        mention(2, "person", "Raúl Castro", person_key=1),
        mention(5, "title", "he", person_key=1),
    )
    people = one["dim_people"]
    one["dim_people"] = people.filter(pl.col("person_key") != 2)
    publish(one, target, builds)
    assert changes(target) == {("person", "merged", "per-1", ("per-1", "per-2"))}
    publish(star(), target, builds)
    assert changes(target) == {("person", "split", "per-1", ("per-1", "per-2"))}


def test_a_build_that_cannot_be_read_is_no_reason_not_to_publish(target: Path, builds: Path) -> None:
    first = publish(star(), target, builds).file
    first.write_bytes(b"damaged")
    publish(star(), target, builds, run_id="run-2")
    found = read_changes(target)
    assert found is not None
    assert (found.run_id, list(found.changes)) == ("run-2", [])
    assert found.problem is not None
    assert "could not be compared" in found.problem


def test_the_command_after_several_runs(project: Project) -> None:
    def told(*arguments: str) -> str:
        done = CliRunner().invoke(main, ["changes", "--warehouse", str(project.warehouse), *arguments])
        assert done.exit_code == 0, done.stderr
        return done.stdout

    def run() -> None:
        done = CliRunner().invoke(main, ["run", "--seeds", str(project.seeds), "--warehouse", str(project.warehouse)])
        assert done.exit_code == 0, done.stderr

    (project.seeds / "a.txt").write_text(short_article(1))
    run()
    assert "the first that was published" in told()
    (project.seeds / "b.txt").write_text(short_article(2).replace("Cuban", "Lao").replace("Bruno Rodríguez", "X Y"))
    run()
    text = told()
    assert "against the one before" in text
    assert "articles       1 added" in text
    assert "b.txt" in text
    assert "a.txt" not in text
    listed = json.loads(told("--json"))
    assert [each["name"] for each in listed["changes"] if each["kind"] == "article"] == ["b.txt"]
    run()
    assert "nothing has changed" in told()


def test_without_a_warehouse_it_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["changes", "--warehouse", str(tmp_path / "none.duckdb")])
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
