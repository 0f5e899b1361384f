"""What stands in an extended link: locators, resources and arcs (XBRL 2.1 §3.5.3).

An arc may stand before the locators it uses, so a link is read whole before its arcs are
resolved. This is the hot path of the package: no object an arc, nothing resolved twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from lxml import etree

from transforms.xbrl.document import has_xml_base, line_of, text_of
from transforms.xbrl.linkbase.arc import AttributeReader, Attributes
from transforms.xbrl.linkbase.locator import Locators, Target
from transforms.xbrl.linkbase.relationship import End, Resource
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


class Ends(dict[str | None, End]):
    """What the labels of an extended link name: the first of each, `several` all of many."""

    def __init__(self) -> None:
        super().__init__()
        self.several: dict[str | None, list[End]] = {}

    def add(self, label: str | None, end: End) -> None:
        """Let a label name one more end."""
        if label in self:
            self.several.setdefault(label, [self[label]]).append(end)
        else:
            self[label] = end

    def named(self, label: str | None) -> list[End]:
        """All ends that a label names."""
        return self.several.get(label) or [self[label]]


@dataclass(slots=True)
class Parts:
    """Parts of an extended link; the lists after `resources` have one entry an arc.

    Attributes:
        locators: What locators point at, by label.
        resources: Resources, by label.
        from_labels: Labels that arcs come from.
        to_labels: Labels that arcs go to.
        attributes: The other attributes of the arcs.
        lines: Lines of the arcs as libxml2 gives them.
        faulty: Locators that lead nowhere, with label and line.
        incomplete: Lines of locators without label or href.
    """

    locators: Ends[Target] = field(default_factory=Ends)
    resources: Ends[Resource] = field(default_factory=Ends)
    from_labels: list[str | None] = field(default_factory=list)
    to_labels: list[str | None] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    lines: list[int | None] = field(default_factory=list)
    faulty: list[tuple[str, Target, int | None]] = field(default_factory=list)
    incomplete: list[int | None] = field(default_factory=list)


def read_parts(
    element: etree._Element, file: str, locators: Locators, reader: AttributeReader
) -> Parts:
    """Parts of the extended link `element` of document `file`."""
    parts = Parts()
    named, read = parts.locators, reader.read
    targets = locators.targets(element.base or file if has_xml_base(element) else file)
    come_from, go_to = parts.from_labels.append, parts.to_labels.append
    have, stand_on = parts.attributes.append, parts.lines.append
    child: Any  # lxml's stubs have attributes that may be bytes, and no type for lines
    for child in element:
        tag = child.tag
        part = _PARTS.get(tag) or child.get(_TYPE)
        if part == "locator":
            label, href = child.get(_LABEL), child.get(_HREF)
            if label is None or href is None:
                parts.incomplete.append(line_of(child))
                continue
            if child.get(_BASE) is None:
                target = targets[href]
            else:
                target = locators.targets(child.base or file)[href]
            if label in named:
                named.add(label, target)
            else:
                named[label] = target
            if target.problem is not None:
                parts.faulty.append((label, target, line_of(child)))
        elif part == "arc":
            texts = dict(child.items())
            come_from(texts.pop(_FROM, None))
            go_to(texts.pop(_TO, None))
            texts.pop(_TITLE, None)
            key = (tag, *texts, *texts.values())
            have(read.get(key) or reader.of(key, tag, texts))
            stand_on(child.sourceline)
        elif part == "resource":
            parts.resources.add(child.get(_LABEL), resource(child))
    return parts


def resource(element: etree._Element) -> Resource:
    """A label or reference resource; a label without role has the standard one (§5.2.2.2.2)."""
    text = text_of(element) if len(element) else element.text or ""
    role, lang = element.get(_ROLE) or _STANDARD_LABEL, element.get(_LANG)
    if lang is None:  # inherited from the nearest ancestor that has one (XML 1.0 §2.12)
        lang = next((up.get(_LANG) for up in element.iterancestors() if up.get(_LANG)), None)
    return Resource(element, role, lang, text, cast("int", element.sourceline))


class ResourceEnds(Ends[Resource]):
    """What label and reference arcs may end at: resources, and those that locators point at.

    An arc that prohibits a label of another extended link points at it by a locator
    (XBRL 2.1 §5.2.2.3).

    Args:
        parts: Parts of the extended link.
        element: Finds the element of the filing that an href points at.

    Attributes:
        located: Labels of which the ends were found by locators.
    """

    def __init__(self, parts: Parts, element: Callable[[str], etree._Element | None]) -> None:
        super().__init__()
        self.update(parts.resources)
        self.several = parts.resources.several
        self.located: set[str | None] = set()
        self._locators = parts.locators
        self._element = element

    def __missing__(self, label: str | None) -> Resource:
        for target in self._locators.named(label):
            found = self._element(target.href)
            self.add(label, Resource(target.href) if found is None else resource(found))
        self.located.add(label)
        return self[label]
