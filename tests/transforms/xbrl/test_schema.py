"""What a schema declares, by the names that datasets show."""

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
from transforms.xbrl.names import XBRLI, XSD

XBRLDT = "http://xbrl.org/2005/xbrldt"
AXIS = (
    f'<xs:element name="A" id="ex_A" type="i:stringItemType" substitutionGroup="dimensionItem" '
    f'xmlns="{XBRLDT}" xmlns:i="{XBRLI}" xbrli:periodType="duration" abstract="true"/>'
)
MEMBER = (
    '<xs:element name="M" id="ex_M" type="types:domainItemType" substitutionGroup="xbrli:item" '
    'xmlns:types="http://www.xbrl.org/dtr/type/2022-03-31"/>'
)


def test_types_and_substitution_groups_are_shown_as_filed() -> None:
    concepts = parse({"ex.xsd": schema(AXIS, MEMBER)}).tables["concepts"]
    assert rows(concepts, "type", "substitution_group") == [
        ("i:stringItemType", "dimensionItem"),
        ("types:domainItemType", "xbrli:item"),
    ]


def test_an_axis_is_one_whatever_prefix_its_substitution_group_has() -> None:
    presentation = link(loc("A"), loc("M"), arc("A", "M", kind="presentation"), kind="presentation")
    tables = parse({"ex.xsd": schema(AXIS, MEMBER), "ex_pre.xml": linkbase(presentation)}).tables
    assert rows(tables["presentation_lines"], "concept", "axis") == [
        ("ex:A", "ex:A"),
        ("ex:M", "ex:A"),
    ]


def test_a_type_of_a_prefix_that_nothing_declares_stays_as_filed() -> None:
    concepts = parse({"ex.xsd": schema(element("A", type="no:moneyItemType"))}).tables["concepts"]
    assert concepts["type"] == ["no:moneyItemType"]


def test_schemas_of_one_namespace_show_it_by_one_prefix() -> None:
    other = schema(element("B")).replace(b"xmlns:ex=", b"xmlns:other=")
    concepts = parse({"ex.xsd": schema(element("A")), "other.xsd": other}).tables["concepts"]
    assert concepts["concept"] == ["ex:A", "ex:B"]


def test_a_namespace_without_prefix_has_that_of_the_ids() -> None:
    declarations = element("A", id="a-1"), element("B", id="own_B")
    content = schema(*declarations).replace(b"xmlns:ex=", b"xmlns=")
    assert parse({"ex.xsd": content}).tables["concepts"]["concept"] == ["own:A", "own:B"]


def test_a_namespace_that_nothing_gives_a_prefix_has_bare_names() -> None:
    content = schema(element("A", id=None)).replace(f' xmlns:ex="{NAMESPACE}"'.encode(), b"")
    assert parse({"ex.xsd": content}).tables["concepts"]["concept"] == ["A"]


def test_white_space_around_names_ids_and_enumerations_says_nothing() -> None:
    spaced = (
        f'<xs:schema xmlns:xs="{XSD}" xmlns:ex="{NAMESPACE}" xmlns:xbrli="{XBRLI}" '
        f'targetNamespace=" {NAMESPACE} "><xs:element name=" A " id=" ex_A" nillable=" true" '
        'type=" xbrli:monetaryItemType" substitutionGroup="xbrli:item " '
        'xbrli:periodType=" instant" xbrli:balance="debit "/></xs:schema>'
    )
    expected = parse({"ex.xsd": schema(element("A", balance="debit"))}).tables["concepts"]
    found = parse({"ex.xsd": spaced.encode()}).tables["concepts"]
    assert {**found, "line": None} == {**expected, "line": None}
