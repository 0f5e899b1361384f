"""What a failed connection is called, and whether it is asked for again."""

import socket
import ssl
import threading
from collections.abc import Iterator

import pytest
import requests
import urllib3

from transforms.edgar.errors import NoAnswerError, RetrievalError
from transforms.edgar.fetching.client import Client
from transforms.edgar.fetching.failures import failure
from transforms.edgar.fetching.pacer import Pacer
from transforms.edgar.fetching.patience import Patience

PATH = "edgar/daily-index/2024/QTR2/master.20240515.idx"
SERVER = "https://edgar.invalid"
CLOSED = "http://127.0.0.1:1"
"""Where nobody listens."""


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def ask(url: str) -> tuple[RetrievalError, int]:
    """The error with which a request ends, and how many requests were sent for it."""
    patience = Patience(attempts=3, backoff_seconds=0.001)
    client = Client("Test Suite tests@example.org", Pacer(1000), base_url=url, patience=patience)
    with pytest.raises(RetrievalError) as failed:
        client.get(PATH)
    client.close()
    return failed.value, client.requests


def of_certificate(verify_message: str) -> Exception:
    """What `requests` raises where a certificate is not trusted."""
    cause = ssl.SSLCertVerificationError(1, f"certificate verify failed: {verify_message} (_ssl.c)")
    cause.verify_message = verify_message
    wrapped = urllib3.exceptions.SSLError(cause)
    pool = urllib3.HTTPSConnectionPool("edgar.invalid")
    return requests.exceptions.SSLError(urllib3.exceptions.MaxRetryError(pool, "/", wrapped))


@pytest.mark.parametrize(
    "why",
    ["self-signed certificate", "certificate has expired", "Hostname mismatch, it is of 'a'."],
)
def test_a_certificate_that_is_not_trusted_does_not_become_so_and_says_what_to_do(why: str) -> None:
    error = failure(PATH, of_certificate(why))
    assert not isinstance(error, NoAnswerError)
    assert error.message.startswith(f"{PATH}: the server's certificate is not trusted: {why[:-1]}")
    assert "REQUESTS_CA_BUNDLE" in error.message
    assert "clock" in error.message


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("HTTPS_PROXY", "gibberish:://x", "check proxy URL"),
        ("HTTPS_PROXY", "ftp://x", "unsupported scheme ftp"),
        ("REQUESTS_CA_BUNDLE", "/no/such/file", "invalid path: /no/such/file"),
    ],
)
def test_what_the_environment_says_wrongly_is_asked_for_once(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str
) -> None:
    monkeypatch.setenv(variable, value)
    error, requests_sent = ask(SERVER)
    assert (error.error, requests_sent) == ("no-connection", 1)
    assert says in error.message


def test_a_server_that_does_not_listen_is_named_and_asked_again() -> None:
    error, requests_sent = ask(CLOSED)
    assert (error.error, requests_sent) == ("no-answer", 3)
    assert error.message.startswith(f"{PATH}: 127.0.0.1:1: Failed to establish a new connection")


def test_a_proxy_that_does_not_listen_is_named_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", CLOSED)
    error, requests_sent = ask(SERVER)
    assert (error.error, requests_sent) == ("no-answer", 3)
    assert error.message.startswith(f"{PATH}: by way of a proxy: 127.0.0.1:1: Failed")


@pytest.fixture
def chatterbox() -> Iterator[str]:
    """The address of a server that speaks, but not HTTP."""

    def speak() -> None:
        for _ in range(3):
            connection, _ = listening.accept()
            with connection:
                connection.recv(1 << 16)
                connection.sendall(b"220 ready\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        speaking = threading.Thread(target=speak)
        speaking.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        speaking.join()


def test_what_is_no_http_is_shown(chatterbox: str) -> None:
    error, _ = ask(chatterbox)
    assert error.message == f"{PATH}: what the server sent is not HTTP: '220 ready\\r\\n'"
