"""In which state each file was when its content went into the ledger: by this, arrivals are known without reading.

A file counts as published once a run has finished that recorded it in this state, or any run after that one: every run
publishes all that the ledger holds. What an interrupted run has recorded is thus an arrival still.
"""

import sqlite3
from collections.abc import Mapping


def record(connection: sqlite3.Connection, files: Mapping[str, tuple[int, int]], *, folder_uri: str, now: int) -> None:
    """Enters the files of a folder as a scan is about to find them, and forgets those that are no longer there.

    `files` are (size in bytes, time of the last change) by URI. Times are microseconds.
    """
    connection.execute("CREATE TEMP TABLE looked (file_uri TEXT PRIMARY KEY, size_bytes INTEGER, changed_at INTEGER)")
    connection.executemany("INSERT INTO looked VALUES (?, ?, ?)", ((uri, *state) for uri, state in files.items()))
    below = folder_uri.rstrip("/") + "/"
    for statement in (_FORGET, _ENTER):
        connection.execute(statement, {"folder": folder_uri, "below": below, "now": now})
    connection.execute("DROP TABLE looked")


def publish(connection: sqlite3.Connection, run_id: str, now: int) -> None:
    """Enters that all files recorded so far are in the published warehouse, if this run has scanned anything: one that
    only publishes anew what an earlier run has left knows nothing of them."""
    connection.execute(
        "UPDATE files SET published_at = ? WHERE published_at IS NULL "
        "AND (SELECT max(seen_at) FROM files) >= (SELECT started_at FROM runs WHERE run_id = ?)",
        (now, run_id),
    )


def published(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """(size in bytes, time of the last change) of the files that are in the published warehouse, by URI."""
    query = "SELECT file_uri, size_bytes, changed_at FROM files WHERE published_at IS NOT NULL"
    return {uri: (size, changed_at) for uri, size, changed_at in connection.execute(query)}


_FORGET = """
DELETE FROM files
WHERE (file_uri = :folder OR substr(file_uri, 1, length(:below)) = :below)
  AND file_uri NOT IN (SELECT file_uri FROM looked)
"""

_ENTER = """
INSERT INTO files
SELECT file_uri, size_bytes, changed_at, :now, NULL FROM looked
WHERE true
ON CONFLICT (file_uri) DO UPDATE SET
    size_bytes = excluded.size_bytes,
    changed_at = excluded.changed_at,
    seen_at = excluded.seen_at,
    published_at = iif((size_bytes, changed_at) = (excluded.size_bytes, excluded.changed_at), published_at, NULL)
"""
