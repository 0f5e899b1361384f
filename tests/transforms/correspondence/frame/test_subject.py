"""The `Re:` block, above the salutation or below it."""

import pytest

from tests.transforms.correspondence.letters import html_letter, to_commission
from transforms.correspondence.frame.subject import re_block, subject_below
from transforms.correspondence.letter import Letter
from transforms.correspondence.rendition.lines import Line

FILING = (
    "Form 20-F for the Year Ended 31 December 2009",
    "Filed 12 March 2010",
    "File No. 001-14930",
)
ANSWER = "<p>We thank you for your letter of 30 March 2010 and answer it as follows.</p>"


def british(*below: str, above: str = "") -> Letter:
    """A letter with these paragraphs below the salutation."""
    body = "".join(f"<p>{line}</p>" for line in below)
    return html_letter(f"""<p>14 April 2010</p><p>Ms. Ann Example</p><p>Securities and Exchange Commission</p>
<p>100 F Street, NE</p>{above}<p>Dear Ms. Example</p>{body}<p>Yours sincerely,</p><p>Jane Public</p>""")


def test_the_block_ends_with_the_head_and_needs_its_label() -> None:
    head = [Line("May 1, 2020"), Line("RE:   A, Inc."), Line("Form 10-K")]
    assert re_block(head) == "A, Inc. | Form 10-K"
    assert re_block([head[0], Line("In re: A, Inc."), head[2]]) == "A, Inc. | Form 10-K"
    assert re_block(head[:1]) == ""


def test_without_label_the_block_begins_above_the_first_form() -> None:
    head = [Line("May 1, 2020"), Line("A, Inc."), Line("Form 10-K"), Line("File No. 1-123")]
    assert re_block(head) == "A, Inc. | Form 10-K | File No. 1-123"


@pytest.mark.parametrize(
    "title",
    [
        ("Example Corporation        ORDER DECLARING REGISTRATION", "1 Main Street    EFFECTIVE"),
        ("ORDER DECLARING REGISTRATION", "Example Corporation        EFFECTIVE", "1 Main Street"),
    ],
)
def test_an_order_is_about_the_company_in_whose_matter_it_is(title: tuple[str, ...]) -> None:
    head = "SECURITIES AND EXCHANGE COMMISSION", "May 4, 2020", "In the Matter of", *title
    block = re_block([Line(text) for text in (*head, "File No: 001-12345")])
    assert block == "Example Corporation | 1 Main Street | File No: 001-12345"


@pytest.mark.parametrize(
    ("below", "lines"),
    [
        (["Re: Example plc"], 1),
        (["Re: Example plc", "File No. 001-14930"], 2),
        ([FILING[0], "File No. 001-14930"], 2),
        (["File No. 001-14930"], 0),
    ],
)
def test_below_the_salutation_a_block_has_its_label_or_names_a_form(
    below: list[str], lines: int
) -> None:
    texts = ["Dear Ms. Example", *below, "We thank you for your letter."]
    assert subject_below([Line(text) for text in texts], 1) == 1 + lines


def test_a_block_without_label_may_stand_below_the_salutation() -> None:
    letter = british("Example plc", *FILING, ANSWER, "<b>1. Why?</b>", "Because.")
    assert letter.frame.company_name == "Example plc"
    assert [(each.form_type, each.file_number) for each in letter.reviewed] == [
        ("20-F", "001-14930")
    ]
    assert [list(each.headings) for each in letter.comments] == [[]]


@pytest.mark.parametrize(
    "above", ["<p>Re: Example plc</p>", f"<p>Example plc</p><p>{FILING[0]}</p>"]
)
def test_below_a_block_above_the_salutation_there_is_no_other(above: str) -> None:
    letter = british(*FILING[:1], ANSWER, "<b>1. Why?</b>", "Because.", above=above)
    assert letter.division.of_kind("opening")[0].text.startswith(FILING[0])


def test_headings_of_the_first_comment_are_no_block() -> None:
    [answer] = british(*FILING[:1], "<b>1. Please tell us why.</b>", "Because.").comments
    assert list(answer.headings) == [FILING[0]]


def test_what_is_asked_for_is_no_part_of_the_company() -> None:
    subject = "Re: Example, Inc. - Request to Withdraw Registration Statement on Form S-3"
    read = to_commission("March 10, 2022", "Securities and Exchange Commission", subject)
    assert read.company_name == "Example, Inc."
