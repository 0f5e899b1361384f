"""Prohibition, override and equivalence (XBRL 2.1 §3.5.3.9.7)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.xbrl.linkbase.documents import (
    arc,
    effective,
    element,
    link,
    linkbase,
    loc,
    parse,
    reasons,
    role_type,
    rows,
    schema,
)
from transforms.xbrl.linkbase.parsing import Linkbases
from transforms.xbrl.names import SUMMATION_ITEM


def two_arcs(first: dict[str, Any], second: dict[str, Any], kind: str = "calculation") -> Linkbases:
    """A filing with the same arc twice but for some attributes, each in a link of its own."""
    links = [
        link(loc("A"), loc("B"), arc("A", "B", kind=kind, **more), kind=kind)
        for more in (first, second)
    ]
    return parse({"x.xml": linkbase(*links)})


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {"use": "prohibited", "priority": "1"}, ["prohibited", "prohibiting"]),
        ({}, {"use": "prohibited"}, ["prohibited", "prohibiting"]),
        ({"priority": "5"}, {"use": "prohibited", "priority": "4"}, [None, "prohibiting"]),
        ({"priority": "1"}, {}, [None, "overridden"]),
        ({}, {"priority": "1"}, ["overridden", None]),
        ({"priority": "-1"}, {}, ["overridden", None]),
        ({}, {}, [None, "duplicate"]),
        ({}, {"order": "2"}, [None, None]),
        ({}, {"use": "prohibited", "priority": "1", "order": "2"}, [None, "prohibiting"]),
        ({}, {"use": "prohibited", "priority": "1", "weight": "-1"}, [None, "prohibiting"]),
        ({"order": None}, {"use": "prohibited"}, ["prohibited", "prohibiting"]),
        ({"order": "1.0"}, {"use": "prohibited", "order": "+01"}, ["prohibited", "prohibiting"]),
        ({"weight": "1.0"}, {"weight": "+1"}, [None, "duplicate"]),
        ({"xlink:title": "one"}, {"xlink:title": "two"}, [None, "duplicate"]),
        ({"ex:note": "one", "xmlns:ex": "http://e"}, {}, [None, None]),
        ({"use": "prohibited"}, {"use": "prohibited"}, ["prohibiting", "prohibiting"]),
    ],
)
def test_what_survives_of_two_arcs(
    first: dict[str, object], second: dict[str, object], expected: list[str | None]
) -> None:
    assert reasons(two_arcs(first, second)) == expected


@pytest.mark.parametrize(
    ("name", "one", "other", "equal"),
    [
        ("preferredLabel", "http://a/terse", "http://a/total", False),
        ("preferredLabel", "http://a/terse", " http://a/terse", True),
        ("xbrldt:usable", "1", "true", True),
        ("xbrldt:usable", "true", None, False),
        ("xbrldt:targetRole", "http://a/role", " http://a/role ", True),
        ("xbrldt:contextElement", "segment", " segment", True),
    ],
)
def test_attributes_are_compared_by_type_and_defaults_are_not_filled_in(
    name: str, one: str, other: str | None, equal: bool
) -> None:
    result = two_arcs({name: one}, {name: other}, kind="definition")
    assert reasons(result) == [None, "duplicate" if equal else None]


@pytest.mark.parametrize(
    ("type_name", "one", "other", "equal"),
    [
        ("xs:decimal", "1.50", "+01.5", True),
        ("xs:double", "1.5E1", "15", True),
        ("xs:double", "many", "several", False),
        ("xs:boolean", "1", "true", True),
        ("xs:token", "a  b", " a b", True),
        ("xs:string", "1.50", "1.5", False),
        ("xs:string", "a  b", "a b", False),
        ("xs:positiveInteger", "1", "01", True),
        ("xs:negativeInteger", "-1", "-01", True),
        ("xs:unsignedByte", "7", "+7", True),
        ("xs:language", "en", " en", True),
        ("ex:share", "1.50", "1.5", True),
        ("ex:half", "0.50", "0.5", True),
        ("ex:shares", "1.50", "1.5", False),
        ("ex:absent", "1.50", "1.5", False),
    ],
)
def test_a_declared_attribute_is_compared_by_its_type(
    type_name: str, one: str, other: str, equal: bool
) -> None:
    declaration = f'<xs:attribute name="note" type="{type_name}"/>'
    assert notes_are_equal(declaration, one, other) == equal


def test_an_attribute_of_an_anonymous_type_is_compared_by_what_it_derives_from() -> None:
    definition = '<xs:simpleType><xs:restriction base="ex:half"/></xs:simpleType>'
    declaration = f'<xs:attribute name="note">{definition}</xs:attribute>'
    assert notes_are_equal(declaration, "0.50", "0.5")
    assert not notes_are_equal('<xs:attribute name="note"/>', "0.50", "0.5")


SIMPLE_TYPES = (
    '<xs:simpleType name="share"><xs:restriction base="xs:decimal"/></xs:simpleType>'
    '<xs:simpleType name="half"><xs:restriction><xs:simpleType><xs:restriction base="ex:share"/>'
    "</xs:simpleType></xs:restriction></xs:simpleType>"
    '<xs:simpleType name="shares"><xs:list itemType="xs:decimal"/></xs:simpleType>'
)


def notes_are_equal(declaration: str, one: str, other: str) -> bool:
    """Whether arcs are equivalent that differ in the text of a declared attribute."""
    own = schema(element("A"), element("B"), declaration, SIMPLE_TYPES)
    links = [
        link(
            loc("A"),
            loc("B"),
            arc("A", "B", **{"ex:note": text}),
            **{"xmlns:ex": "http://example.com/2024"},
        )
        for text in (one, other)
    ]
    result = parse({"ex.xsd": own, "x.xml": linkbase(*links)})
    return reasons(result) == [None, "duplicate"]


def test_another_role_or_arcrole_is_another_base_set() -> None:
    prohibiting = arc("A", "B", use="prohibited", priority="9")
    elsewhere = link(loc("A"), loc("B"), prohibiting, role="http://example.com/role/Other")
    other = arc("A", "B", use="prohibited", priority="9", arcrole="http://example.com/arcrole")
    links = link(loc("A"), loc("B"), arc("A", "B")), elsewhere, link(loc("A"), loc("B"), other)
    assert effective(parse({"x.xml": linkbase(*links)})) == [("ex:A", "ex:B")]


def test_a_presentation_arc_in_a_calculation_link_is_of_no_sum() -> None:
    other = arc("A", "C", kind="presentation", arcrole=SUMMATION_ITEM, weight="1")
    parts = loc("A"), loc("B"), loc("C"), arc("A", "B"), other
    (summation,) = parse({"x.xml": linkbase(link(*parts))}).summations
    assert (len(summation.items), summation.is_incomplete) == (1, False)


def test_the_same_concept_by_different_addresses_is_the_same_end() -> None:
    standard = "xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd#us-gaap_Assets"
    links = [
        link(loc("A"), loc("x", f"{scheme}://{standard}"), arc("A", "x"))
        for scheme in ("http", "https")
    ]
    assert reasons(parse({"x.xml": linkbase(*links)})) == [None, "duplicate"]


def test_a_lower_priority_is_prohibited_together_with_the_highest() -> None:
    uses = {}, {"priority": "1"}, {"priority": "1", "use": "prohibited"}
    links = [link(loc("A"), loc("B"), arc("A", "B", **more)) for more in uses]
    result = parse({"x.xml": linkbase(*links)})
    assert reasons(result) == ["prohibited", "prohibited", "prohibiting"]


ARCS = st.lists(
    st.tuples(
        st.sampled_from("AB"),
        st.sampled_from("BC"),
        st.sampled_from(["optional", "prohibited"]),
        st.integers(0, 2),
        st.sampled_from(["1", "1.0", "2"]),
    ),
    max_size=8,
)
Drawn = tuple[str, str, str, int, str]


def surviving(drawn: Sequence[Drawn], files: Sequence[int]) -> Counter[tuple[object, ...]]:
    """Effective relationships of arcs that are spread over files."""
    links: dict[str, list[str]] = {}
    for (source, target, use, priority, order), file in zip(drawn, files, strict=False):
        drawn_arc = arc(source, target, use=use, priority=priority, order=order)
        ends = {source: loc(source), target: loc(target)}
        links.setdefault(f"{file}.xml", []).append(link(*ends.values(), drawn_arc))
    result = parse({name: linkbase(*parts) for name, parts in links.items()})
    names = "from_concept", "to_concept", "order", "effective"
    return Counter(row[:3] for row in rows(result.tables["arcs"], *names) if row[3])


@given(ARCS, st.data())
def test_the_network_does_not_depend_on_the_order_of_arcs_or_on_their_files(
    drawn: list[Drawn], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(drawn))
    files = data.draw(st.lists(st.integers(0, 3), min_size=len(drawn), max_size=len(drawn)))
    assert surviving(shuffled, files) == surviving(drawn, [0] * len(drawn))


@given(ARCS)
def test_at_most_one_of_equivalent_arcs_survives_and_none_next_to_a_prohibition(
    drawn: list[Drawn],
) -> None:
    survivors = surviving(drawn, [0] * len(drawn))
    assert all(count == 1 for count in survivors.values())
    for source, target, order in survivors:
        ends = [
            d
            for d in drawn
            if (f"ex:{d[0]}", f"ex:{d[1]}", float(d[4])) == (source, target, float(str(order)))
        ]
        highest = max(priority for _, _, _, priority, _ in ends)
        assert all(use == "optional" for _, _, use, priority, _ in ends if priority == highest)


@given(st.permutations(["1.xml", "2.xml", "a.xsd", "ex.xsd", "lab.xml"]))
def test_the_result_does_not_depend_on_the_order_of_the_documents(names: list[str]) -> None:
    from transforms.xbrl.linkbase.parsing import parse_linkbases

    documents = {
        "a.xsd": schema(element("D"), appinfo=role_type(definition="0001 - Statement - Other")),
        "ex.xsd": schema(*map(element, "ABC"), appinfo=role_type()),
        "1.xml": linkbase(link(loc("A"), loc("B"), arc("A", "B"), arc("B", "A", order="2"))),
        "2.xml": linkbase(link(loc("A"), loc("B"), arc("A", "B", use="prohibited"))),
        "lab.xml": linkbase(link(loc("A"), arc("A", "lost", kind="label"), kind="label")),
    }
    one, other = (
        parse_linkbases((name, documents[name]) for name in order) for order in (names, documents)
    )
    assert one.arcs is not None
    assert other.arcs is not None
    assert list(one.arcs) == list(other.arcs)
    assert replace(one, arcs=None) == replace(other, arcs=None)
