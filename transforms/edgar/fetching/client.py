"""Requests to EDGAR: declared, paced, stopped by a block, tried again where that helps."""

import hashlib
import re
import tempfile
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

import requests
import tenacity
import urllib3.exceptions
from requests.adapters import HTTPAdapter

from transforms.edgar.errors import NoAnswerError, RetrievalError, UnsoundBodyError
from transforms.edgar.fetching.answers import (
    Body,
    NotAvailable,
    ServerError,
    ThrottledError,
    decoded,
    refusal,
    refuse_block_page,
)
from transforms.edgar.fetching.integrity import check_body
from transforms.edgar.fetching.pacer import Pacer

SEC = "https://www.sec.gov"
CONNECTIONS = 16
"""Enough to keep up the rate with answers that take two seconds."""
IN_MEMORY = 8 << 20
"""A body larger than this goes to a temporary file."""

_CONTACT = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}")
_PLACEHOLDER = re.compile(r"@(?:[\w.-]+\.)?example(?:\.(?:com|org|net))?\b", re.IGNORECASE)

Check = Callable[[str, BinaryIO], None]


class BlockedError(RuntimeError):
    """EDGAR still blocks after every pause; going on would only prolong it."""


class UnreachableError(RuntimeError):
    """File after file failed: the network or EDGAR is down, the files are not missing."""


def checked_user_agent(user_agent: str, base_url: str = SEC) -> str:
    """`user_agent` if it says who asks and how to reach them, as the SEC wants it declared.

    Raises:
        ValueError: No name, no e-mail address, a placeholder, or not printable ASCII.
    """
    agent = user_agent.strip()
    if not agent.isascii() or not agent.isprintable():
        raise ValueError(f"user agent {user_agent!r} must be printable ASCII")
    contact = _CONTACT.search(agent)
    if contact is None or not agent.replace(contact[0], "").strip(" <>()-,;:/"):
        raise ValueError(
            f"user agent {user_agent!r} must give a name and a contact address,"
            " such as 'Name of your company you@your-company.com'"
        )
    if base_url.startswith(SEC) and _PLACEHOLDER.search(agent):
        raise ValueError(f"user agent {user_agent!r} gives a placeholder for the contact address")
    return agent


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a request is kept up.

    Attributes:
        block_seconds: Least pause after a block page.
        blocks: Block pages in a row for one file before `BlockedError`.
        attempts: Requests for one file that the server or the network does not give.
        unsound_attempts: Requests for one file that comes, but not as it should be: fewer, for it
            may be that EDGAR has no better.
        backoff_seconds: First delay between attempts; it doubles, with jitter, up to a minute.
        connect_seconds: Until a connection must stand.
        read_seconds: Longest silence of the server.
        failures: Files in a row that could not be had before `UnreachableError`.
    """

    block_seconds: float = 600.0
    blocks: int = 6
    attempts: int = 6
    unsound_attempts: int = 3
    backoff_seconds: float = 2.0
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    failures: int = 10


@dataclass(frozen=True, slots=True)
class EdgarAccess:
    """How EDGAR is asked, as a configuration says it.

    Attributes:
        user_agent: See `checked_user_agent`.
        base_url: What `/Archives/` follows.
        requests_per_second: Of the whole job.
        block_seconds: Least pause after a block page.
    """

    user_agent: str
    base_url: str = SEC
    requests_per_second: float = 8.0
    block_seconds: float = 600.0

    def client(self, on_pause: Callable[[float], None] = lambda _: None) -> "Client":
        """A client with a pacer of its own; there must be no other in use."""
        return Client(
            self.user_agent,
            Pacer(self.requests_per_second, on_pause),
            base_url=self.base_url,
            patience=Patience(block_seconds=self.block_seconds),
        )


class Client:
    """Asks EDGAR for files, from any number of threads at one common rate.

    Args:
        user_agent: Name and contact address; see `checked_user_agent`.
        pacer: Shared by every client of the process.
        base_url: What `/Archives/` follows.
        connections: Most connections at a time.
        patience: How long a request is kept up.
        max_bytes: Largest body that is taken.

    Attributes:
        requests: How many were sent.
    """

    def __init__(
        self,
        user_agent: str,
        pacer: Pacer,
        *,
        base_url: str = SEC,
        connections: int = CONNECTIONS,
        patience: Patience | None = None,
        max_bytes: int = 8 << 30,
    ) -> None:
        self._base = base_url.rstrip("/") + "/Archives/"
        self._pacer = pacer
        self._patience = patience or Patience()
        self._max_bytes = max_bytes
        self.requests = 0
        self._counting = threading.Lock()
        self._session = _session(checked_user_agent(user_agent, base_url), connections)
        self._failures = _Streak(self._patience.failures)
        self._retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type((NoAnswerError, UnsoundBodyError)),
            wait=_wait_as_asked(self._patience.backoff_seconds),
            stop=_enough_of(self._patience),
            sleep=tenacity.sleep_using_event(pacer.stopped),
            reraise=True,
        )

    def get(self, path: str, check: Check = check_body) -> Body | NotAvailable:
        """The file at `path` below `Archives/`, passed by `check`, or that there is none.

        Raises:
            UnsoundBodyError: What arrives is still not that file at the last attempt.
            NoAnswerError: No usable answer at the last attempt.
            RetrievalError: An answer that asking again will not mend.
            BlockedError: EDGAR blocks and goes on blocking.
            UnreachableError: The files before this one failed as well.
        """
        try:
            answer = self._retrying.copy()(self._outlast_blocks, path, check)
        except NoAnswerError as error:
            self._failures.add(error)
            raise
        self._failures.end()
        return answer

    def stop(self) -> None:
        """Send nothing any more; threads that wait to do so are told by `StoppedError`."""
        self._pacer.stop()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _outlast_blocks(self, path: str, check: Check) -> Body | NotAvailable:
        """One answer, however many blocks have to be sat out before it comes."""
        for _ in range(self._patience.blocks):
            with self._pacer.turn():
                try:
                    return self._ask(path, check)
                except ThrottledError as block:
                    self._pacer.pause(max(self._patience.block_seconds, block.retry_after))
        raise BlockedError(
            f"{self._base}{path}: still blocked after {self._patience.blocks} requests"
            f" with pauses of {self._patience.block_seconds:g} s"
        )

    def _ask(self, path: str, check: Check) -> Body | NotAvailable:
        """Send one request."""
        with self._counting:
            self.requests += 1
        packed = path.endswith((".gz", ".zip"))
        try:
            with self._session.get(
                self._base + path,
                headers={"Accept-Encoding": "identity" if packed else "gzip"},
                stream=True,
                allow_redirects=False,  # each would be a request that nobody paced
                timeout=(self._patience.connect_seconds, self._patience.read_seconds),
            ) as response:
                if response.status_code != requests.codes.ok:
                    return refusal(path, response)
                return self._take(path, response, check)
        except (requests.RequestException, urllib3.exceptions.HTTPError, zlib.error) as error:
            raise NoAnswerError("no-answer", f"{path}: {error}") from error

    def _take(self, path: str, response: requests.Response, check: Check) -> Body:
        """Read the body to its end and check it."""
        spool = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 handed on open
        try:
            digest, size = self._receive(path, response, spool)
            refuse_block_page(spool)
            check(path, spool)
            spool.seek(0)
        except BaseException:
            spool.close()
            raise
        return Body(path, spool, digest, size)

    def _receive(self, path: str, response: requests.Response, to: BinaryIO) -> tuple[str, int]:
        """Write the body to `to`; its SHA-256 and size."""
        digest, size = hashlib.sha256(), 0
        for chunk in decoded(path, response):
            size += len(chunk)
            if size > self._max_bytes:
                raise RetrievalError("too-large", f"{path}: more than {self._max_bytes} bytes")
            digest.update(chunk)
            to.write(chunk)
        return digest.hexdigest(), size


class _Streak:
    """Failures in a row, over all threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._length = 0
        self._lock = threading.Lock()

    def add(self, error: NoAnswerError) -> None:
        """Count a failure; raise `UnreachableError` when there were too many."""
        with self._lock:
            self._length += 1
            if self._length >= self._most:
                raise UnreachableError(f"{self._length} files in a row: {error.message}") from error

    def end(self) -> None:
        with self._lock:
            self._length = 0


def _session(user_agent: str, connections: int) -> requests.Session:
    session = requests.Session()
    adapter = HTTPAdapter(pool_maxsize=connections, pool_block=True, max_retries=0)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    session.headers["User-Agent"] = user_agent
    return session


def _enough_of(patience: Patience) -> Callable[[tenacity.RetryCallState], bool]:
    """Whether a file has been asked for as often as it may."""

    def enough(state: tenacity.RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        unsound = isinstance(error, UnsoundBodyError)
        return state.attempt_number >= (patience.unsound_attempts if unsound else patience.attempts)

    return enough


def _wait_as_asked(first: float) -> Callable[[tenacity.RetryCallState], float]:
    """Exponential waits with jitter, or longer where the server asks for it by `Retry-After`."""
    exponential = tenacity.wait_exponential_jitter(initial=first, max=60.0, jitter=first)

    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, ServerError) else 0.0
        return max(exponential(state), asked)

    return wait
