import threading

import pytest

from transforms.edgar.fetching.parallel import map_in_threads


def test_every_item_gives_its_result():
    assert sorted(map_in_threads(lambda n: n * n, range(100), 4, lambda: None)) == [
        n * n for n in range(100)
    ]


def test_items_are_taken_only_as_results_are():
    taken = []

    def items():
        for n in range(1000):
            taken.append(n)
            yield n

    results = map_in_threads(lambda n: n, items(), 4, lambda: None)
    next(results)
    assert len(taken) <= 9
    results.close()


def test_a_failure_stops_the_others_and_takes_no_result_along():
    stopped = threading.Event()
    started = {n: threading.Event() for n in range(100)}

    def work(n):
        started[n].set()
        if n == 3:
            for later in (4, 5, 6):  # by the other three threads, which are done with 0, 1 and 2
                assert started[later].wait(60)
            raise KeyError(n)
        if n > 3:
            assert stopped.wait(60)
        return n

    got = []
    results = map_in_threads(work, range(100), 4, stopped.set)
    with pytest.raises(KeyError):
        got.extend(results)
    assert sorted(got) == [0, 1, 2]


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, GeneratorExit])
def test_who_is_interrupted_does_not_wait_for_calls_under_way(interrupt):
    stopped, started, released = threading.Event(), threading.Event(), threading.Event()
    late = []

    def work(n):
        if n:
            started.set()
            released.wait(60)
            late.append(n)
        return n

    results = map_in_threads(work, range(2), 2, stopped.set)
    assert next(results) == 0
    assert started.wait(60)
    with pytest.raises(interrupt):
        results.throw(interrupt)
    assert stopped.is_set()
    assert late == []
    released.set()
