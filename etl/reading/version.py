"""The reader version: a digest of the reading code and every word list, so that a changed reader reads anew."""

from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from etl.lexicon.loader import digest as lexicon_digest


@cache
def reader_version() -> str:
    """16 hexadecimal digits over the source of `etl.reading`, `etl.text` and `etl.lexicon` and its word lists."""
    digest = blake2b(digest_size=8)
    for package in ("etl.reading", "etl.text", "etl.lexicon"):
        for name, content in sorted(_sources(files(package), package)):
            digest.update(f"{name}\x00{len(content)}\x00".encode())
            digest.update(content)
    digest.update(lexicon_digest().encode())
    return digest.hexdigest()


def _sources(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _sources(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(".py"):
            found.append((f"{path}/{entry.name}", entry.read_bytes()))
    return found
