"""Where Dagster keeps the history of runs: `.dagster/` in the working directory for the default warehouse."""

import fcntl
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from etl.defs import settings

if TYPE_CHECKING:
    from dagster import DagsterInstance

_DAGSTER_YAML = """\
# Written by communique; changes made here do not last.
telemetry:
  enabled: false
# The page neither greets nor asks for an e-mail address.
nux:
  enabled: false
storage:
  custom:
    module: etl.defs.event_log
    class: RunHistory
    config:
      base_dir: {folder}
# Runs wait for each other on the lock beside the warehouse, not in a queue, which a killed run would block.
run_coordinator:
  module: dagster._core.run_coordinator
  class: DefaultRunCoordinator
# What the rooms log becomes part of a run's history. Nothing is printed, so there is nothing to capture.
python_logs:
  python_log_level: INFO
  managed_python_loggers: [communique]
compute_logs:
  module: dagster._core.storage.noop_compute_log_manager
  class: NoOpComputeLogManager
# Every look at the folder is a tick: what they found is forgotten before the runs are.
retention:
  schedule:
    purge_after_days: {days}
  sensor:
    purge_after_days:
      skipped: 1
      failure: {days}
      success: {days}
      started: 1
"""


def home() -> Path:
    """The folder for DAGSTER_HOME, with its dagster.yaml in place; absolute."""
    folder = Path(".dagster").absolute()
    folder.mkdir(exist_ok=True)
    configuration = folder / "dagster.yaml"
    days = str(settings.current().keep_history_days)
    text = _DAGSTER_YAML.replace("{days}", days).replace("{folder}", json.dumps(str(folder), ensure_ascii=False))
    if not configuration.exists() or configuration.read_text("utf-8") != text:
        draft = folder / f"dagster.yaml.{os.getpid()}"
        draft.write_text(text, "utf-8")
        draft.replace(configuration)
    return folder


def environment() -> dict[str, str]:
    """What Dagster must find in its environment, whoever starts it: our home, no telemetry."""
    return {"DAGSTER_HOME": str(home()), "DAGSTER_DISABLE_TELEMETRY": "1"}


def instance_for(warehouse: Path) -> "DagsterInstance":
    """The instance whose history a run belongs to.

    Runs on the default warehouse stand in the page's history. Others are gone with the process: they have their own
    ledger, and an instance in memory costs half of one on disk.
    """
    from dagster import DagsterInstance

    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"
    if warehouse != settings.warehouse_file():
        return DagsterInstance.ephemeral()
    folder = home()
    with (folder / "opening.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two that make Dagster's databases at once spoil each other's migrations
        return DagsterInstance.from_config(str(folder))
