"""The time, for what waits or grows old."""

import threading
import time
from typing import Protocol


class Clock(Protocol):
    """What is known of time by what waits; tests have one of their own."""

    def now(self) -> float:
        """Seconds since some moment; never goes back."""

    def time(self) -> float:
        """Seconds since the epoch."""

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Wait until `condition`, which is held, is notified, but no longer than `seconds`."""


class SystemClock:
    """The time of this machine."""

    def now(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def time(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Wait until `condition`, which is held, is notified, but no longer than `seconds`."""
        condition.wait(seconds)


SYSTEM_CLOCK = SystemClock()
