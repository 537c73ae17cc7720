"""Where a run reads and publishes unless told otherwise; light, since the command line reads it before Dagster."""

import os
from pathlib import Path

SEEDS_VARIABLE = "COMMUNIQUE_SEEDS"
WAREHOUSE_VARIABLE = "COMMUNIQUE_WAREHOUSE"


def seeds_folder() -> Path:
    """The folder of raw articles: $COMMUNIQUE_SEEDS, else `seeds` in the working directory; absolute."""
    return Path(os.environ.get(SEEDS_VARIABLE) or "seeds").absolute()


def warehouse_file() -> Path:
    """The published file: $COMMUNIQUE_WAREHOUSE, else `warehouse/communique.duckdb` likewise; absolute."""
    return Path(os.environ.get(WAREHOUSE_VARIABLE) or "warehouse/communique.duckdb").absolute()


def workers() -> int:
    """How many processes may read at once: the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
