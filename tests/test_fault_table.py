"""The table of faults that `make faults` writes into README is written between its marks and read back."""

from pathlib import Path

import pytest

from tests.fault_table import BEGIN, END, table, write, written


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
