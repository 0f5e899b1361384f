"""Members that stand twice below an axis or a primary item of a table."""

import pytest

from tests.transforms.xbrl.linkbase.dimensional_links import ONE, TWO, Drawn, linked
from tests.transforms.xbrl.linkbase.documents import (
    arc,
    element,
    link,
    linkbase,
    loc,
    parse,
    rows,
    schema,
)
from transforms.xbrl.linkbase import tangled_domains
from transforms.xbrl.names import DIMENSION_ARCROLES

ALL, AXIS, DOMAIN = (
    DIMENSION_ARCROLES + name for name in ("all", "hypercube-dimension", "dimension-domain")
)


def found(*links: str) -> list[str]:
    result = parse({"def.xml": linkbase(*links)})
    findings = rows(result.tables["findings"], "rule", "message")
    return [message for rule, message in findings if rule == "tangled-domain"]


def table(*domains: Drawn, axis: Drawn = ("B", "C", None), role: str = ONE) -> list[str]:
    """The primary item A of table B, whose axis is C."""
    return [
        linked(role, ("A", "B", None), arcrole=ALL),
        linked(role, axis, arcrole=AXIS),
        linked(role, *(domains or [("C", "D", None)]), arcrole=DOMAIN),
    ]


DIAMOND = linked(ONE, ("D", "E", None), ("D", "F", None), ("E", "F", None))
TWICE = "more than one relationship leads to ex:F below the axis ex:C"


def test_a_member_with_two_parents_is_found_once() -> None:
    assert found(*table(), DIAMOND) == [TWICE]


def test_a_tree_is_in_order() -> None:
    assert found(*table(), linked(ONE, ("D", "E", None), ("E", "F", None))) == []


def test_members_of_no_table_may_have_two_parents() -> None:
    assert found(DIAMOND) == []
    assert found(*table(role=TWO), DIAMOND) == []


def test_a_member_of_two_domains_of_an_axis_stands_twice() -> None:
    domains = table(("C", "D", None), ("C", "E", None))
    assert found(*domains, linked(ONE, ("D", "F", None), ("E", "F", None))) == [TWICE]


def test_a_member_may_stand_below_two_axes() -> None:
    other = linked(ONE, ("B", "E", None), arcrole=AXIS)
    assert found(*table(), other, linked(ONE, ("E", "D", None), arcrole=DOMAIN)) == []


def test_a_member_may_stand_in_two_tables() -> None:
    member = ("D", "F", None)
    assert found(*table(), linked(ONE, member), *table(role=TWO), linked(TWO, member)) == []


@pytest.mark.parametrize("axis", [("B", "C", None), ("B", "C", TWO)])
def test_target_roles_are_followed(axis: Drawn) -> None:
    domain = linked(axis[2] or ONE, ("C", "D", TWO), arcrole=DOMAIN)
    tables = [*table(axis=axis)[:2], domain]
    members = linked(TWO, ("D", "E", None), ("D", "F", None), ("E", "F", None))
    assert found(*tables, members) == [TWICE]
    assert found(*tables, linked(TWO, ("D", "E", None), ("E", "F", None))) == []


def test_a_line_item_that_stands_twice_below_a_primary_item_is_found() -> None:
    items = linked(ONE, ("A", "E", None), ("A", "F", None), ("E", "F", None))
    assert found(*table(), items) == [TWICE.replace("axis ex:C", "primary item ex:A")]


def test_a_primary_item_below_another_is_looked_at_with_it() -> None:
    items = linked(ONE, ("D", "A", None), ("A", "E", None), ("A", "F", None), ("E", "F", None))
    above = linked(ONE, ("D", "B", None), arcrole=ALL)
    (message,) = found(above, *table()[:2], items)
    assert message.endswith("ex:F below the primary item ex:D")


def test_a_prohibited_relationship_leads_nowhere() -> None:
    assert found(*table(), DIAMOND, prohibited("E", "F")) == []


def prohibited(source: str, target: str) -> str:
    drawn = arc(source, target, kind="definition", use="prohibited")
    return link(*map(loc, (source, target)), drawn, kind="definition", role=ONE)


def test_tables_beyond_the_limit_are_a_reject_and_not_said_to_be_trees(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tangled_domains, "MAX_STEPS", 3)
    other = linked(ONE, ("B", "F", None), arcrole=AXIS)
    shared = linked(ONE, ("F", "D", None), arcrole=DOMAIN)
    result = parse({"def.xml": linkbase(*table(), other, shared, DIAMOND)})
    assert [reject.error for reject in result.rejects] == ["too-many-steps"]
    assert rows(result.tables["findings"], "rule").count(("tangled-domain",)) == 1


def test_a_message_names_as_many_members_as_can_be_read() -> None:
    names = [f"E{number}" for number in range(300)]
    drawn = [arc("D", name, kind="definition") for name in names]
    twice = [arc(names[0], name, kind="definition") for name in names[1:]]
    locators = map(loc, ["D", *names])
    members = link(*locators, *drawn, *twice, kind="definition", role=ONE)
    own = schema(*map(element, [*"ABCDEF", *names]))
    result = parse({"ex.xsd": own, "def.xml": linkbase(*table(), members)})
    findings = rows(result.tables["findings"], "rule", "message")
    (message,) = (message for rule, message in findings if rule == "tangled-domain")
    assert " and 199 more below the axis" in message
