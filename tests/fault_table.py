"""The table of faults in README: what was tried, how often, and what became of it. A pytest plugin.

A test marked `faults(tried, outcome)` is a line of the table; tests of one line are counted together, and one that
tries a thing several times records how often as its property `times`. `make faults` runs them and writes the table.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

BEGIN, END = "<!-- faults: written by `make faults` -->\n", "<!-- end of faults -->\n"

COMMON_KILLS = 6


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--kills", type=int, default=COMMON_KILLS, help="how many runs are killed at a random moment")
    group.addoption("--fault-table", type=Path, metavar="FILE", help="write the table of faults into FILE, if all pass")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "faults(tried, outcome): a line of the table of faults in README")
    if config.getoption("--fault-table"):
        config.pluginmanager.register(FaultTable(config.getoption("--fault-table")))


class FaultTable:
    """Counts what passed, and writes the table at the end unless a test failed."""

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
            write(self.file, table(self.lines.values(), self._times_by_line()))

    def _times_by_line(self) -> Counter[str]:
        times: Counter[str] = Counter()
        for nodeid, (tried, _) in self.lines.items():
            times[tried] += self.times[nodeid]
        return times


def table(lines: Iterable[tuple[str, str]], times: Mapping[str, int]) -> str:
    """The lines (tried, outcome) that were tried at all, each once and in the order of their words, as Markdown."""
    head = "| tried | times | outcome | lost or doubled |\n|---|--:|---|---|\n"
    tried_lines = sorted({line for line in lines if times[line[0]]})
    return head + "".join(f"| {tried} | {times[tried]} | {outcome} | nothing |\n" for tried, outcome in tried_lines)


def write(file: Path, table: str) -> None:
    """Puts the table between its marks in the file. Raises ValueError when they are not there."""
    text = file.read_text("utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{file} has no place for the table of faults")
    file.write_text(f"{before}{begin}\n{table}\n{end}{after}", "utf-8")


def written(file: Path) -> dict[str, tuple[int, str]]:
    """The table that stands in the file: times and outcome by what was tried."""
    _, _, rest = file.read_text("utf-8").partition(BEGIN)
    rows = [line.strip("| \n").split(" | ") for line in rest.partition(END)[0].splitlines() if line.startswith("| ")]
    return {tried: (int(times), outcome) for tried, times, outcome, _ in rows[1:]}
