import pytest

from tests.transforms.xbrl.instance.builders import (
    context,
    header,
    inline_document,
    non_fraction,
    non_numeric,
    unit,
)
from transforms.xbrl.errors import DocumentError
from transforms.xbrl.instance.inline import read_inline
from transforms.xbrl.instance.xhtml import parse_xhtml, without_doctype

DTD = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">\n'


def read(content: bytes):
    return read_inline([("a.htm", content)], max_text=0)


def test_a_well_formed_document_is_not_read_leniently():
    facts = read(inline_document(header(), non_numeric("a")))
    assert facts.columns["is_lenient"] == [False]


@pytest.mark.parametrize("size", [0, 10**9])
def test_html_entities_are_known_where_a_dtd_is_named(size):
    content = inline_document(header(), non_numeric("a&nbsp;&ldquo;b&rdquo; &amp;"), prolog=DTD)
    facts = read_inline([("a.htm", content)], max_text=0, incremental_bytes=size)
    assert facts.columns["value"] == ["a\u00a0\u201cb\u201d &"]
    assert facts.columns["is_lenient"] == [False]


@pytest.mark.parametrize("prolog", ["", "<!DOCTYPE html>"])
def test_html_entities_that_nothing_declares_make_the_reading_lenient(prolog):
    facts = read(inline_document(header(), non_numeric("a&nbsp;b & c"), prolog=prolog))
    assert facts.columns["value"] == ["a\u00a0b & c"]
    assert facts.columns["is_lenient"] == [True]


@pytest.mark.parametrize("prolog", ["<!DOCTYPE html>", "<!-- c -->\n<!doctype html>", "\n" + DTD])
def test_a_doctype_without_declarations_is_accepted(prolog):
    facts = read(inline_document(header(), non_numeric("a"), prolog=prolog))
    assert facts.columns["value"] == ["a"]
    assert facts.columns["is_lenient"] == [False]


def test_lines_do_not_move_with_a_doctype():
    content = inline_document("\n", header(), non_fraction("x"), prolog=DTD)
    assert [reject.line for reject in read(content).rejects] == [3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_with_declarations_is_refused(encoding):
    text = inline_document(header(), prolog='<!DOCTYPE html [<!ENTITY a "b">]>').decode()
    with pytest.raises(DocumentError) as caught:
        parse_xhtml("a.htm", text.encode(encoding))
    assert caught.value.error == "doctype"


def test_unclosed_html_elements_are_closed_where_html_says():
    body = f"<p>one<br>two {non_fraction('1')}<table><tr><td>{non_numeric('a<br>b')}<td>x</table>"
    facts = read(inline_document(header(), body))
    assert facts.columns["value"] == ["1", "ab"]
    assert facts.columns["is_lenient"] == [True, True]
    assert facts.columns["concept"] == ["us-gaap:Assets", "abc:Note"]


def test_the_specifications_names_survive_a_lenient_reading():
    duration = context(
        period="<xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate>",
        segment='<xbrldi:explicitMember dimension="abc:AAxis">abc:OneMember</xbrldi:explicitMember>',
    )
    per_share = unit(
        measures="<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>"
        "</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure>"
        "</xbrli:unitDenominator></xbrli:divide>"
    )
    body = (
        header(duration + per_share),
        "<br>",
        non_fraction("1", scale="3"),
        non_numeric("", xsi_nil="true"),
    )
    facts = read(inline_document(*body))
    assert not facts.rejects
    assert facts.columns["dimensions_key"] == ["abc:AAxis=abc:OneMember"] * 2
    assert facts.columns["unit"] == ["USD/shares", None]
    assert facts.columns["value"] == ["1000", None]


def test_prefixes_with_capitals_survive_a_lenient_reading():
    content = inline_document(header(), "<br>", non_numeric("a")).replace(b"abc:Note", b"Abc:Note")
    facts = read(content.replace(b"xmlns:abc=", b"xmlns:Abc="))
    assert facts.concepts == ["{http://example.com/20241231}Note"]


def test_a_document_in_an_undeclared_encoding_is_read_leniently():
    content = inline_document(header(), non_numeric("caf\u00e9")).decode().encode("cp1252")
    facts = read(content)
    assert facts.columns["value"] == ["caf\u00e9"]
    assert facts.columns["is_lenient"] == [True]


def test_a_broken_document_with_an_xml_declaration_is_read_leniently():
    prolog = "<?xml version='1.0' encoding='ASCII'?>\n<!-- made by a tool -->\n"
    facts = read(inline_document(header(), "<br>", non_numeric("a"), prolog=prolog))
    assert facts.columns["value"] == ["a"]
    assert facts.columns["is_lenient"] == [True]


def test_what_holds_no_inline_element_is_refused():
    with pytest.raises(DocumentError) as caught:
        parse_xhtml("a.htm", b"http://www.xbrl.org/2013/inlineXBRL <p>unclosed")
    assert caught.value.error == "not-well-formed"


def test_a_document_without_doctype_is_left_as_it_is():
    content = inline_document(header())
    assert without_doctype("a.htm", content) is content


@pytest.mark.parametrize("reference", [b"&#xD800;", b"&#xdfff", b"&#56320;"])
def test_a_reference_to_half_a_character_is_read_as_the_replacement_character(reference):
    content = (
        b'<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><ix:nonNumeric name="a:B">x'
        b"</ix:nonNumeric><p><a:un" + reference + b"it>b</a:unit></html>"
    )
    root, lenient = parse_xhtml("a.htm", content)
    assert lenient
    text = str(root.xpath("string()"))
    assert "x" in text
    assert text.encode().decode() == text


@pytest.mark.parametrize("size", [0, 10**9])
@pytest.mark.parametrize("inside", [False, True])
def test_a_document_that_is_nested_deeper_than_a_parser_goes_is_a_reject_and_not_cut(inside, size):
    deep = "<div>" * 3000 + (non_fraction("2") if inside else "") + "</div>" * 3000
    content = inline_document(header(), non_fraction("1"), deep, non_fraction("3"))
    facts = read_inline([("a.htm", content)], max_text=0, incremental_bytes=size)
    assert facts.concepts == []
    assert [reject.error for reject in facts.rejects] == ["not-well-formed"]
