"""Forms, named as EDGAR does."""

import pytest

from transforms.correspondence.reviewed import reviewed_filings


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("Registration Statement on Form S-4", "S-4"),
        ("Draft Registration Statement on Form 10-12G", "10-12G"),
        ("10-K for the Fiscal Year Ended December 31, 2021", "10-K"),
        ("FORM 20-F FOR THE YEAR ENDED DECEMBER 31, 2005", "20-F"),
        ("Form 10-K/A for Fiscal Year Ended December 31, 2005", "10-K/A"),
        ("Form 10-KSB for the year ended June 30, 2005", "10-KSB"),
        ("Definitive Proxy Statement on Schedule 14A", "DEF 14A"),
        ("Preliminary Proxy Statement on Schedule 14A", "PRE 14A"),
        ("Preliminary Information Statement on Schedule 14C", "PRE 14C"),
        ("PREC14A preliminary proxy statement filing made on Schedule 14A", "PREC14A"),
        ("Definitive Information Statement on Schedule 14C", "DEF 14C"),
        ("Additional Definitive Soliciting Materials on Schedule 14A", "DEFA14A"),
        ("Definitive Additional Materials filed on Schedule 14A", "DEFA14A"),
        ("Definitive Additional Soliciting Materials", "DEFA14A"),
        ("Soliciting Material Filed Pursuant to Rule 14a-12", "DEFA14A"),
        ("Schedule TO-T", "SC TO-T"),
        ("Schedule  13D", "SC 13D"),
        ("Schedule 13D", "SC 13D"),
        ("Schedule 13E-3", "SC 13E3"),
        ("Annual Report on Form 10-K for Fiscal 2005", "10-K"),
        ("Specialized Disclosure Report on Form SD for the year ended December 31, 2013", "SD"),
        ("Amended Form CB/A", "CB/A"),
        ("PRRN14A by Example Capital", "PRRN14A"),
        ("DFRN14A", "DFRN14A"),
        ("F-80", "F-80"),
    ],
)
def test_a_form_is_named_as_edgar_does(line: str, form: str) -> None:
    filings = reviewed_filings(f"Example, Inc. | {line} | Filed May 1, 2006 | File No. 1-123")
    assert [each.form_type for each in filings] == [form]
