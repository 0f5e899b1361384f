"""Where relationships of calculation networks may be lost."""

import pytest

from transforms.xbrl.calculation.summation import NO_GAPS, Gaps
from transforms.xbrl.names import SUMMATION_ITEM, SUMMATION_ITEM_11

ROLE, OTHER = "http://example.com/role/One", "http://example.com/role/Other"
NETWORKS = [
    (role, arcrole) for role in (ROLE, OTHER) for arcrole in (SUMMATION_ITEM, SUMMATION_ITEM_11)
]
ANYWHERE = Gaps(everywhere=True)
OF_ROLE = Gaps(networks=frozenset([(ROLE, None)]))
OF_NETWORK = Gaps(networks=frozenset([(OTHER, SUMMATION_ITEM_11)]))


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        (NO_GAPS, []),
        (ANYWHERE, NETWORKS),
        (OF_ROLE, NETWORKS[:2]),
        (OF_NETWORK, NETWORKS[3:]),
        (OF_ROLE | OF_NETWORK, [*NETWORKS[:2], NETWORKS[3]]),
        (ANYWHERE | NO_GAPS, NETWORKS),
        (NO_GAPS | ANYWHERE, NETWORKS),
        (NO_GAPS | NO_GAPS, []),
    ],
)
def test_a_gap_is_in_one_network_in_those_of_a_role_or_in_all(
    gaps: Gaps, expected: list[tuple[str, str]]
) -> None:
    assert [network for network in NETWORKS if gaps.may_be_in(*network)] == expected
