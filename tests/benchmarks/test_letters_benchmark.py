"""How many staff letters in plain text does one core read in a second?

Run with: python -m pytest tests/benchmarks/test_letters_benchmark.py -s -m benchmark
"""

import time
from collections.abc import Sequence

import pytest

from tests.benchmarks.conftest import Record
from tests.corpus import requires_corpus
from tests.transforms.correspondence.letters import corpus_letters
from transforms.correspondence.parsing import parse_letters
from transforms.edgar.filing import Document

ROUNDS = 3


@pytest.mark.benchmark
@requires_corpus
def test_letters_a_second(record: Record) -> None:
    found = [(row["form"], document) for row, document in corpus_letters()]
    for kind, suffix in (("plain text", ".txt"), ("HTML", ".htm")):
        chosen = [(form, each) for form, each in found if each.name.endswith(suffix)]
        rates = sorted(len(chosen) / seconds_for(chosen) for _ in range(ROUNDS))
        print(  # noqa: T201 - what a benchmark is for
            f"\n{kind}: {len(chosen)} letters, {rates[ROUNDS // 2]:,.0f} a second "
            f"({rates[0]:,.0f} to {rates[-1]:,.0f})"
        )
        if suffix == ".txt":
            record("letters in plain text a second and core", ">= 1,000", f"{rates[1]:,.0f}")


def seconds_for(letters: Sequence[tuple[str, Document]]) -> float:
    """CPU seconds to read letters to columns."""
    start = time.process_time()
    for form, document in letters:
        parse_letters([document], form_type=form)
    return time.process_time() - start
