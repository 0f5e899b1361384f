"""Everything found in a filing, as one Arrow table for each dataset."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import pyarrow as pa

from transforms.columns import Columns, joined, n_rows
from transforms.datasets.filing_schemas import NO_FILING
from transforms.datasets.schema import DATASETS
from transforms.datasets.table import FilingKey, to_table
from transforms.edgar.accession import quarter_of
from transforms.edgar.filing import Filer, Filing, FilingRef, Header
from transforms.elements import FilingWork, IndexReject
from transforms.errors import Reject
from transforms.steps.filing_status import FilingStatus
from transforms.version import SOFTWARE_VERSION
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.lexical import boolean
from transforms.xbrl.linkbase.extended_link import LINKBASES
from transforms.xbrl.names import SUMMATION_ITEM

# `2024`
_YEAR: Final = re.compile(r"\d{4}", re.ASCII)


def filing_key(ref: FilingRef, filing: Filing | None) -> FilingKey:
    """Key of a filing: under the first filer of its header, else the lowest CIK."""
    filers = filing.header.filers if filing else ()
    cik = filers[0].cik if filers else ref.cik
    return FilingKey(
        ref.accession_number, cik, ref.form_type, ref.filing_date, quarter_of(ref.filing_date)
    )


def index_tables(rejects: Sequence[IndexReject]) -> dict[str, pa.Table]:
    """Rows of `rejects` that belong to no filing: their key has the quarter asked for only.

    Args:
        rejects: Those of one quarter, at least one.
    """
    columns = _reject_columns([reject.reject for reject in rejects])
    columns["source"] = [reject.source for reject in rejects]
    key = FilingKey(NO_FILING, None, None, None, rejects[0].quarter)
    return {"rejects": to_table(DATASETS["rejects"], key, columns)}


def filing_tables(key: FilingKey, work: FilingWork) -> dict[str, pa.Table]:
    """Table of each dataset that was looked for in a filing; one without rows is left out."""
    columns = {name: joined(parts) for name, parts in work.tables.items()}
    if work.rejects:
        source = work.filing.source if work.filing else None
        columns["rejects"] = _reject_columns(work.rejects)
        columns["rejects"]["source"] = [source] * len(work.rejects)
    tables = {
        name: to_table(DATASETS[name], key, values)
        for name, values in columns.items()
        if n_rows(values)
    }
    if work.ref is not None:
        row = _filing_row(work, work.ref, columns)
        tables["filings"] = to_table(
            DATASETS["filings"], key, {name: [value] for name, value in row.items()}
        )
    return tables


def _reject_columns(rejects: Sequence[Reject]) -> Columns:
    return {
        "ordinal": list(range(len(rejects))),
        "stage": [reject.stage for reject in rejects],
        "file": [reject.file for reject in rejects],
        "line": [reject.line for reject in rejects],
        "error": [reject.error for reject in rejects],
        "message": [reject.message for reject in rejects],
    }


def _filing_row(work: FilingWork, ref: FilingRef, columns: dict[str, Columns]) -> dict[str, object]:
    """The filing's row in `filings`, less the key; and counts that it has no column for."""
    rows = {name: n_rows(values) for name, values in columns.items()}
    calculations = columns.get("calculations", {})
    linkbases = work.linkbases
    return {
        **_header_values(work.filing or _unread(ref), ref),
        **_dei_values(work.facts),
        "instance_kind": work.facts[0].kind if work.facts else None,
        "has_linkbases": bool(linkbases and linkbases.has_linkbases),
        **{f"has_{kind}_links": linkbases and kind in linkbases.links for kind in LINKBASES},
        **{f"n_{name}": rows.get(name, 0) for name in DATASETS},
        "n_effective_arcs": linkbases.n_effective_arcs if linkbases else 0,
        "n_balance_checked": linkbases.n_balance_checked if linkbases else 0,
        "n_inconsistent_xbrl21": _inconsistent(calculations, "xbrl21", SUMMATION_ITEM),
        "n_inconsistent_calc11": _inconsistent(calculations, "calc11"),
        "status": _status(work, rows),
        "software_version": SOFTWARE_VERSION,
        "datasets": None,
    }


def _unread(ref: FilingRef) -> Filing:
    return Filing(Header(filers=(Filer(ref.cik, ref.company_name),)), "index", None, None)


def _header_values(filing: Filing, ref: FilingRef) -> dict[str, object]:
    header = filing.header
    filer = header.filers[0] if header.filers else Filer(ref.cik)
    return {
        "ciks": sorted({*ref.ciks, *(filer.cik for filer in header.filers)}),
        "company_name": filer.name or ref.company_name,
        "sic": filer.sic,
        "state_of_incorporation": filer.state_of_incorporation,
        "fiscal_year_end": filer.fiscal_year_end,
        "period_of_report": header.period_of_report,
        "accepted_at": header.accepted_at,
        "file_numbers": list(header.file_numbers),
        "header_source": filing.header_source,
        "source": filing.source,
        "container": filing.container,
        "archive_sha256": filing.archive_sha256,
        "archive_bytes": filing.archive_bytes,
    }


def _dei_values(instances: Sequence[Facts]) -> dict[str, object]:
    """Values of `dei` of the first instance that has a document type."""
    covers = (facts.dei for facts in instances if facts.dei.get("DocumentType"))
    dei: Mapping[str, str] = next(covers, {})
    year = dei.get("DocumentFiscalYearFocus", "")
    return {
        "document_type": dei.get("DocumentType"),
        "amendment_flag": boolean(dei.get("AmendmentFlag", "")),
        "fiscal_year": int(year) if _YEAR.fullmatch(year) else None,
        "fiscal_period": dei.get("DocumentFiscalPeriodFocus"),
    }


def _inconsistent(calculations: Columns, rules: str, *arcroles: str) -> int:
    """How many calculations are inconsistent, of networks of some arcroles or of all.

    XBRL 2.1 §5.2.5.2 covers its own summation-item arcrole only. Its verdicts on the arcrole of
    Calculations 1.1 are in the rows and are not counted.
    """
    pairs = zip(calculations.get(rules, []), calculations.get("arcrole", []), strict=True)
    return sum(
        verdict == "inconsistent" and (not arcroles or arcrole in arcroles)
        for verdict, arcrole in pairs
    )


def _status(work: FilingWork, rows: dict[str, int]) -> FilingStatus:
    found = any(count for name, count in rows.items() if name != "rejects")
    if work.rejects:
        return "partial" if found or (work.filing and work.filing.documents) else "failed"
    return "complete" if found else "empty"
