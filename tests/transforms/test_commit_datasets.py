"""Committing: all or nothing, once, and nothing else left behind."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import QUARTER, ref
from tests.transforms.running import expect, given, pipeline
from tests.transforms.test_write_datasets import DATASETS, shard
from transforms.commit_datasets import (
    CommitDatasets,
    latest_manifest_path,
    read_manifest,
)
from transforms.datasets.layout import STAGING, Shard
from transforms.datasets.manifest import ConflictError, DataFile, Manifest, ShardRewrite
from transforms.datasets.schema import FILINGS, STANDARD_CONCEPTS
from transforms.datasets.shard_writer import write_table
from transforms.reference_tables import reference_table

SHARD = Shard(QUARTER, 0, 1)


def staged(output: Path, run: str, number: int = 1, of: Shard = SHARD) -> ShardRewrite:
    """A file of one filing's row in staging."""
    table = shard(of.number, ref(number), shards=of.shards)[0].tables["filings"]
    path = f"{STAGING}/{run}/filings-{number}"
    (output / path).parent.mkdir(parents=True, exist_ok=True)
    with (output / path).open("wb") as file:
        written = write_table(file, table)
    return ShardRewrite("filings", of, DataFile("filings", *of, path, *written))


def manifest(output: Path) -> Manifest:
    return read_manifest(latest_manifest_path(str(output)))


def step(
    output: Path, run: str, base: str | None = None, *, with_catalog: bool = False
) -> CommitDatasets:
    return CommitDatasets(str(output), run, DATASETS, base, "1", with_catalog)


def commit(of: CommitDatasets, rewrites: Sequence[ShardRewrite]) -> Manifest:
    with pipeline() as root:
        given(root, rewrites) | of
    return manifest(Path(of.output))


def files(output: Path) -> set[str]:
    return {str(path.relative_to(output)) for path in output.rglob("*") if path.is_file()}


def test_staged_files_are_at_their_places_and_the_manifest_names_them(tmp_path: Path) -> None:
    with pipeline() as root:
        path = given(root, [staged(tmp_path, "r1")]) | step(tmp_path, "r1")
        expect(path, [f"{tmp_path}/_manifests/00000001-r1.json"])
    committed = manifest(tmp_path)
    (data,) = (file for file in committed.files if file.dataset == "filings")
    assert data.path == "filings/year=2024/quarter=1/0-r1.parquet"
    assert pq.read_table(tmp_path / data.path, partitioning=None).num_rows == data.rows == 1
    assert files(tmp_path) == {committed.path, *(file.path for file in committed.files)}
    assert not (tmp_path / STAGING).exists()


def test_a_dataset_without_rows_in_a_quarter_has_one_empty_file(tmp_path: Path) -> None:
    shards = [Shard(QUARTER, 0, 2), Shard(QUARTER, 1, 2)]
    committed = commit(
        step(tmp_path, "r1"),
        [staged(tmp_path, "r1", 1, shards[0]), *(ShardRewrite("arcs", of, None) for of in shards)],
    )
    (empty,) = (file for file in committed.files if file.dataset == "arcs")
    assert (empty.rows, empty.quarter) == (0, QUARTER)
    table = pq.read_table(tmp_path / empty.path, partitioning=None)
    assert table.num_rows == 0


def test_the_empty_file_goes_when_there_are_rows(tmp_path: Path) -> None:
    commit(step(tmp_path, "r1"), [ShardRewrite("filings", SHARD, None)])
    base = latest_manifest_path(str(tmp_path))
    committed = commit(step(tmp_path, "r2", base), [staged(tmp_path, "r2")])
    assert [file.rows for file in committed.files if file.dataset == "filings"] == [1]


def test_pieces_of_a_shard_that_was_split_are_all_committed(tmp_path: Path) -> None:
    rewrites = [staged(tmp_path, "r1", number) for number in (1, 2)]
    committed = commit(step(tmp_path, "r1"), rewrites)
    assert [file.path for file in committed.files if file.dataset == "filings"] == [
        "filings/year=2024/quarter=1/0-r1-1.parquet",
        "filings/year=2024/quarter=1/0-r1.parquet",
    ]


def test_committing_again_changes_nothing(tmp_path: Path) -> None:
    again = step(tmp_path, "r1")
    rewrites = [staged(tmp_path, "r1")]
    committed = commit(again, rewrites)
    on_disk = files(tmp_path)
    assert commit(again, rewrites) == committed
    assert files(tmp_path) == on_disk


def test_a_commit_that_died_while_files_were_moved_can_be_done_again(tmp_path: Path) -> None:
    rewrites = [staged(tmp_path, "r1", number) for number in (1, 2)]
    moved = tmp_path / "filings/year=2024/quarter=1/0-r1.parquet"
    moved.parent.mkdir(parents=True)
    (tmp_path / f"{STAGING}/r1/filings-1").rename(moved)
    committed = commit(step(tmp_path, "r1"), rewrites)
    data = [file for file in committed.files if file.dataset == "filings"]
    assert [file.rows for file in data] == [1, 1]
    for file in data:
        assert hashlib.sha256((tmp_path / file.path).read_bytes()).hexdigest() == file.sha256


def test_a_staged_file_that_is_lost_fails_the_commit(tmp_path: Path) -> None:
    rewrite = staged(tmp_path, "r1")
    (tmp_path / f"{STAGING}/r1/filings-1").unlink()
    with pytest.raises(OSError, match="Rename operation failed"):
        commit(step(tmp_path, "r1"), [rewrite])
    assert latest_manifest_path(str(tmp_path)) is None


def test_a_run_that_wrote_nothing_is_committed_with_what_was_there(tmp_path: Path) -> None:
    first = commit(step(tmp_path, "r1"), [staged(tmp_path, "r1")])
    base = latest_manifest_path(str(tmp_path))
    second = commit(step(tmp_path, "r2", base), [])
    assert (second.sequence, second.run, second.files) == (2, "r2", first.files)
    assert commit(step(tmp_path / "new", "r1"), []).files == ()


def test_what_dead_runs_left_is_removed_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    staged(tmp_path, "dead")
    orphan = tmp_path / "filings/year=2024/quarter=1/0-dead.parquet"
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"left")
    note = tmp_path / "notes/README.md"
    note.parent.mkdir()
    note.write_text("mine")
    committed = commit(step(tmp_path, "r1"), [staged(tmp_path, "r1")])
    expected = {committed.path, "notes/README.md", *(file.path for file in committed.files)}
    assert files(tmp_path) == expected


def test_another_runs_commit_to_the_same_shard_is_a_conflict(tmp_path: Path) -> None:
    commit(step(tmp_path, "r1"), [staged(tmp_path, "r1")])
    base = latest_manifest_path(str(tmp_path))
    between = commit(step(tmp_path, "r2", base), [staged(tmp_path, "r2", 2)])
    stale = tmp_path / "stale.json"
    stale.write_text(replace(between, sequence=1, files=(), runs=()).to_json())
    with pytest.raises(ConflictError, match="run again"):
        commit(step(tmp_path, "r3", str(stale)), [staged(tmp_path, "r3", 3)])
    assert manifest(tmp_path) == between


def test_the_catalog_is_written_once_and_again_only_if_it_changed(tmp_path: Path) -> None:
    def catalog(run: str) -> DataFile:
        base = latest_manifest_path(str(tmp_path))
        committed = commit(step(tmp_path, run, base, with_catalog=True), [])
        (found,) = (file for file in committed.files if file.dataset == STANDARD_CONCEPTS.name)
        return found

    first = catalog("r1")
    written = pq.read_table(tmp_path / first.path)
    assert written.equals(reference_table("standard_concepts"))
    assert catalog("r2") == first
    committed = manifest(tmp_path)
    changed = replace(committed, files=(replace(first, sha256="of an older catalog"),))
    (tmp_path / committed.path).write_text(changed.to_json())
    assert catalog("r3").path == "standard_concepts/r3.parquet"
    assert not (tmp_path / first.path).exists()


def test_without_a_manifest_nothing_is_committed(tmp_path: Path) -> None:
    assert latest_manifest_path(str(tmp_path)) is None
    assert read_manifest(None) == Manifest()


def test_the_empty_file_has_the_datasets_schema(tmp_path: Path) -> None:
    committed = commit(step(tmp_path, "r1"), [ShardRewrite("filings", SHARD, None)])
    (empty,) = (file for file in committed.files if file.dataset == "filings")
    schema = pq.read_schema(tmp_path / empty.path)
    assert schema.equals(FILINGS.schema, check_metadata=True)
