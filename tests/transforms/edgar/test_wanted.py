import pytest

from transforms.edgar.wanted import (
    is_declared_instance,
    is_declared_xbrl,
    is_letter,
    is_plain_name,
    may_be_xbrl,
    shows_xbrl,
)


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("filename1.pdf", "LETTER"),
        ("filename2.txt", "TEXT-EXTRACT"),
        ("filename1.HTM", "CORRESP"),
        ("document-1", "CORRESP"),
    ],
)
def test_letters_are_text_html_and_pdf(name, type_):
    assert is_letter(name, type_)


@pytest.mark.parametrize(
    ("name", "type_"),
    [("g1.jpg", "GRAPHIC"), ("R1.htm", "XML"), ("x.zip", "ZIP"), ("document-2", "GRAPHIC")],
)
def test_pictures_and_what_edgar_adds_are_no_letters(name, type_):
    assert not is_letter(name, type_)


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("anything", "EX-101.CAL"),
        ("anything.xml", "EX-100.INS"),
        ("a.xsd", None),
        ("a-20240331_cal.xml", None),
        ("a-20240331_htm.xml", "XML"),
        ("a-20240331.xml", None),
    ],
)
def test_type_or_name_can_claim_xbrl(name, type_):
    assert is_declared_xbrl(name, type_)


@pytest.mark.parametrize(
    ("name", "type_", "expected"),
    [
        ("anything.xml", "EX-101.INS", True),
        ("a-20240331.xml", "EX-101.CAL", True),
        ("a-20240331.xml", None, True),
        ("a-20240331_htm.xml", "XML", True),
        ("a-20240331.xml", "EX-102", False),
        ("a-20240331.xml", "INFORMATION TABLE", False),
    ],
)
def test_a_document_of_another_type_is_no_instance_for_its_name(name, type_, expected):
    assert is_declared_instance(name, type_) is expected


@pytest.mark.parametrize(
    ("name", "type_"),
    [("FilingSummary.xml", "XML"), ("R2.htm", "XML"), ("primary_doc.xml", "4"), ("a.htm", "10-K")],
)
def test_other_markup_must_show_that_it_is_xbrl(name, type_):
    assert not is_declared_xbrl(name, type_)
    assert may_be_xbrl(name, type_)


@pytest.mark.parametrize("name", ["MetaLinks.json", "Show.js", "report.css", "a.txt", "a"])
def test_nothing_else_is_looked_into(name):
    assert not may_be_xbrl(name, None)


@pytest.mark.parametrize("name", ["a.xml", "a/b.xml", "a..b", "a/b:c", "..."])
def test_a_name_may_have_folders_and_dots(name):
    assert is_plain_name(name)


@pytest.mark.parametrize("name", ["", "/a", "../a", "a/..", "a/../b", "C:a", "a\\b", "a\0"])
def test_a_name_that_leads_elsewhere_is_no_plain_one(name):
    assert not is_plain_name(name)


@pytest.mark.parametrize(
    "content",
    [
        b"<xbrl xmlns='http://www.xbrl.org/2003/instance'>",
        b'<l:linkbase xmlns:l="http://www.xbrl.org/2003/linkbase">',
        b'<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">',
        b'<html xmlns:ix="http://www.xbrl.org/2008/inlineXBRL">',
    ],
)
def test_xbrl_shows_by_its_namespaces(content):
    assert shows_xbrl(content)


@pytest.mark.parametrize(
    "content", [b"", b"<html>see http://www.xbrl.org/2013/inlineXBRL for more</html>", b"<Report/>"]
)
def test_text_that_mentions_xbrl_is_none(content):
    assert not shows_xbrl(content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
def test_xbrl_shows_in_every_encoding(encoding):
    content = '<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL">\xe9</html>'
    assert shows_xbrl(content.encode(encoding))
