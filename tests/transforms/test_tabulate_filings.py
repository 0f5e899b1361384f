"""Rows of a filing: its key, its status, and everything that was found or rejected."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
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
    filing,
    ref,
    unread,
    work,
)
from tests.transforms.running import expect, given, pipeline
from tests.transforms.steps.test_validate_calculations import TAXONOMY, values
from tests.transforms.xbrl.linkbase.documents import (
    arc,
    link,
    linkbase,
    loc,
)
from transforms.datasets.data_files import Place
from transforms.datasets.schema import DATASETS, Dataset
from transforms.edgar.filing import Filer, Header
from transforms.elements import FilingRows, FilingWork
from transforms.steps.chain import filing_steps, process
from transforms.tabulate_filings import (
    TabulateFilings,
    TabulateIndexRejects,
    filing_rows,
    index_rows,
)
from transforms.xbrl.names import SUMMATION_ITEM, SUMMATION_ITEM_11

ALL = tuple(DATASETS)


def processed(files: Mapping[str, bytes]) -> FilingWork:
    return process(work(dict(files)), filing_steps())


def tables(of: FilingWork) -> dict[str, pa.Table]:
    return filing_rows(of, tuple(DATASETS)).tables


def row(of: FilingWork) -> dict[str, Any]:
    """The filing's row in `filings`."""
    (found,) = tables(of)["filings"].to_pylist()
    return found


def with_header(**values: Any) -> FilingWork:
    return replace(unread(ref(1, 7, 9)), filing=replace(filing(), header=Header(**values)))


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


def test_inconsistent_sums_of_the_arcrole_of_calculations_1_1_do_not_count_under_xbrl_2_1() -> None:
    changed = {
        name: content.replace(SUMMATION_ITEM.encode(), SUMMATION_ITEM_11.encode())
        for name, content in TAXONOMY.items()
    }
    of = processed(changed | {"a.xml": values(A="9", B="1", C="2")})
    (calculation,) = tables(of)["calculations"].to_pylist()
    assert (calculation["xbrl21"], calculation["calc11"]) == ("inconsistent", "inconsistent")
    assert (row(of)["n_inconsistent_xbrl21"], row(of)["n_inconsistent_calc11"]) == (0, 1)


def test_each_kind_of_link_has_its_flag() -> None:
    kinds = ("calculation", "presentation", "definition", "label", "reference")
    found = row(processed(TAXONOMY))
    assert [kind for kind in kinds if found[f"has_{kind}_links"]] == ["calculation"]
    assert not any(found[f"has_{kind}_links"] is None for kind in kinds)
    lacking = row(unread(ref(2), REJECT))
    assert {lacking[f"has_{kind}_links"] for kind in kinds} == {None}


def test_the_first_filer_of_the_header_decides_the_key() -> None:
    of = with_header(filers=(Filer(9, "B CO"), Filer(7), Filer(11)))
    assert (row(of)["cik"], row(of)["company_name"]) == (9, "B CO")
    assert row(of)["ciks"] == [7, 9, 11]


def test_without_filers_in_the_header_the_index_decides() -> None:
    found = row(with_header())
    assert (found["cik"], found["ciks"], found["company_name"]) == (7, [7, 9], "A CO")


def test_the_row_of_a_filing_has_what_its_header_and_its_container_say() -> None:
    of_header = {
        "accepted_at": datetime(2024, 2, 1, 21, 30, tzinfo=UTC),
        "period_of_report": date(2023, 12, 31),
        "file_numbers": ("001-00007", "333-00007"),
    }
    of_filer = {
        "sic": "3825",
        "state_of_incorporation": "DE",
        "fiscal_year_end": "1231",
    }
    found = row(with_header(filers=(Filer(7, "A CO", *of_filer.values()),), **of_header))
    expected = of_filer | of_header | {"file_numbers": ["001-00007", "333-00007"]}
    expected |= {"container": "zip", "source": "edgar/data/7/a.zip"}
    expected |= {"archive_sha256": "ab", "archive_bytes": 10}
    assert {name: found[name] for name in expected} == expected


def test_the_row_of_a_filing_counts_the_arcs_whose_balances_are_known() -> None:
    base = "https://xbrl.ifrs.org/taxonomy/2023-03-23/full_ifrs/full_ifrs-cor_2023-03-23.xsd"
    of_ifrs = loc("i", f"{base}#ifrs-full_Equity")
    sums = linkbase(link(loc("A"), loc("B"), of_ifrs, arc("A", "B"), arc("A", "i")))
    found = row(processed(TAXONOMY | {"ex_cal.xml": sums}))
    assert (found["n_effective_arcs"], found["n_balance_checked"]) == (2, 1)


def test_a_filing_that_was_not_read_is_a_row_with_what_the_index_says() -> None:
    found = row(unread(None, REJECT))
    assert (found["status"], found["header_source"]) == ("failed", "index")
    assert (found["source"], found["n_rejects"]) == (None, 1)
    assert [name for name in found if name.startswith("n_") and found[name] != 0] == ["n_rejects"]


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
    rows = index_rows(QUARTER, [INDEX_REJECT, INDEX_REJECT])
    assert set(rows.tables) == {"rejects"}
    first, second = rows.tables["rejects"].to_pylist()
    assert (first["accession_number"], first["cik"], first["filing_quarter"]) == ("", None, QUARTER)
    assert (first["source"], second["ordinal"]) == (INDEX_REJECT.source, 1)


def test_a_dataset_without_rows_and_one_that_is_not_asked_for_have_no_table() -> None:
    of = processed(TAXONOMY)
    assert "labels" not in tables(of)
    assert set(filing_rows(of, ["filings", "arcs"]).tables) == {"filings", "arcs"}


def test_a_filing_of_which_not_all_is_written_says_what_is() -> None:
    assert row(processed(TAXONOMY))["datasets"] is None
    (found,) = filing_rows(processed(TAXONOMY), ["filings", "arcs"]).tables["filings"].to_pylist()
    assert found["datasets"] == ["filings", "arcs"]


def test_a_filing_has_the_place_where_the_index_puts_it() -> None:
    of = replace(unread(ref(1, 7, 9)), filing=replace(filing(), header=Header(filers=(Filer(9),))))
    assert filing_rows(of, ALL).place == Place(7, ACCESSION)
    assert row(of)["cik"] == 9


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
    ("dei", "expected"),
    [
        (
            {"AmendmentFlag": "true", "DocumentFiscalYearFocus": "2024"},
            {"amendment_flag": True, "fiscal_year": 2024, "fiscal_period": None},
        ),
        (
            {"AmendmentFlag": "false", "DocumentFiscalPeriodFocus": "Q2"},
            {"amendment_flag": False, "fiscal_year": None, "fiscal_period": "Q2"},
        ),
        (
            {"AmendmentFlag": "yes", "DocumentFiscalYearFocus": "20x4"},
            {"amendment_flag": None, "fiscal_year": None, "fiscal_period": None},
        ),
    ],
)
def test_the_cover_page_is_taken_where_it_can_be_read(
    dei: dict[str, str], expected: dict[str, object]
) -> None:
    of = processed(TAXONOMY | {"a.xml": values(A="4"), "b.xml": values(A="4")})
    other, cover = of.facts
    of = replace(of, facts=(other, replace(cover, dei={"DocumentType": "10-K"} | dei)))
    assert {name: row(of)[name] for name in expected} == expected
    assert row(of)["document_type"] == "10-K"


def rows_of(rows: FilingRows) -> dict[str, int]:
    return {name: table.num_rows for name, table in rows.tables.items()}


def test_only_the_datasets_of_the_run_are_tabulated() -> None:
    with pipeline() as root:
        rows = given(root, [processed(TAXONOMY)]) | TabulateFilings(["arcs", "filings"])
        expect(rows | beam.Map(rows_of), [{"arcs": 2, "filings": 1}])


def test_rejects_of_indexes_are_tabulated_by_quarter() -> None:
    later = INDEX_REJECT._replace(quarter=20242)
    with pipeline() as root:
        rows = given(root, [INDEX_REJECT, later, INDEX_REJECT]) | TabulateIndexRejects()
        expect(rows | beam.Map(rows_of), [{"rejects": 2}, {"rejects": 1}])


def test_a_new_dataset_needs_only_a_schema_and_the_rows_that_a_step_finds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fields = [*list(DATASETS["arcs"].schema)[:5], pa.field("word", pa.string())]
    words = Dataset("words", "word", ("word",), pa.schema(fields))
    monkeypatch.setitem(DATASETS, "words", words)
    found = work().with_found([{"words": {"word": ["a"]}}, {"words": {"word": ["b", "c"]}}])
    assert tables(found)["words"]["word"].to_pylist() == ["a", "b", "c"]
    assert row(found)["status"] == "complete"
