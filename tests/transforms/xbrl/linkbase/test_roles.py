"""Extended link roles and their definitions."""

import pytest

from transforms.xbrl.linkbase.roles import split_definition


@pytest.mark.parametrize(
    ("definition", "parts"),
    [
        ("0002 - Statement - Balance Sheets", ("0002", "Statement", "Balance Sheets")),
        ("100040 - Disclosure - Debt - Notes", ("100040", "Disclosure", "Debt - Notes")),
        ("00000001 - DOCUMENT - Cover", ("00000001", "Document", "Cover")),
        ("2101.1 - Schedule - II", ("2101.1", "Schedule", "II")),
        ("\n 1 - Statement - Income ", ("1", "Statement", "Income")),
        ("0003 - Something Else", ("0003", None, "Something Else")),
        ("Statement - Without Number", (None, "Statement", "Without Number")),
        ("Statements of Income", (None, None, "Statements of Income")),
        ("10-K Cover", ("10", None, "K Cover")),
        ("0004 - Statement - ", ("0004", "Statement", None)),
        (None, (None, None, None)),
    ],
)
def test_a_definition_is_split(
    definition: str | None, parts: tuple[str | None, str | None, str | None]
) -> None:
    assert split_definition(definition) == parts
