"""`python -m tests.accuracy` publishes every annotated set and prints README's table."""

import sys
from contextlib import redirect_stdout
from pathlib import Path

from etl.cli.run import run_and_report
from tests.accuracy.table import measured, table


def _publish(texts: Path, warehouse: Path) -> None:
    with redirect_stdout(sys.stderr):  # the table alone goes where it may be copied from
        code = run_and_report(texts, warehouse, 2, corrections=None, full=False, verbose=False)
    if code:
        raise SystemExit(code)


if __name__ == "__main__":
    sys.stdout.write(table(measured(_publish)))
