"""ParseLinkbases: arcs, roles, concepts, labels and findings of a filing's linkbases."""

from dataclasses import replace

from transforms.elements import FilingWork
from transforms.filing_step import FilingStep
from transforms.xbrl.linkbase.parsing import parse_linkbases


class ParseLinkbases(FilingStep):
    """Parse every linkbase and schema of each filing (XBRL 2.1 §3.5, §5)."""

    def __init__(self) -> None:
        super().__init__(parse_filing)


def parse_filing(work: FilingWork) -> FilingWork:
    """The filing with its linkbases."""
    if work.filing is None or not work.filing.documents:
        return work
    linkbases = parse_linkbases(
        (document.name, document.content) for document in work.filing.documents
    )
    return replace(work, linkbases=linkbases, rejects=(*work.rejects, *linkbases.rejects))
