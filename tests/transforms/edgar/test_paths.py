"""Where files of EDGAR's lie, and whose server an address names."""

import pytest

from transforms.edgar.paths import (
    SEC,
    archive_path,
    folder_path,
    index_path,
    is_of_sec,
    submission_path,
)


def test_paths_are_those_of_edgar():
    accession = "0000320193-25-000079"
    folder = "edgar/data/320193/000032019325000079"
    assert submission_path(320193, accession) == f"edgar/data/320193/{accession}.txt"
    assert folder_path(320193, accession) == folder
    assert archive_path(320193, accession) == f"{folder}/{accession}-xbrl.zip"
    assert index_path(20241, "master.idx") == "edgar/full-index/2024/QTR1/master.idx"


@pytest.mark.parametrize(
    "url",
    [SEC, "http://www.sec.gov", "https://WWW.SEC.GOV/", "https://www.sec.gov:443",
     "https://sec.gov", "https://www.sec.gov.", "https://who@www.sec.gov/x"],
)  # fmt: skip
def test_the_sec_is_known_however_its_address_is_written(url: str) -> None:
    assert is_of_sec(url)


@pytest.mark.parametrize(
    "url", ["https://www.sec.gov.example.org", "https://notsec.gov", "http://127.0.0.1/www.sec.gov"]
)
def test_another_server_is_not_taken_for_it(url: str) -> None:
    assert not is_of_sec(url)
