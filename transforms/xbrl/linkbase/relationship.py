"""Relationships as filed: one entry a pair of ends, in parallel lists (XBRL 2.1 §3.5.3.9)."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from lxml import etree

from transforms.xbrl.document import known_line
from transforms.xbrl.linkbase.arc import Attributes
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.names import LINK, clark


class Link(NamedTuple):
    """An extended link: the linkbase it is of, '' for any other, its role, and its place."""

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


class Relationship(NamedTuple, Generic[End]):
    """One relationship: a pair of ends of an arc."""

    source: Target
    target: End
    attributes: Attributes
    arc_index: int
    pair_index: int
    line: int | None


@dataclass(slots=True)
class Relationships(Generic[End]):
    """Relationships in document order; every list but `links` has one entry of each.

    Lists of what exists anyway, since an object a relationship would keep the garbage
    collector busy. `relationship` makes one where it is wanted.

    Attributes:
        sources: Targets of the locators that arcs come from.
        targets: Targets of the locators, or resources, that arcs go to.
        attributes: The other attributes of the arcs.
        arc_indexes: Arc in its extended link.
        pair_indexes: Pair of ends of that arc.
        lines: Line of the arc as libxml2 gives it.
        links: Extended links, each with the number of its relationships.
    """

    sources: list[Target] = field(default_factory=list)
    targets: list[End] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    arc_indexes: list[int] = field(default_factory=list)
    pair_indexes: list[int] = field(default_factory=list)
    lines: list[int | None] = field(default_factory=list)
    links: list[tuple[Link, int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.sources)

    def relationship(self, index: int) -> Relationship[End]:
        """The relationship at an index of the lists."""
        return Relationship(
            self.sources[index],
            self.targets[index],
            self.attributes[index],
            self.arc_indexes[index],
            self.pair_indexes[index],
            known_line(self.lines[index]),
        )

    def ranges(self) -> Iterator[tuple[Link, range]]:
        """Every extended link with the indexes of its relationships."""
        start = 0
        for link, length in self.links:
            yield link, range(start, start + length)
            start += length

    def __iter__(self) -> Iterator[tuple[int, Link, Relationship[End]]]:
        """Every relationship with its index and its extended link."""
        for link, indexes in self.ranges():
            for index in indexes:
                yield index, link, self.relationship(index)
