"""The content of an extended link: locators, resources and arcs (XBRL 2.1 §3.5.3).

An arc may stand before the locators it uses, so a link is read whole before its arcs are
resolved. This is the hot path of the package: no object per arc, nothing resolved twice.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, repeat
from operator import not_
from typing import Any, Final, NamedTuple, cast

from lxml import etree

from transforms.xbrl.document import has_xml_base, lang_of, line_of, text_of
from transforms.xbrl.lexical import stripped
from transforms.xbrl.linkbase.arc import AttributeReader, wrong_type
from transforms.xbrl.linkbase.locator import Locators, Target, Targets
from transforms.xbrl.linkbase.relationship import Arcs, Resource
from transforms.xbrl.names import LINK, STANDARD_LABEL, XLINK, XML, clark

# As bytes, for lxml encodes a name that is text each time an attribute is asked for.
_TYPE: Final = clark(XLINK, "type").encode()
_LABEL: Final = clark(XLINK, "label").encode()
_HREF: Final = clark(XLINK, "href").encode()
_ROLE: Final = clark(XLINK, "role").encode()
_BASE: Final = clark(XML, "base").encode()
_FROM: Final = clark(XLINK, "from")
_TO: Final = clark(XLINK, "to")
_TITLE: Final = clark(XLINK, "title")

LINKBASES: Final = ("calculation", "presentation", "definition", "label", "reference")
LINKS: Final = {clark(LINK, f"{name}Link"): name for name in LINKBASES}
_PARTS: Final = {
    clark(LINK, "loc"): "locator",
    clark(LINK, "label"): "resource",
    clark(LINK, "reference"): "resource",
    **{clark(LINK, f"{name}Arc"): "arc" for name in LINKBASES},
}

_NONE: Final[Mapping[str | None, list[int]]] = {}


class Ends(NamedTuple):
    """What the labels of an extended link name, by numbers.

    Attributes:
        first: The first of what each label names.
        several: All of it, for labels that name more than one.
    """

    first: Mapping[str | None, int]
    several: Mapping[str | None, list[int]]

    @classmethod
    def of(cls, labels: Sequence[str | None], numbers: Sequence[int]) -> "Ends":
        """What the labels name, each of them with its number, in document order."""
        if not labels:
            return _NO_ENDS
        last = dict(zip(labels, numbers, strict=True))
        if len(last) == len(labels):  # no label twice, as in most links: one call for all
            return cls(last, _NONE)
        named: defaultdict[str | None, list[int]] = defaultdict(list)
        for label, number in zip(labels, numbers, strict=True):
            named[label].append(number)
        first = {label: of_label[0] for label, of_label in named.items()}
        return cls(first, {label: all_ for label, all_ in named.items() if len(all_) > 1})

    def named(self, label: str | None) -> list[int]:
        """All ends that a label names, possibly none."""
        if label in self.several:
            return self.several[label]
        return [self.first[label]] if label in self.first else []


_NO_ENDS: Final = Ends({}, _NONE)


@dataclass(slots=True)
class Parts:
    """Parts of an extended link.

    Attributes:
        locators: What locators point at, by label.
        resources: Resources, by label.
        arcs: The arcs.
        faulty: Locators that lead nowhere, with label and line.
        incomplete: Lines of locators without label or href.
        nested: Lines of elements that are no part and hold parts.
        mistyped: What has no `xlink:type`, or another than its element's, and its line.
    """

    locators: Ends = _NO_ENDS
    resources: Ends = _NO_ENDS
    arcs: Arcs = field(default_factory=Arcs)
    faulty: list[tuple[str, Target, int | None]] = field(default_factory=list)
    incomplete: list[int | None] = field(default_factory=list)
    nested: list[int | None] = field(default_factory=list)
    mistyped: list[tuple[str, int | None]] = field(default_factory=list)


class PartsReader:
    """Reads the parts of the extended links of one linkbase.

    Args:
        file: Name of the document.
        linkbase: The `link:linkbase` element.
        locators: Resolves what locators point at.
        resources: Where resources are added; their index there is their number.
        attributes: Reads the attributes of arcs.
    """

    def __init__(
        self,
        file: str,
        linkbase: etree._Element,
        locators: Locators,
        resources: list[Resource],
        attributes: AttributeReader,
    ) -> None:
        self._file = file
        self._path = _path(file, linkbase)
        self._places: dict[etree._Element, dict[etree._Element, tuple[str, int]]] = {}
        self._has_base = has_xml_base(linkbase)
        self._locators = locators
        self._resources = resources
        self._attributes = attributes

    def read(self, element: etree._Element, position: int) -> Parts:
        """Parts of an extended link, which is the child at a position of the linkbase."""
        elements, nested = _by_kind(element)
        resources = self._resource_ends(elements["resource"], f"{self._path}/{position}")
        parts = Parts(resources=resources, nested=nested)
        self._locate(elements["locator"], self._targets(element), parts)
        self._read_arcs(elements["arc"], parts.arcs)
        for kind in ("locator", "resource"):
            parts.mistyped += mistyped(elements[kind], kind)
        return parts

    def _targets(self, element: etree._Element) -> Targets:
        has_base = self._has_base or element.get(_BASE) is not None
        base = element.base or self._file if has_base else self._file
        return self._locators.targets(self._file, base)

    def _resource_ends(self, elements: list[etree._Element], link: str) -> Ends:
        first = len(self._resources)
        self._resources += map(resource, elements, _places(link))
        labels = _names([element.get(_LABEL) for element in elements])
        return Ends.of(labels, range(first, first + len(elements)))

    def _locate(self, elements: list[etree._Element], targets: Targets, parts: Parts) -> None:
        """Resolve locators, by lists: a call a locator costs as much as reading its attributes."""
        labels = _names([element.get(_LABEL) for element in elements])
        hrefs = [element.get(_HREF) for element in elements]
        if None in labels or None in hrefs:
            is_whole = [None not in pair for pair in zip(labels, hrefs, strict=True)]
            parts.incomplete = [line_of(each) for each in compress(elements, map(not_, is_whole))]
            self._locate(list(compress(elements, is_whole)), targets, parts)
            return
        bases = [element.get(_BASE) for element in elements]
        if bases.count(None) == len(bases):
            numbers = list(map(targets.__getitem__, cast("list[str]", hrefs)))
        else:
            below = (
                targets if base is None else self._targets(element)
                for base, element in zip(bases, elements, strict=True)
            )
            numbers = [each[href or ""] for each, href in zip(below, hrefs, strict=True)]
        parts.locators = Ends.of(labels, numbers)
        if not self._locators.faulty.isdisjoint(numbers):
            parts.faulty = [
                (label or "", self._locators.table[number], line_of(element))
                for label, number, element in zip(labels, numbers, elements, strict=True)
                if number in self._locators.faulty
            ]

    def _read_arcs(
        self, elements: list[Any], arcs: Arcs
    ) -> None:  # lxml's stubs have attributes that may be bytes, and no type for lines
        known = self._attributes.known
        for element in elements:
            texts = dict(element.items())
            arcs.from_labels.append(texts.pop(_FROM, None))
            arcs.to_labels.append(texts.pop(_TO, None))
            texts.pop(_TITLE, None)
            key = (element.tag, *texts, *texts.values())
            number = known.get(key)
            if number is None:
                number = self._attributes.read(key, element.tag, texts)
            arcs.attributes.append(number)
        arcs.from_labels, arcs.to_labels = _names(arcs.from_labels), _names(arcs.to_labels)
        arcs.lines += [element.sourceline for element in elements]

    def resource_ends(self, parts: Parts) -> tuple[Ends, set[str | None]]:
        """What label and reference arcs end at, and the labels of which locators name it.

        They end at resources. An arc that prohibits a label of another extended link points at
        it by a locator (XBRL 2.1 §5.2.2.3).
        """
        ends = parts.resources
        located = set(parts.arcs.to_labels) - ends.first.keys() & parts.locators.first.keys()
        several = dict(ends.several)
        for label in located:
            numbers = parts.locators.named(label)
            several[label] = list(map(self._resource_at, numbers))
        first = {label: several[label][0] for label in located}
        return Ends({**ends.first, **first}, several), located

    def _resource_at(self, locator: int) -> int:
        target = self._locators.table[locator]
        found = self._locators.element(target)
        end = Resource(target.identity)
        if found is not None:
            identity = self._place(target.identity.partition("#")[0], found) or end.identity
            end = resource(found, identity)._replace(tag=found.tag)
        self._resources.append(end)
        return len(self._resources) - 1

    def _place(self, file: str, element: etree._Element) -> tuple[str, int] | None:
        """Identity of a resource that is pointed at: the one it has where its link is read."""
        link = element.getparent()
        if link is None:
            return None
        if link not in self._places:
            resources = _by_kind(link)[0]["resource"]
            self._places[link] = dict(zip(resources, _places(_path(file, link)), strict=False))
        return self._places[link].get(element)


def _names(texts: list[str | None]) -> list[str | None]:
    """Values of attributes of type xs:NCName, whose white space hardly any document has.

    One look at all of a link: one at each would cost as much as reading them.
    """
    try:
        joined = "".join(cast("list[str]", texts))
    except TypeError:  # one is not there
        return list(map(stripped, texts))
    has_none = (
        " " not in joined and "\n" not in joined and "\t" not in joined and "\r" not in joined
    )
    return texts if has_none else list(map(stripped, texts))


def _places(link: str) -> Iterator[tuple[str, int]]:
    """Identities of the resources of a link, by its path: the elements would keep their tree."""
    return zip(repeat(link), count())


def _by_kind(
    link: etree._Element,
) -> tuple[dict[str | None, list[Any]], list[int | None]]:
    """Locators, arcs and resources of a link, and lines of what is none and holds some."""
    elements: dict[str | None, list[Any]] = {"locator": [], "arc": [], "resource": []}
    nested: list[int | None] = []
    for child in link:
        part = _PARTS.get(child.tag) or child.get(_TYPE)
        if part in elements:
            elements[part].append(child)
        elif len(child) and any(each.tag in _PARTS for each in child.iter("*")):
            nested.append(line_of(child))
    return elements, nested


def mistyped(elements: Sequence[etree._Element], kind: str) -> list[tuple[str, int | None]]:
    """Elements with another `xlink:type` than the one their name asks for, and their lines.

    The schema of linkbases requires the attribute and fixes its value, so that a document
    with another is invalid (XBRL 2.1 §3.5.3). To XLink alone the attribute says what an
    element is (XLink 1.0 §3.2, §5.3); processors differ in which they follow.
    """
    types = [element.get(_TYPE) for element in elements]
    if types.count(kind) == len(types):
        return []
    return [
        (wrong_type(kind, found), line_of(element))
        for found, element in zip(types, elements, strict=True)
        if found != kind
    ]


def _path(file: str, element: etree._Element) -> str:
    """Where an element stands: its document, and its place among the children of each above."""
    steps = []
    for above in element.iterancestors():
        steps.append(f"/{above.index(element)}")
        element = above
    return "".join((file, "#", *reversed(steps)))


def resource(element: etree._Element, identity: Hashable) -> Resource:
    """A label or reference resource; a label without role has the standard one (§5.2.2.2.2)."""
    text = text_of(element) if len(element) else element.text or ""
    role = (element.get(_ROLE) or "").strip() or STANDARD_LABEL
    return Resource(identity, role, lang_of(element), text, cast("int", element.sourceline))
