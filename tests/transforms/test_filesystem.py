"""Files through Beam: what a directory on a disk does. Buckets are tested with the store's files."""

import gzip
from pathlib import Path

import pytest
from apache_beam.io.filesystem import BeamIOError

from transforms import filesystem


def write(path: Path, content: bytes = b"x") -> str:
    with filesystem.create(str(path)) as file:
        file.write(content)
    return str(path)


def test_paths_are_joined_with_one_slash() -> None:
    assert filesystem.join("gs://bucket/out/", "arcs/a") == "gs://bucket/out/arcs/a"
    assert filesystem.join("out", "arcs/a") == "out/arcs/a"


def test_a_file_is_created_with_its_directories(tmp_path: Path) -> None:
    path = write(tmp_path / "a/b/c.bin", b"content")
    assert filesystem.exists(path)
    assert filesystem.read(path) == b"content"


def test_compressed_bytes_are_given_as_they_are(tmp_path: Path) -> None:
    content = gzip.compress(b"index")
    assert filesystem.read(write(tmp_path / "master.gz", content)) == content
    assert (tmp_path / "master.gz").read_bytes() == content


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert not filesystem.exists(str(tmp_path / "a"))
    with pytest.raises(FileNotFoundError):
        filesystem.read(str(tmp_path / "a"))
    with pytest.raises(BeamIOError):
        filesystem.rename(str(tmp_path / "a"), str(tmp_path / "b"))


def test_every_file_below_a_directory_is_listed(tmp_path: Path) -> None:
    paths = {write(tmp_path / name) for name in ("d/a", "d/b/c", "d/b/e/f")}
    write(tmp_path / "other")
    assert set(filesystem.list_files(str(tmp_path / "d"))) == paths
    assert list(filesystem.list_files(str(tmp_path / "nowhere"))) == []


def test_a_directory_of_directories_has_no_files(tmp_path: Path) -> None:
    assert not filesystem.has_files(str(tmp_path / "d"))
    filesystem.make_directories(str(tmp_path / "d/e"))
    filesystem.make_directories(str(tmp_path / "d/e"))
    assert not filesystem.has_files(str(tmp_path / "d"))
    write(tmp_path / "d/e/f")
    assert filesystem.has_files(str(tmp_path / "d/"))


def test_a_renamed_file_is_at_its_new_place_alone(tmp_path: Path) -> None:
    source, target = write(tmp_path / "a", b"new"), str(tmp_path / "deep/b")
    filesystem.rename(source, target)
    assert filesystem.read(target) == b"new"
    assert not filesystem.exists(source)


def test_files_and_directories_are_deleted(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a"), str(tmp_path / "d")]
    write(tmp_path / "d/b")
    filesystem.delete(paths)
    assert list(tmp_path.iterdir()) == []


def test_empty_directories_go_if_there_are_any(tmp_path: Path) -> None:
    (tmp_path / "_staging/run").mkdir(parents=True)
    for _ in range(2):
        filesystem.remove_empty_directories(str(tmp_path / "_staging"))
        assert list(tmp_path.iterdir()) == []
