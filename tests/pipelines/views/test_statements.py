"""Calculations at a terminal: each total with its items, its verdicts and its cause."""

import io
from decimal import Decimal

import pyarrow as pa
from rich.console import Console

from pipelines.views.statements import amount, statement_tables
from tests.transforms.steps.test_validate_calculations import TAXONOMY, values
from tests.transforms.test_tabulate_filings import processed, tables
from tests.transforms.xbrl.instance.builders import amount as amount_of
from tests.transforms.xbrl.instance.builders import context, explicit
from tests.transforms.xbrl.linkbase.documents import ROLE
from transforms.xbrl.names import SUMMATION_ITEM, SUMMATION_ITEM_11


def calculations(**amounts: str) -> pa.Table:
    return tables(processed(TAXONOMY | {"a.xml": values(**amounts)}))["calculations"]


def shown(
    table: pa.Table,
    titles: dict[str, str | None] | None = None,
    *,
    only_inconsistent: bool = False,
) -> list[list[str]]:
    """The cells of every line."""
    output = io.StringIO()
    console = Console(file=output, width=160)
    for each in statement_tables(table, titles or {}, only_inconsistent=only_inconsistent):
        console.print(each)
    return [line.split() for line in output.getvalue().splitlines() if line.strip()]


def test_a_total_that_does_not_add_up_is_shown_with_its_difference() -> None:
    lines = shown(calculations(A="1234", B="1000", C="200"))
    assert ["1", "ex:B", "1,000"] in lines
    (total,) = (line for line in lines if line[0] == "ex:A")
    assert total == ["ex:A", "1,234", "1,200", "34", "inconsistent", "inconsistent"]


def test_the_period_the_unit_and_the_cause_stand_below_the_total() -> None:
    text = "\n".join(" ".join(line) for line in shown(calculations(A="1000", B="400", C="-600")))
    assert "2024-12-31" in text
    assert "USD" in text
    assert "cause: sign ex:C" in text


def test_consistent_totals_can_be_left_out() -> None:
    files = TAXONOMY | {"a.xml": values(A="3", B="1", C="2"), "b.xml": values(A="9", B="1", C="2")}
    found = tables(processed(files))["calculations"]
    reported = [line[1] for line in shown(found) if line[0] == "ex:A"]
    inconsistent = [line[1] for line in shown(found, only_inconsistent=True) if line[0] == "ex:A"]
    assert (reported, inconsistent) == (["3", "9"], ["9"])


def test_a_consistent_total_has_no_cause() -> None:
    text = "\n".join(" ".join(line) for line in shown(calculations(A="3", B="1", C="2")))
    assert "consistent consistent" in text
    assert "cause:" not in text


def test_an_item_that_is_not_reported_is_told_from_one_of_zero() -> None:
    items = [
        line[-1] for line in shown(calculations(A="0", B="0")) if line[1:2] in (["ex:B"], ["ex:C"])
    ]
    assert items == ["0", "-"]


def test_an_item_that_is_reported_as_nil_is_told_from_one_of_zero() -> None:
    nil = amount_of("", "ex:B", decimals="", **{"xsi:nil": "true"})
    content = values(A="0", C="0").replace(b"</xbrli:xbrl>", nil.encode() + b"</xbrli:xbrl>")
    lines = shown(tables(processed(TAXONOMY | {"a.xml": content}))["calculations"])
    assert [line[-1] for line in lines if line[1:2] in (["ex:B"], ["ex:C"])] == ["nil", "0"]


def test_xbrl_2_1_has_no_verdict_on_a_sum_that_it_does_not_bind() -> None:
    sums = TAXONOMY["ex_cal.xml"].replace(SUMMATION_ITEM.encode(), SUMMATION_ITEM_11.encode())
    files = TAXONOMY | {"ex_cal.xml": sums, "a.xml": values(A="9", B="1", C="2")}
    lines = shown(tables(processed(files))["calculations"])
    (total,) = (line for line in lines if line[0] == "ex:A")
    assert total == ["ex:A", "9", "3", "6", "not", "bound", "inconsistent"]


def test_the_dimensions_of_a_total_stand_below_it() -> None:
    segment = context("c", segment=explicit("us-gaap:AAxis", "us-gaap:AMember")).encode()
    plain = values(A="4", B="1", C="2")
    content = plain.replace(context("c").encode(), segment)
    assert content != plain
    lines = shown(tables(processed(TAXONOMY | {"a.xml": content}))["calculations"])
    assert ["us-gaap:AAxis=us-gaap:AMember"] in lines


def test_a_statement_is_headed_by_its_roles_definition() -> None:
    table = calculations(A="3", B="1", C="2")
    assert shown(table, {ROLE: "0002 - Balance Sheet"})[0][:3] == ["0002", "-", "Balance"]
    assert shown(table)[0] == [ROLE]


def test_amounts_are_written_with_thousands_and_without_trailing_zeros() -> None:
    assert [amount(Decimal(text)) for text in ("1234567.50", "-1000", "1E+3", "0.00")] == [
        "1,234,567.5",
        "-1,000",
        "1,000",
        "0",
    ]
    assert amount(None) == ""


def test_no_verdict_is_cut_in_a_hundred_columns() -> None:
    console = Console(file=io.StringIO(), width=100)
    found = calculations(A="1234567890123", B="1000", C="200")
    for each in statement_tables(found, {}, only_inconsistent=True):
        console.print(each)
    words = console.file.getvalue().split()  # type: ignore[attr-defined]
    assert words.count("inconsistent") == 2
    assert "1,234,567,890,123" in words
