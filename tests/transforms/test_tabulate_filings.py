"""Rows of a filing: its key, its status, and everything that was found or rejected."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import apache_beam as beam
import pyarrow as pa
import pytest

from tests.transforms.filings import (
    ACCESSION,
    INDEX_REJECT,
    QUARTER,
    REJECT,
    end,
    filing,
    item,
    ref,
    work,
)
from tests.transforms.running import expect, given, pipeline
from tests.transforms.steps.test_validate_calculations import TAXONOMY, values
from tests.transforms.xbrl.linkbase.documents import arc, link, linkbase, loc
from transforms.datasets.schema import DATASETS, Dataset
from transforms.datasets.shard_writer import SortKey
from transforms.edgar.filing import Filer, Header
from transforms.elements import FilingWork, ShardRows
from transforms.steps.chain import filing_steps, process
from transforms.tabulate_filings import TabulateFilings, shard_rows

ALL = frozenset(DATASETS)


def processed(files: Mapping[str, bytes]) -> FilingWork:
    return process(work(dict(files)), filing_steps())


def tables(of: FilingWork) -> dict[str, pa.Table]:
    return shard_rows(of, frozenset(DATASETS)).tables


def row(of: FilingWork) -> dict[str, Any]:
    """The filing's row in `filings`."""
    (found,) = tables(of)["filings"].to_pylist()
    return found


def with_header(**values: Any) -> FilingWork:
    return FilingWork(item(ref(1, 7, 9)), replace(filing(), header=Header(**values)))


def test_tables_have_the_schema_and_every_row_the_key() -> None:
    found = tables(processed(TAXONOMY | {"a.xml": values(A="4", B="1", C="2")}))
    assert {"filings", "arcs", "concepts", "facts", "calculations"} <= set(found)
    for name, table in found.items():
        assert table.schema.equals(DATASETS[name].schema, check_metadata=True)
        for each in table.to_pylist():
            assert each["accession_number"] == ACCESSION
            assert (each["cik"], each["form_type"]) == (7, "10-K")
            assert (each["filing_date"], each["filing_quarter"]) == (date(2024, 2, 1), QUARTER)


def test_the_filing_counts_its_rows() -> None:
    of = processed(
        TAXONOMY | {"a.xml": values(A="9", B="1", C="2"), "b.xml": values(A="3", B="1", C="2")}
    )
    found = tables(of)
    counted = {name: row(of)[f"n_{name}"] for name in ("arcs", "facts", "calculations")}
    assert counted == {name: found[name].num_rows for name in counted}
    assert counted == {"arcs": 2, "facts": 6, "calculations": 2}
    assert (row(of)["n_inconsistent_xbrl21"], row(of)["n_inconsistent_calc11"]) == (1, 1)
    assert (row(of)["n_effective_arcs"], row(of)["has_linkbases"]) == (2, True)
    assert row(of)["instance_kind"] == "classic"


def test_the_first_filer_of_the_header_decides_the_key() -> None:
    of = with_header(filers=(Filer(9, "B CO"), Filer(7), Filer(11)))
    rows = shard_rows(of, ALL)
    assert rows.key == SortKey(9, ACCESSION)
    assert (row(of)["cik"], row(of)["company_name"]) == (9, "B CO")
    assert row(of)["ciks"] == [7, 9, 11]


def test_without_filers_in_the_header_the_index_decides() -> None:
    found = row(with_header())
    assert (found["cik"], found["ciks"], found["company_name"]) == (7, [7, 9], "A CO")


def test_a_filing_that_was_not_read_is_a_row_with_what_the_index_says() -> None:
    found = row(FilingWork(item(ref()), rejects=(REJECT,)))
    assert (found["status"], found["header_source"]) == ("failed", "index")
    assert (found["source"], found["n_rejects"], found["n_arcs"]) == (None, 1, 0)


@pytest.mark.parametrize(
    ("of", "status"),
    [
        (processed(TAXONOMY), "complete"),
        (replace(processed(TAXONOMY), rejects=(REJECT,)), "partial"),
        (work({"a_cal.xml": b"<"}, None, REJECT), "partial"),
        (work({}, None, REJECT), "failed"),
        (work({}), "empty"),
        (processed({"a.xml": b"<other/>"}), "empty"),
    ],
    ids=["rows", "rows and rejects", "documents", "rejects alone", "nothing", "no rows"],
)
def test_the_status_says_what_became_of_the_filing(of: FilingWork, status: str) -> None:
    assert row(of)["status"] == status


def test_rejects_are_rows_with_the_container_they_are_of() -> None:
    found = tables(work({}, None, REJECT, replace(REJECT, file="a.xml", line=3)))
    first, second = found["rejects"].to_pylist()
    assert (first["ordinal"], first["stage"], first["error"]) == (0, "read", "not-found")
    assert first["source"] == "edgar/data/7/a.zip"
    assert (second["ordinal"], second["file"], second["line"]) == (1, "a.xml", 3)


def test_rejects_of_the_index_have_a_quarter_and_no_filing() -> None:
    rows = shard_rows(FilingWork(end(INDEX_REJECT, INDEX_REJECT)), ALL)
    assert set(rows.tables) == {"rejects"}
    first, second = rows.tables["rejects"].to_pylist()
    assert (first["accession_number"], first["cik"], first["filing_quarter"]) == ("", None, QUARTER)
    assert (first["source"], second["ordinal"]) == (INDEX_REJECT.source, 1)


def test_the_end_of_a_shard_has_no_rows_and_comes_last() -> None:
    rows = shard_rows(FilingWork(end()), ALL)
    assert rows.tables == {}
    assert rows.key > SortKey.of(10**10, "9")


def test_a_dataset_without_rows_and_one_that_is_not_asked_for_have_no_table() -> None:
    of = processed(TAXONOMY)
    assert "labels" not in tables(of)
    assert set(shard_rows(of, frozenset({"arcs"})).tables) == {"arcs"}


def test_a_weight_too_long_for_its_column_keeps_its_text() -> None:
    weight = "1" * 60
    sum_of_one = link(loc("A"), loc("B"), arc("A", "B", weight=weight))
    (found,) = tables(processed(TAXONOMY | {"ex_cal.xml": linkbase(sum_of_one)}))[
        "arcs"
    ].to_pylist()
    assert (found["weight"], found["weight_text"]) == (None, weight)


def test_a_value_whose_decimals_are_unknown_is_a_row_with_the_value() -> None:
    of = processed({"a.xml": values(decimals="", A="4")})
    (found,) = tables(of)["facts"].to_pylist()
    assert (found["decimals"], found["is_exact"], found["numeric_value"]) == (
        None,
        False,
        Decimal(4),
    )


@pytest.mark.parametrize(
    ("dei", "told"),
    [
        (
            {"AmendmentFlag": "true", "DocumentFiscalYearFocus": "2024"},
            {"amendment_flag": True, "fiscal_year": 2024, "fiscal_period": None},
        ),
        (
            {"AmendmentFlag": "yes", "DocumentFiscalYearFocus": "20x4"},
            {"amendment_flag": None, "fiscal_year": None, "fiscal_period": None},
        ),
    ],
)
def test_the_cover_page_is_taken_where_it_can_be_read(
    dei: dict[str, str], told: dict[str, object]
) -> None:
    of = processed(TAXONOMY | {"a.xml": values(A="4"), "b.xml": values(A="4")})
    other, cover = of.facts
    of = replace(of, facts=(other, replace(cover, dei={"DocumentType": "10-K"} | dei)))
    assert {name: row(of)[name] for name in told} == told
    assert row(of)["document_type"] == "10-K"


def rows_of(rows: ShardRows) -> dict[str, int]:
    return {name: table.num_rows for name, table in rows.tables.items()}


def test_only_the_datasets_of_the_run_are_tabulated() -> None:
    with pipeline() as root:
        rows = given(root, [processed(TAXONOMY), FilingWork(end())]) | TabulateFilings(
            ["arcs", "filings"]
        )
        expect(rows | beam.Map(rows_of), [{"arcs": 2, "filings": 1}, {}])


def test_a_new_dataset_needs_only_a_schema_and_the_rows_that_a_step_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fields = [*list(DATASETS["arcs"].schema)[:5], pa.field("word", pa.string())]
    words = Dataset("words", "word", ("word",), pa.schema(fields))
    monkeypatch.setitem(DATASETS, "words", words)
    found = work().with_found([{"words": {"word": ["a"]}}, {"words": {"word": ["b", "c"]}}])
    assert tables(found)["words"]["word"].to_pylist() == ["a", "b", "c"]
    assert row(found)["status"] == "complete"
