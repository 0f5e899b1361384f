"""Rows to data files: one for each dataset of a shard with rows, however the runner bundles."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import apache_beam as beam
import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import QUARTER, ref
from tests.transforms.outputs import base, commit_step, new_output, numbers, rows_of
from tests.transforms.running import expect, given, pipeline
from transforms.datasets import data_files
from transforms.datasets.data_files import WrittenFile
from transforms.elements import FilingRows, Shard
from transforms.write_datasets import WriteDatasets


def summary(file: WrittenFile) -> tuple[str, int | None, int]:
    return file.dataset, file.quarter, file.rows


def write(output: Path, elements: Sequence[FilingRows], expected: Sequence[object]) -> None:
    with pipeline() as root:
        written = given(root, elements) | WriteDatasets(base(new_output(output)), "r1")
        expect(written | beam.Map(summary), expected)


def of_shard(number: int, elements: Sequence[FilingRows]) -> list[FilingRows]:
    return [replace(each, shard=Shard(QUARTER, number)) for each in elements]


def test_a_shard_has_one_file_for_each_dataset_with_rows(tmp_path: Path) -> None:
    elements = [*of_shard(0, rows_of(ref(1), ref(2))), *of_shard(1, rows_of(ref(3)))]
    expected = [(name, QUARTER, rows) for name in ("filings", "rejects") for rows in (2, 1)]
    write(tmp_path, elements, expected)
    files = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.parquet"))
    assert [str(file.parent) for file in files] == [
        f"{name}/data/filing_quarter={QUARTER}" for name in ("filings", "rejects") for _ in (0, 1)
    ]
    assert all(file.name.startswith("r1-") for file in files)


def test_nothing_to_write_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, [], [])
    assert list(tmp_path.rglob("*.parquet")) == []


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [0, 2, 1, 3], [3, 2, 1, 0]])
def test_elements_of_a_shard_may_come_in_bundles_of_their_own(
    tmp_path: Path, order: list[int]
) -> None:
    output = new_output(tmp_path)
    elements = rows_of(ref(2), ref(3), ref(6), ref(8))
    on = base(output)
    with pipeline() as root:
        parts = [
            given(root, [elements[position]], f"Given{position}")
            | f"Write{position}" >> WriteDatasets(on, "r1")
            for position in order
        ]
        written = parts | beam.Flatten()
        nothing = given(root, [], "Nothing")
        (written, nothing, nothing) | commit_step(output, "r1", on)
    expected = [ref(number).accession_number for number in (2, 3, 6, 8)]
    assert numbers(output, "filings") == expected


def test_shards_that_alternate_lose_no_row(tmp_path: Path) -> None:
    first = of_shard(0, rows_of(ref(1), ref(2)))
    second = of_shard(1, rows_of(ref(3), ref(4)))
    mixed = [element for pair in zip(first, second, strict=True) for element in pair]
    write(
        tmp_path, mixed, [(name, QUARTER, 1) for name in ("filings", "rejects") for _ in range(4)]
    )


def test_a_file_has_its_rows_in_order_although_a_filing_came_early(tmp_path: Path) -> None:
    early, other = rows_of(ref(1, 9), ref(2, 8))
    early = replace(early, place=other.place._replace(cik=7))  # the index had a lower CIK
    write(tmp_path, [early, other], [("filings", QUARTER, 2), ("rejects", QUARTER, 2)])
    (file,) = tmp_path.glob("filings/data/*/*.parquet")
    assert pq.read_table(file, partitioning=None)["cik"].to_pylist() == [8, 9]


def test_an_error_leaves_no_unfinished_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_files, "ROW_GROUP_ROWS", 1)  # what comes is written at once
    fits, unfit = rows_of(ref(1), ref(2))
    unfit.tables["filings"] = unfit.tables["filings"].drop_columns("form_type")
    with pytest.raises(Exception, match="Schema and number of arrays"):
        write(tmp_path, [fits, unfit], [])
    assert list(tmp_path.rglob("*.parquet")) == []
