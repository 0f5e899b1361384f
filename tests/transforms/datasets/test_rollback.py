"""Going back to an earlier state, also from a run that could not be finished."""

import json
from pathlib import Path

import pytest

from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, numbers, record, restored, upsert
from transforms.datasets import commit as committing
from transforms.datasets.catalog import Output, open_catalog
from transforms.datasets.commit import Changes, commit
from transforms.datasets.errors import CatalogError, UnreadableError
from transforms.datasets.rollback import rollback
from transforms.datasets.state import State, list_runs, read_state
from transforms.datasets.table_files import data_files
from transforms.datasets.verify import verify


def make(path: Path) -> None:
    output = new_output(path)
    upsert(output, "r1", [ref(1)])
    upsert(output, "r2", [ref(1), ref(2)])


@pytest.fixture
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    return restored(tmp_path_factory, make)


def test_the_tables_are_as_the_run_left_them_and_may_go_forward_again(output: Output) -> None:
    state = rollback(output, record("b1"), "r1")
    assert state is not None
    assert state.run["run_id"] == "r1"
    assert numbers(output, "filings") == numbers(output, "rejects") == [ref(1).accession_number]
    rollback(output, record("b2"), "2")
    assert len(numbers(output, "filings")) == 2
    assert json.loads(state_of(output).run["selection"]) == {"run": 2}
    upsert(output, "r3", [ref(3)])
    assert len(numbers(output, "rejects")) == 3


def test_a_table_that_had_no_rows_then_is_emptied(empty_output: Output) -> None:
    output = empty_output
    upsert(output, "r1", [])
    upsert(output, "r2", [ref(1)])
    rollback(output, record("b1"), "r1")
    assert numbers(output, "filings") == []


def test_an_output_of_an_older_version_lacks_tables_and_is_set_back(output: Output) -> None:
    with open_catalog(output) as catalog:
        catalog.drop_table((output.namespace, "standard_arcs"))
    rollback(output, record("b1"), "r1")
    assert numbers(output, "filings") == [ref(1).accession_number]


def test_a_run_whose_table_something_else_has_changed_is_undone(output: Output) -> None:
    (file, *_) = data_files(state_of(output).tables["filings"], "filings")
    gone = file._replace(path=f"{file.path}.gone")
    with pytest.raises(CatalogError, match=r"\.gone is no longer in it"):
        commit(output, record("r3"), lambda _: Changes(removed=[gone]))
    rollback(output, record("b1"), "2")
    assert len(numbers(output, "filings")) == 2
    assert list(verify(state_of(output))) == []


def test_where_nothing_was_ever_committed_there_is_no_way_back(tmp_path: Path) -> None:
    assert rollback(Output(str(tmp_path)), record("b1"), "1") is None


def test_no_way_back_is_advised_where_nobody_knows_one(output: Output) -> None:
    for path in Path(output.path).glob("runs/data/*.parquet"):
        path.unlink()
    with pytest.raises(UnreadableError, match="No such file") as failed:
        read_state(output)
    assert "edgar-arcs rollback" not in str(failed.value)


def test_a_run_that_is_not_there_is_named(output: Output) -> None:
    with pytest.raises(CatalogError, match="no run r9 has committed"):
        rollback(output, record("b1"), "r9")


def begin_and_die(output: Output, run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin to commit a run that sets `filings` back, and no more."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    filings = state_of(output).tables["filings"]
    first = {"filings": filings.snapshots()[0].snapshot_id}
    with monkeypatch.context() as patched:
        patched.setattr(committing, "_change", die)
        with pytest.raises(KeyboardInterrupt):
            commit(output, record(run), lambda _: Changes(restored=first))


def state_of(output: Output) -> State:
    state = read_state(output)
    assert state is not None
    return state


def test_a_run_that_has_begun_is_brought_to_its_end_first(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be under way, and would change tables that are as they should be already."""
    begin_and_die(output, "r3", monkeypatch)
    rollback(output, record("b1"), "r2")
    assert len(numbers(output, "filings")) == 2
    found = [(row["number"], row["run_id"]) for row in list_runs(state_of(output).tables["runs"])]
    assert found == [(1, "r1"), (2, "r2"), (3, "r3"), (4, "b1")]


def test_a_run_that_cannot_be_brought_to_its_end_is_undone(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_and_die(output, "r3", monkeypatch)
    (intent,) = Path(output.path).glob("runs/intents/r3.json")
    intent.unlink()
    with pytest.raises(CatalogError, match="edgar-arcs rollback"):
        upsert(output, "r4", [ref(4)])
    rollback(output, record("b1"), "r2")
    assert len(numbers(output, "filings")) == 2
    upsert(output, "r5", [ref(5)])
    assert len(numbers(output, "filings")) == 3
    assert list(verify(state_of(output))) == []  # whose runs have the numbers 1, 2, 3 and so on
