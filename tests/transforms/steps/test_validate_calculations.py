"""Calculations of a filing on its way: where there are summations, for every instance."""

from dataclasses import replace
from functools import partial

import pytest

from tests.transforms.filings import work
from tests.transforms.running import check_step
from tests.transforms.xbrl.instance.builders import DECLARED, amount, instance
from tests.transforms.xbrl.linkbase.documents import (
    NAMESPACE,
    arc,
    element,
    link,
    linkbase,
    loc,
    schema,
)
from transforms.elements import FilingWork
from transforms.filing_step import FilingStep
from transforms.steps.chain import filing_steps, process
from transforms.steps.parse_linkbases import parse_filing_linkbases
from transforms.steps.read_facts import read_filing_facts
from transforms.steps.validate_calculations import validate_filing_calculations
from transforms.xbrl.calculation import binding

TAXONOMY = {
    "ex.xsd": schema(*map(element, "ABC")),
    "ex_cal.xml": linkbase(link(loc("A"), loc("B"), loc("C"), arc("A", "B"), arc("A", "C"))),
}


def values(decimals: str = "0", **amounts: str) -> bytes:
    facts = "".join(
        amount(value, f"ex:{name}", decimals=decimals) for name, value in amounts.items()
    )
    return instance(DECLARED, facts).replace(
        b"<xbrli:xbrl ", f'<xbrli:xbrl xmlns:ex="{NAMESPACE}" '.encode()
    )


def parsed(files: dict[str, bytes]) -> FilingWork:
    return read_filing_facts(parse_filing_linkbases(work(files)), max_text=1000)


def verdicts(filing: FilingWork) -> list[list[object]]:
    return [columns["xbrl21"] for columns in filing.tables.get("calculations", ())]


def test_every_instance_is_checked_and_nothing_is_rejected() -> None:
    files = TAXONOMY | {"a.xml": values(A="3", B="1", C="2"), "b.xml": values(A="4", B="1", C="2")}
    check_step(
        FilingStep(partial(validate_filing_calculations, truncation=False)),
        [parsed(files)],
        filings=[[["consistent"], ["inconsistent"]]],
        rejects=[],
        show=verdicts,
    )


def test_truncated_numbers_are_checked_as_such() -> None:
    files = TAXONOMY | {"a.xml": values(decimals="-1", A="50", B="20", C="20")}
    nearest, truncated = (
        validate_filing_calculations(parsed(files), truncation=truncation).tables["calculations"][0]
        for truncation in (False, True)
    )
    assert (nearest["calc11_low"], nearest["calc11_high"]) == ([30], [50])
    assert (truncated["calc11_low"], truncated["calc11_high"]) == ([40], [60])


def test_nothing_is_checked_without_summations_or_facts() -> None:
    facts_alone = read_filing_facts(work({"a.xml": values(A="1")}), max_text=0)
    assert validate_filing_calculations(facts_alone, truncation=False) is facts_alone
    assert (
        validate_filing_calculations(parsed(TAXONOMY), truncation=False).tables.get(
            "calculations", ()
        )
        == ()
    )
    no_sums = parsed({"ex.xsd": TAXONOMY["ex.xsd"], "a.xml": values(A="1")})
    assert replace(no_sums) == validate_filing_calculations(no_sums, truncation=False)


def test_summations_that_are_left_out_are_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "MAX_ITEMS", 1)
    files = TAXONOMY | {"a.xml": values(A="3", B="1", C="2")}
    done = process(work(files), filing_steps())
    assert [(reject.error, reject.file) for reject in done.rejects] == [("too-many-items", "a.xml")]
    assert "1 summations are not compared" in done.rejects[0].message
