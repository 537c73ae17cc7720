"""Object stores: asked again where an error may pass, and at once given up where it will not."""

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from etl import stores
from etl.extract import scan
from etl.stores import is_address, reached


class Failing(MemoryFileSystem):
    """A store in memory of which the next `failures` answers are errors."""

    protocol = "failing"
    failures: list[Exception] = []  # noqa: RUF012 - fsspec makes instances, the tests set what they share

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return super()._strip_protocol(path.removeprefix("failing://"))

    def info(self, path: str, **options: Any) -> Any:
        if self.failures:
            raise self.failures.pop()
        return super().info(path, **options)


@pytest.fixture
def store() -> Iterator[type[Failing]]:
    fsspec.register_implementation("failing", Failing, clobber=True)
    with fsspec.open("memory://press/a.txt", "wb") as stream:
        stream.write(b"one")
    yield Failing
    Failing.failures = []
    MemoryFileSystem.store.clear()


class ReadTimeoutError(Exception):
    """As clients name theirs, which are no OSErrors."""


@pytest.mark.parametrize("error", [ConnectionResetError("reset"), OSError(5, "try again"), ReadTimeoutError("slow")])
def test_what_may_pass_is_tried_again(store: type[Failing], error: Exception) -> None:
    store.failures = [error]
    began = time.monotonic()
    assert scan("failing://press").documents["text"].to_list() == ["one"]
    assert time.monotonic() - began >= stores.PAUSES[0]


@pytest.mark.parametrize("error", [PermissionError("no"), FileNotFoundError("none"), ValueError("wrong")])
def test_what_will_not_pass_is_said_at_once(error: Exception) -> None:
    asked = 0

    def ask() -> None:
        nonlocal asked
        asked += 1
        raise error

    with pytest.raises(OSError, match=str(error)):
        reached(ask)
    assert asked == 1


def test_pauses_grow_and_the_last_error_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "PAUSES", (0.01, 0.02))
    asked: list[float] = []

    def ask() -> None:
        asked.append(time.monotonic())
        raise TimeoutError(f"attempt {len(asked)}")

    with pytest.raises(OSError, match="attempt 3"):
        reached(ask)
    first, second = (later - earlier for earlier, later in pairwise(asked))
    assert first >= 0.01
    assert second >= 0.02


@pytest.mark.parametrize(
    ("name", "is_one"), [("s3://bucket/a", True), ("/tmp/a", False), ("a/b", False), ("file:///tmp/a", False)]
)
def test_an_address_is_told_from_a_path(name: str, is_one: bool) -> None:
    assert is_address(name) is is_one
    assert is_address(str(Path(name))) is False
