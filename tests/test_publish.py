"""Publishing puts a sound warehouse in the place of the old one, refuses bad frames, and replaces nothing else."""

import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from schemas.frames import empty_frame
from schemas.registry import PUBLISHED
from tests.star_frames import Frames, rows, star, version, with_reader_version
from warehouse.publish import PublishRefused, publish
from warehouse.query import run_query


@pytest.mark.slow
def test_publishing_again_swaps_the_link(published_here: Path, target: Path, builds: Path) -> None:
    second = publish(with_reader_version("r2"), target, builds)
    assert target.is_symlink() and not target.readlink().is_absolute()
    assert target.resolve() == second.file.resolve() != published_here
    assert second.rows["fct_events"] == 2
    assert version(target) == "r2"
    assert {path.name for path in target.parent.iterdir()} == {"warehouse.duckdb", "warehouse.state"}


def test_warehouse_and_state_can_be_moved_together(published_here: Path, target: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("warehouse.duckdb", "warehouse.state"):
        shutil.move(tmp_path / name, elsewhere / name)
    assert not published_here.exists() and not target.is_symlink()
    assert version(elsewhere / "warehouse.duckdb") == "r1"


@pytest.mark.slow
@pytest.mark.usefixtures("published_here")
def test_the_last_three_builds_stay_and_unfinished_ones_go(target: Path, builds: Path) -> None:
    for name in ("000002.building", "000003", "000004"):
        shutil.copytree(builds / "000001", builds / name)
    publish(star(), target, builds)
    assert sorted(path.name for path in builds.iterdir()) == ["000003", "000004", "000005"]


@pytest.mark.slow
@pytest.mark.usefixtures("published_here")
def test_a_number_is_not_used_again_when_the_builds_are_deleted(target: Path, builds: Path) -> None:
    shutil.rmtree(builds)
    assert publish(star(), target, builds).file.parent.name == "000002"


def test_an_empty_star_is_published(target: Path, builds: Path) -> None:
    frames = {name: rows(name) for name in PUBLISHED}
    frames |= {name: star()[name] for name in ("dim_about", "dim_runs")}
    publish(frames, target, builds)
    assert run_query(target, "FROM events").rows == []


def broken(name: str, **columns: pl.Expr) -> Frames:
    frames = star()
    frames[name] = frames[name].with_columns(**columns)
    return frames


@pytest.mark.parametrize(
    ("frames", "problem"),
    [
        (broken("fct_events", status=pl.lit("maybe")), "fct_events.status: 2 of 2 rows are not one of happened"),
        (
            broken("fct_mentions", country_key=pl.lit(5, pl.Int64)),
            "fct_mentions.country_key: 5 of 5 rows refer to nothing",
        ),
        (broken("fct_mentions", char_end=pl.col("char_end") + 1), "fct_mentions.text: 5 of 5 spans are not what"),
        ({name: frame for name, frame in star().items() if name != "dim_people"}, "dim_people: the frame is missing"),
        (star() | {"dim_places": empty_frame(PUBLISHED["dim_places"])}, "the unknown member (place_key -1) is missing"),
    ],
)
def test_bad_frames_are_refused_and_the_old_warehouse_stays(published: Path, frames: Frames, problem: str) -> None:
    builds = published.parent / "warehouse.state" / "builds"
    before = published.readlink()
    with pytest.raises(PublishRefused) as refusal:
        publish(frames, published, builds)
    assert problem in "\n".join(refusal.value.problems)
    assert published.readlink() == before
    assert version(published) == "r1"
    assert [path.name for path in builds.iterdir()] == ["000001"]


def test_topics_that_are_each_others_parents_are_refused_without_a_trace(target: Path, builds: Path) -> None:
    frames = broken("dim_topics", parent_topic_key=pl.when(pl.col("topic_key") > 0).then(11 - pl.col("topic_key")))
    with pytest.raises(PublishRefused, match="refer to each other in a circle"):
        publish(frames, target, builds)
    assert not target.exists()
    assert list(builds.iterdir()) == []


def test_a_file_that_somebody_put_there_is_not_replaced(target: Path, builds: Path) -> None:
    with duckdb.connect(str(target)) as own:
        own.sql("CREATE TABLE notes AS SELECT 'mine' AS note")
    with pytest.raises(PublishRefused, match="is a file of its own"):
        publish(star(), target, builds)
    assert run_query(target, "FROM notes").rows == [("mine",)]


@pytest.mark.slow
def test_a_copy_of_a_build_in_the_place_of_the_link_is_replaced(
    published_here: Path, target: Path, builds: Path
) -> None:
    target.unlink()
    shutil.copy(published_here, target)
    publish(with_reader_version("r2"), target, builds)
    assert target.is_symlink() and version(target) == "r2"


def test_a_link_to_somewhere_else_and_a_folder_are_not_replaced(target: Path, builds: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.duckdb"
    elsewhere.touch()
    target.symlink_to(elsewhere)
    with pytest.raises(PublishRefused, match="is not a build of this warehouse"):
        publish(star(), target, builds)
    target.unlink()
    target.mkdir()
    with pytest.raises(PublishRefused, match="is not a file"):
        publish(star(), target, builds)


def test_a_target_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path, builds: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PublishRefused, match="could not be written"):
        publish(star(), tmp_path / "file" / "warehouse.duckdb", builds)
