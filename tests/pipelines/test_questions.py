"""The cookbook: every query of its pages gives the output that stands below it."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.query import connect
from tests.corpus import requires_corpus
from tests.pipelines.questions import PAGE, Question, answer, questions
from transforms.datasets.views import VIEWS


def test_the_page_names_every_view_that_is_not_about_letters() -> None:
    page = PAGE.read_text("utf-8")
    views = [name for name in VIEWS if not re.search("letter|comment", name)]
    assert [name for name in views if f"`{name}`" not in page] == []


@pytest.fixture(scope="module")
def database(corpus_output: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(corpus_output) as connection:
        yield connection


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.xdist_group("corpus run")
@requires_corpus
@pytest.mark.parametrize("question", questions(), ids=lambda each: " ".join(each.sql.split())[:40])
def test_a_query_gives_the_output_below_it(
    question: Question, database: duckdb.DuckDBPyConnection
) -> None:
    assert question.output.count("\n") > 2
    assert answer(database, question.sql) == question.output
