"""What an answer of EDGAR's web server means: a file, no such file, a block, or none at all."""

import email.utils
import re
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import requests

from transforms.edgar.errors import NoAnswerError, RetrievalError, UnsoundBodyError

CHUNK = 1 << 16

_BLOCK_PAGE = re.compile(
    rb"request rate threshold exceeded|undeclared automated tool"
    rb"|your access to sec\.gov will be limited|automated access to our sites",
    re.IGNORECASE,
)
_NO_SUCH_OBJECT = re.compile(rb"<Code>\s*(?:AccessDenied|NoSuchKey)\s*</Code>")
_LONGEST_RETRY_AFTER = 3600.0


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
    """EDGAR has no such file: an answer, not a failure."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Body:
    """A file as EDGAR has it, checked and whole.

    Attributes:
        path: Below `Archives/`.
        content: Seekable and at its start; closing it frees the memory or temporary file.
        sha256: Of the content, in hexadecimal.
        size: In bytes.
    """

    path: str
    content: BinaryIO
    sha256: str
    size: int


def refusal(path: str, response: requests.Response) -> NotAvailable:
    """What an answer other than 200 to the request for `path` means.

    A 403 can be a block or the storage's way to say that there is no such file; only the body
    tells. One that says neither is taken for a block, the error that does no harm.

    Raises:
        ThrottledError: It is a block page.
        ServerError: It is the server's own trouble.
        RetrievalError: Anything else.
    """
    status = response.status_code
    start = next(response.iter_content(CHUNK), b"")
    if status == requests.codes.too_many_requests or _BLOCK_PAGE.search(start):
        raise ThrottledError(_retry_after(response))
    if status in (requests.codes.not_found, requests.codes.gone):
        return NotAvailable(path, f"HTTP {status}")
    if status == requests.codes.forbidden:
        if _NO_SUCH_OBJECT.search(start):
            return NotAvailable(path, f"HTTP {status}, no such object")
        raise ThrottledError(_retry_after(response))
    if status >= requests.codes.internal_server_error or status == requests.codes.request_timeout:
        error = ServerError("server-error", f"{path}: HTTP {status}")
        error.retry_after = _retry_after(response)
        raise error
    raise RetrievalError("unexpected-status", f"{path}: HTTP {status}")


def refuse_block_page(content: BinaryIO) -> None:
    """Refuse a block page that came with status 200; leaves `content` anywhere.

    Raises:
        ThrottledError: It is one.
    """
    content.seek(0)
    start = content.read(CHUNK)
    if start.lstrip()[:1] == b"<" and b"<html" in start.lower() and _BLOCK_PAGE.search(start):
        raise ThrottledError(0.0)


def decoded(path: str, response: requests.Response) -> Iterator[bytes]:
    """The body less its content coding, held to the coding's own end.

    urllib3 compares what came with Content-Length, but takes a gzip coding that is cut short.

    Raises:
        UnsoundBodyError: The coding ends early.
        zlib.error: The coding is damaged.
    """
    raw = response.raw.stream(CHUNK, decode_content=False)
    if response.headers.get("Content-Encoding", "identity").lower() not in ("gzip", "x-gzip"):
        yield from raw
        return
    coding = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    for packed in raw:
        rest = packed
        while rest:
            yield coding.decompress(rest, CHUNK)
            rest = coding.unconsumed_tail
    yield coding.flush()
    if not coding.eof:
        raise UnsoundBodyError("truncated", f"{path}: the gzip coding of the answer is cut short")


def _retry_after(response: requests.Response) -> float:
    """Seconds of the `Retry-After` field, RFC 9110 section 10.2.3; 0 without a usable one."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), _LONGEST_RETRY_AFTER)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    return min(max(moment.timestamp() - time.time(), 0.0), _LONGEST_RETRY_AFTER)
