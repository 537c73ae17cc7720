"""A ZIP archive holds files, each read in its turn; nothing is unpacked onto the disk."""

import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from etl.extract.model import Damaged, Found, Reason, StoredFile
from etl.extract.names import DistinctNames, inner_path, is_temporary, leads_out
from etl.extract.streams import seekable, unpacked

_ENCRYPTED = 0x1  # bit 0 of the general purpose flags, APPNOTE 4.4.4
_PACKAGES = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")  # of OOXML; ODF and EPUB; Java


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The files inside in the order of its directory, and why others cannot be one."""
    on_disk = seekable(stream, file.limits.max_unpacked_bytes)
    try:
        archive = zipfile.ZipFile(on_disk)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Damaged(f"no readable ZIP archive: {error}") from error
    with archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if any(member.filename in _PACKAGES for member in members):
            yield file.refuse(Reason.UNSUPPORTED, "an office document, a book or a program in a ZIP archive")
            return
        names = DistinctNames()
        is_empty = True
        for member in members:
            stored_as = member.filename.replace("\\", "/")  # some programs for Windows write it
            if any(map(is_temporary, PurePosixPath(stored_as).parts)) and not leads_out(stored_as):
                continue
            is_empty = False
            file.allowance.take_member()
            yield _member(file, archive, member, stored_as, names)
        if is_empty:
            yield file.refuse(Reason.EMPTY, "no document in the archive")


def _member(
    file: StoredFile, archive: zipfile.ZipFile, member: zipfile.ZipInfo, stored_as: str, names: DistinctNames
) -> Found:
    if leads_out(stored_as):
        return file.refuse_member(names.distinct(stored_as), Reason.OUTSIDE, "its name leads out of the archive")
    name = names.distinct(inner_path(stored_as))
    if stat.S_ISLNK(member.external_attr >> 16):
        return file.refuse_member(name, Reason.UNSUPPORTED, "a symbolic link, read where it leads to")
    if member.flag_bits & _ENCRYPTED:
        return file.refuse_member(name, Reason.ENCRYPTED, "needs a password")
    try:
        opened = archive.open(member)
    except NotImplementedError as error:
        return file.refuse_member(name, Reason.UNSUPPORTED, f"does not unpack: {error}")
    except (zipfile.BadZipFile, RuntimeError, ValueError) as error:
        return file.refuse_member(name, Reason.DAMAGED, f"does not unpack: {error}")
    return file.member(name, unpacked(opened.read, file.allowance, lambda: member.compress_size))
