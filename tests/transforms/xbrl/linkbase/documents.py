"""Builders of the smallest schemas and linkbases that are what they say."""

from collections.abc import Mapping, Sequence
from typing import Any

from transforms.xbrl.linkbase.parsing import Linkbases, parse_linkbases
from transforms.xbrl.names import PARENT_CHILD, SUMMATION_ITEM, XBRLI, XLINK, XSD

NAMESPACE = "http://example.com/2024"
ROLE = "http://example.com/role/BalanceSheet"
STANDARD_LINK = "http://www.xbrl.org/2003/role/link"
LINK = "http://www.xbrl.org/2003/linkbase"
_ARCROLES = {
    "calculation": SUMMATION_ITEM,
    "presentation": PARENT_CHILD,
    "definition": "http://xbrl.org/int/dim/arcrole/domain-member",
    "label": "http://www.xbrl.org/2003/arcrole/concept-label",
    "reference": "http://www.xbrl.org/2003/arcrole/concept-reference",
}
_NAMESPACES = (
    f'xmlns:link="{LINK}" xmlns:xlink="{XLINK}" xmlns:xbrli="{XBRLI}" '
    'xmlns:xbrldt="http://xbrl.org/2005/xbrldt"'
)


def attributes(values: Mapping[str, object]) -> str:
    return "".join(f' {name}="{value}"' for name, value in values.items() if value is not None)


def element(
    name: str,
    *,
    id: str | None = "",  # noqa: A002 # as the attribute is called
    type: str = "xbrli:monetaryItemType",  # noqa: A002
    period_type: str = "instant",
    balance: str | None = None,
) -> str:
    values = {
        "name": name,
        "id": f"ex_{name}" if id == "" else id,
        "type": type,
        "substitutionGroup": "xbrli:item",
        "xbrli:periodType": period_type,
        "xbrli:balance": balance,
        "nillable": "true",
    }
    return f"<xs:element{attributes(values)}/>"


def role_type(role: str = ROLE, definition: str = "0002 - Statement - Balance Sheet") -> str:
    return (
        f'<link:roleType roleURI="{role}" id="BalanceSheet"><link:definition>{definition}'
        "</link:definition><link:usedOn>link:calculationLink</link:usedOn></link:roleType>"
    )


def schema(*elements: str, appinfo: str = "", namespace: str | None = NAMESPACE) -> bytes:
    target = "" if namespace is None else f' targetNamespace="{namespace}" xmlns:ex="{namespace}"'
    return (
        f'<xs:schema xmlns:xs="{XSD}" {_NAMESPACES}{target}>'
        f"<xs:annotation><xs:appinfo>{appinfo}</xs:appinfo></xs:annotation>"
        f"{''.join(elements)}</xs:schema>"
    ).encode()


def loc(label: str, href: str | None = None, **more: object) -> str:
    href = f"ex.xsd#ex_{label}" if href is None else href
    values = {"xlink:type": "locator", "xlink:label": label, "xlink:href": href, **more}
    return f"<link:loc{attributes(values)}/>"


def arc(
    source: str,
    target: str,
    *,
    kind: str = "calculation",
    arcrole: str | None = None,
    **more: object,
) -> str:
    values = {
        "xlink:type": "arc",
        "xlink:arcrole": arcrole or _ARCROLES[kind],
        "xlink:from": source,
        "xlink:to": target,
        "order": "1",
        "weight": "1" if kind == "calculation" else None,
        **more,
    }
    return f"<link:{kind}Arc{attributes(values)}/>"


def label(name: str, text: str, **more: object) -> str:
    values = {
        "xlink:type": "resource",
        "xlink:label": name,
        "xlink:role": "http://www.xbrl.org/2003/role/label",
        "xml:lang": "en-US",
        **more,
    }
    return f"<link:label{attributes(values)}>{text}</link:label>"


def link(*parts: str, kind: str = "calculation", role: str | None = ROLE, **more: object) -> str:
    values = {"xlink:type": "extended", "xlink:role": role, **more}
    return f"<link:{kind}Link{attributes(values)}>{''.join(parts)}</link:{kind}Link>"


def arcrole_ref(arcrole: str) -> str:
    values = {"xlink:type": "simple", "xlink:href": "ex.xsd#own", "arcroleURI": arcrole}
    return f"<link:arcroleRef{attributes(values)}/>"


def linkbase_element(*links: str, **more: object) -> str:
    return f"<link:linkbase {_NAMESPACES}{attributes(more)}>{''.join(links)}</link:linkbase>"


def linkbase(*links: str, **more: object) -> bytes:
    return linkbase_element(*links, **more).encode()


def parse(documents: Mapping[str, bytes]) -> Linkbases:
    """Parse documents together with a schema `ex.xsd` of A to F, unless they hold one."""
    standard = {"ex.xsd": schema(*map(element, "ABCDEF"), appinfo=role_type())}
    return parse_linkbases((standard | dict(documents)).items())


def rows(columns: Mapping[str, Sequence[object]], *names: str) -> list[tuple[Any, ...]]:
    """Some columns, as rows."""
    return list(zip(*(columns[name] for name in names), strict=True))


def effective(result: Linkbases) -> list[tuple[object, object]]:
    """Ends of the arcs that are effective."""
    arcs = rows(result.tables["arcs"], "from_concept", "to_concept", "effective")
    return [(source, target) for source, target, survives in arcs if survives]


def reasons(result: Linkbases) -> Sequence[object]:
    return result.tables["arcs"]["ineffective_reason"]


def rules(result: Linkbases) -> Sequence[object]:
    return result.tables["findings"]["rule"]
