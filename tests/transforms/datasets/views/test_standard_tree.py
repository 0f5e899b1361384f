"""A filing's calculations against FASB's tree."""

from decimal import Decimal

import pytest

from tests.transforms.datasets.views.tables import arc, query, row

TREE = [
    ("Assets", "AssetsCurrent", 1),
    ("Assets", "AssetsNoncurrent", 1),
    ("AssetsCurrent", "Cash", 1),
    ("GrossProfit", "CostOfRevenue", -1),
]


@pytest.mark.parametrize(
    ("total", "item", "weight", "difference", "middle", "parents"),
    [
        ("Assets", "AssetsCurrent", 1, "same", None, "Assets"),
        ("GrossProfit", "CostOfRevenue", 1, "other weight", None, "GrossProfit"),
        ("AssetsCurrent", "Assets", 1, "reversed", None, None),
        ("Assets", "Cash", 1, "item under a grandparent", "AssetsCurrent", "AssetsCurrent"),
        ("AssetsCurrent", "AssetsNoncurrent", 1, "sibling made child", None, "Assets"),
        ("GrossProfit", "Cash", 1, "other parent", None, "AssetsCurrent"),
        ("Assets", "Goodwill", 1, "unknown to FASB", None, None),
    ],
)
def test_an_arc_differs_from_the_tree_of_its_version(
    total: str, item: str, weight: int, difference: str, middle: str | None, parents: str | None
) -> None:
    standard = [
        row("standard_arcs", version="2023", total=f"us-gaap:{above}", item=f"us-gaap:{below}",
            weight=Decimal(factor))
        for above, below, factor in TREE
    ]  # fmt: skip
    arcs = [arc("calculation", f"us-gaap:{total}", f"us-gaap:{item}", weight=weight)]
    (found,) = query("FROM standard_tree_differences", arcs=arcs, standard_arcs=standard)
    assert found["difference"] == difference
    assert found["middle_total"] == (middle and f"us-gaap:{middle}")
    assert found["standard_parents"] == (parents and f"us-gaap:{parents}")


def test_a_version_whose_tree_is_not_carried_says_so() -> None:
    arcs = [arc("calculation", "us-gaap:A", "us-gaap:B", weight=1)]
    (found,) = query("FROM standard_tree_differences", arcs=arcs)
    assert (found["version"], found["difference"]) == ("2023", "no tree of this version")


def test_own_concepts_are_not_compared() -> None:
    arcs = [arc("calculation", "us-gaap:A", "own:B", weight=1)]
    assert query("FROM standard_tree_differences", arcs=arcs) == []


def test_concepts_of_xbrl_us_are_of_a_version_that_is_not_carried() -> None:
    """us-gaap 2009 was published by XBRL US, later versions by FASB."""
    version = "http://xbrl.us/us-gaap/2009-01-31"
    arcs = [arc("calculation", "us-gaap:A", "us-gaap:B", weight=1, from_namespace=version,
                to_namespace=version)]  # fmt: skip
    (found,) = query("FROM standard_tree_differences", arcs=arcs)
    assert (found["version"], found["difference"]) == ("2009", "no tree of this version")
