"""Which documents of a filing are schemas and linkbases, and which cannot be read."""

import pytest

from tests.transforms.xbrl.linkbase.documents import (
    arc,
    effective,
    element,
    link,
    linkbase,
    linkbase_element,
    loc,
    parse,
    rows,
    rules,
    schema,
)
from transforms.xbrl.linkbase.parsing import parse_linkbases

A_TO_B = link(loc("A"), loc("B"), arc("A", "B"))


def test_a_linkbase_embedded_in_a_schema_is_read() -> None:
    embedded = linkbase_element(link(loc("A", "#ex_A"), loc("B", "#ex_B"), arc("A", "B")))
    result = parse({"ex.xsd": schema(element("A"), element("B"), appinfo=embedded)})
    assert rows(result.tables["arcs"], "from_concept", "to_concept", "file", "link_index") == [
        ("ex:A", "ex:B", "ex.xsd", 0)
    ]
    assert result.has_linkbases


def test_a_damaged_linkbase_is_a_reject_and_leaves_the_others() -> None:
    result = parse({"a.xml": linkbase(A_TO_B)[:-20], "b.xml": linkbase(A_TO_B)})
    assert effective(result) == [("ex:A", "ex:B")]
    [reject] = result.rejects
    assert (reject.stage, reject.error, reject.file) == ("linkbase", "not-well-formed", "a.xml")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html/>", "its root element is html"),
        (b"<link:linkbase \0", "is not well-formed XML: "),
        (b"", "is empty"),
        (b'<?xml version="1.0" encoding="none"?><a/>', "Unsupported encoding: none"),
    ],
)
def test_what_is_named_like_a_linkbase_and_is_none_says_what_it_is(
    content: bytes, why: str
) -> None:
    [reject] = parse({"a_cal.xml": content}).rejects
    assert reject.error == "not-a-linkbase"
    assert why in reject.message


def test_a_damaged_schema_is_a_reject_and_its_concepts_are_named_by_their_ids() -> None:
    result = parse({"ex.xsd": schema(element("A"))[:-5], "cal.xml": linkbase(A_TO_B)})
    assert result.rejects[0].stage == "schema"
    assert rows(result.tables["arcs"], "from_concept", "from_qname_source") == [
        ("ex:A", "fallback")
    ]
    assert rules(result) == []


@pytest.mark.parametrize("name", ["x_cal.xml", "x.xsd", "X_PRE.XML"])
def test_what_is_named_like_a_linkbase_and_is_none_is_a_reject(name: str) -> None:
    result = parse_linkbases([(name, b"<html><body>Not found</body></html>")])
    assert [reject.file for reject in result.rejects] == [name]


def test_instances_and_pages_are_passed_over() -> None:
    page = b"<html><body/></html>"
    assert parse_linkbases([("report.htm", page), ("logo.jpg", b"\xff\xd8")]).rejects == []


def test_an_entity_bomb_is_a_reject() -> None:
    bomb = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">]>' + linkbase(link("&a;"))
    result = parse_linkbases([("cal.xml", bomb)])
    assert [reject.error for reject in result.rejects] == ["doctype"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "utf-8-sig"])
def test_the_encoding_that_a_document_declares_is_heeded(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + linkbase(A_TO_B).decode()
    assert effective(parse({"cal.xml": text.encode(encoding)})) == [("ex:A", "ex:B")]


@pytest.mark.parametrize("content", [schema(element("Z")), linkbase(A_TO_B)])
def test_an_internal_subset_is_a_reject(content: bytes) -> None:
    result = parse({"z.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>' + content})
    assert [reject.error for reject in result.rejects] == ["doctype"]
