"""Filings of the Re: block."""

from datetime import date

import pytest

from transforms.correspondence.frame.reviewed import ReviewedFiling, reviewed_filings


def fields(filing: ReviewedFiling) -> tuple[object, ...]:
    number = filing.file_number or filing.cik
    return filing.form_type, filing.amendment, filing.period_end, filing.filed_on, number


def test_a_filing_has_form_period_date_and_number() -> None:
    block = (
        "Qualys, Inc. | Form 10-K for the Fiscal Year Ended December 31, 2021 | "
        "Filed on February 22, 2022 | File No. 001-35662"
    )
    [filing] = reviewed_filings(block)
    assert fields(filing) == ("10-K", None, date(2021, 12, 31), date(2022, 2, 22), "001-35662")
    assert filing.text.startswith("Form 10-K for the Fiscal Year")


def test_a_file_number_is_of_all_filings_above_it() -> None:
    filings = reviewed_filings(
        "Wal-Mart Stores, Inc. | Form 10-K for the Fiscal Year Ended January 31, 2017 | "
        "Filed March 31, 2017 | Form 8-K filed February 21, 2017 | File No. 1-06991"
    )
    assert [fields(each) for each in filings] == [
        ("10-K", None, date(2017, 1, 31), date(2017, 3, 31), "1-06991"),
        ("8-K", None, None, date(2017, 2, 21), "1-06991"),
    ]


def test_a_comma_may_follow_filed() -> None:
    [filing] = reviewed_filings("A, Inc. | Form 10-Q | Filed, May 5, 2016 | File No. 1-1234")
    assert filing.filed_on == date(2016, 5, 5)


def test_each_registrant_has_its_own_number() -> None:
    filings = reviewed_filings(
        "A, Inc. | Form 10-K | File No. 001-13106 | A, L.P. | Form 10-K | File No. 333-44467"
    )
    assert [each.file_number for each in filings] == ["001-13106", "333-44467"]


def test_a_number_before_the_forms_is_of_all() -> None:
    filings = reviewed_filings("A, Inc. | File No. 1-13106 | Form 10-K | Form 10-Q")
    assert [each.file_number for each in filings] == ["1-13106", "1-13106"]


@pytest.mark.parametrize(
    "line",
    [
        "Amendment No. 2 to Registration Statement on Form S-1",
        "Pre-Effective Amendment No. 2 to Form S-1",
        "Registration Statement on Form S-1, Amendment No. 2",
        "Amendment 2 to Form S-1",
        "Amendment Number Two to Registration Statement on Form S-1",
        "Amendment II to Form S-1",
        "Amendment #2 to Form S-1",
        "Second Amendment to the Registration Statement on Form S-1",
        "Post Effective Amendment 2 to Form S-1",
        "Post-Effective Amendment No. 2 on Form S-1 to Form S-3",
        "Post-Effective Amendment No. 2 on Form S-1 to the Registration Statement on Form S-3",
    ],
)
def test_an_amendment_has_its_number(line: str) -> None:
    [filing] = reviewed_filings(f"Example, Inc. | {line} | Filed May 1, 2006 | File No. 333-12345")
    assert fields(filing) == ("S-1", 2, None, date(2006, 5, 1), "333-12345")
    text = line.removeprefix("Registration Statement on ")
    assert filing.text == f"{text} Filed May 1, 2006 File No. 333-12345"


@pytest.mark.parametrize("line", ["Form 8-K/A No. 2", "Form 8-K/A-2", "Form 8-K/A, Amendment 2"])
def test_an_amendment_may_be_numbered_behind_its_form(line: str) -> None:
    [filing] = reviewed_filings(f"Example, Inc. | {line} | Filed May 1, 2006 | File No. 1-12345")
    assert fields(filing) == ("8-K/A", 2, None, date(2006, 5, 1), "1-12345")


def test_an_amendment_without_number_begins_with_that_word() -> None:
    [filing] = reviewed_filings("A | Amendment to Form 8-K | Filed May 1, 2006 | File No. 1-123")
    assert filing.amendment is None
    assert filing.text == "Amendment to Form 8-K Filed May 1, 2006 File No. 1-123"


def test_two_amendments_of_one_form_are_two_filings() -> None:
    filings = reviewed_filings(
        "A | Amendment Nos. 1 and 2 to Form 10-K for the year ended December 31, 2019 |"
        " Filed May 1, 2020 and June 1, 2020 | File No. 1-123"
    )
    assert [fields(each) for each in filings] == [
        ("10-K", 1, date(2019, 12, 31), date(2020, 5, 1), "1-123"),
        ("10-K", 2, date(2019, 12, 31), date(2020, 6, 1), "1-123"),
    ]
    assert filings[0].text == filings[1].text


def test_an_amendment_filed_later_is_a_filing_beside_the_first() -> None:
    filings = reviewed_filings(
        "A | Form 10-K for the year ended December 31, 2019 | Filed April 1, 2020 |"
        " Amendment No. 1 filed May 1, 2020 | File No. 1-123"
    )
    assert [fields(each) for each in filings] == [
        ("10-K", None, date(2019, 12, 31), date(2020, 4, 1), "1-123"),
        ("10-K", 1, date(2019, 12, 31), date(2020, 5, 1), "1-123"),
    ]
    assert filings[1].text == "Amendment No. 1 filed May 1, 2020 File No. 1-123"


def test_a_notice_of_an_exempt_offering_is_a_form() -> None:
    [filing] = reviewed_filings("A | Form D | Filed May 1, 2020 | File No. 021-12345")
    assert fields(filing) == ("D", None, None, date(2020, 5, 1), "021-12345")


def test_a_draft_has_a_cik_in_place_of_a_file_number() -> None:
    [filing] = reviewed_filings(
        "DoorDash Inc | Amendment No. 1 to Draft Registration Statement on Form S-1 | "
        "Submitted July 10, 2020 | CIK No. 0001792789"
    )
    assert fields(filing) == ("S-1", 1, None, date(2020, 7, 10), 1792789)


def test_a_report_of_an_event_has_its_date_as_period() -> None:
    [filing] = reviewed_filings("A | Form 8-K dated July 28, 2016 | Filed July 29, 2016")
    assert fields(filing)[:4] == ("8-K", None, date(2016, 7, 28), date(2016, 7, 29))


def test_a_response_is_no_filing_under_review() -> None:
    block = "A | Form 10-K | Filed May 1, 2020 | Response dated July 13, 2020 | CORRESP filed June 6, 2020"
    [filing] = reviewed_filings(block)
    assert filing.filed_on == date(2020, 5, 1)


def test_a_filing_with_several_file_numbers_is_one_of_each() -> None:
    both = reviewed_filings("A | Form N-2 | Filed May 1, 2020 | File Nos. 333-21765; 811-23456")
    numbers = ["333-21765", "811-23456"]
    assert [fields(each) for each in both] == [
        ("N-2", None, None, date(2020, 5, 1), number) for number in numbers
    ]


def test_a_fund_has_a_file_number_under_each_act() -> None:
    numbers = "(1933 Act File No. 333-259158 / 1940 Act File No. 811-23697)"
    for block in (f"Example Fund | {numbers}", f"Example Fund | Form N-2 | {numbers}"):
        assert [each.file_number for each in reviewed_filings(block)] == ["333-259158", "811-23697"]


def test_a_registration_has_a_number_under_each_act() -> None:
    block = "Example Fund | Registration Nos. 333-212686 and 811-23177"
    assert [each.file_number for each in reviewed_filings(block)] == ["333-212686", "811-23177"]


def test_of_several_numbers_below_several_filings_the_first_is_taken() -> None:
    filings = reviewed_filings("A | Form 10-K | Form 10-Q | File Nos. 1-15891 and 1-36002")
    assert [each.file_number for each in filings] == ["1-15891", "1-15891"]


@pytest.mark.parametrize("cik", ["CIK 0000066740", "CIK: 0000066740", "(CIK No. 0000066740)"])
def test_a_cik_alone_names_a_filing_whose_form_is_unknown(cik: str) -> None:
    """The name of the company looks like a form, but is none."""
    [filing] = reviewed_filings(f"3M Company | {cik}")
    assert fields(filing) == (None, None, None, None, 66740)
    assert filing.text.startswith("CIK")


def test_the_number_of_a_draft_may_be_called_its_cik() -> None:
    [filing] = reviewed_filings("Example Agency | Submitted May 7, 2018 | CIK No. 377-01353")
    assert (filing.file_number, filing.cik) == ("377-01353", None)


def test_a_cik_before_the_draft_is_of_the_draft() -> None:
    [filing] = reviewed_filings(
        "Example Ltd (CIK No. 0001737806) | Draft Registration Statement on Form F-1 | Submitted May 7, 2018"
    )
    assert fields(filing) == ("F-1", None, None, date(2018, 5, 7), 1737806)


def test_a_cik_behind_a_file_number_takes_nothing_from_it() -> None:
    [filing] = reviewed_filings("A, Inc. | File No. 1-13106 | CIK 0000066740 | Form 10-K")
    assert (filing.file_number, filing.cik) == ("1-13106", None)


@pytest.mark.parametrize(
    "line",
    [
        "Form 10-K for the year-ended December 31, 2004",
        "Form 10-K for December 31, 2004",
        "Form 10-K, FYE 12/31/2004",
        "Form 10-K: For the Fiscal Year Ended: December 31, 2004",
        "FORM 10-K FOR FISCAL YEAR ENDED DECEMBER 31, 2004",
    ],
)
def test_a_period_is_read_however_it_is_written(line: str) -> None:
    [filing] = reviewed_filings(f"A | {line} | Filed March 15, 2005 | File No. 0-12345")
    assert fields(filing) == ("10-K", None, date(2004, 12, 31), date(2005, 3, 15), "0-12345")


def test_the_day_of_an_amendment_ends_no_period() -> None:
    [filing] = reviewed_filings("A plc | Form S-4 | Filed May 5, 2016 and amended May 9,2016")
    assert fields(filing) == ("S-4", None, None, date(2016, 5, 5), None)


def test_forms_of_several_registrants_are_a_filing_for_each_file_number() -> None:
    year = "for the Fiscal Year Ended December 31, 2015"
    filings = reviewed_filings(
        f"A, Inc. | B, Inc. | Forms 10-K {year} | File Nos. 1-15891 and 1-36002"
    )
    assert [fields(each)[-1] for each in filings] == ["1-15891", "1-36002"]
    assert {fields(each)[:-1] for each in filings} == {("10-K", None, date(2015, 12, 31), None)}


def test_the_company_above_a_filing_is_no_part_of_the_one_before() -> None:
    first, second = reviewed_filings(
        "A, Inc. | Form S-4 | File No. 333-216991 | B Hughes, Inc. | Form 10-K | File No. 1-9397"
    )
    assert (first.text, second.text) == ("Form S-4 File No. 333-216991", "Form 10-K File No. 1-9397")  # fmt: skip


def test_days_respectively_are_one_per_filing() -> None:
    first, second = reviewed_filings(
        "A, Inc. | Form 10-K for the fiscal year ended December 31, 2017 | Form 10-Q for the quarterly"
        " period ended March 31, 2018 | Filed February 23, 2018 and April 27, 2018, respectively"
    )
    assert (first.filed_on, second.filed_on) == (date(2018, 2, 23), date(2018, 4, 27))


def test_the_filer_may_stand_before_the_day() -> None:
    [filing] = reviewed_filings("Form S-4 filed by | A Corporation on December 14, 2018")
    assert filing.filed_on == date(2018, 12, 14)


@pytest.mark.parametrize(
    "last",
    [
        "Request for Acceleration of Effectiveness",
        "Acceleration Request, Requested Date: May 2, 2020",
        "Staff Comment Letter Dated May 9, 2017",
        "September 29, 2022",
    ],
)
def test_what_the_letter_is_is_no_part_of_a_filing(last: str) -> None:
    [filing] = reviewed_filings(f"A, Inc. | Form S-4; File No. 333-213740 | {last}")
    assert filing.text == "Form S-4; File No. 333-213740"


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("Forms 10-Q for Quarters Ended March 31, 2005 and June 30, 2005", [(3, 31), (6, 30)]),
        ("Form 10-Q for Quarters Ended March 31 and June 30, 2005", [(3, 31), (6, 30)]),
        ("Forms 10-Q for March 31, 2005 and June 30, 2005", [(3, 31), (6, 30)]),
        ("Form 10-Q for March 31, 2005, June 30, 2005", [(3, 31)]),
        (
            "Forms 10-Q for the periods ended March 31, June 30 and September 30, 2005",
            [(3, 31), (6, 30), (9, 30)],
        ),
        ("Form 10-Q for the three months ended March 31, 2005 and 2004", [(3, 31)]),
    ],
)
def test_a_form_of_several_periods_is_a_filing_for_each(
    line: str, ends: list[tuple[int, int]]
) -> None:
    filings = reviewed_filings(f"A | {line} | File No. 1-123")
    assert [each.period_end for each in filings] == [date(2005, *end) for end in ends]
    assert {(each.form_type, each.file_number) for each in filings} == {("10-Q", "1-123")}
    assert {each.text for each in filings} == {f"{line} File No. 1-123"}


def test_of_several_years_each_has_its_filing_and_day() -> None:
    filings = reviewed_filings(
        "A | Forms 10-K for Fiscal Years Ended December 31, 2004 and 2003 |"
        " Filed March 1, 2005 and March 2, 2004 | Forms 8-K dated May 2, 2005 and May 3, 2005"
    )
    assert [fields(each)[:4] for each in filings] == [
        ("10-K", None, date(2004, 12, 31), date(2005, 3, 1)),
        ("10-K", None, date(2003, 12, 31), date(2004, 3, 2)),
        ("8-K", None, date(2005, 5, 2), None),
        ("8-K", None, date(2005, 5, 3), None),
    ]


def test_forms_of_several_registrants_may_stand_above_others() -> None:
    filings = reviewed_filings(
        "A AG | B AG | Forms 20-F for Fiscal Year Ended December 31, 2011 | Form 6-K Filed May 8, 2012"
        " | File Nos. 001-15244 and 001-33434"
    )
    assert [(each.form_type, each.file_number) for each in filings] == [
        ("20-F", "001-15244"),
        ("20-F", "001-33434"),
        ("6-K", "001-15244"),
    ]


def test_two_forms_named_together_are_of_one_registrant() -> None:
    filings = reviewed_filings("A | Forms 10-K and 10-Q for 2005 | File Nos. 1-1234 and 1-1245")
    assert [(each.form_type, each.file_number) for each in filings] == [
        ("10-K", "1-1234"),
        ("10-Q", "1-1234"),
    ]


def test_a_report_and_its_amendment_are_of_one_period() -> None:
    filings = reviewed_filings(
        "A | Form 10-K and 10-K/A for the Year Ended December 31, 2008 |"
        " Filed March 2, 2009 and April 29, 2009, respectively | File No. 1-123"
    )
    assert [fields(each)[:4] for each in filings] == [
        ("10-K", None, date(2008, 12, 31), date(2009, 3, 2)),
        ("10-K/A", None, date(2008, 12, 31), date(2009, 4, 29)),
    ]


def test_forms_filed_on_two_days_are_two_filings() -> None:
    filings = reviewed_filings(
        "A | Forms 8-K filed February 29, 2016 and May 5, 2016 | File Nos. 1-1234 and 1-1245"
    )
    assert [(each.filed_on, each.file_number) for each in filings] == [
        (date(2016, 2, 29), "1-1234"),
        (date(2016, 5, 5), "1-1234"),
    ]


def test_file_numbers_alone_name_filings_whose_form_is_unknown() -> None:
    filings = reviewed_filings("Example Mutual Funds | File Nos. 811-08495 and 333-40455")
    assert [fields(each) for each in filings] == [
        (None, None, None, None, "811-08495"),
        (None, None, None, None, "333-40455"),
    ]


def test_file_numbers_alone_may_stand_below_their_funds() -> None:
    block = "First Fund | File No. 811-08495 | Second Fund | File Nos. 811-08496 and 811-08495"
    filings = reviewed_filings(block)
    assert [(each.file_number, each.text) for each in filings] == [
        ("811-08495", "File No. 811-08495"),
        ("811-08496", "File Nos. 811-08496 and 811-08495"),
    ]


def test_what_a_filing_is_called_below_is_no_part_of_it() -> None:
    block = (
        "Example, Inc. | Form S-1 | File No. 333-128637 (the \u201cRegistration Statement\u201d)"
    )
    [filing] = reviewed_filings(block)
    assert filing.text == "Form S-1 File No. 333-128637"


def test_a_request_for_effectiveness_is_no_part_of_a_filing() -> None:
    [filing] = reviewed_filings("Form S-4 | File No. 333-12345 | Request for Effectiveness")
    assert filing.text == "Form S-4 File No. 333-12345"


def test_what_a_filing_is_called_below_is_no_other_filing() -> None:
    block = (
        "Form 10-K for the Fiscal Year Ended December 31, 2020 (the \u201cForm 10-K\u201d) | "
        "Form 10-Q for the Quarter Ended March 31, 2021 (the \u201cForm 10-Q\u201d) | File Number: 001-09828"
    )
    assert [fields(each) for each in reviewed_filings(block)] == [
        ("10-K", None, date(2020, 12, 31), None, "001-09828"),
        ("10-Q", None, date(2021, 3, 31), None, "001-09828"),
    ]


def test_a_file_number_may_have_a_dash_and_a_form_no_number() -> None:
    [filing] = reviewed_filings(
        "Form SD for the Year Ended December 31, 2013 | File No. 001\u201312345"
    )
    assert fields(filing) == ("SD", None, date(2013, 12, 31), None, "001-12345")
    assert filing.text.endswith("001\u201312345")


@pytest.mark.parametrize("of", ["from July 1, 2009 to", "from July 1 to", "July 1, 2009 through"])
def test_a_transition_period_ends_where_it_ends(of: str) -> None:
    [filing] = reviewed_filings(f"Form 10-KT for the Transition Period {of} December 31, 2009")
    assert fields(filing) == ("10-KT", None, date(2009, 12, 31), None, None)


def test_a_token_begins_where_the_space_before_it_is_lost_but_not_amid_a_word() -> None:
    [filing] = reviewed_filings("Example HoldingsForm 8-K, Mayfiled April 4, 2020")
    assert fields(filing) == ("8-K", None, None, None, None)
