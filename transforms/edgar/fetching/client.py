"""Requests to EDGAR: declared, paced, stopped by a block, tried again where that helps."""

import hashlib
import tempfile
import threading
import zlib
from collections.abc import Callable
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
    ThrottledError,
    Validators,
    decoded,
    has_known_length,
    refusal,
    refuse_block_page,
)
from transforms.edgar.fetching.connections import TimedAdapter, TimeLimits
from transforms.edgar.fetching.failures import failure
from transforms.edgar.fetching.integrity import check_body, shows_its_end
from transforms.edgar.fetching.pacer import Pacer
from transforms.edgar.fetching.patience import (
    BlockedError,
    Patience,
    Streak,
    enough_of,
    wait_as_asked,
)
from transforms.edgar.fetching.user_agent import checked_user_agent
from transforms.edgar.paths import SEC

CONNECTIONS = 16
"""Enough to keep up the rate with answers that take two seconds."""
IN_MEMORY = 8 << 20
"""A body larger than this goes to a temporary file."""
TOO_LARGE: Final = "too-large"
"""Error code of a body that is larger than a client takes."""

Check = Callable[[str, BinaryIO], None]


class Client:
    """Asks EDGAR for files, from any number of threads at one common rate.

    Args:
        user_agent: Name and contact address; see `checked_user_agent`.
        pacer: Shared by every client of the process.
        base_url: What `/Archives/` follows.
        patience: How often and how long a file is asked for.
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
        self._session = _session(checked_user_agent(user_agent, base_url), self._patience.limits)
        self._failures = Streak(self._patience.failures)
        self._retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type((NoAnswerError, UnsoundBodyError)),
            wait=wait_as_asked(self._patience.backoff_seconds),
            stop=enough_of(self._patience),
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
            UnsoundBodyError: At the last attempt, too, another file or a damaged one arrives.
            NoAnswerError: No usable answer at the last attempt.
            RetrievalError: An answer that would be the same if asked again.
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
        """One answer, after as many pauses as EDGAR's blocks ask for."""
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
        try:
            with self._send(path, known) as response:
                if response.status_code == requests.codes.not_modified and known.conditions():
                    return NotModified(path)
                if response.status_code != requests.codes.ok:
                    return refusal(path, response)
                return self._take(path, response, check)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise failure(path, error) from error
        except zlib.error as error:
            raise NoAnswerError("no-answer", f"{path}: {error}") from error

    def _send(self, path: str, known: Validators) -> requests.Response:
        """The beginning of an answer."""
        packed = path.endswith((".gz", ".zip"))
        try:
            return self._session.get(
                self._base + path,
                headers={
                    "Accept-Encoding": "identity" if packed else "gzip",
                    **known.conditions(),
                },
                stream=True,
                allow_redirects=False,
                timeout=(self._patience.connect_seconds, self._patience.read_seconds),
            )
        except OSError as error:  # not of `requests` alone: REQUESTS_CA_BUNDLE names no file
            raise failure(path, error) from error

    def _take(self, path: str, response: requests.Response, check: Check) -> Body:
        """Read the body to its end and check it; not one that says that it is too large."""
        if not (has_known_length(response) or shows_its_end(path)):
            raise UnsoundBodyError(
                "unbounded-body", f"{path}: the answer does not show whether it is whole"
            )
        self._check_size(path, response.raw.length_remaining or 0)
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
            self._check_size(path, size)
            digest.update(chunk)
            _write(to, chunk)
        return digest.hexdigest(), size

    def _check_size(self, path: str, size: int) -> None:
        if size > self._max_bytes:
            raise RetrievalError(TOO_LARGE, f"{path}: more than {self._max_bytes} bytes")


def _write(to: BinaryIO, chunk: bytes) -> None:
    """Write to a temporary file; an error names its directory, lest the store be blamed."""
    try:
        to.write(chunk)
    except OSError as error:
        raise OSError(error.errno, error.strerror, tempfile.gettempdir()) from error


class _Session(requests.Session):
    """A session that knows no redirects: each would be a request that nobody paced.

    Where it is told not to follow them, `requests` still reads the whole answer to find out where
    it leads, and fails if that is no address.
    """

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """No target, whatever the answer says."""
        del resp
        return None


def _session(user_agent: str, limits: TimeLimits) -> requests.Session:
    session = _Session()
    adapter = TimedAdapter(limits, CONNECTIONS)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    session.headers["User-Agent"] = user_agent
    return session
