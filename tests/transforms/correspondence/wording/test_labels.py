"""Tests of labels."""

import pytest

from transforms.correspondence.wording.labels import ANSWER


@pytest.mark.parametrize("item", ["A. one", "R. B. Example, the auditor", "A:B of the table"])
def test_a_letter_with_no_colon_and_space_behind_is_no_label(item: str) -> None:
    assert ANSWER.match(item) is None
