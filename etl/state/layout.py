"""Where everything lies that a warehouse keeps beside its published file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class State:
    """The state folder of one warehouse file and what is in it.

    `cache` (readings, frames) may be deleted at any time and costs a slower run; `builds` holds the file that the
    published link points at; `ledger` cannot be rebuilt.
    """

    root: Path
    cache: Path
    readings: Path
    frames: Path
    builds: Path
    ledger: Path
    lock: Path

    @classmethod
    def beside(cls, warehouse_file: Path) -> Self:
        """The state of `dir/name.duckdb` in `dir/name.state`; missing folders are made. Raises OSError."""
        state = cls.of(warehouse_file)
        for folder in (state.readings, state.frames, state.builds):
            folder.mkdir(parents=True, exist_ok=True)
        return state

    @classmethod
    def of(cls, warehouse_file: Path) -> Self:
        """The same without making anything: where the state lies, or will lie once there has been a run."""
        # Only the folder is resolved: the file itself is a link into `builds` once it has been published.
        root = warehouse_file.parent.resolve() / f"{warehouse_file.stem}.state"
        cache = root / "cache"
        return cls(
            root=root,
            cache=cache,
            readings=cache / "readings",
            frames=cache / "frames",
            builds=root / "builds",
            ledger=root / "ledger.sqlite",
            lock=root / "run.lock",
        )
