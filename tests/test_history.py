"""Dagster's history of runs: opened once, seen by others as it grows, and given back when a run is forgotten."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from etl.cli.instance import home, instance_for
from etl.defs import settings
from etl.defs.event_log import LOGS_OPEN, EventLog
from etl.defs.history import forget_runs
from tests.conftest import wait_for

pytestmark = pytest.mark.slow


@dg.asset
def table() -> int:
    return 1


@dg.asset(deps=[table])
def broken() -> None:
    raise ValueError("broken on purpose")


GRAPH = dg.Definitions(
    assets=[table, broken],
    jobs=[dg.define_asset_job("good", [table]), dg.define_asset_job("bad", [broken])],
    executor=dg.in_process_executor,
)


def run(instance: dg.DagsterInstance, job: str = "good") -> dg.ExecuteInProcessResult:
    return GRAPH.resolve_job_def(job).execute_in_process(instance=instance, raise_on_error=False)


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """That of the default warehouse of an empty project, in which the test works."""
    monkeypatch.chdir(tmp_path)
    with instance_for(settings.warehouse_file()) as instance:
        yield instance


def logs() -> list[str]:
    """The files of the runs' logs."""
    return sorted(path.name for path in Path(".dagster/history/runs").iterdir() if not path.name.startswith("index"))


def types(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """What happened in a run, in order."""
    return [entry.get_dagster_event().event_type_value for entry in instance.all_logs(run_id) if entry.is_dagster_event]


def open_logs() -> set[str]:
    """The runs whose log is open, beside which is what has not been written back."""
    return {name.removesuffix(".db-wal") for name in logs() if name.endswith("-wal")}


def test_what_is_written_is_seen_elsewhere_at_once(history: dg.DagsterInstance) -> None:
    assert isinstance(history.event_log_storage, EventLog)
    seen: list[str] = []
    first = run(history)
    with dg.DagsterInstance.from_config(str(home())) as other:
        other.watch_event_logs(first.run_id, None, lambda event, cursor: seen.append(event.message))
        history.report_engine_event("one more", first.dagster_run)
        wait_for(lambda: "one more" in seen, seconds=60)
        assert other.get_run_by_id(first.run_id) is not None
        other.end_watch_event_logs(first.run_id, seen.append)


def test_few_logs_stay_open_and_none_afterwards(history: dg.DagsterInstance) -> None:
    runs = [run(history).run_id for _ in range(LOGS_OPEN + 2)]
    assert open_logs() == set(runs[-LOGS_OPEN:])
    assert "PIPELINE_SUCCESS" in types(history, runs[0])
    history.event_log_storage.dispose()
    assert not open_logs()
    assert types(history, runs[1]) == types(history, runs[0])


def test_a_history_that_dagster_began_goes_on_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / ".dagster"
    folder.mkdir()
    with dg.DagsterInstance.local_temp(str(folder)) as stock:
        assert not isinstance(stock.event_log_storage, EventLog)
        first = run(stock).run_id
        told = types(stock, first)
    with instance_for(settings.warehouse_file()) as ours:
        second = run(ours).run_id
        assert {each.run_id for each in ours.get_runs()} == {first, second}
        assert types(ours, first) == told
        told = types(ours, second)
    (folder / "dagster.yaml").unlink()
    with dg.DagsterInstance.local_temp(str(folder)) as stock:
        assert types(stock, second) == told


def test_old_runs_are_forgotten_but_for_the_last_success_of_each_job(history: dg.DagsterInstance) -> None:
    first, last = run(history), run(history)
    failed = run(history, "bad")
    assert not failed.success
    now = datetime.now(UTC)

    assert forget_runs(history, 90, now) == 0
    assert forget_runs(history, 90, now + timedelta(days=91)) == 2
    assert [each.run_id for each in history.get_runs()] == [last.run_id]
    assert history.get_latest_materialization_event(table.key) is not None
    assert {name for name in logs() if not name.startswith(last.run_id)} == set()
    assert history.all_logs(first.run_id) == []
