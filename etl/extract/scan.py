"""Everything a folder holds at this moment, as two frames: what could be read and what could not."""

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.extract.fields import default_fields
from etl.extract.folders import open_folder, own_file
from etl.extract.formats import read_file
from etl.extract.html.content import forget_pages
from etl.extract.limits import Limits
from etl.extract.model import RawDocument, Refusal
from etl.extract.names import OVERRIDE_NAME

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
    """What one look at a folder found; both frames are sorted by `source_file`, then `source_uri`, which is unique.

    `folder_uri` is the folder's own URI, with which that of every document in it begins.
    `documents`, one row per readable document, exact duplicates included: source_uri, source_file, content_hash
    (SHA-256 of the file's bytes, or of a record's text and metadata), text, metadata (JSON text of a flat object),
    encoding, size_bytes.
    `rejects`, one row per refused file, member or record: source_uri, source_file, content_hash (null where it was not
    read in full), reason, detail.
    """

    folder_uri: str
    documents: pl.DataFrame
    rejects: pl.DataFrame


def scan(folder: Path | str, limits: Limits | None = None) -> Scan:
    """Reads every file of the folder: a path, or the URL of a folder in an object store (`s3://bucket/prefix`).

    Names of fields are those of `fields.toml`, after those of `communique-fields.toml` in the folder, if there is one.
    Raises FileNotFoundError, NotADirectoryError and OSError for the folder itself, FieldsError for its field names.
    """
    place = open_folder(folder)
    fields = default_fields()
    override = own_file(place, OVERRIDE_NAME)
    if override is not None:
        fields = fields.preferring(override, OVERRIDE_NAME)
    documents: list[tuple[object, ...]] = []
    rejects: list[tuple[object, ...]] = []
    for found in place.files(limits or Limits(), fields):
        for each in [found] if isinstance(found, Refusal) else read_file(found):
            if isinstance(each, Refusal):
                rejects.append(_reject_row(each))
            else:
                documents.append(_document_row(each))
    forget_pages()
    return Scan(
        place.uri,
        pl.DataFrame(documents, DOCUMENTS, orient="row").sort(*_PLACE),
        pl.DataFrame(rejects, REJECTS, orient="row").sort(*_PLACE),
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
