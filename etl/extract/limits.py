"""How much of one stored file is taken in: its size, and what may come out of it when it is packed."""

from dataclasses import dataclass, field

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost; beyond, it is refused as `oversized` or `too_deep`, and the files beside it are read."""

    max_bytes: int = 20 * MIB
    """Bytes of one document. A book of a thousand pages has some 3 MB of text: what is larger is no article."""

    max_collection_bytes: int = 64 * MIB
    """Bytes of a JSON, CSV or feed file, which is held in memory as a whole. JSON Lines and WARC may be longer."""

    max_unpacked_bytes: int = 4096 * MIB
    """Bytes that may come out of one stored file, all its members and theirs together."""

    max_ratio: int = 200
    """Unpacked bytes per packed byte. Text packs to a tenth, tables of repeated words to a fiftieth; DEFLATE ends at
    1,032, which is what a bomb is made for."""

    ratio_grace: int = 8 * MIB
    """Unpacked bytes before the ratio counts: a small file of one repeated line does no harm."""

    max_members: int = 100_000
    """Files that one stored file may hold, all levels together."""

    max_depth: int = 5
    """How many containers may lie one in the other: `.tar.gz` counts two."""


class Oversized(Exception):
    """One file, member or record is larger than its limits allow."""


class Exhausted(Exception):
    """A stored file has used up what all its members together are allowed."""


@dataclass(slots=True)
class Allowance:
    """What is left of the limits of one stored file while its members are taken out."""

    limits: Limits
    members: int = field(init=False)
    unpacked_bytes: int = field(init=False)

    def __post_init__(self) -> None:
        self.members = self.limits.max_members
        self.unpacked_bytes = self.limits.max_unpacked_bytes

    def take_member(self) -> None:
        """Raises Exhausted when there are too many."""
        self.members -= 1
        if self.members < 0:
            raise Exhausted(f"more than {self.limits.max_members:,} files inside; the rest is not read")

    def take_bytes(self, count: int) -> None:
        """Raises Exhausted when there are too many."""
        self.unpacked_bytes -= count
        if self.unpacked_bytes < 0:
            raise Exhausted(f"more than {self.limits.max_unpacked_bytes:,} bytes when unpacked; the rest is not read")
