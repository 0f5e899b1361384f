"""Every table of codes that the datasets use, gathered from the domains that own them."""

from typing import Final

from transforms.codes import CodeTable
from transforms.correspondence.codes import AUTHORITIES, LETTER_KINDS
from transforms.correspondence.reject_codes import LETTER_CODES
from transforms.edgar.filing import CONTAINERS, HEADER_SOURCES
from transforms.edgar.forms import FORM_CODES
from transforms.edgar.reject_codes import EDGAR_CODES
from transforms.errors import STAGES
from transforms.steps.filing_status import FILING_STATUSES
from transforms.xbrl.calculation.verdict import CAUSES, UNBOUND_11, UNBOUND_21, VERDICTS
from transforms.xbrl.findings.rules import RULES
from transforms.xbrl.instance.instance_kind import INSTANCE_KINDS
from transforms.xbrl.linkbase.codes import DECLARED_IN, INEFFECTIVE_REASONS, QNAME_SOURCES
from transforms.xbrl.reject_codes import XBRL_CODES

_REJECTS: Final = ("rejects.error",)

CODE_TABLES: Final = (
    CodeTable("rules", "Rules of findings", ("findings.rule",), RULES),
    CodeTable("verdicts", "Verdicts", ("calculations.xbrl21", "calculations.calc11"), VERDICTS),
    CodeTable(
        "unbound_xbrl21",
        "Why a sum is unbound under XBRL 2.1",
        ("calculations.xbrl21_unbound",),
        UNBOUND_21,
    ),
    CodeTable(
        "unbound_calc11",
        "Why a sum is unbound under Calculations 1.1",
        ("calculations.calc11_unbound",),
        UNBOUND_11,
    ),
    CodeTable("causes", "Causes of an inconsistency", ("calculations.cause",), CAUSES),
    CodeTable("stages", "Stages at which something is rejected", ("rejects.stage",), STAGES),
    CodeTable("edgar_rejects", "Rejects of EDGAR's files", _REJECTS, EDGAR_CODES),
    CodeTable("xbrl_rejects", "Rejects of XBRL documents", _REJECTS, XBRL_CODES),
    CodeTable("letter_rejects", "Rejects of letters", _REJECTS, LETTER_CODES),
    CodeTable(
        "filing_statuses", "How much of a filing was read", ("filings.status",), FILING_STATUSES
    ),
    CodeTable("containers", "What held the documents", ("filings.container",), CONTAINERS),
    CodeTable("header_sources", "Sources of headers", ("filings.header_source",), HEADER_SOURCES),
    CodeTable("instance_kinds", "Kinds of instances", ("filings.instance_kind",), INSTANCE_KINDS),
    CodeTable(
        "qname_sources",
        "Sources of the names of concepts",
        ("arcs.from_qname_source", "arcs.to_qname_source"),
        QNAME_SOURCES,
    ),
    CodeTable(
        "ineffective_reasons",
        "Why an arc is not in its network",
        ("arcs.ineffective_reason",),
        INEFFECTIVE_REASONS,
    ),
    CodeTable("declared_in", "Where a role is declared", ("roles.declared_in",), DECLARED_IN),
    CodeTable("letter_kinds", "Kinds of letters", ("letters.kind",), LETTER_KINDS),
    CodeTable(
        "authorities", "Authorities that are cited", ("letter_citations.authority",), AUTHORITIES
    ),
    CodeTable("forms", "Forms of correspondence", (), FORM_CODES),
)
