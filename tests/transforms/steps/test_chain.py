"""The chain of steps on a filing: one list, applied alike with Beam and without."""

import gc
from typing import Any

import apache_beam as beam
import pytest
from lxml import etree

from samples import companies, harborlight
from tests.transforms.filings import work
from tests.transforms.running import expect, given, pipeline
from tests.transforms.steps.test_validate_calculations import TAXONOMY, values
from tests.transforms.xbrl.instance.builders import (
    DECLARED,
    amount,
    context,
    header,
    inline_document,
    instance,
    non_fraction,
    non_numeric,
    unit,
)
from transforms.elements import FilingWork
from transforms.process_filings import ProcessFilings
from transforms.steps.chain import filing_steps, process

BROKEN = {"ex_pre.xml": b"<linkbase"}
FILES = TAXONOMY | BROKEN | {"a.xml": values(A="9", B="1", C="2")}


def results(filing: FilingWork) -> tuple[object, ...]:
    linkbases = filing.linkbases
    return (
        linkbases and linkbases.n_effective_arcs,
        [len(facts.concepts) for facts in filing.facts],
        [columns["calc11"] for columns in filing.tables.get("calculations", ())],
        [reject.error for reject in filing.rejects],
    )


def test_every_step_adds_its_results() -> None:
    done = process(work(FILES), filing_steps())
    assert results(done) == (2, [3], [["unbound"]], ["not-a-linkbase"])


def test_beam_applies_the_same_steps() -> None:
    with pipeline() as root:
        output = given(root, [work(FILES)]) | ProcessFilings(filing_steps())
        expected = results(process(work(FILES), filing_steps()))
        expect(output.filings | beam.Map(results), [expected], "Filings")
        errors = output.rejects | "Error" >> beam.Map(lambda each: each.reject.error)
        expect(errors, ["not-a-linkbase"], "Rejects")


def test_the_options_reach_their_steps() -> None:
    assert [step.label for step in filing_steps()] == [
        "ParseLinkbases",
        "ReadFacts",
        "ValidateCalculations",
        "CheckStructure",
        "ParseLetters",
        "LimitRows",
    ]
    truncated = TAXONOMY | {"a.xml": values(decimals="-1", A="50", B="20", C="20")}
    lows = [
        process(work(truncated), filing_steps(truncation=truncation)).tables["calculations"][0][
            "calc11_low"
        ]
        for truncation in (False, True)
    ]
    assert lows == [[30], [40]]


def test_each_document_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    files = harborlight.annual_report().classic_files()
    parse, parsed = etree.fromstring, []

    def note(*arguments: Any, **options: Any) -> etree._Element:
        parsed.append(options["base_url"])
        return parse(*arguments, **options)

    monkeypatch.setattr(etree, "fromstring", note)
    process(work(files), filing_steps())
    assert sorted(parsed) == sorted(files)


# Where what a filing is made of is defined; threads of other tests leave other things.
OF_FILINGS = ("lxml.", "transforms.columns", "transforms.elements", "transforms.xbrl.")
UNREADABLE_INLINE = inline_document(
    header(hidden=non_numeric("hidden")),
    '<ix:tuple name="abc:Tuple" tupleID="t" order="1"></ix:tuple>',
    non_fraction("1", format="nowhere:num-dot-decimal"),
    non_fraction("x", format="ixt:num-dot-decimal"),
    non_fraction("1", "nowhere:Assets"),
    non_fraction("1", tupleRef="nowhere"),
    non_fraction("1", xsi_nil="perhaps"),
    non_numeric("x", continuedAt="nowhere"),
    non_numeric("x", continuedAt="more"),
    '<ix:continuation id="more">y</ix:continuation>',
)
UNREADABLE_CLASSIC = instance(
    DECLARED,
    context("no-period", period=""),
    unit("no-measure", ""),
    amount("x"),
    amount("1", contextRef="no-period"),
    amount("1", unitRef="no-measure"),
    amount("", **{"xsi:nil": "perhaps"}),
)


@pytest.mark.parametrize(
    "files",
    [
        {"a.htm": UNREADABLE_INLINE},
        {"a.xml": UNREADABLE_CLASSIC},
        harborlight.annual_report().classic_files(),
        companies.pinewater_quarter().inline_files("Form 10-Q"),
        companies.quillstone_quarter().embedded_files("Form 10-Q"),
    ],
    ids=["unreadable inline", "unreadable classic", "classic", "inline", "embedded"],
)
def test_no_part_of_a_filing_is_left_to_the_garbage_collector(
    files: dict[str, bytes], garbage: list[object]
) -> None:
    process(work(files), filing_steps())  # what is imported and compiled leaves something, once
    gc.collect()
    garbage.clear()
    process(work(files), filing_steps())
    gc.collect()
    left = [type(each) for each in garbage]
    assert [each for each in left if each.__module__.startswith(OF_FILINGS)] == []
