"""Directed cycles of dimensional relationship sets, over several roles."""

from itertools import pairwise

from tests.transforms.xbrl.linkbase.dimensional_links import ONE, THREE, TWO, linked
from tests.transforms.xbrl.linkbase.documents import (
    arc,
    arcrole_ref,
    link,
    linkbase,
    loc,
    parse,
    rows,
)
from transforms.xbrl.linkbase.dimensional_cycles import dimensional_cycle_findings
from transforms.xbrl.linkbase.parsing import Linkbases
from transforms.xbrl.names import DIMENSION_ARCROLES

DOMAIN = f"{DIMENSION_ARCROLES}dimension-domain"


def found(*links: str, dimension: str = "") -> list[tuple[str, str]]:
    dimension = dimension or linked(ONE, ("F", "A", None), arcrole=DOMAIN)
    result = parse({"def.xml": linkbase(dimension, *links)})
    return cycles(result)


def cycles(result: Linkbases) -> list[tuple[str, str]]:
    return rows(result.tables["findings"], "rule", "message")


OVER_ROLES = "directed cycle over several roles among ex:A, ex:B"


def test_members_that_lead_to_each_other_by_target_roles_are_a_cycle() -> None:
    assert found(linked(ONE, ("A", "B", TWO)), linked(TWO, ("B", "A", ONE))) == [
        ("directed-cycle", OVER_ROLES)
    ]


def test_a_concept_that_comes_back_in_a_role_where_it_leads_no_further_is_a_cycle() -> None:
    assert found(linked(ONE, ("A", "B", TWO)), linked(TWO, ("B", "A", None))) == [
        ("directed-cycle", OVER_ROLES)
    ]


def test_without_a_target_role_the_network_of_another_role_is_not_entered() -> None:
    assert found(linked(ONE, ("A", "B", None)), linked(TWO, ("B", "A", ONE))) == []


def test_a_relationship_of_another_arcrole_closes_no_cycle() -> None:
    arcrole = "http://example.com/arcrole/other"
    other = linked(TWO, ("B", "A", ONE), arcrole=arcrole)
    assert found(arcrole_ref(arcrole), linked(ONE, ("A", "B", TWO)), other) == []


def test_roles_that_are_entered_apart_make_no_cycle() -> None:
    apart = linked(ONE, ("A", "C", TWO), ("A", "D", THREE))
    assert found(apart, linked(TWO, ("C", "D", None)), linked(THREE, ("D", "C", None))) == []


def test_what_no_dimension_leads_to_is_in_no_dimensional_relationship_set() -> None:
    elsewhere = linked(ONE, ("F", "E", None), arcrole=DOMAIN)
    links = linked(ONE, ("A", "B", TWO)), linked(TWO, ("B", "A", ONE))
    assert found(*links, dimension=elsewhere) == []


def test_a_domain_may_lead_on_as_well() -> None:
    dimension = linked(ONE, ("F", "A", TWO), arcrole=DOMAIN)
    links = linked(TWO, ("A", "B", THREE)), linked(THREE, ("B", "A", None))
    assert found(*links, dimension=dimension) == [("directed-cycle", OVER_ROLES)]


def test_a_cycle_of_one_network_is_found_once() -> None:
    assert found(linked(ONE, ("A", "B", None), ("B", "A", ONE))) == [
        ("directed-cycle", "directed cycle among ex:A, ex:B")
    ]


def test_a_prohibited_arc_closes_no_cycle() -> None:
    back = arc("B", "A", kind="definition", use="prohibited", **{"xbrldt:targetRole": ONE})
    links = linked(TWO, ("B", "A", ONE)), link(*map(loc, "AB"), back, kind="definition", role=TWO)
    assert found(linked(ONE, ("A", "B", TWO)), *links) == []


def test_a_concept_far_down_is_found_to_come_back() -> None:
    """More concepts than are looked for at once."""
    labels = [f"m{number}" for number in range(1_500)]
    locs = [loc(label, f"http://xbrl.sec.gov/x#x_{label}") for label in labels]
    chain = [arc(*ends, kind="definition") for ends in pairwise(labels[:-1])]
    leads = arc(labels[-2], labels[-1], kind="definition", **{"xbrldt:targetRole": TWO})
    onward = arc("F", labels[0], kind="definition", arcrole=DOMAIN)
    first = link(loc("F"), *locs, onward, *chain, leads, kind="definition", role=ONE)
    last = arc(labels[-1], labels[0], kind="definition")
    result = parse({"def.xml": linkbase(first, link(*locs, last, kind="definition", role=TWO))})
    [message] = [message for rule, message in cycles(result) if rule == "directed-cycle"]
    assert message.startswith("directed cycle over several roles among x:m0, x:m1, x:m10, ")


def test_networks_without_target_roles_are_not_walked() -> None:
    result = parse({"def.xml": linkbase(linked(ONE, ("A", "B", None)))})
    assert result.arcs is not None
    assert list(dimensional_cycle_findings(result.arcs, {})) == []
