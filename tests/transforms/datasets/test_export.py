"""An export: plain Parquet of one state, swapped in whole."""

import errno
import os
import shutil
from pathlib import Path

import pyarrow.dataset as pads
import pyarrow.parquet as pq
import pytest

from tests.transforms.filings import ref
from tests.transforms.outputs import upsert
from transforms.datasets.catalog import Output
from transforms.datasets.errors import UnreadableError
from transforms.datasets.export import ExportError, export
from transforms.datasets.schema import DATASETS
from transforms.datasets.state import State, read_state


@pytest.fixture
def output(output_of_two: Output) -> Output:
    return output_of_two


def state(output: Output, at: str | None = None) -> State:
    found = read_state(output, at)
    assert found is not None
    return found


def count(directory: Path, dataset: str) -> int:
    return int(pads.dataset(directory / dataset, partitioning="hive").count_rows())


def test_every_dataset_is_a_directory_of_hive_partitions(output: Output, tmp_path: Path) -> None:
    target = tmp_path / "plain"
    assert export(state(output), target) == 3
    assert {path.name for path in target.iterdir() if path.is_dir()} == set(DATASETS)
    assert (count(target, "filings"), count(target, "arcs")) == (2, 0)
    assert [path.name for path in (target / "filings").iterdir()] == ["filing_quarter=20241"]


def test_a_reader_that_lists_files_finds_the_quarter_in_them_and_in_their_paths(
    output: Output, tmp_path: Path
) -> None:
    export(state(output), tmp_path / "plain")
    quarter = pads.field("filing_quarter") == 20241
    rows = pq.read_table(tmp_path / "plain/filings", partitioning=None, filters=quarter)
    assert rows["filing_quarter"].to_pylist() == [20241, 20241]
    by_path = pads.dataset(tmp_path / "plain/filings", partitioning="hive")
    assert by_path.schema.field("filing_quarter").type == rows["filing_quarter"].type
    assert by_path.count_rows(filter=pads.field("filing_quarter") == 20242) == 0


def test_files_are_linked_not_copied(output: Output, tmp_path: Path) -> None:
    export(state(output), tmp_path / "plain")
    (file,) = (tmp_path / "plain/filings").rglob("*.parquet")
    assert file.stat().st_nlink == 2


def test_a_directory_on_a_full_disk_is_named_and_not_left(
    output: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("transforms.datasets.export._link_or_copy", no_space)
    with pytest.raises(ExportError, match=r"export to .*plain failed: No space left on device$"):
        export(state(output), tmp_path / "plain")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_export_is_replaced_whole(output: Output, tmp_path: Path) -> None:
    target = tmp_path / "plain"
    export(state(output), target)
    upsert(output, "r2", [ref(3)])
    export(state(output), target)
    assert count(target, "filings") == 3
    export(state(output, "r1"), target)
    assert count(target, "filings") == 2
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_export_left_is_removed_by_the_next_to_that_directory(
    output: Output, tmp_path: Path
) -> None:
    target, unique = tmp_path / "plain", "0f" * 16
    for name in (f".plain.{unique}.new", f".plain.{unique}.old"):
        (tmp_path / name / "filings").mkdir(parents=True)
    others = [f".plan.{unique}.new", ".plain.new", f".plain.{unique}.new.1", f"plain.{unique}.old"]
    for name in others:
        (tmp_path / name).mkdir()
    export(state(output), target)
    assert {path.name for path in tmp_path.iterdir()} == {"plain", *others}


@pytest.mark.parametrize("moment", ["before the new one is there", "after it"])
def test_an_export_that_is_interrupted_leaves_one_whole_and_nothing_beside_it(
    output: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    target = tmp_path / "plain"
    export(state(output), target)
    mark = (target / ".edgar-arcs-export").stat().st_ino
    rename, rmtree = Path.rename, shutil.rmtree
    heard: list[Path] = []

    def interrupted_rename(path: Path, to: Path) -> Path:
        if path.suffix == ".new" and moment.startswith("before"):
            raise KeyboardInterrupt
        return rename(path, to)

    def interrupted_rmtree(path: Path, *, ignore_errors: bool) -> None:
        if path.suffix == ".old" and path.exists() and not heard:
            heard.append(path)
            raise KeyboardInterrupt
        rmtree(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(Path, "rename", interrupted_rename)
    monkeypatch.setattr(shutil, "rmtree", interrupted_rmtree)
    with pytest.raises(KeyboardInterrupt):
        export(state(output), target)
    assert [path.name for path in tmp_path.iterdir() if path.name != "out"] == ["plain"]
    is_as_before = (target / ".edgar-arcs-export").stat().st_ino == mark
    assert is_as_before == moment.startswith("before")


def test_what_an_export_under_way_has_made_is_left_alone(output: Output, tmp_path: Path) -> None:
    target = tmp_path / "plain"
    made: set[Path] = set()

    def export_meanwhile(*_: object) -> None:
        if not made:
            made.update(tmp_path.iterdir())
            export(state(output), target)
            assert made < set(tmp_path.iterdir())

    export(state(output), target, export_meanwhile)
    assert list(tmp_path.iterdir()) == [target]
    assert count(target, "filings") == 2


def test_a_directory_inside_the_output_is_refused(output: Output) -> None:
    inside = Path(output.path) / "plain"
    with pytest.raises(ExportError, match=r"plain lies inside the output: name a directory out"):
        export(state(output), inside)
    assert not inside.exists()


def test_a_directory_that_cannot_be_made_is_named(output: Output) -> None:
    with pytest.raises(ExportError, match=r"^/proc/plain cannot be made: No such file"):
        export(state(output), Path("/proc/plain"))


def test_what_is_not_an_export_is_left_alone(output: Output, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    with pytest.raises(ExportError, match="was not made by an export"):
        export(state(output), mine)


def test_a_committed_file_that_is_cut_short_or_gone_is_named_and_nothing_exported(
    output: Output, tmp_path: Path
) -> None:
    (file,) = Path(output.path).glob("filings/data/*/*.parquet")
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(
        ExportError, match=r"filings/data/.* has not the size that it was committed"
    ):
        export(state(output), tmp_path / "plain")
    file.unlink()
    with pytest.raises(UnreadableError, match="a committed file of filings cannot be read"):
        export(state(output), tmp_path / "plain")
    assert not any(tmp_path.glob("*plain*"))
