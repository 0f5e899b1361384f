"""Relationships and findings as columns: what a row of each dataset holds."""

from decimal import Decimal

import pytest

from tests.transforms.xbrl.linkbase.documents import (
    ROLE,
    arc,
    label,
    link,
    linkbase,
    loc,
    parse,
    rows,
)
from transforms.datasets.schema import DATASETS
from transforms.xbrl.linkbase.parsing import parse_linkbases
from transforms.xbrl.names import SUMMATION_ITEM

A_TO_B = link(loc("A"), loc("B"), arc("A", "B"))


FILING_KEY = 5  # columns of every dataset that a parser does not know


@pytest.mark.parametrize("dataset", ["arcs", "roles", "concepts", "labels", "findings"])
def test_the_columns_are_those_of_the_dataset_in_its_order(dataset: str) -> None:
    result = parse({"cal.xml": linkbase(A_TO_B)})
    assert list(result.tables[dataset]) == DATASETS[dataset].schema.names[FILING_KEY:]


@pytest.mark.parametrize("dataset", ["arcs", "roles", "concepts", "labels", "findings"])
def test_the_columns_of_an_empty_filing_are_empty_and_all_there(dataset: str) -> None:
    columns = parse_linkbases([]).tables[dataset]
    assert list(columns) == DATASETS[dataset].schema.names[FILING_KEY:]
    assert not any(columns.values())


def test_an_arc_tells_everything_that_was_filed() -> None:
    result = parse({"cal.xml": linkbase("\n" + A_TO_B)})
    assert {name: values[0] for name, values in result.tables["arcs"].items()} == {
        "linkbase": "calculation",
        "role_uri": ROLE,
        "arcrole": SUMMATION_ITEM,
        "from_concept": "ex:A",
        "to_concept": "ex:B",
        "from_namespace": "http://example.com/2024",
        "to_namespace": "http://example.com/2024",
        "from_is_extension": True,
        "to_is_extension": True,
        "from_qname_source": "schema",
        "to_qname_source": "schema",
        "order": Decimal(1),
        "weight": Decimal(1),
        "order_text": "1",
        "weight_text": "1",
        "preferred_label": None,
        "use": "optional",
        "priority": 0,
        "context_element": None,
        "closed": None,
        "usable": None,
        "target_role": None,
        "effective": True,
        "ineffective_reason": None,
        "file": "cal.xml",
        "link_index": 0,
        "arc_index": 0,
        "pair_index": 0,
        "line": 2,
        "from_href": "ex.xsd#ex_A",
        "to_href": "ex.xsd#ex_B",
    }


def test_dimensional_attributes_are_typed() -> None:
    more = {
        "xbrldt:contextElement": "segment",
        "xbrldt:closed": "1",
        "xbrldt:usable": "false",
        "xbrldt:targetRole": "http://example.com/role/Other",
    }
    parts = loc("A"), loc("B"), arc("A", "B", kind="definition", **more)
    result = parse({"def.xml": linkbase(link(*parts, kind="definition"))})
    assert rows(result.tables["arcs"], "context_element", "closed", "usable", "target_role") == [
        ("segment", True, False, "http://example.com/role/Other")
    ]


def test_labels_are_rows_of_concept_and_resource() -> None:
    parts = (
        loc("A"),
        loc("B"),
        label("a", "Assets", **{"xlink:role": "http://www.xbrl.org/2003/role/totalLabel"}),
        label("b", "Bonds &amp; <b xmlns='http://www.w3.org/1999/xhtml'>notes</b>"),
        arc("A", "a", kind="label"),
        arc("B", "b", kind="label"),
    )
    result = parse({"lab.xml": linkbase(link(*parts, kind="label"))})
    columns = "concept", "label_role", "lang", "text", "effective", "label_index"
    assert rows(result.tables["labels"], *columns) == [
        ("ex:A", "http://www.xbrl.org/2003/role/totalLabel", "en-US", "Assets", True, 0),
        ("ex:B", "http://www.xbrl.org/2003/role/label", "en-US", "Bonds & notes", True, 1),
    ]


def test_a_label_without_role_or_language_has_the_standard_role_and_inherits_the_language() -> None:
    resource = label("a", "Assets", **{"xlink:role": None, "xml:lang": None})
    parts = loc("A"), resource, arc("A", "a", kind="label")
    result = parse({"lab.xml": linkbase(link(*parts, kind="label", **{"xml:lang": "fr"}))})
    assert rows(result.tables["labels"], "label_role", "lang") == [
        ("http://www.xbrl.org/2003/role/label", "fr")
    ]


def test_lines_count_from_the_first_of_the_document_as_it_is() -> None:
    text = b'\n\n<?xml version="1.0"?>\n' + linkbase("\n", A_TO_B)
    assert parse({"cal.xml": text}).tables["arcs"]["line"] == [5]


def test_a_line_beyond_what_the_parser_counts_is_null() -> None:
    text = linkbase(A_TO_B, "\n" * 65_600, A_TO_B.replace("ex_B", "ex_C"))
    assert parse({"cal.xml": text}).tables["arcs"]["line"] == [1, None]
