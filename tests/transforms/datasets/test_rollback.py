"""Going back to an earlier state, also from a run that could not be finished."""

from pathlib import Path

import pytest

from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, numbers, record, restored, upsert
from transforms.datasets import commit as committing
from transforms.datasets.catalog import Output
from transforms.datasets.commit import Changes, commit
from transforms.datasets.errors import CatalogError
from transforms.datasets.rollback import rollback


def make(path: Path) -> None:
    output = new_output(path)
    upsert(output, "r1", [ref(1)])
    upsert(output, "r2", [ref(1), ref(2)])


@pytest.fixture
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    return restored(tmp_path_factory, make)


def test_the_tables_are_as_the_run_left_them_and_may_go_forward_again(output: Output) -> None:
    rollback(output, record("b1"), "r1")
    assert numbers(output, "filings") == numbers(output, "rejects") == [ref(1).accession_number]
    rollback(output, record("b2"), "2")
    assert len(numbers(output, "filings")) == 2
    upsert(output, "r3", [ref(3)])
    assert len(numbers(output, "rejects")) == 3


def test_a_table_that_had_no_rows_then_is_emptied(empty_output: Output) -> None:
    output = empty_output
    upsert(output, "r1", [])
    upsert(output, "r2", [ref(1)])
    rollback(output, record("b1"), "r1")
    assert numbers(output, "filings") == []


def test_a_run_that_is_not_there_is_named(output: Output) -> None:
    with pytest.raises(CatalogError, match="no run r9 has committed"):
        rollback(output, record("b1"), "r9")


def test_a_run_that_cannot_be_brought_to_its_end_is_undone(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(committing, "_change", die)
        with pytest.raises(KeyboardInterrupt):
            commit(output, record("r3"), lambda _: Changes(restored={"filings": 1}))
    (intent,) = Path(output.path).glob("runs/intents/r3.json")
    intent.unlink()
    with pytest.raises(CatalogError, match="edgar-arcs rollback"):
        upsert(output, "r4", [ref(4)])
    rollback(output, record("b1"), "r2")
    assert len(numbers(output, "filings")) == 2
    upsert(output, "r5", [ref(5)])
    assert len(numbers(output, "filings")) == 3
