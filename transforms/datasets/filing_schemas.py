"""Schemas of filings, and of rejects of filings and indexes."""

from typing import Final

from transforms.datasets.dataset import (
    BOOL,
    DATE,
    INT32,
    INT64,
    STRING,
    TIMESTAMP,
    field,
    list_of,
    of_filings,
)

FILINGS: Final = of_filings(
    "filings",
    "selected filing, whatever came of it",
    "",
    [
        field("ciks", list_of(INT64), "CIKs of all filers, ascending", null=False),
        field("company_name", STRING, "Name of the filer in `cik`"),
        field("sic", STRING, "Standard industrial classification, four digits"),
        field("state_of_incorporation", STRING, "State of incorporation"),
        field("fiscal_year_end", STRING, "Fiscal year end, MMDD"),
        field("period_of_report", DATE, "Period of report of the header"),
        field("accepted_at", TIMESTAMP, "When EDGAR accepted it (headers give US Eastern time)"),
        field("file_numbers", list_of(STRING), "SEC file numbers, in the header's order"),
        field(
            "header_source", STRING, "Where the header came from: submission, hdr_sgml, rss, index"
        ),
        field("source", STRING, "Path of the container below Archives/edgar"),
        field("container", STRING, "What held the documents: zip, submission, folder, feed"),
        field("archive_sha256", STRING, "SHA-256 of the container, hexadecimal"),
        field("archive_bytes", INT64, "Size of the container in bytes"),
        field("document_type", STRING, "dei:DocumentType of the instance"),
        field("amendment_flag", BOOL, "dei:AmendmentFlag of the instance"),
        field("fiscal_year", INT32, "dei:DocumentFiscalYearFocus of the instance"),
        field("fiscal_period", STRING, "dei:DocumentFiscalPeriodFocus of the instance"),
        field("instance_kind", STRING, "Instance the facts came from: classic, extracted, inline"),
        field("has_linkbases", BOOL, "Whether any linkbase was read", null=False),
        *(
            field(
                f"has_{kind}_links",
                BOOL,
                f"Whether any {kind} link was read; null if no document was",
            )
            for kind in ("calculation", "presentation", "definition", "label", "reference")
        ),
        field("n_arcs", INT32, "Rows in arcs", null=False),
        field("n_effective_arcs", INT32, "Rows in arcs that are effective", null=False),
        field(
            "n_balance_checked", INT32, "Effective calculation arcs whose two balances are known"
        ),
        field("n_facts", INT32, "Rows in facts"),
        field("n_calculations", INT32, "Rows in calculations"),
        field(
            "n_inconsistent_xbrl21",
            INT32,
            "Rows in calculations of the 2003 arcrole inconsistent under XBRL 2.1",
        ),
        field(
            "n_inconsistent_calc11",
            INT32,
            "Rows in calculations inconsistent under Calculations 1.1",
        ),
        field("n_findings", INT32, "Rows in findings", null=False),
        field("n_rejects", INT32, "Rows in rejects", null=False),
        field("status", STRING, "complete, partial, failed or empty", null=False),
        field("software_version", STRING, "Version of edgar-arcs", null=False),
        field("datasets", list_of(STRING), "Datasets written of it; null where all were"),
    ],
    counted_by="status",
)

NO_FILING: Final = ""
"""Accession number of rejects that belong to an index, and to no filing."""

REJECTS: Final = of_filings(
    "rejects",
    "thing that could not be processed",
    "source ordinal",
    [
        field(
            "ordinal",
            INT32,
            "Reject of the filing, or of the index of the quarter, from 0",
            null=False,
        ),
        field("source", STRING, "Path of the container or the index below Archives/edgar"),
        field(
            "stage",
            STRING,
            "discover, fetch, read, schema, linkbase, instance, letter or rows",
            null=False,
        ),
        field("file", STRING, "Document"),
        field("line", INT32, "Line"),
        field("error", STRING, "Stable code", null=False),
        field("message", STRING, "What was wrong", null=False),
    ],
)
