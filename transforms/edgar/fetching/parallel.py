"""Calls one function for many items in threads, without reading far ahead of the results."""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def map_in_threads(
    function: Callable[[Task], Result],
    items: Iterable[Task],
    threads: int,
    stop: Callable[[], None],
) -> Generator[Result, None, None]:
    """Results in the order in which they are ready.

    Args:
        function: Called in the threads.
        items: Taken from as results are, so they may be many.
        threads: Most calls at a time.
        stop: Called when a call has failed or the caller wants no more: makes the others end soon.

    Calls under way are waited for if one has failed, and not if the caller is interrupted or wants
    no more: an answer may take hours.

    Raises:
        Exception: What the first call that fails raises.
    """
    pool = ThreadPoolExecutor(threads)
    is_to_wait = True
    try:
        running: set[Future[Result]] = set()
        for item in items:
            running.add(pool.submit(function, item))
            if len(running) >= 2 * threads:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from _results(done)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from _results(done)
    except BaseException as error:
        is_to_wait = isinstance(error, Exception)
        stop()
        raise
    finally:
        pool.shutdown(wait=is_to_wait, cancel_futures=True)


def _results(done: Iterable[Future[Result]]) -> Iterator[Result]:
    """Results, and only then the first failure, so that no result is lost."""
    for each in sorted(done, key=_has_failed):
        yield each.result()


def _has_failed(call: Future[Result]) -> bool:
    return call.exception() is not None
