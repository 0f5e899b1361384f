"""Every line of a letter belongs to exactly one segment."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.correspondence.letters import (
    CLOSING,
    HEAD,
    company_letter,
    edgar_wrapped,
    html_letter,
    staff_letter,
    text_letter,
)
from transforms.correspondence.comments.segments import divide
from transforms.correspondence.letter import Letter
from transforms.correspondence.rendition.text import plain_lines

LINES = st.sampled_from(
    [
        "",
        "1.    We note that you",
        "      calculate the metric by hand.",
        "2.  Please tell us:",
        "  1. why",
        "  * how; and",
        "(1) first",
        "Results of Operations, page",
        "39",
        "Note 2. Fair Value, page 62",
        "63. In this regard, the table shows $55,574",
        "Jane Q. Public",
        "Example Holdings, Inc.",
        "March 3, 2022",
        "Page 2",
        "FirstName LastNameJane Q. Public                           Sincerely,",
        "Comapany NameExample Holdings, Inc.",
        "You may contact me at (202) 551-0001.",
        "Sincerely,",
        "cc:   Rex Counsel",
        "Dear Ms. Public:",
        "Re:    Example",
        "??",
        "Response: We advise.",
        "word " * 30,
    ]
)


def characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@given(st.lists(LINES, max_size=30), st.booleans(), st.booleans())
def test_segments_and_furniture_are_the_document(
    lines: list[str], framed: bool, staff: bool
) -> None:
    text = "\n".join(lines)
    text = edgar_wrapped(HEAD + text + CLOSING if framed else text)
    division = divide(plain_lines(text), staff=staff)
    parts = [f"{each.label} {each.text}" for each in division.segments]
    parts += [line.text for line in division.furniture]
    assert sum(map(characters, parts), Counter()) == characters(text)


def kinds(body: str) -> list[str]:
    return [segment.kind for segment in staff_letter(body).division.segments]


def test_the_segments_of_a_letter_stand_in_its_order() -> None:
    body = "Form 10-K\n\nRisk Factors, page 9\n\n1.  We note this.\n\n2.  We note that.\n"
    assert kinds(body) == [
        *("head", "salutation", "opening", "heading", "heading", "comment", "comment", "closing")
    ]


def test_a_letter_without_numbers_has_opening_and_closing_only() -> None:
    assert kinds("We have completed our review.\n") == ["head", "salutation", "opening", "closing"]


def test_the_closing_needs_no_blank_line_before_it() -> None:
    letter = staff_letter("1.  We note this.\n     In closing, we remind you that it matters.\n")
    assert letter.comments[0].text == "We note this."


def test_the_closing_needs_no_full_stop_before_it() -> None:
    body = "1.  See Question 100.04 of the Interpretations\n       In closing, we remind you that "
    letter = staff_letter(f"{body}the company and its management are responsible.\n")
    assert letter.comments[0].text == "See Question 100.04 of the Interpretations"


def test_a_request_to_contact_in_the_middle_of_a_comment_is_no_closing() -> None:
    body = "1.  Tell us whether investors may\nplease contact your depositary with questions.\n"
    assert staff_letter(body).comments[0].text.endswith("with questions.")


def test_a_letter_without_salutation_begins_with_its_first_sentence() -> None:
    head = HEAD.replace("Dear Ms. Public:\n", "")
    letter = staff_letter("1.  We note this.\n", head=head)
    assert letter.frame.letter_date is not None
    assert len(letter.comments) == 1
    assert letter.frame.salutation is None


@pytest.mark.parametrize("form", ["CORRESP", "UPLOAD"])
def test_two_columns_side_by_side_are_no_first_sentence(form: str) -> None:
    head = (
        "                    SECURITIES AND EXCHANGE COMMISSION\n                    May 4, 2020\n\n"
        "In the Matter of\nExample Corporation                  ORDER DECLARING REGISTRATION\n"
        "1 Avenue of the Republic             EFFECTIVE UNDER SECTION 12 OF THE ACT\n\n"
        "File No: 001-12345\n\n"
    )
    body = "     Example Corporation has filed with the Commission an application to register its common stock.\n"
    letter = text_letter(head + body, form)
    assert letter.frame.company_name == "Example Corporation"
    assert letter.frame.addressee is None
    assert [each.file_number for each in letter.reviewed] == ["001-12345"]


def test_a_salutation_may_be_misspelt() -> None:
    letter = staff_letter(
        "1.  Explain.\n", head=HEAD.replace("Dear Ms. Public:", "Ladies and Gentleman:")
    )
    assert letter.frame.salutation == "Ladies and Gentleman:"


def enclosing(closing: str, below: str) -> Letter:
    body = f"<p>1. Why?</p><p>Response: So.</p><p>{closing}</p>{below}"
    to = "<p>May 1, 2020</p><p>Securities and Exchange Commission</p>"
    return html_letter(f"{to}<p>Re: Example, Inc.</p><p>Dear Ms. Example:</p>{body}")


def test_a_letter_ends_before_one_that_it_encloses() -> None:
    signed = "<p>Sincerely,</p><p>/s/ Jane Public</p><p>cc: Rex Counsel</p><p>Attachments</p>"
    enclosed = "<p>Dear Ms. Example:</p><p>2. Who?</p><p>Response: We.</p><p>Sincerely,</p><p>John Other</p>"
    letter = enclosing("Please contact me at jane@example.com.", signed + enclosed)
    assert [(each.number, each.text) for each in letter.comments] == [(1, "So.")]
    assert (letter.signature.signatory, letter.signature.cc) == ("Jane Public", ["Rex Counsel"])


def test_of_two_who_sign_the_first_is_the_signatory() -> None:
    signed = "<p>Sincerely,</p><p>By: /s/ Jane Public</p><p>Sincerely,</p><p>By: /s/ John Other</p>"
    assert (
        enclosing("Please contact me at jane@example.com.", signed).signature.signatory
        == "Jane Public"
    )


def test_a_signature_needs_no_complimentary_close_even_above_an_appendix() -> None:
    below = "<p>EXAMPLE HOLDINGS, INC.</p><p>By: /s/ Jane Public</p>" + "<p>A line.</p>" * 20
    letter = enclosing("Please contact me at jane@example.com.", below)
    assert [each.text for each in letter.comments] == ["So."]
    assert letter.signature.signatory == "Jane Public"


PROSE = "This sentence of an answer is long enough to reach the end of a page, and is made of"


@pytest.mark.parametrize(
    ("above", "below", "goes_on"),
    [
        (PROSE, "Example Holdings and its affiliates.", True),
        (PROSE, "many companies.", True),
        (f"\u2022 {PROSE} parts", "many companies.", True),
        (f"\u2022 {PROSE} parts", "We hope that it is.", False),
        (f"* {PROSE} parts", "The tables show more.", False),
        (f"{PROSE} [***]", "The tables show more.", False),
        (f"{PROSE} [***]", "and of others.", True),
        ("_" * 80, "The tables show more.", False),
    ],
)
def test_a_paragraph_goes_on_after_a_page_that_ends_amid_it(
    above: str, below: str, goes_on: bool
) -> None:
    body = f"<p>1. Why?</p><p>Response: So.</p><p>{above}</p><p>2</p><p>{below}</p><p>We do.</p>"
    [answer] = company_letter(body).comments
    assert (
        f"{above} {below}" in answer.text.split("\n")
        if goes_on
        else below in answer.text.split("\n")
    )
