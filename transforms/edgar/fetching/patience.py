"""How often a file is asked for, how long that takes, and when a job gives up."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import tenacity

from transforms.edgar.errors import RetrievalError, UnsoundBodyError
from transforms.edgar.fetching.answers import ServerError
from transforms.edgar.fetching.connections import TimeLimits


class BlockedError(RuntimeError):
    """EDGAR still blocks after every pause; going on would only prolong it."""


class UnreachableError(RuntimeError):
    """File after file failed: the network or EDGAR is down, the files are not missing."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a file is asked for.

    Attributes:
        block_seconds: Least pause after a block page.
        blocks: Block pages in a row for one file before `BlockedError`.
        attempts: Most requests for a file to which no usable answer comes.
        unsound_attempts: Most requests for a file that comes damaged or is another one: fewer,
            since EDGAR may have nothing better.
        backoff_seconds: First delay between attempts; it doubles, with jitter, up to a minute.
        connect_seconds: Longest time to make a connection.
        read_seconds: Longest silence of the server.
        failures: Files that fail in a row before `UnreachableError`.
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


class Streak:
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
        """End the row: a file came."""
        with self._lock:
            self._length = 0


def enough_of(patience: Patience) -> Callable[[tenacity.RetryCallState], bool]:
    """Whether a file has been asked for as often as it may."""

    def enough(state: tenacity.RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        unsound = isinstance(error, UnsoundBodyError)
        return state.attempt_number >= (patience.unsound_attempts if unsound else patience.attempts)

    return enough


def wait_as_asked(first: float) -> Callable[[tenacity.RetryCallState], float]:
    """Exponential waits with jitter, or longer where the server asks for it by `Retry-After`."""
    exponential = tenacity.wait_exponential_jitter(initial=first, max=60.0, jitter=first)

    def wait(state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after if isinstance(error, ServerError) else 0.0
        return max(exponential(state), asked)

    return wait
