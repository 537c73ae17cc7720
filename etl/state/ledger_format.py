"""The ledger's file format: what makes a file a ledger, the steps that led to today's tables, and how they are taken.

The format version is SQLite's `user_version`, the mark of a ledger its `application_id`. A step is never edited once
released; a new one is added at the end. All steps a file still needs are one transaction with the new version number.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

APPLICATION_ID = 0x434F4D51  # "COMQ"

UPGRADES: tuple[str, ...] = (
    """
    -- One row per run. Times are microseconds since 1970 in UTC throughout.
    CREATE TABLE runs (
        run_id          TEXT PRIMARY KEY,
        started_at      INTEGER NOT NULL,
        finished_at     INTEGER,
        reader_version  TEXT NOT NULL,
        files_seen      INTEGER NOT NULL DEFAULT 0,
        files_new       INTEGER NOT NULL DEFAULT 0,
        files_changed   INTEGER NOT NULL DEFAULT 0,
        files_unchanged INTEGER NOT NULL DEFAULT 0,
        files_rejected  INTEGER NOT NULL DEFAULT 0
    );
    -- One row per distinct content that was ever read, with its raw text.
    CREATE TABLE contents (
        content_hash TEXT PRIMARY KEY,
        article_id   TEXT NOT NULL UNIQUE,
        text         TEXT NOT NULL,
        metadata     TEXT NOT NULL,
        encoding     TEXT NOT NULL,
        size_bytes   INTEGER NOT NULL,
        first_run_id TEXT NOT NULL REFERENCES runs
    );
    -- One row per document and content it had; '' is the content of what was refused unread. `versions.py` says what
    -- the standings mean. The last four columns say why a version was refused, and since when.
    CREATE TABLE versions (
        source_uri     TEXT NOT NULL,
        content_hash   TEXT NOT NULL,
        source_file    TEXT NOT NULL,
        standing       TEXT NOT NULL CHECK (standing IN ('in_force', 'refused', 'superseded', 'withdrawn')),
        first_seen_at  INTEGER NOT NULL,
        last_seen_at   INTEGER NOT NULL,
        reason         TEXT,
        detail         TEXT,
        refused_run_id TEXT REFERENCES runs,
        refused_at     INTEGER,
        PRIMARY KEY (source_uri, content_hash),
        CHECK (standing <> 'in_force' OR reason IS NULL),
        CHECK (standing <> 'refused' OR reason IS NOT NULL)
    ) WITHOUT ROWID;
    CREATE UNIQUE INDEX one_version_in_force ON versions (source_uri) WHERE standing = 'in_force';
    CREATE UNIQUE INDEX one_version_refused ON versions (source_uri) WHERE standing = 'refused';
    -- Articles that the last reading gave up on.
    CREATE TABLE unread (
        article_id  TEXT PRIMARY KEY REFERENCES contents (article_id),
        reason      TEXT NOT NULL,
        detail      TEXT NOT NULL,
        run_id      TEXT NOT NULL REFERENCES runs,
        rejected_at INTEGER NOT NULL
    );
    """,
    """
    -- One row per stored file (an archive is one) in the state in which the last scan that met it found it.
    -- `published_at` is null until a run has finished that recorded this state, or one after it.
    CREATE TABLE files (
        file_uri     TEXT PRIMARY KEY,
        size_bytes   INTEGER NOT NULL,
        changed_at   INTEGER NOT NULL,
        seen_at      INTEGER NOT NULL,
        published_at INTEGER
    ) WITHOUT ROWID;
    """,
)


class LedgerError(Exception):
    """The ledger cannot be used as it is; the message says what to do about it."""


def upgrade(connection: sqlite3.Connection, path: Path, steps: Sequence[str] = UPGRADES) -> None:
    """Brings the file to the format of the last step, an empty one included.

    Raises LedgerError for a file of a newer format and for an SQLite file that is no ledger.
    """
    is_empty = _pragma(connection, "schema_version") == 0
    if not is_empty and _pragma(connection, "application_id") != APPLICATION_ID:
        raise LedgerError(f"{path} is an SQLite file but no ledger: move it away")
    version = _pragma(connection, "user_version")
    if version > len(steps):
        raise LedgerError(_too_new(path, version, steps))
    if version < len(steps):
        script = "\n".join(steps[version:])
        marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {len(steps)};"
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {script}; {marks} COMMIT;")
        except sqlite3.Error:
            connection.rollback()
            raise


def inspect(path: Path, steps: Sequence[str] = UPGRADES) -> int:
    """How many steps the ledger's format is behind; nothing is changed. Raises LedgerError when it cannot be used."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            if _pragma(connection, "application_id") != APPLICATION_ID:
                raise LedgerError(f"{path} is an SQLite file but no ledger: move it away")
            version = _pragma(connection, "user_version")
    except sqlite3.Error as error:
        raise LedgerError(f"{path} cannot be used: {error}") from error
    if version > len(steps):
        raise LedgerError(_too_new(path, version, steps))
    return len(steps) - version


def _too_new(path: Path, version: int, steps: Sequence[str]) -> str:
    return (
        f"{path} has format {version}, this program knows formats up to {len(steps)}: "
        "it was written by a newer release, use that one"
    )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
