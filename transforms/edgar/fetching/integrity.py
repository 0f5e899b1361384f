"""Whether a received file is the one that was requested, and complete.

EDGAR answers some requests with an HTML page and status 200, and a connection can end early
unnoticed. So every file must begin and end as files of its type do, and the checksums in an
archive must be right.
"""

import gzip
import hashlib
import re
import zlib
from typing import BinaryIO

from transforms.edgar.archive import ZIP_DAMAGE
from transforms.edgar.archive_names import open_archive
from transforms.edgar.errors import UnsoundBodyError
from transforms.edgar.reject_codes import EdgarCode

CHUNK = 1 << 20
_END = 4096  # bytes, of both ends
MAX_UNPACKED = 16 << 30
"""Most bytes that an archive may hold unpacked; beyond it is a bomb."""

# `<!-- Copyright --> <!DOCTYPE html>`; a comment that was passed over is not tried again as a part of a longer one
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
# The line below the heading of an index: `-----------------------------`
_DASHES = re.compile(rb"^-{20,}\s*$", re.MULTILINE)
_ENDS_SHOW = (".zip", ".gz", ".txt", ".nc", ".xml")
_SUBMISSION_STARTS = (
    b"<SEC-DOCUMENT>",
    b"<SUBMISSION>",
    b"<IMS-DOCUMENT>",
    b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----",
)
_SUBMISSION_ENDS = (
    b"</SEC-DOCUMENT>",
    b"</SUBMISSION>",
    b"</IMS-DOCUMENT>",
    b"-----END PRIVACY-ENHANCED MESSAGE-----",
)


def digest_of(body: BinaryIO) -> tuple[str, int]:
    """SHA-256, in hexadecimal, and number of the bytes from the position of `body` on."""
    digest, size = hashlib.sha256(), 0
    while chunk := body.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def shows_its_end(path: str) -> bool:
    """Whether a file of this name, cut short anywhere, would fail `check_body`.

    An index cut after a row looks like a shorter one, and headers end in many ways.
    """
    return path.endswith(_ENDS_SHOW)


def check_body(path: str, body: BinaryIO) -> None:
    """Refuse a body that cannot be the file at `path`; leaves `body` at its start.

    Args:
        path: Below `Archives/`; its ending says what must have come.
        body: A seekable stream.

    Raises:
        UnsoundBodyError: It is an HTML page, another kind of file, damaged, or not whole.
    """
    head, tail = _ends(body)
    if not head:
        raise _unsound("empty-body", path, "nothing arrived")
    if _PAGE.match(head):
        raise _unsound("html-page", path, "an HTML page arrived instead")
    body.seek(0)
    if path.endswith(".zip"):
        _check_zip(path, body)
    elif path.endswith(".gz"):
        _check_gzip(path, body)
    elif path.endswith(".idx"):
        _check_index(path, head, tail)
    elif path.endswith(".hdr.sgml"):
        _check_header(path, head, tail)
    elif path.endswith((".txt", ".nc")):
        _check_submission(path, head, tail)
    elif path.endswith(".xml"):
        _check_rss(path, head, tail)
    body.seek(0)


def _ends(body: BinaryIO) -> tuple[bytes, bytes]:
    """The first and the last bytes, all of a short body."""
    length = body.seek(0, 2)
    body.seek(0)
    head = body.read(_END)
    body.seek(max(0, length - _END))
    return head, body.read(_END)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _unsound(error: EdgarCode, path: str, reason: str) -> UnsoundBodyError:
    return UnsoundBodyError(error, f"{path}: {reason}", file=_name(path))


def _other_kind(path: str, expected: str, head: bytes) -> UnsoundBodyError:
    shown = head[:60].decode("latin-1")
    return _unsound("not-the-file", path, f"begins with {shown!r}, not as {expected} does")


def _cut_short(path: str, expected: str, tail: bytes) -> UnsoundBodyError:
    shown = tail[-60:].decode("latin-1")
    return _unsound("truncated", path, f"ends with {shown!r}, not as {expected} does")


def _check_zip(path: str, body: BinaryIO) -> None:
    """Check the archive by its end record, its directory and each member's CRC-32."""
    try:
        with open_archive(body)[0] as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            if unpacked > MAX_UNPACKED:
                raise _unsound("bomb", path, f"{unpacked} bytes unpacked, more than {MAX_UNPACKED}")
            if not archive.infolist():
                raise _unsound("empty-body", path, "holds nothing")
            damaged = archive.testzip()
    except ZIP_DAMAGE as error:
        raise _unsound("damaged-archive", path, str(error)) from error
    if damaged is not None:
        raise _unsound("damaged-archive", path, f"the checksum of member {damaged!r} is wrong")


def _check_gzip(path: str, body: BinaryIO) -> None:
    """Read to the trailer, whose CRC-32 and length `gzip` compares."""
    unpacked = 0
    try:
        with gzip.GzipFile(fileobj=body, mode="rb") as stream:
            while chunk := stream.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MAX_UNPACKED:
                    raise _unsound("bomb", path, f"more than {MAX_UNPACKED} bytes unpacked")
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise _unsound("damaged-archive", path, str(error)) from error
    if unpacked == 0:
        raise _unsound("empty-body", path, "holds nothing")


def _check_index(path: str, head: bytes, tail: bytes) -> None:
    """Check that an index has its line of dashes, and that its last row ends with a path.

    One without rows ends with that line, whole.
    """
    if _DASHES.search(head) is None:
        raise _other_kind(path, "an index", head)
    if not tail.rstrip().endswith((b".txt", b".htm")) and not tail.endswith(b"-\n"):
        raise _cut_short(path, "an index", tail)


def _check_submission(path: str, head: bytes, tail: bytes) -> None:
    """A submission names its accession number near its start and closes what it opened."""
    if not head.lstrip().startswith(_SUBMISSION_STARTS):
        raise _other_kind(path, "a submission", head)
    _check_accession(path, head)
    if not tail.rstrip().endswith(_SUBMISSION_ENDS):
        raise _cut_short(path, "a submission", tail)


def _check_accession(path: str, head: bytes) -> None:
    accession = _name(path).partition(".")[0]
    if accession.encode() not in head:
        raise _unsound("another-filing", path, f"what arrived does not name {accession}")


def _check_header(path: str, head: bytes, tail: bytes) -> None:
    """A header names its accession number and closes `<SEC-HEADER>`; how others end differs."""
    if not head.lstrip().startswith((b"<SEC-HEADER>", b"<SUBMISSION>", b"<ACCEPTANCE-DATETIME>")):
        raise _other_kind(path, "a submission header", head)
    _check_accession(path, head)
    if b"<SEC-HEADER>" in head and not tail.rstrip().endswith(b"</SEC-HEADER>"):
        raise _cut_short(path, "a submission header", tail)


def _check_rss(path: str, head: bytes, tail: bytes) -> None:
    if b"<rss" not in head:
        raise _other_kind(path, "an RSS file", head)
    if not tail.rstrip().endswith(b"</rss>"):
        raise _cut_short(path, "an RSS file", tail)
