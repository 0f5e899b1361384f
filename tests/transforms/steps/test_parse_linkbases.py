"""Linkbases of a filing on its way: found, rejected, and not looked for."""

from tests.transforms.filings import ACCESSION, REJECT, unread, work
from tests.transforms.running import check_step
from tests.transforms.xbrl.linkbase.documents import arc, element, link, linkbase, loc, schema
from transforms.elements import FilingWork
from transforms.filing_step import FilingStep
from transforms.steps.parse_linkbases import parse_filing_linkbases

SCHEMA = schema(*map(element, "AB"))
CALCULATION = linkbase(link(loc("A"), loc("B"), arc("A", "B")))


def arcs(filing: FilingWork) -> int | None:
    return len(filing.linkbases.tables["arcs"]["file"]) if filing.linkbases else None


def test_a_broken_linkbase_is_a_reject_and_leaves_the_others() -> None:
    files = {"ex.xsd": SCHEMA, "a_cal.xml": CALCULATION, "a_pre.xml": CALCULATION[:-9]}
    check_step(
        FilingStep(parse_filing_linkbases),
        [work(files)],
        filings=[1],
        rejects=[(ACCESSION, "linkbase", "not-well-formed")],
        show=arcs,
    )


def test_earlier_rejects_stay_before_those_of_the_linkbases() -> None:
    parsed = parse_filing_linkbases(work({"a_cal.xml": CALCULATION[:-9]}, None, REJECT))
    assert [reject.error for reject in parsed.rejects] == ["not-found", "not-well-formed"]


def test_a_filing_without_documents_is_left_as_it_is() -> None:
    for empty in (work(), unread()):
        assert parse_filing_linkbases(empty) is empty
