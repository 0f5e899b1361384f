"""Types of what stands in segments and scenarios, as the filing's schemas declare them."""

import pytest

from tests.transforms.xbrl.linkbase.documents import NAMESPACE, element, parse, schema
from transforms.xbrl.element_types import UNKNOWN, ElementType, SimpleType
from transforms.xbrl.names import XSI, clark

TYPES = "http://example.com/types"


def simple(base: str, name: str = "", facet: str = "") -> str:
    named = f' name="{name}"' if name else ""
    return f'<xs:simpleType{named}><xs:restriction base="{base}">{facet}</xs:restriction></xs:simpleType>'


def white_space(value: str) -> str:
    return f'<xs:whiteSpace value="{value}"/>'


def typed(name: str, kind: str, more: str = "") -> str:
    return f'<xs:element name="{name}" type="{kind}"{more}/>'


def holding(name: str, content: str) -> str:
    return f'<xs:element name="{name}">{content}</xs:element>'


def declared(*parts: str, others: bytes = b"", name: str = "a") -> ElementType | None:
    """What the schemas of a filing say of the element `ex:a`."""
    own = schema(*parts).replace(b"<xs:schema ", f'<xs:schema xmlns:ty="{TYPES}" '.encode())
    types = parse({"ex.xsd": own} | ({"ty.xsd": others} if others else {})).element_types
    return types.elements.get(clark(NAMESPACE, name))


def content(*parts: str, others: bytes = b"") -> str | None:
    found = declared(*parts, others=others)
    assert found is not None
    return found.content.built_in


def test_an_element_has_the_built_in_type_that_its_own_derives_from() -> None:
    assert content(typed("a", "xs:date")) == "date"
    assert content(typed("a", "ex:one"), simple("xs:byte", "one")) == "byte"
    assert content(holding("a", simple("ex:one")), simple("xs:byte", "one")) == "byte"
    assert content(holding("a", simple("xs:QName"))) == "QName"


def test_a_type_may_stand_in_another_schema_of_the_filing() -> None:
    others = schema(simple("xs:decimal", "money"), namespace=TYPES)
    assert content(typed("a", "ty:money"), others=others) == "decimal"
    assert content(typed("a", "ty:money")) is None


def test_the_simple_types_of_xbrl_are_known() -> None:
    assert content(typed("a", "xbrli:pure")) == "decimal"
    assert content(holding("a", simple("xbrli:dateUnion"))) == "dateUnion"
    assert content(typed("a", "xbrli:monetaryItemType")) is None


def test_a_restriction_may_hold_the_type_that_it_restricts() -> None:
    inner = f"<xs:simpleType><xs:restriction>{simple('xs:int')}</xs:restriction></xs:simpleType>"
    assert content(holding("a", inner)) == "int"


@pytest.mark.parametrize(
    "declaration",
    [
        '<xs:element name="a"/>',
        typed("a", "xs:anyType"),
        typed("a", "ex:nowhere"),
        typed("a", "dtr:somethingType"),
        holding("a", '<xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType>'),
        holding("a", "<xs:complexType><xs:sequence/></xs:complexType>"),
        typed("a", "ex:circle") + simple("ex:circle", "circle"),
    ],
)
def test_a_type_that_leads_to_none_of_xml_schema_is_not_known(declaration: str) -> None:
    assert declared(declaration) == UNKNOWN


@pytest.mark.parametrize(
    ("base", "facet", "expected"),
    [
        ("xs:string", "preserve", "string"),
        ("xs:string", "replace", "normalizedString"),
        ("xs:string", "collapse", "token"),
        ("xs:normalizedString", "collapse", "token"),
        ("xs:decimal", "collapse", "decimal"),
    ],
)
def test_a_facet_on_white_space_makes_another_type_of_a_text(
    base: str, facet: str, expected: str
) -> None:
    assert content(holding("a", simple(base, facet=white_space(facet)))) == expected
    named = simple(base, "one", white_space(facet))
    assert content(holding("a", simple("ex:one")), named) == expected


def test_attributes_are_those_of_a_type_and_of_what_it_derives_from() -> None:
    base = (
        '<xs:complexType name="base"><xs:simpleContent><xs:extension base="xs:decimal">'
        '<xs:attribute name="p" type="xs:int"/><xs:attribute name="q" type="xs:int"/>'
        "</xs:extension></xs:simpleContent></xs:complexType>"
    )
    derived = (
        '<xs:complexType><xs:simpleContent><xs:restriction base="ex:base">'
        f'<xs:attribute name="q">{simple("xs:byte")}</xs:attribute>'
        '<xs:attribute name="r" type="xs:boolean" form="qualified" default="true"/>'
        "</xs:restriction></xs:simpleContent></xs:complexType>"
    )
    assert declared(base, holding("a", derived)) == ElementType(
        SimpleType("decimal"),
        {
            "p": SimpleType("int"),
            "q": SimpleType("byte"),
            clark(NAMESPACE, "r"): SimpleType("boolean", "true"),
        },
    )


def test_a_default_or_fixed_text_is_kept() -> None:
    assert declared(typed("a", "xs:int", ' default="1"')) == ElementType(SimpleType("int", "1"))
    assert declared(typed("a", "xs:int", ' fixed="2"')) == ElementType(SimpleType("int", "2"))


def test_local_elements_are_in_no_namespace_unless_qualified() -> None:
    local = typed("b", "xs:date") + typed("c", "xs:time", ' form="qualified"')
    own = holding("a", f"<xs:complexType><xs:sequence>{local}</xs:sequence></xs:complexType>")
    elements = parse({"ex.xsd": schema(own)}).element_types.elements
    assert elements["b"].content.built_in == "date"
    assert elements[clark(NAMESPACE, "c")].content.built_in == "time"


def test_a_name_of_several_types_is_not_known() -> None:
    local = typed("a", "xs:date", ' form="qualified"')
    other = holding("b", f"<xs:complexType><xs:sequence>{local}</xs:sequence></xs:complexType>")
    assert declared(typed("a", "xs:int"), other) == UNKNOWN
    assert declared(typed("a", "xs:date"), other) == ElementType(SimpleType("date"))


def test_items_have_no_place_in_a_segment() -> None:
    assert parse({"ex.xsd": schema(element("A"))}).element_types.elements == {}
    assert declared(element("A"), typed("a", "xs:int"), name="A") is None


def test_global_attributes_and_those_of_every_element_are_known() -> None:
    attributes = parse({"ex.xsd": schema('<xs:attribute name="p" type="xs:int"/>')})
    assert attributes.element_types.attributes == {
        clark(NAMESPACE, "p"): SimpleType("int"),
        clark(XSI, "nil"): SimpleType("boolean"),
        clark(XSI, "type"): SimpleType("QName"),
    }
