from datetime import date

import pytest

from tests.transforms.correspondence.letters import (
    HEAD,
    RE,
    company_letter,
    staff_letter,
    to_commission,
    to_office,
)
from transforms.correspondence.frame.frame import Frame


def frame(old: str = "", new: str = "") -> Frame:
    return staff_letter("1.  We note this.\n", head=HEAD.replace(old, new)).frame


def test_addressee_title_company_and_address_are_told_apart() -> None:
    read = frame()
    assert read.letter_date == date(2022, 3, 3)
    assert read.addressee == "Jane Q. Public"
    assert read.addressee_title == "Chief Financial Officer"
    assert read.company_name == "Example Holdings, Inc."
    assert read.address == "1 Main Street, Springfield, IL 62701"
    assert read.salutation == "Dear Ms. Public:"


def test_mail_stop_and_way_of_delivery_are_no_part_of_the_address() -> None:
    assert frame("Jane Q. Public\n", "Mail Stop 4720\nVia E-Mail\nJane Q. Public\n") == frame()


def test_title_on_the_line_of_the_name() -> None:
    read = frame("Jane Q. Public\nChief", "Jane Q. Public, Chief")
    assert (read.addressee, read.addressee_title) == ("Jane Q. Public", "Chief Financial Officer")


def test_degrees_stay_with_the_name() -> None:
    assert frame("Jane Q. Public\n", "Jane Q. Public, M.D., Ph.D.\n").addressee == (
        "Jane Q. Public, M.D., Ph.D."
    )


def test_title_on_the_line_of_the_company() -> None:
    read = frame("Chief Financial Officer\n", "Chief Financial Officer ")
    assert read.addressee_title == "Chief Financial Officer"
    assert read.company_name == "Example Holdings, Inc."


def test_a_title_over_two_lines_is_one() -> None:
    read = frame(
        "Chief Financial Officer\n", "Executive Vice President and\nChief Financial Officer\n"
    )
    assert read.addressee_title == "Executive Vice President and Chief Financial Officer"


def test_another_company_above_the_one_addressed_is_no_title() -> None:
    above = "Treasurer, Example Corp.\nExample GP, LLC\nGeneral Partner of Example Holdings, Inc.\n1 Main"
    read = frame("Example Holdings, Inc.\n1 Main", above)
    titles = "Chief Financial Officer Treasurer, Example Corp."
    assert (read.addressee_title, read.company_name) == (titles, "Example Holdings, Inc.")


def test_another_registrant_of_the_subject_above_the_one_addressed_is_no_title() -> None:
    subject = "Re:    Example Holdings, Inc.\n               Example Card Trust\n"
    head = HEAD.replace("Re:    Example Holdings, Inc.\n", subject)
    read = staff_letter(
        "1.  We note this.\n", head=head.replace("Officer\n", "Officer\nExample Card Trust\n")
    ).frame
    assert (read.addressee_title, read.company_name) == (
        "Chief Financial Officer",
        "Example Holdings, Inc.",
    )


def test_in_care_of_is_no_title() -> None:
    read = frame("Officer\nExample", "Officer\nc/o Example")
    assert (read.addressee_title, read.company_name) == (
        "Chief Financial Officer",
        "Example Holdings, Inc.",
    )


def test_a_block_without_label_is_no_part_of_the_address() -> None:
    read = frame("        Re:    ", "               ")
    assert (read.addressee, read.company_name) == ("Jane Q. Public", "Example Holdings, Inc.")
    assert read.address == "1 Main Street, Springfield, IL 62701"
    assert read.re_block.startswith("Example Holdings, Inc. | Form 10-K")


@pytest.mark.parametrize(
    "line",
    [
        "By U.S. Mail and Facsimile to (555) 123-4567",
        "U.S. Mail and Facsimile",
        "By Telefax",
        "By Federal Express",
        "Overnight Courier",
        "First-Class Mail",
    ],
)
def test_how_a_letter_is_delivered_is_no_addressee(line: str) -> None:
    read = frame("Jane Q. Public\n", f"{line}\n\nJane Q. Public\n")
    assert (read.addressee, read.addressee_title) == ("Jane Q. Public", "Chief Financial Officer")


def test_the_date_may_stand_below_the_address() -> None:
    moved = HEAD.replace("March 3, 2022\n", "\n").replace("62701\n", "62701\n\nMarch 3, 2022\n")
    read = staff_letter("1.  We note this.\n", head=moved).frame
    assert (read.letter_date, read.addressee) == (date(2022, 3, 3), "Jane Q. Public")


def test_the_commission_s_street_above_the_date_is_no_address_in_its_own_letter() -> None:
    above = "CF/AD5\n100 F Street, NE\nWashington, D.C. 20549\n\nMarch 3, 2022\n"
    read = staff_letter("1.  We note this.\n", head=HEAD.replace("March 3, 2022\n", above)).frame
    assert (read.addressee, read.company_name) == ("Jane Q. Public", "Example Holdings, Inc.")


def test_a_company_under_another_name_stands_above_the_street() -> None:
    assert frame("Inc.\n1 Main", "LLC\n1 Main").company_name == "Example Holdings, LLC"


def test_a_company_writes_to_a_member_of_the_staff_about_itself() -> None:
    read = company_letter("<p>1. We note this.</p><p>Response: Yes.</p>").frame
    assert read.letter_date == date(2022, 3, 10)
    assert read.addressee == "Ms. Ann Example"
    assert read.company_name == "Example Holdings, Inc."
    assert read.address is None


def test_the_date_may_stand_below_the_re_block() -> None:
    moved = HEAD.replace("March 3, 2022\n", "\n").replace("-12345\n", "-12345\n\nMarch 3, 2022\n")
    assert staff_letter("1.  We note this.\n", head=moved).frame.letter_date == date(2022, 3, 3)


def test_a_company_that_writes_to_the_division_has_no_addressee() -> None:
    read = to_office(
        "100 F Street, N.E.", "Example Corporation", "Re: Example Corporation", "Sirs:"
    )
    assert (read.addressee, read.company_name) == (None, "Example Corporation")


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_company_over_two_lines_is_one_name(cut: int) -> None:
    words = "The Long Name Holdings and Investment Trust, Inc. of America".split()
    company = f"{' '.join(words[:cut])}\n{' '.join(words[cut:])}"
    head = HEAD.replace("Example Holdings, Inc.\n1 Main", f"{company}\n1 Main")
    head = head.replace("Example Holdings, Inc.", " ".join(words))
    frame = staff_letter("1. Explain.\n", head=head).frame
    assert frame.company_name == " ".join(words)
    assert frame.addressee == "Jane Q. Public"
    assert frame.addressee_title == "Chief Financial Officer"
    assert frame.address == "1 Main Street, Springfield, IL 62701"


def test_two_companies_are_not_one_name() -> None:
    head = HEAD.replace("Example Holdings, Inc.\n1 Main", "First, Inc.\nSecond, Inc.\n1 Main")
    head = head.replace("Example Holdings, Inc.", "First, Inc.\n               Second, Inc.")
    assert staff_letter("1. Explain.\n", head=head).frame.company_name == "First, Inc."


def test_an_address_below_the_subject_is_no_part_of_it() -> None:
    people = "Mr. Lee Example, Staff Attorney", "Ms. Ann Sample", "Office Chief"
    to = "Division of Corporation Finance", "U.S. Securities and Exchange Commission"
    read = to_commission("Michael Lawyer", "450 Lexington Avenue", "May 4, 2021", *RE, *people, *to)
    assert (read.addressee, read.addressee_title) == ("Mr. Lee Example", "Staff Attorney")
    assert read.re_block == " | ".join(RE).removeprefix("Re: ")
    assert read.company_name == "Example Holdings, Inc."


def test_a_second_company_is_no_part_of_the_address() -> None:
    read = frame(
        "Jane Q. Public\nChief Financial Officer\nExample Holdings, Inc.\n",
        "Example Holdings, Inc.\nExample Yield, Inc.\nJane Q. Public\nChief Financial Officer\n",
    )
    assert (read.company_name, read.address) == (
        "Example Holdings, Inc.",
        "1 Main Street, Springfield, IL 62701",
    )
    assert read.addressee == "Jane Q. Public"


@pytest.mark.parametrize(
    ("subject", "company"),
    [
        (["Comment Letter Dated April 25, 2016", "Regarding A Company", "Form 10-K"], "A Company"),
        (["Comment letter dated March 31, 2016", "Form 10-K", "Filed May 2, 2016"], None),
        (["March 3, 2022 Letter Concerning A Company Form 10-K"], "A Company"),
        (["Acceleration Request for A Company Registration Statement on Form S-4"], "A Company"),
        (["Request for Acceleration of Effectiveness", "A Company Form S-4"], "A Company"),
        (["Request for Confidential Treatment under 17 C.F.R.", "A Company"], "A Company"),
        (["Responses to Comment on Form S-4 filed by", "A Company on March 3, 2022"], "A Company"),
        (["A Company Definitive Proxy", "Statement on Schedule 14A"], "A Company"),
        (["Response Genetics, Inc.", "Form 10-K"], "Response Genetics, Inc."),
        (["SEC Comment Letter dated March 3, 2022", "A Company Form 10-K"], "A Company"),
        (["Your Letter dated March 3, 2022", "A Company Form 10-K"], "A Company"),
        (["Form 10-K for the Year Ended March 3, 2022", "A Company", "Filed May 2"], "A Company"),
        (["Form 10-K for the Year Ended March 3, 2022", "Filed May 2, 2022", "Note 5"], None),
        (["Registration Statement on Form S-4 of A Company (File No. 333-1234)"], "A Company"),
        (["Comments on Form 10-K of A", "Company for the Year Ended May 2, 2021"], "A Company"),
        (["Your letter of May 2, 2021 on the Form 10-K of A Company, filed May 1"], "A Company"),
        (["A Company", "Schedule 14A", "Form S-4 of Another Company"], "A Company"),
        (["Our client: A Company", "Form S-4"], "A Company"),
        (["Registrant: A Company", "Form S-4"], "A Company"),
    ],
)
def test_what_a_letter_is_about_is_no_company(subject: list[str], company: str | None) -> None:
    first, *others = subject
    read = to_commission(
        "March 10, 2022", "Division of Corporation Finance", f"Re: {first}", *others
    )
    assert read.company_name == company


@pytest.mark.parametrize(
    "salutation",
    [
        "To the Division of Corporation Finance:",
        "To Division of Corporation Finance:",
        "To the Staff of the Division of Corporation Finance:",
        "To the Securities and Exchange Commission:",
        "To the Staff:",
        "Members of the Staff:",
        "Division of Corporation Finance:",
        "Ladies/Gentlemen:",
        "Mesdames and Messrs.:",
        "Sir or Madam:",
        "Madam:",
        "Good afternoon, Ms. Example:",
        "Hello Ms. Example,",
    ],
)
def test_a_salutation_may_greet_an_office_or_nobody_by_name(salutation: str) -> None:
    read = to_office("Ann Example", *RE, salutation)
    assert read.salutation == salutation
    assert read.re_block == " | ".join(RE).removeprefix("Re: ")
    assert (read.addressee, read.company_name) == ("Ann Example", "Example Holdings, Inc.")


def test_an_office_greeted_in_the_address_is_no_salutation() -> None:
    read = to_office("To the Division of Corporation Finance:", *RE, "Dear Ms. Example:")
    assert (read.salutation, read.company_name) == ("Dear Ms. Example:", "Example Holdings, Inc.")


def test_the_subject_may_stand_below_the_salutation() -> None:
    read = to_office("Dear Ms. Example:", *RE)
    assert read.salutation == "Dear Ms. Example:"
    assert read.re_block == " | ".join(RE).removeprefix("Re: ")


def test_an_office_may_stand_in_an_address_below_the_subject() -> None:
    people = "Ann Example", "Assistant Chief Accountant", "Office of Technology"
    to = "Securities and Exchange Commission", "100 F Street, N.E."
    read = to_commission("Example Holdings", "May 4, 2021", *RE, *people, *to)
    assert (read.addressee, read.addressee_title) == ("Ann Example", "Assistant Chief Accountant")
    assert read.re_block == " | ".join(RE).removeprefix("Re: ")


def test_a_mail_stop_above_the_forms_is_no_company() -> None:
    read = to_commission(
        "March 10, 2022", "Securities and Exchange Commission", "Mailstop 7010", *RE[1:]
    )
    assert read.company_name is None


@pytest.mark.parametrize(
    "subject",
    [
        "Example, Inc.\u2014Registration Statement on Form S-1",
        "Example, Inc.; Annual Report on Form 10-K for the Year Ended December 31, 2020",
        "Example, Inc. / Form 10-K for the Year Ended December 31, 2020",
    ],
)
def test_what_a_company_filed_is_no_part_of_its_name(subject: str) -> None:
    to = "March 10, 2022", "Securities and Exchange Commission", f"Re: {subject}"
    assert to_commission(*to, "File No. 333-12345").company_name == "Example, Inc."


@pytest.mark.parametrize(
    ("subject", "company"),
    [
        ("Example (Cayman) Limited", "Example (Cayman) Limited"),
        ("Example (China) Co., Ltd. (CIK No. 0001840000)", "Example (China) Co., Ltd."),
        ("Example Inc. (the Company) Form 10-K", "Example Inc."),
        ("Example Trust (\u201cTrust\u201d) of Example Inc.", "Example Trust"),
    ],
)
def test_a_bracket_amid_a_name_is_part_of_it(subject: str, company: str) -> None:
    to = "March 10, 2022", "Securities and Exchange Commission", f"Re: {subject}"
    assert to_commission(*to, "Form F-1").company_name == company


@pytest.mark.parametrize(
    ("above", "company"),
    [
        ("Washington, D.C. 20549", None),
        (
            "Re: Letter dated May 4, 2021 to Example Exploration Company",
            "Example Exploration Company",
        ),
    ],
)
def test_the_company_is_who_got_the_letter(above: str, company: str | None) -> None:
    read = to_commission("March 10, 2022", "Securities and Exchange Commission", above, *RE[1:])
    assert read.company_name == company


def test_without_subject_the_company_is_that_of_the_letterhead() -> None:
    to = "Ann Example", "Securities and Exchange Commission", "Washington, D.C. 20549"
    own = to_commission("Example Holdings, Inc.", "1 Main Street", "March 10, 2022", *to)
    assert own.company_name == "Example Holdings, Inc."
    assert to_commission("Counsel & Partners LLP", "March 10, 2022", *to).company_name is None
