"""datapackage.json, which describes exported files: made from the declarations, after the Data Package standard 2.0.

The standard: https://datapackage.org/standard/data-package/. Programs that know version 1 read it as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.model import Column, ColumnType, View
from schemas.registry import TABLES

FILE_NAME = "datapackage.json"
GENERATOR = "communique"
"""What `generator`, a property of our own, says in every package made here: by it they are known again."""

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"

FIELD_TYPES: Mapping[ColumnType, str] = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.NUMBER: "number",
    ColumnType.BOOLEAN: "boolean",
    ColumnType.DATE: "date",
    ColumnType.TIMESTAMP: "datetime",
    ColumnType.TEXT_LIST: "array",
}

_CONSTRAINTS = {"isin": "enum", "ge": "minimum", "le": "maximum", "pattern": "pattern", "max_length": "maxLength"}


@dataclass(frozen=True)
class File:
    """One exported file: what it holds, where it lies in the package, how it is written, and its content's measure.

    `dialect` is that of a delimited file, `content_hash` the SHA-256 of the bytes.
    """

    view: View
    path: str
    format: str
    mediatype: str
    bytes: int
    content_hash: str
    encoding: str | None = "utf-8"
    dialect: Mapping[str, object] = field(default_factory=dict)


def data_package(files: Sequence[File], *, name: str, title: str, created: str, version: str) -> dict[str, object]:
    """The package's descriptor, ready for JSON; `created` is a time as RFC 3339 has it."""
    views = [file.view for file in files]
    return {
        "$schema": PROFILE,
        "generator": GENERATOR,
        "name": name,
        "title": title,
        "created": created,
        "version": version,
        "resources": [_resource(file, views) for file in files],
    }


def primary_key(view: View) -> tuple[str, ...]:
    """The columns of the view, none of them ever null, of which no two rows agree; empty where it shows no such key of
    the table it is of."""
    filled = {column.name for column in view.columns if not column.nullable}
    # A country's own code is null only in other tables.
    filled |= {"country"} if view.of == "dim_countries" else set()
    keys = TABLES[view.of].keys if view.of is not None and view.of in TABLES else ()
    return next((key for key in keys if set(key) <= filled), ())


def foreign_keys(view: View, among: Iterable[View]) -> list[tuple[str, str]]:
    """(column, other view) for each column of the view that is, under the same name, the key of another one."""
    keyed = {primary_key(other): other.name for other in among if other.name != view.name}
    return [(name, keyed[name,]) for name in view.column_names if (name,) in keyed and (name,) != primary_key(view)]


def _resource(file: File, views: Sequence[View]) -> dict[str, object]:
    resource: dict[str, object] = {
        "$schema": RESOURCE_PROFILE,
        "name": file.view.name,
        "type": "table",
        "description": file.view.grain,
        "path": file.path,
        "format": file.format,
        "mediatype": file.mediatype,
        "bytes": file.bytes,
        "hash": f"sha256:{file.content_hash}",
    }
    if file.encoding is not None:
        resource["encoding"] = file.encoding
    if file.dialect:
        resource["dialect"] = dict(file.dialect)
    return {**resource, "schema": _schema(file.view, views)}


def _schema(view: View, views: Sequence[View]) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [_field(column) for column in view.columns], "missingValues": [""]}
    key = primary_key(view)
    if key:
        schema["primaryKey"] = list(key)
    references = [
        {"fields": [column], "reference": {"resource": other, "fields": [column]}}
        for column, other in foreign_keys(view, views)
    ]
    if references:
        schema["foreignKeys"] = references
    return schema


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {
        name: list(value) if isinstance(value, tuple) else value
        for limit, name in _CONSTRAINTS.items()
        if (value := getattr(column, limit)) is not None
    }
    if not column.nullable:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    described: dict[str, object] = {
        "name": column.name,
        "type": FIELD_TYPES[column.type],
        "description": column.description,
    }
    return {**described, "constraints": constraints} if constraints else described
