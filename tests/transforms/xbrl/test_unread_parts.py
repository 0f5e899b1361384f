"""What of an instance cannot be read leaves the sums that may need it unchecked."""

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
from tests.transforms.xbrl.test_dts import CALCULATION, errors, own_schema, verdicts
from transforms.elements import FilingWork
from transforms.steps.chain import filing_steps, process

DECLARED = f'xmlns:ex="{NAMESPACE}" '.encode()
UNREADABLE = {"unreadable_fact"}
CONSISTENT = {"consistent"}
BROKEN = b.context(period="<xbrli:instant>never</xbrli:instant>")


def amount(name: str, value: str, **attributes: str) -> str:
    return b.amount(value, f"ex:{name}", **attributes)


def number(name: str, value: str, **attributes: str) -> str:
    return b.non_fraction(value, f"ex:{name}", **attributes)


PARTS = amount("A", "3"), amount("B", "1")
INLINE = number("A", "3"), number("B", "1")


def of_documents(max_text: int = 0, **more: bytes) -> FilingWork:
    files = {"ex.xsd": own_schema(), "ex_cal.xml": CALCULATION}
    files |= {name.replace("_", "."): each for name, each in more.items()}
    return process(work(files), filing_steps(max_text=max_text))


def classic(*parts: str, declared: str = b.DECLARED) -> FilingWork:
    content = b.instance(declared, *parts).replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED)
    return of_documents(a_xml=content)


def inline(*parts: str) -> FilingWork:
    content = b.inline_document(b.header(schema="ex.xsd"), *parts)
    return of_documents(a_htm=content.replace(b"<html ", b"<html " + DECLARED, 1))


def test_what_can_be_read_has_verdicts() -> None:
    for filing in (classic(*PARTS, amount("C", "2")), inline(*INLINE, number("C", "2"))):
        assert (verdicts(filing), errors(filing)) == (CONSISTENT, [])


@pytest.mark.parametrize(
    ("declared", "error"),
    [
        (b.DECLARED + b.context(entity="2"), "duplicate-id"),
        (b.DECLARED + b.unit(measures=b.SHARES), "duplicate-id"),
        (b.DECLARED + BROKEN, "duplicate-id"),
        (BROKEN + b.DECLARED, "duplicate-id"),
        (b.DECLARED + b.unit(measures=""), "duplicate-id"),
    ],
)
def test_an_id_that_stands_for_two_things_says_not_where_its_facts_are(
    declared: str, error: str
) -> None:
    filing = classic(*PARTS, amount("C", "2"), declared=declared)
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, [error])
    (facts,) = filing.tables["facts"]
    assert len(facts["concept"]) == 3


@pytest.mark.parametrize("wrapper", ["xbrli:xbrl", "xbrli:item", "link:loc"])
def test_facts_in_an_element_that_has_no_place_there_are_lost(wrapper: str) -> None:
    wrapped = f"<{wrapper}>{amount('C', '2')}</{wrapper}>"
    for parts in (wrapped, f"<ex:Tuple>{wrapped}</ex:Tuple>"):
        filing = classic(*PARTS, parts)
        assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["unexpected-element"])


def test_an_inline_element_that_is_none_may_be_a_fact() -> None:
    filing = inline(*INLINE, number("C", "2").replace("nonFraction", "nonFractions"))
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["unexpected-element"])


def test_a_fact_in_a_tuple_that_cannot_be_read_does_not_stand_at_the_top() -> None:
    filing = inline(*INLINE, f'<ix:tuple name="zz:T" tupleID="t">{number("C", "2")}</ix:tuple>')
    assert verdicts(filing) == UNREADABLE
    assert "unresolved-tuple" in errors(filing)


def test_nil_with_content_is_neither_nil_nor_a_value() -> None:
    filing = classic(*PARTS, amount("C", "2", **{"xsi:nil": "true"}))
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["nil-content"])


def test_what_an_inline_document_shows_for_nil_is_no_value() -> None:
    filing = inline(*INLINE, number("C", "—", xsi_nil="true", decimals=""))
    assert (verdicts(filing), errors(filing)) == ({"inconsistent"}, [])


def test_an_item_without_unit_is_not_taken_as_unreported() -> None:
    for filing in (
        classic(*PARTS, amount("C", "2", unitRef="", decimals="")),
        inline(*INLINE, b.non_numeric("2", "ex:C")),
    ):
        assert verdicts(filing) == UNREADABLE


def test_an_item_without_unit_leaves_sums_of_other_contexts_checked() -> None:
    parts = *PARTS, amount("C", "2"), amount("C", "9", unitRef="", decimals="", contextRef="other")
    declared = b.DECLARED + b.context("other", period="<xbrli:instant>1999-12-31</xbrli:instant>")
    assert verdicts(classic(*parts, declared=declared)) == CONSISTENT


def test_a_document_that_an_instance_names_as_a_linkbase_must_be_one() -> None:
    ref = '<link:linkbaseRef xlink:type="simple" xlink:href="sums.xml"/>'
    content = b.instance(ref, b.DECLARED, *PARTS, amount("C", "2"))
    content = content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED)
    filing = of_documents(a_xml=content, sums_xml=b"<html/>")
    assert (verdicts(filing), errors(filing)) == ({"network_incomplete"}, ["not-a-linkbase"])


@pytest.mark.parametrize("before", [b"<wrap>", b"<!DOCTYPE x [<!ENTITY a 'b'>"])
def test_calculation_links_in_a_document_that_is_no_linkbase_are_lost(before: bytes) -> None:
    filing = of_documents(
        a_xml=b.instance(b.DECLARED, *PARTS).replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED),
        sums_xml=before + CALCULATION,
    )
    assert (verdicts(filing), errors(filing)) == ({"network_incomplete"}, ["not-a-linkbase"])


def test_an_id_that_does_not_name_its_element_leaves_a_gap() -> None:
    href = "http://www.xbrl.org/2003/x.xsd#q1"
    sums = linkbase(link(loc("A"), loc("B"), loc("C", href), arc("A", "B"), arc("A", "C")))
    content = b.instance(b.DECLARED, *PARTS).replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED)
    filing = process(
        work({"ex.xsd": own_schema(), "ex_cal.xml": sums, "a.xml": content}), filing_steps()
    )
    assert verdicts(filing) == {"network_incomplete"}


def test_calculations_1_1_does_not_bind_an_item_whose_type_is_no_number() -> None:
    text = schema(element("A"), element("B"), element("C", type="xbrli:stringItemType"))
    content = b.instance(b.DECLARED, *PARTS, amount("C", "2"))
    files = {
        "ex.xsd": text,
        "ex_cal.xml": CALCULATION,
        "a.xml": content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED),
    }
    (rows,) = process(work(files), filing_steps()).tables["calculations"]
    assert rows["calc11_unbound"] == ["not_decimal"]


def rules(filing: FilingWork) -> list[object]:
    return [rule for columns in filing.tables["findings"] for rule in columns["rule"]]


REVERSED = "<xbrli:startDate>2024-12-31</xbrli:startDate><xbrli:endDate>2024-12-30</xbrli:endDate>"
TWICE = b.explicit("us-gaap:XAxis", "ex:YMember") + b.explicit("us-gaap:XAxis", "ex:ZMember")


OF_ACCURACY = {"decimals-and-precision", "accuracy-missing"}


@pytest.mark.parametrize(
    ("item", "declared", "rule"),
    [
        (amount("C", "2", precision="3"), b.DECLARED, "decimals-and-precision"),
        (amount("C", "2", decimals=""), b.DECLARED, "accuracy-missing"),
        (amount("C", "2"), b.context(period=REVERSED) + b.unit(), "period-order"),
        (amount("C", "2"), b.context(period=b.DURATION) + b.unit(), "period-type-of-fact"),
        (amount("C", "2"), b.context(segment=TWICE) + b.unit(), "repeated-dimension"),
        (amount("C", "2", id="c"), b.DECLARED, "repeated-id"),
        (amount("C", "2", id="usd"), b.DECLARED, "repeated-id"),
        (amount("C", "2"), b.context(scheme="") + b.unit(), "scheme-missing"),
    ],
)
def test_what_breaks_a_rule_and_can_be_read_is_a_finding(
    item: str, declared: str, rule: str
) -> None:
    filing = classic(*PARTS, item, declared=declared)
    assert (OF_ACCURACY | {rule}).intersection(rules(filing)) == {rule}
    assert (verdicts(filing), errors(filing)) == (CONSISTENT, [])


def test_an_amount_with_one_accuracy_in_a_right_context_breaks_no_such_rule() -> None:
    filing = classic(*PARTS, amount("C", "2", decimals="", precision="INF"))
    assert set(rules(filing)) <= {"no-schema-reference", "not-in-dts"}


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
    content = b.instance(b.DECLARED, b.unit("other", measures), amount("C", "2", unitRef="other"))
    filing = of_documents(
        a_xml=content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED), ex_xsd=declared
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
    content = b.instance(reference, b.DECLARED, *PARTS, amount("Y", "2"))
    content = content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED)
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


def test_facts_of_another_entity_than_most_are_one_finding() -> None:
    declared = b.DECLARED + b.context("d", entity="7")
    other = amount("B", "1", contextRef="d"), amount("C", "2", contextRef="d")
    filing = classic(amount("A", "3"), *PARTS, *other, declared=declared)
    found = filing.tables["findings"][-1]
    (index,) = (i for i, rule in enumerate(found["rule"]) if rule == "several-entities")
    assert (found["severity"][index], found["file"][index]) == ("warning", "a.xml")
    assert "2 facts are of entity '7', and 3 of" in str(found["message"][index])
    assert "several-entities" not in rules(classic(*PARTS, declared=declared))
    assert "several-entities" not in rules(classic(declared=declared))


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
    content = b.instance(b.DECLARED, amount("D", "3", unitRef="", decimals=""))
    content = content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED)
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
    content = b.instance(b.DECLARED, amount("A", "3", unitRef="", decimals=""))
    files = {
        "ex.xsd": own.replace(b"<xs:schema ", b'<xs:schema xmlns:ty="urn:types" '),
        "types.xsd": types,
        "a.xml": content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED),
    }
    assert "unit-missing" in rules(process(work(files), filing_steps()))


@pytest.mark.parametrize(
    "twofold",
    [
        b.context(period=b.INSTANT * 2) + b.unit(),
        b.context(period=b.INSTANT + b.DURATION) + b.unit(),
        b.context().replace("<xbrli:period>", "<xbrli:period/><xbrli:period>") + b.unit(),
        b.context().replace("<xbrli:entity>", "<xbrli:entity/><xbrli:entity>") + b.unit(),
        b.context() + b.unit(measures=b.SHARES + b.USD_PER_SHARE),
    ],
)
def test_a_context_or_unit_with_two_of_what_it_has_one_of_says_nothing(twofold: str) -> None:
    filing = classic(*PARTS, amount("C", "2"), declared=twofold)
    assert verdicts(filing) == set()
    assert set(errors(filing)) <= {"invalid-context", "invalid-unit"}


@pytest.mark.parametrize(
    ("declared", "attributes"),
    [
        (
            b.unit("u", "<xbrli:measure>other:USD</xbrli:measure>"),
            {"unitRef": "u"},
        ),
        (
            b.context("s", segment=b.explicit("us-gaap:XAxis", "ex:YMember"))
            + b.context("t", segment=b.explicit("us-gaap:XAxis", "other:YMember")),
            {"contextRef": "t"},
        ),
    ],
)
def test_what_differs_in_an_undeclared_prefix_alone_may_be_the_same(
    declared: str, attributes: dict[str, str]
) -> None:
    whole = {"contextRef": "s"} if "contextRef" in attributes else {}
    filing = classic(
        amount("A", "3", **whole),
        amount("B", "1", **whole),
        amount("C", "2", **attributes),
        declared=b.DECLARED + declared,
    )
    assert verdicts(filing) == UNREADABLE
    assert errors(filing) == ["undeclared-prefix"]


def test_an_inline_fact_without_name_may_be_of_any_concept() -> None:
    for name in ("", "name='not a name' "):
        nameless = number("C", "2").replace('name="ex:C" ', name)
        filing = inline(*INLINE, nameless)
        assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["unresolved-prefix"])


@pytest.mark.parametrize("year", [2008, 2099])
def test_elements_of_another_version_of_inline_xbrl_may_be_facts(year: int) -> None:
    namespace = f'xmlns:old="http://www.xbrl.org/{year}/inlineXBRL" '
    other = number("C", "2").replace("ix:", "old:").replace("nonFraction ", f"nonFraction {namespace}", 1)  # fmt: skip
    filing = inline(*INLINE, other)
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["unexpected-element"])


def test_the_terms_of_an_inline_fraction_stand_in_any_order() -> None:
    upper, lower = "<ix:numerator>4</ix:numerator>", "<ix:denominator>2</ix:denominator>"
    start = '<ix:fraction name="ex:C" contextRef="c" unitRef="usd">'
    for terms in (upper + lower, lower + upper):
        (rows,) = inline(*INLINE, f"{start}{terms}</ix:fraction>").tables["calculations"]
        assert rows["xbrl21"] == ["consistent"]
    filing = inline(*INLINE, f"{start}{upper}{upper}</ix:fraction>")
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["not-a-number"])
    assert errors(inline(*INLINE, number("C", "2"), upper)) == ["unexpected-element"]


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ('<ix:continuation id="z">lost</ix:continuation>', "unresolved-continuation"),
        ("<ix:continuation>lost</ix:continuation>", "unresolved-continuation"),
        (
            b.non_numeric("a", continuedAt="z") + '<ix:continuation id="z">b</ix:continuation>' * 2,
            "duplicate-id",
        ),
        ('<ix:tuple name="ex:T" tupleID="t"/>' * 2, "duplicate-id"),
    ],
)
def test_what_belongs_to_no_text_or_to_two_is_a_reject(parts: str, error: str) -> None:
    filing = inline(*INLINE, number("C", "2"), parts)
    assert errors(filing) == [error]


def test_a_footnote_may_go_on_in_a_continuation() -> None:
    footnote = '<ix:footnote id="f" continuedAt="z">a</ix:footnote><ix:continuation id="z">b</ix:continuation>'
    assert errors(inline(*INLINE, number("C", "2"), footnote)) == []


@pytest.mark.parametrize("nil", ["maybe", "True", ""])
def test_a_nil_that_is_neither_true_nor_false_leaves_open_whether_there_is_a_value(
    nil: str,
) -> None:
    for value in ("", "2"):
        item = f'<ex:C contextRef="c" unitRef="usd" decimals="0" xsi:nil="{nil}">{value}</ex:C>'
        filing = classic(*PARTS, item)
        assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["invalid-nil"])
        shown = number("C", value).replace("<ix:nonFraction ", f'<ix:nonFraction xsi:nil="{nil}" ')
        filing = inline(*INLINE, shown)
        assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["invalid-nil"])


def test_a_nil_fraction_with_terms_is_neither_nil_nor_a_value() -> None:
    terms = "<xbrli:numerator>2</xbrli:numerator><xbrli:denominator>1</xbrli:denominator>"
    filing = classic(*PARTS, amount("C", terms, decimals="", **{"xsi:nil": "true"}))
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["nil-content"])


def test_an_inline_nil_may_show_a_dash_and_no_number() -> None:
    dash = number("C", "\N{EM DASH}", xsi_nil="true")
    assert errors(inline(*INLINE, dash)) == []
    filing = inline(*INLINE, number("C", "2", xsi_nil="1"))
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["nil-content"])


@pytest.mark.parametrize(("nil", "error"), [("true", "nil-content"), ("maybe", "invalid-nil")])
def test_a_tuple_that_is_nil_and_has_content_leaves_its_facts_in_doubt(
    nil: str, error: str
) -> None:
    filing = classic(*PARTS, f'<ex:Tuple xsi:nil="{nil}">{amount("C", "2")}</ex:Tuple>')
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, [error])
    shown = f'<ix:tuple name="ex:Tuple" tupleID="t" xsi:nil="{nil}">{number("C", "2")}</ix:tuple>'
    assert verdicts(inline(*INLINE, shown)) == UNREADABLE


@pytest.mark.parametrize("value", ["INF", "-INF", "NaN"])
def test_a_total_or_item_that_is_no_finite_number_is_not_compared(value: str) -> None:
    for parts in ([*PARTS, amount("C", value)], [amount("A", value), amount("B", "1")]):
        filing = classic(*parts)
        assert verdicts(filing) == {"not_finite", "not_decimal"}
        (columns,) = filing.tables["calculations"]
        assert (columns["xbrl21_computed"], columns["cause"]) == ([None], [None])


def test_facts_of_one_id_are_findings_at_each_but_the_first() -> None:
    filing = classic(amount("A", "3", id="f"), amount("B", "1", id="f"), amount("C", "2", id="g"))
    assert (verdicts(filing), errors(filing)) == (CONSISTENT, [])
    found = filing.tables["findings"][-1]
    (index,) = (i for i, rule in enumerate(found["rule"]) if rule == "repeated-id")
    assert (found["from_concept"][index], found["severity"][index]) == ("ex:B", "error")
    assert "'f'" in str(found["message"][index])


@pytest.mark.parametrize(
    ("kind", "expected"), [("monetary", 1), ("decimal", 1), ("double", 0), ("my", 0)]
)
def test_inf_is_a_finding_where_the_type_has_decimals_alone(kind: str, expected: int) -> None:
    declared = schema(*map(element, "AB"), element("C", type=f"xbrli:{kind}ItemType"))
    content = b.instance(b.DECLARED, *PARTS, amount("C", "INF"))
    filing = of_documents(
        a_xml=content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED), ex_xsd=declared
    )
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
    content = b.instance(b.DECLARED, *PARTS, amount("C", value))
    filing = of_documents(
        a_xml=content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED), ex_xsd=declared
    )
    assert errors(filing) == []
    assert list(rules(filing)).count("not-of-type") == expected


def facts_of(concept: str, kind: str, *values: str, max_text: int = 0) -> FilingWork:
    """A filing with facts of values of a concept of an item type."""
    declared = schema(*map(element, "AB"), element(concept, type=f"xbrli:{kind}ItemType"))
    parts = [amount(concept, value) for value in values]
    if kind in ("date", "boolean", "string"):
        parts = [amount(concept, value, unitRef="", decimals="") for value in values]
    content = b.instance(b.DECLARED, *parts)
    content = content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED)
    return of_documents(max_text, a_xml=content, ex_xsd=declared)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("integer", "100.5", 1),
        ("integer", "1E2", 1),
        ("integer", "INF", 1),
        ("integer", "-7", 0),
        ("positiveInteger", "0", 1),
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
    content = b.instance(b.DECLARED, amount("C", "2.5"), other)
    content = content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED)
    found = of_documents(a_xml=content, ex_xsd=declared).tables["findings"][-1]
    (index,) = (i for i, rule in enumerate(found["rule"]) if rule == "not-of-type")
    assert str(found["message"][index]).endswith("'2.5' is no value of, on one fact")


@pytest.mark.parametrize(("value", "scale", "expected"), [("1.50", "1", 0), ("1.55", "1", 1)])
def test_how_an_inline_amount_is_written_matters_not(value: str, scale: str, expected: int) -> None:
    declared = schema(*map(element, "AB"), element("C", type="xbrli:integerItemType"))
    content = b.inline_document(b.header(schema="ex.xsd"), number("C", value, scale=scale))
    filing = of_documents(
        a_htm=content.replace(b"<html ", b"<html " + DECLARED, 1), ex_xsd=declared
    )
    assert errors(filing) == []
    assert list(rules(filing)).count("not-of-type") == expected


def test_a_type_of_the_filing_that_derives_from_integers_has_integers_alone() -> None:
    derived = (
        '<xs:complexType name="countItemType"><xs:simpleContent>'
        '<xs:restriction base="xbrli:nonNegativeIntegerItemType"/>'
        "</xs:simpleContent></xs:complexType>"
    )
    declared = schema(*map(element, "AB"), element("C", type="ex:countItemType"), derived)
    content = b.instance(b.DECLARED, *PARTS, amount("C", "-2"))
    filing = of_documents(
        a_xml=content.replace(b"<xbrli:xbrl ", b"<xbrli:xbrl " + DECLARED), ex_xsd=declared
    )
    assert list(rules(filing)).count("not-of-type") == 1
    assert len(verdicts(filing)) == 1  # the number counts in sums all the same


NUMERATOR = f"<xbrli:unitNumerator>{b.USD}</xbrli:unitNumerator>"
PER_SHARE = f"<xbrli:unitDenominator>{b.SHARES}</xbrli:unitDenominator>"


@pytest.mark.parametrize(
    "measures",
    [
        f"<xbrli:divide>{NUMERATOR}{NUMERATOR}{PER_SHARE}</xbrli:divide>",
        f"<xbrli:divide>{NUMERATOR}</xbrli:divide>",
        NUMERATOR,
        f"{b.USD}<xbrli:other/>",
        b.USD.replace("USD", "USD<xbrli:other/>"),
    ],
)
def test_a_unit_with_more_in_it_than_a_unit_has_is_none(measures: str) -> None:
    filing = classic(*PARTS, amount("C", "2"), declared=b.context() + b.unit(measures=measures))
    assert (verdicts(filing), set(errors(filing))) == (set(), {"invalid-unit"})


@pytest.mark.parametrize(
    "context",
    [
        b.context(entity="1<x/>2"),
        b.context(segment=b.explicit("us-gaap:XAxis", "ex:Y<x/>")),
        b.context(period="<xbrli:instant>2024-12-31<x/></xbrli:instant>"),
    ],
)
def test_a_context_with_elements_where_a_text_must_be_is_none(context: str) -> None:
    filing = classic(*PARTS, amount("C", "2"), declared=context + b.unit())
    assert (verdicts(filing), set(errors(filing))) == (set(), {"invalid-context"})


def test_a_fraction_with_two_numerators_is_none() -> None:
    terms = "<xbrli:numerator>2</xbrli:numerator>" * 2
    terms += "<xbrli:denominator>1</xbrli:denominator>"
    filing = classic(*PARTS, amount("C", terms, decimals=""))
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["element-content"])


def test_an_inline_number_beside_text_is_none() -> None:
    mixed = number("C", f"{number('D', '2')}.0")
    filing = inline(*INLINE, mixed)
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["element-content"])
    assert verdicts(inline(*INLINE, number("C", f" {number('D', '2')} "))) == CONSISTENT


def test_a_number_that_goes_on_elsewhere_is_none() -> None:
    rest = '<ix:continuation id="k">00</ix:continuation>'
    filing = inline(*INLINE, number("C", "2", continuedAt="k"), rest)
    assert (verdicts(filing), errors(filing)) == (UNREADABLE, ["unresolved-continuation"])


@pytest.mark.parametrize("space", ["\u00a0", "\u2003"])
def test_a_number_between_spaces_that_are_not_those_of_xml_is_none(space: str) -> None:
    spaced = f"{space}2{space}"
    for filing in (
        classic(*PARTS, amount("C", spaced)),
        inline(*INLINE, number("C", spaced)),
        inline(*INLINE, number("C", f"{number('D', '2')}{space}")),
    ):
        assert (verdicts(filing), len(errors(filing))) == (UNREADABLE, 1)
    assert verdicts(classic(*PARTS, amount("C", " \n2\t"))) == CONSISTENT
    assert verdicts(inline(*INLINE, number("C", " \n2\t"))) == CONSISTENT
