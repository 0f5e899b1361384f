import pytest

from transforms.correspondence.comments.headed_filing import filing_position
from transforms.correspondence.frame.reviewed import ReviewedFiling, reviewed_filings

TOGETHER = (
    "Example Holdings, Inc. | Example Capital LLC | Forms 10-K for the Fiscal Year Ended "
    "December 31, 2020 | Filed February 22, 2021 | File Nos. 001-12345 and 001-23456"
)
APART = (
    "Example Holdings, Inc. | Form 10-K for the Fiscal Year Ended December 31, 2020 | "
    "File No. 001-12345 | Example Capital LLC | Form 10-K for the Fiscal Year Ended "
    "December 31, 2020 | File No. 001-23456"
)
TEN_K = "Form 10-K for the Fiscal Year Ended December 31, 2020"


@pytest.mark.parametrize("block", [TOGETHER, APART])
@pytest.mark.parametrize(
    ("headings", "position"),
    [
        ((f"Example Holdings, Inc. {TEN_K}",), 1),
        ((f"Example Capital LLC {TEN_K}",), 2),
        (("EXAMPLE CAPITAL, LLC", TEN_K), 2),
        ((TEN_K,), 1),
    ],
)
def test_of_two_registrants_the_heading_names_one(
    block: str, headings: tuple[str, ...], position: int
) -> None:
    assert filing_position(headings[-1], headings, reviewed_filings(block)) == position


@pytest.mark.parametrize(
    ("heading", "form", "position"),
    [
        ("Draft Registration Statement on Form 10", "10-12G", 1),
        ("Form 10", "10-12B/A", 1),
        ("Form 10", "10-K", None),
        ("Schedule 14A", "PREC14A", 1),
        ("Preliminary Proxy Statement filed on Schedule 14A", "PRE 14A", 1),
        ("Definitive Proxy Statement on Schedule 14A", "DEF 14A", 1),
        ("Schedule 14A", "8-K", None),
        ("Schedule TO", "SC TO-T", 1),
        ("Form S-1", "S-1/A", 1),
    ],
)
def test_a_heading_names_a_form_by_its_family(
    heading: str, form: str, position: int | None
) -> None:
    assert filing_position(heading, (heading,), [ReviewedFiling(form)]) == position


def test_of_one_family_the_same_form_is_named() -> None:
    reviewed = [ReviewedFiling("DEFA14A"), ReviewedFiling("DEF 14A")]
    heading = "Definitive Proxy Statement on Schedule 14A"
    assert filing_position(heading, (heading,), reviewed) == 2
