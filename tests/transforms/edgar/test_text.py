import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.edgar.text import decode


def test_each_encoding_of_edgar_is_told():
    assert decode(b"NESTLE") == "NESTLE"
    assert decode("NESTLÉ “A”".encode()) == "NESTLÉ “A”"
    assert decode("NESTLÉ “A”".encode("cp1252")) == "NESTLÉ “A”"
    assert decode(b"\xc9A\x81") == "\xc9A\x81"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_tells_wide_encodings(encoding):
    assert decode("NESTLÉ “A”".encode(encoding)) == "NESTLÉ “A”"


@given(st.binary())
def test_no_bytes_fail(raw):
    assert len(decode(raw)) <= len(raw)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_mark_show_by_their_zero_bytes(encoding):
    assert decode("NESTLÉ “A”".encode(encoding)) == "NESTLÉ “A”"
