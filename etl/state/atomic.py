"""Files that are either there in full or not at all: written under a name of their own, then renamed."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

TEMPORARY = ".tmp"


def write_file(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Puts at `target` what `write` writes, in one step, on disk before it is seen. Raises OSError."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        with temporary.open("xb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:  # which names a draft, or no file at all when there is no room to write
        raise OSError(error.errno, error.strerror, str(target)) from error
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def remove_leftovers(folder: Path) -> None:
    """Removes what killed writers left in the folder; to be called while no other process writes there."""
    for temporary in folder.glob(f".*{TEMPORARY}"):
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    # A rename is on disk only when the folder is: fsync(2).
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
