"""Whole filings and their rows pass from step to step without being encoded, not even to be measured."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from tests.pipelines.runs import config, run
from transforms.coders import FlowingCoder
from transforms.datasets.data_files import Place
from transforms.edgar.filing import Document, Filing, FilingRef, Header
from transforms.elements import FilingRows, FilingWork, Shard

REF = FilingRef("0001990001-24-000004", 1990001, (1990001,), None, "10-K", date(2024, 2, 1), ())
FILING = Filing(Header(), "index", "zip", None, (Document("a.xml", b"12345"), Document("b", b"6")))
WORK = FilingWork(REF, FILING)
ROWS = FilingRows(Shard(20241, 0), Place(1, "a"), {"arcs": pa.table({"n": pa.array([1, 2])})})


def test_a_run_measures_filings_and_rows_and_encodes_none(
    sample_mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = []

    def refuse(*_: object) -> bytes:
        raise AssertionError("an element is encoded")

    def measure(_: FlowingCoder, element: object) -> int:
        measured.append(type(element))
        return 1

    monkeypatch.setattr(FlowingCoder, "encode", refuse)
    monkeypatch.setattr(FlowingCoder, "estimate_size", measure)
    run(config(sample_mirror, tmp_path / "out"))
    assert set(measured) == {FilingWork, FilingRows}


@pytest.mark.parametrize(("element", "size"), [(WORK, 6), (FilingWork(REF), 0), (ROWS, 16)])
def test_an_element_is_as_large_as_what_it_holds_and_survives_encoding(
    element: FilingWork | FilingRows, size: int
) -> None:
    coder = FlowingCoder()
    assert coder.estimate_size(element) == size
    assert coder.decode(coder.encode(element)) == element
