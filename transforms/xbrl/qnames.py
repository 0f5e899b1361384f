"""Qualified names of one document: in-scope prefixes, and the names shown in datasets."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from transforms.xbrl.errors import ValueTextError
from transforms.xbrl.lexical import WHITE_SPACE
from transforms.xbrl.names import clark, split_clark, standard_prefix

# `us-gaap:Assets`
_QNAME = re.compile(r"(?:(?P<prefix>[^\W\d][\w.-]*):)?(?P<local_name>[^\W\d][\w.-]*)")
NO_PREFIXES: Final[Mapping[str, str]] = MappingProxyType({})


def is_qname(text: str) -> bool:
    """Whether a text is a QName, of whatever prefix."""
    return _QNAME.fullmatch(text.strip(WHITE_SPACE)) is not None


class QNames:
    """Resolves QNames in content and attributes, and shows names as `prefix:Local`.

    Args:
        root: Root element of the document.
        content: The document's bytes. Where every `xmlns` of them stands on the root element,
            as in most filings, prefixes mean the same everywhere and are looked up once.
        own_prefixes: Prefixes by which the filing's own namespaces are shown, whatever this
            document declares for them.

    Attributes:
        uniform: Whether every prefix means the same wherever it stands.
        undeclared: Prefixes of members, axes and measures that nothing declares.
    """

    def __init__(
        self,
        root: etree._Element,
        content: bytes,
        own_prefixes: Mapping[str, str] = NO_PREFIXES,
    ) -> None:
        self._own_prefixes = own_prefixes
        self.undeclared: set[str] = set()
        self._root_scope = dict(root.nsmap)
        self.uniform = content.count(b"xmlns") == len(self._root_scope)
        self._resolved: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._prefixes: dict[str, str] = {}
        for prefix, namespace in self._root_scope.items():
            if prefix is not None:
                self._prefixes.setdefault(namespace, prefix)

    def resolve(self, element: etree._Element, text: str | None) -> str:
        """Clark name of the QName `text`, by the prefixes in scope at `element`.

        A name without prefix is in the default namespace (XML Schema, part 2, §3.2.18).

        Raises:
            ValueTextError: `unresolved-prefix`: the prefix is not declared, or no QName at all.
        """
        name = (text or "").strip(WHITE_SPACE)
        resolved = self._resolved.get(name)
        if resolved is None:
            scope = self._root_scope if self.uniform else element.nsmap
            resolved = self._in_scope(name, scope)
            if self.uniform:
                self._resolved[name] = resolved
        return resolved

    def resolve_value(self, element: etree._Element, text: str | None) -> str:
        """Clark name of a QName that is a member, an axis or a measure.

        One whose prefix is not declared stays as filed, and its prefix in `undeclared`: what
        refers to it still says which fact is meant.

        Raises:
            ValueTextError: `unresolved-prefix`: it is no QName at all.
        """
        try:
            return self.resolve(element, text)
        except ValueTextError:
            match = _QNAME.fullmatch((text or "").strip(WHITE_SPACE))
            if match is None:
                raise
            self.undeclared.add(match["prefix"])
            return match[0]

    def _in_scope(self, name: str, scope: dict[str | None, str]) -> str:
        match = _QNAME.fullmatch(name)
        prefix = match["prefix"] if match else None
        namespace = scope.get(prefix)
        if match is None or (prefix is not None and namespace is None):
            raise ValueTextError("unresolved-prefix", f"{name!r} is no QName with a known prefix")
        if namespace is None:
            return name
        if prefix is not None:
            self._prefixes.setdefault(namespace, prefix)
        return clark(namespace, match["local_name"])

    def show(self, name: str, prefix: str | None = None) -> str:
        """`prefix:Local` of a Clark name.

        The prefix is the conventional one of a standard taxonomy, else that of the filing's own
        namespace, else the one the document declares, `prefix` if that is not on its root element.
        """
        shown = self._shown.get(name)
        if shown is None:
            namespace, local_name = split_clark(name)
            used = standard_prefix(namespace) or self._own_prefixes.get(namespace)
            used = used or self._prefixes.get(namespace) or prefix
            shown = f"{used}:{local_name}" if used else local_name
            self._shown[name] = shown
        return shown
