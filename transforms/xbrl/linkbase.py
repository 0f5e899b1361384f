"""Linkbases: extended links, their locators, resources and arcs (XBRL 2.1 §3.5, §5.2).

An arc stands for every pair of what its two labels name, and may stand before the locators
it uses: a whole extended link is read before any of its arcs is resolved. This is the hot
path of the package, hence one tuple a relationship and no object an arc.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Generic, NamedTuple, TypeVar

from lxml import etree

from transforms.errors import Reject
from transforms.xbrl.arc import AttributeReader, Attributes
from transforms.xbrl.document import attributes_of, line_of, text_of
from transforms.xbrl.finding import Finding, finding
from transforms.xbrl.locator import Locators, Target
from transforms.xbrl.names import LINK, XLINK, XML, clark

_TYPE: Final = clark(XLINK, "type")
_LABEL: Final = clark(XLINK, "label")
_HREF: Final = clark(XLINK, "href")
_FROM: Final = clark(XLINK, "from")
_TO: Final = clark(XLINK, "to")
_TITLE: Final = clark(XLINK, "title")
_ROLE: Final = clark(XLINK, "role")
_LANG: Final = clark(XML, "lang")

_LINKBASES: Final = ("calculation", "presentation", "definition", "label", "reference")
_OF_LINK: Final = {clark(LINK, f"{name}Link"): name for name in _LINKBASES}
_PARTS: Final = {
    clark(LINK, "loc"): "locator",
    clark(LINK, "label"): "resource",
    clark(LINK, "reference"): "resource",
    **{clark(LINK, f"{name}Arc"): "arc" for name in _LINKBASES},
}
_MAX_PAIRS: Final = 100_000
_STANDARD_LABEL: Final = "http://www.xbrl.org/2003/role/label"


class Link(NamedTuple):
    """An extended link: the linkbase it is of, its role, and where it stands."""

    linkbase: str
    role_uri: str
    file: str
    number: int


class Resource(NamedTuple):
    """A resource at the far end of a label or reference arc.

    `identity` is its element, or its address where it is not in the filing; then the rest
    is None.
    """

    identity: Hashable
    role: str | None = None
    lang: str | None = None
    text: str | None = None
    line: int | None = None

    def is_of(self, linkbase: str) -> bool:
        """Whether it is, as far as can be told, a resource of a kind of linkbase."""
        element = self.identity
        return not isinstance(element, etree._Element) or element.tag == clark(LINK, linkbase)


End = TypeVar("End", Target, Resource)
Relationship = tuple[Target, End, Attributes, int, int, int | None]


@dataclass(slots=True)
class Relationships(Generic[End]):
    """Relationships as filed, in document order.

    Attributes:
        rows: Source, target, attributes, arc in the link, pair of the arc, line.
        links: Extended links, each with the number of its rows.
    """

    rows: list[Relationship[End]] = field(default_factory=list)
    links: list[tuple[Link, int]] = field(default_factory=list)

    def ranges(self) -> Iterator[tuple[Link, range]]:
        """Every extended link with the indexes of its rows."""
        start = 0
        for link, length in self.links:
            yield link, range(start, start + length)
            start += length


_Arc = tuple[str | None, str | None, Attributes, int | None]  # from, to, attributes, line


class _Scan(NamedTuple):
    """What stands in an extended link, before its arcs are resolved."""

    locators: dict[str | None, list[Target]]
    resources: dict[str | None, list[Resource]]
    arcs: list[_Arc]
    faulty: list[tuple[str, Target, int | None]]


class _FarEnds(dict[str | None, list[Resource]]):
    """What label and reference arcs may end at: resources, and those that locators point at.

    An arc that prohibits a label of another extended link points at it by a locator
    (XBRL 2.1 §5.2.2.3). `located` holds what was found by locators.
    """

    def __init__(self, scan: _Scan, element: Callable[[str], etree._Element | None]) -> None:
        super().__init__(scan.resources)
        self._locators = scan.locators
        self._element = element
        self.located: dict[str | None, list[Resource]] = {}

    def __missing__(self, label: str | None) -> list[Resource]:
        ends = [self._end(target.href) for target in self._locators[label]]
        self[label] = self.located[label] = ends
        return ends

    def _end(self, href: str) -> Resource:
        found = self._element(href)
        return Resource(href) if found is None else _resource(found)


class LinkbaseReader:
    """Reads the linkbases of one filing, one after the other.

    Args:
        locators: Resolves what locators point at.
        attribute_types: Types of the arc attributes that the filing's schemas declare.

    Attributes:
        arcs: Relationships of calculation, presentation and definition links.
        labels: Relationships of label links.
        references: Relationships of reference links.
        findings: Arc ends and locators that lead nowhere, and arcs drawn twice.
        rejects: Parts that lack what makes them usable.
    """

    def __init__(self, locators: Locators, attribute_types: Mapping[str, str]) -> None:
        self._locators = locators
        self.attributes = AttributeReader(attribute_types)
        self.arcs: Relationships[Target] = Relationships()
        self.labels: Relationships[Resource] = Relationships()
        self.references: Relationships[Resource] = Relationships()
        self._pairs = 0
        self.findings: list[Finding] = []
        self.rejects: list[Reject] = []

    def read(
        self, file: str, linkbase: etree._Element, *, first_link: int = 0, has_bases: bool = False
    ) -> int:
        """Read a `link:linkbase` element of document `file`.

        Args:
            file: Name of the document.
            linkbase: The element.
            first_link: Index of its first extended link in the document.
            has_bases: Whether `xml:base` may stand anywhere in the document.

        Returns:
            Index of the extended link that would follow.
        """
        index = first_link
        for element in linkbase:
            name = _OF_LINK.get(element.tag)
            if name is None and element.get(_TYPE) != "extended":
                continue
            link = Link(name or "", (element.get(_ROLE) or "").strip(), file, index)
            if name is None:
                self._check_link(link, element)
            else:
                self._read_link(link, element, has_bases)
            index += 1
        return index

    def _read_link(self, link: Link, element: etree._Element, has_bases: bool) -> None:
        if not link.role_uri:
            line = line_of(element)
            self._reject("role-missing", f"{link.linkbase} link without a role", link, line)
        scan = self._scan(link, element, has_bases)
        if link.linkbase in ("label", "reference"):
            relationships = self.labels if link.linkbase == "label" else self.references
            far = _FarEnds(scan, partial(self._locators.element, element.base or link.file))
            relationships.links.append((link, self._relate(link, scan, far, relationships.rows)))
            self._located_ends(link, scan, far.located)
        else:
            length = self._relate(link, scan, scan.locators, self.arcs.rows)
            self.arcs.links.append((link, length))
        self._unresolved_locators(link, scan)

    def _check_link(self, link: Link, element: etree._Element) -> None:
        """Check an extended link of another type, which may point at anything that is there."""
        arcs = []
        for child in element:
            part, href = child.get(_TYPE), child.get(_HREF)
            if part == "arc":
                arcs.append(self._arc(child, child.tag))
            elif part == "locator" and href is not None:
                problem = self._locators.problem(child.base or link.file, href)
                if problem is not None:
                    self._unresolved_locator(link, href, problem, line_of(child))
        self._duplicate_arcs(link, arcs)

    def _scan(self, link: Link, element: etree._Element, has_bases: bool) -> _Scan:
        scan = _Scan({}, {}, [], [])
        locators, resources, arcs, faulty = scan
        targets = self._locators.targets(link.file)
        for child in element:
            tag = child.tag
            part = _PARTS.get(tag) or child.get(_TYPE)
            if part == "locator":
                label, href = child.get(_LABEL), child.get(_HREF)
                if label is None or href is None:
                    line = line_of(child)
                    self._reject("locator-incomplete", "locator without label or href", link, line)
                    continue
                if has_bases:
                    targets = self._locators.targets(child.base or link.file)
                target = targets[href]
                if label in locators:
                    locators[label].append(target)
                else:
                    locators[label] = [target]
                if target.problem is not None:
                    faulty.append((label, target, line_of(child)))
            elif part == "arc":
                arcs.append(self._arc(child, tag))
            elif part == "resource":
                resources.setdefault(child.get(_LABEL), []).append(_resource(child))
        return scan

    def _arc(self, arc: etree._Element, tag: str) -> _Arc:
        texts = attributes_of(arc)
        from_label, to_label = texts.pop(_FROM, None), texts.pop(_TO, None)
        texts.pop(_TITLE, None)
        key = (tag, *texts, *texts.values())
        attributes = self.attributes.read.get(key) or self.attributes.of(key, tag, texts)
        return from_label, to_label, attributes, line_of(arc)

    def _relate(
        self,
        link: Link,
        scan: _Scan,
        far_ends: Mapping[str | None, list[End]],
        rows: list[Relationship[End]],
    ) -> int:
        """Append a row for every pair of ends of every arc; returns how many."""
        before = len(rows)
        locators: Mapping[str | None, list[Target]] = scan.locators
        for index, (from_label, to_label, attributes, line) in enumerate(scan.arcs):
            try:
                sources, targets = locators[from_label], far_ends[to_label]
            except KeyError:
                self._unresolved_ends(link, scan.arcs[index], locators, far_ends)
                continue
            if len(sources) == len(targets) == 1:
                rows.append((sources[0], targets[0], attributes, index, 0, line))
            elif self._may_pair(link, line, len(sources) * len(targets)):
                pairs = ((source, target) for source in sources for target in targets)
                for pair, (source, target) in enumerate(pairs):
                    rows.append((source, target, attributes, index, pair, line))
        self._duplicate_arcs(link, scan.arcs)
        return len(rows) - before

    def _may_pair(self, link: Link, line: int | None, pairs: int) -> bool:
        """Whether an arc may stand for that many pairs: a small file could ask for billions."""
        if self._pairs + pairs <= _MAX_PAIRS:
            self._pairs += pairs
            return True
        message = f"arc for {pairs} pairs, past {_MAX_PAIRS} pairs of arcs with several"
        self._reject("too-many-pairs", message, link, line)
        return False

    def _unresolved_ends(
        self,
        link: Link,
        arc: _Arc,
        locators: Mapping[str | None, object],
        far_ends: Mapping[str | None, object],
    ) -> None:
        from_label, to_label, *_ = arc
        message = "arc goes {} {!r}, which nothing in the extended link is labelled"
        if from_label not in locators:
            self._arc_finding("unresolved-label", message.format("from", from_label), link, arc)
        if to_label not in locators and to_label not in far_ends:
            self._arc_finding("unresolved-label", message.format("to", to_label), link, arc)

    def _duplicate_arcs(self, link: Link, arcs: list[_Arc]) -> None:
        if len({arc[1] for arc in arcs}) == len(arcs):
            return
        drawn = set()
        for arc in arcs:
            ends = arc[:2]
            if ends in drawn:
                message = f"a second arc from {ends[0]!r} to {ends[1]!r} in one extended link"
                self._arc_finding("duplicate-arc", message, link, arc)
            drawn.add(ends)

    def _unresolved_locators(self, link: Link, scan: _Scan) -> None:
        """Report locators that lead nowhere, but for those that an arc to a resource ends at."""
        if not scan.faulty:
            return
        ends_at_resource = link.linkbase in ("label", "reference")
        targeted = {arc[1] for arc in scan.arcs} if ends_at_resource else set()
        for label, target, line in scan.faulty:
            if label not in targeted:
                self._unresolved_locator(
                    link, target.href, target.problem or "", line, target.concept
                )

    def _unresolved_locator(
        self, link: Link, href: str, problem: str, line: int | None, concept: str | None = None
    ) -> None:
        self.findings.append(
            finding(
                "unresolved-locator",
                f"{href!r}: {problem}",
                linkbase=link.linkbase,
                role_uri=link.role_uri,
                from_concept=concept,
                file=link.file,
                line=line,
            )
        )

    def _located_ends(
        self, link: Link, scan: _Scan, located: Mapping[str | None, list[Resource]]
    ) -> None:
        """Report arcs that end at a locator without prohibiting a resource by it."""
        for arc in scan.arcs if located else ():
            label = arc[1]
            if label not in located:
                continue
            if arc[2].use != "prohibited":
                message = (
                    f"arc to the locator {label!r} prohibits nothing: it must end at a resource"
                )
            elif not all(resource.is_of(link.linkbase) for resource in located[label]):
                message = f"arc to the locator {label!r}, which does not point at a resource"
            else:
                continue
            self._arc_finding("unresolved-label", message, link, arc)

    def _arc_finding(self, rule: str, message: str, link: Link, arc: _Arc) -> None:
        self.findings.append(
            finding(
                rule,
                message,
                linkbase=link.linkbase,
                role_uri=link.role_uri,
                arcrole=arc[2].arcrole,
                weight_text=arc[2].weight_text,
                file=link.file,
                line=arc[3],
            )
        )

    def _reject(self, error: str, message: str, link: Link, line: int | None) -> None:
        message = f"{message} in extended link {link.number} of role {link.role_uri!r}"
        self.rejects.append(Reject("linkbase", error, message, link.file, line))


def _resource(element: etree._Element) -> Resource:
    text = text_of(element) if len(element) else element.text or ""
    role, lang = element.get(_ROLE) or _STANDARD_LABEL, element.get(_LANG)
    if lang is None:  # inherited from the nearest ancestor that has one (XML 1.0 §2.12)
        lang = next((up.get(_LANG) for up in element.iterancestors() if up.get(_LANG)), None)
    return Resource(element, role, lang, text, line_of(element))
