"""README's table of faults names the faults that the tests try, no more and no fewer, and says the same of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fault_table import BEGIN, END, table, write, written


def declared() -> Iterator[str]:
    """What is tried, of every test that is marked as a line of the table."""
    for path in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.faults":
                yield ast.literal_eval(node.args[0])


def test_readme_tells_of_every_fault_that_is_tried() -> None:
    assert written(ROOT / "README.md").keys() == set(declared())


def test_readme_tells_of_fifty_kills() -> None:
    times = {tried: times for tried, (times, _) in written(ROOT / "README.md").items()}
    assert max(times.values()) >= 50


def test_a_table_is_written_between_its_marks_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"Before.\n{BEGIN}old\n{END}After.\n")
    lines = {"a kill": (3, "it stays"), "a bomb": (1, "it is refused")}
    write(file, lines)
    assert written(file) == lines
    assert table(lines).splitlines()[2] == "| a bomb | 1 | it is refused | nothing |"
    assert "old" not in file.read_text()
    assert file.read_text().startswith("Before.\n")
    assert file.read_text().endswith("After.\n")
    file.write_text("no place")
    with pytest.raises(ValueError, match="no place for the table"):
        write(file, lines)
