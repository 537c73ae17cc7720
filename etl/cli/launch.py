"""One run of the job `ingest` in this process, as the command line starts it: what became of it, in plain lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
from dagster_shared.error import SerializableErrorInfo
from sqlalchemy.exc import DBAPIError

from etl.cli.instance import instance_for
from etl.definitions import ingest_job


@dataclass(frozen=True)
class Outcome:
    """How a run ended: its id; where it failed why, one line each; whether it published, which it may have done before
    it failed; and how many seconds each stage worked."""

    run_id: str
    problems: tuple[str, ...]
    is_published: bool
    seconds: Mapping[str, float]


def launch(
    seeds: Path | str, warehouse: Path, workers: int, *, corrections: Path | None = None, full: bool, verbose: bool
) -> Outcome:
    """Materialize every asset in process; problems are returned, not raised. Raises KeyboardInterrupt.

    Not `execute_in_process`: it keeps the output of every step in memory until the end.
    """
    settings = {"seeds": str(seeds), "warehouse": str(warehouse), "workers": workers, "full": full}
    if corrections is not None:
        settings["corrections"] = str(corrections)
    run_config = {
        "resources": {"run": {"config": settings}},
        "loggers": {"console": {"config": {"log_level": "INFO" if verbose else "CRITICAL"}}},
    }
    before = warehouse.resolve()
    try:
        return _launch(warehouse, run_config)
    except DBAPIError as error:  # Dagster's own files, for which it has no failure of a step
        problem = f"the history of runs in {Path('.dagster').absolute()} cannot be written: {error.orig}"
        since = "; a new file has been published all the same" if warehouse.resolve() != before else ""
        return Outcome("", (problem + since,), False, {})


def _launch(warehouse: Path, run_config: Mapping[str, object]) -> Outcome:
    with instance_for(warehouse) as instance:
        # Not entered as a context, which would set the resources up a second time and take the lock again.
        result = dg.execute_job(dg.reconstructable(ingest_job), instance=instance, run_config=run_config)
        seconds = _published(result.all_events)
        if result.success:
            return Outcome(result.run_id, (), True, seconds or {})
        if any(_was_interrupted(event) for event in result.all_events):
            raise KeyboardInterrupt
        return Outcome(result.run_id, tuple(_problems(result.all_events)), seconds is not None, seconds or {})


def _published(events: Sequence[dg.DagsterEvent]) -> dict[str, float] | None:
    """Seconds by stage as the published file's materialization tells them; None when there was none."""
    for event in events:
        if event.is_step_materialization and event.asset_key == dg.AssetKey("warehouse"):
            told = event.step_materialization_data.materialization.metadata
            return {
                name.removesuffix("_seconds"): value.value
                for name, value in told.items()
                if isinstance(value, dg.FloatMetadataValue) and value.value is not None
            }
    return None


def _was_interrupted(event: dg.DagsterEvent) -> bool:
    """True for what Dagster makes of Ctrl-C: a failure like any other, of the step or of the resource it stopped."""
    data = event.event_specific_data
    error = getattr(data, "error", None)
    while error is not None:
        if error.cls_name == "DagsterExecutionInterruptedError":
            return True
        error = error.cause
    return False


def _problems(events: Sequence[dg.DagsterEvent]) -> list[str]:
    """What failed: each failed check with its first problems, each failed step with what it raised, else the run."""
    failed = [problem for problem in (*map(_failed_check, events), *map(_failed_step, events)) if problem]
    return failed or [_failed_run(event) for event in events if event.is_run_failure]


def _failed_check(event: dg.DagsterEvent) -> str | None:
    if event.event_type is not dg.DagsterEventType.ASSET_CHECK_EVALUATION:
        return None
    evaluation = event.asset_check_evaluation_data
    return None if evaluation.passed else evaluation.description


def _failed_step(event: dg.DagsterEvent) -> str | None:
    """None also for the step that only says again that its check failed."""
    if not event.is_step_failure:
        return None
    failure = event.step_failure_data
    if failure.user_failure_data is not None and failure.user_failure_data.description is not None:
        return f"{event.step_key}: {failure.user_failure_data.description}"
    if failure.error is None or failure.error.cls_name == "DagsterAssetCheckFailedError":
        return None
    return f"{event.step_key}: {_message(failure.error)}"


def _failed_run(event: dg.DagsterEvent) -> str:
    error = event.job_failure_data.error
    return _message(error) if error is not None else "the run failed"


def _message(error: SerializableErrorInfo) -> str:
    """The message of what was raised, less Dagster's wrapping and the name of its class, on one line."""
    while error.cause is not None and (error.cls_name or "").startswith("Dagster"):
        error = error.cause
    head, _, tail = error.message.partition(": ")
    message = tail if error.cls_name and head.endswith(error.cls_name) else error.message
    return " ".join(message.split()) or error.cls_name or "the run failed"
