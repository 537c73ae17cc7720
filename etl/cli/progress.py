"""What the rooms log, as it happens: a moving line on a terminal, plain lines elsewhere."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

LOGGER = logging.getLogger("communique")


class _Line(logging.Handler):
    """Shows the latest message; a record with `done` and `total` also moves the bar."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        super().__init__(logging.INFO)
        self._progress = progress
        self._task = task

    def emit(self, record: logging.LogRecord) -> None:
        message = escape(record.getMessage())
        if record.levelno >= logging.WARNING:
            self._progress.console.print(message)
            return
        done, total = getattr(record, "done", None), getattr(record, "total", None)
        self._progress.update(self._task, description=message, completed=done or 0, total=total)


@contextmanager
def shown(console: Console) -> Iterator[None]:
    """Show on `console` what is logged to `communique` while the block runs."""
    LOGGER.setLevel(logging.INFO)
    if not console.is_terminal:
        lines = logging.StreamHandler(console.file)
        lines.setFormatter(logging.Formatter("communique: %(message)s"))
        with _attached(lines):
            yield
        return
    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with progress, _attached(_Line(progress, progress.add_task("starting", total=None))):
        yield


@contextmanager
def _attached(handler: logging.Handler) -> Iterator[None]:
    LOGGER.addHandler(handler)
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
