"""The time, for what waits or grows old."""

import threading
import time
from typing import Final


class Clock:
    """The time of this machine; tests have clocks of their own."""

    def now(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def time(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Wait until `condition`, which is held, is notified, but no longer than `seconds`."""
        condition.wait(seconds)


SYSTEM_CLOCK: Final = Clock()
