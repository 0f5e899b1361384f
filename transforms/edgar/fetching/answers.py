"""What an answer of EDGAR's web server means: a file, no such file, a block, or none at all."""

import email.utils
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, BinaryIO

from transforms.edgar.errors import NoAnswerError, RetrievalError, UnsoundBodyError

if TYPE_CHECKING:  # a store can be read without the libraries of HTTP, which start slowly
    import requests

CHUNK = 1 << 16
_PIECE = 64  # of a page that is cut short, the last piece does not arrive

# <h1>Your Request Originates from an Undeclared Automated Tool</h1>
_BLOCK_PAGE = re.compile(
    rb"request rate threshold exceeded|undeclared automated tool"
    rb"|your access to sec\.gov will be limited|automated access to our sites",
    re.IGNORECASE,
)
# <Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>
_NO_SUCH_OBJECT = re.compile(rb"<Code>\s*NoSuchKey\s*</Code>")
# <Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>
_ACCESS_DENIED = re.compile(rb"<Code>\s*AccessDenied\s*</Code>")
_LONGEST_RETRY_AFTER = 3600.0
_GZIP = ["gzip"]


class ThrottledError(Exception):
    """This answer is a block page; it says nothing about the file.

    Args:
        retry_after: Seconds that the server asks to wait, 0 if it does not say.
    """

    def __init__(self, retry_after: float) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class ServerError(NoAnswerError):
    """A 5xx answer; `retry_after` are the seconds that the server asks to wait."""

    retry_after = 0.0


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """EDGAR has no such file: an answer, not a failure.

    Attributes:
        path: Below `Archives/`.
        reason: What EDGAR answered.
        is_definite: Whether the answer can mean nothing else. The storage behind EDGAR answers
            403 `AccessDenied` for an object that does not exist, but also when it refuses one
            that does.
    """

    path: str
    reason: str
    is_definite: bool = True


@dataclass(frozen=True, slots=True)
class Validators:
    """What identifies a version of a file (RFC 9110 section 8.8); sent back, it saves the body.

    Attributes:
        etag: As the server wrote it, quotes and all.
        last_modified: As the server wrote it.
    """

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, response: "requests.Response") -> "Validators":
        """The validators of an answer, each None where it has none."""
        return cls(response.headers.get("ETag"), response.headers.get("Last-Modified"))

    def conditions(self) -> dict[str, str]:
        """Header fields that ask for the file only if it is another version by now."""
        fields = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in fields.items() if value}


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class NotModified:
    """The file is the version that the request named: HTTP 304."""

    path: str


@dataclass(frozen=True, slots=True)
class Body:
    """A file as EDGAR has it, checked and whole.

    Attributes:
        path: Below `Archives/`.
        content: Seekable and at its start; closing it frees the memory or temporary file.
        sha256: Of the content, in hexadecimal.
        size: In bytes.
        validators: Of this version of the file.
    """

    path: str
    content: BinaryIO
    sha256: str
    size: int
    validators: Validators = NO_VALIDATORS


def refusal(path: str, response: "requests.Response") -> NotAvailable:
    """What an answer other than 200 to the request for `path` means.

    A 403 can be a block or the storage's way to say that there is no such file; only the body
    shows which. One that shows neither is taken for a block, which does no harm if it is wrong.

    Raises:
        ThrottledError: It is a block page.
        ServerError: The server failed.
        RetrievalError: Anything else.
    """
    status = response.status_code
    start = _start(response)
    if status == HTTPStatus.TOO_MANY_REQUESTS or _BLOCK_PAGE.search(start):
        raise ThrottledError(_retry_after(response))
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return NotAvailable(path, f"HTTP {status}")
    if status == HTTPStatus.FORBIDDEN:
        if _NO_SUCH_OBJECT.search(start):
            return NotAvailable(path, f"HTTP {status}, no such object")
        if _ACCESS_DENIED.search(start):
            return NotAvailable(path, f"HTTP {status}, access denied", is_definite=False)
        raise ThrottledError(_retry_after(response))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        error = ServerError("server-error", f"{path}: HTTP {status}")
        error.retry_after = _retry_after(response)
        raise error
    location = response.headers.get("Location")
    to = f", which leads to {location[:200]!r}" if location else ""
    raise RetrievalError("unexpected-status", f"{path}: HTTP {status}{to}")


def _start(response: "requests.Response") -> bytes:
    """The first bytes of the body, or as many of them as arrive.

    What an answer means must depend neither on the pieces in which its page comes nor on whether
    it comes whole: a block page that is cut short is still one.
    """
    start = bytearray()
    with suppress(OSError):  # which all errors of `requests` are
        for piece in response.iter_content(_PIECE):
            start += piece
            if len(start) >= CHUNK:
                break
    return bytes(start)


def refuse_block_page(content: BinaryIO) -> None:
    """Refuse a block page that came with status 200; leaves `content` anywhere.

    Raises:
        ThrottledError: It is one.
    """
    content.seek(0)
    start = content.read(CHUNK)
    if start.lstrip()[:1] == b"<" and b"<html" in start.lower() and _BLOCK_PAGE.search(start):
        raise ThrottledError(0.0)


def decoded(path: str, response: "requests.Response") -> Iterator[bytes]:
    """The body without its content coding, which must reach the coding's own end.

    urllib3 compares the length with Content-Length, but accepts a gzip coding that is cut short.

    Raises:
        UnsoundBodyError: The coding ends early, or is none that was asked for.
        zlib.error: The coding is damaged.
    """
    raw = response.raw.stream(CHUNK, decode_content=False)
    codings = _codings(response)
    if not codings:
        yield from raw
        return
    if codings != _GZIP:
        raise UnsoundBodyError(
            "not-the-file", f"{path}: in the coding {', '.join(codings)!r}, which is not read"
        )
    member = _gzip_member()
    for packed in raw:
        rest = packed
        while rest:
            if member.eof:  # a coding may have several members (RFC 1952 section 2.2)
                member = _gzip_member()
            yield member.decompress(rest, CHUNK)
            rest = member.unconsumed_tail or member.unused_data
    yield member.flush()
    if not member.eof:
        raise UnsoundBodyError("truncated", f"{path}: the gzip coding of the answer is cut short")


def _gzip_member() -> "zlib._Decompress":
    return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)


def has_known_length(response: "requests.Response") -> bool:
    """Whether a body that is cut short would show (RFC 9112 section 6.3).

    One without length, chunks or gzip coding ends where the connection does, for whatever reason.
    So does one whose length is no number: what counts is what the connection made of the fields.
    """
    raw = response.raw
    return raw.chunked or raw.length_remaining is not None or _codings(response) == _GZIP


def _codings(response: "requests.Response") -> list[str]:
    """The content codings that were applied (RFC 9110 section 8.4), `x-gzip` as `gzip`."""
    named = response.headers.get("Content-Encoding", "").lower().split(",")
    codings = (each.strip().removeprefix("x-") for each in named)
    return [each for each in codings if each not in ("", "identity")]


def _retry_after(response: "requests.Response") -> float:
    """Seconds of the `Retry-After` field, RFC 9110 section 10.2.3; 0 without a usable one."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), _LONGEST_RETRY_AFTER)
    try:
        moment = email.utils.parsedate_to_datetime(value).timestamp()
    except (ValueError, OverflowError):  # the latter of a year or zone of too many digits
        return 0.0
    return min(max(moment - time.time(), 0.0), _LONGEST_RETRY_AFTER)
