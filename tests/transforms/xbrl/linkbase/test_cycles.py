"""Cycles of networks, and which of them the arcroles allow."""

import pytest

from tests.transforms.xbrl.linkbase.documents import (
    arc,
    arcrole_ref,
    element,
    link,
    linkbase,
    loc,
    parse,
    role_type,
    rows,
    rules,
    schema,
)
from transforms.xbrl.linkbase.parsing import Linkbases
from transforms.xbrl.names import DIMENSION_ARCROLES, SUMMATION_ITEM, SUMMATION_ITEM_11

OWN = "http://example.com/arcrole/own"
STANDARD = "http://www.xbrl.org/2003/arcrole/"
ROUND = (("A", "B"), ("B", "C"), ("C", "A"))
DIAMOND = (("A", "B"), ("A", "C"), ("B", "D"), ("C", "D"))


def network(
    *ends: tuple[str, str], kind: str = "definition", arcrole: str | None = None
) -> Linkbases:
    """A filing with one extended link over concepts A to F."""
    arcs = [arc(*pair, kind=kind, arcrole=arcrole) for pair in ends]
    references = [arcrole_ref(arcrole)] if arcrole else []
    links = link(*map(loc, "ABCDEF"), *arcs, kind=kind)
    return parse({"lb.xml": linkbase(*references, links)})


def declared(cycles_allowed: str, *ends: tuple[str, str], arcrole: str = OWN) -> Linkbases:
    """The same, whose schema declares the arcrole."""
    kind = f'<link:arcroleType arcroleURI="{arcrole}" cyclesAllowed="{cycles_allowed}"/>'
    own = schema(*map(element, "ABCDEF"), appinfo=role_type() + kind)
    arcs = [arc(*pair, kind="definition", arcrole=arcrole) for pair in ends]
    links = link(*map(loc, "ABCDEF"), *arcs, kind="definition")
    return parse({"ex.xsd": own, "lb.xml": linkbase(arcrole_ref(arcrole), links)})


def test_a_directed_cycle_of_sums_is_one_finding_for_each_component_and_network() -> None:
    ends = ("A", "B"), ("B", "C"), ("C", "A"), ("D", "E"), ("E", "D"), ("A", "D")
    result = network(*ends, kind="calculation")
    assert rows(result.tables["findings"], "rule", "severity", "message") == [
        ("cycle", "warning", "directed cycle among ex:A, ex:B, ex:C"),
        ("cycle", "warning", "directed cycle among ex:D, ex:E"),
    ]


def test_a_concept_that_is_its_own_item_is_a_cycle() -> None:
    assert rules(network(("A", "A"), kind="calculation")) == ["cycle"]


@pytest.mark.parametrize("arcrole", [SUMMATION_ITEM, SUMMATION_ITEM_11])
def test_two_ways_to_one_item_are_no_cycle_of_sums(arcrole: str) -> None:
    assert rules(network(*DIAMOND, kind="calculation", arcrole=arcrole)) == []


def test_calculations_11_declare_that_sums_have_no_directed_cycle() -> None:
    result = network(*ROUND, kind="calculation", arcrole=SUMMATION_ITEM_11)
    assert rows(result.tables["findings"], "rule", "severity") == [
        ("cycle", "warning"),
        ("directed-cycle", "error"),
    ]


def test_a_cycle_that_only_a_prohibited_arc_closes_is_none() -> None:
    closing = link(*map(loc, "AB"), arc("B", "A"))
    opening = link(*map(loc, "AB"), arc("B", "A", use="prohibited"))
    forth = link(*map(loc, "AB"), arc("A", "B"))
    assert rules(parse({"cal.xml": linkbase(forth, closing, opening)})) == []


def test_a_cycle_over_two_arcroles_is_none() -> None:
    arcs = arc("A", "B"), arc("B", "A", arcrole=SUMMATION_ITEM_11)
    assert rules(parse({"cal.xml": linkbase(link(*map(loc, "AB"), *arcs))})) == []


def test_a_cycle_over_two_roles_is_none() -> None:
    links = [
        link(*map(loc, "AB"), arc(*ends, kind="presentation"), kind="presentation", role=role)
        for ends, role in (("AB", "http://example.com/1"), ("BA", "http://example.com/2"))
    ]
    assert rules(parse({"pre.xml": linkbase(*links)})) == []


def test_a_cycle_over_two_arc_elements_is_none() -> None:
    arcrole = f"{STANDARD}general-special"
    own = arc("B", "A", kind="definition", arcrole=arcrole).replace("link:definitionArc", "ex:own")
    arcs = arc("A", "B", kind="definition", arcrole=arcrole), own
    links = link(*map(loc, "AB"), *arcs, kind="definition").replace(
        "<ex:own", '<ex:own xmlns:ex="http://example.com/2024"'
    )
    assert rules(parse({"def.xml": linkbase(links)})) == []


def test_a_cycle_over_two_linkbases_of_one_role_is_found_at_its_first_arc() -> None:
    forth, back = (
        linkbase("\n", link(*map(loc, "AB"), arc(*ends, kind="presentation"), kind="presentation"))
        for ends in ("AB", "BA")
    )
    [found] = rows(
        parse({"1.xml": forth, "2.xml": back}).tables["findings"],
        *("rule", "linkbase", "from_concept", "to_concept", "file", "line"),
    )
    assert found == ("directed-cycle", "presentation", "ex:A", "ex:B", "1.xml", 2)


@pytest.mark.parametrize("href", ["ex.xsd#ex_A", "ex.xsd#element(/1/2)"])
def test_one_concept_at_two_addresses_closes_a_cycle(href: str) -> None:
    arcs = arc("A", "B", kind="presentation"), arc("B", "again", kind="presentation")
    links = link(*map(loc, "AB"), loc("again", href), *arcs, kind="presentation")
    assert rules(parse({"pre.xml": linkbase(links)})) == ["directed-cycle"]


@pytest.mark.parametrize(
    ("arcrole", "directed", "undirected"),
    [
        (f"{STANDARD}parent-child", ["directed-cycle"], []),
        (f"{STANDARD}general-special", ["directed-cycle"], []),
        (f"{STANDARD}essence-alias", ["directed-cycle"], []),
        (f"{STANDARD}similar-tuples", [], []),
        (f"{STANDARD}requires-element", [], []),
        (f"{DIMENSION_ARCROLES}all", ["directed-cycle"], []),
        (f"{DIMENSION_ARCROLES}notAll", ["directed-cycle"], []),
        (f"{DIMENSION_ARCROLES}domain-member", ["directed-cycle"], []),
        (f"{DIMENSION_ARCROLES}hypercube-dimension", ["directed-cycle"], ["undirected-cycle"]),
        (f"{DIMENSION_ARCROLES}dimension-domain", ["directed-cycle"], ["undirected-cycle"]),
        (f"{DIMENSION_ARCROLES}dimension-default", ["directed-cycle"], ["undirected-cycle"]),
        (SUMMATION_ITEM, [], []),
        (OWN, [], []),
    ],
)
def test_each_arcrole_allows_the_cycles_that_its_specification_says(
    arcrole: str, directed: list[str], undirected: list[str]
) -> None:
    result = network(*ROUND, arcrole=arcrole)
    assert rules(result) == directed
    assert set(result.tables["findings"]["severity"]) <= {"error"}
    assert rules(network(*DIAMOND, arcrole=arcrole)) == undirected


@pytest.mark.parametrize(
    ("cycles_allowed", "directed", "undirected"),
    [
        ("any", [], []),
        ("undirected", ["directed-cycle"], []),
        ("none", ["directed-cycle"], ["undirected-cycle"]),
        ("all", [], []),
    ],
)
def test_an_own_arcrole_allows_the_cycles_that_it_declares(
    cycles_allowed: str, directed: list[str], undirected: list[str]
) -> None:
    assert rules(declared(cycles_allowed, *ROUND)) == directed
    assert rules(declared(cycles_allowed, *DIAMOND)) == undirected
    assert rules(declared(cycles_allowed, ("A", "B"), ("A", "C"), ("B", "D"))) == []


def test_a_standard_arcrole_is_not_for_a_filing_to_declare() -> None:
    assert rules(declared("any", *ROUND, arcrole=f"{STANDARD}parent-child")) == ["directed-cycle"]
    assert rules(declared("none", *ROUND, arcrole=f"{STANDARD}similar-tuples")) == []


def test_undirected_cycles_that_share_no_arc_way_are_findings_of_their_own() -> None:
    ends = *DIAMOND, ("D", "E"), ("F", "F")
    found = rows(declared("none", *ends).tables["findings"], "rule", "message")
    assert sorted(found) == [
        ("directed-cycle", "directed cycle among ex:F"),
        ("undirected-cycle", "undirected cycle among ex:A, ex:B, ex:C, ex:D"),
    ]


def test_two_relationships_of_two_concepts_are_an_undirected_cycle_unless_one_repeats_the_other() -> (
    None
):
    def twice(order: str) -> Linkbases:
        arcrole = f"{DIMENSION_ARCROLES}dimension-default"
        links = [
            link(*map(loc, "AB"), arc("A", "B", kind="definition", arcrole=arcrole, order=each),
                 kind="definition")
            for each in ("1", order)
        ]  # fmt: skip
        return parse({"def.xml": linkbase(*links)})

    assert rules(twice("2")) == ["undirected-cycle"]
    assert rules(twice("1.0")) == ["ineffectual-arc"]
