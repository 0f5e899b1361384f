"""Clients that soon give up the answers that are to stall, and no others.

A limit for all of them would, on a busy machine, take an answer that comes late for one that stalls.
"""

import re
import threading
from collections.abc import Mapping
from typing import Any

import pytest
import requests

from transforms.edgar.fetching.connections import TimedAdapter

_SECONDS = 1.0


def expect_stalls(patch: pytest.MonkeyPatch, stalls: Mapping[str, int]) -> None:
    """Have clients wait briefly for the first answers from paths that match a pattern.

    Args:
        patch: Takes it back.
        stalls: How many of those answers stall, by the pattern.
    """
    send, left, lock = TimedAdapter.send, dict(stalls), threading.Lock()

    def is_to_stall(url: str) -> bool:
        with lock:
            pattern = next((each for each in left if left[each] and re.search(each, url)), None)
            if pattern is not None:
                left[pattern] -= 1
            return pattern is not None

    def send_or_give_up(
        adapter: TimedAdapter,
        request: requests.PreparedRequest,
        *,
        timeout: tuple[float, float],
        **rest: Any,
    ) -> requests.Response:
        connect, read = timeout
        silence = _SECONDS if is_to_stall(str(request.url)) else read
        return send(adapter, request, timeout=(connect, silence), **rest)

    patch.setattr(TimedAdapter, "send", send_or_give_up)
