"""Where a run reads and publishes unless told otherwise; light, since the command line reads it before Dagster."""

import os
from pathlib import Path

SEEDS_VARIABLE = "COMMUNIQUE_SEEDS"
WAREHOUSE_VARIABLE = "COMMUNIQUE_WAREHOUSE"
TICK_VARIABLE = "COMMUNIQUE_TICK_SECONDS"
QUIET_VARIABLE = "COMMUNIQUE_QUIET_SECONDS"
PATIENCE_VARIABLE = "COMMUNIQUE_PATIENCE_SECONDS"
SCHEDULE_VARIABLE = "COMMUNIQUE_SCHEDULE"
CORRECTIONS_VARIABLE = "COMMUNIQUE_CORRECTIONS"
REMOVED_VARIABLE = "COMMUNIQUE_REMOVED"


def seeds_folder() -> Path | str:
    """The folder of raw articles: $COMMUNIQUE_SEEDS, else `seeds` in the working directory; see `folder`."""
    return folder(os.environ.get(SEEDS_VARIABLE) or "seeds")


def corrections_file() -> Path | None:
    """The file of corrections: $COMMUNIQUE_CORRECTIONS, absolute; None for the one that may lie beside the articles."""
    given = os.environ.get(CORRECTIONS_VARIABLE)
    return Path(given).absolute() if given else None


def folder(name: str) -> Path | str:
    """An absolute path on this machine, or the address of a folder elsewhere ("s3://bucket/prefix") as it is."""
    return name if "://" in name else Path(name).absolute()


def warehouse_file() -> Path:
    """The published file: $COMMUNIQUE_WAREHOUSE, else `warehouse/communique.duckdb` likewise; absolute."""
    return Path(os.environ.get(WAREHOUSE_VARIABLE) or "warehouse/communique.duckdb").absolute()


def tick_seconds() -> int:
    """How many seconds lie between two looks at the folder, at least: $COMMUNIQUE_TICK_SECONDS, else 3.

    Dagster asks every five seconds. At exactly five the sensor would often be a moment early and miss every other turn.
    """
    return _seconds(TICK_VARIABLE, 3)


def quiet_seconds() -> int:
    """For how long a file must not have changed before it is taken: $COMMUNIQUE_QUIET_SECONDS, else 8.

    Who writes in pieces may rest for longer than it takes from one look at the folder to the next. With a look every
    five seconds eight are two looks after the first, also when one of them comes a moment early.
    """
    return _seconds(QUIET_VARIABLE, 8)


def patience_seconds() -> int:
    """For how long files wait for one that is still being written: $COMMUNIQUE_PATIENCE_SECONDS, else 20."""
    return _seconds(PATIENCE_VARIABLE, 20)


def schedule() -> str:
    """When what failed is tried again, as cron says it, in UTC: $COMMUNIQUE_SCHEDULE, else at three every night."""
    return os.environ.get(SCHEDULE_VARIABLE) or "0 3 * * *"


def withdraws_removed() -> bool:
    """Whether an article whose file was removed leaves the warehouse: $COMMUNIQUE_REMOVED is keep (else) or withdraw.

    Raises ValueError for anything else.
    """
    given = os.environ.get(REMOVED_VARIABLE) or "keep"
    if given not in ("keep", "withdraw"):
        raise ValueError(f"${REMOVED_VARIABLE} is {given!r}, neither keep nor withdraw")
    return given == "withdraw"


def workers() -> int:
    """How many processes may read at once: the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _seconds(variable: str, default: int) -> int:
    given = os.environ.get(variable) or str(default)
    if not given.isdecimal():
        raise ValueError(f"${variable} is {given!r}, not a number of seconds")
    return int(given)
