"""Names of files and records as they appear in tables and URIs, and which names are nobody's documents."""

import os
import re
from collections import Counter
from urllib.parse import quote, quote_from_bytes

OVERRIDE_NAME = "communique-fields.toml"
CORRECTIONS_NAME = "communique-corrections.yaml"
OWN_FILES = frozenset({OVERRIDE_NAME, CORRECTIONS_NAME})
"""What may lie in the folder itself beside the articles and is none: the names of fields, the analyst's corrections."""

HIDDEN_PREFIX = "."
TEMPORARY_PREFIXES = ("~$",)  # lock files of Microsoft Office
TEMPORARY_SUFFIXES = ("~", ".tmp", ".swp", ".part", ".crdownload")

_DRIVE = re.compile(r"[A-Za-z]:")
_FRAGMENT_SAFE = "/:@?=&+,;!$'()*"  # all that RFC 3986 allows in a fragment


def is_temporary(name: str) -> bool:
    """True for one part of a path that is hidden, or left by an editor, an office program or a browser at work."""
    is_autosave = name.startswith("#") and name.endswith("#")  # of Emacs
    return (
        is_autosave
        or name.startswith((HIDDEN_PREFIX, *TEMPORARY_PREFIXES))
        or name.lower().endswith(TEMPORARY_SUFFIXES)
    )


def readable(name: str) -> str:
    """The name as text. One in bytes that are not UTF-8 keeps them as `\\xff`: no table can hold lone surrogates."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def quoted_path(name: str) -> str:
    """The path percent-encoded, its steps upwards too, so that whoever resolves the URI stays where it points."""
    encoded = quote_from_bytes(os.fsencode(name))
    return "/".join("%2E%2E" if part == ".." else part for part in encoded.split("/"))


def quoted_fragment(name: str) -> str:
    """The id of a record as the fragment of a URI: an address stays legible in it."""
    return quote(name, safe=_FRAGMENT_SAFE)


def inner_path(name: str) -> str:
    """The name of an archive's member without empty and idle steps (`./a//b` is `a/b`)."""
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def leads_out(name: str) -> bool:
    """True for a member's name that would be written outside the folder into which the archive is unpacked."""
    return name.startswith("/") or ".." in name.split("/") or _DRIVE.match(name) is not None


class DistinctNames:
    """Tells repeated names in one file apart: the second `a` is `a;2`. What comes first is never renamed, so that a
    file that only grows keeps all its names."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def distinct(self, name: str) -> str:
        """The name, or the first variant of it that was not given before."""
        while True:
            self._seen[name] += 1
            if self._seen[name] == 1:
                return name
            variant = f"{name};{self._seen[name]}"
            if variant not in self._seen:
                self._seen[variant] += 1
                return variant
