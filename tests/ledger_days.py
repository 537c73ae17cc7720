"""What scans read and refused, and a ledger to which one run a day is added."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import polars as pl

from etl.state import Ledger, ScanCounts
from schemas.checks import violations
from schemas.registry import TABLES

SEEDS = "file:///seeds"


def documents(**texts: str) -> pl.DataFrame:
    """What a scan read: `documents(a="x")` is the file a.txt with the text x."""
    rows = [
        (f"{SEEDS}/{name}.txt", f"{name}.txt", sha256(text.encode()).hexdigest(), text, "{}", "utf-8", len(text))
        for name, text in texts.items()
    ]
    columns = ("source_uri", "source_file", "content_hash", "text", "metadata", "encoding", "size_bytes")
    return pl.DataFrame(rows, {c: pl.Int64 if c == "size_bytes" else pl.String for c in columns}, orient="row")


def rejects(**reasons: str) -> pl.DataFrame:
    """What a scan refused: `rejects(a="empty")`. What was unreadable has no content hash."""
    rows = [
        (
            f"{SEEDS}/{name}.txt",
            f"{name}.txt",
            None if reason == "unreadable" else sha256(reason.encode()).hexdigest(),
            reason,
            f"{name} is {reason}",
        )
        for name, reason in reasons.items()
    ]
    columns = ("source_uri", "source_file", "content_hash", "reason", "detail")
    return pl.DataFrame(rows, dict.fromkeys(columns, pl.String), orient="row")


class Day:
    """A ledger to which one run a day is added, on 1 March, 2 March, …: `day.run(documents(a="x"))`."""

    def __init__(self, path: Path) -> None:
        self.ledger = Ledger(path)
        self.number = 0

    @property
    def now(self) -> datetime:
        return datetime(2026, 3, self.number, 6, tzinfo=UTC)

    def run(
        self,
        read: pl.DataFrame | None = None,
        refused: pl.DataFrame | None = None,
        folder: str = SEEDS,
        *,
        withdraws_removed: bool = False,
    ) -> ScanCounts:
        self.number += 1
        run_id = f"run-{self.number}"
        self.ledger.begin_run(run_id, self.now, "v1")
        counts = self.ledger.record_scan(
            documents() if read is None else read,
            rejects() if refused is None else refused,
            folder_uri=folder,
            run_id=run_id,
            now=self.now,
            withdraws_removed=withdraws_removed,
        )
        self.ledger.finish_run(run_id, self.now + timedelta(minutes=5))
        for name in ("documents", "sources", "rejects", "runs"):
            assert violations(TABLES[name], getattr(self.ledger, name)()) == []
        return counts

    def articles(self) -> dict[str, str]:
        """source_file -> text of the articles in force."""
        return dict(self.ledger.documents().select("source_file", "text").iter_rows())

    def sources(self) -> list[tuple[str, str]]:
        """(source_file, status) of every version, the older version of a file first."""
        return self.ledger.sources().select("source_file", "status").rows()

    def rejected(self) -> list[tuple[str, str, str]]:
        """(source_uri's file, stage, run that first refused it) of every refusal that stands."""
        frame = self.ledger.rejects().select(pl.col("source_uri").str.strip_prefix(f"{SEEDS}/"), "stage", "run_id")
        return frame.rows()
