"""Object stores through fsspec: their file systems opened, and asked again where an error may pass.

Credentials, addresses and regions are the environment's business, as the store's own tools know them.
"""

import errno
import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

import fsspec

log = logging.getLogger("communique")

Answer = TypeVar("Answer")

PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds before the second to the fifth attempt, each twice the one before, as the stores' manuals advise. Clients
that try again by themselves, as that for S3 does, add their own attempts to each."""

_STANDING = (FileNotFoundError, FileExistsError, PermissionError, NotADirectoryError, IsADirectoryError)
_STANDING_NUMBERS = (errno.EINVAL, errno.ENAMETOOLONG, errno.ENOTSUP)
"""What will be the same a moment later."""

_PASSING = ("connect", "timeout", "timedout", "throttl", "slowdown", "unavailable", "internalerror", "incompleteread")
"""Parts of the names of errors that pass, among those that clients do not derive from OSError."""


def is_address(name: str) -> bool:
    """Whether this is the address of a folder elsewhere ("s3://bucket/prefix") and no path on this machine."""
    return "://" in name and not name.startswith("file://")


def file_system(url: str) -> tuple[Any, str]:
    """The file system of the store and the path in it that the URL names.

    It is one of its own, which has no listings of former looks. Raises OSError for a protocol that is not known, and
    where the package that speaks it is not installed.
    """
    try:
        system, root = fsspec.core.url_to_fs(url, skip_instance_cache=True, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise OSError(f"{url}: {error}") from error
    return system, root.rstrip("/")


def reached(call: Callable[..., Answer], *arguments: object) -> Answer:
    """What the store answers, asked up to five times where the error is one that passes.

    Raises OSError whatever the store's client raises, which has errors of its own.
    """
    for pause in PAUSES:
        try:
            return call(*arguments)
        except Exception as error:
            if not _may_pass(error):
                raise _as_os_error(error) from error
            log.info("the object store failed (%s); trying again in %g s", _shown(error), pause)
            time.sleep(pause)
    try:
        return call(*arguments)
    except Exception as error:
        raise _as_os_error(error) from error


def _may_pass(error: Exception) -> bool:
    if isinstance(error, OSError):
        return not isinstance(error, _STANDING) and error.errno not in _STANDING_NUMBERS
    name = type(error).__name__.lower()
    return any(part in name for part in _PASSING)


def _as_os_error(error: Exception) -> OSError:
    return error if isinstance(error, OSError) else OSError(_shown(error))


def _shown(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
