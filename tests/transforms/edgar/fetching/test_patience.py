"""How often and after how long a file is asked for again, and when a job gives up."""

from typing import Any

import pytest
import tenacity

from transforms.edgar.errors import NoAnswerError, RetrievalError, UnsoundBodyError
from transforms.edgar.fetching.answers import ServerError
from transforms.edgar.fetching.patience import (
    Patience,
    Streak,
    UnreachableError,
    enough_of,
    wait_as_asked,
)


def after(attempts: int, error: Exception) -> tenacity.RetryCallState:
    """The state of retrying after so many attempts, of which the last ended with `error`."""
    nothing: Any = None
    state = tenacity.RetryCallState(nothing, nothing, (), {})
    state.attempt_number = attempts
    state.set_exception((type(error), error, None))
    return state


def test_a_file_that_comes_unsound_is_asked_for_less_often_than_one_that_does_not_come() -> None:
    enough = enough_of(Patience(attempts=6, unsound_attempts=3))
    absent, unsound = NoAnswerError("no-answer", "a"), UnsoundBodyError("html-page", "a")
    assert [enough(after(number, absent)) for number in (5, 6)] == [False, True]
    assert [enough(after(number, unsound)) for number in (2, 3)] == [False, True]


def test_the_wait_grows_and_is_as_long_as_the_server_asks_for() -> None:
    wait = wait_as_asked(2.0)
    error = NoAnswerError("no-answer", "a")
    assert 2 <= wait(after(1, error)) <= 4
    assert 8 <= wait(after(3, error)) <= 10
    assert wait(after(20, error)) <= 60
    busy = ServerError("server-error", "a")
    busy.retry_after = 500.0
    assert wait(after(1, busy)) == 500


def test_only_failures_in_a_row_stop_a_job() -> None:
    streak = Streak(3)
    error = RetrievalError("no-answer", "a cannot be had")
    for _ in range(2):
        streak.add(error)
    streak.end()
    for _ in range(2):
        streak.add(error)
    with pytest.raises(UnreachableError, match="3 files in a row: a cannot be had"):
        streak.add(error)
