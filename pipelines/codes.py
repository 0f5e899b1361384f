"""Every table of codes that the datasets use, gathered from the domains that own them."""

from typing import Final

from transforms.codes import CodeTable
from transforms.correspondence.reject_codes import LETTER_CODES
from transforms.edgar.forms import FORM_CODES
from transforms.edgar.reject_codes import EDGAR_CODES
from transforms.errors import STAGES
from transforms.xbrl.calculation.verdict import CAUSES, UNBOUND_11, UNBOUND_21, VERDICTS
from transforms.xbrl.linkbase.rules import RULES
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
    CodeTable("forms", "Forms of correspondence", (), FORM_CODES),
)
