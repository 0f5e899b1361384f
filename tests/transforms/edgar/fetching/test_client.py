import contextlib
import gzip
import io
import re
import socket
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import requests
import urllib3

from tests.edgar_server import ACCESS_DENIED, BLOCK_PAGE, EdgarServer
from tests.short_silence import expect_stalls
from transforms.edgar.errors import NoAnswerError, RetrievalError, UnsoundBodyError
from transforms.edgar.fetching.answers import Body, NotAvailable, NotModified, decoded
from transforms.edgar.fetching.client import Client
from transforms.edgar.fetching.pacer import Pacer
from transforms.edgar.fetching.patience import BlockedError, Patience, UnreachableError

AGENT = "Test Suite tests@example.org"
INDEX = "edgar/full-index/2024/QTR1/master.idx"
ZIP = "edgar/data/1/000000000124000001/0000000001-24-000001-xbrl.zip"
TEXT = "edgar/data/1/0000000001-24-000001.txt"
FAST = Patience(block_seconds=0.4, blocks=3, attempts=4, backoff_seconds=0.01, read_seconds=60)


def index_bytes():
    rows = "".join(f"{n}|COMPANY|10-K|2024-02-01|edgar/data/{n}/a.txt\n" for n in range(500))
    return f"Description: Master Index\n\nCIK|Company Name\n{'-' * 80}\n{rows}".encode()


def zip_bytes():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a-20240101_cal.xml", "<linkbase/>" * 2000)
        archive.writestr("a-20240101.xsd", "".join(str(n * n) for n in range(3000)))
    return held.getvalue()


def text_bytes():
    documents = "<DOCUMENT>\n<TYPE>10-K\n<TEXT>\nWords.\n</TEXT>\n</DOCUMENT>\n" * 200
    return (
        f"<SEC-DOCUMENT>0000000001-24-000001.txt : 20240201\n{documents}</SEC-DOCUMENT>\n".encode()
    )


CONTENT = {INDEX: index_bytes(), ZIP: zip_bytes(), TEXT: text_bytes()}


@pytest.fixture
def edgar(tmp_path):
    for path, content in CONTENT.items():
        file = tmp_path / "Archives" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    with EdgarServer(tmp_path) as server:
        yield server


@contextlib.contextmanager
def client_of(server, rate=500, patience=FAST, **how):
    client = Client(AGENT, Pacer(rate), base_url=server.url, patience=patience, **how)
    try:
        yield client
    finally:
        client.close()


@pytest.fixture
def client(edgar):
    with client_of(edgar) as client:
        yield client


@pytest.mark.parametrize("path", CONTENT)
def test_a_file_arrives_as_it_is_with_its_checksum_and_size(client, edgar, path):
    body = client.get(path)
    assert isinstance(body, Body)
    with body.content as content:
        assert content.read() == CONTENT[path]
    assert body.size == len(CONTENT[path])
    assert edgar.paths() == [path]
    assert edgar.requests[0].user_agent == AGENT


@pytest.mark.parametrize("status", [404, 403])
def test_no_such_file_is_an_answer_that_is_not_asked_for_twice(client, edgar, status):
    edgar.missing_status = status
    answer = client.get("edgar/full-index/2024/QTR1/none.idx")
    assert isinstance(answer, NotAvailable)
    assert str(status) in answer.reason
    assert len(edgar.requests) == 1


@pytest.mark.parametrize("path", CONTENT)
@pytest.mark.parametrize(
    "fault",
    ["truncate", "short_length", "long_length", "reset", "stall", "page", "status", "cut_coding"],
)
def test_after_a_fault_the_file_is_asked_for_again_and_arrives_whole(
    client, edgar, path, fault, monkeypatch
):
    edgar.misbehave(fault, times=2)
    if fault == "stall":
        expect_stalls(monkeypatch, {path: 2})
    with client.get(path).content as content:
        assert content.read() == CONTENT[path]
    assert len(edgar.requests) == 3


def test_a_flipped_bit_in_an_archive_is_noticed(client, edgar):
    edgar.misbehave("flip")
    with client.get(ZIP).content as content:
        assert content.read() == CONTENT[ZIP]
    assert len(edgar.requests) == 2


@pytest.mark.parametrize(
    ("fault", "error", "requests"),
    [
        ("page", UnsoundBodyError, FAST.unsound_attempts),
        ("status", NoAnswerError, FAST.attempts),
        ("reset", NoAnswerError, FAST.attempts),
    ],
)
def test_a_fault_that_lasts_ends_after_the_allowed_attempts(client, edgar, fault, error, requests):
    edgar.misbehave(fault, times=99)
    with pytest.raises(error):
        client.get(INDEX)
    assert len(edgar.requests) == requests


def test_a_page_in_place_of_an_index_is_refused_by_name(client, edgar):
    edgar.misbehave("page", times=99)
    with pytest.raises(UnsoundBodyError, match="HTML page") as caught:
        client.get(INDEX)
    assert caught.value.error == "html-page"


def test_an_index_whose_end_cannot_be_known_is_refused(client, edgar):
    edgar.misbehave("no_length", times=99)
    with pytest.raises(UnsoundBodyError) as caught:
        client.get(INDEX)
    assert caught.value.error == "unbounded-body"


def test_a_length_that_is_no_number_is_none(client, edgar):
    edgar.misbehave("odd_length", INDEX, times=9)
    with pytest.raises(UnsoundBodyError, match="does not show whether it is whole"):
        client.get(INDEX)


@pytest.mark.parametrize(
    ("coding", "arrives"), [("gzip ", True), ("X-GZIP, identity", True), ("br", False)]
)
def test_a_coding_is_read_however_it_is_written_and_no_other(coding, arrives):
    raw = urllib3.HTTPResponse(io.BytesIO(gzip.compress(b"Words.")), preload_content=False)
    response = requests.Response()
    response.raw, response.headers["Content-Encoding"] = raw, coding
    if arrives:
        assert b"".join(decoded(INDEX, response)) == b"Words."
    else:
        with pytest.raises(UnsoundBodyError, match="coding 'br'"):
            list(decoded(INDEX, response))


def test_what_shows_its_own_end_needs_no_length(client, edgar):
    edgar.misbehave("no_length")
    client.get(TEXT).content.close()
    assert [request.status for request in edgar.requests] == [200, 200]  # cut, then whole
    edgar.misbehave("no_length", times=99)
    with pytest.raises(UnsoundBodyError) as caught:
        client.get(TEXT)
    assert caught.value.error == "truncated"


def test_a_file_that_did_not_change_comes_without_body(client, edgar):
    body = client.get(INDEX)
    body.content.close()
    assert isinstance(client.get_if_changed(INDEX, body.validators), NotModified)
    assert [request.status for request in edgar.requests] == [200, 304]


def test_not_modified_where_nothing_was_known_is_no_answer(client, edgar):
    edgar.misbehave("status", status=304)
    with pytest.raises(RetrievalError, match="HTTP 304"):
        client.get(INDEX)


@pytest.mark.usefixtures("edgar")
def test_a_gzip_coding_of_several_members_is_read_to_its_end(client, monkeypatch):
    def members(body, level):
        return b"".join(compress(part, level) for part in (body[:5000], body[5000:]))

    compress = gzip.compress
    monkeypatch.setattr("tests.edgar_server.gzip.compress", members)
    with client.get(INDEX).content as content:
        assert content.read() == CONTENT[INDEX]


@pytest.mark.parametrize("fault", ["page", "status", "truncate"])
@pytest.mark.parametrize("status", [503, 401])
def test_files_in_a_row_that_do_not_come_stop_the_job_whatever_the_reason(edgar, fault, status):
    edgar.misbehave(fault, times=99, status=status)
    hasty = Patience(attempts=1, unsound_attempts=1, failures=3)
    with client_of(edgar, patience=hasty) as client:
        for _ in range(2):
            with pytest.raises(RetrievalError):
                client.get(INDEX)
        with pytest.raises(UnreachableError, match="3 files in a row"):
            client.get(INDEX)


def test_a_file_that_is_too_large_does_not_stop_the_job(edgar):
    hasty = Patience(attempts=1, failures=2)
    with client_of(edgar, patience=hasty, max_bytes=1000) as client:
        for _ in range(4):
            with pytest.raises(RetrievalError, match="more than 1000 bytes"):
                client.get(INDEX)


def test_retry_after_is_kept(client, edgar):
    edgar.misbehave("status", retry_after="1")
    begin = time.monotonic()
    client.get(INDEX).content.close()
    assert time.monotonic() - begin >= 1.0


def test_an_answer_that_asking_again_will_not_mend_is_not_asked_for_again(client, edgar):
    edgar.misbehave("status", status=401)
    with pytest.raises(RetrievalError, match="HTTP 401"):
        client.get(INDEX)
    assert len(edgar.requests) == 1


def test_a_redirect_is_not_followed_unpaced(client, edgar):
    edgar.misbehave("status", status=302)
    with pytest.raises(RetrievalError, match="HTTP 302"):
        client.get(INDEX)
    assert len(edgar.requests) == 1


@pytest.mark.parametrize(
    "location", ["/Archives/" + INDEX, "http://127.0.0.2:1/x", "http://[", "//"]
)
def test_a_redirect_leads_nowhere_and_is_named(client, edgar, location):
    edgar.misbehave("redirect", status=307, location=location)
    with pytest.raises(RetrievalError, match=rf"HTTP 307, which leads to '{re.escape(location)}'"):
        client.get(INDEX)
    assert len(edgar.requests) == 1


def test_what_a_refusal_means_does_not_depend_on_the_pieces_in_which_it_comes(client, edgar):
    edgar.misbehave("pieces", status=403, body=ACCESS_DENIED, size=10)
    answer = client.get(INDEX)
    assert isinstance(answer, NotAvailable)
    assert not answer.is_definite
    assert len(edgar.requests) == 1


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("pieces", {"status": 503, "body": BLOCK_PAGE, "size": 10}),
        ("cut_page", {"status": 503, "body": BLOCK_PAGE}),
        ("cut_page", {"status": 403, "body": b"<html>"}),
        ("cut_page", {"status": 429, "body": b""}),
    ],
)
def test_a_block_page_in_pieces_or_cut_short_is_a_block(client, edgar, kind, how):
    edgar.misbehave(kind, **how)
    client.get(INDEX).content.close()
    assert edgar.requests[1].at - edgar.requests[0].at >= FAST.block_seconds


@pytest.mark.parametrize(
    "asked",
    [
        "-3",
        "soon",
        "9" * 400,
        "Wed, 21 Oct 99999999999 07:28:00 GMT",
        "Mon, 01 Jan 2024 00:00:00 +99999999999999999999",
        "Mon, 01 Jan 1990 00:00:00 -0000",
    ],
)
def test_a_retry_after_that_is_no_time_to_come_is_passed_over_or_bounded(edgar, asked):
    waits = []
    edgar.misbehave("status", retry_after=asked)
    with client_of(edgar) as client:
        client._pacer.sleep = waits.append
        client._retrying.sleep = waits.append
        client.get(INDEX).content.close()
    assert all(seconds <= 3600 for seconds in waits)


def test_a_body_beyond_the_limit_is_refused(edgar):
    with client_of(edgar, max_bytes=1000) as client, pytest.raises(RetrievalError) as caught:
        client.get(INDEX)
    assert caught.value.error == "too-large"
    assert len(edgar.requests) == 1


def test_a_body_that_says_that_it_is_beyond_the_limit_is_not_received(edgar):
    most = len(CONTENT[ZIP]) + 1  # which is more than comes
    edgar.misbehave("long_length", times=9)
    with client_of(edgar, max_bytes=most) as client, pytest.raises(RetrievalError) as caught:
        client.get(ZIP)
    assert caught.value.error == "too-large"
    assert len(edgar.requests) == 1


@pytest.mark.parametrize("status", [403, 429, 503, 200])
def test_not_one_request_leaves_during_a_block(edgar, status):
    edgar.misbehave("throttle", status=status, seconds=0.35)
    with client_of(edgar) as client, ThreadPoolExecutor(4) as threads:
        bodies = list(threads.map(client.get, [INDEX, ZIP, TEXT] * 4))
        for body in bodies:
            body.content.close()
    blocked_at = next(request.at for request in edgar.requests if request.status == status)
    pause = FAST.block_seconds
    in_pause = [each for each in edgar.requests if blocked_at < each.at < blocked_at + pause]
    assert len(in_pause) <= 3  # of the other threads, each on its way when it began
    assert sum(request.status == 200 for request in edgar.requests) >= 12
    assert time.monotonic() - blocked_at >= pause


def test_a_block_costs_one_request_and_one_pause(client, edgar):
    edgar.misbehave("throttle", status=403, seconds=0.35)
    client.get(INDEX).content.close()
    assert [request.status for request in edgar.requests] == [403, 200]
    assert edgar.requests[1].at - edgar.requests[0].at >= FAST.block_seconds


def test_a_block_that_asks_for_a_longer_pause_gets_it(client, edgar):
    edgar.misbehave("throttle", status=429, seconds=0.35, retry_after="1")
    client.get(INDEX).content.close()
    assert edgar.requests[1].at - edgar.requests[0].at >= 1.0


def test_a_block_without_end_stops_the_job(client, edgar):
    edgar.misbehave("throttle", status=403, seconds=0.1, times=99)
    with pytest.raises(BlockedError, match="still blocked after 3"):
        client.get(INDEX)
    assert len(edgar.requests) == FAST.blocks


def test_many_failures_in_a_row_stop_the_job(edgar):
    edgar.misbehave("status", times=99)
    with client_of(edgar, patience=Patience(attempts=1, failures=3)) as client:
        for _ in range(2):
            with pytest.raises(NoAnswerError):
                client.get(INDEX)
        with pytest.raises(UnreachableError, match="3 files in a row"):
            client.get(INDEX)


def test_a_server_that_is_not_there_is_a_failure_not_a_missing_file():
    with socket.socket() as deaf:  # bound, so that nobody else has the port, but not listening
        deaf.bind(("127.0.0.1", 0))
        url = "http://{}:{}".format(*deaf.getsockname())
        hasty = Patience(attempts=1)
        with (
            closing(Client(AGENT, Pacer(500), base_url=url, patience=hasty)) as client,
            pytest.raises(NoAnswerError),
        ):
            client.get(INDEX)


@pytest.mark.parametrize("threads", [1, 2, 4, 8])
def test_the_server_never_sees_more_than_the_rate_in_any_second(edgar, threads):
    rate = 12
    begin = time.monotonic()
    with client_of(edgar, rate=rate) as client, ThreadPoolExecutor(threads) as pool:
        for body in pool.map(client.get, [INDEX, ZIP, TEXT] * 8):
            body.content.close()
    assert len(edgar.requests) == 24
    for number, each in enumerate(sorted(request.at for request in edgar.requests), 1):
        assert each - begin >= number / rate
