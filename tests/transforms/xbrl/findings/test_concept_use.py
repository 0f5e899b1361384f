"""Facts that use a concept otherwise than declared are findings."""

import pytest

from tests.transforms.filings import work
from tests.transforms.xbrl.instance import builders as b
from tests.transforms.xbrl.linkbase.documents import (
    NAMESPACE,
    arc,
    element,
    link,
    linkbase,
    loc,
    schema,
)
from tests.transforms.xbrl.one_sum import (
    PARTS,
    amount,
    classic,
    errors,
    inline_document,
    instance,
    number,
    of_documents,
    rules,
    verdicts,
)
from transforms.elements import FilingWork
from transforms.steps.chain import filing_steps, process


@pytest.mark.parametrize(
    ("kind", "measures", "expected"),
    [
        ("monetary", b.USD, 0),
        ("monetary", b.SHARES, 1),
        ("monetary", f"{b.USD}{b.USD}", 1),
        ("monetary", b.USD_PER_SHARE, 1),
        ("monetary", b.USD.replace("USD", "usd"), 1),
        ("shares", b.SHARES, 0),
        ("shares", b.USD, 1),
        ("shares", b.USD_PER_SHARE, 1),
        ("decimal", b.SHARES, 0),
    ],
)
def test_another_unit_than_the_type_asks_for_is_a_finding(
    kind: str, measures: str, expected: int
) -> None:
    declared = schema(*map(element, "AB"), element("C", type=f"xbrli:{kind}ItemType"))
    filing = of_documents(
        a_xml=instance(b.DECLARED, b.unit("other", measures), amount("C", "2", unitRef="other")),
        ex_xsd=declared,
    )
    assert errors(filing) == []
    assert list(rules(filing)).count("wrong-unit") == expected


@pytest.mark.parametrize("beside", ["", b.USD])
def test_a_measure_of_which_nothing_declares_the_prefix_may_be_a_currency(beside: str) -> None:
    unit = b.unit("other", beside + b.USD.replace("iso4217:", "money:"))
    filing = classic(*PARTS, amount("C", "2", unitRef="other"), declared=b.DECLARED + unit)
    assert errors(filing) == ["undeclared-prefix"]
    assert {"wrong-unit", "unit-missing"}.isdisjoint(rules(filing))


def undeclared(filing: FilingWork) -> list[str]:
    found = filing.tables["findings"][-1]
    rows = zip(found["rule"], found["message"], strict=True)
    return [str(message) for rule, message in rows if rule == "undeclared-concept"]


def test_facts_of_a_concept_that_no_schema_of_its_namespace_declares_are_one_finding() -> None:
    text = amount("Z", "x", unitRef="", decimals="")
    filing = classic(*PARTS, amount("Y", "2"), amount("Z", "2"), text)
    assert undeclared(filing) == [
        f"ex:Y is no concept that {NAMESPACE} has, on one fact",
        f"ex:Z is no concept that {NAMESPACE} has, on 2 facts",
    ]
    assert undeclared(classic(*PARTS, amount("C", "2"))) == []


@pytest.mark.parametrize(
    ("schemas", "address"),
    [
        ({"part_xsd": schema(element("Y"), namespace=None)}, "ex.xsd"),
        ({"part_xsd": b"<xs:schema"}, "ex.xsd"),
        ({}, "absent.xsd"),
    ],
    ids=["in no namespace", "damaged", "absent"],
)
def test_a_concept_that_another_schema_may_declare_is_no_finding(
    schemas: dict[str, bytes], address: str
) -> None:
    reference = f'<link:schemaRef xlink:type="simple" xlink:href="{address}"/>'
    content = instance(reference, b.DECLARED, *PARTS, amount("Y", "2"))
    assert undeclared(of_documents(0, a_xml=content, **schemas)) == []


def test_a_concept_that_a_known_version_of_a_taxonomy_does_not_have_is_a_finding() -> None:
    facts = [b.amount("2", f"us-gaap:{name}") for name in ("Assets", "TotalAssets")]
    filing = classic(*PARTS, *facts, declared=b.DECLARED)
    assert undeclared(filing) == []  # of 2024 not every concept is known
    old = b.instance(b.DECLARED, *facts).replace(
        b"http://fasb.org/us-gaap/2024", b"http://xbrl.us/us-gaap/2009-01-31"
    )
    of_2009 = "http://xbrl.us/us-gaap/2009-01-31"
    expected = [f"us-gaap:TotalAssets is no concept that {of_2009} has, on one fact"]
    assert undeclared(of_documents(a_xml=old)) == expected


def test_a_total_without_unit_is_a_finding_where_no_calculation_can_be() -> None:
    total = amount("A", "3", unitRef="", decimals="")
    filing = classic(total, *PARTS[1:], amount("C", "2"))
    assert (verdicts(filing), errors(filing)) == (set(), [])
    assert "unit-missing" in rules(filing)


@pytest.mark.parametrize("kind", ["string", "date", "boolean"])
def test_what_is_no_number_needs_no_unit(kind: str) -> None:
    assert "unit-missing" not in rules(facts_of("C", kind, "x"))


def test_what_may_be_no_number_needs_no_unit() -> None:
    """As where the schema that has its type is absent."""
    declared = schema(*map(element, "ABC"), element("D", type="ex:absentItemType"))
    content = instance(b.DECLARED, amount("D", "3", unitRef="", decimals=""))
    filing = of_documents(a_xml=content, ex_xsd=declared)
    assert "unit-missing" not in rules(filing)


def test_of_what_no_schema_declares_only_what_is_summed_needs_a_unit() -> None:
    """As of a version of a taxonomy that is not at hand."""
    of_2024 = "http://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd#us-gaap_{}"
    locators = [loc(name, of_2024.format(name)) for name in ("NewTotal", "NewItem")]
    names = "us-gaap:NewTotal", "us-gaap:NewText"
    facts = [b.amount("3", name, unitRef="", decimals="") for name in names]
    filing = of_documents(
        new_cal_xml=linkbase(link(*locators, arc("NewTotal", "NewItem"))),
        a_xml=b.instance(b.DECLARED, *facts),
    )
    found = filing.tables["findings"][-1]
    pairs = zip(found["rule"], found["from_concept"], strict=True)
    assert [concept for rule, concept in pairs if rule == "unit-missing"] == ["us-gaap:NewTotal"]


def test_a_number_whose_type_another_schema_of_the_filing_derives_needs_a_unit() -> None:
    types = schema(
        '<xs:complexType name="shade"><xs:simpleContent>'
        '<xs:restriction base="xbrli:monetaryItemType"/></xs:simpleContent></xs:complexType>',
        namespace="urn:types",
    )
    own = schema(element("A", type="ty:shade"))
    files = {
        "ex.xsd": own.replace(b"<xs:schema ", b'<xs:schema xmlns:ty="urn:types" '),
        "types.xsd": types,
        "a.xml": instance(b.DECLARED, amount("A", "3", unitRef="", decimals="")),
    }
    assert "unit-missing" in rules(process(work(files), filing_steps()))


@pytest.mark.parametrize(
    ("kind", "expected"), [("monetary", 1), ("decimal", 1), ("double", 0), ("my", 0)]
)
def test_inf_is_a_finding_where_the_type_has_decimals_alone(kind: str, expected: int) -> None:
    declared = schema(*map(element, "AB"), element("C", type=f"xbrli:{kind}ItemType"))
    filing = of_documents(a_xml=instance(b.DECLARED, *PARTS, amount("C", "INF")), ex_xsd=declared)
    assert verdicts(filing) == {"not_finite", "not_decimal"}
    assert list(rules(filing)).count("not-of-type") == expected


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [("monetary", "2E0", 1), ("decimal", " 20e-1", 1), ("double", "2E0", 0), ("monetary", "2", 0)],
)
def test_an_exponent_is_a_finding_where_the_type_has_decimals_alone(
    kind: str, value: str, expected: int
) -> None:
    declared = schema(*map(element, "AB"), element("C", type=f"xbrli:{kind}ItemType"))
    filing = of_documents(a_xml=instance(b.DECLARED, *PARTS, amount("C", value)), ex_xsd=declared)
    assert errors(filing) == []
    assert list(rules(filing)).count("not-of-type") == expected


def facts_of(concept: str, kind: str, *values: str, max_text: int = 0) -> FilingWork:
    """A filing with facts of values of a concept of an item type."""
    declared = schema(*map(element, "AB"), element(concept, type=f"xbrli:{kind}ItemType"))
    parts = [amount(concept, value) for value in values]
    if kind in ("date", "boolean", "string"):
        parts = [amount(concept, value, unitRef="", decimals="") for value in values]
    content = instance(b.DECLARED, *parts)
    return of_documents(max_text, a_xml=content, ex_xsd=declared)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("integer", "100.5", 1),
        ("integer", "1E2", 1),
        ("integer", "INF", 1),
        ("integer", "-7", 0),
        ("positiveInteger", "0", 1),
        ("negativeInteger", "0", 1),
        ("negativeInteger", "-1", 0),
        ("decimal", "100.5", 0),
        ("date", "2024-02-30", 1),
        ("date", " 2024-02-29 ", 0),
        ("boolean", "yes", 1),
        ("boolean", "1", 0),
        ("string", "2024-02-30", 0),
    ],
)
def test_a_value_outside_the_type_of_its_concept_is_a_finding(
    kind: str, value: str, expected: int
) -> None:
    filing = facts_of("C", kind, value)
    assert errors(filing) == []
    assert list(rules(filing)).count("not-of-type") == expected


@pytest.mark.parametrize("max_text", [0, 9, 3])
def test_a_value_that_is_cut_is_not_judged_by_its_rest(max_text: int) -> None:
    filing = facts_of("C", "date", "2024-02-29", max_text=max_text)
    assert "not-of-type" not in rules(filing)


def test_values_outside_a_type_are_one_finding_per_concept_at_the_first() -> None:
    found = facts_of("C", "integer", "1", "1.5", "2.5").tables["findings"][-1]
    (index,) = (i for i, rule in enumerate(found["rule"]) if rule == "not-of-type")
    assert (found["severity"][index], found["from_concept"][index]) == ("error", "ex:C")
    message = "ex:C is of type integer, which '1.5' is no value of, on 2 facts"
    assert found["message"][index] == message


def test_a_concept_of_another_namespace_that_is_shown_alike_has_a_type_of_its_own() -> None:
    other = amount("C", "1.5").replace("<ex:C ", '<ex:C xmlns:ex="urn:other" ')
    declared = schema(*map(element, "AB"), element("C", type="xbrli:integerItemType"))
    content = instance(b.DECLARED, amount("C", "2.5"), other)
    found = of_documents(a_xml=content, ex_xsd=declared).tables["findings"][-1]
    (index,) = (i for i, rule in enumerate(found["rule"]) if rule == "not-of-type")
    assert str(found["message"][index]).endswith("'2.5' is no value of, on one fact")


@pytest.mark.parametrize(("value", "scale", "expected"), [("1.50", "1", 0), ("1.55", "1", 1)])
def test_how_an_inline_amount_is_written_matters_not(value: str, scale: str, expected: int) -> None:
    declared = schema(*map(element, "AB"), element("C", type="xbrli:integerItemType"))
    document = inline_document(number("C", value, scale=scale))
    filing = of_documents(a_htm=document, ex_xsd=declared)
    assert errors(filing) == []
    assert list(rules(filing)).count("not-of-type") == expected


def test_a_type_of_the_filing_that_derives_from_integers_has_integers_alone() -> None:
    derived = (
        '<xs:complexType name="countItemType"><xs:simpleContent>'
        '<xs:restriction base="xbrli:nonNegativeIntegerItemType"/>'
        "</xs:simpleContent></xs:complexType>"
    )
    declared = schema(*map(element, "AB"), element("C", type="ex:countItemType"), derived)
    filing = of_documents(a_xml=instance(b.DECLARED, *PARTS, amount("C", "-2")), ex_xsd=declared)
    assert list(rules(filing)).count("not-of-type") == 1
    assert len(verdicts(filing)) == 1  # the number counts in sums all the same
