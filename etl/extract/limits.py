"""How much of one file is taken into memory."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a stored file may cost; larger ones are refused as `oversized`."""

    max_bytes: int = 20 * 1024 * 1024
    """Bytes of one file. A book of a thousand pages has some 3 MB of text: what is larger is no article."""
