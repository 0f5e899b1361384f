"""Tests that show more the more often they are repeated."""

from typing import Any

import pytest


def rounds(number: int, *, few: int) -> list[Any]:
    """A parameter for each round: `make test` runs the first few, `make check` all."""
    return [
        pytest.param(each, marks=[pytest.mark.rounds] if each >= few else [])
        for each in range(number)
    ]
