import re

import pytest

from transforms.correspondence.wording.number_words import COUNT, counted


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("131", 131),
        ("six", 6),
        ("sixteen", 16),
        ("Twelve", 12),
        ("twenty", 20),
        ("twenty-one", 21),
        ("Thirty four", 34),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(text: str, value: int) -> None:
    assert re.fullmatch(COUNT, text, re.IGNORECASE)
    assert counted(text) == value


@pytest.mark.parametrize("text", ["seventh", "tenant", "oneself", "1st", "2024"])
def test_what_only_begins_like_a_number_is_none(text: str) -> None:
    assert re.match(COUNT, text) is None
