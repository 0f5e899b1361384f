"""The manifest: what a commit replaces, and what it refuses."""

import pytest

from transforms.datasets.layout import Shard
from transforms.datasets.manifest import (
    ConflictError,
    DataFile,
    Manifest,
    ManifestError,
    Run,
    ShardRewrite,
    commit,
    final_path,
)


def run(name: str) -> Run:
    return Run(name, "2024-01-01T00:00:00+00:00", "host", "1.0")


def rewrite(name: str, number: int = 0, shards: int = 2, quarter: int = 20241) -> ShardRewrite:
    shard = Shard(quarter, number, shards)
    path = final_path("arcs", shard, name, 0)
    return ShardRewrite("arcs", shard, DataFile("arcs", quarter, number, shards, path, 1, 10, "ab"))


def paths(manifest: Manifest) -> list[str]:
    return [file.path for file in manifest.files]


def test_a_commit_replaces_the_files_of_the_shards_it_rewrote_and_no_others() -> None:
    first = commit(Manifest(), Manifest(), [rewrite("r1", 0), rewrite("r1", 1)], run("r1"))
    second = commit(first, first, [rewrite("r2", 1)], run("r2"))
    assert paths(second) == [
        "arcs/year=2024/quarter=1/0-r1.parquet",
        "arcs/year=2024/quarter=1/1-r2.parquet",
    ]
    assert second.sequence == 2
    assert [done.run for done in second.runs] == ["r1", "r2"]


def test_a_shard_left_without_rows_loses_its_file() -> None:
    first = commit(Manifest(), Manifest(), [rewrite("r1")], run("r1"))
    emptied = ShardRewrite("arcs", Shard(20241, 0, 2), None)
    assert commit(first, first, [emptied], run("r2")).files == ()


def test_a_new_number_of_shards_replaces_every_file_of_the_quarter() -> None:
    first = commit(Manifest(), Manifest(), [rewrite("r1", 0), rewrite("r1", 1)], run("r1"))
    second = commit(first, first, [rewrite("r2", 0, shards=1)], run("r2"))
    assert paths(second) == ["arcs/year=2024/quarter=1/0-r2.parquet"]


def test_another_run_in_the_same_shard_is_a_conflict() -> None:
    base = Manifest()
    other = commit(base, base, [rewrite("other")], run("other"))
    with pytest.raises(ConflictError, match="run other committed to the same quarters"):
        commit(base, other, [rewrite("mine")], run("mine"))


def test_another_run_in_another_quarter_is_kept() -> None:
    base = Manifest()
    other = commit(base, base, [rewrite("other", quarter=20242)], run("other"))
    assert len(commit(base, other, [rewrite("mine")], run("mine")).files) == 2


def test_a_manifest_reads_back_as_it_was_written() -> None:
    manifest = commit(Manifest(), Manifest(), [rewrite("r1")], run("r1"))
    assert Manifest.from_json(manifest.to_json()) == manifest


def test_a_manifest_of_a_newer_format_is_refused() -> None:
    with pytest.raises(ManifestError, match="upgrade edgar-arcs"):
        Manifest.from_json(Manifest().to_json().replace('"format": 1', '"format": 2'))
