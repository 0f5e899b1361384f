from pathlib import Path

from transforms.beam_files import BeamFiles
from transforms.open_files import open_files
from transforms.storage.local_files import LocalFiles


def test_a_path_without_scheme_is_local(tmp_path: Path) -> None:
    assert isinstance(open_files(str(tmp_path)), LocalFiles)


def test_a_url_is_opened_through_beam() -> None:
    assert isinstance(open_files("s3://bucket/store"), BeamFiles)
