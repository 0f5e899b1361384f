"""Linkbases: extended links become relationships (XBRL 2.1 §3.5, §5.2).

An arc stands for every pair of what its two labels name.
"""

from collections import defaultdict
from collections.abc import Mapping, Set
from typing import Final

from lxml import etree

from transforms.columns import EntryTable
from transforms.errors import Reject
from transforms.xbrl.calculation.summation import Gaps
from transforms.xbrl.document import known_line, line_of
from transforms.xbrl.findings.rules import Finding, Rule, finding
from transforms.xbrl.linkbase.arc import AttributeReader
from transforms.xbrl.linkbase.arcroles import Arcroles
from transforms.xbrl.linkbase.extended_link import (
    LINKBASES,
    LINKS,
    Ends,
    Parts,
    PartsReader,
    mistyped,
)
from transforms.xbrl.linkbase.locator import Locators
from transforms.xbrl.linkbase.relationship import End, Link, Relationships, Resource
from transforms.xbrl.names import LINK, XLINK, clark

_ARCS: Final = frozenset(clark(LINK, f"{name}Arc") for name in LINKBASES)
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
        other_roles: Roles of extended links of other elements, such as generic links.
        findings: Arc ends and locators that lead nowhere, arcs drawn twice, and arcroles of
            other arcs.
        gaps: By document, calculation networks of which a part of it could not be read.
        rejects: Parts that lack what makes them usable.
    """

    def __init__(self, locators: Locators, attribute_types: Mapping[str, str]) -> None:
        self._locators = locators
        self._pairs = 0
        self.attributes = AttributeReader(attribute_types)
        self._resources = EntryTable[Resource]()
        ends, attributes = locators.table, self.attributes.table
        self.arcs = Relationships(ends, ends, attributes)
        self.labels = Relationships(ends, self._resources, attributes)
        self.references = Relationships(ends, self._resources, attributes)
        self.other_roles: dict[str, None] = {}
        self.findings: list[Finding] = []
        self.gaps: defaultdict[str | None, Gaps] = defaultdict(Gaps)
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
        reader = PartsReader(file, linkbase, self._locators, self._resources, self.attributes)
        arcroles = Arcroles(linkbase, self.attributes.table)
        for position, element in enumerate(linkbase):
            name = LINKS.get(element.tag)
            if name is None and element.get(_TYPE) != "extended":
                if len(element):
                    self._nested(file, element)
                continue
            link = Link(name or "", (element.get(_ROLE) or "").strip(), file, number)
            if not link.role_uri:
                self._reject("role-missing", "no role", link, line_of(element))
            parts = reader.read(element, position)
            for line in parts.incomplete:
                self._reject("locator-incomplete", "locator without label or href", link, line)
            for line in parts.nested:
                message = "locators or arcs inside an element that should hold none"
                self._reject("unexpected-element", message, link, line)
            parts.mistyped += mistyped([element], "extended")
            for message, line in parts.mistyped:
                self._reject("xlink-type", message, link, line)
            self._duplicate_arcs(link, parts)
            self._undeclared_arcroles(link, parts, arcroles)
            self._relate_link(link, parts, element, reader)
            if link.linkbase == "calculation":
                self._find_gaps(link, parts)
            number += 1
        return number

    def _nested(self, file: str, element: etree._Element) -> None:
        """Reject the extended links in an element that is none and should hold none."""
        if any(child.tag in LINKS for child in element.iter("*")):
            message = f"{element.tag} has no place in a linkbase; extended links in it are not read"
            line = line_of(element)
            self.rejects.append(Reject("linkbase", "unexpected-element", message, file, line))
            self.gaps[file] |= Gaps(everywhere=True)

    def _find_gaps(self, link: Link, parts: Parts) -> None:
        """Record the networks that lack a part of a calculation link; all, if it has no role."""
        is_doubtful = parts.incomplete or parts.nested or parts.mistyped
        lost: set[str | None] = {None} if is_doubtful else set()
        unsafe = {label for label, _, _ in parts.faulty}
        known = parts.locators.first.keys() - unsafe
        arcs = parts.arcs
        for *ends, number in zip(arcs.from_labels, arcs.to_labels, arcs.attributes, strict=True):
            attributes = self.attributes.table[number]
            if attributes.defects or not known.issuperset(ends):
                lost.add(attributes.arcrole or None)
        networks = frozenset((link.role_uri, arcrole) for arcrole in lost)
        self.gaps[link.file] |= Gaps(everywhere=not link.role_uri, networks=networks)

    def _relate_link(
        self, link: Link, parts: Parts, element: etree._Element, reader: PartsReader
    ) -> None:
        match link.linkbase:
            case "":
                self.other_roles[link.role_uri] = None
                self._check_other(link, element)
                self._unread_arcs(link, parts, element)
            case "label" | "reference":
                relationships = self.labels if link.linkbase == "label" else self.references
                ends, located = reader.resource_ends(parts)
                self._relate(link, parts, ends, relationships)
                self._located_ends(link, parts, ends, located)
                self._faulty_locators(link, parts, located)
            case _:
                self._relate(link, parts, parts.locators, self.arcs)
                self._faulty_locators(link, parts, set())

    def _relate(self, link: Link, parts: Parts, far_ends: Ends, into: Relationships[End]) -> None:
        """Add a relationship for every pair of ends of every arc of an extended link."""
        into.start(link)
        arcs, locators = parts.arcs, parts.locators
        if not locators.several and not far_ends.several:
            try:
                sources = list(map(locators.first.__getitem__, arcs.from_labels))
                targets = list(map(far_ends.first.__getitem__, arcs.to_labels))
            except KeyError:  # an arc goes from or to a label that nothing has
                pass
            else:
                into.add(sources, targets, arcs)
                return
        for index, ends in enumerate(zip(arcs.from_labels, arcs.to_labels, strict=True)):
            pairs = locators.named(ends[0]), far_ends.named(ends[1])
            if not all(pairs):
                self._unresolved_ends(link, parts, index, far_ends)
            elif self._has_room(len(pairs[0]) * len(pairs[1]), link, arcs.lines[index]):
                into.add_pairs(*pairs, arcs, index)
            elif link.linkbase == "calculation":
                arcrole = self.attributes.table[arcs.attributes[index]].arcrole
                network = link.role_uri, arcrole or None
                self.gaps[link.file] |= Gaps(networks=frozenset((network,)))

    def _has_room(self, pairs: int, link: Link, line: int | None) -> bool:
        """Whether an arc may stand for so many pairs; a small file could ask for billions."""
        if pairs == 1:
            return True
        if self._pairs + pairs > _MAX_PAIRS:
            message = f"arc for {pairs} pairs, past {_MAX_PAIRS} pairs of arcs with several"
            self._reject("too-many-pairs", message, link, known_line(line))
            return False
        self._pairs += pairs
        return True

    def _check_other(self, link: Link, element: etree._Element) -> None:
        """Check an extended link of another type, which may point at any element."""
        for child in element:
            href = child.get(_HREF)
            if child.get(_TYPE) == "locator" and href is not None:
                problem = self._locators.problem(link.file, child.base or link.file, href)
                if problem is not None:
                    self._unresolved_locator(link, href, problem, line_of(child))

    def _unread_arcs(self, link: Link, parts: Parts, element: etree._Element) -> None:
        """Reject the arcs of XBRL 2.1 in an extended link of another element, and note the gap.

        That element is part of their base sets (§3.5.3.9.7.3). Datasets know a network by role
        and arcrole alone: what they had of it would be without these arcs.
        """
        if not any(child.tag in _ARCS for child in element):
            return
        message = f"{element.tag} is no extended link of XBRL 2.1; arcs of XBRL 2.1 are not read"
        self._reject("custom-link", message, link, line_of(element))
        read = (self.attributes.table[number] for number in set(parts.arcs.attributes))
        lost = {each.arcrole or None for each in read if each.is_calculation}
        networks = frozenset((link.role_uri, arcrole) for arcrole in lost)
        self.gaps[link.file] |= Gaps(everywhere=bool(lost) and not link.role_uri, networks=networks)

    def _unresolved_ends(self, link: Link, parts: Parts, index: int, far_ends: Ends) -> None:
        from_label, to_label = parts.arcs.from_labels[index], parts.arcs.to_labels[index]
        message = "arc goes {} {!r}, which nothing in the extended link is labelled"
        if from_label not in parts.locators.first:
            text = message.format("from", from_label)
            self._arc_finding("unresolved-label", text, link, parts, index)
        if to_label not in parts.locators.first and to_label not in far_ends.first:
            text = message.format("to", to_label)
            self._arc_finding("unresolved-label", text, link, parts, index)

    def _duplicate_arcs(self, link: Link, parts: Parts) -> None:
        arcs = parts.arcs
        if len(set(zip(arcs.from_labels, arcs.to_labels, strict=True))) == len(arcs):
            return
        drawn = set()
        for index, ends in enumerate(zip(arcs.from_labels, arcs.to_labels, strict=True)):
            if ends in drawn:
                message = f"a second arc from {ends[0]!r} to {ends[1]!r} in one extended link"
                self._arc_finding("duplicate-arc", message, link, parts, index)
            drawn.add(ends)

    def _undeclared_arcroles(self, link: Link, parts: Parts, arcroles: Arcroles) -> None:
        """Report arcroles that arcs must not have; in links of other elements arcs are not read."""
        for use in arcroles.undeclared(parts.arcs.attributes) if link.linkbase else ():
            arcs = "1 arc has" if use.n_arcs == 1 else f"{use.n_arcs} arcs have"
            message = (
                f"{arcs} the arcrole {use.arcrole!r}, which is not of their element and has no "
                "arcroleRef in the linkbase"
            )
            self._arc_finding("undeclared-arcrole", message, link, parts, use.first)

    def _located_ends(self, link: Link, parts: Parts, ends: Ends, located: Set[str | None]) -> None:
        """Report arcs that end at a locator without prohibiting a resource by it."""
        for index, label in enumerate(parts.arcs.to_labels if located else ()):
            if label not in located:
                continue
            resources = [self._resources[number] for number in ends.named(label)]
            if self.attributes.table[parts.arcs.attributes[index]].use != "prohibited":
                message = (
                    f"arc to the locator {label!r} prohibits nothing: it must end at a resource"
                )
            elif not all(resource.is_of(link.linkbase) for resource in resources):
                message = f"arc to the locator {label!r}, which does not point at a resource"
            else:
                continue
            self._arc_finding("unresolved-label", message, link, parts, index)

    def _faulty_locators(self, link: Link, parts: Parts, to_resources: Set[str | None]) -> None:
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
        attributes = self.attributes.table[parts.arcs.attributes[index]]
        self.findings.append(
            finding(
                rule,
                message,
                linkbase=link.linkbase,
                role_uri=link.role_uri,
                arcrole=attributes.arcrole,
                weight_text=attributes.weight_text,
                file=link.file,
                line=known_line(parts.arcs.lines[index]),
            )
        )

    def _reject(self, error: str, message: str, link: Link, line: int | None) -> None:
        kind = link.linkbase or "other"
        message = f"{message} in {kind} link {link.number} of role {link.role_uri!r}"
        self.rejects.append(Reject("linkbase", error, message, link.file, line))
