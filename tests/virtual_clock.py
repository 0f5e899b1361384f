"""Time that passes only where somebody waits: pauses of minutes cost a test nothing."""

import threading
from collections.abc import Callable

from transforms.clock import Clock


class VirtualClock(Clock):
    """A clock for `Pacer`; for tests with one thread.

    Attributes:
        seconds: What it shows, also as seconds since the epoch.
        on_wait: Called at each wait with its seconds, the condition being held.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self.on_wait: Callable[[float], None] = lambda _: None

    def now(self) -> float:
        return self.seconds

    def time(self) -> float:
        return self.seconds

    def wait(self, condition: threading.Condition, seconds: float) -> None:  # noqa: ARG002
        self.seconds += seconds
        self.on_wait(seconds)
