"""Page headers, merge fields and page numbers are distinguished from the text around them."""

import pytest

from tests.transforms.correspondence.letters import (
    CLOSING,
    company_letter,
    html_letter,
    staff_letter,
)

PAGE_BREAK = "Jane Q. Public\nExample Holdings, Inc.\nMarch 3, 2022\nPage 2\n"


def furniture(body: str, **parts: str) -> list[str]:
    return [line.text for line in staff_letter(body, **parts).division.furniture]


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_a_page_header_amid_a_comment_is_removed(gap: str) -> None:
    letter = staff_letter(
        f"1.    We note that you\n{gap}{PAGE_BREAK}{gap}      calculate the metric by hand.\n"
    )
    assert [comment.text for comment in letter.comments] == [
        "We note that you calculate the metric by hand."
    ]
    assert [line.text for line in letter.division.furniture][1:] == PAGE_BREAK.splitlines()


def test_a_heading_after_a_page_header_stays() -> None:
    letter = staff_letter(
        f"1.    We note this.\n{PAGE_BREAK}Results of Operations, page 42\n\n2.    We note that.\n"
    )
    assert letter.comments[1].headings == ["Results of Operations, page 42"]


def test_merge_fields_set_over_the_page_header_are_removed() -> None:
    overset = (
        "Jane Q. Public\nFirstName\nExample LastNameJane Q. Public\n  Holdings, Inc.\nComapany\n"
        "March     NameExample Holdings, Inc.\n   3, 2022\nMarch 3,\nPage 2 2022 Page 2\n"
        "FirstName LastName\n"
    )
    letter = staff_letter(f"1.    We note\n\n{overset}      this.\n")
    assert letter.comments[0].text == "We note this."
    assert len(letter.division.furniture) == 1 + len(overset.splitlines())


def test_the_signature_beside_merge_fields_is_kept() -> None:
    closing = (
        "\n       You may contact Ann Example at (202) 551-0001.\n\n"
        "FirstName LastNameJane Q. Public                               Sincerely,\n"
        "Comapany NameExample Holdings, Inc.\n"
        "                                                   Division of Corporation Finance\n"
        "March 3, 2022 Page 2                               Office of Real Estate &\n"
        "Construction\nFirstName LastName\n"
    )
    letter = staff_letter("1.    We note this.\n", closing=closing)
    assert letter.signature.office == "Real Estate & Construction"
    assert "FirstName" not in letter.division.text
    assert "Sincerely," in letter.division.text


def test_text_glued_to_a_merge_field_is_kept() -> None:
    letter = staff_letter("1.    We note this.\n\nFirstName LastNameWe remind you that you may.\n")
    assert "We remind you that you may." in letter.division.text


def test_an_addressee_spelt_otherwise_heads_the_page_all_the_same() -> None:
    header = "Jayne Q. Public\nExample Holdings, Inc.\nMarch 3, 2022\nPage 2\n"
    assert furniture(f"1.    We note this.\n\n{header}\n2.    We note that.\n")[1:] == (
        header.splitlines()
    )


def test_a_page_header_without_page_number_is_known_by_its_date() -> None:
    header = "Jane Q. Public\nExample Holdings, Inc.\nMarch 3, 2022\n"
    assert furniture(f"1.    We note this.\n\n{header}\n2.    We note that.\n")[1:] == (
        header.splitlines()
    )


def test_a_page_that_ends_a_heading_is_no_page_number() -> None:
    letter = staff_letter("Management's Discussion and Analysis,\npage 2\n\n1.    We note this.\n")
    assert letter.comments[0].headings == ["Management's Discussion and Analysis, page 2"]


def test_a_number_that_ends_a_sentence_is_no_page_number() -> None:
    letter = staff_letter("1.    We note the table on page\n2\nof your filing.\n")
    assert letter.comments[0].text == "We note the table on page 2 of your filing."


def test_the_name_of_the_company_alone_is_a_heading() -> None:
    letter = staff_letter("1.    We note this.\n\nExample Holdings, Inc.\n\n2.    We note that.\n")
    assert letter.comments[1].headings == ["Example Holdings, Inc."]


def test_placeholders_of_lost_characters_are_furniture() -> None:
    assert "??" in furniture("1.    We note this.\n\n??\n\n??\n\n2.    We note that.\n")


def test_the_letterhead_of_the_commission_is_furniture() -> None:
    head = (
        "                    UNITED STATES\n      SECURITIES AND EXCHANGE COMMISSION\n"
        "              WASHINGTON, D.C. 20549\n\n     DI VISION OF\nCORPORATI ON FI NANCE\n\n"
        "                 July 1, 2019\n\nCarl Example\nExample L.P.\n\nDear Mr. Example,\n\n"
    )
    letter = staff_letter("1.    We note this.\n", head=head)
    assert len(letter.division.furniture) == 5
    assert letter.frame.addressee == "Carl Example"


def test_a_legend_that_recurs_beside_page_numbers_is_furniture() -> None:
    legend = "Confidential Treatment Requested by Example Holdings, Inc."
    page = f"<p>{{}}</p><p>{legend}</p>"
    letter = company_letter(
        f"<p>1. We note this.</p><p>Response: Yes,</p>{page.format(1)}<p>we will.</p>"
        f"<p>2. We note that.</p><p>Response: No.</p>{page.format(2)}"
    )
    assert [line.text for line in letter.division.furniture] == ["1", legend, "2", legend]
    assert [comment.text for comment in letter.comments] == ["Yes, we will.", "No."]


def test_an_answer_that_recurs_is_no_legend() -> None:
    answer = "<p>Response: In response, the disclosure has been revised.</p>"
    letter = company_letter(
        f"<p>1. We note this.</p>{answer}<p>1</p><p>2. We note that.</p>{answer}<p>2</p>"
    )
    assert [comment.number for comment in letter.comments] == [1, 2]


def test_legends_that_number_the_pages_are_furniture() -> None:
    legend = "*** - Omitted pursuant to Rule 83 Page {0} Confidential Treatment Requested by A"
    page = f"<p>AI-00{{0}}</p><p>{legend}</p>"
    letter = company_letter(
        f"<p>1. We note this.</p><p>Response: Yes.</p>{page.format(1)}<p>Indeed.</p>{page.format(2)}"
    )
    assert letter.comments[0].text == "Yes.\nIndeed."
    assert [line.text for line in letter.division.furniture] == [
        *("AI-001", legend.format(1), "AI-002", legend.format(2))
    ]


def test_an_answer_that_is_withheld_is_no_legend() -> None:
    withheld = "<p>Response: Confidential Treatment Requested #{}</p>"
    letter = company_letter(
        f"<p>1. We note this.</p>{withheld.format(1)}<p>2. We note that.</p>{withheld.format(2)}"
    )
    assert [comment.number for comment in letter.comments] == [1, 2]


def test_a_sentence_on_confidential_treatment_is_no_legend() -> None:
    letter = staff_letter("1.   We note that confidential treatment requested for Exhibit 10.\n")
    assert letter.comments[0].text.startswith("We note that confidential treatment")


@pytest.mark.parametrize("foot", ["example.com {}", "www.example.com | {}", "Example Holdings {}"])
def test_feet_of_pages_that_count_them_are_removed(foot: str) -> None:
    one, two = (f"<p>{foot.format(page)}</p>" for page in (1, 2))
    body = f"<p>1. Why?</p>{one}<p>Response: So.</p><p>And so.</p>{two}<p>2. Who?</p><p>Response: We.</p>"
    assert [(each.repeated, each.text) for each in company_letter(body).comments] == [
        ("Why?", "So.\nAnd so."),
        ("Who?", "We."),
    ]


@pytest.mark.parametrize(
    "rows", [("Level 1", "Level 2"), ("Table 1", "Table 2"), ("example.com 1", "example.com 7")]
)
def test_rows_that_count_are_no_feet_of_pages(rows: tuple[str, str]) -> None:
    body = f"<p>1. Why?</p><p>Response: So.</p><p>{rows[0]}</p><p>{rows[1]}</p><p>Yes.</p>"
    assert company_letter(body).comments[0].text == "\n".join(("So.", *rows, "Yes."))


def test_a_page_number_may_stand_before_the_word_page() -> None:
    body = "<p>1. Why?</p><p>1 | Page</p><p>Response: So.</p><p>2 | P age</p><p>Yes.</p>"
    assert company_letter(body).comments[0].text == "So.\nYes."


def test_an_office_and_its_chief_may_be_spelt_otherwise_on_other_pages() -> None:
    head = "<p>May 4, 2021</p><p>Securities and Exchange Commission</p><p>Division of Corporation Finance</p><p>Attention: Ann Example</p>"
    header = "<p>Division of Corporate Finance</p><p>Attn: Ann Example</p><p>May 4, 2021</p><p>Page 2</p>"
    body = (
        f"<p>We answer your comments.</p><p>1. Why?</p><p>Response: So.</p>{header}<p>And so.</p>"
    )
    greeting = "<p>Re: Example, Inc.</p><p>Ladies and Gentlemen:</p>"
    letter = html_letter(f"{head}{greeting}{body}<p>Sincerely,</p>")
    assert letter.comments[0].text == "So.\nAnd so."


def test_a_title_at_the_foot_of_a_page_does_not_run_on() -> None:
    body = "<p>1. Why?</p><p>Response: So.</p><p>Components of Results</p><p>1</p><p>Revenue is recognized.</p>"
    assert (
        company_letter(body).comments[0].text
        == "So.\nComponents of Results\nRevenue is recognized."
    )


def test_a_page_may_be_numbered_in_words() -> None:
    page = "<p>March 10, 2022</p><p>Page {}</p>"
    body = f"<p>1. Why?</p>{page.format('Two')}<p>Response: We have</p>{page.format('Three')}<p>revised it.</p>"
    [answer] = company_letter(body).comments
    assert (answer.repeated, answer.text) == ("Why?", "We have revised it.")


@pytest.mark.parametrize(
    "page", ["page 2", "Pg. 2", "Page -2-", "Page - 2 -", "March 3, 2022 -- Page 2"]
)
def test_the_page_of_a_header_is_written_in_many_ways(page: str) -> None:
    header = PAGE_BREAK.replace("Page 2", page)
    letter = staff_letter(f"1.    We note that you\n{header}      calculate it by hand.\n")
    assert letter.comments[0].text == "We note that you calculate it by hand."


def test_a_line_that_ends_a_sentence_with_a_page_is_no_header() -> None:
    letter = staff_letter("1.    We note the amounts that you disclose on\n      page 2\n")
    assert letter.comments[0].text == "We note the amounts that you disclose on page 2"


@pytest.mark.parametrize(
    "name",
    [
        "U.S. Securities and Exchange Commission",
        "United States Securities and Exchange Commission",
        "Division of Corporation Finance",
    ],
)
def test_page_headers_of_a_company_name_the_commission_in_another_way_than_the_head(
    name: str,
) -> None:
    header = f"<p>{name}</p><p>March 10, 2022</p><p>Page 2</p>"
    [answer] = company_letter(f"<p>1. Why?</p><p>Response: So.</p>{header}<p>Yes.</p>").comments
    assert answer.text == "So.\nYes."


@pytest.mark.parametrize(
    "header",
    [
        "Securities and Exchange Commission, p. {}",
        "U.S. Securities and Exchange Commission Page {} of 3",
        "Ms. Example, page {}",
        "Ms. Ann Example \u2013 {} \u2013 March 10, 2022",
    ],
)
def test_a_page_header_may_be_one_line(header: str) -> None:
    two, three = (f"<p>{header.format(page)}</p>" for page in (2, 3))
    body = f"{two}<p>Leases</p><p>1. Why?</p><p>Response: So</p>{three}<p>it is.</p>"
    [answer] = company_letter(body).comments
    assert (answer.headings, answer.repeated, answer.text) == (["Leases"], "Why?", "So it is.")


def test_a_place_with_its_page_is_no_page_header() -> None:
    body = "<p>Holdings, page 2</p><p>1. Why?</p><p>Response: So.</p>"
    assert company_letter(body).comments[0].headings == ["Holdings, page 2"]


def test_a_stamp_that_copies_are_glued_to_is_furniture() -> None:
    closing = CLOSING.replace("cc:     Rex", "March 3, 2022 Page 2cc:     Rex")
    letter = staff_letter("1.   Revise.\n", closing=closing)
    assert letter.signature.cc == ["Rex Counsel"]
    assert "Page 2" not in letter.division.text
