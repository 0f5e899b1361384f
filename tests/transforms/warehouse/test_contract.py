"""The data contract, validated against the standard's own JSON schema, and dbt's sources."""

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest

from transforms.datasets.schema import DATASETS
from transforms.warehouse.contract import relations, to_dbt, to_odcs


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(to_odcs(DATASETS.values(), "1.2.3"))
    return document


def test_the_contract_is_one_of_the_standard(contract: dict[str, Any]) -> None:
    text = resources.files("open_data_contract_standard").joinpath("schema.json").read_text("utf-8")
    schema = json.loads(text)
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(contract)] == []
    broken = contract | {"schema": [{"name": "facts", "properties": [{"logicalType": "text"}]}]}
    assert list(validator.iter_errors(broken))


def test_the_contract_has_every_column_and_key(contract: dict[str, Any]) -> None:
    assert [table["name"] for table in contract["schema"]] == list(DATASETS)
    for table in contract["schema"]:
        dataset = DATASETS[table["name"]]
        columns = {column["name"]: column for column in table["properties"]}
        assert list(columns) == dataset.schema.names
        keys = [name for name, column in columns.items() if column.get("primaryKey")]
        ordered = sorted(keys, key=lambda name: columns[name]["primaryKeyPosition"])
        nullable = any(dataset.schema.field(name).nullable for name in dataset.primary_key)
        assert ordered == ([] if nullable else dataset.primary_key)
        assert all(column["description"] for column in columns.values())


def test_the_contract_says_what_lists_hold_and_which_columns_name_another_row(
    contract: dict[str, Any],
) -> None:
    (comments,) = (table for table in contract["schema"] if table["name"] == "letter_comments")
    (amounts,) = (each for each in comments["properties"] if each["name"] == "amounts")
    held = [(each["name"], each["logicalType"]) for each in amounts["items"]["properties"]]
    assert held == [("text", "string"), ("value", "number"), ("currency", "string")]
    columns = "accession_number", "document"
    assert [(each["from"], each["to"]) for each in comments["relationships"]] == [
        ("letter_comments.accession_number", "filings.accession_number"),
        ([f"letter_comments.{name}" for name in columns], [f"letters.{name}" for name in columns]),
    ]
    assert comments["description"] == "One row per numbered comment, or numbered answer"


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=list(DATASETS))
def test_a_relation_names_the_key_of_the_other_dataset(dataset) -> None:
    for columns, other in relations(dataset):
        assert set(columns) <= set(dataset.schema.names)
        assert list(columns) == DATASETS[other].primary_key


def test_dbt_tests_what_keys_nulls_and_relations_promise() -> None:
    (source,) = json.loads(to_dbt(DATASETS.values()))["sources"]
    assert source["schema"] == "{{ target.schema }}"  # else dbt would look in `edgar`
    tables = {table["name"]: table for table in source["tables"]}
    first = tables["filings"]["columns"][0]
    assert first["data_tests"] == ["not_null", "unique"]
    first = tables["facts"]["columns"][0]
    to = {"to": "source('edgar', 'filings')", "field": "accession_number"}
    assert first["data_tests"] == ["not_null", {"relationships": {"arguments": to}}]
    assert "data_tests" not in next(
        column for column in tables["facts"]["columns"] if column["name"] == "unit"
    )
