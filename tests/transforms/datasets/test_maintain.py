"""Maintenance: merged files have the same rows, and nothing goes that anybody may want."""

import os
import time
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from errno import EACCES
from pathlib import Path
from uuid import uuid4

import pytest

from tests.transforms.filings import REJECT, ref
from tests.transforms.outputs import (
    base,
    in_order,
    new_output,
    numbers,
    record,
    restored,
    table,
    upsert,
    upsert_index,
)
from transforms.datasets import commit as committing
from transforms.datasets import compact, maintain
from transforms.datasets.catalog import Output, load_tables, open_catalog
from transforms.datasets.errors import CatalogError, UnreadableError
from transforms.datasets.rollback import rollback
from transforms.datasets.runs import new_run_id
from transforms.datasets.state import list_runs, read_state
from transforms.datasets.table_files import data_files
from transforms.datasets.verify import verify
from transforms.storage import files

WEEK = timedelta(days=7)
RUN = "20240515T093000Z-0a1b2c3d"
OTHER_RUN = "20240516T093000Z-0a1b2c3d"


def run_of(number: int) -> str:
    """Id of the run that wrote a filing."""
    return f"20240501T00000{number}Z-0a1b2c3d"


def make(path: Path) -> None:
    output = new_output(path)
    for number in (3, 1, 2):
        upsert(output, run_of(number), [ref(number, number)])


@pytest.fixture
def output(tmp_path_factory: pytest.TempPathFactory) -> Output:
    return restored(tmp_path_factory, make)


def age(path: Path, days: float) -> None:
    then = time.time() - days * 86_400
    os.utime(path, (then, then))


def test_small_files_of_a_partition_become_one_in_order(output: Output) -> None:
    before = table(output, "rejects")
    done = maintain.maintain(output, record("m1"), WEEK)
    assert sorted((group.dataset, len(group.files)) for group in done.merged) == [
        ("filings", 3),
        ("rejects", 3),
    ]
    (file,) = data_files(base(output).table("filings"), "filings")
    assert file.rows == 3
    assert table(output, "filings")["cik"].to_pylist() == [1, 2, 3]
    assert table(output, "rejects").sort_by("cik") == before.sort_by("cik")
    state = read_state(output)
    assert state is not None
    assert list(verify(state)) == []


def test_rejects_of_no_filing_are_merged_behind_those_of_filings(output: Output) -> None:
    upsert_index(output, run_of(4), "edgar/4.idx", [REJECT])
    maintain.maintain(output, record("m1"), WEEK)
    upsert_index(output, run_of(5), "edgar/5.idx", [REJECT])
    before = table(output, "rejects")
    maintain.maintain(output, record("m2"), WEEK)  # of a file that has CIKs and rows without
    after = table(output, "rejects")
    assert after["cik"].to_pylist() == [1, 2, 3, None, None]
    assert in_order(after, "rejects") == in_order(before, "rejects")


def test_an_output_of_an_older_version_lacks_tables_and_is_merged(output: Output) -> None:
    on = base(output)
    older = {name: path for name, path in on.metadata.items() if name != "presentation_lines"}
    assert list(compact.groups(replace(on, metadata=older))) == list(compact.groups(on))


@pytest.mark.parametrize(("target", "rows"), [(1, [1, 1, 1]), (compact.TARGET, [3])])
def test_a_merged_file_is_closed_at_its_size_and_no_filing_is_cut_or_lost(
    output: Output, monkeypatch: pytest.MonkeyPatch, target: int, rows: list[int]
) -> None:
    monkeypatch.setattr(compact, "ROW_GROUP_ROWS", 1)
    on = base(output)
    (filings, _) = compact.groups(on)
    written = compact.compact(on, filings, RUN, target)
    assert [file.rows for file in written] == rows


def test_a_dry_run_says_what_it_would_do_and_does_nothing(output: Output) -> None:
    before = base(output)
    done = maintain.maintain(output, record("m1"), WEEK, dry_run=True)
    assert len(done.merged) == 2
    assert base(output) == before


def test_a_run_that_has_begun_is_brought_to_its_end_but_not_by_a_dry_run(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(committing, "_change", die)
        with pytest.raises(KeyboardInterrupt):
            upsert(output, run_of(4), [ref(4)])
    begun = base(output)
    maintain.maintain(output, record("m1"), WEEK, dry_run=True)
    assert base(output) == begun
    monkeypatch.setattr(maintain, "groups", lambda _: [])  # nor is anything to be merged
    maintain.maintain(output, record("m2"), WEEK)
    assert ref(4).accession_number in numbers(output, "filings")


def test_states_within_the_time_to_keep_stay_and_older_ones_expire(output: Output) -> None:
    maintain.maintain(output, record("m1"), WEEK)
    assert numbers(output, "filings", at=run_of(3)) == [ref(3).accession_number]
    done = maintain.maintain(output, record("m2"), timedelta(0))
    assert done.expired["filings"] == 3
    assert len(numbers(output, "filings")) == 3
    with pytest.raises(CatalogError, match="maintain has expired it"):
        numbers(output, "filings", at=run_of(3))


def test_what_expired_is_removed_a_day_later_and_nothing_else(output: Output) -> None:
    maintain.maintain(output, record(RUN), timedelta(0))
    root = Path(output.path)
    mine = root / "filings/data/filing_quarter=20241/mine.parquet"
    elsewhere = root / f"elsewhere/data/{RUN}-{'0' * 32}.parquet"
    orphan = root / f"filings/data/filing_quarter=20241/{RUN}-{'0' * 32}.parquet"
    young = root / f"filings/data/filing_quarter=20241/{OTHER_RUN}-{'1' * 32}.parquet"
    elsewhere.parent.mkdir(parents=True)
    for path in (mine, elsewhere, orphan, young):
        path.write_bytes(b"")
    for path in root.rglob("*"):
        if path.is_file() and path != young:
            age(path, 2)
    done = maintain.maintain(output, record("m2"), timedelta(0))
    removed = {Path(file.path) for file in done.orphans}
    assert orphan in removed
    assert not any(path.exists() for path in removed)
    state = read_state(output)
    assert state is not None
    named = {Path(file.path) for name in state.tables for file in state.files(name)}
    assert set(root.glob("*/data/**/*.parquet")) == {mine, elsewhere, young, *named}
    assert len(list(root.glob("*/intents/*"))) == 1  # the latest snapshot of runs names it
    assert len(numbers(output, "filings")) == 3
    assert list(verify(state)) == []


def test_files_of_every_run_are_known_by_its_id() -> None:
    name = f"data/filing_quarter=20241/{new_run_id()}-{uuid4().hex}.parquet"
    assert maintain._OURS.fullmatch(name)


def test_what_a_run_wrote_days_ago_stays_while_it_goes_on_writing(output: Output) -> None:
    names = [
        f"{dataset}/data/filing_quarter=20241/{run}-{'0' * 32}.parquet"
        for dataset, run in (("filings", RUN), ("rejects", RUN), ("rejects", OTHER_RUN))
    ]
    first, latest, of_another = (Path(output.path) / name for name in names)
    for path in (first, latest, of_another):
        path.write_bytes(b"")
    age(first, 3)
    age(of_another, 3)
    maintain.maintain(output, record("m1"), WEEK)
    assert (first.exists(), latest.exists(), of_another.exists()) == (True, True, False)
    age(latest, 2)
    maintain.maintain(output, record("m2"), WEEK)
    assert not first.exists()


def test_age_is_by_the_clock_of_the_disk_not_by_this_machines(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Ahead":
            then = super().now(tz) + timedelta(days=2)
            return cls.fromtimestamp(then.timestamp(), tz)

    monkeypatch.setattr(maintain, "datetime", Ahead)
    of_a_run = Path(output.path, f"filings/data/filing_quarter=20241/{RUN}-{'0' * 32}.parquet")
    of_a_run.write_bytes(b"")
    for is_dry in (True, False):
        assert not maintain.maintain(output, record("m1"), WEEK, dry_run=is_dry).orphans
    assert of_a_run.exists()


def test_a_dry_run_needs_not_write(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(EACCES, "Permission denied", path)

    monkeypatch.setattr(files, "create", refuse)
    assert len(maintain.maintain(output, record("m1"), WEEK, dry_run=True).merged) == 2
    with pytest.raises(PermissionError):
        maintain.maintain(output, record("m1"), WEEK)


def test_a_run_that_commits_meanwhile_is_not_lost(
    output: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge = compact.compact
    times: list[int] = []

    def slow(*arguments: object) -> object:
        times.append(1)
        if len(times) == 1:
            upsert(output, "r9", [ref(2, 2), ref(9)])
        return merge(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(maintain, "compact", slow)
    maintain.maintain(output, record("m1"), WEEK)
    expected = [ref(number).accession_number for number in (1, 2, 3, 9)]
    for dataset in ("filings", "rejects"):
        assert numbers(output, dataset) == expected


def test_a_reader_of_an_earlier_state_and_a_run_that_began_on_it_read_on(output: Output) -> None:
    began_on, state = base(output), read_state(output)
    assert state is not None
    parts = state.read("filings", ["accession_number"])
    read = next(parts).num_rows
    for number in (1, 2, 3):
        upsert(output, f"again{number}", [ref(number, number)])
    for path in Path(output.path).rglob("*"):
        if path.is_file():
            age(path, 2)
    maintain.maintain(output, record("m1"), WEEK)
    assert read + sum(part.num_rows for part in parts) == 3
    assert len(list(data_files(began_on.table("rejects"), "rejects"))) == 3


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_nothing_expires_where_the_latest_state_has_lost_a_file(
    output: Output, damage: str
) -> None:
    (file,) = Path(output.path).glob(f"filings/data/*/{run_of(2)}-*.parquet")
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(
        UnreadableError, match=rf"is gone or has not the size.*filings/data/.*/{run_of(2)}-"
    ):
        maintain.maintain(output, record("m1"), timedelta(0))
    rollback(output, record("b1"), run_of(1))
    assert len(numbers(output, "filings")) == 2


def test_the_state_that_a_run_has_just_replaced_stays_however_old_it_is(output: Output) -> None:
    with open_catalog(output) as catalog:
        tables = load_tables(catalog, output)
    oldest, replaced, latest = list_runs(tables["runs"])
    expired = maintain._expired(tables, latest["finished_at"])
    named = [
        {each["snapshot_id"] for each in row["snapshots"] if each["table"] == "filings"}
        for row in (oldest, replaced, latest)
    ]
    assert [set(expired["filings"]) >= each for each in named] == [True, False, False]
