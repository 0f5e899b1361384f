"""Whom a company's letter addresses."""

import pytest

from tests.transforms.correspondence.letters import RE, to_commission, to_office
from transforms.correspondence.frame.addressee import staff_addressee


@pytest.mark.parametrize(
    ("line", "addressee", "title"),
    [
        ("Attention: Ann Example, Lee Sample, Robert Third and Tonya Fourth", "Ann Example", None),
        ("Attention: Ann Example, John Sample,", "Ann Example", None),
        ("Ann Example, Staff Accountant", "Ann Example", "Staff Accountant"),
        ("David Edgar, Financial Analyst", "David Edgar", "Financial Analyst"),
        ("Ann Example, Branch Chief; John Sample, Accountant", "Ann Example", "Branch Chief"),
    ],
)
def test_others_beside_an_addressee_are_no_title(
    line: str, addressee: str, title: str | None
) -> None:
    read = to_commission("March 10, 2022", line, "Securities and Exchange Commission", *RE)
    assert (read.addressee, read.addressee_title) == (addressee, title)


def test_the_salutation_tells_the_addressee_from_the_letterhead() -> None:
    head = "New York, NY 10036 T+ 212 555 5000", "Jane Sender", "Chief Accounting Officer"
    to = "Mr. John Sample and Ms. Ann Example", "Division of Corporation Finance"
    read = to_commission(*head, *to, *RE)
    assert (read.addressee, read.addressee_title) == ("Mr. John Sample and Ms. Ann Example", None)


@pytest.mark.parametrize(
    ("line", "addressee", "title"),
    [
        ("To: Ann Example", "Ann Example", None),
        ("To the attention of Ms. Ann Example", "Ms. Ann Example", None),
        ("For the attention of Mr Lee Example", "Mr Lee Example", None),
        ("Attn: Ann Example or John Sample", "Ann Example or John Sample", None),
        ("Attn: Ann Example \u2013 Staff Accountant", "Ann Example", "Staff Accountant"),
        ("Ann Example (Mail Stop 3561)", "Ann Example", None),
        ("Ann Example, Esq.", "Ann Example, Esq.", None),
        ("Attention: Mr. Lee Example, Esquire", "Mr. Lee Example, Esquire", None),
        ("Ann Example, CPA, Staff Accountant", "Ann Example, CPA", "Staff Accountant"),
    ],
)
def test_an_addressee_is_named_in_many_ways(line: str, addressee: str, title: str | None) -> None:
    read = to_office(line, *RE, "Dear Ms. Example:")
    assert (read.addressee, read.addressee_title) == (addressee, title)


@pytest.mark.parametrize(
    "head",
    [
        ("Century City", "Ann Sender", "Attention: Ann Example"),
        ("Austin Moscow", "Attn: Ann Example London Tel Aviv", "Los Angeles Tokyo"),
        ("Attention:", "Ann Example", "John Sample"),
    ],
)
def test_for_whose_attention_a_letter_is_goes_before_a_letterhead(head: tuple[str, ...]) -> None:
    assert to_office(*head, *RE, "Ladies and Gentlemen:").addressee == "Ann Example"


def test_a_title_ends_before_a_second_addressee() -> None:
    line = "Attention: Ann Example, Mine Engineer and John Sample, Accounting Branch Chief"
    assert to_office(line, *RE, "Dear Ms. Example:").addressee_title == "Mine Engineer"


def test_the_address_may_stand_above_the_date() -> None:
    to = "Securities and Exchange Commission", "100 F Street, N.E.", "Attn: Ann Example"
    read = to_commission("Example plc", *to, "March 10, 2022", "Example plc", "Form S-4")
    assert read.addressee == "Ann Example"


@pytest.mark.parametrize(
    ("greeting", "name"),
    [
        ("Dear Mr. Public and Ms. Example:", "Mr. Public and Ms. Example"),
        ("Dear Mses. Public and Example,", "Mses. Public and Example"),
        ("Ladies and Gentlemen:", None),
        ("Dear Sir or Madam:", None),
    ],
)
def test_where_the_address_names_nobody_the_salutation_does(
    greeting: str, name: str | None
) -> None:
    assert staff_addressee(["Securities and Exchange Commission", "100 F Street"], greeting) == (
        name,
        None,
    )


def test_for_whose_attention_a_letter_is_may_stand_below_the_subject() -> None:
    to = "Securities and Exchange Commission", "100 F Street, N.E."
    read = to_commission("May 4, 2021", *to, *RE, "Attention: Mr. Lee Q. Example, Branch Chief")
    assert (read.addressee, read.addressee_title) == ("Mr. Lee Q. Example", "Branch Chief")
