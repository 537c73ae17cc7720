"""A project folder to run in, the command line on it, a tiny warehouse, and the content of one as comparable rows."""

import gc
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import duckdb
import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from etl.cli import main
from tests.ledger_days import Day
from tests.star_frames import star
from warehouse.publish import publish

ROOT = Path(__file__).parent.parent

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # A shell that starts the tests in the background has them ignore Ctrl-C, and with them all that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Containers often forbid Python to keep what it has compiled: each of the many processes started here would compile
# Dagster and the rest anew, for eight seconds.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("long", max_examples=5000)

Rows = dict[str, list[tuple[object, ...]]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", type=Path, metavar="DIR", help="where the tests of the page keep screenshots")


SLOW_FIXTURES = {"project", "seeds_warehouse", "published_seeds", "bucket"}
"""A test that is given one of these runs the whole job or starts a server."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """None beside this process for files that are named, as their start would cost more than it gains, and for what
    keeps pictures or counts; else as many as there are processors."""
    folders = all((config.invocation_params.dir / arg).is_dir() for arg in config.args)
    keeps = config.getoption("--screenshots") or config.getoption("--fault-table")
    return None if folders and not keeps else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow: Counter[Path] = Counter()
    for item in items:
        if SLOW_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
        slow[item.path] += item.get_closest_marker("slow") is not None
    items.sort(key=lambda item: -slow[item.path])  # files that take long come first, so that none is waited for alone


def pytest_collection_finish() -> None:
    gc.freeze()  # every scan collects garbage, and would look each time through all that the tests have loaded


@dataclass(frozen=True)
class Project:
    """A folder with `seeds/` in it, in which the command line is run as a user would."""

    folder: Path

    @property
    def seeds(self) -> Path:
        return self.folder / "seeds"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse" / "communique.duckdb"

    @property
    def state(self) -> Path:
        return self.folder / "warehouse" / "communique.state"

    def start(self, *arguments: str, output: int = subprocess.PIPE) -> subprocess.Popen[str]:
        """The command line in a process group of its own, its output to be read from pipes unless said otherwise."""
        return subprocess.Popen(
            [sys.executable, "-m", "etl.cli", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
            start_new_session=True,
        )

    def run(self, *arguments: str, seconds: float = 900) -> subprocess.CompletedProcess[str]:
        """The command line, waited for; never left behind."""
        process = self.start(*arguments)
        try:
            out, err = process.communicate(timeout=seconds)
        finally:
            kill(process)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def run_here(project: Project, *options: str, seeds: Path | None = None) -> Result:
    """`communique run` in this process, which spares it Dagster's start; wide, so that no line is wrapped.

    Its history is gone afterwards, unless the test works in the project's folder.
    """
    arguments = ["run", "--seeds", str(seeds or project.seeds), "--warehouse", str(project.warehouse), *options]
    return CliRunner(env={"COLUMNS": "300"}).invoke(main, arguments)


def around(project: Project, pattern: str) -> Iterator[Path]:
    """Files of the name in the project, beside it and where the tests run. Not in what other tests have left beside it:
    one makes folders that are too deep to be searched."""
    yield from project.folder.rglob(pattern)
    yield from project.folder.parent.glob(pattern)
    yield from Path.cwd().glob(pattern)


def kill(process: subprocess.Popen[str]) -> None:
    """SIGKILL for the process and all it has started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_for(sign: Callable[[], object], seconds: float = 400, every: float = 0.002) -> None:
    """Returns as soon as `sign` is true. Fails the test when it is not in time."""
    deadline = time.monotonic() + seconds
    while not sign():
        if time.monotonic() > deadline:
            pytest.fail(f"did not happen within {seconds:g} s")
        time.sleep(every)


def rows_of(warehouse: Path, less: Collection[str] = ()) -> Rows:
    """Every table and view of a warehouse as sorted rows, less what tells one run from another and the columns `less`.

    What tells runs apart: `runs` and `dim_runs`, columns that name a run, and times (`*_at`).
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = [name for (name,) in connection.sql("SELECT table_name FROM information_schema.tables").fetchall()]
        content: Rows = {}
        for name in sorted(names):
            if name in ("runs", "dim_runs"):
                continue
            columns = [row[0] for row in connection.sql(f"DESCRIBE {name}").fetchall()]
            kept = [c for c in columns if c not in ("run_id", "run_key", *less) and not c.endswith("_at")]
            selected = ", ".join(f'"{column}"' for column in kept)
            rows = connection.sql(f"SELECT {selected} FROM {name} ORDER BY ALL").fetchall()
            content[name] = [tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in rows]
    return content


def short_article(number: int) -> str:
    """A small article, different for every number."""
    return (
        f" date 2021-03-{number % 28 + 1:02d} HANOI — Vietnamese Prime Minister Phạm Minh Chính received Cuban Foreign "
        f"Minister Bruno Rodríguez on Monday to discuss project {number}.\n\nThe two sides agreed to meet again.\n"
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project without articles."""
    (tmp_path / "seeds").mkdir()
    return Project(tmp_path)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.state" / "builds"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that tests only read."""
    folder = tmp_path_factory.mktemp("published")
    builds = folder / "warehouse.state" / "builds"
    return publish(star(), folder / "warehouse.duckdb", builds, run_id="run-1").target


@pytest.fixture
def published_here(published: Path, target: Path) -> Path:
    """The same, as the first build that `target` leads to, for tests that go on from there; gives its file."""
    shutil.copytree(published.parent / "warehouse.state", target.with_name("warehouse.state"))
    shutil.copy(published, target, follow_symlinks=False)
    return target.resolve()


@pytest.fixture(scope="session")
def seeds_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse that `communique run` makes of the project's own seeds, for tests that only read it."""
    project = Project(tmp_path_factory.mktemp("seeds"))
    shutil.copytree(ROOT / "seeds", project.seeds)
    done = run_here(project)
    assert done.exit_code == 0, done.stderr
    return project.warehouse


@pytest.fixture(scope="session")
def published_seeds(seeds_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, open for reading."""
    with duckdb.connect(str(seeds_warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """A ledger of its own, to which one run a day is added."""
    return Day(tmp_path / "ledger.sqlite")


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Any]:
    """An empty bucket `press` in an S3 server of this machine, which the environment of this one test leads to."""
    import boto3  # noqa: PLC0415 - of use to a few tests, and slow to load
    from moto.server import ThreadedMotoServer  # noqa: PLC0415

    caplog.set_level(logging.WARNING, logger="werkzeug")  # the server's, one line per request
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    client = boto3.client("s3")
    client.create_bucket(Bucket="press")
    yield client
    with urlopen(f"http://{host}:{port}/moto-api/reset", data=b""):  # what it stores outlives the server otherwise
        server.stop()
