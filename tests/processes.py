"""Python processes of their own, for the tests of what real processes do to each other."""

import subprocess
import sys
import textwrap
from pathlib import Path

NO_PROGRESS = "import __main__; __main__.__file__ = ''; import duckdb; del __main__.__file__\n"
"""Begins a program of `python -c` that opens a warehouse: what has no file is a person to DuckDB, who is shown on the
standard output how far a query is that takes more than two seconds."""


def python(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process of its own that runs the script; its standard input and output are pipes."""
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    root = Path(__file__).parents[1]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def let_go(process: subprocess.Popen[str]) -> None:
    """Tells a process that runs HOLD to leave."""
    assert process.stdin is not None
    process.stdin.close()
