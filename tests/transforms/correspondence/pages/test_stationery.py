"""Letterheads and page stamps stay out of companies' answers."""

import pytest

from tests.transforms.correspondence.letters import company_letter, html_letter

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
        (
            "<p>ABU DHABI | BEIJING | BRUSSELS | DUBAI | FRANKFURT | HONG KONG | LONDON | MENLO PARK | MILAN | NEW YORK"
            " | PARIS | ROME | SAN FRANCISCO | SAO PAULO | SAUDI ARABIA | SHANGHAI | SINGAPORE | TOKYO | TORONTO</p>"
            "<p>COUNSEL &amp; PARTNERS LLP IS A LIMITED LIABILITY PARTNERSHIP ORGANIZED IN DELAWARE.</p>"
            "<p>*DR. EXAMPLE &amp; PARTNERS IN ASSOCIATION WITH COUNSEL &amp; PARTNERS LLP</p>"
        ),
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
    letter = html_letter(
        "<p>May 4, 2021</p><p>Securities and Exchange Commission</p>"
        "<p>Re: Example Holdings, Inc.</p><p>Ladies and Gentlemen:</p>"
        "<p>We respond to the comments in your letter dated April 3, 2021.</p>"
        f"<p>Comment 1. Why?</p><p>Response: As we</p>{foot}<p>said before.</p>{foot}"
        f"<p>Comment 2. How?</p><p>Response: So.</p><p>Sincerely,</p><p>/s/ Jane Public</p>"
        f"<p>cc: Rex Counsel</p>{foot}"
    )
    assert [list(each.headings) for each in letter.comments] == [[], []]
    assert [each.text for each in letter.comments] == ["As we said before.", "So."]
    assert letter.signature.cc == ["Rex Counsel"]


@pytest.mark.parametrize(
    "between",
    [
        "<p>1050 Example Way, Miami, Florida 33132-2028 | 305 539 6000 | example.com</p>",
        "<p>One Main Blvd. | Springfield, IL | 62701-9672 | example.com | 515-965-6100</p>",
        "<p>Example, Inc P.O. Box 1118 ~ Virginia City, NV 89440 ~ T: 775.847.5272</p><p>www.example.us</p>",
        (
            "<p>1801 Main Street &#183; Denver, Colorado &#183; 80202 &#183; USA</p><p>Tel. (303) 555-2416</p>"
            "<p>EXAMPLE is a registered trademark of Example Holdings, used under license.</p>"
        ),
    ],
)
def test_an_address_in_parts_is_printed_even_if_it_stands_there_once(between: str) -> None:
    assert answer(between) == "We count on delivery, as the contracts provide."


def test_a_title_spelt_otherwise_in_page_headers_is_furniture() -> None:
    header = f"{ADDRESSEE}<p>Rex Sample, Staff Attorney</p>{ADDRESSEE}"
    assert answer(header, again=header) == "We count on delivery, as the contracts provide."


def test_words_of_a_filing_s_name_may_head_a_table() -> None:
    letter = company_letter(
        "<p>1. Why?</p><p>Response: See:</p><p>Year Ended</p><p>December 31,</p><p>2020 $5</p>"
    )
    assert letter.comments[0].text == "See:\nYear Ended\nDecember 31,\n2020 $5"
