"""The DTS: the documents that an instance, its schemas and its linkbases name (XBRL 2.1 §3.2).

A filing holds its own documents and names standard taxonomies elsewhere. Any other document that
it names and does not hold, here or on another host, is missing together with its content.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from transforms.errors import Reject, Stage
from transforms.xbrl.document import line_of
from transforms.xbrl.lexical import stripped
from transforms.xbrl.names import LINK, XLINK, XSD, clark

_HREF: Final = clark(XLINK, "href")
_ROLE: Final = clark(XLINK, "role")
_LINKBASE_REF: Final = clark(LINK, "linkbaseRef")
_LOCATIONS: Final = {
    **{clark(LINK, f"{kind}Ref"): _HREF for kind in ("schema", "linkbase", "role", "arcrole")},
    **{clark(XSD, name): "schemaLocation" for name in ("import", "include", "redefine")},
}
REFERENCES: Final = frozenset(_LOCATIONS)
"""Elements that name a document of the DTS, but for locators."""

# XBRL 2.1 §4.3.4: a linkbase referred to by one of these holds links of that kind alone.
_OTHER_LINKBASES: Final = frozenset(
    f"http://www.xbrl.org/2003/role/{kind}LinkbaseRef"
    for kind in ("presentation", "definition", "label", "reference")
)


# Hosts of standard taxonomies and of what they rest on: `xbrl.fasb.org`, `www.w3.org`
_STANDARD_HOST: Final = re.compile(
    r"(?:xbrl\.)?fasb\.org|xbrl\.(?:sec\.gov|ifrs\.org|iasb\.org)|(?:taxonomies\.)?xbrl\.us|"
    r"(?:www\.)?(?:xbrl\.org|w3\.org|sec\.gov)"
)
_DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}
# `/Archives/edgar/data/7/000000000724000001/abc.xsd` of `www.sec.gov` is what companies filed
_ARCHIVES: Final = "/archives/"
_CACHED: Final = 256  # a filing names some twenty addresses, each of them in several places


class Reference(NamedTuple):
    """A document of the DTS, as another one names it.

    Attributes:
        address: URL it resolves to; the name of a document where it is in the filing.
        element: Local name of the element that names it.
        role: Role of a `link:linkbaseRef`.
        file: Document of that element.
        line: Its line.
    """

    address: str
    element: str
    role: str | None
    file: str
    line: int | None

    @property
    def may_sum(self) -> bool:
        """Whether it names a linkbase of a standard taxonomy that may hold calculation links."""
        return (
            self.element == "linkbaseRef"
            and self.role not in _OTHER_LINKBASES
            and is_standard_address(self.address)
        )


class MissingDocument(NamedTuple):
    """A document that should be in the filing and is not or cannot be read, and what names it."""

    address: str
    references: tuple[Reference, ...]

    @property
    def may_hold_calculations(self) -> bool:
        """Whether it may hold, or name, calculation links."""
        roles = [each.role for each in self.references if each.element == "linkbaseRef"]
        return not roles or any(role not in _OTHER_LINKBASES for role in roles)

    def reject(self) -> Reject:
        """The row of `rejects` for a document that is not there."""
        first = self.references[0]
        is_schema = self.address.lower().endswith(".xsd")
        what = f"names {self.address} ({first.element}), which is not in the filing"
        if not self.address:
            what = f"has a {first.element} without href, so that what it names is not known"
        message = f"{first.file} {what}"
        stage: Stage = "schema" if is_schema else "linkbase"
        return Reject(stage, "absent-document", message, first.file, first.line)


@lru_cache(maxsize=_CACHED)
def absolute(base: str, address: str) -> str:
    """URL of the document that `address`, without a fragment, names below `base`.

    Addresses that RFC 3986 §6.2.2 has for equivalent are one. An address that is no URL is
    returned as it is: no document has it.
    """
    try:
        return unquote(_normalized(urljoin(base, address))) if address else base
    except ValueError:
        return address


def _normalized(url: str) -> str:
    """A URL with scheme and host in lower case, and without default port and dot segments.

    `urljoin` leaves a URL that is absolute already as it is (RFC 3986 §5.2.2 would not).
    """
    scheme, host, path, *_ = parts = urlsplit(url)
    if not host:
        return url
    host = host.lower().removesuffix(_DEFAULT_PORTS.get(scheme, ""))
    if "/." in path:
        path = urlsplit(urljoin(f"{scheme}://{host}", f".{path}")).path
    return parts._replace(netloc=host, path=path).geturl()


def absolute_in(file: str, base: str, address: str) -> str:
    """URL of the document that `address` names below `base` in document `file`.

    Without an address that is the document itself, whatever `xml:base` says (RFC 2396 §4.2).
    """
    return absolute(base, address) if address else file


def reference(element: etree._Element, file: str) -> Reference | None:
    """What an element of a document names, None if it names nothing.

    XLink 1.0 §5.4 resolves by XML Base alone: `base` of HTML moves links of HTML, not these.
    """
    attribute = _LOCATIONS[element.tag]
    location = element.get(attribute)
    address = ""
    if location is not None:
        named = location.strip().partition("#")[0]
        address = absolute_in(file, element.base or file, named)
    elif attribute != _HREF:
        return None
    role = stripped(element.get(_ROLE)) if element.tag == _LINKBASE_REF else None
    local_name = etree.QName(element).localname
    return Reference(address, local_name, role, file, line_of(element))


def references(elements: Iterable[etree._Element], file: str) -> Iterator[Reference]:
    """The documents that some elements of a document name."""
    for element in elements:
        found = reference(element, file) if element.tag in REFERENCES else None
        if found is not None:
            yield found


def missing(named: Iterable[Reference], present: Collection[str]) -> list[MissingDocument]:
    """Documents that are named and not among those present, but for standard taxonomies."""
    found: dict[str, list[Reference]] = {}
    for each in named:
        if each.address not in present and not is_standard_address(each.address):
            found.setdefault(each.address, []).append(each)
    return [MissingDocument(address, tuple(named_by)) for address, named_by in found.items()]


def reachable(named: Iterable[Reference], names: Mapping[str, Collection[str]]) -> set[str]:
    """Documents of a filing in the DTS that begins with what an instance names (§3.2).

    Args:
        named: The references of the instance.
        names: Documents of the filing, with the addresses that each names.
    """
    found: set[str] = set()
    waiting = [each.address for each in named]
    while waiting:
        address = waiting.pop()
        if address in names and address not in found:
            found.add(address)
            waiting.extend(names[address])
    return found


@lru_cache(maxsize=_CACHED)
def is_standard_address(address: str) -> bool:
    """Whether an address is on a host of standard taxonomies, which no filing holds."""
    try:
        url = urlsplit(address.strip())
        host = url.hostname
    except ValueError:
        return False
    if host is None or _STANDARD_HOST.fullmatch(host) is None:
        return False
    return not url.path.lower().startswith(_ARCHIVES)
