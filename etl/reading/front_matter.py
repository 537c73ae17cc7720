"""Front matter of a text: the declared fields between two `---` lines (YAML, as site generators write it)."""

import re
from dataclasses import dataclass
from typing import Final

from etl.text.spans import Span

_FENCED: Final = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(?P<fields>(?:.*\r?\n){0,80}?)---[ \t]*(?:\r?\n|$)")
_FIELD: Final = re.compile(r"^(?P<key>[A-Za-z][\w .:-]*?)[ \t]*:[ \t]+(?P<value>\S.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)
_ESCAPE: Final = re.compile(r"\\(?:u(?P<u>[0-9A-Fa-f]{4})|x(?P<x>[0-9A-Fa-f]{2})|(?P<fold>\r?\n\s*)|(?P<other>.))")
_ESCAPED_CHARACTERS: Final = {"_": "\u00a0", "n": "\n", "t": "\t", "N": "\u0085"}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Span of the whole front matter, fences included, and the raw span of each field's value without its quotes."""

    span: Span
    fields: dict[str, Span]


def find_front_matter(text: str) -> FrontMatter | None:
    """The front matter that opens `text`, or None; keys in lower case. Only flat fields are told apart."""
    fenced = _FENCED.match(text)
    if fenced is None:
        return None
    fields: dict[str, Span] = {}
    for field in _FIELD.finditer(text, *fenced.span("fields")):
        start, end = field.span("value")
        end = start + len(field["value"].rstrip())
        if end - start > 1 and text[start] in "'\"" and text[end - 1] == text[start]:
            start, end = start + 1, end - 1
        fields.setdefault(field["key"].lower(), Span(start, end))
    return FrontMatter(Span(fenced.start(), fenced.end()), fields) if fields else None


def plain_scalar(raw: str) -> str:
    """A field's value as its author meant it: escapes of YAML 1.2 decoded, folded lines joined."""

    def character(escape: re.Match[str]) -> str:
        code = escape["u"] or escape["x"]
        if code:
            return chr(int(code, 16))
        if escape["fold"]:
            return ""
        return _ESCAPED_CHARACTERS.get(escape["other"], escape["other"])

    unescaped = re.sub(r"(?<!\\)\s*\n\s*", " ", raw)
    return _ESCAPE.sub(character, unescaped).replace("''", "'").strip()
