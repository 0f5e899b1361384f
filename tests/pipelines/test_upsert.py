"""An upsert goes by accession number, wherever the filing's rows lie."""

import shutil
from pathlib import Path

import pytest

from tests.pipelines.runs import Rows, config, rows, run, tables
from transforms.datasets.schema import DATASETS

pytestmark = pytest.mark.slow

HEADING = "CIK|Company Name|Form Type|Date Filed|Filename\n" + "-" * 80 + "\n"
PINEWATER = "1990002|PINEWATER FOODS CORP|10-Q|{}|edgar/data/1990002/0001990002-24-000009.txt\n"
ACCESSION = "0001990002-24-000009"


@pytest.fixture
def mirror(sample_mirror: Path, tmp_path: Path) -> Path:
    """A copy of the sample mirror with nothing but `master.idx` as indexes."""
    mirror = tmp_path / "mirror"
    shutil.copytree(sample_mirror, mirror)
    for quarter in ("QTR1", "QTR2"):
        for index in (mirror / "Archives/edgar/full-index/2024" / quarter).iterdir():
            if index.name != "master.idx":
                index.unlink()
    return mirror


def index(mirror: Path, quarter: int) -> Path:
    return mirror / f"Archives/edgar/full-index/2024/QTR{quarter}/master.idx"


def move_to_first_quarter(mirror: Path) -> None:
    second = index(mirror, 2)
    second.write_text(second.read_text().replace(PINEWATER.format("2024-05-07"), ""))
    with index(mirror, 1).open("a") as file:
        file.write(PINEWATER.format("2024-03-29"))


def write_daily(mirror: Path, name: str, row: str) -> None:
    path = mirror / "Archives/edgar/daily-index/2024/QTR2" / f"master.{name}.idx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADING + row)


def test_a_filing_whose_date_moved_to_another_quarter_leaves_no_row_behind(
    mirror: Path, own_sample_output: Path, tmp_path: Path
) -> None:
    output, fresh = own_sample_output, tmp_path / "fresh"
    move_to_first_quarter(mirror)
    run(config(mirror, output, select={"from": "2024Q1", "to": "2024Q1"}))
    run(config(mirror, fresh))
    assert rows(output) == rows(fresh)
    for dataset, table in tables(output).items():
        if DATASETS[dataset].partitioned:
            moved = [row for row in table.to_pylist() if row["accession_number"] == ACCESSION]
            assert {row["filing_quarter"] for row in moved} <= {20241}


def test_a_daily_index_that_dates_a_filing_in_another_quarter_loses_nothing_there(
    mirror: Path, own_sample_output: Path
) -> None:
    output = own_sample_output
    before = rows(output)
    write_daily(
        mirror,
        "20240402",
        "1990001|HARBORLIGHT|10-K|2024-02-15|edgar/data/1990001/0001990001-24-000099.txt\n",
    )
    day = {"from": "2024-04-02", "to": "2024-04-02", "daily": True}
    run(config(mirror, output, select=day))
    after = rows(output)
    assert len(after["filings"]) == len(before["filings"]) + 1
    assert len(after["rejects"]) == len(before["rejects"]) + 1  # the new filing is not there
    for dataset in before:
        assert set(before[dataset]) <= set(after[dataset]), dataset


def test_a_filing_processed_for_one_dataset_has_rows_there_alone(
    mirror: Path, own_sample_output: Path
) -> None:
    output = own_sample_output
    before = rows(output)
    only_arcs = {"datasets": ["arcs"]}
    (first,) = tables(output)["filings"].sort_by("filing_date")["accession_number"][:1].to_pylist()
    run(config(mirror, output, output=only_arcs, select={"limit": 1}))
    found = tables(output)
    assert rows(output)["arcs"] == before["arcs"]
    for name in ("facts", "labels", "calculations"):
        assert first not in found[name]["accession_number"].to_pylist()
        assert len(rows(output)[name]) < len(before[name])
    written = {row["accession_number"]: row["datasets"] for row in found["filings"].to_pylist()}
    assert written.pop(first) == ["filings", "arcs"]
    assert set(written.values()) == {None}
    run(config(mirror, output, select={"limit": 1}))
    assert rows(output) == before


def test_rejects_of_an_index_go_when_it_is_repaired(
    mirror: Path, tmp_path: Path, sample_rows: Rows
) -> None:
    output = tmp_path / "out"
    sound = index(mirror, 2).read_text()
    index(mirror, 2).write_text(sound + "1990006|CUT SHO")
    run(config(mirror, output))
    assert len(rows(output)["rejects"]) == len(sample_rows["rejects"]) + 1
    index(mirror, 2).write_text(sound)
    run(config(mirror, output))
    assert rows(output) == sample_rows
