"""What a filing's linkbases say, by behaviour: the traps that real filings set."""

import gc
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from tests.transforms.xbrl.linkbase.documents import (
    LINK,
    NAMESPACE,
    ROLE,
    arc,
    effective,
    element,
    label,
    link,
    linkbase,
    linkbase_element,
    loc,
    parse,
    reasons,
    role_type,
    rows,
    rules,
    schema,
)
from transforms.xbrl.document import parse_xml
from transforms.xbrl.linkbase import parsed_documents
from transforms.xbrl.linkbase.parsing import parse_linkbases
from transforms.xbrl.names import SUMMATION_ITEM, SUMMATION_ITEM_11, clark

A_TO_B = link(loc("A"), loc("B"), arc("A", "B"))


def test_a_prohibited_arc_across_two_files_is_removed() -> None:
    prohibiting = link(loc("A"), loc("B"), arc("A", "B", use="prohibited", priority="1"))
    result = parse({"1.xml": linkbase(A_TO_B), "2.xml": linkbase(prohibiting)})
    assert effective(result) == []
    assert reasons(result) == ["prohibited", "prohibiting"]
    assert result.n_effective_arcs == 0
    assert result.summations == []


def test_one_role_in_two_extended_links_is_one_network() -> None:
    other = link(loc("A"), loc("C"), arc("A", "C", order="2"))
    result = parse({"cal.xml": linkbase(A_TO_B, other)})
    [summation] = result.summations
    assert [item.concept.partition("}")[2] for item in summation.items] == ["B", "C"]
    assert rows(result.tables["arcs"], "link_index", "arc_index") == [(0, 0), (1, 0)]


def test_both_calculation_arcroles_make_networks_of_their_own() -> None:
    parts = loc("A"), loc("B"), loc("C"), arc("A", "B"), arc("A", "C", arcrole=SUMMATION_ITEM_11)
    result = parse({"cal.xml": linkbase(link(*parts))})
    assert [(s.arcrole, len(s.items)) for s in result.summations] == [
        (SUMMATION_ITEM, 1),
        (SUMMATION_ITEM_11, 1),
    ]


def test_one_label_on_two_locators_makes_a_relationship_with_each() -> None:
    parts = loc("A"), loc("x", "ex.xsd#ex_B"), loc("x", "ex.xsd#ex_C"), arc("A", "x")
    result = parse({"cal.xml": linkbase(link(*parts))})
    assert rows(result.tables["arcs"], "to_concept", "arc_index", "pair_index") == [
        ("ex:B", 0, 0),
        ("ex:C", 0, 1),
    ]


def test_an_arc_may_stand_before_its_locators() -> None:
    result = parse({"cal.xml": linkbase(link(arc("A", "B"), loc("B"), loc("A")))})
    assert effective(result) == [("ex:A", "ex:B")]


def test_a_label_is_known_in_its_own_extended_link_only() -> None:
    result = parse({"cal.xml": linkbase(link(loc("A"), loc("B")), link(arc("A", "B")))})
    assert result.tables["arcs"]["role_uri"] == []
    assert rules(result) == ["unresolved-label", "unresolved-label"]


def test_a_duplicate_arc_keeps_both_rows_and_is_found() -> None:
    result = parse({"cal.xml": linkbase(link(loc("A"), loc("B"), arc("A", "B"), arc("A", "B")))})
    assert reasons(result) == [None, "duplicate"]
    assert sorted(map(str, rules(result))) == ["duplicate-arc", "ineffectual-arc"]


def test_links_of_several_linkbases_in_one_schema_are_counted_through() -> None:
    embedded = linkbase_element(A_TO_B) + linkbase_element(A_TO_B.replace("ex_B", "ex_C"))
    appinfo = embedded.replace("ex.xsd#", "#")
    result = parse({"ex.xsd": schema(*map(element, "ABC"), appinfo=appinfo)})
    assert result.tables["arcs"]["link_index"] == [0, 1]


def test_a_file_may_hold_extended_links_of_several_types() -> None:
    parts = loc("A"), loc("B"), arc("A", "B", kind="presentation")
    result = parse({"x.xml": linkbase(A_TO_B, link(*parts, kind="presentation"))})
    assert rows(result.tables["arcs"], "linkbase", "link_index") == [
        ("calculation", 0),
        ("presentation", 1),
    ]


def test_xml_base_moves_where_a_locator_points() -> None:
    parts = loc("A", "../ex.xsd#ex_A"), loc("B", "ex.xsd#ex_B", **{"xml:base": "../"})
    base = linkbase(link(*parts, arc("A", "B")), **{"xml:base": "deep/er/"})
    result = parse({"cal.xml": base, "deep/ex.xsd": schema(element("A"), element("B"))})
    assert effective(result) == [("ex:A", "ex:B")]
    assert rules(result) == []


def test_a_reference_without_an_address_is_to_its_own_document_whatever_xml_base_says() -> None:
    reference = f'<link:roleRef roleURI="{ROLE}" xlink:type="simple" xlink:href="#BalanceSheet"/>'
    parts = loc("A", "#ex_A"), loc("B", "#ex_B", **{"xml:base": "else/where/"}), arc("A", "B")
    embedded = linkbase_element(reference, link(*parts), **{"xml:base": "deep/"})
    ex = schema(element("A"), element("B"), appinfo=role_type() + embedded)
    other = linkbase(link(loc("A", "#ex_A"), arc("A", "A")), **{"xml:base": "deep/"})
    result = parse({"ex.xsd": ex, "other.xml": other})
    assert rows(result.tables["arcs"], "file", "from_qname_source", "to_qname_source") == [
        ("ex.xsd", "schema", "schema"),
        ("other.xml", "fallback", "fallback"),
    ]
    assert result.rejects == []
    assert rows(result.tables["findings"], "rule", "file")[:1] == [
        ("unresolved-locator", "other.xml")
    ]


def test_a_document_that_a_locator_names_below_xml_base_is_missing_from_its_own_document() -> None:
    parts = loc("A", "lost.xsd#ex_A"), loc("B", "../ex.xsd#ex_B"), arc("A", "B")
    result = parse({"cal.xml": linkbase(link(*parts, **{"xml:base": "deep/"}))})
    assert [(each.error, each.file) for each in result.rejects] == [("absent-document", "cal.xml")]
    assert "deep/lost.xsd" in result.rejects[0].message
    assert result.documents["cal.xml"] == {"deep/lost.xsd", "ex.xsd"}


def test_every_document_names_what_its_locators_point_at_whichever_is_read_first() -> None:
    result = parse({"1.xml": linkbase(A_TO_B), "2.xml": linkbase(A_TO_B)})
    assert result.documents["1.xml"] == result.documents["2.xml"] == {"ex.xsd"}


def test_the_end_of_an_arc_that_leads_nowhere_in_the_own_schema_is_found_and_shown() -> None:
    result = parse({"cal.xml": linkbase(link(loc("A"), loc("Z"), arc("A", "Z")))})
    assert effective(result) == [("ex:A", "ex:Z")]
    assert rows(result.tables["arcs"], "to_qname_source", "to_namespace") == [("fallback", None)]
    assert rules(result) == ["unresolved-locator"]


def test_a_missing_weight_keeps_the_arc_and_leaves_the_total_unchecked() -> None:
    parts = loc("A"), loc("B"), loc("C"), arc("A", "B"), arc("A", "C", weight=None)
    result = parse({"cal.xml": linkbase(link(*parts))})
    assert rows(result.tables["arcs"], "weight", "weight_text") == [(1, "1"), (None, None)]
    (summation,) = result.summations
    assert (len(summation.items), summation.is_incomplete) == (1, True)
    assert rules(result) == ["weight-missing"]


def test_an_extended_link_without_a_role_is_a_reject_with_its_arcs_shown() -> None:
    result = parse({"cal.xml": linkbase(link(loc("A"), loc("B"), arc("A", "B"), role=None))})
    assert [reject.error for reject in result.rejects] == ["role-missing"]
    assert result.tables["arcs"]["role_uri"] == [""]


def test_a_locator_without_href_is_a_reject_and_its_arc_a_finding() -> None:
    broken = '<link:loc xlink:type="locator" xlink:label="B"/>'
    result = parse({"cal.xml": linkbase(link(loc("A"), broken, arc("A", "B")))})
    assert [reject.error for reject in result.rejects] == ["locator-incomplete"]
    assert rules(result) == ["unresolved-label"]


@pytest.mark.parametrize(
    "more", [{"use": "forbidden"}, {"priority": "high"}, {"xlink:arcrole": None}]
)
def test_an_attribute_without_meaning_is_a_reject_with_its_arc_shown(
    more: dict[str, Any],
) -> None:
    result = parse({"cal.xml": linkbase(link(loc("A"), loc("B"), arc("A", "B", **more)))})
    assert [reject.error for reject in result.rejects] == ["arc-attribute"]
    assert effective(result) == [("ex:A", "ex:B")]


def test_an_arc_for_several_pairs_has_its_attributes_rejected_once() -> None:
    parts = loc("A"), loc("x", "ex.xsd#ex_B"), loc("x", "ex.xsd#ex_C")
    result = parse({"cal.xml": linkbase(link(*parts, arc("A", "x", use="forbidden")))})
    assert [reject.error for reject in result.rejects] == ["arc-attribute"]
    assert len(effective(result)) == 2


@pytest.mark.parametrize("found", [None, "resource", "arc"])
def test_a_locator_of_another_xlink_type_is_read_and_leaves_its_network_unchecked(
    found: str | None,
) -> None:
    parts = loc("A"), f"\n{loc('B', **{'xlink:type': found})}", arc("A", "B")
    result = parse({"cal.xml": linkbase(link(*parts))})
    assert effective(result) == [("ex:A", "ex:B")]
    [reject] = result.rejects
    assert (reject.error, reject.file, reject.line) == ("xlink-type", "cal.xml", 2)
    assert "no xlink:type" in reject.message if found is None else repr(found) in reject.message
    assert result.gaps["cal.xml"].may_be_in(ROLE, SUMMATION_ITEM)
    assert not result.gaps["cal.xml"].may_be_in(f"{ROLE}/other", SUMMATION_ITEM)


@pytest.mark.parametrize("found", [None, "locator"])
def test_an_arc_of_another_xlink_type_is_read_and_leaves_its_network_unchecked(
    found: str | None,
) -> None:
    more: dict[str, Any] = {"xlink:type": found}
    parts = loc("A"), loc("B"), arc("A", "B", **more)
    result = parse({"cal.xml": linkbase(link(*parts))})
    assert effective(result) == [("ex:A", "ex:B")]
    assert [(reject.error, reject.line) for reject in result.rejects] == [("arc-attribute", 1)]
    assert result.gaps["cal.xml"].may_be_in(ROLE, SUMMATION_ITEM)


def test_an_extended_link_without_xlink_type_is_read_and_leaves_its_network_unchecked() -> None:
    more: dict[str, Any] = {"xlink:type": None}
    parts = loc("A"), loc("B"), arc("A", "B")
    result = parse({"cal.xml": linkbase(link(*parts, **more))})
    assert effective(result) == [("ex:A", "ex:B")]
    assert [reject.error for reject in result.rejects] == ["xlink-type"]
    assert result.gaps["cal.xml"].may_be_in(ROLE, SUMMATION_ITEM)


def test_a_label_without_xlink_type_is_read_and_rejected() -> None:
    text = label("text", "Assets", **{"xlink:type": None})
    parts = loc("A"), text, arc("A", "text", kind="label")
    result = parse({"lab.xml": linkbase(link(*parts, kind="label"))})
    assert result.tables["labels"]["text"] == ["Assets"]
    assert [reject.error for reject in result.rejects] == ["xlink-type"]
    assert not result.gaps


def test_a_weight_is_exact_in_the_columns_and_in_the_sum() -> None:
    weight = "0.12345678901234567890"
    result = parse({"cal.xml": linkbase(link(loc("A"), loc("B"), arc("A", "B", weight=weight)))})
    assert rows(result.tables["arcs"], "weight", "weight_text") == [(Decimal(weight), weight)]
    assert result.summations[0].items[0].weight == Decimal(weight)


def test_an_item_of_weight_zero_is_left_out_of_the_sum() -> None:
    parts = loc("A"), loc("B"), loc("C"), arc("A", "B", weight="0.0"), arc("A", "C")
    result = parse({"cal.xml": linkbase(link(*parts))})
    [summation] = result.summations
    assert [item.concept.partition("}")[2] for item in summation.items] == ["C"]


def test_items_stand_in_the_order_of_their_arcs_by_number() -> None:
    parts = [loc(name) for name in "ABC"]
    arcs = arc("A", "B", order="10"), arc("A", "C", order="9.5")
    [summation] = parse({"cal.xml": linkbase(link(*parts, *arcs))}).summations
    assert [item.concept.partition("}")[2] for item in summation.items] == ["C", "B"]


def test_a_concept_without_known_namespace_is_named_by_its_id_in_a_summation() -> None:
    result = parse_linkbases([("cal.xml", linkbase(A_TO_B))])
    assert result.summations[0].total == "ex:A"


@pytest.mark.parametrize("prohibiting_file", ["1.xml", "3.xml"])
@pytest.mark.parametrize("pointer", ["lab_A", "element(/1/2/4)"])
def test_a_label_is_prohibited_by_an_arc_of_another_file_that_points_at_it(
    prohibiting_file: str, pointer: str
) -> None:
    first = (
        loc("A"),
        label("b", "Total assets", id="lab_B"),
        arc("A", "b", kind="label"),
        label("a", "Assets", id="lab_A"),
        arc("A", "a", kind="label"),
    )
    second = (
        loc("A"),
        loc("old", f"2.xml#{pointer}"),
        arc("A", "old", kind="label", use="prohibited", priority="1"),
    )
    result = parse(
        {
            "2.xml": linkbase(link(kind="label"), link(*first, kind="label")),
            prohibiting_file: linkbase(link(*second, kind="label")),
        }
    )
    assert sorted(rows(result.tables["labels"], "text", "effective")) == [
        ("Assets", False),
        ("Assets", False),
        ("Total assets", True),
    ]
    assert rules(result) == []


def test_a_label_of_a_linkbase_in_a_schema_is_prohibited_by_an_arc_that_points_at_it() -> None:
    own = loc("A", "#ex_A"), label("a", "Assets", id="lab_A"), arc("A", "a", kind="label")
    labels = linkbase_element(link(*own, kind="label"))
    embedded = schema(element("A"), appinfo=linkbase_element() + labels)
    prohibiting = (
        loc("A"),
        loc("old", "ex.xsd#lab_A"),
        arc("A", "old", kind="label", use="prohibited"),
    )
    result = parse({"ex.xsd": embedded, "lab.xml": linkbase(link(*prohibiting, kind="label"))})
    assert rows(result.tables["labels"], "effective") == [(False,), (False,)]


def test_a_locator_of_a_label_may_have_an_xml_base_of_its_own() -> None:
    first = (
        loc("A", "../ex.xsd#ex_A"),
        label("a", "Assets", id="lab_A"),
        arc("A", "a", kind="label"),
    )
    second = (
        loc("A", "../../ex.xsd#ex_A"),
        loc("old", "../../lab.xml#lab_A", **{"xml:base": "one/"}),
        arc("A", "old", kind="label", use="prohibited", priority="1"),
    )
    documents = {
        "two/lab.xml": linkbase(link(*first, kind="label")),
        "2.xml": linkbase(link(*second, kind="label", **{"xml:base": "two/three/"})),
    }
    result = parse(documents)
    assert rows(result.tables["labels"], "text", "effective") == [("Assets", False)] * 2


def test_a_locator_at_a_concept_prohibits_no_label() -> None:
    parts = loc("A"), loc("old", "ex.xsd#ex_B"), arc("A", "old", kind="label", use="prohibited")
    result = parse({"lab.xml": linkbase(link(*parts, kind="label"))})
    assert rules(result) == ["unresolved-label", "ineffectual-arc"]


def test_a_label_outside_the_filing_may_be_prohibited() -> None:
    href = "http://xbrl.fasb.org/us-gaap/2011/elts/us-gaap-lab-2011-01-31.xml#lab_Assets"
    parts = loc("A"), loc("old", href), arc("A", "old", kind="label", use="prohibited")
    result = parse({"lab.xml": linkbase(link(*parts, kind="label"))})
    assert rows(result.tables["labels"], "concept", "text", "effective") == [("ex:A", None, False)]
    assert rules(result) == []


def test_references_are_read_for_their_defects_alone() -> None:
    result = parse({"ref.xml": linkbase(link(arc("A", "a", kind="reference"), kind="reference"))})
    assert (
        rows(result.tables["findings"], "rule", "linkbase")
        == [("unresolved-label", "reference")] * 2
    )
    assert result.tables["arcs"]["file"] == []


def test_extended_links_of_other_types_are_counted_and_not_read() -> None:
    other = '<x:link xmlns:x="http://example.com/x" xlink:type="extended"/>'
    result = parse({"cal.xml": linkbase(other, A_TO_B)})
    assert result.tables["arcs"]["link_index"] == [1]


def custom(*parts: str, role: str | None = ROLE) -> str:
    """An extended link of another element than those of XBRL 2.1."""
    return link(*parts, role=role).replace("link:calculationLink", "ex:link").replace(
        "<ex:link", '<ex:link xmlns:ex="http://example.com/x"'
    )  # fmt: skip


def test_calculation_arcs_in_an_extended_link_of_another_element_are_not_lost_in_silence() -> None:
    result = parse({"cal.xml": linkbase(custom(loc("A"), loc("B"), arc("A", "B")))})
    (reject,) = result.rejects
    assert (reject.error, reject.file, reject.line) == ("custom-link", "cal.xml", 1)
    _, gaps = result.in_dts(frozenset())
    assert gaps.may_be_in(ROLE, SUMMATION_ITEM)
    assert not gaps.may_be_in(ROLE, SUMMATION_ITEM_11)
    assert not gaps.may_be_in("http://example.com/role/Other", SUMMATION_ITEM)


@pytest.mark.parametrize("role", [ROLE, None])
def test_other_arcs_in_such_a_link_concern_no_sum(role: str | None) -> None:
    parts = loc("A"), loc("B"), arc("A", "B", kind="presentation")
    result = parse({"pre.xml": linkbase(custom(*parts, role=role))})
    assert "custom-link" in [reject.error for reject in result.rejects]
    assert not result.in_dts(frozenset())[1].may_be_in(ROLE, SUMMATION_ITEM)


def test_a_locator_that_leads_nowhere_in_such_a_link_is_found() -> None:
    lost = loc("Z", "ex.xsd#ex_Z"), loc("Y", "../ex.xsd#ex_Y", **{"xml:base": "deep/"})
    result = parse({"cal.xml": linkbase(custom(loc("A"), *lost))})
    assert rules(result) == ["unresolved-locator", "unresolved-locator"]


def test_what_is_no_part_of_an_extended_link_may_stand_in_one() -> None:
    title = '<x:title xmlns:x="http://example.com/x" xlink:type="title"><x:b>Assets</x:b></x:title>'
    result = parse({"cal.xml": linkbase(link(title, loc("A"), loc("B"), arc("A", "B")))})
    assert (result.rejects, effective(result)) == ([], [("ex:A", "ex:B")])


def test_the_arcs_of_no_role_in_such_a_link_may_be_of_any_network() -> None:
    parts = loc("A"), loc("B"), arc("A", "B")
    result = parse({"cal.xml": linkbase(custom(*parts, role=None))})
    assert result.in_dts(frozenset())[1].everywhere


def test_concepts_are_those_of_the_own_schema() -> None:
    elements = element("A", balance="debit"), element("B", period_type="duration", id=None)
    result = parse({"ex.xsd": b"\n" + schema(*elements)})
    columns = "concept", "local_name", "element_id", "period_type", "balance", "nillable", "line"
    assert rows(result.tables["concepts"], *columns) == [
        ("ex:A", "A", "ex_A", "instant", "debit", True, 2),
        ("ex:B", "B", None, "duration", None, True, 2),
    ]
    kind = NAMESPACE, "xbrli:monetaryItemType", "xbrli:item", False
    of_kind = "namespace", "type", "substitution_group", "abstract"
    assert rows(result.tables["concepts"], *of_kind) == [kind, kind]


def test_item_types_tell_numeric_concepts_of_summations() -> None:
    elements = (
        element("A"),
        element("B", type="xbrli:doubleItemType"),
        element("C", type="xbrli:stringItemType"),
        element("D", type="other:secretItemType"),
    )
    parts = [loc(name) for name in "ABCD"]
    arcs = [arc("A", name) for name in "BCD"]
    result = parse({"ex.xsd": schema(*elements), "cal.xml": linkbase(link(*parts, *arcs))})
    assert {name.partition("}")[2]: kind for name, kind in result.item_types.items()} == {
        "A": "monetary",
        "B": "float",
        "C": "non-numeric",
    }


def test_concepts_of_summations_are_shown_as_arcs_show_them() -> None:
    sums = link(*map(loc, "AB"), arc("A", "B"))
    shown = link(*map(loc, "AC"), arc("A", "C", kind="presentation"), kind="presentation")
    files = {"ex.xsd": schema(*map(element, "ABC")), "lb.xml": linkbase(sums, shown)}
    assert parse(files).shown_names == {clark(NAMESPACE, name): f"ex:{name}" for name in "AB"}


def test_the_namespace_counts_and_not_the_prefix() -> None:
    text = linkbase(A_TO_B).decode().replace("link:", "q:").replace("xmlns:link", "xmlns:q")
    text = text.replace("xq:", "xlink:")
    assert f'xmlns:q="{LINK}"' in text
    assert effective(parse({"cal.xml": text.encode()})) == [("ex:A", "ex:B")]


def test_roles_are_declared_in_the_filing_in_a_standard_taxonomy_or_nowhere() -> None:
    cover, lost = "http://xbrl.sec.gov/dei/role/document/Cover", "http://example.com/role/Lost"
    reference = (
        f'<link:roleRef roleURI="{cover}" xlink:type="simple" '
        'xlink:href="https://xbrl.sec.gov/dei/2024/dei-2024.xsd#cover"/>'
    )
    links = reference, A_TO_B, A_TO_B.replace(ROLE, cover), A_TO_B.replace(ROLE, lost)
    result = parse({"cal.xml": linkbase(*links)})
    assert rows(result.tables["roles"], "role_uri", "declared_in", "n_arcs", "title") == [
        (ROLE, "filing", 1, "Balance Sheet"),
        (cover, "standard", 1, None),
        (lost, "nowhere", 1, None),
    ]


def test_a_role_that_only_a_link_of_another_element_uses_is_a_row() -> None:
    other = '<x:link xmlns:x="http://example.com/x" xlink:type="extended" xlink:role="{}"/>'
    links = A_TO_B, other.format("http://example.com/role/Notes"), other.format(ROLE)
    result = parse({"cal.xml": linkbase(*links)})
    assert rows(result.tables["roles"], "role_uri", "declared_in", "n_arcs") == [
        (ROLE, "filing", 1),
        ("http://example.com/role/Notes", "nowhere", 0),
    ]


def test_a_role_that_is_declared_and_not_used_is_a_row() -> None:
    result = parse({"ex.xsd": schema(appinfo=role_type())})
    assert rows(result.tables["roles"], "role_uri", "role_id", "n_arcs", "used_on") == [
        (ROLE, "BalanceSheet", 0, ["link:calculationLink"])
    ]
    assert not result.has_linkbases


def test_an_arc_for_absurdly_many_pairs_is_a_reject_and_leaves_the_others() -> None:
    many = [loc("x", f"ex.xsd#ex_{number}") for number in range(400)]
    parts = [loc("A"), loc("B"), *many, arc("x", "x"), arc("A", "B")]
    result = parse({"cal.xml": linkbase(link(*parts))})
    assert effective(result) == [("ex:A", "ex:B")]
    assert [reject.error for reject in result.rejects] == ["too-many-pairs"]


def test_the_tree_of_a_linkbase_is_freed_before_the_next_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alive = []

    def watched(name: str, content: bytes) -> etree._Element:
        elements = [each for each in gc.get_objects() if type(each) is etree._Element]
        alive.append([each.base for each in elements if (each.base or "").startswith("freed-")])
        return parse_xml(name, content)

    monkeypatch.setattr(parsed_documents, "parse_xml", watched)
    labels = link(loc("A"), label("a", "Assets"), arc("A", "a", kind="label"), kind="label")
    documents = {f"freed-{number}.xml": linkbase(A_TO_B, labels) for number in range(3)}
    assert len(parse(documents).tables["labels"]["text"]) == 3
    assert alive == [[]] * 4
