"""Where dimensional relationships lead on."""

from tests.transforms.xbrl.linkbase.dimensional_links import ONE, TWO, linked
from tests.transforms.xbrl.linkbase.documents import arc, link, linkbase, loc, parse
from transforms.xbrl.linkbase.consecutive import steps_in
from transforms.xbrl.names import DOMAIN_MEMBER

OTHER_LINKS = link(loc("A"), loc("B"), arc("A", "B"))
LINKS = OTHER_LINKS, linked(ONE, ("A", "B", TWO), ("A", "C", None)), linked(TWO, ("B", "D", None))


def steps(*roles: str, reasons: dict[int, str] | None = None) -> list[tuple[int, str, str]]:
    """Number, role and concept of what the steps of `roles` lead to."""
    arcs = parse({"lb.xml": linkbase(*LINKS)}).arcs
    assert arcs is not None
    found = steps_in(roles, arcs, arcs.drawn()["definition"], reasons or {})
    assert {arcrole for arcrole, _ in found} == {DOMAIN_MEMBER}
    return sorted(
        (step.number, step.target[0], step.target[1][-1])
        for each in found.values()
        for step in each
    )


def test_a_relationship_leads_to_its_target_role_or_stays_in_its_own() -> None:
    assert steps(ONE, TWO) == [(1, TWO, "B"), (2, ONE, "C"), (3, TWO, "D")]


def test_other_roles_lead_nowhere() -> None:
    assert steps(TWO) == [(3, TWO, "D")]


def test_what_is_not_effective_leads_nowhere() -> None:
    assert steps(ONE, TWO, reasons={1: "prohibited"}) == [(2, ONE, "C"), (3, TWO, "D")]
