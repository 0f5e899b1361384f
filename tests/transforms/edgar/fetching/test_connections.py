import pytest

from tests.edgar_server import EdgarServer
from tests.transforms.edgar.fetching.test_client import AGENT, CONTENT, INDEX
from transforms.edgar.errors import NoAnswerError
from transforms.edgar.fetching.client import Client
from transforms.edgar.fetching.connections import TimeLimits
from transforms.edgar.fetching.pacer import Pacer
from transforms.edgar.fetching.patience import Patience

HASTY = TimeLimits(grace_seconds=0.2, bytes_per_second=1e6, longest_seconds=60)


@pytest.fixture
def edgar(tmp_path):
    file = tmp_path / "Archives" / INDEX
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT[INDEX])
    with EdgarServer(tmp_path) as server:
        yield server


def get(edgar, limits, path=INDEX):
    patience = Patience(attempts=1, read_seconds=30, limits=limits)
    client = Client(AGENT, Pacer(500), base_url=edgar.url, patience=patience)
    try:
        with client.get(path).content as content:
            return content.read()
    finally:
        client.close()


@pytest.mark.parametrize("kind", ["trickle", "trickle_headers"])
def test_an_answer_that_trickles_is_given_up_though_the_server_is_never_silent(edgar, kind):
    edgar.misbehave(kind, seconds=0.02)
    with pytest.raises(NoAnswerError, match="too slow"):
        get(edgar, HASTY)


def test_interim_answers_without_end_buy_no_time(edgar):
    edgar.misbehave("trickle_interim", seconds=0.01)
    lenient = TimeLimits(grace_seconds=0.5, bytes_per_second=1, longest_seconds=60)
    with pytest.raises(NoAnswerError, match="too slow: 0 bytes"):
        get(edgar, lenient)


def test_a_slow_answer_that_keeps_to_the_rate_is_taken(edgar):
    edgar.misbehave("trickle", seconds=0.02, size=1000)
    slow = TimeLimits(grace_seconds=30, bytes_per_second=100, longest_seconds=60)
    assert get(edgar, slow) == CONTENT[INDEX]


def test_no_answer_takes_longer_than_the_longest_time(edgar):
    edgar.misbehave("trickle", seconds=0.02)
    with pytest.raises(NoAnswerError, match="too slow"):
        get(edgar, TimeLimits(grace_seconds=60, bytes_per_second=1, longest_seconds=0.2))


@pytest.mark.parametrize(
    ("seconds", "received", "is_in_time"),
    [(119, 0, True), (121, 0, False), (1100, 4096 * 1000, True), (1200, 4096 * 1000, False)],
)
def test_the_time_allowed_grows_with_the_size(seconds, received, is_in_time):
    try:
        TimeLimits().check(seconds, received)
    except ConnectionAbortedError:
        assert not is_in_time
    else:
        assert is_in_time


def test_four_hours_are_the_longest_however_much_arrives():
    with pytest.raises(ConnectionAbortedError, match="more than 14400 s"):
        TimeLimits().check(14_401, 1 << 40)
