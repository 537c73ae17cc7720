"""What was ever seen, loaded and refused, and in which run: the one part of the state that cannot be rebuilt.

One SQLite file with a rollback journal: every recording is one transaction, so that whatever kills a run, the ledger is
as before it or as after it. A connection lasts for one call; nothing is shared between threads or forked processes.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import polars as pl

from etl.state import ledger_files, versions
from etl.state.ledger_format import LedgerError, upgrade
from etl.state.versions import PLACED, ScanCounts
from schemas.frames import conform, polars_schema
from schemas.registry import TABLES

BUSY_SECONDS = 30.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_NOT_ACCESSIBLE = (
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL),
)


class Ledger:
    """The ledger in one file, made when missing and upgraded when old. All times are aware datetimes.

    Every method raises LedgerError when the file is damaged, of a newer format, not a ledger or not accessible.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._connection():
            pass

    def begin_run(self, run_id: str, started_at: datetime, reader_version: str) -> None:
        """Enters a run; nothing changes when a step that is tried again begins its run again."""
        with self._connection() as connection:
            connection.execute(
                "INSERT INTO runs (run_id, started_at, reader_version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (run_id, _microseconds(started_at), reader_version),
            )

    def record_scan(
        self,
        documents: pl.DataFrame,
        rejects: pl.DataFrame,
        *,
        folder_uri: str,
        run_id: str,
        now: datetime,
        files: Mapping[str, tuple[int, int]] = MappingProxyType({}),
        withdraws_removed: bool = False,
    ) -> ScanCounts:
        """Enters everything one look at a folder found, in one transaction, and says how it compares with before.

        `documents`, one row per readable document: source_uri, source_file, content_hash, text, metadata, encoding,
        size_bytes. `rejects`, one row per refused one: source_uri, source_file, content_hash (may be null), reason,
        detail. `folder_uri` is the folder's own URI, with which those of its documents begin. The rules are those of
        `etl.state.versions`. `files` are the stored files as they were before they were read: size in bytes and time
        of the last change (microseconds) by URI. With `withdraws_removed` an article whose file is gone from the
        folder is in force no more; otherwise it stays. Raises LedgerError for a run that was not begun.
        """
        with self._transaction() as connection:
            self._known_run(connection, run_id)
            counts = versions.record(
                connection,
                documents,
                rejects,
                folder_uri=folder_uri,
                run_id=run_id,
                now=_microseconds(now),
                withdraws_removed=withdraws_removed,
            )
            ledger_files.record(connection, files, folder_uri=folder_uri, now=_microseconds(now))
            connection.execute(
                "UPDATE runs SET files_seen = ?, files_new = ?, files_changed = ?, files_unchanged = ?, "
                "files_rejected = ? WHERE run_id = ?",
                (
                    counts.files_seen,
                    counts.files_new,
                    counts.files_changed,
                    counts.files_unchanged,
                    counts.files_rejected,
                    run_id,
                ),
            )
            return counts

    def record_unread(self, rejects: pl.DataFrame, run_id: str, now: datetime) -> None:
        """Enters the articles that reading gave up on (article_id, reason, detail): these and no others stand from now.

        An article refused before for the same reason keeps the run and time of its first refusal. Raises LedgerError
        for a run that was not begun.
        """
        rows = rejects.select("article_id", "reason", "detail").rows()
        with self._transaction() as connection:
            self._known_run(connection, run_id)
            connection.execute("CREATE TEMP TABLE given (article_id TEXT PRIMARY KEY, reason TEXT, detail TEXT)")
            connection.executemany("INSERT INTO given VALUES (?, ?, ?)", rows)
            connection.execute(
                "DELETE FROM unread "
                "WHERE (article_id, reason, detail) NOT IN (SELECT article_id, reason, detail FROM given)"
            )
            connection.execute(
                "INSERT INTO unread SELECT article_id, reason, detail, ?, ? FROM given WHERE true "
                "ON CONFLICT DO NOTHING",
                (run_id, _microseconds(now)),
            )
            connection.execute("DROP TABLE given")

    def finish_run(self, run_id: str, finished_at: datetime) -> None:
        """Enters the end of a run, which published; one that was killed never gets one.

        Raises LedgerError for a run that was not begun.
        """
        with self._transaction() as connection:
            self._known_run(connection, run_id)
            connection.execute("UPDATE runs SET finished_at = ? WHERE run_id = ?", (_microseconds(finished_at), run_id))
            ledger_files.publish(connection, run_id, _microseconds(finished_at))

    def published_files(self) -> dict[str, tuple[int, int]]:
        """(size in bytes, time of the last change in microseconds) of every stored file whose content in that state is
        in the published warehouse, by URI."""
        with self._connection() as connection:
            return ledger_files.published(connection)

    def last_begun(self) -> datetime | None:
        """When the latest run was entered; None before the first."""
        with self._connection() as connection:
            (started_at,) = connection.execute("SELECT max(started_at) FROM runs").fetchone()
        return None if started_at is None else _EPOCH + timedelta(microseconds=started_at)

    def documents(self) -> pl.DataFrame:
        """One row per distinct article in force, columns of the `documents` table, by source_file."""
        return self._frame("documents", _DOCUMENTS)

    def sources(self) -> pl.DataFrame:
        """One row per document version ever seen, columns of the `sources` table."""
        return self._frame("sources", _SOURCES)

    def rejects(self) -> pl.DataFrame:
        """One row per refusal that stands, columns of the `rejects` table."""
        return self._frame("rejects", _REJECTS)

    def runs(self) -> pl.DataFrame:
        """One row per run, the first one first, columns of the `runs` table."""
        return self._frame("runs", _RUNS)

    def _frame(self, table: str, query: str) -> pl.DataFrame:
        declared = TABLES[table]
        with self._connection() as connection:
            cursor = connection.execute(query)
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
        dtypes = polars_schema(declared)
        stored = {name: pl.Int64() if isinstance(dtypes[name], pl.Datetime) else dtypes[name] for name in names}
        return conform(declared, pl.DataFrame(rows, stored, orient="row"))

    def _known_run(self, connection: sqlite3.Connection, run_id: str) -> None:
        if connection.execute("SELECT 1 FROM runs WHERE run_id = ?", (run_id,)).fetchone() is None:
            raise LedgerError(f"the run {run_id} was never begun in {self._path}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection  # an exception closes the connection, which rolls back
            connection.execute("COMMIT")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
                connection.execute("PRAGMA foreign_keys = ON")
                upgrade(connection, self._path)
                connection.execute(PLACED)
                yield connection
        except sqlite3.DatabaseError as error:
            code = error.sqlite_errorcode & 0xFF  # the low byte is the kind, the rest is detail
            if code in _DAMAGED:
                raise LedgerError(
                    f"{self._path} is damaged ({error}): put back a copy of it, or move it away and run again on all "
                    "files; what only it held (earlier versions, times of first loading) is then lost"
                ) from error
            if code in _NOT_ACCESSIBLE:
                raise LedgerError(f"{self._path} cannot be used: {error}") from error
            raise


def _microseconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError(f"a time without a time zone: {moment.isoformat()}")
    return (moment - _EPOCH) // timedelta(microseconds=1)


_DOCUMENTS = """
    SELECT
        article_id, content_hash, source_uri, source_file, text, metadata, encoding, size_bytes,
        runs.started_at AS first_loaded_at, first_run_id
    FROM placed
    JOIN contents USING (content_hash)
    JOIN runs ON run_id = first_run_id
    WHERE standing = 'in_force' AND place = 1
    ORDER BY source_file, source_uri
"""

_SOURCES = """
    SELECT
        source_uri, source_file, nullif(content_hash, '') AS content_hash,
        iif(standing = 'refused', NULL, article_id) AS article_id,
        CASE
            WHEN standing = 'refused' THEN 'reject'
            WHEN standing <> 'in_force' THEN standing
            WHEN unread.reason IS NOT NULL THEN 'reject'
            WHEN place > 1 THEN 'duplicate'
            ELSE 'article'
        END AS status,
        first_seen_at, last_seen_at
    FROM placed
    LEFT JOIN contents USING (content_hash)
    LEFT JOIN unread USING (article_id)
    ORDER BY source_file, source_uri, first_seen_at, placed.content_hash
"""

_REJECTS = """
    SELECT source_uri, 'extract' AS stage, reason, detail, refused_run_id AS run_id, refused_at AS rejected_at
    FROM versions
    WHERE standing = 'refused'
    UNION ALL
    SELECT source_uri, 'read', unread.reason, unread.detail, unread.run_id, unread.rejected_at
    FROM placed
    JOIN contents USING (content_hash)
    JOIN unread USING (article_id)
    WHERE standing = 'in_force'
    ORDER BY source_uri, stage
"""

_RUNS = """
    SELECT
        run_id, started_at, finished_at, reader_version,
        files_seen, files_new, files_changed, files_unchanged, files_rejected
    FROM runs
    ORDER BY started_at, run_id
"""
