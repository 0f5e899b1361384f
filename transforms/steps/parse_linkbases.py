"""Arcs, roles, concepts, labels and findings of a filing's linkbases."""

from dataclasses import replace

from transforms.elements import FilingWork
from transforms.xbrl.linkbase.parsing import parse_linkbases


def parse_filing_linkbases(work: FilingWork) -> FilingWork:
    """The filing with what every linkbase and schema of it says (XBRL 2.1 §3.5, §5)."""
    if work.filing is None or not work.filing.documents:
        return work
    linkbases = parse_linkbases(
        (document.name, document.content) for document in work.filing.documents
    )
    done = work.with_found([linkbases.tables], linkbases.rejects)
    return replace(done, linkbases=linkbases)
