"""Shares of work: every filing once, in the order of files, and about as many in each share."""

import apache_beam as beam
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from tests.transforms.filings import QUARTER, ref
from tests.transforms.running import expect, given, pipeline
from transforms.divide_filings import DivideFilings, divide, number_of_shards


@pytest.mark.parametrize(
    ("filings", "shards"),
    [(1, 1), (25, 1), (26, 2), (1_000, 40), (10_000, 40), (10_001, 41), (50_000, 200)],
)
def test_the_number_of_shards_follows_the_number_of_filings(filings: int, shards: int) -> None:
    assert number_of_shards(filings) == shards


@for_all(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 60)), min_size=1, max_size=200))
def test_every_filing_is_in_one_shard_and_ciks_of_shards_follow_each_other(
    filings: list[tuple[int, int]],
) -> None:
    refs = [ref(number, cik) for number, cik in filings]
    shards = [list(of) for _, of in divide(QUARTER, refs)]
    ordered = sorted(set(refs), key=lambda each: (each.cik, each.accession_number))
    assert [each for shard in shards for each in shard] == ordered
    assert max(map(len, shards)) - min(map(len, shards[:-1] or shards)) <= 1


def test_filings_come_with_their_shard() -> None:
    refs = [ref(number) for number in range(1, 31)]
    with pipeline() as root:
        divided = given(root, refs) | DivideFilings()
        expect(
            divided | beam.Map(lambda each: (each.ref.accession_number, each.shard)),
            [
                (each.accession_number, (QUARTER, 0 if position < 15 else 1))
                for position, each in enumerate(refs)
            ],
        )
