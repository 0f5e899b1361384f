"""Every rule of the dataset `findings`: what breaks it, and what does not."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from tests.transforms.xbrl.linkbase.documents import (
    arc,
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
from transforms.xbrl.findings.rules import RULES, Rule
from transforms.xbrl.linkbase.parsing import Linkbases
from transforms.xbrl.names import SUMMATION_ITEM_11


def calculation(*arcs: str, elements: Mapping[str, str] | None = None) -> Linkbases:
    """A filing with one calculation link over concepts A to F."""
    declared = {name: element(name) for name in "ABCDEF"} | dict(elements or {})
    own = schema(*declared.values(), appinfo=role_type())
    return parse({"ex.xsd": own, "cal.xml": linkbase(link(*map(loc, "ABCDEF"), *arcs))})


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"weight": None}, ["weight-missing"]),
        ({"weight": "one"}, ["weight-not-a-number"]),
        ({"weight": "1e0"}, ["weight-not-a-number"]),
        ({"weight": "INF"}, ["weight-not-a-number"]),
        ({"weight": "0.00"}, ["weight-zero"]),
        ({"weight": "0.5"}, ["weight-not-unit"]),
        ({"weight": "-1.000"}, []),
        ({"weight": " +1 "}, []),
        ({"order": None}, ["order-missing"]),
        ({"order": "first"}, ["order-not-a-number"]),
        ({"order": "-10010.5"}, []),
    ],
)
def test_weights_and_orders(attributes: dict[str, Any], expected: list[Rule]) -> None:
    result = calculation(arc("A", "B", **attributes))
    assert rules(result) == expected
    assert result.tables["findings"]["severity"] == [RULES[rule].severity for rule in expected]
    assert result.tables["findings"]["ordinal"] == list(range(len(expected)))


@pytest.mark.parametrize(
    ("elements", "attributes"),
    [
        ({}, {"weight": None}),
        ({}, {"weight": "one"}),
        ({}, {"weight": "0"}),
        ({}, {"weight": "2"}),
        ({}, {"order": None}),
        ({}, {"order": "first"}),
        ({}, {"use": "prohibited"}),
        ({"A": element("A", balance="debit"), "B": element("B", balance="credit")}, {}),
        ({"B": element("B", period_type="duration")}, {}),
    ],
)
def test_a_message_names_total_and_item(
    elements: dict[str, str], attributes: dict[str, Any]
) -> None:
    result = calculation(arc("A", "B", **attributes), elements=elements)
    (message,) = result.tables["findings"]["message"]
    assert re.search(r"\bex:A\b.*\bex:B\b", str(message))


def test_a_presentation_arc_needs_no_order_and_yet_a_number_if_it_has_one() -> None:
    arcs = (
        arc("A", "B", kind="presentation", order=None),
        arc("A", "C", kind="presentation", order="x"),
    )
    links = link(*map(loc, "ABC"), *arcs, kind="presentation")
    assert rules(parse({"pre.xml": linkbase(links)})) == ["order-not-a-number"]


@pytest.mark.parametrize("item", ["debit", "credit", None])
@pytest.mark.parametrize("total", ["debit", "credit", None])
@pytest.mark.parametrize("weight", ["1", "-1"])
def test_the_sign_of_the_weight_follows_the_balances(
    total: str | None, item: str | None, weight: str
) -> None:
    elements = {"A": element("A", balance=total), "B": element("B", balance=item)}
    result = calculation(arc("A", "B", weight=weight), elements=elements)
    allowed = None in (total, item) or (total == item) == (weight == "1")
    assert rules(result) == ([] if allowed else ["balance-weight"])
    assert result.n_balance_checked == 1


@pytest.mark.parametrize(
    ("weight", "rule"),
    [(None, "weight-missing"), ("x", "weight-not-a-number"), ("0", "weight-zero")],
)
def test_a_weight_without_sign_says_nothing_of_balances(weight: str | None, rule: Rule) -> None:
    elements = {name: element(name, balance="debit") for name in "AB"}
    assert rules(calculation(arc("A", "B", weight=weight), elements=elements)) == [rule]


def test_one_namespace_may_be_declared_by_two_schemas() -> None:
    documents = {
        "ex.xsd": schema(element("A", balance="debit"), appinfo=role_type()),
        "more.xsd": schema(element("B", balance="credit")),
        "cal.xml": linkbase(link(loc("A"), loc("B", "more.xsd#ex_B"), arc("A", "B"))),
    }
    assert rules(parse(documents)) == ["balance-weight"]


def test_balances_of_standard_concepts_come_from_the_catalog() -> None:
    base = "https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd#us-gaap_"
    parts = loc("t", f"{base}Assets"), loc("i", f"{base}Liabilities"), arc("t", "i")
    result = parse({"cal.xml": linkbase(link(*parts))})
    assert rows(result.tables["findings"], "rule", "from_concept", "to_concept", "weight_text") == [
        ("balance-weight", "us-gaap:Assets", "us-gaap:Liabilities", "1")
    ]


@pytest.mark.parametrize(
    ("schema_url", "severity"),
    [
        ("http://taxonomies.xbrl.us/us-gaap/2009/elts/us-gaap-2009-01-31.xsd", "error"),
        ("https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd", "warning"),
    ],
)
def test_a_balance_of_another_version_of_the_taxonomy_is_less_certain(
    schema_url: str, severity: str
) -> None:
    ends = loc("t", f"{schema_url}#us-gaap_Assets"), loc("i", f"{schema_url}#us-gaap_Liabilities")
    findings = parse({"cal.xml": linkbase(link(*ends, arc("t", "i")))}).tables["findings"]
    assert findings["severity"] == [severity]
    assert ("other versions" in str(findings["message"][0])) == (severity == "warning")


def test_a_balance_that_nobody_knows_is_not_checked_and_not_counted() -> None:
    base = "https://xbrl.ifrs.org/taxonomy/2023-03-23/full_ifrs/full_ifrs-cor_2023-03-23.xsd"
    parts = loc("A"), loc("i", f"{base}#ifrs-full_Equity"), arc("A", "i")
    result = parse({"cal.xml": linkbase(link(*parts))})
    assert (result.n_balance_checked, rules(result)) == (0, [])


def test_total_and_item_of_different_period_types_are_found() -> None:
    elements = {"B": element("B", period_type="duration")}
    assert rules(calculation(arc("A", "B"), elements=elements)) == ["period-type"]


@pytest.mark.parametrize("end", ["A", "B"])
def test_an_end_that_is_not_numeric_is_found(end: str) -> None:
    result = calculation(arc("A", "B"), elements={end: element(end, type="xbrli:stringItemType")})
    assert rules(result) == ["not-numeric"]


def test_a_type_that_the_own_schema_derives_is_followed() -> None:
    derived = (
        '<xs:complexType name="shade"><xs:simpleContent><xs:restriction '
        'base="xbrli:stringItemType"/></xs:simpleContent></xs:complexType>'
        '<xs:complexType name="loop"><xs:simpleContent><xs:restriction '
        'base="ex:loop"/></xs:simpleContent></xs:complexType>'
    )
    elements = {"B": element("B", type="ex:shade"), "C": element("C", type="ex:loop") + derived}
    result = calculation(arc("A", "B"), arc("A", "C"), elements=elements)
    assert rows(result.tables["findings"], "rule", "to_concept") == [("not-numeric", "ex:B")]


def test_an_item_twice_under_one_total_is_found_once_and_an_error_in_calculations_11() -> None:
    links = [
        link(loc("A"), loc("B"), arc("A", "B", order=order, arcrole=arcrole))
        for order in "123"
        for arcrole in (None, SUMMATION_ITEM_11)
    ]
    result = parse({"cal.xml": linkbase(*links)})
    assert sorted(rows(result.tables["findings"], "rule", "severity")) == [
        ("duplicate-relationship", "error"),
        ("duplicate-relationship", "warning"),
    ]


def test_a_prohibiting_arc_without_target_is_ineffectual() -> None:
    assert rules(calculation(arc("A", "B", use="prohibited"))) == ["ineffectual-arc"]


def test_a_prohibiting_arc_whose_target_may_be_in_a_standard_linkbase_is_not() -> None:
    base = "https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd#us-gaap_"
    parts = (
        loc("t", f"{base}Assets"),
        loc("i", f"{base}Cash"),
        arc("t", "i", use="prohibited"),
    )
    standard = link(*parts, role="http://fasb.org/us-gaap/role/statement/Balance")
    assert rules(parse({"cal.xml": linkbase(standard)})) == []


@pytest.mark.parametrize("missing", ["cal2.xml", "deep/cal2.xml"])
def test_a_prohibiting_arc_is_not_judged_where_a_linkbase_is_missing(missing: str) -> None:
    reference = f'<link:linkbaseRef xlink:type="simple" xlink:href="{missing}"/>'
    own = schema(element("A"), element("B"), appinfo=role_type() + reference)
    prohibiting = linkbase(link(loc("A"), loc("B"), arc("A", "B", use="prohibited")))
    assert rules(parse({"ex.xsd": own, "cal.xml": prohibiting})) == []


def test_one_arc_with_two_locators_of_a_concept_is_one_ineffectual_arc() -> None:
    parts = loc("A"), *(loc("x", "ex.xsd#ex_B") for _ in range(4)), arc("A", "x")
    assert rules(parse({"cal.xml": linkbase(link(*parts))})) == ["ineffectual-arc"]


def test_findings_stand_in_the_order_of_files_and_lines() -> None:
    bad = link(loc("A"), loc("B"), "\n", arc("A", "B", weight="2", order=None))
    result = parse({"2.xml": linkbase(bad), "1.xml": linkbase("\n", bad.replace("ex_B", "ex_C"))})
    places = rows(result.tables["findings"], "file", "line", "ordinal")
    assert places == [("1.xml", 3, 0), ("1.xml", 3, 1), ("2.xml", 2, 2), ("2.xml", 2, 3)]


def test_each_element_with_the_id_of_one_before_it_is_found() -> None:
    own = schema(
        element("A"),
        element("B", id="x"),
        element("C", id="x"),
        element("D", id=None),
        element("E", id=None),
    )
    result = parse(
        {"ex.xsd": own, "cal.xml": linkbase(link(loc("A"), loc("B", "ex.xsd#x"), arc("A", "B")))}
    )
    assert result.tables["arcs"]["to_concept"] == ["ex:C"]
    assert rows(result.tables["findings"], "rule", "from_concept", "file", "message") == [
        (
            "repeated-id",
            "ex:C",
            "ex.xsd",
            "id 'x' of ex:C is that of another element or role before it; a locator may mean either",
        )
    ]


def test_a_role_with_the_id_of_an_element_is_found() -> None:
    own = schema(element("A", id="BalanceSheet"), appinfo=role_type())
    assert rules(parse({"ex.xsd": own})) == ["repeated-id"]
