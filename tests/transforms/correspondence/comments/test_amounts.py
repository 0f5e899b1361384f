from decimal import Decimal

import pytest

from transforms.correspondence.comments.amounts import amounts


@pytest.mark.parametrize(
    ("text", "written", "value", "currency"),
    [
        ("shows $55,574 in", "$55,574", "55574", "USD"),
        ("of $1,135 million was", "$1,135 million", "1135000000", "USD"),
        ("a $1.2 billion liability", "$1.2 billion", "1200000000", "USD"),
        ("the $194M gain", "$194M", "194000000", "USD"),
        ("$2.5 million.", "$2.5 million", "2500000", "USD"),
        ("was $.35 a share", "$.35", "0.35", "USD"),
        ("a loss of $(5.2) million", "$(5.2) million", "-5200000", "USD"),
        ("a loss of $(5.2 million) in", "$(5.2 million)", "-5200000", "USD"),
        ("a loss of ($5,200) in", "($5,200)", "-5200", "USD"),
        ("(approximately $12,000)", "$12,000", "12000", "USD"),
        ("revenue ($12 million) rose", "$12 million", "12000000", "USD"),
        ("€ 45 million", "€ 45 million", "45000000", "EUR"),
        ("RMB 3,000", "RMB 3,000", "3000", "CNY"),
        ("US$10,000", "US$10,000", "10000", "USD"),
        ("C$7.5", "C$7.5", "7.5", "CAD"),
        ("$500.", "$500", "500", "USD"),
    ],
)
def test_an_amount_has_value_and_currency(
    text: str, written: str, value: str, currency: str
) -> None:
    [amount] = amounts(text)
    assert (amount.text, amount.value, amount.currency) == (written, Decimal(value), currency)


def test_amounts_keep_their_order_and_repeat() -> None:
    assert [each.text for each in amounts("$2, then $1, then $2")] == ["$2", "$1", "$2"]


@pytest.mark.parametrize(
    "text", ["page 62", "39% of revenue", "ASC 280-10", "1,135 shares", "$ amounts"]
)
def test_a_number_without_currency_is_no_amount(text: str) -> None:
    assert amounts(text) == []


def test_both_ends_of_a_range_have_the_scale_of_the_second() -> None:
    found = [
        each.value
        for each in amounts("$3.0 to $5.0 billion, $2\u2013$4 million, $7 and $8 million, $9")
    ]
    assert found == [3_000_000_000, 5_000_000_000, 2_000_000, 4_000_000, 7, 8_000_000, 9]
    assert [each.value for each in amounts("$3,000 to $5 billion")] == [3000, 5_000_000_000]


def test_an_amount_over_two_lines_is_written_in_one() -> None:
    assert [each.text for each in amounts("Impact $\n55 million")] == ["$ 55 million"]


def test_amounts_are_found_whatever_stands_between_their_signs() -> None:
    text = "Of U.S.$5 and ( U.S.$6 ) the $ sign, in EUR or NISSAN, is of $7 to $8 million, -$9."
    assert [each.text for each in amounts(text)] == [
        "U.S.$5",
        "( U.S.$6 )",
        "$7",
        "$8 million",
        "-$9",
    ]
