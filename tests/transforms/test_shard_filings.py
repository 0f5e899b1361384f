"""A shard's filings in file order, and its old rows divided among them."""

from collections.abc import Sequence
from datetime import date

import apache_beam as beam
from hypothesis import given as every
from hypothesis import strategies as st

from tests.transforms.filings import INDEX_REJECT, QUARTER, ref
from tests.transforms.running import expect, given, pipeline
from transforms.datasets.layout import Shard, shard_of
from transforms.datasets.shard_writer import Carry, SortKey
from transforms.edgar.filing import FilingRef
from transforms.elements import Moved, ShardItem
from transforms.shard_filings import ShardFilings, order_shard

KEY = (QUARTER, 0, 1)
refs = st.builds(ref, st.integers(1, 30), st.integers(1, 5))
keys = st.builds(
    SortKey.of,
    st.one_of(st.none(), st.integers(1, 6)),
    st.builds(lambda number: ref(number).accession_number, st.integers(1, 30)) | st.just(""),
)


def copies(carry: Carry, key: SortKey) -> bool:
    """Whether the writer of an element with this carry copies old rows of that key."""
    return (
        (carry.after is None or carry.after <= key)
        and (carry.until is None or key < carry.until)
        and key.accession_number not in carry.accessions
    )


@every(st.lists(refs), keys)
def test_every_old_row_is_copied_once_unless_its_filing_is_in_this_run(
    filings: Sequence[FilingRef], old: SortKey
) -> None:
    items = list(order_shard(KEY, filings))
    selected = {filing.accession_number for filing in filings} | {""}
    times = sum(copies(item.carry, old) for item in items)
    assert times == (old.accession_number not in selected)


@every(st.lists(refs, unique_by=lambda each: each.accession_number), st.randoms())
def test_filings_come_in_file_order_however_they_arrive(filings: list[FilingRef], random) -> None:
    shuffled = random.sample(filings, len(filings))
    items = list(order_shard(KEY, [None, *shuffled]))
    assert items == list(order_shard(KEY, filings))
    found = [item.ref for item in items[:-1] if item.ref]
    assert found == sorted(filings, key=lambda each: (each.cik, each.accession_number))
    assert items[-1].ref is None


def test_an_element_that_comes_twice_is_one_filing() -> None:
    assert [item.ref for item in order_shard(KEY, [ref(1), ref(1)])] == [ref(1), None]


def test_rejects_of_the_index_stand_at_the_end_of_the_shard() -> None:
    _, end = order_shard(KEY, [INDEX_REJECT, ref(1)])
    assert end.index_rejects == (INDEX_REJECT,)


def summary(item: ShardItem) -> tuple[Shard, str | None, int]:
    number = item.ref.accession_number if item.ref else None
    return item.shard, number, len(item.index_rejects)


def test_filings_go_to_the_shard_of_their_number_and_quarter() -> None:
    filings = [ref(1), ref(2, filing_date=date(2024, 5, 1))]
    shards = [
        shard_of(each.accession_number, quarter, 4)
        for each, quarter in zip(filings, (20241, 20242), strict=True)
    ]
    touched = Shard(20233, 2, 4)
    rejects_shard = shard_of("", QUARTER, 4)
    expected = [
        (shard, each.accession_number, 0) for shard, each in zip(shards, filings, strict=True)
    ]
    rejects = {rejects_shard: 1}
    ends = [(shard, None, rejects.get(shard, 0)) for shard in {*shards, touched, rejects_shard}]
    with pipeline() as root:
        inputs = (
            given(root, filings, "Refs"),
            given(root, [INDEX_REJECT], "Rejects"),
            given(root, [], "Moved"),
        )
        items = inputs | ShardFilings(4, [touched])
        expect(items | beam.Map(summary), [*expected, *ends])


def test_a_shard_that_is_touched_only_carries_all_its_rows() -> None:
    (end,) = order_shard(KEY, [None])
    assert end.carry == Carry(None, None, frozenset({""}))


def test_nothing_selected_touches_nothing() -> None:
    with pipeline() as root:
        inputs = tuple(given(root, [], label) for label in ("Refs", "Rejects", "Moved"))
        expect(inputs | ShardFilings(4), [])


def test_a_filing_that_has_left_its_quarter_has_its_old_rows_dropped_there() -> None:
    moved = Moved(ref(1).accession_number, QUARTER)
    (end,) = order_shard(KEY, [moved])
    assert end.ref is None
    assert end.carry.accessions == {moved.accession_number, ""}


def test_a_quarter_that_stays_divided_as_it_was_takes_filings_in_its_own_shards() -> None:
    filing, moved = ref(1), Moved(ref(2).accession_number, QUARTER)
    shards = [shard_of(each.accession_number, QUARTER, 3) for each in (filing, moved)]
    with pipeline() as root:
        inputs = (
            given(root, [filing], "Refs"),
            given(root, [], "Rejects"),
            given(root, [moved], "Moved"),
        )
        items = inputs | ShardFilings(8, divided={QUARTER: 3})
        expected = [(shards[0], filing.accession_number, 0)]
        expect(items | beam.Map(summary), [*expected, *((shard, None, 0) for shard in set(shards))])
