"""Linkbases: extended links become relationships (XBRL 2.1 §3.5, §5.2).

An arc stands for every pair of what its two labels name.
"""

from collections.abc import Mapping
from functools import partial
from itertools import product
from typing import Final

from lxml import etree

from transforms.errors import Reject
from transforms.xbrl.document import known_line, line_of
from transforms.xbrl.linkbase.arc import AttributeReader
from transforms.xbrl.linkbase.extended_link import LINKBASES, Ends, Parts, ResourceEnds, read_parts
from transforms.xbrl.linkbase.locator import Locators, Target
from transforms.xbrl.linkbase.relationship import End, Link, Relationships, Resource
from transforms.xbrl.linkbase.rules import Finding, Rule, finding
from transforms.xbrl.names import LINK, XLINK, clark

_OF_LINK: Final = {clark(LINK, f"{name}Link"): name for name in LINKBASES}
_TYPE: Final = clark(XLINK, "type")
_HREF: Final = clark(XLINK, "href")
_ROLE: Final = clark(XLINK, "role")
_MAX_PAIRS: Final = 100_000


class LinkbaseReader:
    """Reads the linkbases of one filing, one after the other.

    Args:
        locators: Resolves what locators point at.
        attribute_types: Types of the arc attributes that the filing's schemas declare.

    Attributes:
        attributes: Reader of the attributes of arcs.
        arcs: Relationships of calculation, presentation and definition links.
        labels: Relationships of label links.
        references: Relationships of reference links.
        findings: Arc ends and locators that lead nowhere, and arcs drawn twice.
        rejects: Parts that lack what makes them usable.
    """

    def __init__(self, locators: Locators, attribute_types: Mapping[str, str]) -> None:
        self._locators = locators
        self._pairs = 0
        self.attributes = AttributeReader(attribute_types)
        self.arcs: Relationships[Target] = Relationships()
        self.labels: Relationships[Resource] = Relationships()
        self.references: Relationships[Resource] = Relationships()
        self.findings: list[Finding] = []
        self.rejects: list[Reject] = []

    def read(self, file: str, linkbase: etree._Element, *, first_link: int = 0) -> int:
        """Read a `link:linkbase` element of document `file`.

        Args:
            file: Name of the document.
            linkbase: The element.
            first_link: Index of its first extended link in the document.

        Returns:
            Index of the extended link that would follow.
        """
        number = first_link
        for element in linkbase:
            name = _OF_LINK.get(element.tag)
            if name is None and element.get(_TYPE) != "extended":
                continue
            link = Link(name or "", (element.get(_ROLE) or "").strip(), file, number)
            if not link.role_uri:
                self._reject("role-missing", "no role", link, line_of(element))
            parts = read_parts(element, file, self._locators, self.attributes)
            for line in parts.incomplete:
                self._reject("locator-incomplete", "locator without label or href", link, line)
            self._duplicate_arcs(link, parts)
            self._relate_link(link, parts, element)
            number += 1
        return number

    def _relate_link(self, link: Link, parts: Parts, element: etree._Element) -> None:
        match link.linkbase:
            case "":
                self._check_other(link, element)
            case "label" | "reference":
                relationships = self.labels if link.linkbase == "label" else self.references
                base = element.base or link.file
                ends = ResourceEnds(parts, partial(self._locators.element, base))
                self._relate(link, parts, ends, relationships)
                self._located_ends(link, parts, ends)
                self._faulty_locators(link, parts, set(parts.to_labels) if parts.faulty else set())
            case _:
                self._relate(link, parts, parts.locators, self.arcs)
                self._faulty_locators(link, parts, set())

    def _relate(
        self, link: Link, parts: Parts, far_ends: Ends[End], into: Relationships[End]
    ) -> None:
        """Add a relationship for every pair of ends of every arc of an extended link."""
        before = len(into)
        locators, several = parts.locators, parts.locators.several
        add_source, add_target = into.sources.append, into.targets.append
        add_index, add_pair, add_line = (
            into.arc_indexes.append,
            into.pair_indexes.append,
            into.lines.append,
        )
        arcs = zip(parts.from_labels, parts.to_labels, parts.attributes, parts.lines, strict=True)
        for index, (from_label, to_label, attributes, line) in enumerate(arcs):
            try:
                source, target = locators[from_label], far_ends[to_label]
            except KeyError:
                self._unresolved_ends(link, parts, index, far_ends)
                continue
            if from_label in several or to_label in far_ends.several:
                ends = locators.named(from_label), far_ends.named(to_label)
                self._relate_pairs(link, parts, index, *ends, into)
                continue
            add_source(source)
            add_target(target)
            into.attributes.append(attributes)
            add_index(index)
            add_pair(0)
            add_line(line)
        into.links.append((link, len(into) - before))

    def _relate_pairs(
        self,
        link: Link,
        parts: Parts,
        index: int,
        sources: list[Target],
        targets: list[End],
        into: Relationships[End],
    ) -> None:
        pairs = len(sources) * len(targets)
        if self._pairs + pairs > _MAX_PAIRS:  # a small file could ask for billions
            message = f"arc for {pairs} pairs, past {_MAX_PAIRS} pairs of arcs with several"
            self._reject("too-many-pairs", message, link, known_line(parts.lines[index]))
            return
        self._pairs += pairs
        for source, target in product(sources, targets):
            into.sources.append(source)
            into.targets.append(target)
        into.attributes.extend([parts.attributes[index]] * pairs)
        into.arc_indexes.extend([index] * pairs)
        into.pair_indexes.extend(range(pairs))
        into.lines.extend([parts.lines[index]] * pairs)

    def _check_other(self, link: Link, element: etree._Element) -> None:
        """Check an extended link of another type, which may point at anything that is there."""
        for child in element:
            href = child.get(_HREF)
            if child.get(_TYPE) == "locator" and href is not None:
                problem = self._locators.problem(child.base or link.file, href)
                if problem is not None:
                    self._unresolved_locator(link, href, problem, line_of(child))

    def _unresolved_ends(self, link: Link, parts: Parts, index: int, far_ends: Ends[End]) -> None:
        from_label, to_label = parts.from_labels[index], parts.to_labels[index]
        message = "arc goes {} {!r}, which nothing in the extended link is labelled"
        if from_label not in parts.locators:
            text = message.format("from", from_label)
            self._arc_finding("unresolved-label", text, link, parts, index)
        if to_label not in parts.locators and to_label not in far_ends:
            text = message.format("to", to_label)
            self._arc_finding("unresolved-label", text, link, parts, index)

    def _duplicate_arcs(self, link: Link, parts: Parts) -> None:
        if len(set(parts.to_labels)) == len(parts.to_labels):
            return
        drawn = set()
        for index, ends in enumerate(zip(parts.from_labels, parts.to_labels, strict=True)):
            if ends in drawn:
                message = f"a second arc from {ends[0]!r} to {ends[1]!r} in one extended link"
                self._arc_finding("duplicate-arc", message, link, parts, index)
            drawn.add(ends)

    def _located_ends(self, link: Link, parts: Parts, ends: ResourceEnds) -> None:
        """Report arcs that end at a locator without prohibiting a resource by it."""
        for index, label in enumerate(parts.to_labels if ends.located else ()):
            if label not in ends.located:
                continue
            if parts.attributes[index].use != "prohibited":
                message = (
                    f"arc to the locator {label!r} prohibits nothing: it must end at a resource"
                )
            elif not all(resource.is_of(link.linkbase) for resource in ends.named(label)):
                message = f"arc to the locator {label!r}, which does not point at a resource"
            else:
                continue
            self._arc_finding("unresolved-label", message, link, parts, index)

    def _faulty_locators(self, link: Link, parts: Parts, to_resources: set[str | None]) -> None:
        """Report locators that lead to no concept, but for those that may lead to a resource."""
        for label, target, line in parts.faulty:
            if label not in to_resources:
                problem = target.problem or ""
                self._unresolved_locator(link, target.href, problem, line, target.concept)

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

    def _arc_finding(self, rule: Rule, message: str, link: Link, parts: Parts, index: int) -> None:
        self.findings.append(
            finding(
                rule,
                message,
                linkbase=link.linkbase,
                role_uri=link.role_uri,
                arcrole=parts.attributes[index].arcrole,
                weight_text=parts.attributes[index].weight_text,
                file=link.file,
                line=known_line(parts.lines[index]),
            )
        )

    def _reject(self, error: str, message: str, link: Link, line: int | None) -> None:
        kind = link.linkbase or "other"
        message = f"{message} in {kind} link {link.number} of role {link.role_uri!r}"
        self.rejects.append(Reject("linkbase", error, message, link.file, line))
