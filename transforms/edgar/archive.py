"""The `-xbrl.zip` of a filing: its members, inflated within limits.

Metadata of an archive is not trusted: sizes are checked while inflating, checksums after, and a
member's name is never used as a path.
"""

import re
import struct
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from io import BytesIO
from lzma import LZMAError
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipInfo

from isal import isal_zlib  # three times the speed of zlib, the same bytes
from isal.igzip_lib import IsalError

from transforms.edgar.archive_names import open_archive
from transforms.edgar.errors import ArchiveError
from transforms.edgar.filing import Document
from transforms.edgar.limits import Limits
from transforms.edgar.reject_codes import EdgarCode
from transforms.edgar.text import beginning
from transforms.edgar.wanted import is_plain_name
from transforms.errors import Reject

_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")
_SIGNATURE: Final = b"PK\x03\x04"
_ENCRYPTED: Final = 0x1
_UNJUDGED_BYTES: Final = 1 << 20
ZIP_DAMAGE: Final = (
    BadZipFile,
    EOFError,
    LZMAError,
    OSError,
    OverflowError,
    RuntimeError,  # an encrypted member; NotImplementedError, a kind of it: unknown compression
    UnicodeDecodeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What `zipfile` raises for a damaged directory or member, or one that it cannot read."""


def read_archive(
    name: str, content: bytes, limits: Limits, wants: Callable[[str], bool]
) -> tuple[list[Document], list[Reject]]:
    """Members whose names `wants` approves, in the archive's order, and those that failed.

    Names are unique: of members that share one, the first is read and the others rejected. A
    member with a name in another encoding than the directory says is read and rejected.

    Raises:
        ArchiveError: `not-a-zip`, or `too-many-members`.
    """
    try:
        archive, misnamed = open_archive(BytesIO(content))
    except ZIP_DAMAGE as error:
        raise ArchiveError(
            "not-a-zip", f"{name} is not a zip archive: {_found(content, error)}"
        ) from error
    members = archive.infolist()
    if len(members) > limits.members:
        raise ArchiveError(
            "too-many-members", f"{name} has {len(members)} members, more than {limits.members}"
        )
    documents, rejects = _read_members(content, members, limits, wants)
    return documents, [*rejects, *_misnamed(documents, misnamed)]


def _found(content: bytes, error: Exception) -> str:
    """What there is in place of an archive; `zipfile` says of most of it only that it is none."""
    if content.startswith(_SIGNATURE):
        return f"it begins as one and is cut short or damaged ({error})"
    return beginning(content)


def _read_members(
    archive: bytes, members: list[ZipInfo], limits: Limits, wants: Callable[[str], bool]
) -> tuple[list[Document], list[Reject]]:
    documents: dict[str, Document] = {}
    rejects = []
    budget = limits.total_bytes
    for member in members:
        try:
            if not _is_read(member, wants):
                continue
            if member.filename in documents:
                raise _damage(member, "duplicate-name", "another member has the same name")
            inflated = _inflate(archive, member, limits, budget)
        except ArchiveError as error:
            rejects.append(Reject.of("read", error))
            continue
        budget -= len(inflated)
        documents[member.filename] = Document(member.filename, inflated)
    return list(documents.values()), rejects


def _misnamed(documents: Iterable[Document], names: Collection[str]) -> Iterator[Reject]:
    for document in documents:
        if document.name in names:
            message = f"{document.name!r}: the name is said to be UTF-8 and is not; here it is in code page 437"
            yield Reject("read", "undecodable-name", message, document.name)


def _is_read(member: ZipInfo, wants: Callable[[str], bool]) -> bool:
    name = member.orig_filename
    if not is_plain_name(name):
        raise _damage(member, "unsafe-name", "a name must not lead elsewhere")
    if name.lower().endswith(".zip"):
        raise _damage(member, "nested-archive", "an archive within an archive is not read")
    return not member.is_dir() and wants(member.filename)


def _inflate(archive: bytes, member: ZipInfo, limits: Limits, budget: int) -> bytes:
    if member.flag_bits & _ENCRYPTED:
        raise _damage(member, "encrypted", "it is encrypted")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _damage(
            member, "unknown-compression", f"compression method {member.compress_type} is not read"
        )
    by_ratio = max(member.compress_size * limits.ratio, _UNJUDGED_BYTES)
    most = min(limits.member_bytes, budget, by_ratio)
    inflated = _content(_stored(archive, member), member, most)
    if len(inflated) > most:
        raise _too_large(member, most, limits, budget)
    if len(inflated) != member.file_size or isal_zlib.crc32(inflated) != member.CRC:
        raise _damage(member, "damaged-member", "its size or checksum is not the directory's")
    return inflated


def _stored(archive: bytes, member: ZipInfo) -> memoryview:
    """The member as it stands in the archive, behind its local header (APPNOTE 4.3.7)."""
    offset = member.header_offset
    if offset < 0 or offset + _LOCAL_HEADER.size > len(archive):
        raise _damage(member, "damaged-member", "the archive ends before it")
    signature, name, extra = _LOCAL_HEADER.unpack_from(archive, offset)
    start = offset + _LOCAL_HEADER.size + name + extra
    end = start + member.compress_size
    if signature != _SIGNATURE or end > len(archive):
        raise _damage(member, "damaged-member", "it is not where the directory says")
    return memoryview(archive)[start:end]


def _content(stored: memoryview, member: ZipInfo, most: int) -> bytes:
    """The content, or one byte more than `most` of it."""
    if member.compress_type == ZIP_STORED:
        return bytes(stored[: most + 1])
    inflater = isal_zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        inflated: bytes = inflater.decompress(stored, most + 1)
    except IsalError as error:  # type: ignore[misc]  # its stub does not say that it is one
        raise _damage(
            member, "damaged-member", f"it does not inflate: {_reason(str(error))}"
        ) from error
    return inflated


def _too_large(member: ZipInfo, most: int, limits: Limits, budget: int) -> ArchiveError:
    if most == limits.member_bytes:
        return _damage(member, "member-too-large", f"it inflates beyond {most} bytes")
    if most == budget:
        return _damage(
            member, "archive-too-large", f"with it the archive inflates beyond {limits.total_bytes}"
        )
    return _damage(member, "compression-ratio", f"it inflates beyond {limits.ratio} times its size")


def _reason(text: str) -> str:
    """`Invalid lookback distance found` of `Error -3 Invalid lookback distance found`."""
    return re.sub(r"^Error -?\d+ ", "", text)


def _damage(member: ZipInfo, error: EdgarCode, reason: str) -> ArchiveError:
    return ArchiveError(error, f"{member.orig_filename!r}: {reason}", file=member.filename)
