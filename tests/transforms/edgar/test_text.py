import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.edgar.text import beginning, decode


def test_each_encoding_of_edgar_is_told():
    assert decode(b"NESTLE") == "NESTLE"
    assert decode("NESTLÉ “A”".encode()) == "NESTLÉ “A”"
    assert decode("NESTLÉ “A”".encode("cp1252")) == "NESTLÉ “A”"
    assert decode(b"\xc9A\x81") == "\xc9A\x81"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_tells_wide_encodings(encoding):
    assert decode("NESTLÉ “A”".encode(encoding)) == "NESTLÉ “A”"


@given(st.binary())
@example(b"\xff\xfe\x00\xd8")  # half of a pair in UTF-16
@example(b"\xff\xfe\x00\x00\xff\xff\xff\xff")  # beyond Unicode, in UTF-32
def test_no_bytes_fail(raw):
    assert len(decode(raw)) <= len(raw)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_mark_show_by_their_zero_bytes(encoding):
    assert decode("NESTLÉ “A”".encode(encoding)) == "NESTLÉ “A”"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"<!DOCTYPE html><p>", "it is an HTML page, which begins with '<!DOCTYPE html><p>'"),
        (b"<HTML>", "it is an HTML page, which begins with '<HTML>'"),
        (b"<SEC-DOCUMENT>", "it begins with '<SEC-DOCUMENT>'"),
        ("É".encode(), "it begins with 'É'"),
    ],
)
def test_what_is_found_in_place_of_a_file_is_said_in_words(content, said):
    assert beginning(content) == said
