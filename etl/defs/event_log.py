"""Dagster's history of runs in SQLite, less what makes it slow: a database is opened once, not for every event.

Dagster opens a run's log, and the index over all runs, anew for every event and closes them again. The last to close a
database in write-ahead mode writes the log back and waits for the disk, and what SQLAlchemy has compiled is lost with
its engine. A run writes some 850 events: of twenty seconds fourteen went there.

Only methods that Dagster's own storages override as well are overridden here, and its files are as they were: a history
begun without this class goes on with it, and the other way round.
"""

import os
import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Self

from dagster import StringSource
from dagster._config.config_schema import UserConfigSchema
from dagster._core.events.log import EventLogEntry
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event

LOGS_OPEN = 4
"""How many runs' logs stay open in one process. A run needs its own; the page reads one or two."""


class EventLog(SqliteEventLogStorage):
    """The events of runs, in one database per run and one index over all, which stay open."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        self._engines_lock = Lock()
        self._tables: set[str] = set()
        super().__init__(base_dir, inst_data)

    @contextmanager
    def run_connection(self, run_id: str | None = None) -> Iterator[Connection]:
        """A transaction on the log of a run; on that of what belongs to no run where the id is empty."""
        with self._engine(run_id or "").begin() as connection:
            yield connection

    @contextmanager
    def index_connection(self) -> Iterator[Connection]:
        """A transaction on the index over all runs."""
        with self._engine(INDEX_SHARD_NAME).begin() as connection:
            yield connection

    def has_table(self, table_name: str) -> bool:
        """Whether the index has the table: asked twice for every event on an asset, though tables are there to stay."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def store_event(self, event: EventLogEntry) -> None:
        """Stores the event and touches the log's file, by which the page knows that there is something to show: what
        is written stays beside the file as long as it is open."""
        super().store_event(event)
        os.utime(self.path_for_shard(event.run_id))

    def delete_events(self, run_id: str) -> None:
        """Forgets the run, and gives its room on the disk back."""
        super().delete_events(run_id)
        with self._engines_lock:
            self._close(run_id)
            self._initialized_dbs.discard(run_id)
        for name in (path := self.path_for_shard(run_id), f"{path}-wal", f"{path}-shm"):
            Path(name).unlink(missing_ok=True)

    def wipe(self) -> None:
        """Forgets every run."""
        self._close_all()
        super().wipe()

    def dispose(self) -> None:
        """Closes what is open."""
        self._close_all()
        super().dispose()

    def _engine(self, shard: str) -> Engine:
        with self._engines_lock:
            if shard not in self._engines:
                with super().run_connection(shard):  # makes the tables where they are missing
                    pass
                self._engines[shard] = self._opened(shard)
            self._engines.move_to_end(shard)
            runs = [each for each in self._engines if each != INDEX_SHARD_NAME]
            for each in runs[:-LOGS_OPEN]:
                self._close(each)
            return self._engines[shard]

    def _opened(self, shard: str) -> Engine:
        engine = create_engine(self.conn_string_for_shard(shard), connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS})

        @event.listens_for(engine, "connect")
        def hurry(connection: sqlite3.Connection, record: object) -> None:
            # In write-ahead mode nothing is lost when a process is killed, and a power cut can cost the last events,
            # never the file (https://sqlite.org/pragma.html#pragma_synchronous).
            connection.execute("PRAGMA synchronous = NORMAL")

        return engine

    def _close(self, shard: str) -> None:
        if shard in self._engines:
            self._engines.pop(shard).dispose()

    def _close_all(self) -> None:
        with self._engines_lock:
            for shard in list(self._engines):
                self._close(shard)


class RunHistory(DagsterSqliteStorage):
    """What Dagster remembers: runs, their events, schedules and sensors. To be named in dagster.yaml."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        super().__init__(base_dir, inst_data)
        self._event_log_storage = EventLog(str(Path(base_dir, "history", "runs")))

    @classmethod
    def config_type(cls) -> UserConfigSchema:
        """The folder."""
        return {"base_dir": StringSource}

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> Self:
        """As dagster.yaml says."""
        return cls.from_local(config_value["base_dir"], inst_data)
