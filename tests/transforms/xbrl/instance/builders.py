"""The smallest instances and inline documents that show a behaviour."""

from transforms.xbrl.instance.classic import read_instance
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.instance.inline import read_inline

NAMESPACES = (
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" '
    'xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xbrldi="http://xbrl.org/2006/xbrldi" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:iso4217="http://www.xbrl.org/2003/iso4217" '
    'xmlns:us-gaap="http://fasb.org/us-gaap/2024" '
    'xmlns:dei="http://xbrl.sec.gov/dei/2024" '
    'xmlns:abc="http://example.com/20241231"'
)
INLINE_NAMESPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" '
    'xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" '
    'xmlns:ixt-sec="http://www.sec.gov/inlineXBRL/transformation/2015-08-31" ' + NAMESPACES
)
INSTANT = "<xbrli:instant>2024-12-31</xbrli:instant>"
DURATION = "<xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate>"
USD = "<xbrli:measure>iso4217:USD</xbrli:measure>"
SHARES = "<xbrli:measure>xbrli:shares</xbrli:measure>"
USD_PER_SHARE = (
    f"<xbrli:divide><xbrli:unitNumerator>{USD}</xbrli:unitNumerator>"
    f"<xbrli:unitDenominator>{SHARES}</xbrli:unitDenominator></xbrli:divide>"
)


def context(
    identifier: str = "c",
    *,
    period: str = INSTANT,
    segment: str = "",
    scenario: str = "",
    entity: str = "0000000001",
    scheme: str = "http://www.sec.gov/CIK",
) -> str:
    scheme = scheme and f' scheme="{scheme}"'
    segment = segment and f"<xbrli:segment>{segment}</xbrli:segment>"
    scenario = scenario and f"<xbrli:scenario>{scenario}</xbrli:scenario>"
    return (
        f'<xbrli:context id="{identifier}"><xbrli:entity>'
        f"<xbrli:identifier{scheme}>{entity}</xbrli:identifier>{segment}"
        f"</xbrli:entity><xbrli:period>{period}</xbrli:period>{scenario}</xbrli:context>"
    )


def unit(identifier: str = "usd", measures: str = USD) -> str:
    return f'<xbrli:unit id="{identifier}">{measures}</xbrli:unit>'


def explicit(axis: str, member: str) -> str:
    return f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'


def typed(axis: str, content: str) -> str:
    return f'<xbrldi:typedMember dimension="{axis}">{content}</xbrldi:typedMember>'


def amount(text: str, concept: str = "us-gaap:Assets", **attributes: str) -> str:
    attributes = {"contextRef": "c", "unitRef": "usd", "decimals": "0"} | attributes
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items() if value)
    return f"<{concept} {written}>{text}</{concept}>"


DECLARED = context() + unit()


def instance(*parts: str) -> bytes:
    return f"<xbrli:xbrl {NAMESPACES}>{''.join(parts)}</xbrli:xbrl>".encode()


def read(*parts: str, max_text: int = 1000) -> Facts:
    return read_instance("a.xml", instance(*parts), kind="classic", max_text=max_text)


def non_fraction(text: str, concept: str = "us-gaap:Assets", **attributes: str) -> str:
    return _inline("nonFraction", text, concept, {"unitRef": "usd", "decimals": "0"} | attributes)


def non_numeric(text: str, concept: str = "abc:Note", **attributes: str) -> str:
    return _inline("nonNumeric", text, concept, attributes)


def _inline(element: str, text: str, concept: str, attributes: dict[str, str]) -> str:
    attributes = {"name": concept, "contextRef": "c"} | attributes
    written = " ".join(
        f'{name.replace("xsi_", "xsi:")}="{value}"' for name, value in attributes.items() if value
    )
    return f"<ix:{element} {written}>{text}</ix:{element}>"


def header(resources: str = DECLARED, hidden: str = "", schema: str = "abc.xsd") -> str:
    hidden = hidden and f"<ix:hidden>{hidden}</ix:hidden>"
    return (
        f'<div style="display:none"><ix:header>{hidden}<ix:references>'
        f'<link:schemaRef xlink:type="simple" xlink:href="{schema}"/></ix:references>'
        f"<ix:resources>{resources}</ix:resources></ix:header></div>"
    )


def inline_document(*body: str, prolog: str = "") -> bytes:
    return (
        f"{prolog}<html {INLINE_NAMESPACES}><head><title>t</title></head>"
        f"<body>{''.join(body)}</body></html>"
    ).encode()


def read_set(*documents: bytes, max_text: int = 0) -> Facts:
    """Facts of the documents of a set, in their order."""
    named = [(f"{number}.htm", content) for number, content in enumerate(documents)]
    return read_inline(named, max_text=max_text)


def read_html(*body: str, max_text: int = 1000) -> Facts:
    return read_inline([("a.htm", inline_document(header(), *body))], max_text=max_text)


def errors(facts: Facts) -> list[str]:
    return [reject.error for reject in facts.rejects]
