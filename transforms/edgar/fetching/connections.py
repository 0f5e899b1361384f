"""Connections that end an answer that comes too slowly.

The time-outs of a socket bound each wait for data, not all of them together: a server that sends
a byte a minute would hold a connection for months. Here every answer, status line and headers
included, is held to a least mean rate and to a longest time.
"""

import io
import socket
import time
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any, cast

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import ProxyManager


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """How long an answer may take.

    An answer with `n` bytes of body may take `grace_seconds + n / bytes_per_second`, never more
    than `longest_seconds`.

    Attributes:
        grace_seconds: Until the body begins, and for whatever is slow about a small answer.
        bytes_per_second: Least mean rate after that.
        longest_seconds: Of any answer, however large.
    """

    grace_seconds: float = 120.0
    bytes_per_second: float = 4096.0
    longest_seconds: float = 4 * 3600.0

    def check(self, seconds: float, received: int) -> None:
        """Raise `ConnectionAbortedError` if `received` bytes should have taken less time."""
        allowed = self.grace_seconds + received / self.bytes_per_second
        if seconds > min(allowed, self.longest_seconds):
            raise ConnectionAbortedError(
                f"too slow: {received} bytes in {seconds:.0f} s, which is more than"
                f" {min(allowed, self.longest_seconds):.0f} s"
            )


class TimedAdapter(HTTPAdapter):
    """A transport of `requests` whose connections keep `limits`.

    Args:
        limits: For each answer.
        connections: Most connections at a time to one host.
    """

    def __init__(self, limits: TimeLimits, connections: int) -> None:
        self._pools = _pools(limits)
        super().__init__(pool_maxsize=connections, pool_block=True, max_retries=0)

    def init_poolmanager(self, *sizes: Any, **options: Any) -> None:  # noqa: ANN401 as above it
        """Make the pools of connections to hosts."""
        super().init_poolmanager(*sizes, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **options: Any) -> ProxyManager:  # noqa: ANN401 as above it
        """The pools of connections through `proxy`."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager


class _TimedSocket:
    """A socket; what is read from it through a file is timed from the file's creation on.

    `http.client` makes one such file for each answer.
    """

    def __init__(self, plain: socket.socket, limits: TimeLimits) -> None:
        self._plain = plain
        self._limits = limits

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 whatever a socket has
        return getattr(self._plain, name)

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        unbuffered = self._plain.makefile("rb", buffering=0)
        return io.BufferedReader(_TimedReader(unbuffered, self._limits))


class _TimedReader(io.RawIOBase):
    """What is read of one answer.

    Attributes:
        counts: Whether what is received buys time: not before the body.
    """

    def __init__(self, plain: io.RawIOBase, limits: TimeLimits) -> None:
        self._plain = plain
        self._limits = limits
        self._started = time.monotonic()
        self._received = 0
        self.counts = False

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._plain.fileno()

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 Buffer comes with Python 3.12
        self._limits.check(time.monotonic() - self._started, self._received)
        size = cast(int | None, self._plain.readinto(buffer))
        self._received += (size or 0) if self.counts else 0
        return size

    def close(self) -> None:
        self._plain.close()
        super().close()


class _TimedResponse(HTTPResponse):
    """An answer whose head buys no time: before it, any number of interim ones is read (1xx)."""

    def begin(self) -> None:
        super().begin()
        if not self.isclosed():  # as it is where there is no body
            cast(_TimedReader, self.fp.raw).counts = True


def _server(connection: HTTPConnection | HTTPConnectionPool) -> str:
    """What the errors of urllib3 call a connection, or a pool of them."""
    return f"{connection.host}:{connection.port}"


def _pools(limits: TimeLimits) -> dict[str, type[HTTPConnectionPool]]:
    """Pools for `http` and `https` whose connections keep `limits`."""

    class Connection(HTTPConnection):
        __str__ = _server
        response_class = _TimedResponse

        def connect(self) -> None:
            super().connect()
            self.sock = cast(socket.socket, _TimedSocket(cast(socket.socket, self.sock), limits))

    class SecureConnection(HTTPSConnection):
        __str__ = _server
        response_class = _TimedResponse

        def connect(self) -> None:
            super().connect()
            self.sock = cast(socket.socket, _TimedSocket(cast(socket.socket, self.sock), limits))

    class Pool(HTTPConnectionPool):
        __str__ = _server
        ConnectionCls = Connection

    class SecurePool(HTTPSConnectionPool):
        __str__ = _server
        ConnectionCls = SecureConnection

    return {"http": Pool, "https": SecurePool}
