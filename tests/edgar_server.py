"""A stand-in for EDGAR on loopback, which can misbehave in every way that EDGAR or a network can.

It serves a mirror (`<root>/Archives/edgar/…`), remembers every request with its moment, refuses
undeclared agents, and blocks like EDGAR: each request during a block starts the block anew.

As a process of its own, for tests with several processes:

    python -m tests.edgar_server ROOT --per-second 8

prints its URL, and answers `GET /_log` with the requests so far as JSON.
"""

import argparse
import contextlib
import gzip
import hashlib
import itertools
import json
import re
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

BLOCK_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head>"
    b"<body><h1>Request Rate Threshold Exceeded</h1></body></html>"
)
UNDECLARED_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>SEC.gov</title></head>"
    b"<body><h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>"
)
ERROR_PAGE = (
    b"<!DOCTYPE html>\n<html><body><h1>This page is temporarily unavailable.</h1></body></html>"
)
ACCESS_DENIED = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
)


@dataclass(frozen=True)
class Request:
    """A request as the server saw it; `at` is monotonic, in seconds, `port` the client's."""

    at: float
    path: str
    user_agent: str
    status: int
    blocked: bool
    port: int


@dataclass
class Fault:
    """What to do wrong, for the next `times` requests whose path matches `path`.

    `kind` is one of
    `throttle` (block page with `status`, and a block of `seconds`),
    `status` (`status`, with `retry_after`),
    `page` (an HTML page with status 200),
    `stall` (half the body, then silence until the client hangs up),
    `truncate` (half the body under the true Content-Length, then the end of the connection),
    `short_length` (half the body and a Content-Length that says so),
    `long_length` (the whole body and a Content-Length beyond it),
    `cut_coding` (half of the gzip coding, without Content-Length),
    `flip` (one bit of the body is wrong),
    `reset` (half the body, then a TCP reset),
    `trickle` (the whole body, a piece of `size` bytes every `seconds`),
    `trickle_headers` (the same of the header fields, without end),
    `trickle_interim` (the same of answers 100, which are to be followed by one that is final),
    `no_length` (the body up to the end of a line in its middle, without Content-Length or coding),
    `odd_length` (the same with a Content-Length that is no number),
    `pieces` (`body` with `status`, in chunks of `size` bytes),
    `cut_page` (`body` with `status`, and the end of the connection before its Content-Length),
    `redirect` (`status` and `location`).
    """

    kind: str
    path: str = ""
    times: int = 1
    status: int = 503
    seconds: float = 1.0
    size: int = 1
    retry_after: str | None = None
    body: bytes = b""
    location: str = ""


class EdgarServer:
    """The server as a context manager.

    Args:
        root: Of the mirror.
        per_second: More requests than this in any second start a block.
        block_seconds: Length of such a block.
        missing_status: 404, or 403 with the storage's XML error.
        clock: What tells the time of requests and blocks.
    """

    def __init__(
        self,
        root: Path,
        *,
        per_second: int | None = None,
        block_seconds: float = 1.0,
        missing_status: int = 404,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.root = root
        self.per_second = per_second
        self.block_seconds = block_seconds
        self.missing_status = missing_status
        self.clock = clock
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.extra: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._blocked_until = 0.0
        self._block_length = 0.0
        self._arrivals: list[float] = []
        self._server = _Server(self)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> "EdgarServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def misbehave(self, kind: str, path: str = "", **how: Any) -> None:
        """Do wrong what `Fault` says."""
        self.faults.append(Fault(kind, path, **how))

    def paths(self) -> list[str]:
        """The paths asked for, below `Archives/`, in order."""
        return [request.path.removeprefix("/Archives/") for request in self.requests]

    def during_blocks(self) -> list[Request]:
        """Requests that came while a block was on."""
        return [request for request in self.requests if request.blocked]

    def _admit(self, path: str, user_agent: str, port: int) -> tuple[Fault | None, "_Arrival"]:
        """Take down a request; what to do wrong with it."""
        now = self.clock()
        with self._lock:
            arrival = _Arrival(now, path, user_agent, port)
            self._arrivals.append(now)
            if now < self._blocked_until:
                arrival.blocked = True
                return Fault("throttle", status=403, seconds=self._block_length), arrival
            recent = sum(at > now - 1.0 for at in self._arrivals[-100:])
            if self.per_second is not None and recent > self.per_second:
                return Fault("throttle", status=429, seconds=self.block_seconds), arrival
            for fault in self.faults:
                if fault.times > 0 and re.search(fault.path, path):
                    fault.times -= 1
                    return fault, arrival
        return None, arrival

    def _block(self, seconds: float) -> None:
        with self._lock:
            self._block_length = seconds
            self._blocked_until = self.clock() + seconds

    def _take_down(self, arrival: "_Arrival", status: int) -> None:
        with self._lock:
            self.requests.append(
                Request(
                    arrival.at,
                    arrival.path,
                    arrival.user_agent,
                    status,
                    arrival.blocked,
                    arrival.port,
                )
            )

    def _find(self, path: str) -> bytes | None:
        if path in self.extra:
            return self.extra[path]
        file = (self.root / path.lstrip("/")).resolve()
        if file.is_file() and file.is_relative_to(self.root.resolve()):
            return file.read_bytes()
        return None


@dataclass
class _Arrival:
    at: float
    path: str
    user_agent: str
    port: int
    blocked: bool = field(default=False)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, edgar: EdgarServer) -> None:
        self.edgar = edgar
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Nothing on stderr; the requests are in `requests`."""

    def do_GET(self) -> None:
        if self.path == "/_log":
            log = json.dumps([asdict(request) for request in self.server.edgar.requests])
            self._answer(200, log.encode())
            return
        agent = self.headers.get("User-Agent", "")
        fault, arrival = self.server.edgar._admit(self.path, agent, self.client_address[1])
        if "@" not in agent:
            self._send(arrival, 403, UNDECLARED_PAGE)
        elif fault is None:
            self._file(arrival)
        else:
            self._fault(arrival, fault)

    def _send(
        self,
        arrival: _Arrival,
        status: int,
        body: bytes,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.server.edgar._take_down(arrival, status)
        self._answer(status, body, headers or {"Content-Type": "text/html"})

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if not {"Content-Length", "Transfer-Encoding"} & (headers or {}).keys():
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def _coded(self) -> tuple[bytes | None, dict[str, str]]:
        """The file asked for, in gzip coding where the client takes it."""
        body = self.server.edgar._find(self.path)
        if body is None or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return body, {}
        return gzip.compress(body, 1), {"Content-Encoding": "gzip"}

    def _file(self, arrival: _Arrival) -> None:
        body, headers = self._coded()
        if body is not None:
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            headers |= {"ETag": etag}
            if self.headers.get("If-None-Match") == etag:
                self._send(arrival, 304, b"", headers | {"Content-Length": "0"})
                return
            self._send(arrival, 200, body, headers)
        elif self.server.edgar.missing_status == 403:
            self._send(arrival, 403, ACCESS_DENIED, {"Content-Type": "application/xml"})
        else:
            self._send(arrival, 404, b"<html><body>404 Not Found</body></html>")

    def _fault(self, arrival: _Arrival, fault: Fault) -> None:
        if fault.kind == "throttle":
            self.server.edgar._block(fault.seconds)
            self._send(arrival, fault.status, BLOCK_PAGE, _retry_after(fault))
        elif fault.kind == "status":
            self._send(arrival, fault.status, ERROR_PAGE, _retry_after(fault))
        elif fault.kind == "page":
            self._send(arrival, 200, ERROR_PAGE)
        elif fault.kind == "redirect":
            self._send(arrival, fault.status, ERROR_PAGE, {"Location": fault.location})
        elif fault.kind == "pieces":
            chunks = _chunks(fault.body, fault.size)
            self._send(arrival, fault.status, chunks, {"Transfer-Encoding": "chunked"})
        elif fault.kind == "cut_page":
            longer = str(len(fault.body) + 1000)
            self._send(arrival, fault.status, fault.body, {"Content-Length": longer})
            self.close_connection = True
        else:
            self._spoil(arrival, fault)

    def _spoil(self, arrival: _Arrival, fault: Fault) -> None:
        """The right file, sent wrongly."""
        plain = self.server.edgar._find(self.path) or b""
        body, headers = self._coded()
        assert body is not None, f"nothing to spoil at {self.path}"
        half = body[: len(body) // 2]
        if fault.kind == "flip":
            spoilt = bytearray(plain)
            spoilt[len(spoilt) // 2] ^= 1
            self._send(arrival, 200, bytes(spoilt), {})
        elif fault.kind == "short_length":
            self._send(arrival, 200, plain[: len(plain) // 2], {})
        elif fault.kind == "no_length":
            self._until_closed(arrival, _to_line(plain), {})
        elif fault.kind == "odd_length":
            self._until_closed(arrival, _to_line(plain), {"Content-Length": "many"})
        elif fault.kind.startswith("trickle"):
            self._trickle(arrival, fault, body, headers)
        elif fault.kind == "cut_coding":
            self._until_closed(arrival, half, headers)
        elif fault.kind == "long_length":
            self._send(arrival, 200, body, headers | {"Content-Length": str(len(body) + 1000)})
            self.close_connection = True
        else:
            self._send(arrival, 200, half, headers | {"Content-Length": str(len(body))})
            self._break_off(fault)

    def _until_closed(self, arrival: _Arrival, body: bytes, headers: dict[str, str]) -> None:
        """An answer without Content-Length, which ends with the connection."""
        self.server.edgar._take_down(arrival, 200)
        self.send_response(200)
        for name, value in (headers | {"Connection": "close"}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def _trickle(
        self, arrival: _Arrival, fault: Fault, body: bytes, headers: dict[str, str]
    ) -> None:
        """An answer in small pieces, until the client has had enough."""
        self.close_connection = True
        self.server.edgar._take_down(arrival, 200)
        pieces: Iterator[bytes] = itertools.repeat(b"X-Slow: 1\r\n")
        if fault.kind == "trickle_interim":
            pieces = itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n")
        else:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        if fault.kind == "trickle":
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.wfile.write(f"{name}: {value}\r\n".encode())
            self.wfile.write(b"\r\n")
            starts = range(0, len(body), fault.size)
            pieces = (body[start : start + fault.size] for start in starts)
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                self.wfile.write(piece)
                time.sleep(fault.seconds)

    def _break_off(self, fault: Fault) -> None:
        """End the connection in the middle of a body."""
        self.close_connection = True
        if fault.kind == "stall":
            self.connection.settimeout(60)
            with contextlib.suppress(OSError):
                self.connection.recv(1)  # which is until the client hangs up
        elif fault.kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()


def _to_line(plain: bytes) -> bytes:
    """The first half, up to the end of its last line."""
    half = plain[: len(plain) // 2]
    return half[: half.rfind(b"\n") + 1]


def _chunks(body: bytes, size: int) -> bytes:
    """The chunked coding of a body (RFC 9112 section 7.1)."""
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (*pieces, b""))


def _retry_after(fault: Fault) -> dict[str, str]:
    headers = {"Content-Type": "text/html"}
    return headers if fault.retry_after is None else headers | {"Retry-After": fault.retry_after}


@contextlib.contextmanager
def serving(root: Path, **how: Any) -> Iterator[EdgarServer]:
    """A server of `root` that blocks nobody unless told to."""
    with EdgarServer(root, **how) as server:
        yield server


def main() -> None:
    """Serve until standard input ends."""
    arguments = argparse.ArgumentParser(description="A stand-in for EDGAR on loopback")
    arguments.add_argument("root", type=Path)
    arguments.add_argument("--per-second", type=int)
    arguments.add_argument("--block-seconds", type=float, default=1.0)
    given = arguments.parse_args()
    with EdgarServer(
        given.root, per_second=given.per_second, block_seconds=given.block_seconds
    ) as server:
        print(server.url, flush=True)  # noqa: T201 what the starter reads
        sys.stdin.read()


if __name__ == "__main__":
    main()
