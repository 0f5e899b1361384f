"""Sources that are not there and outputs that cannot be written are refused before a run."""

import os
from errno import EACCES
from pathlib import Path

import pytest

from pipelines.config import Config
from pipelines.errors import ConfigError
from pipelines.places import check_before_fetch, check_mirror, check_places
from tests.pipelines.runs import config


def test_a_scheme_that_is_not_known_is_refused(sample_mirror: Path) -> None:
    with pytest.raises(ConfigError, match=r"output\.path: foo://bucket/out .*use a local path"):
        check_places(config(sample_mirror, "foo://bucket/out"))


def test_an_output_that_cannot_be_written_is_refused(sample_mirror: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"cannot be written: .*Not a directory"):
        check_places(config(sample_mirror, tmp_path / "file"))


def test_a_catalog_that_cannot_be_written_is_refused_before_the_work(
    sample_mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "catalog.db").write_text("")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "catalog.db")
    with pytest.raises(ConfigError, match=r"output\.path: .*/catalog\.db cannot be written: Perm"):
        check_places(config(sample_mirror, tmp_path))
    elsewhere = {"type": "sql", "uri": f"sqlite:///{tmp_path}/other.db"}
    check_places(config(sample_mirror, tmp_path, catalog=elsewhere))


def test_a_source_that_cannot_be_read_is_not_said_to_be_missing(
    sample_mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(
        ConfigError, match=r"source\.location: .* cannot be read: Permission denied"
    ):
        check_places(config(sample_mirror, tmp_path))


def test_a_source_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"source\.location: .* does not exist; name the"):
        check_places(config(tmp_path / "none", tmp_path / "out"))


def test_a_mirror_has_to_be_there_and_a_store_need_not(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"source\.location: .* does not exist"):
        check_mirror(config(tmp_path / "nowhere", tmp_path))
    check_mirror(of_edgar(tmp_path, tmp_path))


def test_a_source_and_an_output_that_are_there_are_accepted(
    sample_mirror: Path, tmp_path: Path
) -> None:
    check_places(config(sample_mirror, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_source_and_an_output_that_are_both_wrong_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        check_places(config(tmp_path / "none", "/proc/out"))
    assert "source.location: " in str(refused.value)
    assert str(refused.value).endswith(
        "output.path: /proc/out cannot be written: No such file or directory"
    )


def of_edgar(store: Path, output: Path | str) -> Config:
    document = {
        "source": {"kind": "edgar", "user_agent": "nobody"},
        "select": {"from": "2024Q1", "to": "2024Q1"},
        "output": {"path": str(output)},
        "store": {"path": str(store)},
    }
    return Config.model_validate(document)


def test_an_output_is_looked_at_before_edgar_is_asked(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as refused:
        check_before_fetch(of_edgar(tmp_path, "/proc/out"))
    assert "source.user_agent: user agent 'nobody' must give a name" in str(refused.value)
    assert "output.path: " in str(refused.value)
