"""SQL over what is committed, and over nothing else."""

from pathlib import Path

import pytest

from pipelines.query import QueryError, answers, connect, explained, query, relations
from tests.transforms.filings import ref
from tests.transforms.outputs import new_output, upsert
from transforms.datasets.catalog import Output
from transforms.datasets.examples import EXAMPLES, example_sql, example_summary
from transforms.datasets.schema import DATASETS
from transforms.datasets.views import VIEWS


@pytest.fixture
def output(output_of_two: Output) -> Path:
    return Path(output_of_two.path)


def test_the_rows_of_the_latest_run_are_queried_and_those_of_an_earlier_one(output: Path) -> None:
    upsert(Output(str(output)), "r2", [ref(2), ref(3)])
    columns, rows = query(
        output, "SELECT count(*) AS n, count(DISTINCT accession_number) FROM filings"
    )
    assert columns[0] == "n"
    assert rows == [(3, 3)]
    assert query(output, "SELECT count(*) FROM filings", at="r1")[1] == [(2,)]
    with pytest.raises(QueryError, match="no run r3 has committed"):
        query(output, "SELECT 1", at="r3")


def test_files_that_are_not_committed_are_not_there(output: Path) -> None:
    (path,) = output.glob("filings/data/*/*.parquet")
    (path.parent / "0-dead.parquet").write_bytes(path.read_bytes())
    assert query(output, "SELECT count(*) FROM filings")[1] == [(2,)]


def test_every_dataset_and_view_is_there_even_if_nothing_of_it_was_committed(output: Path) -> None:
    connection = connect(output)
    for name in (*DATASETS, *VIEWS):
        assert connection.execute(f"SELECT count(*) FROM {name}").fetchone() is not None
    assert query(output, "SELECT concept FROM facts")[1] == []


def test_a_wrong_query_and_an_empty_output_are_explained(output: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no_such_column"):
        query(output, "SELECT no_such_column FROM filings")
    with pytest.raises(QueryError, match="nothing is committed"):
        query(tmp_path / "nowhere", "SELECT 1")


def test_a_fault_of_this_software_is_not_blamed_on_the_query() -> None:
    for fault in ValueError("of ours"), QueryError("said already"):
        with pytest.raises(type(fault), match=f"^{fault}$"), explained():
            raise fault


def test_what_goes_wrong_while_rows_are_read_is_explained(output: Path) -> None:
    with pytest.raises(QueryError, match="Could not convert"):
        query(output, "SELECT CAST(accession_number AS INTEGER) FROM filings")


def test_an_error_met_after_the_first_batches_of_an_answer_is_explained(output: Path) -> None:
    late = "SELECT CAST(if(range < 500_000, '1', 'x') AS INTEGER) FROM range(1_000_000)"
    with pytest.raises(QueryError, match="Could not convert"):
        query(output, late)


@pytest.mark.parametrize("sql", ["", "-- only a comment"])
def test_sql_without_a_statement_is_explained(output: Path, sql: str) -> None:
    with pytest.raises(QueryError, match="no statement"):
        query(output, sql)


def test_every_statement_that_asks_for_rows_has_its_answer(output: Path) -> None:
    sql = "CREATE TABLE t AS SELECT 1 AS a; FROM t; SET threads = 1; SELECT 2 AS b; DROP TABLE t"
    found = [(each.names, list(each.rows())) for each in answers(connect(output), sql)]
    assert found == [(["a"], [(1,)]), (["b"], [(2,)])]


def test_where_no_statement_asks_for_rows_the_last_one_answers(output: Path) -> None:
    sql = "CREATE TABLE t AS SELECT 1 AS a; INSERT INTO t VALUES (2), (3)"
    assert [list(each.rows()) for each in answers(connect(output), sql)] == [[(2,)]]


def test_where_one_answer_is_wanted_two_are_refused_before_any_is_computed(output: Path) -> None:
    connection = connect(output)
    with pytest.raises(QueryError, match="2 of these statements ask for rows"):
        list(answers(connection, "CREATE TABLE t (a INTEGER); SELECT 1; SELECT 2", single=True))
    assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(0,)]
    with pytest.raises(QueryError, match="2 of these statements ask for rows"):
        query(output, "SELECT 1; SELECT 2")


def test_datasets_and_views_are_listed_with_their_rows(output: Path) -> None:
    listed = {relation.name: relation for relation in relations(output)}
    assert list(listed) == [*DATASETS, *sorted(VIEWS)]
    assert (listed["filings"].rows, listed["facts"].rows) == (2, 0)
    assert listed["filings"].row_is == DATASETS["filings"].rows
    assert listed["letter_matches"].kind == "view"


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_ready_question_can_be_asked(output: Path, name: str) -> None:
    assert example_summary(name).endswith("?")
    names, _ = query(output, example_sql(name))
    assert len(set(names)) == len(names) > 1


@pytest.mark.parametrize("where", ["cik = 2", f"accession_number = '{ref(2).accession_number}'"])
def test_a_query_for_one_filer_opens_only_files_that_may_hold_it(
    tmp_path: Path, where: str
) -> None:
    """Files that it opened would not be readable."""
    output = new_output(tmp_path)
    for number in range(1, 4):
        upsert(output, f"r{number}", [ref(number, number)])
    for path in tmp_path.glob("filings/data/*/*.parquet"):
        if not path.name.startswith("r2-"):
            path.write_bytes(b"damaged")
    assert query(tmp_path, f"SELECT accession_number FROM filings WHERE {where}")[1] == [
        (ref(2).accession_number,)
    ]
    with pytest.raises(QueryError):
        query(tmp_path, "SELECT accession_number FROM filings")


def test_a_file_in_whose_place_another_has_come_is_not_read_as_that(output: Path) -> None:
    """Not for its rows, not for their number; what does not need it can be asked."""
    upsert(Output(str(output)), "r2", [ref(number) for number in range(3, 10)])
    whole, other = sorted(output.glob("filings/data/*/*.parquet"))
    whole.write_bytes(other.read_bytes())
    for asked in ("form_type", "count(*)"):
        with pytest.raises(QueryError, match="edgar-arcs verify names every committed file"):
            query(output, f"SELECT {asked} FROM filings")
    assert query(output, "SELECT count(*) FROM rejects")[1] == [(9,)]


@pytest.fixture(scope="module")
def output_of_three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("three")
    upsert(new_output(path), "r1", [ref(number) for number in range(1, 4)])
    return path


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("filing_date = '{}'", 3),
        ("filing_date >= DATE '{}'", 3),
        ("filing_date < '{}'", 0),
        ("filing_date BETWEEN '1993-01-01' AND '{}'", 3),
        ("year(filing_date) = 1993", 0),
    ],
)
def test_filings_are_queried_by_their_date(
    output_of_three: Path, where: str, expected: int
) -> None:
    sql = f"SELECT count(*) FROM filings WHERE {where.format(ref(1).filing_date)}"
    assert query(output_of_three, sql)[1] == [(expected,)]


def test_a_query_for_a_day_opens_no_file_of_other_days(tmp_path: Path) -> None:
    """A file that it opened would not be readable."""
    output = new_output(tmp_path)
    upsert(output, "r1", [ref(1)])
    for path in tmp_path.glob("filings/data/*/*.parquet"):
        path.write_bytes(b"damaged")
    assert query(tmp_path, "SELECT cik FROM filings WHERE filing_date < '1993-01-01'")[1] == []
