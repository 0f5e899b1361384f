"""How long the calculations of a filing take, beside reading it. `make bench` runs it."""

import statistics
import time
from collections.abc import Callable

import pytest

from tests.corpus import requires_corpus
from tests.transforms.xbrl.corpus_filings import documents, packages
from transforms.xbrl.calculation.checking import check_calculations
from transforms.xbrl.instance.reading import read_facts
from transforms.xbrl.linkbase.parsing import parse_linkbases

pytestmark = [pytest.mark.benchmark, pytest.mark.corpus, requires_corpus]


def milliseconds(run: Callable[[], object]) -> float:
    """CPU time, best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times) * 1000


def test_calculations_of_a_filing() -> None:
    checked, read, facts_seen, rows, inconsistent = [], [], 0, 0, 0
    for accession in sorted(packages())[::3]:
        filing = documents(packages()[accession])
        linkbases, instances = parse_linkbases(filing), read_facts(filing)
        read.append(
            milliseconds(lambda filing=filing: (parse_linkbases(filing), read_facts(filing)))
        )
        for facts in instances.facts:
            arguments = facts, linkbases.summations, linkbases.item_types
            checked.append(milliseconds(lambda given=arguments: check_calculations(*given)))
            columns = check_calculations(*arguments)
            facts_seen += len(facts.concepts)
            rows += len(columns["concept"])
            inconsistent += columns["calc11"].count("inconsistent")
    print(  # noqa: T201 - a measurement is for reading
        f"\n{len(checked)} instances, {facts_seen} facts, {rows} calculations, {inconsistent} "
        f"inconsistent\nread linkbases and facts: median {statistics.median(read):.1f} ms"
        f"\ncheck calculations:       median {statistics.median(checked):.1f} ms, "
        f"mean {statistics.mean(checked):.1f} ms, slowest {max(checked):.1f} ms, "
        f"{sum(checked) / rows * 1000:.1f} us a row"
    )
