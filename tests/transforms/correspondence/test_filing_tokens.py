"""What a `Re:` block consists of."""

from datetime import date

import pytest

from transforms.correspondence.filing_tokens import TOKENS, amendments, ends


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Amendment No. 3 to", [3]),
        ("Amendment Three to the", [3]),
        ("amendment iii", [3]),
        ("Amendment XI to", [11]),
        ("Amendment No. Eleven to", [11]),
        ("Amendment Nos. 1, 2 and 3 to", [1, 2, 3]),
        ("Amendment No. 1 and No. 2 to", [1, 2]),
        ("Third Amendment to", [3]),
        ("Amendment to", [None]),
    ],
)
def test_amendments_are_counted_in_digits_and_words(text: str, numbers: list[int | None]) -> None:
    token = TOKENS.match(text)
    assert token is not None
    assert token.lastgroup == "amendment"
    assert list(amendments(token)) == numbers


def test_ends_of_periods_share_their_year_or_their_day() -> None:
    token = TOKENS.match("quarters ended March 31 and June 30, 2005 and 2004")
    assert token is not None
    assert ends(token) == [date(2005, 3, 31), date(2005, 6, 30), date(2004, 6, 30)]


def test_a_day_that_no_calendar_has_is_no_end() -> None:
    token = TOKENS.match("year ended February 30, 2005")
    assert token is not None
    assert ends(token) == [None]


@pytest.mark.parametrize("first", ["July 1, 2009", "July 1", "July 1, 2009,"])
def test_a_transition_period_ends_at_its_second_day(first: str) -> None:
    token = TOKENS.search(f"for the transition period from {first} to December 31, 2009")
    assert token is not None
    assert ends(token) == [date(2009, 12, 31)]
