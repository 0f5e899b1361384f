"""The daily Feed: every submission of a day in one gzipped tar, in the order it was accepted.

Members are `<accession>.nc`; `.corr` (corrections of what an earlier Feed had) and `.pr`
(private filings made public), both with a running number at times, hold a submission too.
Days reach gigabytes, so the archive is read once from front to back and only the submissions
that are wanted are copied out; nothing is unpacked to disk.
"""

import gzip
import re
import tarfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final, cast

from transforms.errors import Reject

MAX_SUBMISSION: Final = 2 << 30
"""Largest submission that is copied out, in bytes; real ones reach several hundred MB."""

# 0000000001-24-000001.nc, or with a running number 0000000001-24-000001.corr02
_MEMBER = re.compile(r"(?:.*/)?(\d{10}-\d{2}-\d{6})\.(?:nc|corr|pr)\d*", re.ASCII | re.IGNORECASE)
_BLOCK: Final = 512


@dataclass(frozen=True, slots=True)
class FeedSubmission:
    """A submission out of the Feed.

    Attributes:
        accession_number: As the member's name gives it.
        content: A full submission text in the `<SUBMISSION>` dialect.
    """

    accession_number: str
    content: bytes


def read_feed(
    name: str, stream: BinaryIO, wanted: Collection[str] | None = None
) -> Iterator[FeedSubmission | Reject]:
    """The wanted submissions of a Feed archive, and what of it could not be read.

    A filing that has a correction on the same day comes twice, the correction later. The caller
    compares with what it wanted to find out what the archive lacks.

    Args:
        name: Of the archive, for messages.
        stream: Its bytes.
        wanted: Accession numbers; None for all.
    """
    end = 0
    try:
        # tarfile's own gzip reader does not compare checksums, and without ignore_zeros it takes
        # a damaged member for the end
        with (
            gzip.GzipFile(fileobj=stream, mode="rb") as unpacked,
            tarfile.open(
                fileobj=cast(BinaryIO, watched := _Watched(unpacked)), mode="r|", ignore_zeros=True
            ) as archive,
        ):
            for member in archive:
                if member.offset > end:
                    yield _reject(name, f"{member.offset - end} bytes at {end} are no member")
                end = member.offset_data + -(-member.size // _BLOCK) * _BLOCK
                yield from _submission(name, archive, member, wanted)
        if watched.last > end or end == 0:
            yield _reject(name, f"what follows byte {end} is no member")
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        yield _reject(name, f"unreadable from byte {end} on: {error}")


class _Watched:
    """Bytes on their way to tarfile, which says nothing of those that it cannot read.

    `last` is where the last byte other than zero ended.
    """

    def __init__(self, stream: gzip.GzipFile) -> None:
        self._stream = stream
        self._position = 0
        self.last = 0

    def read(self, size: int) -> bytes:
        chunk = self._stream.read(size)
        meant = chunk.rstrip(b"\0")
        if meant:
            self.last = self._position + len(meant)
        self._position += len(chunk)
        return chunk


def _submission(
    name: str, archive: tarfile.TarFile, member: tarfile.TarInfo, wanted: Collection[str] | None
) -> Iterator[FeedSubmission | Reject]:
    """The submission that `member` holds, if it is wanted."""
    if member.isdir():
        return
    match = _MEMBER.fullmatch(member.name)
    if match is None or not member.isreg():
        yield Reject("read", "unknown-member", f"{name}: {member.name!r} is no submission", name)
        return
    accession = match[1]
    if wanted is not None and accession not in wanted:
        return
    if member.size > MAX_SUBMISSION:
        message = f"{member.name}: {member.size} bytes, more than {MAX_SUBMISSION}"
        yield Reject("read", "member-too-large", message, name)
        return
    content = archive.extractfile(member)
    if content is not None:  # it is for every regular file
        yield FeedSubmission(accession, content.read())


def _reject(name: str, message: str) -> Reject:
    return Reject("read", "damaged-archive", f"{name}: {message}", name)
