"""Every code that the code makes or that a run writes stands in a table, with a meaning."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from pipelines.codes import CODE_TABLES
from transforms.codes import Code
from transforms.correspondence.codes import AUTHORITIES, LETTER_KINDS, Authority, LetterKind
from transforms.correspondence.reject_codes import LETTER_CODES, LetterCode
from transforms.datasets.schema import DATASETS
from transforms.edgar.filing import CONTAINERS, HEADER_SOURCES, Container, HeaderSource
from transforms.edgar.forms import LETTER_FORMS, LetterForm
from transforms.edgar.reject_codes import EDGAR_CODES, EdgarCode
from transforms.errors import STAGES, Stage
from transforms.steps.filing_status import FILING_STATUSES, FilingStatus
from transforms.xbrl.calculation.data_point import Defect
from transforms.xbrl.calculation.verdict import (
    CAUSES,
    UNBOUND_11,
    UNBOUND_21,
    VERDICTS,
    CauseCode,
    Unbound11,
    Unbound21,
    VerdictCode,
)
from transforms.xbrl.findings.rules import RULES, Rule
from transforms.xbrl.instance.instance_kind import INSTANCE_KINDS, InstanceKind
from transforms.xbrl.linkbase.codes import (
    DECLARED_IN,
    INEFFECTIVE_REASONS,
    QNAME_SOURCES,
    DeclaredIn,
    IneffectiveReason,
    QNameSource,
)
from transforms.xbrl.reject_codes import XBRL_CODES, XbrlCode

ROOT = Path(__file__).resolve().parents[2]


COLUMNS_OF_CODES = sorted({column for table in CODE_TABLES for column in table.columns})


def codes_of(column: str) -> set[str]:
    return {
        code for table in CODE_TABLES if column in table.columns for code in map(str, table.codes)
    }


@pytest.mark.parametrize(
    ("type_", "table"),
    [
        (Rule, RULES),
        (VerdictCode, VERDICTS),
        (Unbound21, UNBOUND_21),
        (Unbound11, UNBOUND_11),
        (CauseCode, CAUSES),
        (Stage, STAGES),
        (EdgarCode, EDGAR_CODES),
        (XbrlCode, XBRL_CODES),
        (LetterCode, LETTER_CODES),
        (LetterForm, LETTER_FORMS),
        (FilingStatus, FILING_STATUSES),
        (Container, CONTAINERS),
        (HeaderSource, HEADER_SOURCES),
        (InstanceKind, INSTANCE_KINDS),
        (QNameSource, QNAME_SOURCES),
        (IneffectiveReason, INEFFECTIVE_REASONS),
        (DeclaredIn, DECLARED_IN),
        (LetterKind, LETTER_KINDS),
        (Authority, AUTHORITIES),
    ],
)
def test_a_table_has_every_code_of_its_type(type_: object, table: dict[str, Code]) -> None:
    assert set(table) == set(get_args(type_))


def test_defects_of_facts_are_reasons_for_being_unbound() -> None:
    assert set(get_args(Defect)) <= set(UNBOUND_11)


def test_the_columns_that_hold_codes_exist() -> None:
    for table in CODE_TABLES:
        for column in table.columns:
            dataset, _, name = column.partition(".")
            assert name in DATASETS[dataset].schema.names


def test_every_code_has_a_meaning_and_every_rule_severity_and_source() -> None:
    for table in CODE_TABLES:
        assert all(code.meaning for code in table.codes.values()), table.name
    assert all(code.severity and code.source for code in RULES.values())


def made(text: str) -> Iterator[str]:
    """Codes of rejects that a module makes: constants in `Reject(stage, code, …)`."""
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Reject"
            and len(node.args) > 1
            and isinstance(node.args[1], ast.Constant)
        ):
            yield str(node.args[1].value)


def test_every_reject_code_in_the_source_is_in_a_table() -> None:
    found = defaultdict(set)
    for path in sorted((ROOT / "transforms").rglob("*.py")):
        for code in made(path.read_text(encoding="utf-8")):
            found[code].add(path.name)
    assert {"not-found", "arc-attribute", "no-index"} <= found.keys()
    assert {
        code: paths for code, paths in found.items() if code not in codes_of("rejects.error")
    } == {}
