"""Writing shards: old rows and new ones merged, each exactly once, in order."""

import io
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from transforms.datasets.layout import Shard
from transforms.datasets.schema import LABELS, REJECTS
from transforms.datasets.shard_writer import Carry, DatasetWriter, SortKey
from transforms.datasets.table import FilingKey, to_table

SHARD = Shard(20241, 0, 1)


class Sink(io.BytesIO):
    """Keeps what was written when it is closed."""

    def close(self) -> None:
        self.written = self.getvalue()
        super().close()


def labels(cik: int | None, accession: str, *texts: str) -> pa.Table:
    count = len(texts)
    columns: dict[str, list[object]] = {
        "concept": ["a:B"] * count,
        "namespace": ["http://a"] * count,
        "label_role": [None] * count,
        "lang": ["en"] * count,
        "text": list(texts),
        "effective": [True] * count,
        "file": ["f"] * count,
        "label_index": list(range(count)),
        "line": [None] * count,
    }
    return to_table(LABELS, FilingKey(accession, cik, "10-K", date(2024, 2, 1), 20241), columns)


def rewrite(
    filings: dict[SortKey, str], previous: Sequence[bytes] = (), cuts: Sequence[int] = ()
) -> list[bytes]:
    """Files after a run over `filings`; `cuts` are where the runner splits the shard."""
    order = sorted(filings)
    accessions = frozenset(key.accession_number for key in filings) | {""}
    keys: list[SortKey | None] = [None, *order, None]
    items = [(Carry(keys[i], keys[i + 1], accessions), keys[i + 1]) for i in range(len(order) + 1)]
    bounds = [0, *sorted(cuts), len(items)]
    files = []
    for start, end in pairwise(bounds):
        sink = Sink()
        writer = DatasetWriter(
            LABELS, SHARD, [io.BytesIO(content) for content in previous], lambda sink=sink: sink
        )
        for carry, key in items[start:end]:
            table = labels(key.cik, key.accession_number, filings[key], "2nd") if key else None
            writer.add(carry, key or SortKey.of(None, ""), table)
        if writer.close():
            files.append(sink.written)
    return files


def rows(files: Sequence[bytes]) -> list[tuple[int, str, str]]:
    tables = [pq.read_table(io.BytesIO(content)) for content in files]
    return [
        (row["cik"], row["accession_number"], row["text"])
        for table in tables
        for row in table.to_pylist()
    ]


def expected(filings: dict[SortKey, str]) -> list[tuple[int, str, str]]:
    return [
        (key.cik, key.accession_number, text)
        for key in sorted(filings)
        for text in (filings[key], "2nd")
    ]


def _one_per_accession(filings: dict[SortKey, str]) -> dict[SortKey, str]:
    keys = {key.accession_number: key for key in filings}
    return {key: filings[key] for key in keys.values()}


_FILINGS = st.dictionaries(
    st.builds(SortKey, st.integers(1, 5), st.sampled_from(["a", "b", "c", "d", "e", "f"])),
    st.text("xyz", max_size=2),
    max_size=6,
).map(_one_per_accession)


@given(_FILINGS, _FILINGS, st.lists(st.integers(0, 6), max_size=3))
def test_a_rewrite_is_an_upsert_however_the_shard_is_split(
    before: dict[SortKey, str], run: dict[SortKey, str], cuts: list[int]
) -> None:
    files = rewrite(before)
    after = rewrite(run, files, [cut for cut in cuts if cut <= len(run)])
    accessions = {key.accession_number for key in run}
    kept = {key: text for key, text in before.items() if key.accession_number not in accessions}
    assert sorted(rows(after)) == sorted(expected(kept | run))
    if not cuts:
        assert rows(after) == expected(kept | run)


@given(_FILINGS, _FILINGS)
def test_running_again_changes_nothing(before: dict[SortKey, str], run: dict[SortKey, str]) -> None:
    once = rewrite(run, rewrite(before))
    assert rewrite(run, once) == once


def test_a_filing_whose_first_filer_is_not_the_lowest_waits_for_its_turn() -> None:
    sink = Sink()
    old = rewrite({SortKey(2, "b"): "old"})
    writer = DatasetWriter(LABELS, SHARD, [io.BytesIO(old[0])], lambda: sink)
    accessions = frozenset({"a", "c"})
    first, second = SortKey(1, "a"), SortKey(4, "c")
    writer.add(Carry(None, first, accessions), SortKey(3, "a"), labels(3, "a", "waits"))
    writer.add(Carry(first, second, accessions), second, labels(4, "c", "last"))
    writer.add(Carry(second, None, accessions), SortKey.of(None, ""), None)
    writer.close()
    assert [text for _, _, text in rows([sink.written])] == ["old", "2nd", "waits", "last"]


def reject(cik: int | None, accession: str, message: str) -> pa.Table:
    columns: dict[str, list[object]] = {
        "ordinal": [0],
        "source": [None],
        "stage": ["discover"],
        "file": [None],
        "line": [None],
        "error": ["no-index"],
        "message": [message],
    }
    return to_table(REJECTS, FilingKey(accession, cik, None, None, 20241), columns)


def test_rows_without_a_cik_come_last_and_are_replaced() -> None:
    content = b""
    for message in ("before", "after"):
        sink = Sink()
        previous = [io.BytesIO(content)] if content else []
        writer = DatasetWriter(REJECTS, SHARD, previous, lambda sink=sink: sink)
        first = SortKey(7, "a")
        writer.add(Carry(None, first, frozenset({"", "a"})), first, reject(7, "a", message))
        end = Carry(first, None, frozenset({"", "a"}))
        writer.add(end, SortKey.of(None, ""), reject(None, "", message))
        writer.close()
        content = sink.written
        table = pq.read_table(io.BytesIO(content))
        assert table["cik"].to_pylist() == [7, None]
        assert table["message"].to_pylist() == [message] * 2


def test_a_dataset_without_rows_makes_no_file() -> None:
    assert rewrite({}) == []


def test_rows_of_another_division_go_to_their_new_shard() -> None:
    content = rewrite({SortKey(1, letter): letter for letter in "abcdefgh"})[0]
    texts = []
    for number in range(3):
        sink = Sink()
        writer = DatasetWriter(
            LABELS, Shard(20241, number, 3), [io.BytesIO(content)], lambda s=sink: s
        )
        writer.add(Carry(None, None, frozenset()), SortKey.of(None, ""), None)
        if writer.close():
            texts.append([row[1] for row in rows([sink.written])])
    assert len(texts) > 1
    assert sorted(accession for part in texts for accession in set(part)) == list("abcdefgh")


def test_columns_that_an_older_file_lacks_are_null() -> None:
    old = io.BytesIO()
    table = labels(1, "a", "text").drop_columns(["lang"])
    pq.write_table(table, old)
    sink = Sink()
    writer = DatasetWriter(LABELS, SHARD, [io.BytesIO(old.getvalue())], lambda: sink)
    writer.add(Carry(None, None, frozenset()), SortKey.of(None, ""), None)
    writer.close()
    assert pq.read_table(io.BytesIO(sink.written))["lang"].to_pylist() == [None]
