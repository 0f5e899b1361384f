"""The views on letters, run with DuckDB over small tables of the datasets' own schemas."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.transforms.datasets.views import tables
from tests.transforms.datasets.views.tables import query

LETTER, RESPONSE, FILING = "0000000000-22-000001", "0001107843-22-000009", "0001107843-22-000003"


def row(dataset: str, **values: object) -> dict[str, Any]:
    return tables.row(dataset, **{"cik": 1107843, **values})


def letter(accession: str, day: date, **values: object) -> dict[str, object]:
    return row(
        "letters",
        **{"accession_number": accession, "document": "a.txt", "letter_date": day, **values},
    )


def reviewed(accession: str, **values: object) -> dict[str, object]:
    defaults = {"document": "a.txt", "position": 1, "form_type_reviewed": "10-K"}
    return row("letter_filings", **{"accession_number": accession, **defaults, **values})


def filing(accession: str, form: str, day: date, **values: object) -> dict[str, object]:
    key = {"accession_number": accession, "form_type": form, "filing_date": day}
    return row("filings", **{**key, "ciks": [1107843], **values})


def test_a_response_is_in_the_thread_of_the_letter_whose_date_it_names() -> None:
    threads = query(
        "FROM letter_threads",
        letters=[
            letter(LETTER, date(2022, 12, 9)),
            letter(RESPONSE, date(2022, 12, 20), refers_to_letter_date=date(2022, 12, 9)),
        ],
    )
    assert [(each["thread"], each["accession_number"], each["position"]) for each in threads] == [
        (LETTER, LETTER, 1),
        (LETTER, RESPONSE, 2),
    ]


def test_a_letter_may_name_the_response_before_it_by_its_filing_date() -> None:
    response = letter(RESPONSE, date(2022, 5, 9), filing_date=date(2022, 5, 10))
    follow_up = letter(LETTER, date(2022, 5, 26), refers_to_letter_date=date(2022, 5, 10))
    threads = query("FROM letter_threads", letters=[response, follow_up])
    assert [each["thread"] for each in threads] == [RESPONSE, RESPONSE]


def test_a_long_exchange_of_letters_that_each_answer_the_last_is_one_thread() -> None:
    days = [date(2022, 1, 1) + timedelta(days=20 * number) for number in range(17)]
    exchange = [
        letter(f"0000000000-22-{number:06}", day, refers_to_letter_date=before)
        for number, (day, before) in enumerate(zip(days, [None, *days], strict=False))
    ]
    threads = query("FROM letter_threads", letters=exchange)
    assert {each["thread"] for each in threads} == {"0000000000-22-000000"}
    assert [each["position"] for each in threads] == list(range(1, 18))


def test_letters_on_the_same_filing_are_one_thread_however_the_file_number_is_padded() -> None:
    threads = query(
        "FROM letter_threads",
        letters=[letter(LETTER, date(2022, 12, 9)), letter(RESPONSE, date(2023, 1, 20))],
        letter_filings=[
            reviewed(LETTER, file_number="001-35662", period_end=date(2021, 12, 31)),
            reviewed(RESPONSE, file_number="1-35662", period_end=date(2021, 12, 31)),
        ],
    )
    assert {each["thread"] for each in threads} == {LETTER}


@pytest.mark.parametrize("number", [{"file_number": "333-1234"}, {"reviewed_cik": 1107843}])
def test_letters_on_amendments_of_a_registration_are_one_thread(number: dict[str, object]) -> None:
    threads = query(
        "FROM letter_threads",
        letters=[letter(LETTER, date(2022, 12, 9)), letter(RESPONSE, date(2023, 1, 20))],
        letter_filings=[
            reviewed(LETTER, form_type_reviewed="S-1", filed_on=date(2022, 11, 1), **number),
            reviewed(RESPONSE, form_type_reviewed="S-1", filed_on=date(2023, 1, 2), **number),
        ],
    )
    assert {each["thread"] for each in threads} == {LETTER}


@pytest.mark.parametrize(
    ("cik", "period_end", "day"),
    [
        (1, date(2021, 12, 31), date(2023, 1, 20)),
        (1107843, date(2022, 12, 31), date(2023, 1, 20)),
        (1107843, date(2021, 12, 31), date(2024, 1, 20)),
    ],
    ids=["another company", "another period", "a year later"],
)
def test_letters_of_other_reviews_are_threads_of_their_own(
    cik: int, period_end: date, day: date
) -> None:
    threads = query(
        "FROM letter_threads",
        letters=[letter(LETTER, date(2022, 12, 9)), letter(RESPONSE, day, cik=cik)],
        letter_filings=[
            reviewed(LETTER, file_number="001-35662", period_end=date(2021, 12, 31)),
            reviewed(RESPONSE, file_number="001-35662", period_end=period_end, cik=cik),
        ],
    )
    assert {each["thread"] for each in threads} == {LETTER, RESPONSE}


def test_letters_on_the_same_report_are_one_thread_where_one_of_them_leaves_out_its_file_number() -> (
    None
):
    threads = query(
        "FROM letter_threads",
        letters=[letter(LETTER, date(2022, 12, 9)), letter(RESPONSE, date(2023, 1, 20))],
        letter_filings=[
            reviewed(LETTER, file_number="001-35662", period_end=date(2021, 12, 31)),
            reviewed(RESPONSE, period_end=date(2021, 12, 31)),
        ],
    )
    assert {each["thread"] for each in threads} == {LETTER}


def test_letters_on_a_filing_are_one_thread_where_one_of_them_names_its_filing_date_alone() -> None:
    day = date(2022, 2, 22)
    threads = query(
        "FROM letter_threads",
        letters=[letter(LETTER, date(2022, 12, 9)), letter(RESPONSE, date(2023, 1, 20))],
        letter_filings=[
            reviewed(LETTER, file_number="1-1", filed_on=day, period_end=date(2021, 12, 31)),
            reviewed(RESPONSE, file_number="1-1", filed_on=day),
        ],
    )
    assert {each["thread"] for each in threads} == {LETTER}


def test_a_reviewed_filing_is_matched_by_form_and_filing_date() -> None:
    matches = query(
        "FROM letter_matches",
        letter_filings=[
            reviewed(LETTER, filed_on=date(2022, 2, 22), filing_date=date(2022, 12, 9))
        ],
        filings=[
            filing(FILING, "10-K", date(2022, 2, 22)),
            filing("0001107843-22-000004", "10-Q", date(2022, 2, 22)),
            filing("0001107843-21-000004", "10-K", date(2021, 2, 22)),
        ],
    )
    assert [(each["reviewed_accession_number"], each["matched_by"]) for each in matches] == [
        (FILING, "filing date")
    ]


def test_without_a_filing_date_the_period_decides() -> None:
    matches = query(
        "FROM letter_matches",
        letter_filings=[
            reviewed(LETTER, period_end=date(2021, 12, 31), filing_date=date(2022, 12, 9))
        ],
        filings=[filing(FILING, "10-K", date(2022, 2, 22), period_of_report=date(2021, 12, 31))],
    )
    assert [(each["reviewed_accession_number"], each["matched_by"]) for each in matches] == [
        (FILING, "period")
    ]


@pytest.mark.parametrize(
    ("filed_on", "matched"),
    [(date(2022, 2, 18), [(FILING, "period")]), (date(2022, 2, 28), [])],
    ids=["the Friday before", "the next week"],
)
def test_the_period_decides_where_the_letter_dates_the_filing_days_off(
    filed_on: date, matched: list[tuple[str, str]]
) -> None:
    ended = date(2021, 12, 31)
    matches = query(
        "FROM letter_matches",
        letter_filings=[
            reviewed(LETTER, period_end=ended, filed_on=filed_on, filing_date=date(2022, 12, 9))
        ],
        filings=[filing(FILING, "10-K", date(2022, 2, 22), period_of_report=ended)],
    )
    assert [(each["reviewed_accession_number"], each["matched_by"]) for each in matches] == matched


def test_the_period_of_the_cover_page_decides_where_no_header_gives_one() -> None:
    cover = {"concept": "dei:DocumentPeriodEndDate", "dimensions_key": "", "n_dimensions": 0}
    matches = query(
        "FROM letter_matches",
        letter_filings=[
            reviewed(LETTER, period_end=date(2021, 12, 31), filing_date=date(2022, 12, 9))
        ],
        filings=[
            filing(FILING, "10-K", date(2022, 2, 22)),
            filing("0001107843-21-000004", "10-K", date(2021, 2, 22)),
        ],
        facts=[
            row("facts", accession_number=FILING, value="2021-12-31", **cover),
            row("facts", accession_number="0001107843-21-000004", value="2020-12-31", **cover),
        ],
    )
    assert [(each["reviewed_accession_number"], each["matched_by"]) for each in matches] == [
        (FILING, "period")
    ]


def test_an_amendment_does_not_match_the_filing_it_amends() -> None:
    matches = query(
        "FROM letter_matches",
        letter_filings=[
            reviewed(LETTER, filed_on=date(2022, 2, 22), amendment=1, filing_date=date(2022, 12, 9))
        ],
        filings=[filing(FILING, "10-K", date(2022, 2, 22))],
    )
    assert matches == []


def asking() -> dict[str, object]:
    return row(
        "letter_comments",
        accession_number=LETTER,
        document="a.txt",
        position=4,
        number=4,
        filing_position=1,
        asks_reconciliation=True,
        reconciliation_score=1.0,
        amounts=[{"text": "$254,527", "value": Decimal(254527), "currency": "USD"}],
    )


def calculation(concept: str, reported: int, verdict: str) -> dict[str, object]:
    return row(
        "calculations",
        accession_number=FILING,
        concept=concept,
        reported=Decimal(reported),
        difference=Decimal(7),
        xbrl21=verdict,
        calc11=verdict,
    )


def test_a_reconciliation_comment_stands_beside_inconsistent_calculations_of_its_filing() -> None:
    rows = query(
        "FROM reconciliation_comments",
        letter_comments=[asking()],
        letter_filings=[
            reviewed(LETTER, filed_on=date(2022, 2, 22), filing_date=date(2022, 12, 9))
        ],
        filings=[filing(FILING, "10-K", date(2022, 2, 22))],
        calculations=[
            calculation("us-gaap:Assets", 1, "inconsistent"),
            calculation("us-gaap:Cash", 254527000, "inconsistent"),
            calculation("us-gaap:Liabilities", 3, "consistent"),
        ],
    )
    assert [(each["concept"], each["quotes_amount"]) for each in rows] == [
        ("us-gaap:Cash", True),
        ("us-gaap:Assets", False),
    ]


def test_a_reconciliation_comment_on_a_filing_that_is_not_there_is_listed_alone() -> None:
    rows = query("FROM reconciliation_comments", letter_comments=[asking()])
    assert [(each["number"], each["concept"], each["quotes_amount"]) for each in rows] == [
        (4, None, False)
    ]
