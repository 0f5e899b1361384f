"""Rows to staged files: one for each dataset and shard with rows, however the runner bundles."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import apache_beam as beam
import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import QUARTER, REJECT, ref
from tests.transforms.running import expect, given, pipeline
from transforms.commit_datasets import CommitDatasets, latest_manifest_path, read_manifest
from transforms.datasets.layout import STAGING, Shard
from transforms.datasets.manifest import Manifest, ShardRewrite
from transforms.edgar.filing import FilingRef
from transforms.elements import FilingWork, ShardItem, ShardRows
from transforms.shard_filings import order_shard
from transforms.tabulate_filings import shard_rows
from transforms.write_datasets import WriteDatasets

DATASETS = ("arcs", "filings", "rejects")


def rows(items: Iterable[ShardItem]) -> list[ShardRows]:
    """Rows of filings that were not found."""
    works = (FilingWork(each, rejects=(REJECT,) if each.ref else ()) for each in items)
    return [shard_rows(work, frozenset(DATASETS)) for work in works]


def shard(number: int, *filings: FilingRef, shards: int = 2) -> list[ShardRows]:
    return rows(order_shard((QUARTER, number, shards), filings))


def summary(rewrite: ShardRewrite) -> tuple[str, int, int | None]:
    return rewrite.dataset, rewrite.shard.number, rewrite.file.rows if rewrite.file else None


def write(
    output: Path, elements: Sequence[ShardRows], expected: Sequence[tuple[str, int, int | None]]
) -> None:
    with pipeline() as root:
        written = given(root, elements) | WriteDatasets(str(output), "r1", DATASETS, None)
        expect(written | beam.Map(summary), expected)


def commit(output: Path, run: str, elements: Sequence[ShardRows]) -> Manifest:
    """Write and commit a run that begins with what is committed."""
    path = latest_manifest_path(str(output))
    with pipeline() as root:
        written = given(root, elements) | WriteDatasets(str(output), run, DATASETS, path)
        written | CommitDatasets(str(output), run, DATASETS, path, "1", with_catalog=False)
    return read_manifest(latest_manifest_path(str(output)))


def numbers(output: Path, dataset: str) -> list[str]:
    """Accession numbers of the committed rows."""
    manifest = read_manifest(latest_manifest_path(str(output)))
    tables = [
        pq.read_table(output / file.path, partitioning=None)
        for file in manifest.files
        if file.dataset == dataset
    ]
    return [number for table in tables for number in table["accession_number"].to_pylist()]


def test_each_dataset_of_a_shard_is_rewritten_and_one_without_rows_has_no_file(
    tmp_path: Path,
) -> None:
    elements = [*shard(0, ref(1), ref(2)), *shard(1, ref(3))]
    expected = [
        *[("arcs", 0, None), ("filings", 0, 2), ("rejects", 0, 2)],
        *[("arcs", 1, None), ("filings", 1, 1), ("rejects", 1, 1)],
    ]
    write(tmp_path, elements, expected)
    staged = sorted(path.name.rpartition("-")[0] for path in tmp_path.glob(f"{STAGING}/r1/*"))
    assert staged == [f"{name}-{QUARTER}-{number}" for name in DATASETS[1:] for number in (0, 1)]


def test_nothing_to_write_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, [], [])
    assert list(tmp_path.iterdir()) == []


def test_a_shard_whose_filings_went_away_is_rewritten_without_them(tmp_path: Path) -> None:
    commit(tmp_path, "r1", shard(0, ref(1), shards=1))
    commit(tmp_path, "r2", [replace(each, tables={}) for each in shard(0, ref(1), shards=1)])
    assert numbers(tmp_path, "filings") == []


def test_old_rows_stay_and_those_of_the_runs_filings_are_replaced(tmp_path: Path) -> None:
    commit(tmp_path, "r1", shard(0, ref(1), ref(2), ref(3), shards=1))
    commit(tmp_path, "r2", shard(0, ref(2), ref(4), shards=1))
    assert numbers(tmp_path, "filings") == [ref(number).accession_number for number in (1, 2, 3, 4)]
    assert numbers(tmp_path, "rejects") == numbers(tmp_path, "filings")


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [0, 2, 1, 4, 3], [4, 3, 2, 1, 0]])
def test_elements_of_a_shard_may_come_in_bundles_of_their_own(
    tmp_path: Path, order: list[int]
) -> None:
    commit(tmp_path, "r1", shard(0, ref(1), ref(3), ref(5), ref(7), shards=1))
    elements = shard(0, ref(2), ref(3), ref(6), ref(8), shards=1)
    path = latest_manifest_path(str(tmp_path))
    with pipeline() as root:
        parts = [
            given(root, [elements[position]], f"Given{position}")
            | f"Write{position}" >> WriteDatasets(str(tmp_path), "r2", DATASETS, path)
            for position in order
        ]
        (
            parts
            | beam.Flatten()
            | CommitDatasets(str(tmp_path), "r2", DATASETS, path, "1", with_catalog=False)
        )
    expected = [ref(number).accession_number for number in (1, 2, 3, 5, 6, 7, 8)]
    assert sorted(numbers(tmp_path, "filings")) == expected


def test_shards_that_alternate_lose_no_row(tmp_path: Path) -> None:
    first, second = shard(0, ref(1), ref(2)), shard(1, ref(3), ref(4))
    mixed = [element for pair in zip(first, second, strict=True) for element in pair]
    manifest = commit(tmp_path, "r1", mixed)
    expected = [ref(number).accession_number for number in (1, 2, 3, 4)]
    assert sorted(numbers(tmp_path, "filings")) == expected
    assert {
        Shard(file.quarter, file.shard, file.shards) for file in manifest.files if file.rows
    } == {
        Shard(QUARTER, 0, 2),
        Shard(QUARTER, 1, 2),
    }
