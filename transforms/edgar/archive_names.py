"""Archives with members whose names are not what the directory says of them (APPNOTE 4.4.4)."""

import struct
from io import BytesIO
from typing import BinaryIO, Final
from zipfile import ZipFile

_END_OF_DIRECTORY: Final = struct.Struct("<4s8xII")
_END_SIGNATURE: Final = b"PK\x05\x06"
_ENTRY: Final = struct.Struct("<4s4xH18xHHH8xI")
_ENTRY_SIGNATURE: Final = b"PK\x01\x02"
_FLAGS: Final = struct.Struct("<H")
_FLAGS_OF_ENTRY: Final = 8
_FLAGS_OF_MEMBER: Final = 6
_IS_UTF8: Final = 1 << 11  # "language encoding flag"
_OTHERWISE: Final = "cp437"  # what a name is in without that flag (APPNOTE D.1)


def open_archive(file: BinaryIO) -> tuple[ZipFile, frozenset[str]]:
    """An archive, and names of members that are said to be UTF-8 and are not.

    `zipfile` opens no archive with such a name. It is read as if nothing were said of it, byte
    for byte in code page 437, so that neither the member nor the others are lost.
    """
    try:
        return ZipFile(file), frozenset()
    except UnicodeDecodeError:
        file.seek(0)
        content = bytearray(file.read())
        names = _unflag(content)
        return ZipFile(BytesIO(content)), names


def _unflag(archive: bytearray) -> frozenset[str]:
    """Take the flag from names of the directory that are not UTF-8; these names."""
    end = archive.rfind(_END_SIGNATURE)
    _, size, offset = _END_OF_DIRECTORY.unpack_from(archive, end)
    position = end - size
    before = position - offset  # bytes before the archive, which its offsets do not count
    names = set()
    while 0 <= position < end:
        signature, flags, *lengths, member = _ENTRY.unpack_from(archive, position)
        if signature != _ENTRY_SIGNATURE:
            break
        start = position + _ENTRY.size
        name = archive[start : start + lengths[0]]
        if flags & _IS_UTF8 and not _is_utf8(name):
            for place in (position + _FLAGS_OF_ENTRY, before + member + _FLAGS_OF_MEMBER):
                _FLAGS.pack_into(archive, place, flags & ~_IS_UTF8)
            names.add(name.decode(_OTHERWISE))
        position = start + sum(lengths)
    return frozenset(names)


def _is_utf8(name: bytearray) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True
