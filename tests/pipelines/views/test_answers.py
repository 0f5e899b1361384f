"""Answers of queries: whole at any width, and the same values in every format."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from pipelines.query import Answer, Relation
from pipelines.views.answers import (
    answer_view,
    plain,
    relations_view,
    write_csv,
    write_json,
    write_parquet,
    write_table,
)

ACCESSION = "0001990001-24-000004"
AMOUNT = Decimal("25700000.000000000000")
SQL = f"""
    SELECT '{ACCESSION}' AS accession_number, 25700000::DECIMAL(38, 12) AS reported,
           1.50::DECIMAL(38, 12) AS reported, NULL AS cause, DATE '2024-03-31' AS day,
           [{{'concept': 'x:A', 'value': 2::DECIMAL(38, 12)}}] AS items, 'a
b' AS text
"""


def answer(sql: str = SQL) -> Answer:
    relation = duckdb.sql(sql)
    assert relation is not None
    return Answer(relation)


def shown(names: list[str], rows: list[tuple[object, ...]], width: int | None) -> str:
    console = Console(file=io.StringIO(), width=width or 100_000)
    console.print(answer_view(names, rows, width))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_narrow_answer_is_a_table() -> None:
    text = shown(["accession_number", "reported"], [(ACCESSION, AMOUNT), (ACCESSION, None)], 80)
    assert [line.split() for line in text.splitlines() if ACCESSION in line] == [
        [ACCESSION, "25700000"],
        [ACCESSION],
    ]


def test_numbers_are_right_aligned_and_texts_are_not() -> None:
    rows: list[tuple[object, ...]] = [(5, "a", None), (1234, "abcd", Decimal("0.5"))]
    lines = shown(["n", "text", "d"], rows, 80).splitlines()
    assert [line.rstrip() for line in lines[3:5]] == ["    5  a", " 1234  abcd  0.5"]


def test_words_are_broken_so_that_a_table_fits_the_terminal() -> None:
    rows: list[tuple[object, ...]] = [(ACCESSION, AMOUNT, "a few words " * 20)]
    text = shown(["accession_number", "reported", "text"], rows, 80)
    assert "row 1" not in text
    assert f" {ACCESSION}  25700000  a few words" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_several_texts_share_the_room_that_there_is() -> None:
    rows: list[tuple[object, ...]] = [("a few words " * 20, "and more of them " * 10)]
    text = shown(["one", "other"], rows, 60)
    assert "row 1" not in text
    assert all(len(line) <= 60 for line in text.splitlines())
    assert [text.split().count(word) for word in ("words", "them")] == [20, 10]


def test_a_row_is_in_a_table_as_long_as_its_numbers_just_fit() -> None:
    rows: list[tuple[object, ...]] = [(12345678, 12345678)]
    assert "row 1" not in shown(["a", "b"], rows, 20)
    assert "row 1" in shown(["a", "b"], rows, 19)


def test_a_column_is_as_wide_as_the_longest_line_in_it() -> None:
    several, one = (
        shown(["text"], [(text,)], 80).splitlines() for text in ("123456789\n12345", "123456789")
    )
    assert several[:3] == one[:3]


def test_a_row_that_does_not_fit_is_a_list_of_its_columns() -> None:
    names = [f"column_{number}" for number in range(40)]
    text = shown(names, [tuple(range(1000, 1040))], 80)
    assert "row 1 " in text
    for number in range(40):
        assert f"column_{number} " in text
        assert str(1000 + number) in text


def test_what_does_not_go_to_a_terminal_has_a_line_per_row_of_any_length() -> None:
    names = [f"column_{number}" for number in range(40)]
    text = shown(names, [("x" * 300, *range(1, 40))], None)
    (line,) = (line for line in text.splitlines() if "x" * 300 in line)
    assert line.split() == ["x" * 300, *map(str, range(1, 40))]


@given(
    width=st.integers(60, 200),
    rows=st.lists(
        st.tuples(
            st.just(ACCESSION),
            st.decimals(min_value=-(10**15), max_value=10**15, places=3),
            st.dates(),
            st.text(st.characters(codec="ascii", categories=["L", "Zs"]), max_size=300),
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_accession_numbers_amounts_and_dates_are_whole_at_any_width(
    width: int, rows: list[tuple[object, ...]]
) -> None:
    text = shown(["accession_number", "reported", "day", "text"], rows, width)
    assert all(len(line.rstrip()) <= width for line in text.splitlines())
    for row in rows:
        assert all(plain(value) in text for value in row[:3])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (AMOUNT, "25700000"),
        (Decimal("-0.500000000000"), "-0.5"),
        (Decimal("0E-12"), "0"),
        (
            Decimal("12345678901234567890123456.123456789012"),
            "12345678901234567890123456.123456789012",
        ),
        (True, "true"),
        (None, ""),
        (date(2024, 3, 31), "2024-03-31"),
        (datetime(2024, 3, 31, 12, tzinfo=UTC), "2024-03-31 12:00:00+00:00"),
        (
            [{"value": AMOUNT, "day": date(2024, 3, 31)}],
            '[{"value": 25700000, "day": "2024-03-31"}]',
        ),
    ],
)
def test_values_are_plain(value: object, text: str) -> None:
    assert plain(value) == text


def test_a_table_in_a_file_is_not_cut() -> None:
    file = io.StringIO()
    write_table(answer("SELECT repeat('x', 500) AS text, 7 AS n"), file)
    assert "x" * 500 in file.getvalue()


def test_many_rows_are_tables_one_after_the_other() -> None:
    file = io.StringIO()
    write_table(answer("SELECT range AS number FROM range(2500)"), file)
    lines = file.getvalue().split()
    assert lines.count("number") == 3
    assert [line for line in lines if line.isdigit()] == [str(number) for number in range(2500)]


class Terminal(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_rows_that_are_lists_are_numbered_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    file = Terminal()
    write_table(answer("SELECT range AS one_number, range AS another FROM range(1001)"), file)
    rows = re.findall(r"row ([\d,]+)", file.getvalue())
    assert rows == [f"{number:,}" for number in range(1, 1002)]


def test_numbers_of_rows_are_right_aligned_with_thousands() -> None:
    console = Console(file=io.StringIO(), width=80)
    found = [Relation("arcs", "dataset", 1200, "arc"), Relation("lines", "view", None, "line")]
    console.print(relations_view([*found, Relation("facts", "dataset", 7, "fact")]))
    assert isinstance(console.file, io.StringIO)
    _, _, _, *lines = console.file.getvalue().splitlines()
    assert [line.rstrip() for line in lines if line.strip()] == [
        "  arcs              1,200   arc",
        "  lines                     line",
        "  facts                 7   fact",
    ]


def test_the_first_rows_are_shown_before_the_others_are_asked_for() -> None:
    endless = answer("SELECT range AS number FROM range(1000000000000)")
    seen = io.StringIO()

    class ReaderLeftError(Exception):
        pass

    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            if len(seen.getvalue()) > 10:
                raise ReaderLeftError
            return seen.write(text)

    with pytest.raises(ReaderLeftError):
        write_table(endless, Closed())
    assert "number" in seen.getvalue()


def test_an_answer_without_rows_shows_its_columns() -> None:
    file = io.StringIO()
    write_table(answer("SELECT 1 AS number WHERE false"), file)
    assert file.getvalue().split()[0] == "number"


def test_csv_has_a_line_per_row_and_quotes_what_needs_it() -> None:
    file = io.StringIO()
    write_csv(answer(), file)
    header, row = csv.reader(io.StringIO(file.getvalue()))
    assert header[:3] == ["accession_number", "reported", "reported"]
    assert row == [
        ACCESSION,
        "25700000",
        "1.5",
        "",
        "2024-03-31",
        '[{"concept": "x:A", "value": 2}]',
        "a\nb",
    ]


def test_json_is_a_list_of_objects_in_which_no_column_is_lost() -> None:
    file = io.StringIO()
    write_json(answer(), file)
    (row,) = json.loads(file.getvalue(), parse_float=Decimal)
    assert row == {
        "accession_number": ACCESSION,
        "reported": 25700000,
        "reported_2": Decimal("1.5"),
        "cause": None,
        "day": "2024-03-31",
        "items": [{"concept": "x:A", "value": 2}],
        "text": "a\nb",
    }
    nothing = io.StringIO()
    write_json(answer("SELECT 1 AS n WHERE false"), nothing)
    assert json.loads(nothing.getvalue()) == []


def test_json_has_null_for_what_is_no_number() -> None:
    file = io.StringIO()
    write_json(answer("SELECT 'nan'::DOUBLE AS a, ['inf'::DOUBLE, 0.5] AS b"), file)
    assert json.loads(file.getvalue()) == [{"a": None, "b": [None, 0.5]}]


def test_spans_and_other_values_without_a_type_of_their_own_are_text(tmp_path: Path) -> None:
    sql = """
        SELECT INTERVAL '1 day 2 hours' AS "a ""b", 7 AS n, INTERVAL 3 DAY AS n,
               TIMESTAMP_NS '2024-01-01 00:00:00.123456789' AS t, union_value(k := 2) AS u
    """
    expected = ["1 day 02:00:00", 7, "3 days", "2024-01-01 00:00:00.123456789", "2"]
    file = io.StringIO()
    write_json(answer(sql), file)
    (row,) = json.loads(file.getvalue())
    assert row == dict(zip(['a "b', "n", "n_2", "t", "u"], expected, strict=True))
    write_parquet(answer(sql), tmp_path / "answer.parquet")
    assert list(pq.read_table(tmp_path / "answer.parquet").to_pylist()[0].values()) == expected


def test_parquet_keeps_the_types(tmp_path: Path) -> None:
    write_parquet(answer(), tmp_path / "answer.parquet")
    table = pq.read_table(tmp_path / "answer.parquet")
    assert table.schema.names[:3] == ["accession_number", "reported", "reported_2"]
    assert str(table.schema.field("reported").type) == "decimal128(38, 12)"
    assert table["reported_2"].to_pylist() == [Decimal("1.5")]
