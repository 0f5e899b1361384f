"""One request rate for all threads of the process, and pauses that all of them keep."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MARGIN = 1.05
"""Requests leave this much further apart than the rate asks, so that jitter on the way does not
bring one more of them into a second at the server."""


class StoppedError(RuntimeError):
    """No more requests are to be sent."""


class Pacer:
    """Lets requests leave one after the other, evenly spaced, and none during a pause.

    The first request after a pause is a probe: the others wait until its answer is known, since
    a server that still blocks begins its block anew with each request it sees.

    Args:
        requests_per_second: Most requests in any second.
        on_pause: Called about once a second during a pause with the seconds that remain, and
            once with 0 when it is over.
    """

    def __init__(
        self, requests_per_second: float, on_pause: Callable[[float], None] = lambda _: None
    ) -> None:
        if not requests_per_second > 0:
            raise ValueError(f"a rate of {requests_per_second} requests per second is not positive")
        self._interval = MARGIN / requests_per_second
        self._on_pause = on_pause
        self.stopped = threading.Event()
        self._changed = threading.Condition()
        self._next = 0.0
        self._paused_until: float | None = None
        self._probing = False
        self._told_at = -math.inf

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until a request may leave; the answer belongs inside the context.

        Raises:
            StoppedError: `stop` was called, before or meanwhile.
        """
        probe = self._leave()
        try:
            yield
        finally:
            if probe:
                self._end_probe()

    def pause(self, seconds: float) -> None:
        """Let no request leave for `seconds` from now, nor before the end of an earlier pause."""
        with self._changed:
            until = time.monotonic() + seconds
            self._paused_until = max(until, self._paused_until or until)
            self._changed.notify_all()

    def stop(self) -> None:
        """Let no request leave any more; whoever waits is told."""
        self.stopped.set()
        with self._changed:
            self._changed.notify_all()

    def _leave(self) -> bool:
        """Wait for a turn; whether the request is the probe after a pause."""
        with self._changed:
            while (delay := self._delay()) > 0 and not self.stopped.is_set():
                self._changed.wait(delay)
            if self.stopped.is_set():
                raise StoppedError("no more requests are to be sent")
            probe = self._paused_until is not None
            if probe:
                self._paused_until = None
                self._probing = True
                self._tell(0.0)
            self._next = time.monotonic() + self._interval
            return probe

    def _delay(self) -> float:
        """Seconds to wait before looking again; 0 when a request may leave."""
        now = time.monotonic()
        if self._paused_until is not None and now < self._paused_until:
            remaining = self._paused_until - now
            if now - self._told_at >= 1:
                self._tell(remaining)
            return min(remaining, 1.0)
        if self._probing:
            return 1.0
        return self._next - now

    def _tell(self, remaining: float) -> None:
        self._told_at = time.monotonic()
        self._on_pause(remaining)

    def _end_probe(self) -> None:
        with self._changed:
            self._probing = False
            self._changed.notify_all()
