"""Findings of networks and facts follow those of the linkbases."""

import pytest

from tests.transforms.filings import work
from tests.transforms.steps.test_validate_calculations import TAXONOMY, values
from tests.transforms.xbrl.instance import builders as b
from tests.transforms.xbrl.linkbase.documents import arc, link, linkbase, loc
from transforms.elements import FilingWork
from transforms.steps.chain import filing_steps, process
from transforms.xbrl.findings import contradiction

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


def test_nothing_is_said_to_be_lacking_where_the_instance_names_a_schema_that_is_not_there() -> (
    None
):
    content = values(A="3", B="1", C="2")
    start = content.index(b">") + 1
    named = (
        f'<link:schemaRef xlink:type="simple" xlink:href="{name}"/>' for name in ("ex.xsd", "gone")
    )
    files = FILES | {"a.xml": content[:start] + "".join(named).encode() + content[start:]}
    filing = processed(files)
    assert [rule for part in filing.tables["findings"] for rule in part["rule"]] == []
    assert [reject.error for reject in filing.rejects] == ["absent-document"]


def test_nothing_is_said_to_be_lacking_where_an_arc_of_a_sum_leads_nowhere() -> None:
    sums = link(loc("A"), loc("B"), loc("C"), arc("A", "B"), arc("A", "C"), arc("A", "nowhere"))
    files = FILES | {"ex_cal.xml": linkbase(sums), "a.xml": values(A="3", B="1", C="2")}
    linkbases, structure = processed(files).tables["findings"]
    assert linkbases["rule"] == ["unresolved-label"]
    assert structure["rule"] == ["no-schema-reference"]


def duration(identifier: str, start: str, end: str, value: str) -> str:
    dates = f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"
    fact = b.amount(value, "us-gaap:Revenues", contextRef=identifier)
    return b.context(identifier, period=dates) + fact


def test_facts_that_contradict_one_another_are_found_in_each_instance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = b.instance(
        b.unit(),
        duration("whole", "2024-01-01", "2024-06-30", "9"),
        duration("first", "2024-01-01", "2024-03-31", "1"),
        duration("rest", "2024-04-01", "2024-06-30", "2"),
    )
    files = FILES | {"a.xml": content, "b.xml": content}
    found = processed(files).tables["findings"][-1]
    of_rule = dict.fromkeys(found["file"], 0)
    for rule, file in zip(found["rule"], found["file"], strict=True):
        of_rule[file] += rule == "cumulative-contradiction"
    assert of_rule == {"a.xml": 1, "b.xml": 1}
    monkeypatch.setattr(contradiction, "MAX_DIVISIONS", 0)
    rejected = [(each.error, each.file) for each in processed(files).rejects]
    assert rejected == [("too-many-durations", "a.xml"), ("too-many-durations", "b.xml")]


def test_a_filing_without_facts_is_not_checked() -> None:
    (found,) = processed(FILES).tables["findings"]
    assert found["rule"] == []
