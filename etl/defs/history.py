"""Dagster's history of runs, which grows with every one: what is old is forgotten."""

import logging
from datetime import UTC, datetime, timedelta

import dagster as dg

log = logging.getLogger("communique")

AT_ONCE = 50
"""How many runs one run forgets at most: each takes a moment, and the next run goes on."""

_FINISHED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]


def forget_runs(instance: dg.DagsterInstance, keep_days: int, now: datetime | None = None) -> int:
    """Deletes finished runs that were started more than `keep_days` ago, with their logs; returns how many.

    The last success of each job stays whatever its age, since the page shows by it when a table was last made.
    """
    before = (now or datetime.now(UTC)) - timedelta(days=keep_days)
    old = instance.get_run_records(
        filters=dg.RunsFilter(statuses=_FINISHED, created_before=before), limit=AT_ONCE, ascending=True
    )
    kept = {_last_success(instance, job) for job in {record.dagster_run.job_name for record in old}}
    forgotten = [record.dagster_run.run_id for record in old if record.dagster_run.run_id not in kept]
    for run_id in forgotten:
        instance.delete_run(run_id)
    if forgotten:
        log.info("forgot %s runs that are more than %s days old", f"{len(forgotten):,}", keep_days)
    return len(forgotten)


def _last_success(instance: dg.DagsterInstance, job: str) -> str | None:
    found = instance.get_run_records(
        filters=dg.RunsFilter(job_name=job, statuses=[dg.DagsterRunStatus.SUCCESS]), limit=1
    )
    return found[0].dagster_run.run_id if found else None
