"""The schemas for people and warehouses."""

import json

from transforms.datasets.describe import to_bigquery, to_json, to_markdown
from transforms.datasets.schema import ARCS, CALCULATIONS, DATASETS, LETTERS
from transforms.datasets.views import VIEWS


def test_markdown_has_a_row_for_every_column() -> None:
    text = to_markdown([ARCS])
    assert all(f"| `{field.name}` |" in text for field in ARCS.schema)
    assert "Key: `accession_number`, `file`, `link_index`, `arc_index`, `pair_index`" in text


def test_json_lists_every_dataset_with_types() -> None:
    document = json.loads(to_json(DATASETS.values()))
    assert [dataset["name"] for dataset in document] == list(DATASETS)
    columns = {column["name"]: column for column in document[1]["columns"]}
    assert columns["weight"]["type"] == "decimal128(18, 6)"
    assert columns["effective"]["nullable"] is False
    assert document[0]["key"] == ["accession_number"]
    assert document[1]["key"][:2] == ["accession_number", "file"]


def test_views_are_described_with_their_sql() -> None:
    matches = VIEWS["letter_matches"]
    (view,) = json.loads(to_json([], [matches]))
    assert (view["name"], view["rows"]) == ("letter_matches", matches.description)
    assert [column["name"] for column in view["columns"]] == list(matches.columns)
    assert view["sql"] == matches.sql
    text = to_markdown([], [matches])
    assert all(f"| `{column}` |" in text for column in matches.columns)
    assert matches.sql.strip() in text


def test_bigquery_has_modes_records_and_exact_numbers() -> None:
    fields = {field["name"]: field for field in json.loads(to_bigquery([CALCULATIONS]))}
    assert fields["reported"]["type"] == "BIGNUMERIC"
    assert fields["concept"]["mode"] == "REQUIRED"
    assert fields["items"]["type"] == "RECORD"
    assert fields["items"]["mode"] == "REPEATED"
    assert {field["name"]: field["type"] for field in fields["items"]["fields"]}[
        "weight"
    ] == "NUMERIC"


def test_bigquery_of_several_datasets_is_by_name() -> None:
    assert set(json.loads(to_bigquery([ARCS, LETTERS]))) == {"arcs", "letters"}
