"""The table of faults in README: what was tried, how often, and what became of it. A pytest plugin.

A test marked `faults(tried, outcome)` is a line of the table; tests of one line are counted together, and one that
tries a thing several times records how often as its property `times`. `make faults` runs them and writes the table.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

BEGIN, END = "<!-- faults: written by `make faults` -->\n", "<!-- end of faults -->\n"

COMMON_KILLS = 6

Line = tuple[int, str]
"""How often something was tried, and what became of it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--kills", type=int, default=COMMON_KILLS, help="how many runs are killed at a random moment")
    group.addoption("--fault-table", type=Path, metavar="FILE", help="bring the table of faults in FILE up to date")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "faults(tried, outcome): a line of the table of faults in README")
    if config.getoption("--fault-table"):
        config.pluginmanager.register(FaultTable(config.getoption("--fault-table")))


class FaultTable:
    """Counts what passed, and at the end, unless a test failed, puts it into the table in the place of what it said."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.lines: dict[str, tuple[str, str]] = {}
        self.times: Counter[str] = Counter()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            marker = item.get_closest_marker("faults")
            if marker is not None:
                tried, outcome = marker.args
                self.lines[item.nodeid] = (tried, outcome)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed and report.nodeid in self.lines:
            self.times[report.nodeid] = int(str(dict(report.user_properties).get("times", 1)))

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.OK:
            write(self.file, written(self.file) | self._tried())

    def _tried(self) -> dict[str, Line]:
        tried: dict[str, Line] = {}
        for nodeid, times in self.times.items():
            what, outcome = self.lines[nodeid]
            before, _ = tried.get(what, (0, outcome))
            tried[what] = (before + times, outcome)
        return tried


def table(lines: Mapping[str, Line]) -> str:
    """The lines by what was tried, in the order of their words, as Markdown."""
    head = "| tried | times | outcome | lost or doubled |\n|---|--:|---|---|\n"
    return head + "".join(
        f"| {tried} | {times} | {outcome} | nothing |\n" for tried, (times, outcome) in sorted(lines.items())
    )


def write(file: Path, lines: Mapping[str, Line]) -> None:
    """Puts the table of these lines between its marks in the file. Raises ValueError when they are not there."""
    text = file.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{file} has no place for the table of faults")
    file.write_text(f"{before}{begin}\n{table(lines)}\n{end}{after}", "utf-8")


def written(file: Path) -> dict[str, Line]:
    """The lines of the table that stands in the file."""
    _, _, rest = file.read_text("utf-8").partition(BEGIN)
    rows = [line.strip("| \n").split(" | ") for line in rest.partition(END)[0].splitlines() if line.startswith("| ")]
    return {tried: (int(times), outcome) for tried, times, outcome, _ in rows[1:]}
