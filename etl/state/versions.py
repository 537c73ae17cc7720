"""What one scan does to the versions of documents that the ledger knows. This is the one place where it is decided.

A version is a document (its `source_uri`) with one content (its hash). Content decides, never a timestamp of a file.

- `in_force`: the last content of the document that could be read. Only a newer readable one supersedes it: neither
  a file that was removed nor one that is refused now takes an article away.
- `refused`: the document's content as the last scan that met it found it, and could not read. It stands beside the
  version in force, if there is one, until the document is read, or is gone from its folder.
- `superseded`: the document has had another content since. It is in force again when the document has it again.
- `withdrawn`: gone from its folder: refused before it could be read, or in force where the scan is told to withdraw
  what was removed.

Among versions in force with the same content one is the article and the others are its duplicates: `PLACED` says which.
"""

import sqlite3
from dataclasses import dataclass
from itertools import chain

import polars as pl

from schemas.keys import durable_id

PLACED = """
CREATE TEMP VIEW placed AS
SELECT *, row_number() OVER (
    PARTITION BY standing, content_hash ORDER BY last_seen_at DESC, source_file, source_uri
) AS place
FROM versions
"""
"""All versions; `place` 1 among those in force has the version whose file is the article's: of those in the last scan
the one with the smallest `source_file`. What was seen last goes first, so that a copy, or the file under its new name,
takes over from one that is no longer there."""


@dataclass(frozen=True, slots=True)
class ScanCounts:
    """What the documents of one scan were, compared with what was known; the last four add up to the first.

    New: no content of it was in force before. Changed: another one was. Rejected: refused, known or not.
    """

    files_seen: int
    files_new: int
    files_changed: int
    files_unchanged: int
    files_rejected: int


def record(
    connection: sqlite3.Connection,
    documents: pl.DataFrame,
    rejects: pl.DataFrame,
    *,
    folder_uri: str,
    run_id: str,
    now: int,
    withdraws_removed: bool,
) -> ScanCounts:
    """Enters the scan of a folder, within the caller's transaction, and says how it compares with what was known.

    Frames as in `Ledger.record_scan`; `now` in microseconds.
    """
    _keep_contents(connection, documents, run_id)
    _load(connection, documents, rejects)
    counts = ScanCounts(*connection.execute(_COUNT).fetchone())
    below = folder_uri.rstrip("/") + "/"
    for statement in (_SUPERSEDE, _WITHDRAW, _ENTER):
        connection.execute(
            statement,
            {"below": below, "folder": folder_uri, "run_id": run_id, "now": now, "removed": withdraws_removed},
        )
    connection.execute("DROP TABLE scanned")
    return counts


def _keep_contents(connection: sqlite3.Connection, documents: pl.DataFrame, run_id: str) -> None:
    """Of exact duplicates the text is that of the smallest `source_file`; a better decoder's text replaces the old."""
    first = documents.sort("source_file", "source_uri").unique("content_hash", keep="first", maintain_order=True)
    columns = ("content_hash", "text", "metadata", "encoding", "size_bytes")
    connection.executemany(
        """
        INSERT INTO contents (content_hash, text, metadata, encoding, size_bytes, article_id, first_run_id)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (content_hash) DO UPDATE
        SET text = excluded.text, metadata = excluded.metadata, encoding = excluded.encoding
        WHERE (text, metadata, encoding) IS NOT (excluded.text, excluded.metadata, excluded.encoding)
        """,
        ((*row, durable_id("art", row[0]), run_id) for row in first.select(columns).iter_rows()),
    )


def _load(connection: sqlite3.Connection, documents: pl.DataFrame, rejects: pl.DataFrame) -> None:
    connection.execute(
        "CREATE TEMP TABLE scanned "
        "(source_uri TEXT PRIMARY KEY, source_file TEXT, content_hash TEXT NOT NULL, reason TEXT, detail TEXT)"
    )
    place = ("source_uri", "source_file", pl.col("content_hash").fill_null(""))
    readable = documents.select(*place, reason=pl.lit(None), detail=pl.lit(None))
    refused = rejects.select(*place, "reason", "detail")
    connection.executemany(
        "INSERT INTO scanned VALUES (?, ?, ?, ?, ?)", chain(readable.iter_rows(), refused.iter_rows())
    )


_COUNT = """
SELECT
    count(*),
    count(*) FILTER (WHERE scanned.reason IS NULL AND known.content_hash IS NULL),
    count(*) FILTER (WHERE scanned.reason IS NULL AND known.content_hash <> scanned.content_hash),
    count(*) FILTER (WHERE scanned.reason IS NULL AND known.content_hash = scanned.content_hash),
    count(*) FILTER (WHERE scanned.reason IS NOT NULL)
FROM scanned
LEFT JOIN versions AS known ON known.source_uri = scanned.source_uri AND known.standing = 'in_force'
"""

_SUPERSEDE = """
UPDATE versions SET standing = 'superseded'
FROM scanned
WHERE scanned.source_uri = versions.source_uri
  AND scanned.content_hash <> versions.content_hash
  AND (versions.standing = 'refused' OR versions.standing = 'in_force' AND scanned.reason IS NULL)
"""

_WITHDRAW = """
UPDATE versions SET standing = 'withdrawn'
WHERE (standing = 'refused' OR (:removed AND standing = 'in_force'))
  AND (source_uri = :folder OR substr(source_uri, 1, length(:below)) = :below)
  AND source_uri NOT IN (SELECT source_uri FROM scanned)
  AND NOT (standing = 'in_force' AND EXISTS (
      SELECT 1 FROM scanned AS around
      WHERE around.reason IS NOT NULL AND substr(versions.source_uri, 1, length(around.source_uri)) = around.source_uri
  ))
"""
"""What lies in a folder or archive that could not be read this time is not gone: it stays."""

_ENTER = """
INSERT INTO versions
SELECT
    source_uri, content_hash, source_file, iif(reason IS NULL, 'in_force', 'refused'), :now, :now,
    reason, detail, iif(reason IS NULL, NULL, :run_id), iif(reason IS NULL, NULL, :now)
FROM scanned
WHERE true
ON CONFLICT (source_uri, content_hash) DO UPDATE SET
    source_file = excluded.source_file,
    standing = excluded.standing,
    last_seen_at = max(last_seen_at, excluded.last_seen_at),
    reason = excluded.reason,
    detail = excluded.detail,
    refused_run_id = iif(
        standing = 'refused' AND (reason, detail) IS (excluded.reason, excluded.detail),
        refused_run_id, excluded.refused_run_id
    ),
    refused_at = iif(
        standing = 'refused' AND (reason, detail) IS (excluded.reason, excluded.detail),
        refused_at, excluded.refused_at
    )
"""
