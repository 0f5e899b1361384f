import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.virtual_clock import VirtualClock
from transforms.clock import Clock
from transforms.edgar.fetching.pacer import MARGIN, Pacer, StoppedError


def leave(pacer, moments):
    with pacer.turn():
        moments.append(time.monotonic())


class WatchedClock(Clock):
    """Says when a thread begins to wait."""

    def __init__(self):
        self.waiting = threading.Semaphore(0)

    def wait(self, condition, seconds):
        self.waiting.release()
        super().wait(condition, seconds)

    def await_waiting(self, threads):
        for _ in range(threads):
            assert self.waiting.acquire(timeout=60)


def test_requests_leave_evenly_spaced_also_after_a_rest():
    clock, moments = VirtualClock(), []
    pacer = Pacer(50, clock=clock)
    for _ in range(10):
        with pacer.turn():
            moments.append(clock.now())
    clock.seconds += 100
    for _ in range(10):
        with pacer.turn():
            moments.append(clock.now())
    gaps = [after - before for before, after in itertools.pairwise(moments)]
    assert gaps.pop(9) == pytest.approx(100)
    assert gaps == [pytest.approx(MARGIN / 50)] * 18


def test_no_request_leaves_before_its_turn_whatever_the_number_of_threads():
    begin, moments = time.monotonic(), []
    pacer = Pacer(50)
    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            threads.submit(leave, pacer, moments)
    assert len(moments) == 20
    for number, moment in enumerate(sorted(moments), 1):
        assert moment - begin >= number * MARGIN / 50


def test_nothing_leaves_during_a_pause_and_the_longest_pause_counts():
    pacer, moments = Pacer(1000), []
    begin = time.monotonic()
    pacer.pause(0.3)
    pacer.pause(0.1)
    with ThreadPoolExecutor(4) as threads:
        for _ in range(8):
            threads.submit(leave, pacer, moments)
    assert len(moments) == 8
    assert min(moments) - begin >= 0.3


def test_after_a_pause_one_request_probes_and_the_others_wait_for_its_answer():
    clock = WatchedClock()
    pacer, moments = Pacer(1000, clock=clock), []
    pacer.pause(0.05)
    inside = threading.Event()
    release = threading.Event()

    def probe():
        with pacer.turn():
            inside.set()
            release.wait(60)
            moments.append("probe")

    with ThreadPoolExecutor(4) as threads:
        threads.submit(probe)
        assert inside.wait(60)
        while clock.waiting.acquire(blocking=False):
            pass
        others = [threads.submit(leave, pacer, moments) for _ in range(3)]
        clock.await_waiting(3)
        assert moments == []
        release.set()
        for other in others:
            other.result(60)
    assert moments[0] == "probe"


def test_a_probe_that_is_blocked_again_keeps_the_others_waiting():
    pacer, moments = Pacer(1000), []
    pacer.pause(0.05)
    with pacer.turn():
        until = time.monotonic() + 0.2
        pacer.pause(0.2)
    with ThreadPoolExecutor(4) as threads:
        for _ in range(4):
            threads.submit(leave, pacer, moments)
    assert len(moments) == 4
    assert min(moments) >= until


def test_a_probe_without_usable_answer_makes_the_next_request_the_probe():
    clock = VirtualClock()
    pacer = Pacer(1000, clock=clock)
    pacer.pause(10)
    with pytest.raises(OSError, match="reset"), pacer.turn():
        raise OSError("reset")
    with pacer.turn():
        assert pacer._probing
    with pacer.turn():
        assert not pacer._probing


def test_a_new_pacer_keeps_the_distance_to_the_last_request_of_another():
    clock = VirtualClock()
    with Pacer(10, clock=clock).turn():
        first = clock.now()
    with Pacer(10, clock=clock).turn():
        assert clock.now() - first >= MARGIN / 10


def test_a_pause_is_counted_down_once_a_second_however_many_wait():
    reported, clock = [], VirtualClock()
    pacer = Pacer(1000, on_pause=reported.append, clock=clock)
    pacer.pause(1.2)

    def look(_):
        for _ in range(5):  # threads that wait as well
            pacer._delay()

    clock.on_wait = look
    with pacer.turn():
        pass
    assert [round(remaining, 1) for remaining in reported] == [1.2, 0.2, 0.0]


@pytest.mark.parametrize("rate", [0, -1, float("nan")])
def test_a_rate_must_be_positive(rate):
    with pytest.raises(ValueError, match="not positive"):
        Pacer(rate)


def test_a_sleep_ends_after_its_time_or_when_the_job_stops():
    clock, waits = VirtualClock(), []
    clock.on_wait = waits.append
    pacer = Pacer(1, clock=clock)
    pacer.sleep(5)
    assert waits == [5]
    pacer.stop()
    pacer.sleep(5)
    assert waits == [5]


def test_whoever_waits_when_the_job_stops_sends_nothing():
    clock = WatchedClock()
    pacer, moments = Pacer(1000, clock=clock), []
    pacer.pause(600)
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(leave, pacer, moments) for _ in range(3)]
        clock.await_waiting(3)
        pacer.stop()
        for each in waiting:
            with pytest.raises(StoppedError):
                each.result(60)
    assert moments == []
