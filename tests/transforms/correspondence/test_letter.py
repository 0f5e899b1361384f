from datetime import date

import pytest

from tests.transforms.correspondence.letters import HEAD, company_letter, staff_letter, text_letter
from transforms.correspondence.errors import LetterError

COMMENT = "1.   We note this.\n"


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        (f"We have limited our review and have the following comments.\n\n{COMMENT}", "comment"),
        ("We have completed our review of your filing.\n", "completion"),
        ("This is to advise you that we have not reviewed and will not review it.\n", "no_review"),
        (
            f"We have reviewed your May 1, 2021 response and have comments.\n\n{COMMENT}",
            "follow_up",
        ),
        (f"We have reviewed your response letter and have comments.\n\n{COMMENT}", "follow_up"),
        ("We note the statement you issued on an incident.\n", "other"),
    ],
)
def test_a_letter_of_the_staff_has_a_kind(opening: str, kind: str) -> None:
    head = "March 3, 2022\n\nJane Q. Public\nExample, Inc.\n\nDear Ms. Public:\n\n"
    assert staff_letter(opening, head=head).kind == kind


def test_comments_on_what_the_subject_says_was_commented_before_follow_up() -> None:
    head = (
        "March 3, 2022\n\nJane Q. Public\nExample, Inc.\n\n"
        "Re:  Example, Inc.\n     Form 10-K for the year ended June 30, 2021\n"
        "     Response dated February 1, 2022\n     File No. 001-12345\n\nDear Ms. Public:\n\n"
    )
    opening = f"We have the following comments.\n\n{COMMENT}"
    assert staff_letter(opening, head=head).kind == "follow_up"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<p>1. We note.</p><p>Response: Yes.</p>", "response"),
        ("<p>The Company will submit its response by March 30, 2022.</p>", "other"),
        ("<p>We confirm that we will enhance our disclosure.</p>", "response"),
        ("<p>Others consider our response to the Staff's inquiry.</p>", "response"),
    ],
)
def test_a_letter_of_a_company_answers_or_does_not(body: str, kind: str) -> None:
    assert company_letter(body).kind == kind


@pytest.mark.parametrize(
    "opening",
    [
        "We have reviewed your May 1, 2021 response to our comment letter.",
        "We have reviewed your May 1, 2021, response to our comment letter.",
        "We refer you to our comment letter dated May 1, 2021 regarding business.",
        "We have reviewed your response letter dated May 1, 2021 on Form 10-K filed July 9, 2020.",
        (
            "Unless we note otherwise, references to prior comments are to comments in our May 1, "
            "2021 letter."
        ),
    ],
)
def test_the_letter_before_is_known_by_its_date(opening: str) -> None:
    assert staff_letter(f"{opening}\n\n{COMMENT}").refers_to_letter_date == date(2021, 5, 1)


def test_a_date_of_a_filing_is_not_that_of_a_letter() -> None:
    letter = staff_letter(f"We note your Form 8-K filed May 1, 2021.\n\n{COMMENT}")
    assert letter.refers_to_letter_date is None


def test_a_response_names_the_letter_it_answers() -> None:
    letter = company_letter("<p>1. We note.</p><p>Response: Yes.</p>")
    assert letter.refers_to_letter_date == date(2022, 3, 3)


def test_authorities_outside_the_comments_are_the_letter_s() -> None:
    closing = "\n     We remind you that Rules 460 and 461 hold.\n"
    letter = staff_letter(COMMENT, closing=closing)
    assert [each.reference for each in letter.citations] == ["460", "461"]
    assert letter.comments[0].citations == []


def test_zero_comments_is_a_letter() -> None:
    head = HEAD[: HEAD.index("        We have reviewed")]
    letter = staff_letter("     We have completed our review of your filing.\n", head=head)
    assert (letter.kind, list(letter.comments)) == ("completion", [])
    assert [each.form_type for each in letter.reviewed] == ["10-K"]


def test_what_has_no_mark_of_a_letter_is_none() -> None:
    with pytest.raises(LetterError) as caught:
        text_letter("Exhibit A\n\nTable of amounts\n", "CORRESP")
    assert caught.value.error == "not-a-letter"


def test_a_letter_of_2005_is_read() -> None:
    text = (
        "\t\t\t\t\t\t\tAugust 22, 2005\n\nMail Stop 3561\n\nMr. John Q. Older\n"
        "Chief Financial Officer\nOLD COMPANY CORP\n1 Main Street\nDayton, Ohio 45401\n\n"
        "RE:\tOLD COMPANY CORP\n\tFORM 10-K FOR THE FISCAL YEAR ENDED DECEMBER 31, 2004\n"
        "\tFILED MARCH 15, 2005\n\tFILE NO. 1-12345\n\nDear Mr. Older:\n\n"
        "We have reviewed your filing and have the following comments.\n\n"
        "FORM 10-K FOR THE YEAR ENDED DECEMBER 31, 2004\n\nGeneral\n\n"
        "1. Where a comment below requests additional disclosures,\nplease show us.\n\n"
        "2. Tell us why.\n??\n??\n\n*  *  *  *\n\n"
        "Please respond to these comments within 10 business days.\n\n"
        "If you have any questions, you may contact Ann Example at (202)\n551-0001.\n\n"
        "Sincerely,\n\n\nGeorge F. Signer\nBranch Chief\n\n"
        "Mr. John Q. Older\nOLD COMPANY CORP\nAugust 22, 2005\nPage 2\n"
    )
    letter = text_letter(text)
    assert [each.text for each in letter.comments] == [
        "Where a comment below requests additional disclosures, please show us.",
        "Tell us why.",
    ]
    [filing] = letter.reviewed
    assert (filing.form_type, filing.filed_on) == ("10-K", date(2005, 3, 15))
    assert (filing.period_end, filing.file_number) == (date(2004, 12, 31), "1-12345")
    assert letter.frame.addressee == "Mr. John Q. Older"
    assert letter.frame.company_name == "OLD COMPANY CORP"
    assert letter.response_due_days == 10
    assert [each.name for each in letter.signature.staff] == ["Ann Example", "George F. Signer"]


STAFF = "March 3, 2022\n\nJane Q. Public\nExample, Inc.\n\nDear Ms. Public:\n\n" + COMMENT


@pytest.mark.parametrize("form_type", ["CORRESP", None])
def test_a_letter_of_the_staff_is_known_by_its_signature(form_type: str | None) -> None:
    signed = f"{STAFF}\n\nSincerely,\n\nDivision of Corporation Finance\nOffice of Technology\n"
    letter = text_letter(signed, form_type)
    assert (letter.kind, letter.signature.office) == ("comment", "Technology")


@pytest.mark.parametrize("form_type", ["CORRESP", None])
def test_a_letter_to_the_commission_is_a_company_s(form_type: str | None) -> None:
    to = "Division of Corporation Finance\nWashington, DC 20549"
    text = STAFF.replace("Example, Inc.", to).replace("1. ", "We answer your comments.\n\n1. ")
    letter = text_letter(text, form_type)
    assert letter.kind == "response"


def test_a_letter_that_only_announces_comments_has_none() -> None:
    asks = "You have redacted information from the exhibit. Please supply an unredacted copy.\n\n"
    head = HEAD[: HEAD.index("        We have reviewed")]
    assert staff_letter(f"{asks}We will notify you of any\ncomments.\n", head=head).kind == "other"
    assert staff_letter(f"{asks}We have a comment.\n", head=head).kind == "comment"


def test_a_company_s_own_response_is_not_the_letter_it_answers() -> None:
    head = "March 3, 2022\n\nDivision of Corporation Finance\n\nRe: Example, Inc.\nForm 10-K\n"
    text = f"{head}Response Letter dated January 21, 2021\n\nDear Ms. Example:\n\nWe answer your comments.\n"
    letter = text_letter(text, "CORRESP")
    assert letter.refers_to_letter_date is None
