"""How sums stand to presentation: cases that must be found, and cases that must not."""

import zipfile
from typing import Any

import pytest
from lxml import etree

from tests.corpus import CORPUS, requires_corpus
from transforms.columns import Columns
from transforms.xbrl.findings.rules import Finding
from transforms.xbrl.findings.structure import Usage, structure_findings, usages
from transforms.xbrl.instance.reading import read_facts
from transforms.xbrl.linkbase.parsing import parse_linkbases

ROLE, NOTE = "urn:income", "urn:note"
TOTAL = "http://www.xbrl.org/2009/role/negatedTotalLabel"
MONEY = Usage(frozenset({"USD"}), frozenset({"duration"}))
COLUMNS = (
    "linkbase role_uri arcrole from_concept to_concept weight preferred_label order effective"
).split()


def arc(
    linkbase: str, source: str, target: str, role: str = ROLE, **values: object
) -> tuple[Any, ...]:
    row = {"linkbase": linkbase, "role_uri": role, "arcrole": "urn:arc", "weight": 1, "order": 1,
           "preferred_label": None, "effective": True, "from_concept": source,
           "to_concept": target, **values}  # fmt: skip
    return tuple(row[name] for name in COLUMNS)


def found(*arcs: tuple[Any, ...], **values: Any) -> list[str]:
    return [finding.rule for finding in findings(*arcs, **values)]


def findings(
    *arcs: tuple[Any, ...],
    used: str = "Sum A B C D",
    kinds: dict[str, Usage] | None = None,
    definition: str = "02 - Statement - INCOME",
) -> list[Finding]:
    columns: Columns = dict(zip(COLUMNS, map(list, zip(*arcs, strict=True)), strict=True))
    columns |= {"file": ["x"] * len(arcs), "line": [1] * len(arcs)}
    roles: Columns = {
        "role_uri": [ROLE, NOTE],
        "definition": [definition, "03 - Disclosure - NOTE"],
    }
    usage = dict.fromkeys(used.split(), MONEY) | (kinds or {})
    return structure_findings(columns, roles, usage)


SHOWN = [arc("presentation", "Top", name, order=place) for place, name in enumerate("AB")]
SUM = [arc("calculation", "Sum", "A"), arc("calculation", "Sum", "B")]
TOTAL_LINE = arc("presentation", "Top", "Sum", order=9, preferred_label=TOTAL)


def test_a_statement_whose_total_is_summed_and_shown_with_its_items_has_no_finding() -> None:
    assert found(*SHOWN, TOTAL_LINE, *SUM) == []


def test_only_effective_arcs_of_sums_and_presentations_count() -> None:
    assert found(*SHOWN, TOTAL_LINE, *SUM, arc("definition", "Sum", "C")) == []
    prohibited = [arc("calculation", "Sum", name, effective=False) for name in "AB"]
    assert found(*SHOWN, TOTAL_LINE, *prohibited) == ["total-without-calculation"]
    elsewhere = [arc("presentation", "Top", name, NOTE, effective=False) for name in ("Sum", *"AB")]
    shown = arc("presentation", "Top", "Sum", NOTE)
    assert found(*SHOWN, shown, *elsewhere, *SUM) == ["no-common-presentation"] * 2


def test_a_total_shown_in_another_group_than_its_items_is_found() -> None:
    elsewhere = arc("presentation", "Top", "Sum", NOTE)
    assert found(*SHOWN, elsewhere, *SUM) == ["no-common-presentation"] * 2
    assert found(*SHOWN, elsewhere, *SUM, used="A B") == []
    both = [*SHOWN, elsewhere, arc("presentation", "Top", "A", NOTE), arc("presentation", "Top", "B", NOTE)]  # fmt: skip
    assert found(*both, *SUM) == []


def test_without_facts_or_presentation_nothing_is_checked() -> None:
    assert found(*SUM) == []
    again = [arc("calculation", "Sum", name, NOTE) for name in "AB"]
    everything = [*SHOWN, arc("presentation", "Top", "Sum", NOTE), *SUM, *again]
    assert "repeated-calculation" in found(*everything)
    assert found(*everything, used="") == found(*SUM, *again) == []


def test_a_total_of_a_statement_that_no_calculation_adds_up_is_found() -> None:
    for definition in "02 - Statement - INCOME", "02 - STATEMENT - INCOME":
        (total,) = findings(*SHOWN, TOTAL_LINE, definition=definition)
        assert (total.rule, total.linkbase) == ("total-without-calculation", "presentation")
        assert (total.from_concept, total.to_concept) == ("Top", "Sum")
    assert found(*SHOWN, TOTAL_LINE, arc("calculation", "Sum", "A", NOTE)) == []


@pytest.mark.parametrize("label", ["2003/role/totalLabel", "role/label/negatedTotal"])
def test_a_total_is_known_by_its_label_role_of_whatever_year(label: str) -> None:
    line = arc("presentation", "Top", "Sum", order=9, preferred_label=f"http://example.com/{label}")
    assert found(*SHOWN, line) == ["total-without-calculation"]


def test_what_is_no_sum_of_the_lines_above_is_no_total() -> None:
    instant, shares = Usage(frozenset({"USD"}), frozenset({"instant"})), Usage(frozenset({"shares"}), frozenset({"duration"}))  # fmt: skip
    assert found(*SHOWN, TOTAL_LINE, kinds={"Sum": instant}) == []
    assert found(*SHOWN, TOTAL_LINE, kinds={"A": shares}) == []
    below = arc("presentation", "Top", "B", order=20)
    for lines in ([below, SHOWN[0], TOTAL_LINE], [TOTAL_LINE, SHOWN[0], below]):
        assert found(*lines) == []
    nowhere = [arc("presentation", "Top", name, order=None) for name in "BC"]
    assert found(SHOWN[0], *nowhere, TOTAL_LINE) == []
    unplaced = arc("presentation", "Top", "Sum", order=None, preferred_label=TOTAL)
    assert found(*SHOWN, unplaced) == []
    first = arc("presentation", "Top", "Sum", order=-1, preferred_label=TOTAL)
    assert found(*SHOWN, first) == []
    assert found(*SHOWN, TOTAL_LINE, definition="03 - Disclosure - NOTE") == []


def test_a_concept_shown_more_than_once_counts_where_it_is_first() -> None:
    below = arc("presentation", "Top", "B", order=10)
    assert found(*SHOWN, below, TOTAL_LINE) == ["total-without-calculation"]
    above = arc("presentation", "Top", "Sum", order=1)
    assert found(SHOWN[0], above, TOTAL_LINE) == []
    assert found(*SHOWN, above, TOTAL_LINE) == ["total-without-calculation"]


def test_what_is_no_money_is_no_total() -> None:
    shares = Usage(frozenset({"shares"}), frozenset({"duration"}))
    assert found(*SHOWN, TOTAL_LINE, kinds=dict.fromkeys(("A", "B", "Sum"), shares)) == []


def test_the_same_sum_in_two_roles_is_found_once() -> None:
    again = [arc("calculation", "Sum", "A", NOTE), arc("calculation", "Sum", "B", NOTE)]
    everything = [*SHOWN, TOTAL_LINE, *SUM]
    (repeated,) = findings(*everything, *again)
    assert (repeated.rule, repeated.linkbase) == ("repeated-calculation", "calculation")
    place = repeated.role_uri, repeated.arcrole, repeated.file, repeated.line
    assert place == (NOTE, "urn:arc", "x", 1)
    assert (repeated.from_concept, repeated.to_concept) == ("Sum", None)
    assert repeated.message.endswith(f"of the same items in {ROLE}")
    assert found(*everything, again[0]) == []
    assert found(*everything, again[0], arc("calculation", "Sum", "B", NOTE, weight=-1)) == []


def test_a_calculation_in_a_parenthetical_role_is_found_once_a_role() -> None:
    title = "03 - Statement - BALANCE SHEETS (Parenthetical)"
    (once,) = findings(*SHOWN, TOTAL_LINE, *SUM, definition=title)
    assert (once.rule, once.from_concept, once.to_concept) == (
        "parenthetical-calculation",
        "Sum",
        None,
    )
    assert found(*SHOWN, TOTAL_LINE, *SUM, definition="03 - Statement - BALANCE SHEETS") == []


@pytest.mark.parametrize(
    ("activity", "item", "rules"),
    [
        ("Operating", "StockIssued1", ["non-cash-item"]),
        ("Financing", "StockIssued1", ["non-cash-item"]),
        ("Financing", "ProceedsFromStockOptionsExercised", []),
        ("Investing", "AccretionExpense", ["accrual-item"]),
        ("Operating", "AccretionExpense", []),
    ],
)
def test_what_is_no_cash_of_an_activity_is_found_among_its_items(
    activity: str, item: str, rules: list[str]
) -> None:
    total, name = f"us-gaap:NetCashProvidedByUsedIn{activity}Activities", f"us-gaap:{item}"
    shown = [arc("presentation", "Top", total), arc("presentation", "Top", name)]
    summed = arc("calculation", total, name)
    of_item = findings(*shown, summed, used=f"{total} {name}")
    assert [each.rule for each in of_item] == rules
    assert all(name in each.message and total in each.message for each in of_item)
    assert found(*shown, summed, used=total) == []
    other = [arc("presentation", "Top", "Other"), arc("calculation", "Other", name)]
    assert found(*shown, *other, used=f"Other {name}") == []


@pytest.mark.parametrize(
    "net_cash",
    ["us-gaap:NetCashProvidedByUsedIn{}Activities", "ifrs-full:CashFlowsFromUsedIn{}Activities"],
)
def test_net_cash_of_the_activities_without_their_sum_is_found(net_cash: str) -> None:
    operating, financing = map(net_cash.format, ("Operating", "Financing"))
    shown = [
        arc("presentation", "Top", name) for name in (operating, financing, "A", "B", "Change")
    ]
    sums = [arc("calculation", operating, "A"), arc("calculation", financing, "B")]
    used = f"{operating} {financing} A B Change"
    (rootless,) = findings(*shown, *sums, used=used)
    assert (rootless.rule, rootless.to_concept) == ("cash-flow-without-root", None)
    assert rootless.message.startswith(f"{operating}, {financing} are summed")
    assert found(*shown, *sums, arc("calculation", "Change", operating), used=used) == []
    assert found(*shown, sums[0], used=used) == []
    assert found(*shown, *sums, used=f"{operating} A B Change") == []
    others = [arc("calculation", "A", "C"), arc("calculation", "B", "D")]
    assert found(*shown, *others, used=used) == []


def variations() -> list[tuple[str, bool, list[str]]]:
    """Name, whether it is good, and documents of the variations of EFM 6.14.05."""
    if not (CORPUS / "mirror").is_dir():
        return []
    suite = zipfile.ZipFile(CORPUS / "conformance/sec-efm-selected.zip")
    (path,) = (
        name for name in suite.namelist() if "614-05" in name and name.endswith("testcase.xml")
    )
    folder = path.rpartition("/")[0]
    cases = []
    for variation in etree.fromstring(suite.read(path)).iter("{*}variation"):
        files = [(each.text or "").strip() for each in variation.find("{*}data")]
        instance = next(name for name in files if name.endswith(("gd-20081231.xml", "ng-20081231.xml")))  # fmt: skip
        cases.append((instance, "gd-" in instance, [f"{folder}/{name}" for name in files]))
    return cases


CASES = variations()


@requires_corpus
@pytest.mark.corpus
@pytest.mark.parametrize(
    ("is_good", "files"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_the_secs_own_cases_of_a_common_group_are_judged_as_it_does(
    is_good: bool, files: list[str]
) -> None:
    suite = zipfile.ZipFile(CORPUS / "conformance/sec-efm-selected.zip")
    documents = [(each, suite.read(each)) for each in files if each in suite.namelist()]
    tables = parse_linkbases(iter(documents)).tables
    used = usages(facts.columns for facts in read_facts(documents).facts)
    rules = {each.rule for each in structure_findings(tables["arcs"], tables["roles"], used)}
    assert ("no-common-presentation" in rules) != is_good


def test_a_concept_of_two_instances_is_used_as_in_both_in_whatever_order() -> None:
    dollars: Columns = {"concept": ["A"], "unit": ["USD"], "period_type": ["instant"]}
    euros: Columns = {"concept": ["A"], "unit": ["EUR"], "period_type": ["duration"]}
    both = {"A": Usage(frozenset({"USD", "EUR"}), frozenset({"instant", "duration"}))}
    assert usages([dollars, euros]) == usages([euros, dollars]) == both


def test_items_of_a_total_are_counted_once_whatever_their_currencies() -> None:
    both = Usage(frozenset({"USD", "EUR"}), frozenset({"duration"}))
    shares = Usage(frozenset({"shares"}), frozenset({"duration"}))
    shown = [arc("presentation", "Top", name, order=place) for place, name in enumerate("AABCD")]
    total = arc("presentation", "Top", "Sum", order=9, preferred_label=TOTAL)
    elsewhere = arc("calculation", "Other", "A"), arc("calculation", "Other", "B")
    assert found(*shown, total, *elsewhere, kinds={"Sum": both, "A": both}) == [
        "total-without-calculation"
    ]
    alone = dict.fromkeys("BCD", shares)
    assert found(*shown, total, *elsewhere, kinds={"Sum": both, "A": both, **alone}) == []
