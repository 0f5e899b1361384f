"""Sources that are not there and outputs that cannot be written are refused before a run."""

from pathlib import Path

import pytest

from pipelines.errors import ConfigError
from pipelines.places import check_places
from tests.pipelines.runs import config


def test_a_scheme_that_is_not_known_is_refused(sample_mirror: Path) -> None:
    with pytest.raises(ConfigError, match=r"output\.path: foo://bucket/out .*use a local path"):
        check_places(config(sample_mirror, "foo://bucket/out"))


def test_an_output_that_cannot_be_written_is_refused(sample_mirror: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"cannot be written: .*Not a directory"):
        check_places(config(sample_mirror, tmp_path / "file"))


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"source\.location: .* does not exist; name the"):
        check_places(config(tmp_path / "none", tmp_path / "out"))


def test_a_source_and_an_output_that_are_there_are_accepted(
    sample_mirror: Path, tmp_path: Path
) -> None:
    check_places(config(sample_mirror, tmp_path))
    assert list(tmp_path.iterdir()) == []
