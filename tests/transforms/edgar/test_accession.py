from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.edgar.accession import accession_number, is_accession_number, quarter_of
from transforms.edgar.errors import EdgarError


def test_both_spellings_give_the_number_with_dashes():
    assert accession_number("0000320193-25-000079") == "0000320193-25-000079"
    assert accession_number("000032019325000079") == "0000320193-25-000079"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "320193-25-000079",
        "0000320193-25-00007",
        "0000320193-25-000079\n",
        "\u0660" * 18,
        "../../etc",
    ],
)
def test_anything_else_is_an_error(text):
    assert not is_accession_number(text)
    with pytest.raises(EdgarError) as caught:
        accession_number(text)
    assert caught.value.error == "accession-number"


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2024, 1, 1), 20241),
        (date(2024, 3, 31), 20241),
        (date(2024, 4, 1), 20242),
        (date(1999, 12, 31), 19994),
    ],
)
def test_the_quarter_is_that_of_the_calendar(day, quarter):
    assert quarter_of(day) == quarter


@given(st.from_regex(r"\A[0-9]{10}-[0-9]{2}-[0-9]{6}\Z"))
def test_removing_the_dashes_loses_nothing(accession):
    assert accession_number(accession.replace("-", "")) == accession
