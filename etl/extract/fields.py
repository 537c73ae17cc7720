"""Fields of a record into the parts of a document: which one is the text, the title, the author, the date, the address.

The names are data, in `fields.toml`; a file of the same form beside the articles puts its own before them.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

DECLARED = ("title", "author", "date", "url", "id")  # the names by which later stages know these parts
TEXTS = ("text", "html", "summary")

MAX_DEPTH = 4
"""Of objects in objects; below, a value is kept as JSON text."""

MAX_VALUE = 10_000
"""Characters of one field. What is longer is content in another shape (a page's source, an image), no metadata."""


class FieldsError(ValueError):
    """A file of field names is not what it should be; the message says where."""


class Mapped(NamedTuple):
    """A record by its parts: the kind of its text (text, html, summary; "" for none), the text, the other fields."""

    kind: str
    text: str
    metadata: dict[str, str]


class Fields:
    """The names by which records may call each part, in the order in which they are asked."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = {part: tuple(dict.fromkeys(map(normal, aliases))) for part, aliases in names.items()}

    def preferring(self, toml: str, origin: str) -> "Fields":
        """These fields with the names of a TOML file before them. Raises FieldsError, which names `origin`."""
        try:
            added = tomllib.loads(toml)
        except tomllib.TOMLDecodeError as error:
            raise FieldsError(f"{origin}: {error}") from error
        for part, aliases in added.items():
            if part not in self._names:
                raise FieldsError(f"{origin}: no part {part!r}; there are {', '.join(self._names)}")
            if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
                raise FieldsError(f"{origin}: {part} is no list of field names")
        return Fields({part: (*added.get(part, ()), *aliases) for part, aliases in self._names.items()})

    def has_text(self, names: Sequence[str]) -> bool:
        """True when one of the field names is that of a text."""
        known = set(map(normal, names))
        return any(alias in known for part in TEXTS for alias in self._names[part])

    def split(self, record: Mapping[str, object]) -> Mapped:
        """The record by its parts. Where several fields could be the text, only the first is kept."""
        flat = flatten(record, MAX_DEPTH)
        by_name: dict[str, str] = {}
        for key, value in flat.items():
            if value.strip():
                by_name.setdefault(normal(key), key)
        kind, key = self._first(by_name, TEXTS)
        content = set() if kind == "summary" else {*self._names["text"], *self._names["html"]}
        rest = {name: value for name, value in flat.items() if name != key and normal(name) not in content}
        paragraphs = record.get(key)
        if isinstance(paragraphs, list) and all(isinstance(each, str) for each in paragraphs):
            return Mapped(kind, _clean("\n\n".join(paragraphs)), self.declared(rest))
        return Mapped(kind, flat.get(key, ""), self.declared(rest))

    def declared(self, fields: Mapping[str, object]) -> dict[str, str]:
        """The fields as metadata: flat text, what is title, author, date, address and id under these names."""
        flat = {key: value for key, value in flatten(fields, MAX_DEPTH).items() if 0 < len(value.strip()) <= MAX_VALUE}
        by_name: dict[str, str] = {}
        for key in flat:
            by_name.setdefault(normal(key), key)
        metadata = dict(flat)
        for part in DECLARED:
            _, key = self._first(by_name, (part,))
            if key:
                metadata[part] = metadata.pop(key)
        return metadata

    def _first(self, by_name: Mapping[str, str], parts: Sequence[str]) -> tuple[str, str]:
        for part in parts:
            for alias in self._names[part]:
                if alias in by_name:
                    return part, by_name[alias]
        return "", ""


@cache
def default_fields() -> Fields:
    """The fields of `fields.toml`."""
    empty = Fields(dict.fromkeys((*TEXTS, *DECLARED), ()))
    toml = resources.files("etl.extract").joinpath("fields.toml").read_text("utf-8")
    return empty.preferring(toml, "fields.toml")


def normal(name: str) -> str:
    """The name of a field as it is compared."""
    return "".join(char for char in name.casefold() if char.isalnum() or char in ".:")


def flatten(value: Mapping[str, object], depth: int) -> dict[str, str]:
    """All fields as text: those of inner objects as `outer.inner`, lists joined by commas, null left out.

    Lone surrogates, which JSON can spell and no encoding can hold, become U+FFFD.
    """
    flat: dict[str, str] = {}
    for key, inner in value.items():
        name = _clean(str(key))
        if isinstance(inner, Mapping) and depth > 1:
            flat.update({f"{name}.{below}": text for below, text in flatten(inner, depth - 1).items()})
        elif inner is not None:
            flat[name] = _clean(_text(inner))
    return flat


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        named = [each["name"] if isinstance(each, dict) and "name" in each else each for each in value]
        if all(isinstance(each, str) for each in named):
            return ", ".join(named)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _clean(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
