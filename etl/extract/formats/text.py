"""A text file is one document: its whole content, decoded; Markdown with front matter without the latter.

Front matter (YAML between two lines of `---`) becomes metadata, and the text is what follows it, Markdown as written.
In a file named `.txt` it stays part of the text: there the name says that what is stored is the text, and places
in it that others noted down, counted from its first character, go on being right.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

import yaml

from etl.extract.decode import NotText, check_text, decode
from etl.extract.formats.sniff import bare_name
from etl.extract.model import Found, StoredFile, read_whole

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(?P<fields>(?:(?!(?:---|\.\.\.)[ \t]*\r?$).*\n){0,500}?)(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)",
    re.MULTILINE,
)
_FIELD = re.compile(r"^(?P<key>[^\W\d][\w .-]*?)[ \t]*:(?:[ \t]+(?P<value>\S.*?))?[ \t\r]*$", re.MULTILINE)

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the same in C, where PyYAML was built with it


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The one document, or the reason why the file is none. Raises Oversized and OSError."""
    content = read_whole(stream, file.limits.max_bytes)
    try:
        text, encoding = decode(content)
        fields: dict[str, object] = {}
        if not bare_name(file).endswith(".txt"):
            fields, start = front_matter(text)
            text = text[start:]
            check_text(text, encoding)
    except NotText as error:
        yield file.refuse(error.reason, error.detail, content)
    else:
        yield file.document(content, text, encoding, file.fields.declared(fields))


def front_matter(text: str) -> tuple[dict[str, object], int]:
    """The fields with which the text begins, all values as written, and where the rest begins; none and 0 without."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, 0
    try:
        fields = _yaml(found["fields"])
    except (yaml.YAMLError, RecursionError):
        # An unquoted colon in a title is the commonest mistake of all, and no reason to lose what is plain to see.
        fields = {field["key"]: field["value"] for field in _FIELD.finditer(found["fields"])}
    return (fields, found.end()) if isinstance(fields, dict) and fields else ({}, 0)


def _yaml(text: str) -> object:
    """The value with all scalars as text: a date is not turned into a point in time. Raises YAMLError."""
    if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, _LOADER)):
        raise yaml.YAMLError("an alias, of which bombs are made")
    return yaml.load(text, _LOADER)
