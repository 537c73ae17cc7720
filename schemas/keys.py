"""Ids and keys that depend on what a thing is, never on a clock, a row number or an order of files.

A *key* (`*_key`) is a non-negative 63-bit integer that joins tables; an *id* (`*_id`) is text that lasts and may be
quoted. Both are BLAKE2b digests (RFC 7693): Python's and Polars' own hashes differ between processes or versions.
"""

from hashlib import blake2b

UNKNOWN = -1
"""The key of every dimension's unknown member."""

UNKNOWN_TEXT = "unknown"
"""What the unknown member holds in a text column that may not be null."""

_KEY_BITS = (1 << 63) - 1


def surrogate_key(*parts: str | int | None) -> int:
    """A key for the thing that `parts` name: the same parts give the same key, 0 <= key < 2**63.

    Parts are told apart: `("ab", "c")` and `("a", "bc")` differ, and so do `1`, `"1"`, `""` and None.
    """
    return int.from_bytes(_digest(parts), "big") & _KEY_BITS


def durable_id(prefix: str, *parts: str | int | None) -> str:
    """An id such as `art-0123456789abcdef`: the prefix says what kind of thing it is, 16 hex digits say which."""
    return f"{prefix}-{_digest((prefix, *parts)).hex()}"


class DurableIds:
    """`durable_id` for many things whose first parts are the same: these are digested once."""

    def __init__(self, prefix: str, *parts: str | int | None) -> None:
        self._prefix = prefix
        self._begun = _fed(blake2b(digest_size=8), (prefix, *parts))

    def of(self, *parts: str | int | None) -> str:
        """The id of the thing that these parts name behind the first ones."""
        return f"{self._prefix}-{_fed(self._begun.copy(), parts).hexdigest()}"


def _digest(parts: tuple[str | int | None, ...]) -> bytes:
    return _fed(blake2b(digest_size=8), parts).digest()


def _fed(digest: blake2b, parts: tuple[str | int | None, ...]) -> blake2b:
    """`digest` with the parts behind what it has digested before."""
    for part in parts:
        if part is None:
            digest.update(b"n;")
        elif isinstance(part, int):
            digest.update(b"i%d;" % part)
        else:
            data = part.encode("utf-8", "surrogatepass")
            digest.update(b"s%d:%b;" % (len(data), data))  # the length keeps neighbouring parts apart
    return digest
