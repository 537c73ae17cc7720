"""Compiled modules read what their sources read, and are used only while those stay as they are."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl import compiled
from tests.conftest import ROOT

_READ = """
import sys
from hashlib import blake2b
from pathlib import Path
from etl.reading import reader
from etl.reading.annotations import Document
digest = blake2b()
for path in sorted(path for folder in sys.argv[1:] for path in Path(folder).rglob("*.txt")):
    digest.update(repr(reader.read_document(Document("art-0", path.read_text("utf-8"), path.name))).encode())
print(Path(reader.__file__).suffix, digest.hexdigest())
"""


def _run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "PYTHONHASHSEED": "0", **variables}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=variables, capture_output=True, text=True, check=True
    )


@pytest.mark.parametrize("path", compiled.sources(), ids=str)
def test_their_constants_are_final(path: Path) -> None:
    """Of others compiled code looks the name up in a dictionary, each time."""
    module = ast.parse((ROOT / path).read_text("utf-8"))
    plain = [node for node in module.body if isinstance(node, ast.Assign)]
    names = {target.id for node in plain for target in node.targets if isinstance(target, ast.Name)}
    typed = [node for node in module.body if isinstance(node, ast.AnnAssign) and "TypeAlias" not in ast.dump(node)]
    names |= {ast.unparse(node.target) for node in typed if not ast.unparse(node.annotation).startswith("Final")}
    assert not [name for name in names if name.isupper()]


@pytest.mark.slow
def test_they_read_what_the_sources_read() -> None:
    """Whatever is in use, of the seeds and of the annotated articles every part of every reading is the same."""
    folders = [str(ROOT / "seeds"), str(ROOT / "tests" / "gold")]
    by_source, read = _run("-c", _READ, *folders, COMMUNIQUE_COMPILED="no").stdout.split()
    in_use, read_too = _run("-c", _READ, *folders, COMMUNIQUE_COMPILED="yes").stdout.split()
    assert by_source == ".py"
    assert in_use == (Path(compiled.SUFFIX).suffix if compiled.is_current() else ".py")
    assert read == read_too


def test_they_are_current_until_a_source_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "etl" / "text", tmp_path / "etl" / "text")
    monkeypatch.setattr(compiled, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    assert not compiled.is_current()
    compiled.folder().mkdir(parents=True)
    compiled.stamp().write_text(compiled.digest())
    assert compiled.is_current()
    edited = tmp_path / "etl" / "text" / "spans.py"
    written = edited.read_text()
    edited.write_text(written + "\n")
    assert not compiled.is_current()
    edited.write_text(written)
    assert compiled.is_current()
    (tmp_path / "etl" / "text" / "more.py").touch()
    assert not compiled.is_current()


@pytest.mark.slow
def test_without_a_compiler_the_sources_read_on(tmp_path: Path) -> None:
    before = compiled.is_current()
    said = _run("-m", "tools.compile_reading", CC=str(tmp_path / "no-such-compiler")).stderr
    assert "there is no C compiler" in said and "read by the sources" in said
    assert compiled.is_current() == before
