"""Findings of networks and facts follow those of the linkbases."""

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


def test_a_filing_without_facts_is_not_checked() -> None:
    (found,) = processed(FILES).tables["findings"]
    assert found["rule"] == []
