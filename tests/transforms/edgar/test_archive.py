import struct
import warnings
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.containers import zip_archive
from tests.transforms.edgar.archives import misnamed_archive
from transforms.edgar.archive import read_archive
from transforms.edgar.errors import ArchiveError
from transforms.edgar.filing import Document
from transforms.edgar.limits import Limits

DEFAULT = Limits()

FILES = {"a.xsd": b"<schema/>", "a_cal.xml": b"<linkbase/>" * 200}
DOCUMENTS = [Document(name, content) for name, content in FILES.items()]
NAMES = st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,20}\.(xml|xsd|htm)\Z")


def _read(content: bytes, limits: Limits = DEFAULT):
    return read_archive("it.zip", content, limits, lambda name: not name.endswith(".jpg"))


def _errors(content: bytes, limits: Limits = DEFAULT) -> list[tuple[str | None, str]]:
    return [(reject.file, reject.error) for reject in _read(content, limits)[1]]


def _zip_of(*members: tuple[str | zipfile.ZipInfo, bytes], method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")  # of duplicate names, which are meant
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_members_come_in_order_with_exactly_their_bytes():
    assert _read(zip_archive(FILES)) == (DOCUMENTS, [])


def test_stored_members_are_read_too():
    assert _read(_zip_of(*FILES.items(), method=zipfile.ZIP_STORED)) == (DOCUMENTS, [])


def test_what_is_not_wanted_is_not_inflated():
    bomb = _zip_of(("logo.jpg", bytes(10_000_000)), ("a.xsd", b"<schema/>"))
    documents, rejects = _read(bomb, Limits(member_bytes=1000))
    assert [document.name for document in documents] == ["a.xsd"]
    assert not rejects


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a zip archive: it is empty"),
        (b"<!DOCTYPE html><html>Request Rate Threshold Exceeded</html>", "it is an HTML page"),
        (zip_archive(FILES)[:-40], "it begins as one and is cut short or damaged"),
        (b"PK\x03\x04" + bytes(100), "it begins as one and is cut short or damaged"),
    ],
)
def test_what_is_no_archive_is_an_error(content, said):
    with pytest.raises(ArchiveError) as caught:
        _read(content)
    assert caught.value.error == "not-a-zip"
    assert said in str(caught.value)


def test_too_many_members_are_an_error():
    with pytest.raises(ArchiveError) as caught:
        _read(zip_archive(FILES), Limits(members=1))
    assert caught.value.error == "too-many-members"


def test_a_member_beyond_its_size_is_rejected_and_costs_no_other():
    documents, rejects = _read(zip_archive(FILES), Limits(member_bytes=len(FILES["a.xsd"])))
    assert [document.name for document in documents] == ["a.xsd"]
    assert [(reject.file, reject.error) for reject in rejects] == [
        ("a_cal.xml", "member-too-large")
    ]


def test_members_beyond_the_total_are_rejected():
    files = {f"{name}.xml": bytes(60) for name in "abc"}
    assert _errors(zip_archive(files), Limits(total_bytes=130)) == [("c.xml", "archive-too-large")]


def test_a_bomb_is_rejected_by_its_ratio():
    bomb = zip_archive({"bomb.xml": bytes(20_000_000)})
    assert _errors(bomb) == [("bomb.xml", "compression-ratio")]


def test_a_bomb_that_understates_its_size_is_not_inflated():
    bomb = bytearray(zip_archive({"bomb.xml": bytes(20_000_000)}))
    for place in (bomb.index(b"PK\x03\x04") + 22, bomb.index(b"PK\x01\x02") + 24):
        bomb[place : place + 4] = struct.pack("<I", 10)
    assert _errors(bytes(bomb)) == [("bomb.xml", "compression-ratio")]


@pytest.mark.parametrize("size", [9, 11])
def test_a_member_of_another_size_than_the_directory_says_is_rejected(size):
    content = bytearray(zip_archive({"a.xml": b"0123456789"}))
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", size)
    assert _errors(bytes(content)) == [("a.xml", "damaged-member")]


def test_a_member_is_read_behind_the_extra_fields_of_its_local_header():
    """As writers on Unix leave them: times of the file, in the local header and the directory."""
    member = zipfile.ZipInfo("a.xml")
    member.extra = struct.pack("<2sHBI", b"UT", 5, 1, 1_700_000_000)
    assert _read(_zip_of((member, b"<a/>"))) == ([Document("a.xml", b"<a/>")], [])


@pytest.mark.parametrize("offset", [1, 1 << 20])
def test_a_member_that_is_not_where_the_directory_says_is_rejected(offset):
    content = bytearray(zip_archive({"a.xml": b"<a/>"}))
    place = content.index(b"PK\x01\x02") + 42
    content[place : place + 4] = struct.pack("<I", offset)
    assert _errors(bytes(content)) == [("a.xml", "damaged-member")]


@pytest.mark.parametrize(
    ("of", "place", "value"),
    [(b"PK\x03\x04", 0, b"PK\x03\x05"), (b"PK\x01\x02", 20, struct.pack("<I", 1 << 20))],
    ids=["no local header", "longer than the archive"],
)
def test_a_member_without_local_header_or_whole_content_is_rejected(of, place, value):
    content = bytearray(zip_archive({"a.xml": b"<a/>"}))
    start = content.index(of) + place
    content[start : start + 4] = value
    assert _errors(bytes(content)) == [("a.xml", "damaged-member")]


def test_a_wrong_checksum_is_rejected():
    content = bytearray(_zip_of(("a.xml", b"<a/>"), ("b.xml", b"<b/>"), method=zipfile.ZIP_STORED))
    content[content.index(b"<a/>") + 1] ^= 1
    documents, rejects = _read(bytes(content))
    assert documents == [Document("b.xml", b"<b/>")]
    assert [(reject.file, reject.error) for reject in rejects] == [("a.xml", "damaged-member")]


def test_encrypted_members_are_rejected():
    content = bytearray(zip_archive({"a.xml": b"<a/>"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert _errors(bytes(content)) == [("a.xml", "encrypted")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_edgar_does_not_use_is_rejected(method):
    content = _zip_of(("a.xml", b"<a/>"), method=method)
    assert _errors(content) == [("a.xml", "unknown-compression")]


def test_the_second_member_of_a_name_is_rejected():
    documents, rejects = _read(_zip_of(("a.xml", b"first"), ("a.xml", b"second")))
    assert documents == [Document("a.xml", b"first")]
    assert [(reject.file, reject.error) for reject in rejects] == [("a.xml", "duplicate-name")]


@pytest.mark.parametrize(
    "name", ["../a.xml", "/etc/a.xml", "x/../../a.xml", "..\\a.xml", "C:/a.xml", "a.xml\0.jpg"]
)
def test_names_that_lead_elsewhere_are_rejected(name):
    member = zipfile.ZipInfo("placeholder")
    member.filename = name
    documents, rejects = _read(_zip_of((member, b"<a/>"), ("b.xml", b"<b/>")))
    assert documents == [Document("b.xml", b"<b/>")]
    assert [reject.error for reject in rejects] == ["unsafe-name"]


def test_a_member_with_a_name_that_is_not_utf_8_is_read_and_rejected():
    documents, rejects = _read(misnamed_archive())
    assert [document.content for document in documents] == [b"<linkbase/>", b"<schema/>"]
    assert [(reject.file, reject.error) for reject in rejects] == [
        (documents[0].name, "undecodable-name")
    ]


def test_an_archive_in_the_archive_is_rejected():
    inner = zip_archive(FILES)
    assert _errors(zip_archive({"inner.zip": inner})) == [("inner.zip", "nested-archive")]


def test_folders_are_no_members():
    assert _read(_zip_of(("folder/", b""), ("folder/a.xml", b"<a/>"))) == (
        [Document("folder/a.xml", b"<a/>")],
        [],
    )


@given(st.dictionaries(NAMES, st.binary(max_size=500), max_size=5))
def test_what_is_written_is_what_is_read(files):
    documents, rejects = _read(zip_archive(files))
    assert {document.name: document.content for document in documents} == files
    assert not rejects


@given(st.binary(max_size=400), st.integers(0, 400))
def test_any_bytes_are_documents_rejects_or_an_archive_error(garbage, position):
    good = zip_archive(FILES)
    for content in (garbage, good[:position] + garbage + good[position + len(garbage) :]):
        try:
            documents, rejects = _read(content)
        except ArchiveError:
            continue
        assert len(documents) + len(rejects) <= len(content)
        assert all(reject.stage == "read" for reject in rejects)
