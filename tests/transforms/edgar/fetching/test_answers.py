"""What answers mean: a file, a refusal, a block, or none of them."""

import io
from email.utils import formatdate

import pytest
import requests

from transforms.edgar.errors import RetrievalError
from transforms.edgar.fetching.answers import (
    NotAvailable,
    ServerError,
    ThrottledError,
    refusal,
    refuse_block_page,
)

BLOCK_PAGES = [
    f"<!DOCTYPE html>\n<HTML><body><h1>{phrase}</h1></body></HTML>".encode()
    for phrase in (
        "Request Rate Threshold Exceeded",
        "Your Request Originates from an Undeclared Automated Tool",
        "Your access to SEC.gov will be limited",
        "We limit automated access to our sites",
    )
]
NO_SUCH_KEY = b"<Error><Code>NoSuchKey</Code></Error>"
ACCESS_DENIED = b"<Error><Code>\n AccessDenied </Code></Error>"


def answer(status: int, body: bytes = b"", **fields: str) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response.raw = io.BytesIO(body)
    response.headers.update({name.replace("_", "-"): value for name, value in fields.items()})
    return response


@pytest.mark.parametrize("page", BLOCK_PAGES)
def test_a_block_page_is_a_block_with_whatever_status_it_comes(page: bytes) -> None:
    with pytest.raises(ThrottledError):
        refuse_block_page(io.BytesIO(b"\n" + page))
    for status in (403, 404, 503):
        with pytest.raises(ThrottledError):
            refusal("a", answer(status, page))


@pytest.mark.parametrize(
    "content",
    [
        b"A letter of a company: request rate threshold exceeded, it says in <html>.",
        b"<SEC-DOCUMENT>\nundeclared automated tool\n",
        b"<html><body>Assets</body></html>",
        b"",
    ],
)
def test_a_file_that_speaks_of_blocks_or_is_a_page_is_none(content: bytes) -> None:
    refuse_block_page(io.BytesIO(content))


@pytest.mark.parametrize(
    ("status", "body", "is_definite"),
    [
        (404, b"", True),
        (410, b"", True),
        (403, NO_SUCH_KEY, True),
        (403, ACCESS_DENIED, False),
    ],
)
def test_an_answer_can_say_that_there_is_no_such_file(
    status: int, body: bytes, is_definite: bool
) -> None:
    found = refusal("a", answer(status, body))
    assert isinstance(found, NotAvailable)
    assert (found.path, found.is_definite) == ("a", is_definite)
    assert str(status) in found.reason


@pytest.mark.parametrize("status", [429, 403])
def test_a_refusal_without_reason_is_taken_for_a_block(status: int) -> None:
    with pytest.raises(ThrottledError) as blocked:
        refusal("a", answer(status, b"<html>No.</html>", Retry_After="7"))
    assert blocked.value.retry_after == 7


@pytest.mark.parametrize("status", [500, 503, 599, 408])
def test_a_failing_server_may_be_asked_again_when_it_says(status: int) -> None:
    with pytest.raises(ServerError) as failed:
        refusal("a", answer(status, Retry_After=" 7 "))
    assert (failed.value.error, failed.value.retry_after) == ("server-error", 7)


@pytest.mark.parametrize("status", [301, 400, 499])
def test_any_other_answer_would_be_the_same_if_asked_again(status: int) -> None:
    with pytest.raises(RetrievalError, match=r"leads to 'http://example\.com/'") as refused:
        refusal("a", answer(status, Location="http://example.com/"))
    assert refused.value.error == "unexpected-status"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("", 0),
        ("soon", 0),
        ("-1", 0),
        ("٣", 0),
        ("3600", 3600),
        ("3601", 3600),
        (formatdate(0, usegmt=True), 0),
        (formatdate(2**33, usegmt=True), 3600),
    ],
)
def test_a_time_to_wait_is_a_number_or_a_date_and_no_longer_than_an_hour(
    value: str, seconds: float
) -> None:
    with pytest.raises(ThrottledError) as blocked:
        refusal("a", answer(429, Retry_After=value))
    assert blocked.value.retry_after == seconds
