"""The content of an extended link: locators, resources and arcs (XBRL 2.1 §3.5.3).

An arc may stand before the locators it uses, so a link is read whole before its arcs are
resolved. This is the hot path of the package: no object per arc, nothing resolved twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Generic, cast

from lxml import etree

from transforms.xbrl.document import has_xml_base, line_of, text_of
from transforms.xbrl.linkbase.arc import AttributeReader
from transforms.xbrl.linkbase.locator import Locators, Target, Targets
from transforms.xbrl.linkbase.relationship import Arcs, End, Resource
from transforms.xbrl.names import LINK, XLINK, XML, clark

_TYPE: Final = clark(XLINK, "type")
_LABEL: Final = clark(XLINK, "label")
_HREF: Final = clark(XLINK, "href")
_FROM: Final = clark(XLINK, "from")
_TO: Final = clark(XLINK, "to")
_TITLE: Final = clark(XLINK, "title")
_ROLE: Final = clark(XLINK, "role")
_LANG: Final = clark(XML, "lang")
_BASE: Final = clark(XML, "base")
_STANDARD_LABEL: Final = "http://www.xbrl.org/2003/role/label"

LINKBASES: Final = ("calculation", "presentation", "definition", "label", "reference")
_PARTS: Final = {
    clark(LINK, "loc"): "locator",
    clark(LINK, "label"): "resource",
    clark(LINK, "reference"): "resource",
    **{clark(LINK, f"{name}Arc"): "arc" for name in LINKBASES},
}


@dataclass(slots=True)
class Ends(Generic[End]):
    """What the labels of an extended link name.

    Attributes:
        first: The first of what each label names.
        several: All of it, for labels that name more than one.
    """

    first: dict[str | None, End] = field(default_factory=dict)
    several: dict[str | None, list[End]] = field(default_factory=dict)

    def add(self, label: str | None, end: End) -> None:
        """Let a label name one more end."""
        if label in self.first:
            self.several.setdefault(label, [self.first[label]]).append(end)
        else:
            self.first[label] = end

    def named(self, label: str | None) -> list[End]:
        """All ends that a label names, possibly none."""
        if label in self.several:
            return self.several[label]
        return [self.first[label]] if label in self.first else []


@dataclass(slots=True)
class Parts:
    """Parts of an extended link.

    Attributes:
        locators: What locators point at, by label.
        resources: Resources, by label.
        arcs: The arcs.
        faulty: Locators that lead nowhere, with label and line.
        incomplete: Lines of locators without label or href.
    """

    locators: Ends[Target] = field(default_factory=Ends)
    resources: Ends[Resource] = field(default_factory=Ends)
    arcs: Arcs = field(default_factory=Arcs)
    faulty: list[tuple[str, Target, int | None]] = field(default_factory=list)
    incomplete: list[int | None] = field(default_factory=list)


class PartsReader:
    """Reads the parts of the extended links of one document.

    Args:
        file: Name of the document.
        locators: Resolves what locators point at.
        attributes: Reads the attributes of arcs.
    """

    def __init__(self, file: str, locators: Locators, attributes: AttributeReader) -> None:
        self._file = file
        self._locators = locators
        self._attributes = attributes

    def read(self, element: etree._Element) -> Parts:
        """Parts of an extended link."""
        parts = Parts()
        has_base = has_xml_base(element)
        targets = self._locators.targets(element.base or self._file if has_base else self._file)
        for child in element:
            part = _PARTS.get(child.tag) or child.get(_TYPE)
            if part == "locator":
                self._locator(child, targets, parts)
            elif part == "arc":
                self._arc(child, parts.arcs)
            elif part == "resource":
                parts.resources.add(child.get(_LABEL), resource(child))
        return parts

    def _locator(self, element: etree._Element, targets: Targets, parts: Parts) -> None:
        label, href = element.get(_LABEL), element.get(_HREF)
        if label is None or href is None:
            parts.incomplete.append(line_of(element))
            return
        if element.get(_BASE) is not None:
            targets = self._locators.targets(element.base or self._file)
        target = targets.known.get(href) or targets.resolve(href)
        parts.locators.add(label, target)
        if target.problem is not None:
            parts.faulty.append((label, target, line_of(element)))

    def _arc(self, element: Any, arcs: Arcs) -> None:  # noqa: ANN401 # lxml's stubs have attributes that may be bytes, and no type for lines
        texts = dict(element.items())
        arcs.from_labels.append(texts.pop(_FROM, None))
        arcs.to_labels.append(texts.pop(_TO, None))
        texts.pop(_TITLE, None)
        key = (element.tag, *texts, *texts.values())
        reader = self._attributes
        arcs.attributes.append(reader.known.get(key) or reader.read(key, element.tag, texts))
        arcs.lines.append(element.sourceline)


def resource(element: etree._Element) -> Resource:
    """A label or reference resource; a label without role has the standard one (§5.2.2.2.2)."""
    text = text_of(element) if len(element) else element.text or ""
    role, lang = element.get(_ROLE) or _STANDARD_LABEL, element.get(_LANG)
    if lang is None:  # inherited from the nearest ancestor that has one (XML 1.0 §2.12)
        lang = next((up.get(_LANG) for up in element.iterancestors() if up.get(_LANG)), None)
    return Resource(element, role, lang, text, cast("int", element.sourceline))


def resource_ends(
    parts: Parts, element: Callable[[str], etree._Element | None]
) -> tuple[Ends[Resource], set[str | None]]:
    """Targets of label and reference arcs, and the labels of the locators that name them.

    They end at resources. An arc that prohibits a label of another extended link points at it
    by a locator (XBRL 2.1 §5.2.2.3).

    Args:
        parts: Parts of the extended link.
        element: Finds the element of the filing that an href points at.
    """
    ends = parts.resources
    located = set(parts.arcs.to_labels) - ends.first.keys() & parts.locators.first.keys()
    for label in located:
        for target in parts.locators.named(label):
            found = element(target.href)
            ends.add(label, Resource(target.href) if found is None else resource(found))
    return ends, located
