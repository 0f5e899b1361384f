"""Requests to EDGAR: declared, paced, stopped by a block, tried again where that helps."""

import hashlib
import re
import tempfile
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, Final, cast

import requests
import tenacity
import urllib3.exceptions

from transforms.edgar.errors import NoAnswerError, RetrievalError, UnsoundBodyError
from transforms.edgar.fetching.answers import (
    NO_VALIDATORS,
    Body,
    NotAvailable,
    NotModified,
    ServerError,
    ThrottledError,
    Validators,
    decoded,
    has_known_length,
    refusal,
    refuse_block_page,
)
from transforms.edgar.fetching.connections import TimedAdapter, TimeLimits
from transforms.edgar.fetching.integrity import check_body, shows_its_end
from transforms.edgar.fetching.pacer import SYSTEM_CLOCK, Clock, Pacer
from transforms.edgar.fetching.store import Store
from transforms.edgar.paths import SEC

CONNECTIONS = 16
"""Enough to keep up the rate with answers that take two seconds."""
IN_MEMORY = 8 << 20
"""A body larger than this goes to a temporary file."""
TOO_LARGE: Final = "too-large"
"""Error code of a body that is larger than a client takes."""
LONGEST_PAUSE = 3600.0
"""Longest pause, in seconds, that a job takes over from an earlier one."""

# data@acme.com
_CONTACT = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}")
# you@example.com
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
        limits: How long an answer may take in all.
    """

    block_seconds: float = 600.0
    blocks: int = 6
    attempts: int = 6
    unsound_attempts: int = 3
    backoff_seconds: float = 2.0
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    failures: int = 10
    limits: TimeLimits = field(default_factory=TimeLimits)


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

    def client(
        self,
        store: Store,
        on_pause: Callable[[float], None] = lambda _: None,
        clock: Clock = SYSTEM_CLOCK,
    ) -> "Client":
        """A client with a pacer of its own; there must be no other in use.

        Args:
            store: Keeps until when EDGAR blocks, for the jobs that follow.
            on_pause: See `Pacer`.
            clock: See `Pacer`.
        """
        pacer = Pacer(self.requests_per_second, on_pause, clock)
        left = store.blocked_until() - clock.time()
        if left > 0:
            pacer.pause(min(left, LONGEST_PAUSE))
        return Client(
            self.user_agent,
            pacer,
            base_url=self.base_url,
            patience=Patience(block_seconds=self.block_seconds),
            on_block=lambda seconds: store.keep_block(clock.time() + seconds),
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
        on_block: Called at each block page with the seconds in which nothing is sent.

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
        on_block: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._base = base_url.rstrip("/") + "/Archives/"
        self._pacer = pacer
        self._patience = patience or Patience()
        self._max_bytes = max_bytes
        self._on_block = on_block
        self.requests = 0
        self._counting = threading.Lock()
        self._session = _session(
            checked_user_agent(user_agent, base_url), connections, self._patience.limits
        )
        self._failures = _Streak(self._patience.failures)
        self._retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type((NoAnswerError, UnsoundBodyError)),
            wait=_wait_as_asked(self._patience.backoff_seconds),
            stop=_enough_of(self._patience),
            sleep=pacer.sleep,
            reraise=True,
        )

    def get(self, path: str, check: Check = check_body) -> Body | NotAvailable:
        """The file at `path` below `Archives/`, passed by `check`, or that there is none.

        Raises: as `get_if_changed`.
        """
        answer = self.get_if_changed(path, NO_VALIDATORS, check)
        return cast(Body | NotAvailable, answer)  # 304 answers a condition only

    def get_if_changed(
        self, path: str, known: Validators, check: Check = check_body
    ) -> Body | NotAvailable | NotModified:
        """The file at `path`, or that there is none, or that it is still the version `known`.

        Raises:
            UnsoundBodyError: What arrives is still not that file at the last attempt.
            NoAnswerError: No usable answer at the last attempt.
            RetrievalError: An answer that asking again will not mend.
            BlockedError: EDGAR blocks and goes on blocking.
            UnreachableError: The files before this one failed as well.
        """
        try:
            answer = self._retrying.copy()(self._outlast_blocks, path, known, check)
        except RetrievalError as error:
            if error.error != TOO_LARGE:  # which is about this file alone
                self._failures.add(error)
            raise
        self._failures.end()
        return answer

    def stop(self) -> None:
        """Send nothing any more; in threads that wait to do so `StoppedError` is raised."""
        self._pacer.stop()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _outlast_blocks(
        self, path: str, known: Validators, check: Check
    ) -> Body | NotAvailable | NotModified:
        """One answer, however many blocks have to be sat out before it comes."""
        for _ in range(self._patience.blocks):
            with self._pacer.turn():
                try:
                    return self._ask(path, known, check)
                except ThrottledError as block:
                    seconds = max(self._patience.block_seconds, block.retry_after)
                    self._pacer.pause(seconds)
                    self._on_block(seconds)
        raise BlockedError(
            f"{self._base}{path}: still blocked after {self._patience.blocks} requests"
            f" with pauses of {self._patience.block_seconds:g} s"
        )

    def _ask(self, path: str, known: Validators, check: Check) -> Body | NotAvailable | NotModified:
        """Send one request."""
        with self._counting:
            self.requests += 1
        packed = path.endswith((".gz", ".zip"))
        try:
            with self._session.get(
                self._base + path,
                headers={
                    "Accept-Encoding": "identity" if packed else "gzip",
                    **known.conditions(),
                },
                stream=True,
                allow_redirects=False,  # each would be a request that nobody paced
                timeout=(self._patience.connect_seconds, self._patience.read_seconds),
            ) as response:
                if response.status_code == requests.codes.not_modified and known.conditions():
                    return NotModified(path)
                if response.status_code != requests.codes.ok:
                    return refusal(path, response)
                return self._take(path, response, check)
        except (requests.RequestException, urllib3.exceptions.HTTPError, zlib.error) as error:
            raise NoAnswerError("no-answer", f"{path}: {error}") from error

    def _take(self, path: str, response: requests.Response, check: Check) -> Body:
        """Read the body to its end and check it."""
        if not (has_known_length(response) or shows_its_end(path)):
            raise UnsoundBodyError(
                "unbounded-body", f"{path}: the answer does not show whether it is whole"
            )
        spool = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))  # noqa: SIM115 handed on open
        try:
            digest, size = self._receive(path, response, spool)
            refuse_block_page(spool)
            check(path, spool)
            spool.seek(0)
        except BaseException:
            spool.close()
            raise
        return Body(path, spool, digest, size, Validators.of(response))

    def _receive(self, path: str, response: requests.Response, to: BinaryIO) -> tuple[str, int]:
        """Write the body to `to`; its SHA-256 and size."""
        digest, size = hashlib.sha256(), 0
        for chunk in decoded(path, response):
            size += len(chunk)
            if size > self._max_bytes:
                raise RetrievalError(TOO_LARGE, f"{path}: more than {self._max_bytes} bytes")
            digest.update(chunk)
            to.write(chunk)
        return digest.hexdigest(), size


class _Streak:
    """Failures in a row, over all threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._length = 0
        self._lock = threading.Lock()

    def add(self, error: RetrievalError) -> None:
        """Count a failure; raise `UnreachableError` when there were too many."""
        with self._lock:
            self._length += 1
            if self._length >= self._most:
                raise UnreachableError(f"{self._length} files in a row: {error.message}") from error

    def end(self) -> None:
        with self._lock:
            self._length = 0


def _session(user_agent: str, connections: int, limits: TimeLimits) -> requests.Session:
    session = requests.Session()
    adapter = TimedAdapter(limits, connections)
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
