"""A tar archive holds files, each read in its turn as the archive streams by; nothing is unpacked onto the disk."""

import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Self

from etl.extract.limits import MIB
from etl.extract.model import Damaged, Found, Reason, StoredFile
from etl.extract.names import DistinctNames, inner_path, is_temporary, leads_out
from etl.extract.streams import unpacked

_MOST_ABOUT_A_MEMBER = MIB  # bytes of a long name or of extended attributes, which tarfile takes into memory
_ABOUT_A_MEMBER = (
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
)


def read(file: StoredFile, stream: BinaryIO) -> Iterator[Found]:
    """The files inside in their order, and why others cannot be one. Raises Damaged where the archive breaks off."""
    names = DistinctNames()
    is_empty = True
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_StrictTarInfo) as archive:
            for member in archive:
                if member.isdir():
                    continue
                if any(map(is_temporary, PurePosixPath(member.name).parts)) and not leads_out(member.name):
                    continue
                is_empty = False
                file.allowance.take_member()
                yield _member(file, archive, member, names)
    except tarfile.TarError as error:
        raise Damaged(f"does not unpack: {error}") from error
    if is_empty:
        yield file.refuse(Reason.EMPTY, "no document in the archive")


def _member(file: StoredFile, archive: tarfile.TarFile, member: tarfile.TarInfo, names: DistinctNames) -> Found:
    if leads_out(member.name):
        return file.refuse_member(names.distinct(member.name), Reason.OUTSIDE, "its name leads out of the archive")
    name = names.distinct(inner_path(member.name))
    if member.issym() or member.islnk():
        return file.refuse_member(name, Reason.UNSUPPORTED, f"a link to {member.linkname!a}, read where it leads to")
    # The holes of a sparse file would be filled with zeros, as many as its header likes.
    opened = None if member.issparse() else archive.extractfile(member)
    if opened is None:
        return file.refuse_member(name, Reason.UNSUPPORTED, "neither a regular file nor a folder")
    return file.member(name, unpacked(opened.read, file.allowance, packed_bytes=None))


class _StrictTarInfo(tarfile.TarInfo):
    """Headers of members, none of which is wrong: tarfile takes a wrong one after the first for the archive's end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        if not any(buf):
            return super().frombuf(buf, encoding, errors)  # the end, or nothing more: tarfile knows
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            raise Damaged(f"does not unpack: {error}") from error
        if header.type in _ABOUT_A_MEMBER and header.size > _MOST_ABOUT_A_MEMBER:
            raise Damaged(f"a name or attributes of {header.size:,} bytes")
        return header
