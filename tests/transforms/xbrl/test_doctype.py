"""A DOCTYPE is seen before a parser sees the document."""

import pytest

from transforms.xbrl.doctype import doctype_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("prolog", ["", '<?xml version="1.0"?>\n', "<!-- c --> "])
def test_a_doctype_is_seen_in_any_encoding_of_the_standard(prolog: str, encoding: str) -> None:
    content = f"{prolog}<!DOCTYPE a []><a/>".encode(encoding)
    assert doctype_of(content) == b"<!DOCTYPE a ["
