"""Datasets with too much text give way to a reject, and nothing else does."""

from array import array

import pytest

from tests.transforms.filings import work
from tests.transforms.xbrl.instance.builders import DECLARED, amount, context, instance, typed
from tests.transforms.xbrl.linkbase.documents import arc, element, link, linkbase, loc, schema
from transforms.columns import Columns, Encoded
from transforms.steps.chain import filing_steps, process
from transforms.steps.limit_rows import limit_filing_rows


def labels(texts: list[str], numbers: list[int]) -> Columns:
    return {"text": Encoded(texts, array("i", numbers)), "file": ["a.xml"] * len(numbers)}


def test_a_filing_within_the_limit_stays_as_it_is() -> None:
    filing = work().with_found([{"labels": labels(["ab", "c"], [0, 1])}])
    assert limit_filing_rows(filing, 2 * 2 + 2 * 5) is filing


@pytest.mark.parametrize(("numbers", "is_left_out"), [([0, 1, 1, 1], False), ([0, 0, 1, 1], True)])
def test_characters_are_counted_row_by_row_where_it_matters(
    numbers: list[int], is_left_out: bool
) -> None:
    filing = work().with_found([{"labels": labels(["a" * 10, "b"], numbers)}])
    limited = limit_filing_rows(filing, 4 * 5 + 13)
    assert ("labels" not in limited.tables) == is_left_out
    assert [reject.error for reject in limited.rejects] == ["rows-too-large"] * is_left_out


def test_parts_of_a_dataset_count_together_and_other_datasets_stay() -> None:
    rows: dict[str, Columns] = {"labels": labels(["a"], [0]), "findings": {"message": ["a"]}}
    filing = work().with_found([rows, {"labels": labels(["a"], [0])}])
    limited = limit_filing_rows(filing, 11)
    assert list(limited.tables) == ["findings"]
    (reject,) = limited.rejects
    assert (reject.stage, reject.file) == ("rows", "labels")
    assert reject.message == "2 rows of labels have more than 11 characters; none of them is there"


def test_dimensions_that_facts_share_count_for_each_of_them() -> None:
    long = typed("us-gaap:A", f"<abc:t>{'x' * 1000}</abc:t>")
    facts = instance(
        DECLARED, context("long", segment=long), *(amount("1", contextRef="long"),) * 9
    )
    filing = process(work({"a.xml": facts}), filing_steps())
    assert limit_filing_rows(filing, 12_000) is filing
    assert "facts" not in limit_filing_rows(filing, 9_000).tables


def test_a_role_that_many_arcs_repeat_counts_for_each_of_them() -> None:
    names = [f"E{number}" for number in range(50)]
    drawn = (arc("T", name) for name in names)
    sums = link(*map(loc, ["T", *names]), *drawn, role=f"http://x/{'y' * 10_000}")
    files = {"ex.xsd": schema(*map(element, ["T", *names])), "cal.xml": linkbase(sums)}
    filing = process(work(files), filing_steps())
    assert "arcs" in filing.tables
    limited = limit_filing_rows(filing, 100_000)
    assert [(reject.error, reject.file) for reject in limited.rejects] == [
        ("rows-too-large", "arcs")
    ]
    assert "concepts" in limited.tables
