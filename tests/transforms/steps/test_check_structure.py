"""Findings of networks and facts follow those of the linkbases."""

import pytest

from tests.transforms.filings import work
from tests.transforms.steps.test_validate_calculations import TAXONOMY, values
from tests.transforms.xbrl.linkbase.documents import arc, link, linkbase, loc
from transforms.elements import FilingWork
from transforms.steps.chain import filing_steps, process

SHOWN = link(loc("A"), loc("B"), arc("A", "B", kind="presentation"), kind="presentation")
ALONE = link(loc("C"), loc("B"), arc("B", "C", kind="presentation"), kind="presentation", role="urn:x")  # fmt: skip
FILES = TAXONOMY | {"ex_pre.xml": linkbase(SHOWN, ALONE)}


def processed(files: dict[str, bytes]) -> FilingWork:
    return process(work(files), filing_steps())


def test_findings_that_need_facts_go_on_counting_after_those_that_need_none() -> None:
    weightless = TAXONOMY["ex_cal.xml"].replace(b' order="1"', b"", 1)
    files = FILES | {"ex_cal.xml": weightless, "a.xml": values(A="3", B="1", C="2")}
    linkbases, structure = processed(files).tables["findings"]
    assert linkbases["rule"] == ["order-missing"]
    assert structure["rule"] == ["no-common-presentation", "no-schema-reference"]
    assert [*linkbases["ordinal"], *structure["ordinal"]] == [0, 1, 2]
    assert (structure["from_concept"][0], structure["to_concept"][0]) == ("ex:A", "ex:C")


@pytest.mark.parametrize("name", ["ex_def.xml", "more_pre.xml", "more.xsd"])
def test_nothing_is_said_to_be_lacking_where_a_document_cannot_be_read(name: str) -> None:
    files = FILES | {"a.xml": values(A="3", B="1", C="2")}
    rules = [
        [rule for columns in processed(each).tables["findings"] for rule in columns["rule"]]
        for each in (files, files | {name: b"<unclosed>"})
    ]
    assert rules == [["no-common-presentation", "no-schema-reference"], ["no-schema-reference"]]


def test_a_filing_without_facts_is_not_checked() -> None:
    (found,) = processed(FILES).tables["findings"]
    assert found["rule"] == []
