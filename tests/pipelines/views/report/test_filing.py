"""The report of one filing: what stands at its lines, totals and trees."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import duckdb
import pytest
from lxml import html

from pipelines.views.report.filing import filing_page
from tests.pipelines.views.report.browser import Browser
from tests.pipelines.views.report.one import ACCESSION, fact, one_filing, total
from tests.pipelines.views.report.page import NARROW, WIDE, Page, open_page
from transforms.xbrl.names import SUMMATION_ITEM, SUMMATION_ITEM_11

in_browser = pytest.mark.xdist_group("browser")


def page_of(connection: duckdb.DuckDBPyConnection) -> str:
    page = filing_page(connection, "out", ACCESSION)
    assert page is not None
    return page


def text_of(element: html.HtmlElement) -> str:
    """Texts of the element's parts, which stand below one another."""
    return " ".join(" ".join(map(str, element.itertext())).split())


def lines(
    facts: list[dict[str, Any]], *totals: dict[str, Any], negated: str = ""
) -> dict[str, str]:
    """What the last cell of each line shows, by label."""
    page = html.fromstring(page_of(one_filing(facts, list(totals), frozenset({negated}))))
    return {
        str(row.findtext("th")).strip(): text_of(row.findall("td")[-1])
        for row in page.iter("tr")
        if row.find("td") is not None
    }


def test_an_inconsistent_total_shows_its_difference_and_cause() -> None:
    shown = lines(
        [fact("x:Total", "100")],
        total("x:Total", "inconsistent", "inconsistent", cause="sign", difference="-1250"),
    )
    assert shown["Total"] == "100 2.1: inconsistent 1.1: inconsistent sign difference (1,250)"


def test_the_difference_of_a_negated_total_has_the_sign_that_is_displayed() -> None:
    shown = lines(
        [fact("x:Total", "100")],
        total("x:Total", "inconsistent", "consistent", difference="-1250"),
        negated="x:Total",
    )
    assert shown["Total"] == "(100) 2.1: inconsistent 1.1: consistent difference 1,250"


def test_a_consistent_total_shows_no_difference() -> None:
    shown = lines([fact("x:Total", "100")], total("x:Total", "consistent", "consistent", difference="0"))  # fmt: skip
    assert shown["Total"] == "100 2.1: consistent 1.1: consistent"


def test_an_unbound_total_shows_the_reason_under_each_verdict() -> None:
    shown = lines(
        [fact("x:Total", "100")],
        total("x:Total", "unbound", "consistent", xbrl21_unbound="duplicate_item"),
    )
    assert shown["Total"] == "100 2.1: unbound, duplicate item 1.1: consistent"


def test_the_unit_of_a_column_stands_in_its_heading_and_another_below_its_amount() -> None:
    facts = [fact("x:A", "1"), fact("x:B", "2"), fact("x:Shares", "3", "shares")]
    page = html.fromstring(page_of(one_filing(facts, [])))
    (heading,) = [each for each in page.iter("th") if each.get("class") == "period"]
    assert text_of(heading) == "2024-01-01 to 2024-03-31 USD"
    assert lines(facts) == {"Statement": "", "A": "1", "B": "2", "Shares": "3 shares"}


def test_amounts_in_two_units_of_one_column_are_both_shown() -> None:
    facts = [fact("x:B", "5"), fact("x:A", "1300", "EUR"), fact("x:A", "1401")]
    assert lines(facts)["A"] == "1,300 EUR 1,401"


def test_the_period_is_that_of_the_cover_page_where_no_header_gives_one() -> None:
    cover = fact("dei:DocumentPeriodEndDate", "2024-03-31", numeric_value=None) | {"unit": None}
    assert "filed 2024-05-01 for the period that ends 2024-03-31" in page_of(
        one_filing([cover], [])
    )
    assert "period that ends" not in page_of(one_filing([fact("x:A", "1")], []))


def test_columns_come_as_printed_and_those_with_few_lines_last() -> None:
    half = {"start_date": "2023-10-01"}
    before = {"start_date": "2023-01-01", "end_date": "2023-03-31"}
    day: dict[str, Any] = {"period_type": "instant", "start_date": None}
    facts = [
        fact(concept, "1", **period)
        for concept in ("x:A", "x:B", "x:C")
        for period in (half, before, {})
    ]
    facts += [fact("x:D", "1", **day), fact("x:D", "1", start_date="2024-02-01")]
    page = html.fromstring(page_of(one_filing(facts, [])))
    headings = [text_of(each) for each in page.iter("th") if each.get("class") == "period"]
    assert headings == [
        "2024-01-01 to 2024-03-31 USD",
        "2023-01-01 to 2023-03-31 USD",
        "2023-10-01 to 2024-03-31 USD",
        "2024-02-01 to 2024-03-31 USD",
        "2024-03-31 USD",
    ]


@pytest.mark.parametrize(
    ("filed", "decimals", "shown"),
    [
        ("1.30", 2, "1.30"),
        ("1.3", 2, "1.3"),
        ("1.30", None, "1.30"),
        ("2081780.0", 0, "2,081,780"),
        ("59346000.0", -3, "59,346,000"),
        ("0.25", 0, "0.25"),
        ("1E3", 0, "1,000"),
        ("0.0", 128, "0.0"),
    ],
)
def test_amounts_have_the_digits_as_filed(filed: str, decimals: int | None, shown: str) -> None:
    assert lines([fact("x:A", filed, decimals=decimals)])["A"] == shown


def test_a_total_of_the_arcrole_of_2023_has_no_verdict_of_xbrl_21() -> None:
    sums = total("x:Total", "inconsistent", "consistent", arcrole=SUMMATION_ITEM_11)
    assert lines([fact("x:Total", "100")], sums)["Total"] == "100 1.1: consistent"


def test_a_tree_counts_the_sums_that_each_rule_could_check() -> None:
    rest = {"end_date": "2023-12-31"}
    totals = [
        total("x:Total", "inconsistent", "consistent"),
        total("x:Total", "unbound", "consistent", **rest),
        total("x:Other", "unbound", "unbound"),
    ]
    page = html.fromstring(page_of(one_filing([fact("x:Total", "1")], totals)))
    summaries = {
        each.findtext("strong"): " ".join(each.text_content().split())
        for each in page.xpath("//section[@id='filing-trees']//li/details/summary")
    }
    assert summaries == {
        "x:Total": "x:Total 2.1: 1 of 1 inconsistent, 1 unbound 1.1: 2 of 2 consistent",
        "x:Other": "x:Other 2.1: not checked 1.1: not checked",
    }


def tree_of(*arcs: tuple[str, str]) -> list[str]:
    """What each item of a filing's only tree shows, its own text alone."""
    connection = one_filing([], [])
    for number, (above, below) in enumerate(arcs):
        connection.execute(
            'INSERT INTO arcs (accession_number, role_uri, linkbase, effective, arcrole, "order", '
            "from_concept, to_concept, weight) VALUES (?, 'r', 'calculation', true, ?, ?, ?, ?, 1)",
            [ACCESSION, SUMMATION_ITEM, number, above, below],
        )
    trees = section(html.fromstring(page_of(connection)), "filing-trees")
    return [
        text_of(item.find("details/summary") if item.find("details") is not None else item)
        for item in trees.iter("li")
    ]


def test_many_ways_to_an_item_do_not_multiply_it() -> None:
    layers = [(f"a{number}", f"b{number}") for number in range(30)]
    arcs = [
        (source, target)
        for upper, lower in pairwise(layers)
        for source in upper
        for target in lower
    ]
    shown = tree_of(*arcs)
    assert len(shown) < 2 * len(arcs)
    assert "+1 a2 (drawn already)" in shown


def test_a_tree_of_any_depth_is_shown_to_its_end() -> None:
    shown = tree_of(*pairwise(f"c{number}" for number in range(2000)))
    assert shown[12:14] == ["+1 c12 (drawn below)", "c12"]
    assert shown[-1] == "+1 c1999"


def test_a_cycle_beside_a_tree_is_shown_to_where_it_closes() -> None:
    shown = tree_of(("A", "B"), ("C", "D"), ("D", "C"))
    assert shown == ["A", "+1 B", "C", "+1 D", "+1 C (cycle)"]


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    (found,) = [each for each in page.iter("section") if each.get("id") == name]
    return found


def test_rejects_of_the_filing_are_counted_and_listed() -> None:
    connection = one_filing([], [])
    connection.execute(
        "INSERT INTO rejects (accession_number, ordinal, stage, error, file, line, message) "
        f"VALUES ('{ACCESSION}', 0, 'linkbase', 'not-well-formed', 'x_cal.xml', 7, 'no end'), "
        "('another', 0, 'read', 'not-a-zip', 'y.zip', NULL, 'page')"
    )
    page = html.fromstring(page_of(connection))
    assert [text_of(row) for row in section(page, "filing-rejects").iter("tr")][1:] == [
        "linkbase not-well-formed no end x_cal.xml 7"
    ]
    tiles = {each.findtext("dt"): each.findtext("dd") for each in page.iter("div")}
    assert tiles["rejects"] == "1"
    assert "No calculation could be read" in text_of(section(page, "filing-trees"))


def test_a_filing_without_rejects_or_calculation_says_so() -> None:
    page = html.fromstring(page_of(one_filing([], [])))
    assert text_of(section(page, "filing-rejects")) == "Rejects None."
    assert "There is no calculation." in text_of(section(page, "filing-trees"))


@pytest.fixture(scope="module")
def statement(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A statement of four quarters, with amounts in billions and a long label, in a browser."""
    label = "x:Net Income Attributable to Shareowners of the Company and Its Subsidiaries"
    quarters = [
        {"start_date": f"2024-{3 * n + 1:02}-01", "end_date": f"2024-{3 * n + 3:02}-28"}
        for n in range(4)
    ]
    facts = [
        fact(each, "13723000000", **quarter) for each in ("x:Item", label) for quarter in quarters
    ]
    totals = [
        total(label, "unbound", "inconsistent", xbrl21_unbound="duplicate_item", cause="unexplained",
              difference="-13723000000", **quarter) for quarter in quarters
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("filing") / "filing.html"
    path.write_text(page_of(one_filing(facts, totals)), "utf-8")
    with open_page(browser, path, ready="true") as opened:
        yield opened


@pytest.mark.slow
@in_browser
def test_labels_of_abstracts_and_totals_are_bold(statement: Page) -> None:
    weights = statement.value(
        "[...document.querySelectorAll('.statement tbody th')].map((each) => getComputedStyle(each).fontWeight)"
    )
    assert weights == ["600", "400", "600"]


@pytest.mark.slow
@in_browser
def test_two_columns_of_amounts_fit_a_narrow_window_and_the_weight_stands_below_the_label(
    statement: Page,
) -> None:
    statement.resize(NARROW)
    beyond = statement.value(
        "[...document.querySelectorAll('.statement tr > :nth-child(3), .statement tr > :nth-child(4)')].filter((each) =>"
        " each.getBoundingClientRect().right > each.closest('.scroll').getBoundingClientRect().right).length"
    )
    assert beyond == 0
    item = "document.querySelector('.statement tbody tr:nth-child(2) th')"
    assert "× 1" in statement.value(f"getComputedStyle({item}, '::after').content")
    statement.resize(WIDE)
    assert statement.value(f"getComputedStyle({item}, '::after').content") == "none"


@pytest.mark.slow
@in_browser
def test_labels_stay_when_amounts_are_scrolled_sideways(statement: Page) -> None:
    statement.resize(NARROW)
    left = statement.value(
        "(() => { const region = document.querySelector('.statement .scroll'); region.scrollLeft = 60;"
        " return [region.scrollLeft, ...[...region.querySelectorAll('tr > th:first-child')].map((each) =>"
        " each.getBoundingClientRect().left - region.getBoundingClientRect().left)] })()"
    )
    assert left == [60, 0, 0, 0, 0]
