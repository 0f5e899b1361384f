"""What the documents of a filing name and the filing does not hold, and what that costs."""

import pytest

from tests.transforms.filings import work
from tests.transforms.steps.test_validate_calculations import values
from tests.transforms.xbrl.linkbase.documents import (
    NAMESPACE,
    ROLE,
    arc,
    element,
    link,
    linkbase,
    linkbase_element,
    loc,
    role_type,
    schema,
)
from tests.transforms.xbrl.one_sum import CALCULATION, CONSISTENT, SUM, errors, own_schema, verdicts
from transforms.elements import FilingWork
from transforms.steps.chain import filing_steps, process
from transforms.xbrl.dts import absolute

OTHER_ROLE = "http://example.com/role/Other"
REF = "http://www.xbrl.org/2003/role/{}LinkbaseRef"
ABSENT = "absent-document"
UNBOUND = {"network_incomplete"}


def linkbase_ref(href: str, kind: str | None) -> str:
    role = f' xlink:role="{REF.format(kind)}"' if kind else ""
    return f'<link:linkbaseRef xlink:type="simple" xlink:href="{href}"{role}/>'


def instance_of(*references: str) -> bytes:
    links = "".join(
        f'<link:schemaRef xlink:type="simple" xlink:href="{href}"/>' for href in references
    )
    content = values(A="3", B="1", C="2")
    start = content.index(b">") + 1
    return content[:start] + links.encode() + content[start:]


def processed(**files: bytes) -> FilingWork:
    """A filing of `ex.xsd`, `ex_cal.xml` and `a.xml`, some of them changed or, if empty, gone."""
    standard = {"ex_xsd": own_schema(), "ex_cal_xml": CALCULATION, "a_xml": instance_of("ex.xsd")}
    named = {
        ".".join(name.rsplit("_", 1)): content
        for name, content in (standard | files).items()
        if content
    }
    return process(work(named), filing_steps())


def test_a_filing_that_holds_all_it_names_has_verdicts() -> None:
    filing = processed(ex_xsd=own_schema(linkbase_ref("./ex_cal.xml", "calculation")))
    assert errors(filing) == []
    assert verdicts(filing) == CONSISTENT


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("calculation", UNBOUND),
        (None, UNBOUND),
        ("presentation", CONSISTENT),
        ("definition", CONSISTENT),
        ("label", CONSISTENT),
        ("reference", CONSISTENT),
    ],
)
def test_an_absent_linkbase_is_a_reject_and_leaves_sums_unbound_if_it_may_hold_some(
    kind: str | None, expected: set[object]
) -> None:
    filing = processed(ex_xsd=own_schema(linkbase_ref("ex_more.xml", kind)))
    (reject,) = filing.rejects
    assert (reject.stage, reject.error, reject.file) == ("linkbase", ABSENT, "ex.xsd")
    assert "ex_more.xml" in reject.message
    assert verdicts(filing) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [(("presentation", "label"), CONSISTENT), (("presentation", "calculation"), UNBOUND)],
)
def test_an_absent_linkbase_may_hold_whatever_one_of_its_references_says(
    kinds: tuple[str, ...], expected: set[object]
) -> None:
    filing = processed(ex_xsd=own_schema(*(linkbase_ref("ex_more.xml", kind) for kind in kinds)))
    assert (errors(filing), verdicts(filing)) == ([ABSENT], expected)


def test_a_locator_at_an_absent_linkbase_does_not_say_what_it_holds() -> None:
    parts = loc("A"), loc("old", "ex_more.xml#l"), arc("A", "old", kind="label", use="prohibited")
    filing = processed(
        ex_xsd=own_schema(linkbase_ref("ex_more.xml", "label")),
        ex_lab_xml=linkbase(link(*parts, kind="label")),
    )
    assert (errors(filing), verdicts(filing)) == ([ABSENT], CONSISTENT)


@pytest.mark.parametrize(
    "before",
    [
        '<xs:import namespace="http://example.com/b" schemaLocation="b.xsd"/>',
        '<xs:include schemaLocation="sub/b.xsd"/>',
    ],
)
def test_an_absent_schema_may_name_linkbases(before: str) -> None:
    filing = processed(ex_xsd=own_schema(before=before))
    assert [(reject.stage, reject.error) for reject in filing.rejects] == [("schema", ABSENT)]
    assert verdicts(filing) == UNBOUND


def test_one_absent_document_is_one_reject_however_often_it_is_named() -> None:
    filing = processed(ex_xsd=b"")
    assert errors(filing) == [ABSENT]
    assert verdicts(filing) == UNBOUND


def test_an_absent_schema_that_the_instance_alone_names() -> None:
    filing = processed(a_xml=instance_of("ex.xsd", "other.xsd"))
    assert [(reject.error, reject.file) for reject in filing.rejects] == [(ABSENT, "a.xml")]
    assert verdicts(filing) == UNBOUND


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("http://fasb.org/us-gaap/2024/elts/x.xsd", ([], CONSISTENT)),
        ("https://xbrl.sec.gov/dei/2024/dei-2024.xsd", ([], CONSISTENT)),
        ("http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd", ([], CONSISTENT)),
        ("http://xbrl.org/2005/xbrldt-2005.xsd", ([], CONSISTENT)),
        ("https://example.com/own.xsd", ([ABSENT], UNBOUND)),
        ("file:///c:/x.xsd", ([ABSENT], UNBOUND)),
        ("http://[fasb.org/us-gaap/2024/x.xsd", ([ABSENT], UNBOUND)),
    ],
)
def test_only_standard_taxonomies_are_not_expected_in_the_filing(
    href: str, expected: tuple[list[str], set[str]]
) -> None:
    filing = processed(
        a_xml=instance_of("ex.xsd", href),
        ex_xsd=own_schema(before=f'<xs:import namespace="urn:x" schemaLocation="{href}"/>'),
    )
    assert (errors(filing), verdicts(filing)) == expected


def test_a_concept_of_an_absent_schema_is_found_whatever_prefix_the_instance_gives_it() -> None:
    other_prefix = instance_of("ex.xsd").replace(b"ex:", b"zz:").replace(b":ex=", b":zz=")
    filing = processed(ex_xsd=b"", a_xml=other_prefix)
    assert verdicts(filing) == UNBOUND
    assert filing.tables["calculations"][0]["concept"] == ["zz:A"]


def test_a_calculation_linkbase_that_is_not_well_formed_may_hold_any_sum() -> None:
    filing = processed(ex_more_xml=linkbase(link(*SUM, role=OTHER_ROLE))[:-9])
    assert errors(filing) == ["not-well-formed"]
    assert verdicts(filing) == UNBOUND


def test_a_presentation_linkbase_that_is_not_well_formed_costs_no_sum() -> None:
    filing = processed(
        ex_xsd=own_schema(linkbase_ref("ex_more.xml", "presentation")),
        ex_more_xml=linkbase(link(loc("A"), kind="presentation"))[:-9],
    )
    assert errors(filing) == ["not-well-formed"]
    assert verdicts(filing) == CONSISTENT


def test_what_is_named_as_a_linkbase_and_is_none_is_a_reject() -> None:
    filing = processed(
        ex_xsd=own_schema(linkbase_ref("page.htm", "calculation")), page_htm=b"<html/>"
    )
    assert errors(filing) == ["not-a-linkbase"]
    assert verdicts(filing) == UNBOUND


NO_ARCROLE: dict[str, object] = {"xlink:arcrole": None}
HOLES = {
    "locator that leads nowhere": (loc("X", "ex.xsd#ex_Nothing"), arc("A", "X")),
    "label that nothing has": (arc("A", "Z"),),
    "locator without href": (loc("Y", **{"xlink:href": None}), ),
    "arc without arcrole": (arc("A", "B", kind="calculation", arcrole=None, **NO_ARCROLE),),
    "priority that is none": (arc("A", "B", priority="high"),),
    "too many pairs": (
        *(loc("many", f"ex.xsd#ex_{name}") for name in "ABC" * 150),
        arc("many", "many"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES.keys())
def test_a_hole_in_a_network_leaves_its_sums_unbound(hole: tuple[str, ...]) -> None:
    assert verdicts(processed(ex_more_xml=linkbase(link(*SUM[:3], *hole)))) == UNBOUND


@pytest.mark.parametrize("hole", HOLES.values(), ids=HOLES.keys())
def test_a_hole_in_one_network_leaves_the_others_as_they_are(hole: tuple[str, ...]) -> None:
    other = linkbase(link(*SUM[:3], *hole, role=OTHER_ROLE))
    assert verdicts(processed(ex_more_xml=other)) == CONSISTENT


def test_a_calculation_link_without_role_may_belong_to_any_network() -> None:
    assert verdicts(processed(ex_more_xml=linkbase(link(*SUM, role=None)))) == UNBOUND


def test_a_faulty_locator_that_no_arc_uses_costs_nothing() -> None:
    unused = linkbase(link(loc("X", "ex.xsd#ex_Nothing")))
    assert verdicts(processed(ex_more_xml=unused)) == CONSISTENT


def test_a_hole_in_a_presentation_network_costs_no_sum() -> None:
    other = link(*SUM[:3], arc("A", "Z", kind="presentation"), kind="presentation")
    assert verdicts(processed(ex_more_xml=linkbase(other))) == CONSISTENT


def test_an_incomplete_network_has_no_cause() -> None:
    filing = processed(
        ex_xsd=own_schema(linkbase_ref("ex_more.xml", "calculation")),
        a_xml=values(A="4", B="1", C="2"),
    )
    assert filing.tables["calculations"][0]["cause"] == [None]


def test_embedded_linkbases_name_documents_too() -> None:
    reference = f'<link:roleRef roleURI="{ROLE}" xlink:type="simple" xlink:href="gone.xsd#r"/>'
    filing = processed(ex_xsd=own_schema(linkbase_element(reference, link(*SUM))), ex_cal_xml=b"")
    assert errors(filing) == [ABSENT]
    assert verdicts(filing) == UNBOUND


@pytest.mark.parametrize(
    ("weight", "defect"),
    [(None, "weight-missing"), ("x", "weight-not-a-number"), ("0", "weight-zero")],
)
def test_a_total_with_an_item_of_no_usable_weight_is_not_checked(
    weight: str | None, defect: str
) -> None:
    broken = linkbase(link(*SUM[:4], arc("A", "C", weight=weight)))
    filing = processed(ex_cal_xml=broken, a_xml=instance_of("ex.xsd"))
    assert verdicts(filing) == UNBOUND
    rules = [rule for columns in filing.tables["findings"] for rule in columns["rule"]]
    assert defect in rules


def test_what_an_incomplete_network_lacks_may_be_the_item_that_is_reported() -> None:
    lacking = linkbase(link(loc("A"), loc("B"), arc("A", "B"), arc("A", "C")))
    content = instance_of("ex.xsd").replace(b"ex:B", b"ex:D")
    assert verdicts(processed(ex_cal_xml=lacking, a_xml=content)) == UNBOUND


@pytest.mark.parametrize("kind", ["calculation", None])
def test_a_linkbase_on_another_host_than_a_standard_taxonomy_is_absent(kind: str | None) -> None:
    filing = processed(ex_xsd=own_schema(linkbase_ref("http://example.com/x_cal.xml", kind)))
    assert errors(filing) == [ABSENT]
    assert verdicts(filing) == UNBOUND


@pytest.mark.parametrize("kind", ["calculation", None])
def test_a_standard_calculation_linkbase_that_is_named_may_hold_any_sum(kind: str | None) -> None:
    href = "http://xbrl.fasb.org/us-gaap/2024/stm/us-gaap-stm-sfp-cls-cal-2024.xml"
    filing = processed(ex_xsd=own_schema(linkbase_ref(href, kind)))
    assert (errors(filing), verdicts(filing)) == ([], UNBOUND)


def test_what_a_company_filed_elsewhere_is_no_standard_taxonomy() -> None:
    href = "https://www.sec.gov/Archives/edgar/data/7/000000000724000001/more.xsd"
    filing = processed(
        ex_xsd=own_schema(before=f'<xs:import namespace="urn:x" schemaLocation="{href}"/>')
    )
    assert (errors(filing), verdicts(filing)) == ([ABSENT], UNBOUND)


def test_a_reference_without_href_names_what_nobody_knows() -> None:
    reference = linkbase_ref("x", "calculation").replace(' xlink:href="x"', "")
    filing = processed(ex_xsd=own_schema(reference))
    assert (errors(filing), verdicts(filing)) == ([ABSENT], UNBOUND)
    assert "linkbaseRef without href" in filing.rejects[0].message


def two_instances(**files: bytes) -> FilingWork:
    """Instances `a` and `b` of schemas of their own, in which A is B + C, and B alone."""
    cal = "calculation"
    standard = {
        "ex_xsd": own_schema(linkbase_ref("ex_cal.xml", cal)),
        "other_xsd": schema(
            '<xs:import namespace="urn:x" schemaLocation="ex.xsd"/>'.replace("ex.xsd", "base.xsd"),
            appinfo=linkbase_ref("other_cal.xml", cal),
        ),
        "base_xsd": own_schema(),
        "other_cal_xml": linkbase(
            link(loc("A", "base.xsd#ex_A"), loc("B", "base.xsd#ex_B"), arc("A", "B"))
        ),
        "b_xml": instance_of("other.xsd").replace(b">1<", b">3<"),
    }
    return processed(**(standard | files))


def test_each_instance_is_checked_against_the_networks_of_its_own_dts() -> None:
    filing = two_instances()
    rows = [
        (columns["instance"], columns["xbrl21"], columns["items_defined"])
        for columns in filing.tables["calculations"]
    ]
    assert rows == [(["a.xml"], ["consistent"], [2]), (["b.xml"], ["consistent"], [1])]
    assert errors(filing) == []


def test_an_arc_of_another_dts_prohibits_nothing() -> None:
    prohibits = link(
        loc("A", "base.xsd#ex_A"),
        loc("B", "base.xsd#ex_B"),
        loc("C", "base.xsd#ex_C"),
        arc("A", "C", use="prohibited", priority="1"),
        arc("A", "B"),
    )
    filing = two_instances(other_cal_xml=linkbase(prohibits))
    assert [columns["items_defined"] for columns in filing.tables["calculations"]] == [[2], [1]]


def test_what_one_dts_lacks_leaves_the_sums_of_another_as_they_are() -> None:
    filing = two_instances(other_cal_xml=b"")
    (columns,) = (each for each in filing.tables["calculations"] if each["instance"])
    assert (columns["instance"], columns["xbrl21"]) == (["a.xml"], ["consistent"])


def found_rules(filing: FilingWork) -> list[object]:
    return [rule for columns in filing.tables["findings"] for rule in columns["rule"]]


@pytest.mark.parametrize(
    ("second", "found"), [("base.xsd", []), ("ex.xsd", ["ineffectual-arc"] * 2)]
)
def test_an_arc_repeats_none_of_another_dts(second: str, found: list[str]) -> None:
    locators = [loc(name, f"{second}#ex_{name}") for name in "ABC"]
    again = linkbase(link(*locators, arc("A", "B"), arc("A", "C")))
    assert found_rules(two_instances(other_cal_xml=again)) == found


def summed_and_shown(schema_name: str, role: str) -> bytes:
    """A linkbase of two links of one role: A is B + C, and A is shown above both."""
    locators = [loc(name, f"{schema_name}#ex_{name}") for name in "ABC"]
    return linkbase(
        *(
            link(*locators, *(arc("A", to, kind=kind) for to in "BC"), kind=kind, role=role)
            for kind in ("calculation", "presentation")
        )
    )


@pytest.mark.parametrize(
    ("second", "found"), [("base.xsd", []), ("ex.xsd", ["repeated-calculation"])]
)
def test_sums_of_another_dts_are_no_repetition(second: str, found: list[str]) -> None:
    filing = two_instances(
        ex_cal_xml=summed_and_shown("ex.xsd", "urn:a"),
        other_cal_xml=summed_and_shown(second, "urn:b"),
    )
    assert found_rules(filing) == found


def test_a_damaged_linkbase_that_an_instance_names_is_one_reject() -> None:
    reference = linkbase_ref("ex_cal.xml", "calculation")
    content = instance_of("ex.xsd")
    start = content.index(b"<xbrli:context")
    with_reference = content[:start] + reference.encode() + content[start:]
    filing = processed(a_xml=with_reference, ex_cal_xml=CALCULATION[:-9])
    assert errors(filing) == ["not-well-formed"]


def test_sums_of_a_standard_taxonomy_that_an_instance_names_are_not_known() -> None:
    reference = linkbase_ref("http://xbrl.fasb.org/us-gaap/2024/stm/x-cal-2024.xml", "calculation")
    content = instance_of("ex.xsd")
    start = content.index(b"<xbrli:context")
    with_reference = content[:start] + reference.encode() + content[start:]
    assert verdicts(processed(a_xml=with_reference)) == UNBOUND


def test_a_linkbase_that_no_instance_leads_to_is_a_finding_and_is_checked() -> None:
    filing = processed()
    assert (found_rules(filing), verdicts(filing)) == (["not-in-dts"], CONSISTENT)


@pytest.mark.parametrize(
    ("arcs", "kept"),
    [
        ((arc("A", "B", use="prohibited", priority="1"),), CONSISTENT),
        (
            tuple(arc("A", to, use="prohibited", priority="1") for to in "BC"),
            CONSISTENT,
        ),
        ((arc("A", "D"),), CONSISTENT),
        ((arc("B", "C"),), {"consistent", "inconsistent"}),
    ],
    ids=["one arc prohibited", "all arcs prohibited", "another item", "another total"],
)
def test_a_linkbase_that_no_instance_leads_to_changes_no_sum_of_a_dts(
    arcs: tuple[str, ...], kept: set[str]
) -> None:
    own = schema(*map(element, "ABCD"), appinfo=linkbase_ref("ex_cal.xml", "calculation"))
    filing = processed(ex_xsd=own, other_cal_xml=linkbase(link(*map(loc, "ABCD"), *arcs)))
    assert "not-in-dts" in found_rules(filing)
    assert verdicts(filing) == kept


def test_what_an_absent_document_may_lead_to_is_not_said_to_be_outside_the_dts() -> None:
    assert found_rules(processed(ex_xsd=own_schema(linkbase_ref("gone.xml", "label")))) == []
    assert found_rules(processed(a_xml=instance_of("ex.xsd", "gone.xsd"))) == []


def test_an_instance_that_names_no_schema_is_a_finding() -> None:
    filing = processed(a_xml=values(A="3", B="1", C="2"))
    assert (found_rules(filing), verdicts(filing)) == (["no-schema-reference"], CONSISTENT)


def test_an_element_that_a_schema_declares_twice_is_a_reject_and_the_first_counts() -> None:
    twice = schema(*map(element, "ABC"), element("B", id="second", type="xbrli:stringItemType"))
    filing = processed(ex_xsd=twice)
    assert errors(filing) == ["duplicate-declaration"]
    (concepts,) = filing.tables["concepts"]
    assert concepts["local_name"] == ["A", "B", "C"]
    assert verdicts(filing) == CONSISTENT


def test_a_role_that_a_schema_declares_twice_is_a_reject_and_the_first_counts() -> None:
    roles = role_type() + role_type(definition="0003 - Statement - Other")
    filing = processed(ex_xsd=schema(*map(element, "ABC"), appinfo=roles))
    assert errors(filing) == ["duplicate-declaration"]
    (found,) = filing.tables["roles"]
    assert found["definition"] == ["0002 - Statement - Balance Sheet"]
    assert verdicts(filing) == CONSISTENT


FLIPPED = linkbase(link(*SUM[:3], arc("A", "B", weight="-1"), arc("A", "C")))
DROPPED = linkbase(link(*SUM[:2], arc("A", "B", use="prohibited", priority="2")))


@pytest.mark.parametrize(
    ("of_b", "first", "second", "reasons"),
    [
        (CALCULATION, ["consistent"], ["consistent"], [None, None, "duplicate", "duplicate"]),
        (FLIPPED, ["consistent"], ["inconsistent"], [None, None, None, "duplicate"]),
        (DROPPED, ["consistent"], [], ["prohibited", None, "prohibiting"]),
    ],
)
def test_each_instance_has_the_sums_of_its_own_dts_while_arcs_are_of_the_filing(
    of_b: bytes, first: list[str], second: list[str], reasons: list[str | None]
) -> None:
    filing = process(
        work(
            {
                "ex.xsd": schema(*map(element, "ABC")),
                "a.xsd": _schema_of("a"),
                "a_cal.xml": CALCULATION,
                "a.xml": instance_of("a.xsd"),
                "b.xsd": _schema_of("b"),
                "b_cal.xml": of_b,
                "b.xml": instance_of("b.xsd"),
            }
        ),
        filing_steps(),
    )
    assert [columns["xbrl21"] for columns in filing.tables["calculations"]] == [first, second]
    (arcs,) = filing.tables["arcs"]
    assert list(arcs["ineffective_reason"]) == reasons


def _schema_of(name: str) -> bytes:
    imports = f'<xs:import namespace="{NAMESPACE}" schemaLocation="ex.xsd"/><xs:annotation>'
    refs = linkbase_ref(f"{name}_cal.xml", "calculation")
    content = schema(appinfo=refs, namespace=f"http://example.com/{name}").decode()
    return content.replace("<xs:annotation>", imports, 1).encode()


@pytest.mark.parametrize(
    "calculation",
    [
        linkbase(link(*SUM[:4], f"<link:documentation>{SUM[4]}</link:documentation>")),
        linkbase(link(*SUM[:4]), f"<wrap>{link(*SUM[:3], SUM[4])}</wrap>"),
    ],
)
def test_arcs_where_no_arc_may_be_leave_sums_without_verdict(calculation: bytes) -> None:
    filing = processed(ex_cal_xml=calculation)
    assert (verdicts(filing), errors(filing)) == (UNBOUND, ["unexpected-element"])


@pytest.mark.parametrize(
    ("base", "address", "named"),
    [
        ("a.xml", "./x/../b.xsd", "b.xsd"),
        ("a.xml", "HTTPS://XBRL.fasb.org/us-gaap/2024/b.xsd", "https://xbrl.fasb.org/us-gaap/2024/b.xsd"),
        ("a.xml", "http://h:80/b.xsd", "http://h/b.xsd"),
        ("a.xml", "https://h:443/b.xsd", "https://h/b.xsd"),
        ("a.xml", "https://h:80/b.xsd", "https://h:80/b.xsd"),
        ("a.xml", "http://h/./x/y/../b.xsd?q=./z", "http://h/x/b.xsd?q=./z"),
        ("http://H/x/a.xml", "../b.xsd", "http://h/b.xsd"),
        ("a.xml", "http://[h/b.xsd", "http://[h/b.xsd"),
    ],
)  # fmt: skip
def test_equivalent_addresses_are_one(base: str, address: str, named: str) -> None:
    assert absolute(base, address) == named


def test_white_space_around_the_role_of_a_reference_says_nothing() -> None:
    reference = linkbase_ref("absent.xml", "label").replace('xlink:role="', 'xlink:role=" ')
    assert verdicts(processed(ex_xsd=own_schema(reference))) == CONSISTENT
