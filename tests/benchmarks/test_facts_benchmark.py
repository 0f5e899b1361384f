"""How much longer than a bare parse does it take to read the facts of an instance?

Run with: python -m pytest -m benchmark -s tests/benchmarks/test_facts_benchmark.py
"""

import time
from collections.abc import Callable

import pytest

from tests.corpus import requires_corpus
from tests.corpus_documents import filing_documents
from transforms.xbrl.document import kind_of, parse_xml
from transforms.xbrl.instance.amounts import read_amount, read_scaled_amount
from transforms.xbrl.instance.reading import read_facts
from transforms.xbrl.instance.transformations.registry import transform

ROUNDS = 9


def best(action: Callable[[], object]) -> float:
    """Seconds of the fastest of some rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def without_memory(documents: list[tuple[str, bytes]]) -> object:
    """Facts of a filing as a worker that has just started reads them."""
    for memory in (read_amount, read_scaled_amount, transform):
        memory.cache_clear()
    return read_facts(documents)


@pytest.mark.benchmark
@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize(
    "accession",
    [
        "0000320193-22-000108",
        "0001018724-23-000004",
        "0000012927-24-000010",
        "0009999999-15-000001",
        "0000320193-19-000010",
        "0001652044-25-000043",
        "0000320193-25-000057",
    ],
)
def test_facts_against_a_bare_parse(accession):
    documents = [
        document
        for document in filing_documents(accession)
        if kind_of(document[1]) in {"instance", "inline"}
    ]
    parse = best(lambda: [parse_xml(*document) for document in documents])
    facts = best(lambda: without_memory(documents))
    ((name, content),) = documents
    print(  # noqa: T201 -- the figures are what this is run for
        f"\n{name}: {len(content) / 1e6:.1f} MB, parse {parse * 1e3:.1f} ms, "
        f"facts {facts * 1e3:.1f} ms, ratio {facts / parse:.2f}"
    )
