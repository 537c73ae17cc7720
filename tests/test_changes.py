"""What a build changes against the one before: compared by what things are made of, and right after several runs."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

from etl.cli import main
from tests.conftest import Project, run_here, short_article
from tests.star_frames import Frames, event, mention, rows, star, telling
from warehouse.changes import Change, read_changes
from warehouse.publish import publish

Event = tuple[int, tuple[int, ...]]
Events = list[Event]


def changes(target: Path) -> set[tuple[str, str, str, tuple[str, ...]]]:
    found = read_changes(target)
    assert found is not None
    return {(each.kind, each.change, each.id, each.others) for each in found.changes}


def with_events(*events: Event) -> Frames:
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


@pytest.mark.slow
@pytest.mark.usefixtures("published_here")
def test_the_first_build_adds_everything_and_the_same_again_nothing_and_the_last_run_is_told_of(
    target: Path, builds: Path
) -> None:
    found = read_changes(target)
    assert found is not None
    assert (found.run_id, found.is_first, found.problem) == ("run-1", True, None)
    assert {(each.kind, each.change) for each in found.changes} == {
        ("article", "added"),
        ("event", "added"),
        ("person", "added"),
    }
    assert Change("person", "added", "per-1", "Nguyễn Phú Trọng") in found.changes
    for run_id in ("run-2", "run-3"):
        publish(star(), target, builds, run_id=run_id)
    found = read_changes(target)
    assert found is not None
    assert (found.run_id, found.is_first, list(found.changes)) == ("run-3", False, [])


CASES: dict[int, tuple[Events, Events, set[Any]]] = {
    1: ([(11, (11,))], [(11, (11,)), (12, (12,))], {("event", "added", "tel-12", ())}),
    2: ([(21, (21,)), (22, (22,))], [(21, (21,))], {("event", "withdrawn", "tel-22", ())}),
    3: ([(31, (31,)), (32, (32,))], [(31, (31, 32))], {("event", "merged", "tel-31", ("tel-31", "tel-32"))}),
    4: ([(41, (41, 42))], [(41, (41,)), (42, (42,))], {("event", "split", "tel-41", ("tel-41", "tel-42"))}),
    5: ([(52, (52,))], [(51, (51, 52))], {("event", "renumbered", "tel-51", ("tel-52",))}),
    6: ([(61, (61,))], [(61, (61, 62))], set()),  # one more telling of what was known
    7: (
        [(71, (71, 72)), (73, (73,))],
        [(71, (71,)), (72, (72, 73))],
        {("event", "split", "tel-71", ("tel-71", "tel-72")), ("event", "merged", "tel-72", ("tel-71", "tel-73"))},
    ),
}
"""Events with their tellings before and after, and what changes; each in tens of its own, so that two builds do."""


@pytest.mark.slow
def test_events_are_known_by_their_tellings(target: Path, builds: Path) -> None:
    before, after = (with_events(*(event for case in CASES.values() for event in case[side])) for side in (0, 1))
    publish(before, target, builds)
    publish(after, target, builds)
    found: dict[int, set[Any]] = {case: set() for case in CASES}
    for change in changes(target):
        found[int(change[2].removeprefix("tel-")) // 10].add(change)
    assert found == {case: expected for case, (_, _, expected) in CASES.items()}
    publish(after, target, builds)
    assert changes(target) == set()


@pytest.mark.slow
@pytest.mark.usefixtures("published_here")
def test_people_are_known_by_their_mentions(target: Path, builds: Path) -> None:
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


@pytest.mark.slow
def test_a_build_that_cannot_be_read_is_no_reason_not_to_publish(
    published_here: Path, target: Path, builds: Path
) -> None:
    published_here.write_bytes(b"damaged")
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
        done = run_here(project)
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
