"""Columns of a filing as Arrow."""

from array import array
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.columns import Columns, Encoded
from transforms.datasets.dataset import AMOUNT
from transforms.datasets.schema import DATASETS, FINDINGS, LETTER_COMMENTS
from transforms.datasets.table import FilingKey, _column, fit, to_table

KEY = FilingKey("0000000001-24-000001", 7, "10-K", date(2024, 2, 1), 20241)


def finding(**changes: list[object]) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {
        field.name: [None] for field in FINDINGS.schema if field.name not in FilingKey._fields
    }
    columns |= {"ordinal": [0], "rule": ["cycle"], "severity": ["warning"], "message": ["m"]}
    return columns | changes


def test_every_row_begins_with_the_filing_key() -> None:
    table = to_table(FINDINGS, KEY, finding())
    assert table.schema == FINDINGS.schema
    assert list(table.to_pylist()[0].values())[:5] == list(KEY)


def test_a_missing_column_is_a_bug_of_ours() -> None:
    columns = finding()
    del columns["rule"]
    with pytest.raises(KeyError, match="rule"):
        to_table(FINDINGS, KEY, columns)


def test_a_value_of_another_type_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid):
        to_table(FINDINGS, KEY, finding(line=["first"]))


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_decimal_fits_exactly_or_is_null(value: Decimal) -> None:
    fitted = fit(value, AMOUNT)
    assert fitted is None or (fitted == value and fitted.as_tuple().exponent == -12)


@pytest.mark.parametrize("text", ["0.0000000000001", "1E+27", "1E+999999", "NaN", "-Infinity"])
def test_a_decimal_with_more_digits_than_the_column_is_null(text: str) -> None:
    assert fit(Decimal(text), AMOUNT) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [("7." + "0" * 200, Decimal(7)), ("1E-129", None), ("7E-12", Decimal("7E-12"))],
)
def test_decimals_of_very_many_places_are_themselves_or_null(
    text: str, shown: Decimal | None
) -> None:
    dataset = replace(FINDINGS, schema=pa.schema([pa.field("amount", AMOUNT)]))
    table = to_table(dataset, KEY, {"amount": [Decimal(text), None, Decimal(1)]})
    assert table["amount"].to_pylist() == [shown, None, Decimal(1)]


def test_the_largest_amount_fits() -> None:
    assert fit(Decimal("9" * 26), AMOUNT) == Decimal("9" * 26)


def test_lists_of_structs_are_given_as_dicts() -> None:
    columns: dict[str, list[object]] = {
        field.name: [None, None, None]
        for field in LETTER_COMMENTS.schema
        if field.name not in FilingKey._fields
    }
    amount = {"text": "$1.50", "value": Decimal("1.5"), "currency": "USD"}
    columns["amounts"] = [[amount], [], [amount, amount | {"value": Decimal("1E+40")}]]
    table = to_table(LETTER_COMMENTS, KEY, columns)
    assert table["amounts"].to_pylist() == [[amount], [], [amount, amount | {"value": None}]]


def test_every_field_of_every_dataset_is_described() -> None:
    for dataset in DATASETS.values():
        for field in dataset.schema:
            assert field.metadata[b"description"], (dataset.name, field.name)


def test_columns_of_numbered_values_are_written_as_their_values() -> None:
    rules = ["cycle", "weight-zero"]
    columns = {name: values * 3 for name, values in finding().items()}
    encoded = Encoded(rules, array("i", [1, 0, 1]))
    table = to_table(
        FINDINGS,
        KEY,
        {
            **columns,
            "rule": encoded,
            "message": encoded,
            "line": Encoded([None, 7], array("i", [1, 0, 1])),
            "ordinal": array("i", [0, 1, 2]),
        },
    )
    assert table["rule"].to_pylist() == ["weight-zero", "cycle", "weight-zero"]
    assert table["message"] == table["rule"]
    assert table["line"].to_pylist() == [7, None, 7]
    assert table["ordinal"].to_pylist() == [0, 1, 2]


def test_more_text_than_one_array_can_hold_is_held_in_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("transforms.datasets.table._REACH", 100)
    columns: Columns = {name: values * 20 for name, values in finding().items()}
    texts = ["short", "a text of twenty bytes"]
    numbers = [index % 2 for index in range(20)]
    columns["message"] = Encoded(texts, array("i", numbers))
    message = to_table(FINDINGS, KEY, columns)["message"]
    assert message.to_pylist() == [texts[number] for number in numbers]
    assert message.num_chunks > 1
    assert all(chunk.nbytes <= 100 for chunk in message.chunks)


@pytest.mark.slow
@pytest.mark.rounds
def test_two_gigabytes_of_text_end_in_pieces_whose_offsets_reach() -> None:
    column = _column(Encoded(["x" * 2**27], array("i", [0] * 17)), pa.string(), {})
    assert [len(chunk) for chunk in column.chunks] == [15, 2]
    column.validate(full=True)
