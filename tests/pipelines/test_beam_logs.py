import logging
import threading
from contextlib import suppress

import grpc
import pytest

from pipelines.beam_logs import silenced, silent_readers


@pytest.mark.parametrize("name", [None, "apache_beam.runners"])
def test_a_logger_is_silent_until_the_context_is_left_by_whatever_way(name: str | None) -> None:
    logger = logging.getLogger(name)
    before = logger.level
    with suppress(OSError), silenced(name):
        assert not logger.isEnabledFor(logging.ERROR)
        raise OSError("disk")
    assert logger.level == before


@pytest.mark.parametrize(("error", "shown"), [(grpc.RpcError("gone"), 0), (KeyError("a bug"), 1)])
def test_a_thread_that_reads_from_what_is_gone_says_nothing(
    monkeypatch: pytest.MonkeyPatch, error: Exception, shown: int
) -> None:
    def fail() -> None:
        raise error

    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    with silent_readers():
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    assert (len(reported), threading.excepthook) == (shown, reported.append)


def test_what_is_gone_stays_silent_where_a_run_is_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reported: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    with pytest.raises(KeyboardInterrupt), silent_readers():
        raise KeyboardInterrupt
    assert threading.excepthook != reported.append
