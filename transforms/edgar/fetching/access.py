"""How EDGAR is asked, as a configuration says it: by whom, where, and at what rate."""

from collections.abc import Callable
from dataclasses import dataclass

from transforms.clock import SYSTEM_CLOCK, Clock
from transforms.edgar.fetching.client import Client
from transforms.edgar.fetching.pacer import Pacer
from transforms.edgar.fetching.patience import Patience
from transforms.edgar.fetching.store import Store
from transforms.edgar.paths import SEC

LONGEST_PAUSE = 3600.0
"""Longest pause, in seconds, that a job takes over from an earlier one."""


@dataclass(frozen=True, slots=True)
class EdgarAccess:
    """All that a client of EDGAR has to know.

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
    ) -> Client:
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
