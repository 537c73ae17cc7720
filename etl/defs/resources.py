"""What every asset is given: the run it belongs to, which holds the warehouse's lock, and the frames between steps."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
import polars as pl
from pydantic import Field

from etl.defs import settings
from etl.defs.history import forget_runs
from etl.defs.metadata import materialization_metadata
from etl.defs.timing import Timings
from etl.reading.version import reader_version
from etl.state import FrameStore, Holder, Ledger, RunLock, State

log = logging.getLogger("communique")


@dataclass(frozen=True)
class Run:
    """One run, which holds the lock on the state of its warehouse: what it reads, how, and what it publishes."""

    run_id: str
    seeds: Path | str
    warehouse: Path
    workers: int
    full: bool
    corrections: Path | None
    state: State
    timings: Timings = field(default_factory=Timings)

    @property
    def ledger(self) -> Ledger:
        """The ledger of the warehouse. Raises LedgerError when it cannot be used."""
        return Ledger(self.state.ledger)

    @property
    def frames(self) -> FrameStore:
        """What each step last left for the next."""
        return FrameStore(self.state.frames)

    def begin(self) -> None:
        """Enters the run in the ledger, once; a run that changes nothing there is never entered."""
        self.ledger.begin_run(self.run_id, datetime.now(UTC), reader_version())

    def finish(self) -> None:
        """Enters the end of the run, which published."""
        self.begin()
        self.ledger.finish_run(self.run_id, datetime.now(UTC))


class RunSettings(dg.ConfigurableResource[Run]):
    """What may be said of a run when it is started; becomes the `Run` for as long as it lasts."""

    seeds: str = Field(description="The folder of raw articles, or its address (s3://…).")
    warehouse: str = Field(description="The published DuckDB file; all state of the warehouse lies beside it.")
    workers: int = Field(ge=1, description="How many processes read at once.")
    full: bool = Field(default=False, description="Read every article again, also those read before.")
    corrections: str | None = Field(
        default=None, description="The file of corrections; by default communique-corrections.yaml beside the articles."
    )

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Run]:
        """Waits for the lock, marks a predecessor that was killed as failed, and holds the lock until the run ends.

        Whoever starts a run (page, sensor, command line) goes through here, and with the in-process executor a
        resource lives exactly as long as its run.
        """
        warehouse = Path(self.warehouse)
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        state = State.beside(warehouse)
        run_id = context.run.run_id if context.run else ""
        with RunLock(state).hold(run_id, _say_who_holds_it) as killed:
            if killed is not None and context.instance is not None:
                _mark_failed(context.instance, killed)
            corrections = Path(self.corrections) if self.corrections is not None else None
            run = Run(run_id, settings.folder(self.seeds), warehouse, self.workers, self.full, corrections, state)
            run.frames.collect_garbage()
            if context.instance is not None:
                forget_runs(context.instance, settings.current().keep_history_days)
            yield run


class ParquetFrames(dg.IOManager):
    """Hands frames from step to step as Parquet files in the state folder, each under its asset's name."""

    def __init__(self, store: FrameStore) -> None:
        self._store = store

    def handle_output(self, context: dg.OutputContext, obj: pl.DataFrame) -> None:
        """Saves the frame and shows how many rows it has and what they look like."""
        self._store.save(_name(context.asset_key), obj)
        context.add_output_metadata(materialization_metadata(obj))

    def load_input(self, context: dg.InputContext) -> pl.DataFrame:
        """The frame that the asset last left. Raises FrameMissing."""
        return self._store.load(_name(context.asset_key))


@dg.io_manager(required_resource_keys={"run"}, description="Frames between steps, as Parquet in the state folder.")
def parquet_frames(context: dg.InitResourceContext) -> ParquetFrames:
    """The frames of the run's warehouse. Asks for the run by its key: a nested resource would take the lock twice."""
    run: Run = context.resources.run
    return ParquetFrames(run.frames)


def default_settings() -> RunSettings:
    """A run as the environment describes it, for whoever starts one without saying more."""
    corrections = settings.corrections_file()
    return RunSettings(
        seeds=str(settings.seeds_folder()),
        warehouse=str(settings.warehouse_file()),
        workers=settings.workers(),
        corrections=str(corrections) if corrections is not None else None,
    )


def _say_who_holds_it(holder: Holder | None) -> None:
    who = f" (started {holder.started_at.astimezone():%Y-%m-%d %H:%M:%S}, pid {holder.pid})" if holder else ""
    log.info("another run is under way%s; waiting", who)


def _mark_failed(instance: dg.DagsterInstance, run_id: str) -> None:
    """A killed run cannot say so itself and would stand as started for ever."""
    run = instance.get_run_by_id(run_id)
    if run is not None and not run.is_finished:
        instance.report_run_failed(run, "The run was killed: the next one found its lock signed and free.")


def _name(key: dg.AssetKey) -> str:
    return key.to_python_identifier()
