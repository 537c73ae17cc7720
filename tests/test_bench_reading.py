"""The benchmark reads a folder or a file and says how fast."""

import re
import shutil
from pathlib import Path

import pytest

from bench.reading import main
from tests.conftest import ROOT


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_it_reads_what_it_is_given_and_prints_its_speed(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "articles"
    shutil.copytree(ROOT / "seeds", folder)
    path = Path(shutil.make_archive(str(tmp_path / "articles"), "zip", folder)) if form == "zip" else folder
    main([str(path), "--workers", "1", "--articles", "6"])
    printed = capsys.readouterr().out
    assert printed.startswith("6 articles, ")
    for reader in ("Communique, 1 processes", "cutting into words"):
        line = next(line for line in printed.splitlines() if line.startswith(reader))
        numbers = [float(number.replace(",", "")) for number in re.findall(r"(?<=\s)[\d,.]+", line[34:])]
        assert len(numbers) == 5 and numbers[0] == 6 and all(number >= 0 for number in numbers)
    assert re.search(r"peak memory: \d+ MB", printed)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no readable article"):
        main([str(tmp_path)])
