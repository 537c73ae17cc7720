"""One run at a time: an exclusive lock on a file, which the kernel frees when its holder dies, however it dies."""

import fcntl
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from etl.state.layout import State

POLL_SECONDS = 0.2
"""A blocking flock would be woken sooner, but a Ctrl-C that arrives just before it begins would be lost in it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock, or held it until killed."""

    run_id: str
    pid: int
    started_at: datetime

    def to_json(self) -> bytes:
        fields = {"run_id": self.run_id, "pid": self.pid, "started_at": self.started_at.isoformat()}
        return json.dumps(fields).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Self | None:
        """None for an empty file, and for one that its writer did not finish."""
        try:
            fields = json.loads(content)
            return cls(fields["run_id"], fields["pid"], datetime.fromisoformat(fields["started_at"]))
        except (ValueError, KeyError, TypeError):
            return None


class RunLock:
    """The lock of one warehouse. Threads of one process exclude each other like processes do."""

    def __init__(self, state: State) -> None:
        self._path = state.lock

    @contextmanager
    def hold(self, run_id: str, on_wait: Callable[[Holder | None], None]) -> Iterator[str | None]:
        """Holds the lock for a `with` block and gives the run_id of a predecessor that was killed, or None.

        While another holds it, `on_wait` is called once with who that is (None when he has not signed yet), and the
        wait goes on until he leaves; signals interrupt it. Raises OSError when the file cannot be opened.
        """
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        _held.add(descriptor)
        owner = os.getpid()
        try:
            self._acquire(descriptor, on_wait)
            killed = _holder(descriptor)
            _sign(descriptor, Holder(run_id, owner, datetime.now(UTC)).to_json())
            try:
                yield killed.run_id if killed else None
            finally:
                if os.getpid() == owner:  # a forked child that unwinds this block holds nothing
                    _sign(descriptor, b"")
        finally:
            if os.getpid() == owner:
                _held.discard(descriptor)
                os.close(descriptor)

    def is_held(self) -> bool:
        """Whether a run is under way, without waiting. Raises OSError when the file cannot be opened.

        The kernel tells it only to one who asks for the lock. It is asked for a shared one, so that two who ask do not
        take each other for a run; a run that begins in that very moment waits once.
        """
        try:
            descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return False  # there has never been a run
        _held.add(descriptor)
        try:
            return not _try_lock(descriptor, fcntl.LOCK_SH)
        finally:
            _held.discard(descriptor)
            os.close(descriptor)

    def _acquire(self, descriptor: int, on_wait: Callable[[Holder | None], None]) -> None:
        if _try_lock(descriptor):
            return
        on_wait(_holder(descriptor))
        while not _try_lock(descriptor):
            time.sleep(POLL_SECONDS)


def lock_fault(folder: Path) -> str | None:
    """Why runs would not exclude each other in this folder; None when they would. Leaves nothing behind."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".lock-") as first, Path(first.name).open("rb") as second:
            if not _try_lock(first.fileno()):
                return "a lock on a new file is refused"
            if _try_lock(second.fileno()):
                return "two hold the same lock at once"
    except OSError as error:
        return error.strerror or str(error)
    return None


def _try_lock(descriptor: int, kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> Holder | None:
    return Holder.from_json(os.pread(descriptor, os.fstat(descriptor).st_size, 0))


def _sign(descriptor: int, content: bytes) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, content, 0)


_held: set[int] = set()
"""Descriptors of this process on lock files. The lock lasts as long as any process has its file open, so that a forked
child which outlives a killed run would hold it on; closing the child's copy leaves the parent's lock alone."""


def _let_go_in_child() -> None:
    for descriptor in _held:
        os.close(descriptor)
    _held.clear()


os.register_at_fork(after_in_child=_let_go_in_child)
