"""Everything a folder holds at this moment, as two frames: what could be read and what could not."""

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.extract.discover import discover
from etl.extract.formats import read_file
from etl.extract.limits import Limits
from etl.extract.model import RawDocument, Refusal

DOCUMENTS = pl.Schema(
    {
        "source_uri": pl.String(),
        "source_file": pl.String(),
        "content_hash": pl.String(),
        "text": pl.String(),
        "metadata": pl.String(),
        "encoding": pl.String(),
        "size_bytes": pl.Int64(),
    }
)
REJECTS = pl.Schema(
    {
        "source_uri": pl.String(),
        "source_file": pl.String(),
        "content_hash": pl.String(),
        "reason": pl.String(),
        "detail": pl.String(),
    }
)


@dataclass(frozen=True, slots=True)
class Scan:
    """What one look at a folder found; both frames are sorted by `source_file`, then `source_uri`.

    `folder_uri` is the folder's own URI, with which that of every document in it begins.
    `documents`, one row per readable document, exact duplicates included: source_uri, source_file, content_hash
    (SHA-256 of the stored bytes), text, metadata (JSON text of a flat object), encoding, size_bytes.
    `rejects`, one row per refused file: source_uri, source_file, content_hash (null where it was not read in full),
    reason, detail.
    """

    folder_uri: str
    documents: pl.DataFrame
    rejects: pl.DataFrame


def scan(folder: Path, limits: Limits | None = None) -> Scan:
    """Reads every file of the folder. Raises FileNotFoundError and NotADirectoryError for the folder itself."""
    documents: list[RawDocument] = []
    rejects: list[Refusal] = []
    for found in discover(folder, limits or Limits()):
        if isinstance(found, Refusal):
            rejects.append(found)
            continue
        for each in read_file(found):
            if isinstance(each, Refusal):
                rejects.append(each)
            else:
                documents.append(each)
    return Scan(
        folder.resolve().as_uri(),
        pl.DataFrame([_document_row(each) for each in documents], DOCUMENTS, orient="row").sort(*_PLACE),
        pl.DataFrame([_reject_row(each) for each in rejects], REJECTS, orient="row").sort(*_PLACE),
    )


_PLACE = ("source_file", "source_uri")


def _document_row(document: RawDocument) -> tuple[object, ...]:
    metadata = json.dumps(dict(document.metadata), ensure_ascii=False, sort_keys=True)
    return (
        document.source_uri,
        document.source_file,
        document.content_hash,
        document.text,
        metadata,
        document.encoding,
        document.size_bytes,
    )


def _reject_row(refusal: Refusal) -> tuple[object, ...]:
    return refusal.source_uri, refusal.source_file, refusal.content_hash, str(refusal.reason), refusal.detail
