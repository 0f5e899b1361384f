# ruff: noqa: T201 # the table it prints is what a benchmark is for
"""How much does extraction cost on top of parsing the XML?

Everything that `parse_linkbases` does to the schemas and linkbases of a filing, against
`lxml.etree.fromstring` of the same bytes alone. Both run in turn, so that what else the
machine does weighs on both; the ratio of their medians counts. Run with

    make bench
"""

import gc
import time
from collections.abc import Callable
from statistics import median

import pytest
from lxml import etree

from tests.benchmarks.conftest import Record
from tests.corpus import requires_corpus
from tests.transforms.xbrl.corpus_filings import documents, packages
from transforms.filing_step import collect_seldom
from transforms.xbrl.document import kind_of
from transforms.xbrl.linkbase.parsing import parse_linkbases

FILINGS = {
    "0000320193-25-000057": "Apple, 10-Q, the zip as EDGAR made it",
    "0000320193-22-000108": "Apple, 10-K",
    "0000012927-24-000010": "Boeing, 10-K",
    "0000021344-23-000048": "Coca-Cola, 10-Q",
    "0009999999-25-000001": "IBM, 10-K",
    "0009999999-25-000033": "Chesapeake Utilities, linkbases in the schema",
    "0009999999-13-000002": "JPMorgan Chase, 10-K",
}
ROUNDS = 15


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@pytest.mark.benchmark
@pytest.mark.corpus
@requires_corpus
def test_extraction_against_the_bare_parse(record: Record) -> None:
    paths = packages()
    collect_seldom()
    print(f"\n{'filing':46} {'KB':>6} {'arcs':>6} {'bare ms':>8} {'ours ms':>8} {'ratio':>6}")
    totals = [0.0, 0.0]
    for accession, name in FILINGS.items():
        if accession not in paths:
            continue
        contents = [
            (name, content)
            for name, content in documents(paths[accession])
            if kind_of(content) in ("schema", "linkbase")
        ]
        n_arcs = len(parse_linkbases(contents).tables["arcs"]["file"])
        gc.collect()
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(seconds(lambda: [etree.fromstring(content) for _, content in contents]))  # noqa: B023 # called at once
            ours.append(seconds(lambda: parse_linkbases(contents)))  # noqa: B023 # called at once
        kilobytes = sum(len(content) for _, content in contents) // 1024
        bare_ms, ours_ms = 1000 * median(bare), 1000 * median(ours)
        totals[0] += bare_ms
        totals[1] += ours_ms
        print(
            f"{name:46} {kilobytes:6} {n_arcs:6} {bare_ms:8.1f} {ours_ms:8.1f} {ours_ms / bare_ms:6.2f}"
        )
    print(f"{'all':60} {totals[0]:8.1f} {totals[1]:8.1f} {totals[1] / totals[0]:6.2f}")
    ratio = totals[1] / totals[0]
    record("linkbases, parse and extraction over bare parse", "<= 2.9", f"{ratio:.2f}")
    assert totals[0] > 0
