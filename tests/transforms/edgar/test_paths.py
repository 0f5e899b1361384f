"""Whose server an address names."""

import pytest

from transforms.edgar.paths import SEC, is_of_sec


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
