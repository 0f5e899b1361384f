"""Arcroles that arcs may have, and those that they may not."""

import pytest

from tests.transforms.xbrl.linkbase.documents import (
    arc,
    arcrole_ref,
    link,
    linkbase,
    linkbase_element,
    loc,
    parse,
    role_type,
    rows,
    rules,
    schema,
)
from tests.transforms.xbrl.linkbase.documents import element as concept
from transforms.xbrl.linkbase.parsing import Linkbases
from transforms.xbrl.names import (
    DIMENSION_ARCROLES,
    PARENT_CHILD,
    SUMMATION_ITEM,
    SUMMATION_ITEM_11,
)

OWN = "http://example.com/arcrole/own"


def drawn(*arcroles: str, kind: str = "calculation", references: tuple[str, ...] = ()) -> Linkbases:
    """A filing with a link of one arc for each arcrole, and the references of its linkbase."""
    arcs = [
        arc("A", to, kind=kind, arcrole=arcrole)
        for to, arcrole in zip("BCDEF", arcroles, strict=False)
    ]
    links = link(*map(loc, "ABCDEF"), *arcs, kind=kind)
    return parse({"lb.xml": linkbase(*map(arcrole_ref, references), links)})


@pytest.mark.parametrize(
    ("kind", "arcrole"),
    [
        ("calculation", SUMMATION_ITEM),
        ("calculation", SUMMATION_ITEM_11),
        ("presentation", PARENT_CHILD),
        ("definition", "http://www.xbrl.org/2003/arcrole/requires-element"),
        ("definition", f"{DIMENSION_ARCROLES}notAll"),
    ],
)
def test_an_arcrole_of_the_specifications_needs_no_reference(kind: str, arcrole: str) -> None:
    assert rules(drawn(arcrole, kind=kind)) == []


@pytest.mark.parametrize(
    ("kind", "arcrole"),
    [
        ("calculation", OWN),
        ("calculation", PARENT_CHILD),
        ("calculation", f"{SUMMATION_ITEM}s"),
        ("presentation", SUMMATION_ITEM),
        ("presentation", f"{DIMENSION_ARCROLES}domain-member"),
        ("definition", f"{DIMENSION_ARCROLES}member"),
    ],
)
def test_an_arcrole_of_another_element_or_of_nobody_is_found_unless_it_is_referred_to(
    kind: str, arcrole: str
) -> None:
    [found] = rows(drawn(arcrole, kind=kind).tables["findings"], "rule", "severity", "arcrole")
    assert found == ("undeclared-arcrole", "error", arcrole)
    assert rules(drawn(arcrole, kind=kind, references=(arcrole,))) == []
    assert rules(drawn(arcrole, kind=kind, references=(f" {arcrole} ",))) == []


def test_arcs_of_one_arcrole_in_a_link_are_one_finding_at_the_first() -> None:
    first = loc("A") + loc("B") + loc("C") + "\n" + arc("A", "B", arcrole=OWN, order="1")
    links = link(first, "\n", arc("A", "C", arcrole=OWN, order="2"))
    again = link(*map(loc, "AB"), arc("A", "B", arcrole=OWN), role="http://example.com/again")
    result = parse({"cal.xml": linkbase(links, again)})
    found = rows(result.tables["findings"], "rule", "linkbase", "line", "message")
    assert [row[:3] for row in found] == [
        ("undeclared-arcrole", "calculation", 2),
        ("undeclared-arcrole", "calculation", 3),
    ]
    assert found[0][3].startswith("2 arcs have the arcrole 'http://example.com/arcrole/own'")
    assert found[1][3].startswith("1 arc has ")
    assert [len(result.tables["arcs"]["arc_index"]), result.summations] == [3, []]


def test_a_reference_counts_for_its_own_linkbase_alone() -> None:
    links = link(*map(loc, "AB"), arc("A", "B", arcrole=OWN))
    embedded = linkbase_element(arcrole_ref(OWN), links) + linkbase_element(links)
    own = schema(*map(concept, "ABCDEF"), appinfo=role_type() + embedded)
    [found] = rows(parse({"ex.xsd": own}).tables["findings"], "rule", "arcrole")[:1]
    assert found == ("undeclared-arcrole", OWN)
    assert rules(parse({"ex.xsd": own})).count("undeclared-arcrole") == 1
