"""Letterheads and page stamps stay out of companies' answers."""

import pytest

from tests.transforms.correspondence.letters import company_letter
from transforms.correspondence.letter import parse_letter
from transforms.edgar.filing import Document

QUESTION = "<p><b>1. Please explain your policy on page 4 and the reasons that"
FOOTER = (
    "<p>EXAMPLE HOLDINGS, INC.</p><p>50 NORTHERN AVENUE &#8226; SPRINGFIELD, IL 62701</p>"
    "<p>TEL. 617-341-6100 &#8226; http://www.example.com</p>"
)
CITIES = "<p>Beijing Boston Chicago Dallas Hong Kong Houston London Washington, D.C.</p>"
HOUSES = "<p>The Grand | The Palace | Example Expo | Bay Example</p>"
ADDRESSEE = "<p>Securities and Exchange Commission</p><p>100 F Street, N.E.</p>"


def answer(between: str, *, again: str = "") -> str:
    letter = company_letter(
        f"<p><b>1. Please explain your policy.</b></p><p>Response: We count on delivery,</p>"
        f"{between}<p>as the contracts provide.</p>"
        f"<p><b>2. Please revise.</b></p><p>Response: We will.</p>{again}<p>Soon.</p>"
    )
    assert [each.number for each in letter.comments] == [1, 2]
    assert letter.comments[1].text.split() == ["We", "will.", "Soon."]
    return letter.comments[0].text


@pytest.mark.parametrize(
    "between",
    [
        "<p>Page 3 &lt;May 9, 2017&gt;</p>",
        "<p>March 10, 2022 - Page 2</p>",
        "<p>March 10, 2022 2</p>",
        CITIES,
        f"<p>50 Northern Avenue, Springfield, Illinois 62701</p>{HOUSES}",
        ADDRESSEE,
        "<p>Securities and Exchange Commission 100 F Street, N.E.</p><p>Page 2</p>",
    ],
)
def test_what_is_printed_on_the_page_is_not_in_the_answer(between: str) -> None:
    assert answer(between) == "We count on delivery, as the contracts provide."


@pytest.mark.parametrize(
    "between",
    [
        HOUSES,
        f"<p>Headquarters</p><p>50 Northern Avenue, Springfield, Illinois 62701</p>{HOUSES}",
    ],
)
def test_a_list_of_names_on_each_page_is_not_in_the_answer(between: str) -> None:
    assert answer(between, again=between) == "We count on delivery, as the contracts provide."


def test_a_letterhead_on_each_page_is_not_in_the_answer() -> None:
    assert answer(FOOTER, again=FOOTER) == "We count on delivery, as the contracts provide."


def test_a_stamp_in_a_repeated_comment_does_not_end_it() -> None:
    letter = company_letter(
        f"{QUESTION}</b></p><p>Page 2 &lt;March 10, 2022&gt;</p><p><b>you chose it.</b></p>"
        "<p>We chose it freely.</p>"
    )
    assert (letter.comments[0].repeated or "").endswith("the reasons that you chose it.")
    assert letter.comments[0].text == "We chose it freely."


@pytest.mark.parametrize(
    "text",
    [
        "We have offices in Boston, Chicago, London and Paris and pay rent for each.",
        "Our web site is www.example.com",
        "We wrote to the Securities and Exchange Commission",
        "See page 3 of our letter of May 9, 2017",
        "Assets | Liabilities | Equity | Total",
    ],
)
def test_a_sentence_with_the_same_words_stays(text: str) -> None:
    assert text in answer(f"<p>{text}</p>")


def test_name_and_address_below_the_signature_stay_there() -> None:
    letter = company_letter("<p><b>1. Please revise.</b></p><p>Response: We will.</p>")
    assert letter.signature.signatory == "Jane Q. Public"


def test_an_address_at_the_foot_of_each_page_is_no_heading_and_gets_no_copy() -> None:
    foot = (
        "<p>3355 Example Blvd. South, Las Vegas, Nevada 89109</p>"
        "<p>The Example Macao | The Sample Macao</p>"
    )
    letter = parse_letter(
        Document(
            "a.htm",
            (
                "<html><body><p>May 4, 2021</p><p>Securities and Exchange Commission</p>"
                "<p>Re: Example Holdings, Inc.</p><p>Ladies and Gentlemen:</p>"
                "<p>We respond to the comments in your letter dated April 3, 2021.</p>"
                f"<p>Comment 1. Why?</p><p>Response: As we</p>{foot}<p>said before.</p>{foot}"
                f"<p>Comment 2. How?</p><p>Response: So.</p><p>Sincerely,</p><p>/s/ Jane Public</p>"
                f"<p>cc: Rex Counsel</p>{foot}</body></html>"
            ).encode(),
        ),
        form_type="CORRESP",
    )
    assert [list(each.headings) for each in letter.comments] == [[], []]
    assert [each.text for each in letter.comments] == ["As we said before.", "So."]
    assert letter.signature.cc == ["Rex Counsel"]
