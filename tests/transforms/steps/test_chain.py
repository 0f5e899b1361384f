"""The chain of steps on a filing: one list, applied alike with Beam and without."""

import apache_beam as beam

from tests.transforms.filings import work
from tests.transforms.running import expect, given, pipeline
from tests.transforms.steps.test_validate_calculations import TAXONOMY, values
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
    ]
    truncated = TAXONOMY | {"a.xml": values(decimals="-1", A="50", B="20", C="20")}
    lows = [
        process(work(truncated), filing_steps(truncation=truncation)).tables["calculations"][0][
            "calc11_low"
        ]
        for truncation in (False, True)
    ]
    assert lows == [[30], [40]]
