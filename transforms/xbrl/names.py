"""Names: namespaces of the specifications, Clark names, and conventional prefixes.

Inside the package a qualified name is a Clark name, `{namespace}local`, as lxml gives it;
the datasets show `prefix:local` with the prefix by convention (`us-gaap:Assets`).
"""

import re
from typing import Final

LINK: Final = "http://www.xbrl.org/2003/linkbase"
XLINK: Final = "http://www.w3.org/1999/xlink"
XBRLI: Final = "http://www.xbrl.org/2003/instance"
XBRLDI: Final = "http://xbrl.org/2006/xbrldi"
XBRLDT: Final = "http://xbrl.org/2005/xbrldt"
XSD: Final = "http://www.w3.org/2001/XMLSchema"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
ISO4217: Final = "http://www.xbrl.org/2003/iso4217"
XML: Final = "http://www.w3.org/XML/1998/namespace"
IX: Final = "http://www.xbrl.org/2013/inlineXBRL"

SUMMATION_ITEM: Final = "http://www.xbrl.org/2003/arcrole/summation-item"
SUMMATION_ITEM_11: Final = "https://xbrl.org/2023/arcrole/summation-item"
PARENT_CHILD: Final = "http://www.xbrl.org/2003/arcrole/parent-child"
GENERAL_SPECIAL: Final = "http://www.xbrl.org/2003/arcrole/general-special"
ESSENCE_ALIAS: Final = "http://www.xbrl.org/2003/arcrole/essence-alias"
DIMENSION_ARCROLES: Final = "http://xbrl.org/int/dim/arcrole/"
DIMENSION_DOMAIN: Final = f"{DIMENSION_ARCROLES}dimension-domain"
DOMAIN_MEMBER: Final = f"{DIMENSION_ARCROLES}domain-member"
STANDARD_LABEL: Final = "http://www.xbrl.org/2003/role/label"

# `http://fasb.org/us-gaap/2024`
_STANDARD_NAMESPACE = re.compile(
    r"https?://(?:fasb\.org|xbrl\.us|xbrl\.sec\.gov)/(?P<prefix>[A-Za-z][A-Za-z-]*)/\d{4}[^/]*$"
)
# `http://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full`
_IFRS_NAMESPACE = re.compile(r"https?://xbrl\.ifrs\.org/taxonomy/[^/]+/(?P<prefix>[A-Za-z-]+)$")


def clark(namespace: str, local_name: str) -> str:
    """`{namespace}local`."""
    return f"{{{namespace}}}{local_name}"


def split_clark(name: str) -> tuple[str, str]:
    """Namespace and local name of a Clark name; the namespace of a bare name is ''."""
    if name[:1] != "{":
        return "", name
    namespace, _, local_name = name[1:].partition("}")
    return namespace, local_name


def standard_prefix(namespace: str) -> str | None:
    """Conventional prefix of a standard taxonomy's namespace, None for any other.

    >>> standard_prefix("http://fasb.org/us-gaap/2024")
    'us-gaap'
    >>> standard_prefix("http://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full")
    'ifrs-full'
    """
    match = _STANDARD_NAMESPACE.match(namespace) or _IFRS_NAMESPACE.match(namespace)
    return match["prefix"] if match else None
