"""One export: all files of a format and the datapackage.json that describes them, delivered as a whole."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from schemas.datapackage import FILE_NAME, File, data_package
from warehouse.exports import gdelt, tables
from warehouse.exports.delivery import ExportRefused, delivered
from warehouse.exports.tables import Written
from warehouse.messages import one_line
from warehouse.query import QueryError, opened

FORMATS = ("parquet", "csv", "jsonl", "gdelt")


@dataclass(frozen=True)
class Exported:
    """What was exported: where it lies now, rows per file, and in one line what was left out, if anything was."""

    destination: str
    rows: Mapping[str, int]
    left_out: str | None


def export(target: Path, form: str, destination: str) -> Exported:
    """Exports the published warehouse `target` as `form` (one of FORMATS) to a folder or an object store's address.

    A run may publish meanwhile: everything comes from the build that was current at the start. Raises ExportRefused,
    and leaves what was at the destination as it was, when there is no warehouse, when it lacks what is to be exported,
    or when the destination is not an export's to replace; an object store is then left without datapackage.json.
    """
    try:
        with opened(target) as session, delivered(destination) as folder:
            # Sorting may spill; the empty folder goes before the others are counted.
            session.sql(f"SET temp_directory='{str(folder / '.spill').replace(chr(39), chr(39) * 2)}'")
            written = gdelt.write(session, folder) if form == "gdelt" else tables.write(session, folder, form)
            left_out = gdelt.left_out(session) if form == "gdelt" else None
            session.sql("RESET temp_directory")
            _describe(session, folder, form, written)
            return Exported(destination, {each.path: each.rows for each in written}, left_out)
    except QueryError as error:
        raise ExportRefused(str(error)) from error
    except duckdb.Error as error:
        raise ExportRefused(f"{target}: {one_line(error)}") from error


def _describe(session: duckdb.DuckDBPyConnection, folder: Path, form: str, written: list[Written]) -> None:
    [(built_at, reader_version)] = session.sql("SELECT built_at, reader_version FROM about").fetchall()
    package = data_package(
        [_measured(folder, each) for each in written],
        name=f"communique-{form}",
        title="Events, people and topics read from foreign-affairs articles",
        created=f"{built_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(built_at, datetime) else str(built_at),
        version=str(reader_version),
    )
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / FILE_NAME).write_text(f"{text}\n", encoding="utf-8")


def _measured(folder: Path, written: Written) -> File:
    path = folder / written.path
    with path.open("rb") as stream:
        content_hash = hashlib.file_digest(stream, "sha256").hexdigest()
    kind = written.kind
    return File(
        written.view,
        written.path,
        kind.name,
        kind.mediatype,
        path.stat().st_size,
        content_hash,
        kind.encoding,
        kind.dialect,
    )
