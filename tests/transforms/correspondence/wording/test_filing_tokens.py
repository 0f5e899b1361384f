"""What a `Re:` block consists of."""

from datetime import date

import pytest

from transforms.correspondence.frame.reviewed import reviewed_filings
from transforms.correspondence.wording.filing_tokens import TOKENS, amendments, ends


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


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("Registration Statement on Form S-4", "S-4"),
        ("Draft Registration Statement on Form 10-12G", "10-12G"),
        ("10-K for the Fiscal Year Ended December 31, 2021", "10-K"),
        ("FORM 20-F FOR THE YEAR ENDED DECEMBER 31, 2005", "20-F"),
        ("Form 10-K/A for Fiscal Year Ended December 31, 2005", "10-K/A"),
        ("Form 10-KSB for the year ended June 30, 2005", "10-KSB"),
        ("Definitive Proxy Statement on Schedule 14A", "DEF 14A"),
        ("Preliminary Proxy Statement on Schedule 14A", "PRE 14A"),
        ("Preliminary Information Statement on Schedule 14C", "PRE 14C"),
        ("PREC14A preliminary proxy statement filing made on Schedule 14A", "PREC14A"),
        ("Definitive Information Statement on Schedule 14C", "DEF 14C"),
        ("Additional Definitive Soliciting Materials on Schedule 14A", "DEFA14A"),
        ("Definitive Additional Materials filed on Schedule 14A", "DEFA14A"),
        ("Definitive Additional Soliciting Materials", "DEFA14A"),
        ("Soliciting Material Filed Pursuant to Rule 14a-12", "DEFA14A"),
        ("Schedule TO-T", "SC TO-T"),
        ("Schedule  13D", "SC 13D"),
        ("Schedule 13D", "SC 13D"),
        ("Schedule 13E-3", "SC 13E3"),
        ("Schedule 13E-3/A", "SC 13E3/A"),
        ("Schedule 14D-9", "SC 14D9"),
        ("Schedule 14F-1", "SC 14F1"),
        ("Annual Report on Form 10-K for Fiscal 2005", "10-K"),
        ("Specialized Disclosure Report on Form SD for the year ended December 31, 2013", "SD"),
        ("Amended Form CB/A", "CB/A"),
        ("PRRN14A by Example Capital", "PRRN14A"),
        ("DFRN14A", "DFRN14A"),
        ("F-80", "F-80"),
    ],
)
def test_a_form_is_named_as_edgar_does(line: str, form: str) -> None:
    filings = reviewed_filings(f"Example, Inc. | {line} | Filed May 1, 2006 | File No. 1-123")
    assert [each.form_type for each in filings] == [form]
