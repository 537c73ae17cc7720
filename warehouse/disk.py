"""What the disk is asked for beyond writing: that what was written is there after a power cut."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Has the file or folder written to disk, so that a power cut cannot leave an empty one. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
