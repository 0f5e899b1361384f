"""Files that hold a filing which is processed again are copied without it, and with all else."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import ref
from tests.transforms.outputs import base, numbers, table, upsert
from transforms.datasets import data_files
from transforms.datasets.catalog import Output
from transforms.datasets.errors import UnreadableError
from transforms.datasets.upsert import replacements


def accessions(*of: int) -> list[str]:
    return [ref(number).accession_number for number in of]


def data_file(output: Output, dataset: str) -> Path:
    (path,) = Path(output.path).glob(f"{dataset}/data/*/*.parquet")
    return path


def test_the_other_filings_of_every_row_group_are_kept(
    empty_output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = empty_output
    monkeypatch.setattr(data_files, "ROW_GROUP_ROWS", 1)
    upsert(output, "r1", [ref(number) for number in (1, 2, 3, 4)])
    assert pq.read_metadata(data_file(output, "rejects")).num_row_groups == 4
    upsert(output, "r2", [ref(2)])
    for dataset in ("filings", "rejects"):
        assert numbers(output, dataset) == accessions(1, 2, 3, 4)


def test_filings_of_several_files_are_replaced_in_each(empty_output: Output) -> None:
    for run, of in (("r1", (1,)), ("r2", (2,)), ("r3", (1, 2))):
        upsert(empty_output, run, [ref(number, number) for number in of])
    for dataset in ("filings", "rejects"):
        assert numbers(empty_output, dataset) == accessions(1, 2)


def test_rows_that_an_older_version_wrote_are_kept_with_null_in_newer_columns(
    output_of_two: Output,
) -> None:
    output = output_of_two
    path = data_file(output, "filings")
    rows = pq.read_table(path, partitioning=None)
    assert rows["datasets"].null_count == 0
    pq.write_table(rows.drop_columns(["datasets"]), path)
    upsert(output, "r2", [ref(2)])
    written = dict(
        zip(
            numbers(output, "filings"),
            table(output, "filings").sort_by("accession_number")["datasets"].to_pylist(),
            strict=True,
        )
    )
    assert [bool(written[number]) for number in accessions(1, 2)] == [False, True]


def test_rows_of_a_file_that_is_not_the_one_committed_are_not_copied(
    output_of_two: Output,
) -> None:
    output = output_of_two
    path = data_file(output, "rejects")
    rows = pq.read_table(path, partitioning=None)
    pq.write_table(pa.concat_tables([rows, rows]), path)
    with pytest.raises(
        UnreadableError, match=r"rejects/data/.*: 4 rows, and its metadata says 2; .*rollback"
    ):
        upsert(output, "r2", [ref(2)])


def test_a_file_stays_if_a_filing_lies_within_its_bounds_and_not_in_it(
    empty_output: Output,
) -> None:
    output = empty_output
    upsert(output, "r1", [ref(1), ref(3)])
    upsert(output, "r2", [ref(2)])
    made = replacements(base(output), accessions(2), (), (), "r3")
    assert [Path(each.removed.path).name[:2] for each in made] == ["r2", "r2"]


def test_a_file_that_was_copied_before_another_run_committed_is_not_copied_again(
    output_of_two: Output,
) -> None:
    output = output_of_two
    made = replacements(base(output), accessions(2), (), (), "r2")
    assert [each.removed.dataset for each in made] == ["filings", "rejects"]
    upsert(output, "other", [ref(3)])
    assert replacements(base(output), accessions(2), (), (), "r2", made) == made
