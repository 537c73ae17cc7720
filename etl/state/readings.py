"""What has been read already, so that a run costs what is new and a killed run goes on where it was.

Readings lie in `<folder>/<reader_version>/`, one Parquet file per finished batch, named by a digest of its own bytes:
a file that was cut off or damaged is known by its name and is dropped, which costs no more than reading it again.
"""

import shutil
from datetime import datetime
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

import polars as pl

from etl.state.atomic import remove_leftovers, write_file
from schemas.frames import conform, polars_schema
from schemas.keys import surrogate_key
from schemas.registry import TABLES

READINGS = TABLES["readings"]
READ_FROM = ("article_id", "text", "source_file", "metadata")
"""Columns of a document on which its reading depends: when one of them changes it is read anew."""

SMALL_BATCH = 125
MAX_SMALL_BATCHES = 16
"""A file of fewer than SMALL_BATCH readings is small; when there are more small ones than MAX_SMALL_BATCHES, they
become one. With one new article a day that is one rewrite of a small file a fortnight, and never a thousand files."""

_KEY = "document_key"
_MATCH = ("article_id", _KEY)
_SHAPE = blake2b(repr(polars_schema(READINGS)).encode(), digest_size=16).digest()


class ReadingsMissing(LookupError):
    """Documents were asked for that have not been read: `article_ids` names them, in order."""

    def __init__(self, article_ids: list[str]) -> None:
        some = ", ".join(article_ids[:5]) + (", …" if len(article_ids) > 5 else "")
        super().__init__(f"no reading of {len(article_ids)} documents: {some}")
        self.article_ids = article_ids


class ReadingsCache:
    """The readings of one reader version. Written under the run lock; frames of documents hold `READ_FROM` at least."""

    def __init__(self, folder: Path, reader_version: str) -> None:
        self._root = folder
        self._folder = folder / reader_version
        self._verified: set[Path] = set()

    def unread(self, documents: pl.DataFrame) -> pl.DataFrame:
        """The documents, in their order, that have no reading yet. Damaged batches are dropped on the way."""
        keyed = _keyed(documents)
        batches = self._batches()
        if not batches:
            return documents
        known = pl.read_parquet(batches, columns=list(_MATCH))
        return keyed.join(known, on=_MATCH, how="anti", maintain_order="left").drop(_KEY)

    def add(self, documents: pl.DataFrame, readings: pl.DataFrame) -> None:
        """Keeps the readings (columns of the `readings` table) made from these documents, all of them or, when killed,
        none. Documents without a row in `readings`, since reading them failed, stay unread.

        Raises ValueError for readings of documents that are not given, and OSError.
        """
        keys = _keyed(documents).select(_MATCH)
        batch = conform(READINGS, readings).join(keys, on="article_id", how="inner", maintain_order="left")
        if batch.height != readings.height:
            raise ValueError(f"{readings.height - batch.height} readings are of none of the documents given")
        if batch.height:
            self._write(batch)

    def load(self, documents: pl.DataFrame) -> pl.DataFrame:
        """One row per document, in their order, with the columns of the `readings` table. Raises ReadingsMissing."""
        keys = _keyed(documents).select(_MATCH)
        readings = self._read(self._batches())
        found = keys.join(readings, on=_MATCH, how="inner", maintain_order="left")
        if found.height < keys.height:
            missing = keys.join(found, on=_MATCH, how="anti", maintain_order="left")
            raise ReadingsMissing(missing.get_column("article_id").to_list())
        return conform(READINGS, found)

    def clear(self) -> None:
        """Forgets all readings of this version, so that everything is read again."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self._verified.clear()

    def collect_garbage(self) -> None:
        """Removes other reader versions and what killed runs left half written, and makes one of many small batches."""
        for other in self._root.glob("*"):
            if other.is_dir() and other != self._folder:
                shutil.rmtree(other, ignore_errors=True)
        if self._folder.is_dir():
            remove_leftovers(self._folder)
        small = [path for path in self._batches() if _height(path) < SMALL_BATCH]
        if len(small) > MAX_SMALL_BATCHES:
            merged = self._write(self._read(small))
            # Killed between the two, the readings are there twice: load takes each once.
            for path in small:
                if path != merged:
                    path.unlink()

    def prune(self, documents: pl.DataFrame, before: datetime) -> None:
        """Removes, from batches that were written before this moment, the readings of all other documents."""
        needed = _keyed(documents).select(_MATCH)
        for path in self._batches():
            if path.stat().st_mtime >= before.timestamp():
                continue
            batch = self._read([path])
            kept = batch.join(needed, on=_MATCH, how="semi", maintain_order="left")
            if kept.height == batch.height:
                continue
            # Killed between the two, the readings are there twice: load takes each once.
            written = self._write(kept) if kept.height else None
            if written != path:
                path.unlink()

    def _batches(self) -> list[Path]:
        """The sound batch files, sorted by name; each is verified once."""
        sound = []
        for path in sorted(self._folder.glob("*.parquet")):
            if path not in self._verified:
                if _batch_name(path.read_bytes()) != path.name:
                    path.unlink()
                    continue
                self._verified.add(path)
            sound.append(path)
        return sound

    def _read(self, batches: list[Path]) -> pl.DataFrame:
        """The readings in these files with their document keys, one row each."""
        if not batches:
            return pl.DataFrame(schema={**polars_schema(READINGS), _KEY: pl.Int64})
        return pl.read_parquet(batches).unique(_MATCH, keep="first", maintain_order=True)

    def _write(self, batch: pl.DataFrame) -> Path:
        buffer = BytesIO()
        batch.write_parquet(buffer)
        content = buffer.getvalue()
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / _batch_name(content)
        write_file(path, lambda stream: stream.write(content))
        return path


def _keyed(documents: pl.DataFrame) -> pl.DataFrame:
    keys = [surrogate_key(*values) for values in documents.select(READ_FROM).iter_rows()]
    return documents.with_columns(pl.Series(_KEY, keys, pl.Int64))


def _batch_name(content: bytes) -> str:
    # The shape of the table is the digest's key: a batch written before a column was declared is as good as damaged.
    return f"{blake2b(content, digest_size=16, key=_SHAPE).hexdigest()}.parquet"


def _height(path: Path) -> int:
    return int(pl.scan_parquet(path).select(pl.len()).collect().item())
