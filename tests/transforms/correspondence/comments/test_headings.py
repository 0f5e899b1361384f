import re

import pytest

from tests.transforms.correspondence.letters import company_letter, html_letter, staff_letter
from transforms.correspondence.comments.headings import HeadingLevels, names_filing


def headings(body: str) -> list[list[str]]:
    return [list(comment.headings) for comment in staff_letter(body).comments]


def test_headings_stay_until_one_of_their_level_replaces_them() -> None:
    body = (
        "Form 10-K for the Fiscal Year Ended December 31, 2020\n\nRisk Factors, page 9\n\n"
        "1.   One.\n\n2.   Two.\n\nNotes to Financial Statements\nNote 3. Leases, page 70\n\n"
        "3.   Three.\n\nForm 8-K filed March 1, 2021\n\n4.   Four.\n"
    )
    filing = "Form 10-K for the Fiscal Year Ended December 31, 2020"
    assert headings(body) == [
        [filing, "Risk Factors, page 9"],
        [filing, "Risk Factors, page 9"],
        [filing, "Notes to Financial Statements", "Note 3. Leases, page 70"],
        ["Form 8-K filed March 1, 2021"],
    ]


def test_a_heading_over_two_lines_is_one() -> None:
    body = (
        "Management's Discussion and Analysis of Financial Condition and Results of Operations, page\n"
        "       39\n\n1.   One.\n"
    )
    assert headings(body)[0][-1].endswith("Results of Operations, page 39")


def test_schedule_to_is_a_whole_heading() -> None:
    body = "Schedule TO\n\nConditions of the Offer, page 41\n\n1.   One.\n"
    assert headings(body) == [["Schedule TO", "Conditions of the Offer, page 41"]]


def test_an_item_before_a_form_8_k_is_of_the_name_of_that_filing() -> None:
    body = (
        "Form 10-K for the Fiscal Year Ended December 31, 2020\n\n1.   One.\n\n"
        "Item 2.02 Form 8-K filed March 1, 2021\n\n2.   Two.\n"
    )
    assert headings(body)[1] == ["Item 2.02 Form 8-K filed March 1, 2021"]


def test_a_heading_right_below_the_text_is_known_by_its_column() -> None:
    body = "1.    We note the measure\n      and that.\nKey Metric, page 45\n\n2.    Two.\n"
    assert headings(body) == [[], ["Key Metric, page 45"]]


def test_the_end_of_a_comment_without_full_stop_is_no_heading() -> None:
    body = "1.    We note the measure and\n      the amounts of the table\n\n2.    Two.\n"
    assert headings(body) == [[], []]


def test_the_items_of_a_list_are_no_headings() -> None:
    body = "1.    Please tell us:\n      * why\n      * how\n\n2.    Two.\n"
    assert headings(body) == [[], []]


@pytest.mark.parametrize(
    "heading",
    [
        "Form 10-K for the Fiscal Year Ended December 31, 2021",
        "FORM 8-K FILED MAY 5, 2016",
        "10-K for the year ended 2021",
        "Amendment No. 1 to Registration Statement on Form S-4",
        "Draft Registration Statement on Form S-1",
        "Definitive Proxy Statement on Schedule 14A",
        "Schedule 13D filed March 1, 2021",
        "Annual Report on Form 20-F",
    ],
)
def test_a_heading_that_names_a_filing_is_of_the_first_level(heading: str) -> None:
    assert names_filing(heading)


@pytest.mark.parametrize(
    "heading", ["General", "Note 2. Leases, page 9", "Risk Factors", "Exhibit 99.1"]
)
def test_a_heading_that_names_a_place_is_of_the_second_level(heading: str) -> None:
    assert not names_filing(heading)


def test_a_part_of_a_filing_stays_until_the_next_part_or_filing() -> None:
    headings = [
        ("Registration Statement on Form N-2", "PROSPECTUS", "Cover Page"),
        ("Fees and Expenses (page 9)",),
        ("Statement of Additional Information",),
        ("Part C \u2013 Other Information", "Exhibits"),
        ("Form N-14", "Part II, Item 5, page 7"),
    ]
    text = "".join(
        "\n\n".join((*above, f"{n}.   Revise.\n\n")) for n, above in enumerate(headings, 1)
    )
    statement, *_ = headings[0]
    assert [each.headings for each in staff_letter(text).comments] == [
        [statement, "PROSPECTUS", "Cover Page"],
        [statement, "PROSPECTUS", "Fees and Expenses (page 9)"],
        [statement, "Statement of Additional Information"],
        [statement, "Part C \u2013 Other Information", "Exhibits"],
        ["Form N-14", "Part II, Item 5, page 7"],
    ]


def test_a_place_without_filing_keeps_the_filing() -> None:
    levels = HeadingLevels()
    levels.replace(["Form 10-K", "General"])
    levels.replace(["Risk Factors"])
    levels.replace([])
    assert levels.above() == ["Form 10-K", "Risk Factors"]


def test_the_rows_of_a_table_are_no_headings() -> None:
    rows = "Revenue           100\n\nTotal         $ 10.5\n\nCosts             90\n\n"
    body = f"1. We note these:\n\n{rows}2. Two.\n"
    letter = staff_letter(body)
    assert headings(body) == [[], []]
    assert "Costs 90" in letter.comments[0].text


def test_headings_of_a_letter_without_columns_are_known_by_their_space() -> None:
    body = (
        "Form 10-K for the year ended December 31, 2004\n\nNote 3. Leases, page 70\n\n"
        "1. We note that you\ncapitalise leases.\n\nGeneral\n\n2. Please advise.\n"
    )
    assert headings(body)[0][-1] == "Note 3. Leases, page 70"
    assert headings(body)[1][-1] == "General"


def test_a_lettered_heading_below_another_is_one_of_its_own() -> None:
    body = (
        "Note 2. Summary of Significant Accounting Policies\nb. Revenue Recognition, page F-7\n\n"
        "1.   One.\n"
    )
    assert headings(body) == [
        ["Note 2. Summary of Significant Accounting Policies", "b. Revenue Recognition, page F-7"]
    ]


def company_headings(above: str) -> list[str]:
    answers = f"<p>1. Why?</p><p>Response: So.</p>{above}<p>2. How?</p><p>Response: Thus.</p>"
    return list(company_letter(answers).comments[1].headings)


def test_rows_of_a_table_above_a_comment_are_no_headings() -> None:
    rows = "<p>Depreciation (1) (1) 3</p><p>All other $ — 17</p><p>—</p><p>(9 )</p>"
    assert company_headings(rows) == []
    assert company_headings(f"{rows}<p>Note 4, page 12</p>") == ["Note 4, page 12"]


def test_an_introduction_and_a_label_above_a_comment_are_no_headings() -> None:
    introduction = (
        "<p>The Staff's comments, in bold, and the Company's responses are as follows:</p>"
    )
    assert company_headings(f"{introduction}<p>Item 7, page 3</p>") == ["Item 7, page 3"]
    assert company_headings("<p>Item 7, page 3</p><p>Staff Comment:</p>") == ["Item 7, page 3"]


def test_a_date_that_ends_a_heading_is_no_figure() -> None:
    assert company_headings("<p>Form 8-K furnished on August 2, 2022</p><p>Exhibit 99</p>") == [
        "Form 8-K furnished on August 2, 2022",
        "Exhibit 99",
    ]


@pytest.mark.parametrize(
    "above", ["Other Hughes, Inc.", "Response Letter Dated May 8, 2020", "Form 10-K for 2020"]
)
def test_what_stands_above_a_filing_s_heading_is_of_its_level(above: str) -> None:
    levels = HeadingLevels()
    levels.replace(["Form S-4", "Summary, page 1"])
    levels.replace([above, "Form 8-K filed May 4, 2020", "Exhibit 99.1"])
    assert levels.above() == [above, "Form 8-K filed May 4, 2020", "Exhibit 99.1"]
    assert levels.filing == "Form 8-K filed May 4, 2020"


def test_a_company_alone_is_a_place() -> None:
    levels = HeadingLevels()
    levels.replace(["Form S-4"])
    levels.replace(["Parion Sciences, Inc.", "Note 3"])
    assert levels.above() == ["Form S-4", "Parion Sciences, Inc.", "Note 3"]


def test_an_amended_draft_is_a_filing() -> None:
    assert names_filing("Amended Draft Registration Statement on Form 10")


@pytest.mark.parametrize("row", ["Interest expense $ 615", "Average annual rate 4.6 %"])
def test_the_last_row_of_a_table_is_no_heading(row: str) -> None:
    body = (
        "<p>1. We note this. Why?</p><p>Response: As follows:</p><p>In millions</p>"
        f"<p>{row}</p><p>Pro Forma Adjustment (f), page 143</p><p>2. We note that. Why?</p>"
        "<p>Response: Yes.</p>"
    )
    first, second = company_letter(body).comments
    assert list(second.headings) == ["Pro Forma Adjustment (f), page 143"]
    assert first.text.endswith(row)


@pytest.mark.parametrize(
    "answer", ["<b>Response:</b> It was.", "<b>Response:</b> Yes", "The sum is [***]"]
)
def test_a_short_answer_is_no_heading_of_the_next_comment(answer: str) -> None:
    body = f"<p>1. Why?</p><p>Response: So.</p><p>{answer}</p><p>2. Who?</p><p>Response: We.</p>"
    assert [comment.headings for comment in company_letter(body).comments] == [[], []]


@pytest.mark.parametrize(
    "heading",
    [
        "Item 7. Management's Discussion and Analysis of Financial Condition and Results of Operations.",
        "Item 1A. Risk Factors.",
        "Note 2 - Significant Accounting Policies.",
        "Results of Operations, page 39.",
    ],
)
def test_a_heading_may_end_with_a_full_stop(heading: str) -> None:
    assert headings(f"1.  We note this.\n\n{heading}\n\n2.  Two.\n") == [[], [heading]]


@pytest.mark.parametrize(
    "last",
    [
        "Note 2 discloses the amounts.",
        "See Note 2.",
        "Please revise page 39.",
        "Item 7 of Form 10-K requires it.",
    ],
)
def test_a_sentence_about_a_place_is_no_heading(last: str) -> None:
    first, second = staff_letter(f"1.  We note this.\n\n{last}\n\n2.  Two.\n").comments
    assert first.text == f"We note this.\n{last}"
    assert second.headings == []


@pytest.mark.parametrize(
    "company", ["Example Holdings, Inc.", "Example Corporation's", "Example Ltd,"]
)
def test_a_filing_may_be_named_behind_its_company(company: str) -> None:
    filing = f"{company} Form 10-K for the Fiscal Year Ended December 31, 2020"
    body = f"{filing}\n\nNote 1\n\n1.  One.\n\nNote 2\n\n2.  Two.\n"
    assert headings(body) == [[filing, "Note 1"], [filing, "Note 2"]]


@pytest.mark.parametrize(
    "label", ["Comments and Responses", "Staff Comments and Company Responses:"]
)
def test_a_line_that_announces_comments_is_no_heading(label: str) -> None:
    body = f"<p><b>{label}</b></p><p>1. Why?</p><p>Response: So.</p>"
    assert [comment.headings for comment in company_letter(body).comments] == [[]]


@pytest.mark.parametrize(
    "row", ["Page 118 table \u2014 Expenses 24,332", "Total (42,437 )", "Sales 1,024"]
)
def test_the_rows_of_a_table_stay_in_the_answer_above(row: str) -> None:
    body = f"<p><b>Note 1</b></p><p>1. Why?</p><p>Response: So.</p><p>Other 288</p><p><b>{row}</b></p><p>2. Who?</p><p>Response: We.</p>"
    first, second = company_letter(body).comments
    assert first.text == f"So.\nOther 288\n{row}"
    assert second.headings == ["Note 1"]


def test_the_rows_of_a_table_yet_to_be_filled_in_are_no_headings() -> None:
    rows = "Balance, beginning of period $", "XXX.X", "Redemptions of cards", "XX,XXX.X"
    table = "".join(f"<p>{row}</p>" for row in rows)
    body = f"<p><b>Note 1</b></p><p>1. Why?</p><p>Response: So.</p>{table}<p>2. Who?</p><p>Response: We.</p>"
    first, second = company_letter(body).comments
    assert first.text == "\n".join(("So.", *rows))
    assert second.headings == ["Note 1"]


def test_a_numbered_label_over_a_heading_is_neither_heading_nor_answer() -> None:
    parts = "".join(
        f"<p>SEC Comment No. {n}.</p><p>Note {n}</p><p>{n}. Why?</p><p>Response: So.</p>"
        for n in (1, 2)
    )
    assert [(each.headings, each.text) for each in company_letter(parts).comments] == [
        (["Note 1"], "So."),
        (["Note 2"], "So."),
    ]


def test_an_amended_form_may_head_the_comments_on_the_form() -> None:
    body = "<p>Form 10-K/A-1 for the Year Ended December 31, 2020</p><p>1. Why?</p><p>Response: So.</p>"
    letter = company_letter(f"<p>We answer.</p>{body}")
    assert letter.comments[0].filing_position == 1


def test_a_heading_may_be_of_a_filing_whose_form_is_unknown() -> None:
    letter = html_letter(
        "<p>May 4, 2021</p><p>Securities and Exchange Commission</p><p>Re: Example, Inc.</p>"
        "<p>File No. 000-51398</p><p>Dear Ms. Example:</p><p>We answer your comments.</p>"
        "<p>Form 10-K for 2020</p><p>1. Why?</p><p>Response: So.</p>"
    )
    assert [each.filing_position for each in letter.comments] == [1]


@pytest.mark.parametrize(
    "tail",
    [
        "<i>Goodwill is tested for impairment annually.</i>",
        "<b>\u201cOur goodwill is tested for impairment annually.\u201d</b>",
        "(1) Includes restricted cash",
        "NM \u2013 Not Meaningful",
        "N/A",
        "None",
        "See Exhibit A",
        "[Table Omitted]",
        "Source: Company Filings",
        "Weighted average remaining life of 5 years",
        "Years ended December 31, 2009 and 2008",
        "Example's management concluded the following",
        "<b>Critical Accounting Policies</b></p><p>We test it annually",
        "<table><tr><td>Dividend yield</td><td>\u2014</td></tr></table>",
        "<table><tr><td>Rating of Debt</td><td>Baa1</td></tr></table>",
        "<table><tr><td>South</td><td>987</td></tr></table>",
    ],
)
@pytest.mark.parametrize("heading", ["", "<p>Form 10-K for 2020</p><p>Note 3. Leases, page 70</p>"])
def test_what_an_answer_ends_with_is_no_heading(tail: str, heading: str) -> None:
    body = f"<p>1. Why?</p><p>Response: As follows.</p><p>{tail}</p>{heading}"
    first, second = company_letter(f"{body}<p>2. Who?</p><p>Response: We.</p>").comments
    assert first.text.split() == f"As follows. {re.sub('<[^>]*>', ' ', tail)}".split()
    assert list(second.headings) == re.findall("<p>(.*?)</p>", heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Income taxes",
        "Liquidity and capital resources",
        "<b>How the company recognises revenue from contracts</b>",
        "<b>Income taxes.</b>",
        "<i>Critical Accounting Policies.</i>",
        "Our historical consumers exhibit repeat behavior, page 113",
        "We rely on others to deliver our services, page 46",
        "(3) Real estate investments, page F-30",
        "Exhibit 99.1, press release of the registrant in May",
        "Soliciting material filed under cover of Schedule 14A",
        "<table><tr><td>Note 3.</td><td>Leases</td></tr></table>",
    ],
)
def test_a_heading_may_be_a_phrase_or_name_its_page(heading: str) -> None:
    [named] = company_headings(f"<p>{heading}</p>")
    assert named == " ".join(re.sub("<[^>]*>", " ", heading).split())


def test_a_sentence_below_a_filing_is_a_heading() -> None:
    above = ["Form 10-K for 2020", "Consolidated results for the years ended in May"]
    assert company_headings("".join(f"<p>{each}</p>" for each in above)) == above


def test_an_address_below_a_comment_is_no_heading_of_the_next() -> None:
    address = "Securities and Exchange Commission\n100 F Street NE\nWashington, DC 20549-4628\nAttn: Ann Example"
    body = f"1.   Send it to the address below.\n\n{address}\n\nForm 10-K, page 9\n\n2.   Revise.\n"
    first, second = staff_letter(body).comments
    assert first.text.endswith("Attn: Ann Example")
    assert list(second.headings) == ["Form 10-K, page 9"]


@pytest.mark.parametrize("answer", ["Done. See page 33.", "Disclosed on page 1.", "See page F-9."])
def test_a_short_answer_that_names_a_page_is_no_heading(answer: str) -> None:
    body = f"<p>1. Please revise.</p><p>{answer}</p><p>2. Please explain.</p><p>We do.</p>"
    first, second = company_letter(body).comments
    assert (first.text, list(second.headings)) == (answer, [])


def test_a_short_name_in_brackets_on_a_line_of_its_own_is_of_the_heading_above() -> None:
    title = "Management's Discussion and Analysis of Financial Condition and Results of Operations"
    letter = staff_letter(f'{title}\n("MD&A")\n\nLiquidity, page 9\n\n1.   Please explain.\n')
    assert letter.comments[0].headings == [f'{title} ("MD&A")', "Liquidity, page 9"]


def test_general_comments_below_those_on_a_part_are_on_the_whole_filing() -> None:
    levels = HeadingLevels()
    levels.replace(["Form N-1A", "Prospectus", "General"])
    assert levels.above() == ["Form N-1A", "Prospectus", "General"]
    levels.replace(["GENERAL"])
    assert levels.above() == ["Form N-1A", "GENERAL"]
