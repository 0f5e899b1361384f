"""Archives whose directory says of names what they are not."""

import struct
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.containers import zip_archive
from tests.transforms.edgar.archives import misnamed_archive
from transforms.edgar.archive import ZIP_DAMAGE
from transforms.edgar.archive_names import open_archive

# What the two bytes of the name are in code page 437: 0xE9 and 0xE8.
MISNAMED = "\u0398\u03a6_cal.xml"


def test_an_archive_of_sound_names_is_opened_as_it_is() -> None:
    archive, misnamed = open_archive(BytesIO(zip_archive({"\u00e9.xml": b"<a/>"})))
    assert (archive.namelist(), misnamed) == (["\u00e9.xml"], frozenset())


def test_a_name_that_is_not_utf_8_is_in_code_page_437() -> None:
    archive, misnamed = open_archive(BytesIO(misnamed_archive()))
    assert archive.namelist() == [MISNAMED, "a.xsd"]
    assert misnamed == {MISNAMED}
    assert archive.testzip() is None


def test_an_archive_behind_other_bytes_is_opened_too() -> None:
    archive, misnamed = open_archive(BytesIO(b"MZ stub" + misnamed_archive()))
    assert (archive.read("a.xsd"), misnamed) == (b"<schema/>", {MISNAMED})


def test_a_directory_of_another_size_than_the_archive_says_is_damage() -> None:
    content = bytearray(misnamed_archive())
    struct.pack_into("<I", content, content.rindex(b"PK\x05\x06") + 12, 20)
    with pytest.raises(ZIP_DAMAGE):
        open_archive(BytesIO(content))


@given(st.binary(max_size=200), st.integers(0, 300))
def test_whatever_stands_in_it_an_archive_opens_or_is_damaged(garbage: bytes, place: int) -> None:
    content = misnamed_archive()
    with suppress(*ZIP_DAMAGE):
        open_archive(BytesIO(content[:place] + garbage + content[place + len(garbage) :]))
