"""Types of the filing's own schemas and what they derive from (XML Schema 1.0 part 1 §2.2.1.1)."""

import pytest

from tests.transforms.xbrl.linkbase.documents import (
    arc,
    element,
    link,
    linkbase,
    loc,
    parse,
    schema,
)
from transforms.xbrl import derivation
from transforms.xbrl.item_type import NumericKind
from transforms.xbrl.names import clark, split_clark

TYPES = "http://example.com/types"


def derived(name: str, base: str) -> str:
    """A complex type that restricts another."""
    content = f'<xs:simpleContent><xs:restriction base="{base}"/></xs:simpleContent>'
    named = f' name="{name}"' if name else ""
    return f"<xs:complexType{named}>{content}</xs:complexType>"


OF_A_CONTENT = (
    f'<xs:sequence><xs:element name="x">{derived("", "xbrli:doubleItemType")}'
    "</xs:element></xs:sequence>"
)


def kind_of(concept: str, *types: str, others: bytes = b"") -> NumericKind | None:
    """How `A` is numeric, whose declaration is given, with the types of both its schemas."""
    own = schema(element("B"), concept, *types).replace(
        b"<xs:schema ", f'<xs:schema xmlns:ty="{TYPES}" '.encode()
    )
    arcs = linkbase(link(loc("B"), loc("A"), arc("B", "A")))
    parsed = parse({"ex.xsd": own, "types.xsd": others or schema(), "cal.xml": arcs})
    return parsed.item_types.get(clark("http://example.com/2024", "A"))


def of_type(name: str) -> str:
    return element("A", type=name)


def anonymous(definition: str) -> str:
    return f'<xs:element name="A" id="ex_A" xbrli:periodType="instant">{definition}</xs:element>'


@pytest.mark.parametrize(
    ("name", "base", "expected"),
    [
        ("quantityItemType", "xbrli:doubleItemType", "float"),
        ("currencyItemType", "xbrli:monetaryItemType", "monetary"),
        ("monetaryItemType", "xbrli:stringItemType", "non-numeric"),
        ("quantityItemType", "ex:unknownItemType", None),
    ],
)
def test_a_type_of_another_schema_of_the_filing_is_followed_whatever_its_name(
    name: str, base: str, expected: str | None
) -> None:
    others = schema(derived(name, base), namespace=TYPES)
    assert kind_of(of_type(f"ty:{name}"), others=others) == expected


def test_a_type_without_name_is_what_it_derives_from_where_unprefixed_names_have_a_namespace() -> (
    None
):
    concept = anonymous(derived("", "xbrli:doubleItemType"))
    own = schema(element("B"), concept).replace(b"<xs:schema ", b'<xs:schema xmlns="urn:x" ')
    arcs = linkbase(link(loc("B"), loc("A"), arc("B", "A")))
    parsed = parse({"ex.xsd": own, "cal.xml": arcs})
    assert parsed.item_types[clark("http://example.com/2024", "A")] == "float"


def test_types_are_followed_from_schema_to_schema_and_back() -> None:
    others = schema(derived("secondItemType", "own:lastItemType"), namespace=TYPES).replace(
        b"<xs:schema ", b'<xs:schema xmlns:own="http://example.com/2024" '
    )
    types = (
        derived("firstItemType", "ty:secondItemType"),
        derived("lastItemType", "xbrli:floatItemType"),
    )
    assert kind_of(of_type("ex:firstItemType"), *types, others=others) == "float"


def test_an_anonymous_type_is_what_it_derives_from() -> None:
    assert kind_of(anonymous(derived("", "xbrli:doubleItemType"))) == "float"
    own = derived("quantityItemType", "xbrli:doubleItemType")
    assert kind_of(anonymous(derived("", "ex:quantityItemType")), own) == "float"


def test_a_prefix_may_be_declared_at_the_element_itself() -> None:
    concept = of_type("q:currencyItemType").replace("<xs:element", f'<xs:element xmlns:q="{TYPES}"')
    others = schema(derived("currencyItemType", "xbrli:pureItemType"), namespace=TYPES)
    assert kind_of(concept, others=others) == "decimal"


@pytest.mark.parametrize(
    "types",
    [
        (),
        ('<xs:complexType name="currencyItemType"/>',),
        (derived("currencyItemType", "ex:currencyItemType"),),
        (
            derived("currencyItemType", "ex:otherItemType"),
            derived("otherItemType", "ex:currencyItemType"),
        ),
        (f'<xs:complexType name="currencyItemType">{OF_A_CONTENT}</xs:complexType>',),
    ],
    ids=["none", "empty", "itself", "circle", "content"],
)
def test_an_own_type_without_base_is_unknown(types: tuple[str, ...]) -> None:
    assert kind_of(of_type("ex:currencyItemType"), *types) is None


def test_an_anonymous_type_without_base_is_unknown() -> None:
    assert kind_of(anonymous("")) is None
    assert kind_of(anonymous("<xs:complexType/>")) is None


def test_item_types_are_known_by_name_even_if_the_schema_of_xbrl_is_in_the_filing() -> None:
    others = schema(
        derived("monetaryItemType", "xs:decimal"), namespace="http://www.xbrl.org/2003/instance"
    )
    assert kind_of(of_type("xbrli:monetaryItemType"), others=others) == "monetary"


def test_types_that_derive_in_a_long_chain_are_followed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_at: list[str] = []

    def counted(name: str) -> tuple[str, str]:
        looked_at.append(name)
        return split_clark(name)

    monkeypatch.setattr(derivation, "split_clark", counted)
    last = 100
    chain = [derived(f"t{i}", f"ex:t{i + 1}") for i in range(last)]
    chain.append(derived(f"t{last}", "xbrli:doubleItemType"))
    elements = [element(f"E{i}", type=f"ex:t{i}") for i in range(last)]
    found = parse({"ex.xsd": schema(*chain, *elements)}).tables["concepts"]["concept"]
    assert len(found) == last
    assert len(looked_at) < 8 * last
