"""Labels that a presentation needs: which there must be, and which nobody can tell."""

import pytest

from tests.transforms.filings import work
from tests.transforms.xbrl.instance import builders as b
from tests.transforms.xbrl.linkbase.documents import (
    NAMESPACE,
    arc,
    element,
    label,
    link,
    linkbase,
    loc,
    parse,
    rows,
    schema,
)
from transforms.steps.chain import filing_steps, process
from transforms.xbrl.linkbase.parsing import Linkbases

TERSE = "http://www.xbrl.org/2003/role/terseLabel"
STANDARD = "http://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd#us-gaap_Assets"
ASKED = "us-gaap:Assets"


def shown(*targets: str, **hrefs: str) -> bytes:
    """A presentation that asks for terse labels of `targets`."""
    locators = [loc(name, hrefs.get(name)) for name in {"A": 1} | dict.fromkeys(targets)]
    arcs = [
        arc("A", target, kind="presentation", order=order, preferredLabel=TERSE)
        for order, target in enumerate(targets)
    ]
    return linkbase(link(*locators, *arcs, kind="presentation"))


def labelled(resource: str, href: str | None = None) -> bytes:
    return linkbase(link(loc("B", href), resource, arc("B", "b", kind="label"), kind="label"))


def found(pre: bytes, lab: bytes | None) -> list[tuple[object, ...]]:
    documents = {"pre.xml": pre} | ({} if lab is None else {"lab.xml": lab})
    result = parse(documents)
    return [row[1:] for row in _findings(result) if row[0] == "preferred-label-missing"]


def _findings(result: Linkbases) -> list[tuple[object, ...]]:
    return rows(result.tables["findings"], "rule", "severity", "to_concept", "message", "file")


def test_an_own_concept_without_the_label_that_is_asked_for_is_found_once() -> None:
    message = f"ex:B has no label of role {TERSE}"
    expected = [("error", "ex:B", message, "pre.xml")]
    assert found(shown("B", "B"), labelled(label("b", "B"))) == expected


def test_a_label_that_is_prohibited_is_none() -> None:
    terse = label("b", "B", **{"xlink:role": TERSE, "id": "b"})
    assert found(shown("B"), labelled(terse)) == []
    prohibiting = link(
        loc("B"),
        loc("b", "lab.xml#b"),
        arc("B", "b", kind="label", use="prohibited", priority=1),
        kind="label",
    )
    pre = shown("B").replace(b"</link:linkbase>", f"{prohibiting}</link:linkbase>".encode())
    assert [row[0] for row in found(pre, labelled(terse))] == ["error"]


def test_an_arc_that_is_not_effective_asks_for_nothing() -> None:
    pre = shown("B").replace(b"<link:presentationArc", b"<link:presentationArc use='prohibited'")
    assert found(pre, labelled(label("b", "B"))) == []


@pytest.mark.parametrize("text", ["lab", "<link:linkbase"])
def test_nothing_is_said_where_no_label_linkbase_can_be_read(text: str) -> None:
    assert found(shown("B"), None) == []
    assert found(shown("B"), text.encode()) == []


def test_a_standard_concept_is_looked_at_where_the_filing_labels_it() -> None:
    pre = shown("B", B=STANDARD)
    assert found(pre, labelled(label("b", "B"))) == []
    rows_found = found(pre, labelled(label("b", "B"), href=STANDARD))
    assert [row[:2] for row in rows_found] == [("warning", ASKED)]


def unlabelled(*lab: bytes, reference: str = "") -> list[object]:
    """Findings where an instance uses A and B, and two members of which the filing has C."""
    context = b.context(
        segment=b.explicit("us-gaap:XAxis", "ex:C") + b.explicit("ex:YAxis", "ex:Z")
    )
    amounts = b.amount("1", "ex:A"), b.amount("1", "ex:A"), b.amount("2", "ex:B")
    instance = b.instance(reference, context, b.unit(), *amounts)
    files = {
        "a.xml": instance.replace(b"<xbrli:xbrl ", f'<xbrli:xbrl xmlns:ex="{NAMESPACE}" '.encode()),
        "ex.xsd": schema(*map(element, "ABCD")),
        **{f"{number}_lab.xml": each for number, each in enumerate(lab)},
    }
    columns = process(work(files), filing_steps()).tables["findings"][-1]
    place = rows(columns, "rule", "severity", "from_concept", "file")
    return [concept for rule, *where, concept, file in place if rule == "label-missing"]


def test_own_concepts_that_are_used_and_have_no_standard_label_are_found_once_each() -> None:
    assert unlabelled(labelled(label("b", "B"))) == ["ex:A", "ex:C"]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"xml:lang": "fr"}, ["ex:A", "ex:C"]),
        ({"xlink:role": None}, ["ex:A", "ex:C"]),
        ({"xlink:role": TERSE}, ["ex:A", "ex:B", "ex:C"]),
    ],
)
def test_the_standard_label_is_one_of_any_language_and_of_no_other_role(
    attributes: dict[str, str | None], expected: list[str]
) -> None:
    assert unlabelled(labelled(label("b", "B", **attributes))) == expected


def test_nobody_knows_what_is_labelled_where_no_label_linkbase_can_be_read() -> None:
    damaged = b"<link:linkbase"
    assert unlabelled() == []
    assert unlabelled(labelled(label("b", "B")), damaged) == []


@pytest.mark.parametrize(("address", "expected"), [("ex.xsd", ["ex:A", "ex:C"]), ("more.xsd", [])])
def test_nobody_knows_what_an_absent_schema_would_lead_to(
    address: str, expected: list[str]
) -> None:
    reference = f'<link:schemaRef xlink:type="simple" xlink:href="{address}"/>'
    assert unlabelled(labelled(label("b", "B")), reference=reference) == expected
