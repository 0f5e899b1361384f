"""Legends at the feet of pages stay out of the text, and what only recurs stays in it."""

import pytest

from tests.transforms.correspondence.letters import company_letter

LONG = "We allocate the amount of goodwill that is set out in the table below to"


@pytest.mark.parametrize("legend", ["Confidential - Example (L3)", "Headquarters: 5 Main Drive"])
def test_a_line_that_parts_sentences_is_a_legend(legend: str) -> None:
    parted = f"<p>Response: {LONG}</p><p>{legend}</p><p>the reporting unit.</p>"
    letter = company_letter(f"<p>1. Why?</p>{parted}<p>2. Who?</p>{parted}")
    assert [each.text for each in letter.comments] == [f"{LONG} the reporting unit."] * 2


def test_information_is_omitted_in_a_legend() -> None:
    legend = "*** - Information omitted and provided under separate cover to the Staff pursuant to Rule 83"
    page = "<p>Confidential Treatment Requested by A</p><p>AI-00{}</p>" + f"<p>{legend}</p>"
    letter = company_letter(
        f"<p>1. Why?</p>{page.format(1)}<p>Response: So.</p>{page.format(2)}<p>Yes.</p>"
    )
    assert (letter.comments[0].repeated, letter.comments[0].text) == ("Why?", "So.\nYes.")


def test_an_answer_that_speaks_of_confidential_treatment_is_no_legend() -> None:
    text = "Confidential treatment has been requested for Exhibit 10."
    answer = f"<p>Response: {text}</p>"
    letter = company_letter(f"<p>1. Why?</p>{answer}<p>2. Who?</p>{answer}")
    assert [each.text for each in letter.comments] == [text, text]


def test_a_long_legend_over_two_lines_is_one() -> None:
    legend = (
        "<p>Example, Inc. requests that the information in this letter, marked by brackets, be treated as "
        "confidential<br>information pursuant to 17 C.F.R. \u00a7200.83.</p><p>March 10, 2022</p><p>Page {}</p>"
    )
    letter = company_letter(
        f"<p>1. Why?</p>{legend.format(2)}<p>Response: So.</p>{legend.format(3)}<p>Yes.</p>"
    )
    assert (letter.comments[0].repeated, letter.comments[0].text) == ("Why?", "So.\nYes.")


def test_what_stands_beside_few_of_many_page_numbers_is_no_legend() -> None:
    pages = "".join(f"<p>So {page}.</p><p>{page}</p>" for page in range(1, 8))
    note = "(Revisions are shown in blue)"
    letter = company_letter(
        f"<p>1. Why?</p><p>Response: See:</p>{pages}<p>{note}</p><p>A.</p><p>8</p><p>{note}</p><p>B.</p>"
    )
    assert letter.comments[0].text.count(note) == 2


def test_pages_that_are_numbered_for_the_commission_s_files_are_furniture() -> None:
    page = "<p>ABC-{}</p><p>CONFIDENTIAL TREATMENT REQUESTED BY EXAMPLE</p>"
    letter = company_letter(
        f"<p>1. Why?</p>{page.format(1)}<p>Response: So.</p>{page.format(2)}<p>Yes.</p>"
    )
    assert (letter.comments[0].repeated, letter.comments[0].text) == ("Why?", "So.\nYes.")


@pytest.mark.parametrize(
    ("line", "is_legend"),
    [
        ("CONFIDENTIAL TREATMENT REQUESTED BY EXAMPLE, INC.", True),
        ("Confidential Treatment Requested by Example", True),
        ("[CONFIDENTIAL TREATMENT REQUESTED BY EXAMPLE PURSUANT TO RULE 83]", False),
        ("We have confidential treatment requested for the agreement.", False),
    ],
)
def test_one_request_of_confidential_treatment_is_a_legend_beside_a_page_number(
    line: str, is_legend: bool
) -> None:
    body = "<p>1. Why?</p><p>Response: So.</p><p>{}</p>{}<p>Yes.</p>"
    [answer] = company_letter(body.format(line, "<p>2</p>")).comments
    assert (line not in answer.text) == is_legend
    [answer] = company_letter(body.format(line, "")).comments
    assert line in answer.text
