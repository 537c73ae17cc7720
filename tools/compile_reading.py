"""Compiles the reading of articles to machine code, with mypyc and the C compiler of the system: `make compiled`.

What comes of it lies in .venv, and is used while the sources stay as they are (`etl.compiled`). It takes two minutes of
two processors, and needs gcc or clang and the headers of Python (Debian: gcc, libc6-dev, python3-dev).
"""

import os
import shutil
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from setuptools import Distribution
from setuptools.command.build_ext import build_ext

from etl import compiled

_OPTIMIZATION = "1"  # 2 and 3 take longer and read no faster: the time goes into dictionaries, strings and patterns


def main() -> None:
    """Builds what is not current; without a compiler, says what that means and ends as if all were done."""
    missing = _missing()
    if missing:
        print(f"{missing}: articles are read by the sources, as rightly and more slowly", file=sys.stderr)
    elif compiled.is_current():
        print(f"{compiled.folder()} is current", file=sys.stderr)
    else:
        digest = compiled.digest()  # of the sources as they are now; who edits one meanwhile must compile again
        build(compiled.sources(), compiled.folder())
        compiled.stamp().write_text(digest)


def build(paths: list[Path], target: Path) -> None:
    """Compiles modules, given by their paths from the root of the project, into `target`, which it replaces."""
    os.environ[compiled.VARIABLE] = "no"
    with tempfile.TemporaryDirectory() as place:
        os.chdir(compiled.ROOT)
        command = _InParallel(Distribution({"ext_modules": _extensions(paths, Path(place, "c"))}))
        command.build_lib, command.build_temp = str(Path(place, "lib")), place
        command.ensure_finalized()
        command.run()
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(Path(place, "lib"), target)


def _extensions(paths: list[Path], place: Path) -> list[Any]:
    from mypyc.build import mypycify  # noqa: PLC0415  (asks at its import for what setuptools is)

    return mypycify(
        [str(path) for path in paths], opt_level=_OPTIMIZATION, debug_level="0", multi_file=True, target_dir=str(place)
    )


class _InParallel(build_ext):  # type: ignore[misc]  # setuptools brings no types
    """Compiles the files of one library beside each other."""

    def build_extensions(self) -> None:
        compile_all = self.compiler.compile

        def compile_each(sources: list[str], **options: Any) -> list[str]:
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                made = pool.map(lambda source: compile_all([source], **options), sources)
                return [file for files in made for file in files]

        self.compiler.compile = compile_each
        super().build_extensions()


def _missing() -> str | None:
    """What is needed and not there."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        return f"there is no C compiler {compiler}"
    header = Path(sysconfig.get_path("include"), "Python.h")
    return None if header.is_file() else f"there is no {header}"


if __name__ == "__main__":
    main()
