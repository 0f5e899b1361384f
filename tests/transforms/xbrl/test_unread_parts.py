"""What of an instance cannot be read leaves the sums that may need it unchecked."""

import pytest

from tests.transforms.filings import work
from tests.transforms.xbrl.instance import builders as b
from tests.transforms.xbrl.linkbase.documents import (
    arc,
    element,
    link,
    linkbase,
    loc,
    schema,
)
from tests.transforms.xbrl.one_sum import (
    CALCULATION,
    CONSISTENT,
    INLINE,
    PARTS,
    amount,
    classic,
    errors,
    inline,
    instance,
    number,
    of_documents,
    own_schema,
    rules,
    verdicts,
)
from transforms.steps.chain import filing_steps, process

UNREADABLE = {"unreadable_fact"}
BROKEN = b.context(period="<xbrli:instant>never</xbrli:instant>")


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
    content = instance(ref, b.DECLARED, *PARTS, amount("C", "2"))
    filing = of_documents(a_xml=content, sums_xml=b"<html/>")
    assert (verdicts(filing), errors(filing)) == ({"network_incomplete"}, ["not-a-linkbase"])


@pytest.mark.parametrize("before", [b"<wrap>", b"<!DOCTYPE x [<!ENTITY a 'b'>"])
def test_calculation_links_in_a_document_that_is_no_linkbase_are_lost(before: bytes) -> None:
    filing = of_documents(
        a_xml=instance(b.DECLARED, *PARTS),
        sums_xml=before + CALCULATION,
    )
    assert (verdicts(filing), errors(filing)) == ({"network_incomplete"}, ["not-a-linkbase"])


def test_an_id_that_does_not_name_its_element_leaves_a_gap() -> None:
    href = "http://www.xbrl.org/2003/x.xsd#q1"
    sums = linkbase(link(loc("A"), loc("B"), loc("C", href), arc("A", "B"), arc("A", "C")))
    content = instance(b.DECLARED, *PARTS)
    filing = process(
        work({"ex.xsd": own_schema(), "ex_cal.xml": sums, "a.xml": content}), filing_steps()
    )
    assert verdicts(filing) == {"network_incomplete"}


def test_calculations_1_1_does_not_bind_an_item_whose_type_is_no_number() -> None:
    text = schema(element("A"), element("B"), element("C", type="xbrli:stringItemType"))
    files = {
        "ex.xsd": text,
        "ex_cal.xml": CALCULATION,
        "a.xml": instance(b.DECLARED, *PARTS, amount("C", "2")),
    }
    (rows,) = process(work(files), filing_steps()).tables["calculations"]
    assert rows["calc11_unbound"] == ["not_decimal"]


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
