"""What starts runs by itself: a sensor when articles arrive in the folder, and a schedule that tries again every night.

The sensor compares the folder with the ledger. Files in a state that has not been published have arrived; whether one
is a new article is for the run to say, by its content. A file is taken when it has not changed for a while, and files
wait for each other, though not without end. Then one run takes them all, and leaves what changes from then on for the
next, so that nothing is read half written.

Neither asks Dagster what is running: the lock beside the warehouse knows, whoever holds it.
"""

import json
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from urllib.parse import unquote
from uuid import uuid4

import dagster as dg

from etl.defs import settings
from etl.extract.observe import FileState, observe
from etl.state import Ledger, RunLock, State
from schemas.keys import durable_id

INGEST = "ingest"
"""The job that both start."""

STARTING_SECONDS = 30
"""How long a run may be on its way, from the request to its first entry in the ledger, until another one is asked for.
Loading the program takes some three seconds."""

FILES_TAG = "communique/files"
FILES_LEFT_TAG = "communique/files_left"
"""On a run: how many files it was started for, and how many were still being written then."""

UNDER_WAY = "a run is under way"

LOADED = uuid4().hex
"""Part of every run key: what has failed is tried again once the program is loaded anew, perhaps with the fault mended.
"""


@dataclass(slots=True)
class Memory:
    """What the sensor remembers from one look to the next, as its cursor: nothing that the ledger knows.

    Times are seconds since 1970. A file's state goes by a short digest of it, since thousands may arrive at once.
    """

    seen_since: dict[str, float] = field(default_factory=dict)
    """When each state in which a file now waits was first seen."""

    requested_key: str = ""
    requested_at: float = 0.0
    """The last run that was asked for, and when."""

    @classmethod
    def from_cursor(cls, cursor: str | None) -> Self:
        """What was remembered; nothing where there is no cursor, or one that was set by hand."""
        try:
            known = json.loads(cursor or "{}")
            return cls(
                {str(digest): float(since) for digest, since in known["seen_since"].items()},
                str(known["requested_key"]),
                float(known["requested_at"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def to_cursor(self) -> str:
        """The cursor, which the next look is given."""
        known = {
            "seen_since": self.seen_since,
            "requested_key": self.requested_key,
            "requested_at": self.requested_at,
        }
        return json.dumps(known)

    def look(self, pending: Mapping[str, FileState], now: float) -> dict[str, float]:
        """For how many seconds each pending file has been as it is; 0.0 for what was not seen so before.

        All other files are forgotten.
        """
        states = {uri: durable_id("file", uri, *state) for uri, state in pending.items()}
        self.seen_since = {digest: min(self.seen_since.get(digest, now), now) for digest in states.values()}
        return {uri: now - self.seen_since[digest] for uri, digest in states.items()}


def decide(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """One look at the folder: a run of what has arrived, or why there is none. Opens no article.

    Raises LedgerError when the ledger cannot be used.
    """
    memory = Memory.from_cursor(context.cursor)
    outcome = _outcome(memory, time.time())
    if isinstance(outcome, str):
        return dg.SensorResult(skip_reason=outcome, cursor=memory.to_cursor())
    return dg.SensorResult(run_requests=[outcome], cursor=memory.to_cursor())


def _outcome(memory: Memory, now: float) -> dg.RunRequest | str:
    state = State.of(settings.warehouse_file())
    if RunLock(state).is_held():
        return UNDER_WAY
    folder = settings.seeds_folder()
    if not isinstance(folder, Path):
        return f"only folders on this machine are watched; the schedule looks at {folder}"
    try:
        files = observe(folder)
    except (FileNotFoundError, NotADirectoryError):
        return f"there is no folder {folder}"
    # Before its first run a warehouse has no ledger, and opening one would make it.
    ledger = Ledger(state.ledger) if state.ledger.exists() else None
    return _batch(memory, files, ledger, now)


def _batch(memory: Memory, files: Mapping[str, FileState], ledger: Ledger | None, now: float) -> dg.RunRequest | str:
    """A run of those files that have arrived and can be taken, or why there is none."""
    published = ledger.published_files() if ledger else {}
    pending = {uri: each for uri, each in files.items() if published.get(uri) != each}
    ages = memory.look(pending, now)
    if not pending:
        return "nothing has arrived"

    quiet = settings.current().quiet_seconds
    settled = {uri: each for uri, each in pending.items() if ages[uri] > 0 and ages[uri] >= quiet}
    unsettled = pending.keys() - settled.keys()
    waited = max((ages[uri] - quiet for uri in settled), default=0.0)
    if not settled or (unsettled and waited < settings.current().patience_seconds):
        return f"still being written, or just arrived: {_some(unsettled)}"

    key = _batch_key(settled)
    if now - memory.requested_at < STARTING_SECONDS and not _entered_since(ledger, memory.requested_at):
        return "a run is about to begin"
    if key == memory.requested_key:
        return f"tried, and not published: {_some(settled)}; the daily schedule tries again"
    memory.requested_key, memory.requested_at = key, now
    return _request(key, settled, unsettled)


def _request(key: str, settled: Mapping[str, FileState], unsettled: Collection[str]) -> dg.RunRequest:
    # What changes after the last of the settled files has changed is unsettled, or will be when the run looks.
    taken = {"changed_until": max(state.changed_at for state in settled.values())}
    return dg.RunRequest(
        run_key=key,
        run_config={"ops": {"extract": {"config": taken}}},
        tags={FILES_TAG: str(len(settled)), FILES_LEFT_TAG: str(len(unsettled))},
    )


def _entered_since(ledger: Ledger | None, moment: float) -> bool:
    begun = ledger.last_begun() if ledger else None
    return begun is not None and begun >= datetime.fromtimestamp(moment, UTC)


def _batch_key(states: Mapping[str, FileState]) -> str:
    """The same for the same files in the same state, in any order, until the program is loaded anew."""
    return durable_id("batch", LOADED, *(part for uri, state in sorted(states.items()) for part in (uri, *state)))


def _some(uris: Collection[str]) -> str:
    """The names of the first of these files, and how many more there are."""
    names = ", ".join(unquote(uri.rpartition("/")[2]) for uri in sorted(uris)[:3])
    return names if len(uris) <= 3 else f"{names} and {len(uris) - 3:,} more"


arrivals = dg.SensorDefinition(
    name="arrivals",
    evaluation_fn=decide,
    job_name=INGEST,
    minimum_interval_seconds=settings.current().tick_seconds,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a run when articles have arrived in the folder, or have changed, and are written to the end.",
)


@dg.schedule(
    cron_schedule=settings.current().schedule,
    job_name=INGEST,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Takes everything in the folder, finished or not, and tries again what failed. Times are UTC.",
)
def daily() -> dg.RunRequest | dg.SkipReason:
    """A run of everything, unless one is under way or there is no folder."""
    if RunLock(State.of(settings.warehouse_file())).is_held():
        return dg.SkipReason(UNDER_WAY)
    folder = settings.seeds_folder()
    if isinstance(folder, Path) and not folder.is_dir():
        return dg.SkipReason(f"there is no folder {folder}")
    return dg.RunRequest()
