"""One request rate for all threads of the process, and pauses that all of them keep."""

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from transforms.clock import SYSTEM_CLOCK, Clock

MARGIN = 1.05
"""Factor of the interval between requests: jitter on the network may bring two of them closer together,
and still the server must not see one too many in a second."""


class StoppedError(RuntimeError):
    """No more requests are to be sent."""


class Pacer:
    """Lets requests leave one after the other, evenly spaced, and none during a pause.

    The first request after a pause is a probe: the others wait until its answer is known, since
    a server that still blocks starts its block again with each request it sees. If the probe gets
    no usable answer, the next request is the probe.

    The first request of all leaves one interval after the pacer was made, as if the last request
    of the pacer before it had just left.

    Args:
        requests_per_second: Most requests in any second.
        on_pause: Called about once a second during a pause with the seconds that remain, and
            once with 0 when it is over.
        clock: Which time counts.
    """

    def __init__(
        self,
        requests_per_second: float,
        on_pause: Callable[[float], None] = lambda _: None,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        if not requests_per_second > 0:
            raise ValueError(f"a rate of {requests_per_second} requests per second is not positive")
        self._interval = MARGIN / requests_per_second
        self._on_pause = on_pause
        self.clock = clock
        self._stopped = False
        self._changed = threading.Condition()
        self._next = clock.now() + self._interval
        self._paused_until: float | None = None
        self._probing = False
        self._reported_at = -math.inf

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until a request may leave; the answer belongs inside the context.

        Raises:
            StoppedError: `stop` was called, before or meanwhile.
        """
        probe = self._leave()
        answered = False
        try:
            yield
            answered = True
        finally:
            if probe:
                self._end_probe(answered)

    def pause(self, seconds: float) -> None:
        """Let no request leave for `seconds` from now, nor before the end of an earlier pause."""
        with self._changed:
            until = self.clock.now() + seconds
            self._paused_until = max(until, self._paused_until or until)
            self._changed.notify_all()

    def stop(self) -> None:
        """Let no request leave any more; `turn` raises for those that wait."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def sleep(self, seconds: float) -> None:
        """Wait for `seconds`, or until `stop` is called."""
        with self._changed:
            until = self.clock.now() + seconds
            while (left := until - self.clock.now()) > 0 and not self._stopped:
                self.clock.wait(self._changed, left)

    def _leave(self) -> bool:
        """Wait for a turn; whether the request is the probe after a pause."""
        with self._changed:
            while (delay := self._delay()) > 0 and not self._stopped:
                self.clock.wait(self._changed, delay)
            if self._stopped:
                raise StoppedError("no more requests are to be sent")
            probe = self._paused_until is not None
            if probe:
                self._paused_until = None
                self._probing = True
                self._report(0.0)
            self._next = self.clock.now() + self._interval
            return probe

    def _delay(self) -> float:
        """Seconds to wait before looking again; 0 when a request may leave."""
        now = self.clock.now()
        if self._paused_until is not None and now < self._paused_until:
            remaining = self._paused_until - now
            if now - self._reported_at >= 1:
                self._report(remaining)
            return min(remaining, 1.0)
        if self._probing:
            return 1.0
        return self._next - now

    def _report(self, remaining: float) -> None:
        self._reported_at = self.clock.now()
        self._on_pause(remaining)

    def _end_probe(self, answered: bool) -> None:
        with self._changed:
            self._probing = False
            if not answered and self._paused_until is None:
                self._paused_until = self.clock.now()
            self._changed.notify_all()
