"""How many staff letters in plain text does one core read in a second?

Run with: python -m pytest tests/benchmarks/test_letters_benchmark.py -s -m benchmark
"""

import time

import pytest

from tests.corpus import requires_corpus
from tests.transforms.correspondence.letters import corpus_letters
from transforms.correspondence.parsing import parse_letters


@pytest.mark.benchmark
@requires_corpus
def test_letters_a_second() -> None:
    found = [(row["form"], document) for row, document in corpus_letters()]
    for kind, suffix in (("plain text", ".txt"), ("HTML", ".htm")):
        chosen = [(form, each) for form, each in found if each.name.endswith(suffix)]
        start = time.process_time()
        for form, document in chosen:
            parse_letters([document], form_type=form)
        seconds = time.process_time() - start
        print(f"\n{kind}: {len(chosen)} letters, {len(chosen) / seconds:,.0f} a second")  # noqa: T201 - what a benchmark is for
