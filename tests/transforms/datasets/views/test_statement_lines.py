"""Statement lines over small networks: order, labels, signs, columns, dimensions, sums."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from tests.transforms.datasets.views.tables import ROLE, arc, fact, filing, label, query, row

YEAR = date(2023, 1, 1), date(2023, 12, 31)
LAST_YEAR = date(2022, 1, 1), date(2022, 12, 31)
LABELS = "http://www.xbrl.org/2003/role/"
NEGATED = "http://www.xbrl.org/2009/role/negatedLabel"
DIMENSIONS = "http://xbrl.org/int/dim/arcrole/"


def lines(columns: str, **tables: list[dict[str, Any]]) -> list[tuple[object, ...]]:
    sql = (
        f"SELECT {columns} FROM statement_lines"
        " ORDER BY line_number, column_end DESC, dimensions_key"
    )
    return [tuple(each.values()) for each in query(sql, **{"filings": [filing()], **tables})]


def income(**values: object) -> list[dict[str, Any]]:
    return [
        arc("presentation", "us-gaap:IncomeStatementAbstract", "us-gaap:Revenues", 1),
        arc("presentation", "us-gaap:IncomeStatementAbstract", "us-gaap:Costs", 2, **values),
    ]


def cash_flow(role: str = f"{LABELS}period{{}}Label") -> list[dict[str, Any]]:
    """A change of cash between the balances at the start and at the end."""
    start, end = role.format("Start"), role.format("End")
    return [
        arc("presentation", "us-gaap:CashFlowAbstract", "us-gaap:Cash", 1, preferred_label=start),
        arc("presentation", "us-gaap:CashFlowAbstract", "us-gaap:Change", 2),
        arc("presentation", "us-gaap:CashFlowAbstract", "us-gaap:Cash", 3, preferred_label=end),
    ]


def test_lines_come_in_the_order_of_the_arcs_with_depth_and_path() -> None:
    arcs = [
        arc("presentation", "us-gaap:AAbstract", "us-gaap:Second", 2),
        arc("presentation", "us-gaap:AAbstract", "us-gaap:FirstAbstract", 1),
        arc("presentation", "us-gaap:FirstAbstract", "us-gaap:Inner", 1),
        arc("presentation", "us-gaap:AAbstract", "us-gaap:Gone", 3, effective=False),
    ]
    assert lines("line_number, depth, concept, kind, path", arcs=arcs) == [
        (1, 0, "us-gaap:AAbstract", "abstract", " > us-gaap:AAbstract"),
        (2, 1, "us-gaap:FirstAbstract", "abstract", " > us-gaap:AAbstract > us-gaap:FirstAbstract"),
        (
            3,
            2,
            "us-gaap:Inner",
            "line item",
            " > us-gaap:AAbstract > us-gaap:FirstAbstract > us-gaap:Inner",
        ),
        (4, 1, "us-gaap:Second", "line item", " > us-gaap:AAbstract > us-gaap:Second"),
    ]


def test_a_cycle_is_cut_where_a_concept_would_come_back_under_itself() -> None:
    beside = arc("presentation", "us-gaap:RootAbstract", "us-gaap:A")
    cycle = [
        arc("presentation", "us-gaap:A", "us-gaap:B"),
        arc("presentation", "us-gaap:B", "us-gaap:A"),
    ]
    assert lines("concept", arcs=[beside, *cycle]) == [
        ("us-gaap:RootAbstract",),
        ("us-gaap:A",),
        ("us-gaap:B",),
    ]
    assert lines("concept", arcs=cycle) == [("us-gaap:A",), ("us-gaap:B",)]


def test_a_negated_label_shows_the_other_sign_and_its_own_text() -> None:
    facts = [fact("us-gaap:Revenues", 100, *YEAR), fact("us-gaap:Costs", 60, *YEAR)]
    labels = [
        label("us-gaap:Costs", "Costs"),
        label("us-gaap:Costs", "Less: costs", NEGATED),
        label("us-gaap:Revenues", "Revenue"),
    ]
    assert lines(
        "label, numeric_value, displayed_value",
        arcs=income(preferred_label=NEGATED),
        facts=facts,
        labels=labels,
    ) == [(None, None, None), ("Revenue", 100, 100), ("Less: costs", 60, -60)]


def test_a_label_that_is_not_there_gives_way_to_the_standard_one() -> None:
    labels = [label("us-gaap:Costs", "Costs"), label("us-gaap:Costs", "Coûts", lang="fr")]
    assert lines("label", arcs=income(preferred_label=f"{LABELS}terseLabel"), labels=labels)[
        -1
    ] == ("Costs",)


def test_periods_are_columns_and_the_annual_one_needs_no_counting_of_days() -> None:
    facts = [
        fact("us-gaap:Revenues", 100, *YEAR),
        fact("us-gaap:Revenues", 90, *LAST_YEAR),
        fact("us-gaap:Revenues", 30, date(2023, 10, 1), date(2023, 12, 31)),
    ]
    rows = lines("months, is_report_period, numeric_value", arcs=income(), facts=facts)
    assert sorted(rows[1:4], key=str) == [(12, False, 90), (12, True, 100), (3, True, 30)]


@pytest.mark.parametrize(
    ("role", "sign"),
    [
        ("http://www.xbrl.org/2003/role/period{}Label", 1),
        ("http://www.xbrl.org/2009/role/negatedPeriod{}Label", -1),
        ("http://xbrl.us/us-gaap/role/label/negatedPeriod{}", -1),
    ],
)
def test_balances_at_start_and_end_stand_in_the_columns_of_the_durations(
    role: str, sign: int
) -> None:
    facts = [
        fact("us-gaap:Cash", 10, None, date(2022, 12, 31)),
        fact("us-gaap:Cash", 15, None, date(2023, 12, 31)),
        fact("us-gaap:Change", 5, *YEAR),
    ]
    columns = "column_start, column_end, displayed_value"
    assert lines(columns, arcs=cash_flow(role), facts=facts)[1:] == [
        (*YEAR, sign * 10),
        (*YEAR, 5),
        (*YEAR, sign * 15),
    ]


def segments() -> list[dict[str, Any]]:
    table, axis, domain = "us-gaap:StatementTable", "us-gaap:SegmentsAxis", "us-gaap:SegmentsDomain"
    return [
        *income(),
        arc("definition", "us-gaap:Revenues", table, arcrole=f"{DIMENSIONS}all"),
        arc("definition", table, axis, arcrole=f"{DIMENSIONS}hypercube-dimension"),
        arc("definition", axis, domain, arcrole=f"{DIMENSIONS}dimension-domain"),
        arc("definition", domain, "own:CloudMember"),
    ]


def test_a_fact_with_dimensions_is_of_the_roles_that_have_its_members() -> None:
    facts = [
        fact("us-gaap:Revenues", 100, *YEAR),
        fact("us-gaap:Revenues", 70, *YEAR, dimensions={"us-gaap:SegmentsAxis": "own:CloudMember"}),
        fact("us-gaap:Revenues", 9, *YEAR, dimensions={"us-gaap:SegmentsAxis": "own:OtherMember"}),
        fact("us-gaap:Revenues", 8, *YEAR, dimensions={"us-gaap:OtherAxis": "own:CloudMember"}),
    ]
    assert lines("dimensions_key, numeric_value", arcs=segments(), facts=facts)[1:3] == [
        ("", 100),
        ("us-gaap:SegmentsAxis=own:CloudMember", 70),
    ]
    assert [value for (value,) in lines("numeric_value", arcs=income(), facts=facts)] == [
        None,
        100,
        None,
    ]


def test_members_that_stand_in_a_cycle_are_each_listed_once() -> None:
    pairs = [("T", "Axis", "hypercube-dimension"), ("Axis", "Domain", "dimension-domain"),
             ("Domain", "M", "domain-member"), ("M", "N", "domain-member"),
             ("N", "Domain", "domain-member"), ("Domain", "N", "domain-member")]  # fmt: skip
    arcs = [
        arc("definition", f"us-gaap:{one}", f"us-gaap:{other}", arcrole=f"{DIMENSIONS}{kind}")
        for one, other, kind in pairs
    ]
    members = query("SELECT member FROM role_members ORDER BY member", arcs=arcs)
    assert [each["member"] for each in members] == ["", "us-gaap:Domain", "us-gaap:M", "us-gaap:N"]


def test_members_with_two_parents_on_each_of_many_levels_are_found() -> None:
    """There are 2 to the 40th ways to the last."""
    levels = [["Domain"], *([f"A{level}", f"B{level}"] for level in range(40))]
    pairs = [("T", "Axis", "hypercube-dimension"), ("Axis", "Domain", "dimension-domain")]
    for above, below in pairwise(levels):
        pairs += [(one, other, "domain-member") for one in above for other in below]
    arcs = [
        arc("definition", f"us-gaap:{one}", f"us-gaap:{other}", arcrole=f"{DIMENSIONS}{kind}")
        for one, other, kind in pairs
    ]
    (found,) = query("SELECT count(*) AS members FROM role_members", arcs=arcs)
    assert found["members"] == 2 + 2 * 40


def test_without_a_hypercube_the_axes_of_the_presentation_decide() -> None:
    arcs = [
        *income(),
        arc("presentation", "us-gaap:IncomeStatementAbstract", "us-gaap:SegmentsAxis", 3),
        arc("presentation", "us-gaap:SegmentsAxis", "own:CloudMember"),
    ]
    facts = [
        fact("us-gaap:Revenues", 70, *YEAR, dimensions={"us-gaap:SegmentsAxis": "own:CloudMember"}),
        fact("us-gaap:Revenues", 9, *YEAR, dimensions={"us-gaap:SegmentsAxis": "own:OtherMember"}),
    ]
    assert lines("numeric_value", arcs=arcs, facts=facts)[1:3] == [(70,), (None,)]


def test_of_duplicates_the_preferred_one_stands_in_the_line() -> None:
    facts = [
        fact("us-gaap:Revenues", 100, *YEAR, decimals=-6, fact_index=0, is_preferred=False),
        fact("us-gaap:Revenues", 101, *YEAR, decimals=0, fact_index=1, is_preferred=True),
    ]
    assert lines("fact_index", arcs=income(), facts=facts)[1] == (1,)


def test_a_line_names_its_total_its_weight_and_the_verdict_of_its_own_sum() -> None:
    arcs = [*income(), arc("calculation", "us-gaap:Revenues", "us-gaap:Costs", weight=-1)]
    facts = [fact("us-gaap:Revenues", 100, *YEAR), fact("us-gaap:Costs", 60, *YEAR)]
    sums = [
        row(
            "calculations",
            role_uri=ROLE,
            concept="us-gaap:Revenues",
            start_date=YEAR[0],
            end_date=YEAR[1],
            dimensions_key="",
            unit="USD",
            xbrl21="inconsistent",
            calc11="inconsistent",
            cause="omitted",
        )
    ]
    columns = "calculation_parent, weight, xbrl21, calc11, cause"
    assert lines(columns, arcs=arcs, facts=facts, calculations=sums)[1:] == [
        (None, None, "inconsistent", "inconsistent", "omitted"),
        ("us-gaap:Revenues", -1, None, None, None),
    ]


def test_what_a_concept_is_comes_from_the_filings_schema_or_the_catalog() -> None:
    concepts = [
        row("concepts", concept="own:Deal", namespace="http://example.com/2023", abstract=True,
            substitution_group="xbrli:item"),
        row("concepts", concept="own:LineAxis", namespace="http://example.com/2023",
            substitution_group="xbrldt:dimensionItem", abstract=True),
    ]  # fmt: skip
    standard = [
        row("standard_concepts", namespace="http://fasb.org/us-gaap/", local_name="Revenues",
            type="xbrli:monetaryItemType", balance="credit", period_type="duration"),
    ]  # fmt: skip
    arcs = [
        arc("presentation", "own:Deal", "own:LineAxis"),
        arc("presentation", "own:Deal", "us-gaap:Revenues"),
    ]
    sql = "SELECT concept, kind, balance FROM filing_concepts ORDER BY concept"
    rows = query(sql, arcs=arcs, concepts=concepts, standard_concepts=standard)
    assert [tuple(each.values()) for each in rows] == [
        ("own:Deal", "abstract", None),
        ("own:LineAxis", "axis", None),
        ("us-gaap:Revenues", "line item", "credit"),
    ]


def test_a_balance_that_no_duration_touches_has_a_column_of_its_own_at_the_end() -> None:
    facts = [
        fact("us-gaap:Cash", 9, None, date(2021, 12, 31)),
        fact("us-gaap:Cash", 10, None, date(2022, 12, 31)),
        fact("us-gaap:Change", 5, *YEAR),
    ]
    columns = "line_number, column_start, column_end, months, numeric_value"
    assert lines(columns, arcs=cash_flow(), facts=facts)[1:] == [
        (2, *YEAR, 12, 10),
        (3, *YEAR, 12, 5),
        (4, None, date(2021, 12, 31), None, 9),
    ]


def test_axes_are_those_of_the_hypercube_that_the_role_points_to_and_does_not_exclude() -> None:
    """XBRL Dimensions 1.0 §2.4.1 and §2.3.1."""
    arcs = []
    for kind, table, role in (("all", "Table", "urn:lines"), ("notAll", "Other", "urn:excluded")):
        axis, member = f"us-gaap:{table}Axis", f"us-gaap:{table}Member"
        chain = [("us-gaap:Revenues", f"us-gaap:{table}", kind, role),
                 (f"us-gaap:{table}", axis, "hypercube-dimension", "urn:cubes"),
                 (axis, member, "dimension-domain", "urn:cubes")]  # fmt: skip
        arcs += [
            arc("definition", one, other, arcrole=f"{DIMENSIONS}{name}", role_uri=uri,
                target_role="urn:cubes" if name == kind else None)
            for one, other, name, uri in chain
        ]  # fmt: skip
    sql = "SELECT role_uri, axis, member FROM role_members ORDER BY member"
    assert [tuple(each.values()) for each in query(sql, arcs=arcs)] == [
        ("urn:lines", "us-gaap:TableAxis", ""),
        ("urn:lines", "us-gaap:TableAxis", "us-gaap:TableMember"),
    ]


def test_a_sum_of_the_arcrole_of_2023_has_no_verdict_of_xbrl_21() -> None:
    facts = [fact("us-gaap:Revenues", 100, *YEAR)]
    sums = [
        row("calculations", role_uri=ROLE, concept="us-gaap:Revenues", start_date=YEAR[0],
            end_date=YEAR[1], dimensions_key="", unit="USD", xbrl21="inconsistent",
            calc11="consistent", arcrole="https://xbrl.org/2023/arcrole/summation-item")
    ]  # fmt: skip
    found = lines("xbrl21, calc11", arcs=income(), facts=facts, calculations=sums)
    assert found[1] == (None, "consistent")
