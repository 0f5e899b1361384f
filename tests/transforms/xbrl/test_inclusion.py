"""In which namespace a schema declares that another one includes."""

import pytest

from tests.transforms.xbrl.linkbase.documents import (
    NAMESPACE,
    arc,
    element,
    link,
    linkbase,
    loc,
    parse,
    rows,
    schema,
)
from transforms.xbrl.linkbase.parsing import Linkbases

AMOUNT = (
    '<xs:complexType name="amount"><xs:simpleContent>'
    '<xs:restriction base="xbrli:monetaryItemType"/></xs:simpleContent></xs:complexType>'
)
OTHER = "http://example.com/other"


def include(address: str) -> str:
    return f'<xs:include schemaLocation="{address}"/>'


def part(*children: str) -> bytes:
    return schema(*children, namespace=None)


def summed(href: str, **schemas: bytes) -> Linkbases:
    """A sum of one item, at `href`, beside schemas by their names."""
    cal = linkbase(link(loc("A"), loc("B", href), arc("A", "B")))
    own = {f"{name}.xsd": content for name, content in schemas.items()}
    return parse({"cal.xml": cal, **own})


def item(result: Linkbases) -> list[tuple[object, ...]]:
    return rows(result.tables["arcs"], "to_concept", "to_namespace", "to_is_extension")


def test_a_schema_without_namespace_has_that_of_the_one_that_includes_it() -> None:
    own = schema(include("part.xsd"), element("A"))
    result = summed("part.xsd#b", ex=own, part=part(AMOUNT, element("B", id="b", type="amount")))
    assert item(result) == [("ex:B", NAMESPACE, True)]
    concepts = rows(result.tables["concepts"], "concept", "namespace", "file", "line")
    assert concepts == [("ex:A", NAMESPACE, "ex.xsd", 1), ("ex:B", NAMESPACE, "part.xsd", 1)]
    assert result.item_types[f"{{{NAMESPACE}}}B"] == "monetary"
    assert (result.rejects, result.tables["findings"]["rule"]) == ([], [])


def test_a_part_of_a_part_has_it_too_and_parts_may_include_each_other() -> None:
    documents = {
        "ex": schema(include("a.xsd"), element("A")),
        "a": part(include("z.xsd")),
        "z": part(include("a.xsd"), element("B")),
    }
    assert item(summed("z.xsd#ex_B", **documents)) == [("ex:B", NAMESPACE, True)]


def test_a_part_of_schemas_of_two_namespaces_stays_without() -> None:
    other = schema(include("part.xsd"), namespace=OTHER)
    own = schema(include("part.xsd"), element("A"))
    result = summed("part.xsd#ex_B", ex=own, other=other, part=part(element("B")))
    assert item(result) == [("ex:B", None, True)]


@pytest.mark.parametrize("refers", ["", '<xs:import schemaLocation="part.xsd"/>'])
def test_a_schema_that_is_no_part_of_another_stays_without(refers: str) -> None:
    own = schema(refers, element("A"))
    result = summed("part.xsd#ex_B", ex=own, part=part(element("B")))
    assert item(result) == [("ex:B", None, True)]


def test_a_part_with_a_namespace_of_its_own_keeps_it() -> None:
    own = schema(include("part.xsd"), element("A"))
    result = summed("part.xsd#ex_B", ex=own, part=schema(element("B"), namespace=OTHER))
    assert item(result) == [("ex:B", OTHER, True)]


@pytest.mark.parametrize("namespace", ["no URI", "http://[x", "http://example.com/\u00fc", "%"])
def test_a_namespace_that_is_no_uri_is_none_for_a_part(namespace: str) -> None:
    own = schema(include("part.xsd"), element("A"), namespace=None)
    own = own.replace(b"<xs:schema ", f'<xs:schema targetNamespace="{namespace}" '.encode())
    result = summed("part.xsd#ex_B", ex=own, part=part(element("B")))
    assert item(result) == [("ex:B", None, True)]


def test_what_a_part_names_is_looked_for_beside_it() -> None:
    embedded = linkbase(link(loc("A", "../ex.xsd#ex_A"), loc("B", "#ex_B"), arc("A", "B")))
    documents = {
        "ex.xsd": schema(include("parts/\u00e9.xsd"), element("A")),
        "parts/\u00e9.xsd": schema(element("B"), appinfo=embedded.decode(), namespace=None),
    }
    assert item(parse(documents)) == [("ex:B", NAMESPACE, True)]
