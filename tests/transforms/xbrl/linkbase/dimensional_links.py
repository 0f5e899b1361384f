"""Definition links of several roles, for tests on dimensional relationship sets."""

from tests.transforms.xbrl.linkbase.documents import arc, link, loc

ONE, TWO, THREE = (f"http://example.com/role/{number}" for number in (1, 2, 3))
Drawn = tuple[str, str, str | None]
"""Ends of an arc, and its target role."""


def linked(role: str, *arcs: Drawn, arcrole: str | None = None) -> str:
    drawn = [
        arc(source, target, kind="definition", arcrole=arcrole, **{"xbrldt:targetRole": leads_on})
        for source, target, leads_on in arcs
    ]
    return link(*map(loc, "ABCDEF"), *drawn, kind="definition", role=role)
