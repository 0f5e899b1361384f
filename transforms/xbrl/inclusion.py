"""Schemas that others include: one without target namespace has that of the schema it is part of.

XML Schema 1.0 part 1 §4.2.1: what it declares and what it names without prefix are in that namespace.
"""

from collections.abc import Iterator, Mapping
from typing import Final, cast

from lxml import etree

from transforms.xbrl.document import attributes_of, target_namespace
from transforms.xbrl.dts import references
from transforms.xbrl.names import XSD, clark

_INCLUSIONS: Final = clark(XSD, "include"), clark(XSD, "redefine")
_TARGET: Final = "targetNamespace"


def with_namespaces(roots: Mapping[str, etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """Names and roots of schemas, each with the target namespace that it has in its filing.

    One that schemas of several namespaces include declares its elements in each of them. Which
    of those a locator means is not known, so that it stays without.

    Args:
        roots: Root elements of schemas, by name of the document.
    """
    including: dict[str, dict[str, etree._Element]] = {}
    if not all(target_namespace(root) for root in roots.values()):  # hardly any filing
        including = _including(roots)
    for name, root in roots.items():
        wholes = including.get(name, {})
        if len(wholes) == 1:
            root = _adopted(name, root, *next(iter(wholes.items())))
        yield name, root


def _including(roots: Mapping[str, etree._Element]) -> dict[str, dict[str, etree._Element]]:
    """By name of a schema without target namespace, those it is part of, one of each namespace."""
    included = {
        name: [each.address for each in references(root.iterchildren(*_INCLUSIONS), name)]
        for name, root in roots.items()
    }
    including: dict[str, dict[str, etree._Element]] = {}
    for name, root in roots.items():
        namespace = target_namespace(root)
        waiting = list(included[name]) if namespace else []
        seen: set[str] = set()
        while namespace and waiting:
            part = waiting.pop()
            if part in roots and part not in seen and not target_namespace(roots[part]):
                seen.add(part)
                including.setdefault(part, {}).setdefault(namespace, root)
                waiting += included[part]
    return including


def _adopted(
    name: str, part: etree._Element, namespace: str, whole: etree._Element
) -> etree._Element:
    """Root of a schema in the namespace of another, which is that of its names without prefix.

    It takes the children of the one it stands for. A namespace that is no URI, in which no
    document can have an element, is none.
    """
    scope: dict[str | None, str] = {
        prefix: uri for prefix, uri in whole.nsmap.items() if uri == namespace
    }
    scope = scope | {None: namespace} | part.nsmap
    attributes = attributes_of(part) | {_TARGET: namespace}
    try:
        # lxml takes None for the prefix of the default namespace; its stubs do not say so.
        root = etree.Element(part.tag, attributes, nsmap=cast("Mapping[str, str]", scope))
    except ValueError:
        return part
    root.extend(list(part))
    root.getroottree().docinfo.URL = name
    return root
