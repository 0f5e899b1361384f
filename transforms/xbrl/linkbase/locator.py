"""Locators: what an `xlink:href` points at, and the name of that concept (XBRL 2.1 §3.5.3.7).

A concept is named, in this order, by
1. the filing's own schema that declares it, which alone is exact;
2. the address of a standard schema and the id, `us-gaap_Assets`, that it gives its elements;
3. the id alone, where the schema is neither in the filing nor a standard one.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import unquote

from lxml import etree

from transforms.columns import EntryTable
from transforms.xbrl.catalog import declared_in
from transforms.xbrl.dts import Reference, absolute, absolute_in, is_standard_address
from transforms.xbrl.linkbase.codes import QNameSource
from transforms.xbrl.names import XSD, clark, split_clark, standard_prefix
from transforms.xbrl.pointer import PointerError, Pointers, named_ids
from transforms.xbrl.schema import ConceptRow, Schema

_FILE: Final = r"(?P<name>[A-Za-z][A-Za-z-]*)-(?P<version>\d{4}(?:-\d\d-\d\d|q\d)?)(?:_dep)?\.xsd$"
# Address of a schema, and its namespace: `http://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd`.
_STANDARD_SCHEMAS: Final = tuple(
    (re.compile(address), namespace)
    for address, namespace in (
        (rf"https?://xbrl\.fasb\.org/.+/elts/{_FILE}", "http://fasb.org/{name}/{version}"),
        (
            rf"https?://(?:taxonomies\.)?xbrl\.us/us-gaap/[\d.]+/(?:elts|non-gaap)/{_FILE}",
            "http://xbrl.us/{name}/{version}",
        ),
        (rf"https?://xbrl\.sec\.gov/[^/]+/[^/]+/{_FILE}", "http://xbrl.sec.gov/{name}/{version}"),
        (
            r"(?P<scheme>https?)://xbrl\.ifrs\.org/taxonomy/(?P<date>[^/]+)/full_ifrs/full_ifrs-cor_[^/]+\.xsd$",
            "{scheme}://xbrl.ifrs.org/taxonomy/{date}/ifrs-full",
        ),
    )
)


class Target(NamedTuple):
    """The concept that a locator points at, as far as it is known.

    `identity` is equal exactly for locators of the same element: its Clark name, or the
    absolute address where the namespace is unknown. `problem` says why nothing was found
    in a document of the filing, or that a standard schema has no such item.
    """

    concept: str
    namespace: str | None
    is_extension: bool
    qname_source: QNameSource
    href: str
    identity: str
    problem: str | None


def standard_namespace(url: str) -> str | None:
    """Namespace that the standard schema at `url` declares, by the address alone.

    The namespace of a schema of FASB or the SEC is `http:` whatever the scheme of its address.

    >>> standard_namespace("https://xbrl.fasb.org/us-gaap/2024/elts/us-gaap-2024.xsd")
    'http://fasb.org/us-gaap/2024'
    """
    for address, namespace in _STANDARD_SCHEMAS:
        if match := address.match(url):
            return namespace.format(**match.groupdict())
    return None


Resolve = Callable[[str, str], Target]  # fragment and href to the target


class Targets(dict[str, int]):
    """Number of the target of every href met in one document (or there below one `xml:base`).

    An href is resolved when it is asked for first. Hrefs with an address mean the same in all
    documents of a directory, and stand once in the table for all of them.

    Args:
        table: Every target, by its number.
        faulty: Numbers of targets that have a problem.
        shared: Numbers of hrefs with an address, for all documents of the directory.
        resolver: From an address to what resolves fragments of its document.
    """

    def __init__(
        self,
        table: list[Target],
        faulty: set[int],
        shared: dict[str, int],
        resolver: Callable[[str], Resolve],
    ) -> None:
        super().__init__()
        self._table = table
        self._faulty = faulty
        self._shared = shared
        self._resolver = resolver
        self._resolvers: dict[str, Resolve] = {}

    def __missing__(self, href: str) -> int:
        number = self._shared.get(href)
        if number is None:
            number = self._resolve(href)
        self[href] = number
        return number

    def _resolve(self, href: str) -> int:
        number = len(self._table)
        address, _, fragment = href.strip().partition("#")
        resolve = self._resolvers.get(address)
        if resolve is None:
            resolve = self._resolvers[address] = self._resolver(address)
        target = resolve(unquote(fragment) if "%" in fragment else fragment, href)
        self._table.append(target)
        if target.problem is not None:
            self._faulty.add(number)
        if address:
            self._shared[href] = number
        return number

    def addresses(self) -> set[str]:
        """Documents, as written, in which something was looked for."""
        parts = (href.strip().partition("#") for href in self)
        return {address for address, _, fragment in parts if address and fragment}


class Locators:
    """Resolves the locators of a filing.

    Args:
        schemas: The filing's own schemas, by document name.
        pointers: From the name of a document to what finds elements of it, None where it is
            no schema or linkbase of the filing.

    Attributes:
        table: Every target that was met, by its number.
        faulty: Numbers of those that have a problem.
    """

    def __init__(
        self, schemas: Mapping[str, Schema], pointers: Callable[[str], Pointers | None]
    ) -> None:
        self._schemas = schemas
        self._pointers = pointers
        self.table = EntryTable[Target]()
        self.faulty: set[int] = set()
        self._targets: dict[tuple[str, str], Targets] = {}
        self._shared: dict[str, dict[str, int]] = {}

    def targets(self, file: str, base: str) -> Targets:
        """Targets of the hrefs in document `file` below `base`: `file`, or what `xml:base` makes of it."""
        if (file, base) not in self._targets:
            shared = self._shared.setdefault(base.rpartition("/")[0], {})
            # No reference to itself: a cycle would keep every document until it is collected.
            resolver = partial(_resolver, self._schemas, self._pointers, file, base)
            self._targets[file, base] = Targets(self.table, self.faulty, shared, resolver)
        return self._targets[file, base]

    def references(self) -> Iterator[Reference]:
        """Every document that a locator named, once for each that names it."""
        for (file, base), targets in self._targets.items():
            for address in sorted(targets.addresses()):
                yield Reference(absolute(base, address), "loc", None, file, None)

    def element(self, target: Target) -> etree._Element | None:
        """Element of a document of the filing that a locator points at, if there is one."""
        if target.qname_source == "schema":
            return self._declaration(*split_clark(target.identity))
        address, _, fragment = target.identity.partition("#")
        pointers = self._pointers(address)
        try:
            return None if pointers is None else pointers.find(fragment)
        except PointerError:
            return None

    def _declaration(self, namespace: str, local_name: str) -> etree._Element | None:
        for schema in self._schemas.values():
            if (schema.namespace or "") == namespace and local_name in schema.by_name:
                return schema.declaration(local_name)
        return None

    def problem(self, file: str, base: str, href: str) -> str | None:
        """Why `href` points at nothing in a document of the filing; None if it has a target."""
        address, _, fragment = href.strip().partition("#")
        url = absolute_in(file, base, address)
        pointers = self._pointers(url)
        try:
            found = None if pointers is None else pointers.find(unquote(fragment))
        except PointerError as error:
            return str(error)
        return f"{url} has nothing there" if found is None and pointers is not None else None


def _resolver(
    schemas: Mapping[str, Schema],
    pointers: Callable[[str], Pointers | None],
    file: str,
    base: str,
    address: str,
) -> Resolve:
    """How fragments of the document that `address` names below `base` in `file` are resolved."""
    url = absolute_in(file, base, address)
    schema, of_document = schemas.get(url), pointers(url)
    if schema is not None and of_document is not None:
        return partial(_own_target, schema, of_document)
    if of_document is not None:
        return partial(_fallback, url, f"{url} is not a schema")
    namespace = standard_namespace(url)
    prefix = standard_prefix(namespace) if namespace else None
    if namespace and prefix:
        return partial(_standard_target, url, namespace, prefix, declared_in(namespace))
    return partial(_foreign_target, url)


def _own_target(schema: Schema, pointers: Pointers, fragment: str, href: str) -> Target:
    row = schema.by_id.get(fragment)
    if row is None:
        try:
            element = pointers.find(fragment)
        except PointerError as error:
            return _fallback(schema.name, str(error), fragment, href)
        if element is None:
            problem = f"{schema.name} has nothing at {fragment!r}"
            return _fallback(schema.name, problem, fragment, href)
        row = _declaration(schema, element)
    if row is None:
        problem = f"{fragment!r} of {schema.name} is not the declaration of an element"
        return _fallback(schema.name, problem, fragment, href)
    identity = clark(row.namespace or "", row.local_name)
    return Target(row.concept, row.namespace, True, "schema", href, identity, None)


def _declaration(schema: Schema, element: etree._Element) -> ConceptRow | None:
    if element.getparent() is not schema.root or element.tag != clark(XSD, "element"):
        return None
    return schema.by_name.get(element.get("name", ""))


def _standard_target(
    url: str,
    namespace: str,
    prefix: str,
    declared: Collection[str] | None,
    fragment: str,
    href: str,
) -> Target:
    for name in _named_ids(fragment):
        local_name = name.removeprefix(f"{prefix}_")
        if local_name not in ("", name):
            identity = clark(namespace, local_name)
            problem = None
            if declared is not None and local_name not in declared:
                problem = f"{url} declares no item of that id"
            concept = f"{prefix}:{local_name}"
            return Target(concept, namespace, False, "url_rule", href, identity, problem)
    return _foreign_target(url, fragment, href)


def _named_ids(fragment: str) -> list[str]:
    try:
        return named_ids(fragment)
    except PointerError:
        return []


def _foreign_target(url: str, fragment: str, href: str) -> Target:
    try:
        named = next(iter(named_ids(fragment)), "")
    except PointerError as error:
        return _fallback(url, str(error), fragment, href)
    prefix, _, name = named.partition("_")
    problem = None
    if not fragment:
        problem = "a whole document is not the declaration of an element"
    elif not (prefix and name) and is_standard_address(url):
        problem = "ids of standard taxonomies are of the form prefix_Name"
    return _fallback(url, problem, named or fragment, href)


def _fallback(url: str, problem: str | None, fragment: str, href: str) -> Target:
    prefix, underscore, name = fragment.partition("_")
    concept = f"{prefix}:{name}" if underscore and prefix and name else fragment or href or url
    return Target(concept, None, False, "fallback", href, f"{url}#{fragment}", problem)
