"""A client as a configuration wants it, and the pause that it takes over from an earlier job."""

from contextlib import closing

import pytest

from tests.edgar_server import EdgarServer
from tests.transforms.edgar.fetching.test_client import AGENT, INDEX, index_bytes
from tests.virtual_clock import VirtualClock
from transforms.edgar.fetching.access import EdgarAccess
from transforms.edgar.fetching.pacer import StoppedError
from transforms.edgar.fetching.store import Store
from transforms.storage.folder import Folder


@pytest.fixture
def edgar(tmp_path):
    index = tmp_path / "Archives" / INDEX
    index.parent.mkdir(parents=True)
    index.write_bytes(index_bytes())
    with EdgarServer(tmp_path) as server:
        yield server


def test_a_block_is_kept_for_the_jobs_that_follow(edgar, tmp_path):
    store = Store(Folder(tmp_path / "store"))
    access = EdgarAccess(AGENT, edgar.url, 500, block_seconds=600)
    clock = VirtualClock()
    edgar.clock = clock.now
    edgar.misbehave("throttle", status=403, seconds=590)
    with closing(access.client(store, clock=clock)) as client:
        # as if the user stopped the job in the pause
        clock.on_wait = lambda seconds: client.stop() if seconds >= 1 else None
        with pytest.raises(StoppedError):
            client.get(INDEX)
    clock.on_wait = lambda _: None
    clock.seconds += 200
    with closing(access.client(store, clock=clock)) as client:
        client.get(INDEX).content.close()
    assert [request.status for request in edgar.requests] == [403, 200]
    assert edgar.requests[1].at - edgar.requests[0].at == pytest.approx(600, abs=5)
