"""Conformance: what a contract says and an output breaks is named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, upsert
from transforms.datasets.catalog import Output
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import read_state
from transforms.datasets.verify import verify
from transforms.warehouse.conformance import Conformance, ContractError, read_contract
from transforms.warehouse.contract import to_odcs

Change = Callable[[pa.Table], pa.Table]
CONTRACT = to_odcs(DATASETS.values(), "1")


@pytest.fixture
def output(tmp_path: Path) -> Output:
    output = new_output(tmp_path / "out")
    upsert(output, "r1", [ref(1), ref(2)])
    return output


def faults(output: Output, contract: str = CONTRACT) -> list[str]:
    state = read_state(output)
    assert state is not None
    found = verify(state, Conformance(read_contract(contract)))
    return [f"{fault.place}: {fault.message}" for fault in found]


def set_column(name: str, values: pa.Array) -> Change:
    def change(rows: pa.Table) -> pa.Table:
        position = rows.schema.get_field_index(name)
        return rows.set_column(position, pa.field(name, values.type), values)

    return change


def rewrite(output: Output, dataset: str, change: Change) -> None:
    (path,) = Path(output.path).glob(f"{dataset}/data/*/*.parquet")
    pq.write_table(change(pq.read_table(path, partitioning=None)), path)


def test_a_sound_output_conforms(output: Output) -> None:
    upsert(output, "r2", [ref(2), ref(3)])
    assert faults(output) == []


ONE = ref(1).accession_number


@pytest.mark.parametrize(
    ("dataset", "change", "message"),
    [
        (
            "filings",
            set_column("cik", pa.array(["1", "2"])),
            "cik is VARCHAR, and BIGINT in the contract",
        ),
        (
            "filings",
            set_column("cik", pa.array([1, 2], pa.int16())),
            "cik is int16, and BIGINT in the contract",
        ),
        (
            "rejects",
            set_column("message", pa.array([None, "x"])),
            "message is null in 1 rows, which the contract forbids",
        ),
        (
            "rejects",
            lambda rows: rows.drop_columns(["error"]),
            "does not have column error, which the contract requires",
        ),
        (
            "rejects",
            lambda rows: rows.drop_columns(["ordinal"]),
            "does not have column ordinal, which the contract requires",
        ),
        (
            "rejects",
            set_column("accession_number", pa.array([ONE, ONE])),
            "1 keys are there more than once, such as",
        ),
    ],
    ids=["type", "strange type", "null", "column", "column of the key", "key"],
)
def test_what_breaks_the_contract_is_named(
    output: Output, dataset: str, change: Change, message: str
) -> None:
    rewrite(output, dataset, change)
    of_file = [fault.partition(f"/{dataset}/data/")[2] for fault in faults(output)]
    assert any(f".parquet: {message}" in fault for fault in of_file)


def test_a_column_that_may_be_null_may_be_missing_as_in_older_files(output: Output) -> None:
    rewrite(output, "rejects", lambda rows: rows.drop_columns(["line"]))
    assert [fault for fault in faults(output) if " bytes, and its metadata" not in fault] == []


def test_rules_of_quality_that_are_no_keys_are_left_to_others(output: Output) -> None:
    contract = json.loads(CONTRACT)
    for table in contract["schema"]:
        rules = [{"metric": "rowCount", "mustBeGreaterThan": 0}, *table.get("quality", ())]
        table["quality"] = rules
    assert faults(output, json.dumps(contract)) == []
    rewrite(output, "rejects", set_column("accession_number", pa.array([ONE, ONE])))
    message = "1 keys are there more than once, such as"
    assert any(message in fault for fault in faults(output, json.dumps(contract)))


def test_a_table_that_is_not_there_is_named(output: Output) -> None:
    contract = json.loads(CONTRACT)
    contract["schema"].append({**contract["schema"][0], "name": "footnotes", "relationships": []})
    message = (
        "footnotes: the contract has this table, the output does not; "
        "one of an earlier version gets it at the next run"
    )
    assert faults(output, json.dumps(contract)) == [message]


def test_a_row_of_a_filing_that_is_not_there_is_named(output: Output) -> None:
    contract = json.loads(CONTRACT)
    (rejects,) = [table for table in contract["schema"] if table["name"] == "rejects"]
    rejects["relationships"] = [
        {"type": "foreignKey", "from": "rejects.accession_number", "to": "filings.accession_number"}
    ]
    assert faults(output, json.dumps(contract)) == []
    gone = ref(7).accession_number
    rewrite(output, "rejects", set_column("accession_number", pa.array([ONE, gone])))
    message = f"rejects: 1 values of accession_number are not in filings, such as {gone}"
    assert message in faults(output, json.dumps(contract))


@pytest.mark.parametrize("kind", [pa.large_string(), pa.binary()], ids=str)
def test_values_of_a_type_that_the_contract_forbids_are_named_and_compared_with_none(
    output: Output, kind: pa.DataType
) -> None:
    contract = json.loads(CONTRACT)
    (rejects,) = [table for table in contract["schema"] if table["name"] == "rejects"]
    rejects["relationships"] = [
        {"type": "foreignKey", "from": "rejects.accession_number", "to": "filings.accession_number"}
    ]
    numbers = pa.array([ref(1).accession_number, ref(2).accession_number]).cast(kind)
    rewrite(output, "rejects", set_column("accession_number", numbers))
    found = faults(output, json.dumps(contract))
    assert any(f"accession_number is {kind}, and VARCHAR in the" in fault for fault in found)


def test_a_key_of_a_table_without_filings_is_looked_at(output: Output) -> None:
    upsert(output, "r2", [ref(3)])
    *_, path = sorted(
        Path(output.path).glob("runs/data/*.parquet"),
        key=lambda path: pq.read_metadata(path).num_rows,
    )
    rows = pq.read_table(path, partitioning=None)
    pq.write_table(set_column("run_id", pa.array(["r1"] * len(rows)))(rows), path)
    assert "runs: 1 keys are there more than once, such as {'run_id': 'r1'}" in faults(output)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": [{"name": "facts"}]}'])
def test_a_file_that_is_no_contract_is_explained(text: str) -> None:
    with pytest.raises(ContractError, match="schema --format odcs"):
        read_contract(text)


def test_verify_checks_against_a_contract_that_is_given(output: Output, tmp_path: Path) -> None:
    contract: dict[str, Any] = json.loads(CONTRACT)
    contract["schema"][0]["properties"][0]["physicalType"] = "BIGINT"
    path = tmp_path / "contract.json"
    path.write_text(json.dumps(contract))
    result = CliRunner().invoke(main, ["verify", output.path])
    assert (result.exit_code, result.output) == (0, "No fault\n")
    result = CliRunner().invoke(main, ["verify", output.path, "--contract", str(path)])
    assert result.exit_code == 1
    assert "accession_number is VARCHAR, and BIGINT in the contract" in result.output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html>", "contract.json: not JSON"),
        (b"[1]", "contract.json: JSON, but no data contract"),
        (b'{"schema": ["arcs"]}', "contract.json: JSON, but no data contract"),
        (b"\xff\xfe", "contract.json is not text in UTF-8"),
    ],
)
def test_what_is_no_contract_is_named(
    output: Output, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "contract.json"
    path.write_bytes(content)
    result = CliRunner().invoke(main, ["verify", output.path, "--contract", str(path)])
    assert (result.exit_code, message in result.output) == (1, True)
