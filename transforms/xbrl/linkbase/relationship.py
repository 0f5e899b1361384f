"""Relationships as filed: one per pair of ends of an arc (XBRL 2.1 §3.5.3.9)."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, product, repeat
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar, cast

from lxml import etree

from transforms.columns import Columns, transposed
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
        """Whether it is a resource of a kind of linkbase, as far as that is known."""
        element = self.identity
        return not isinstance(element, etree._Element) or element.tag == clark(LINK, linkbase)


End = TypeVar("End", Target, Resource)


@dataclass(slots=True)
class Arcs:
    """Arcs of one extended link in document order, as parallel lists.

    Attributes:
        from_labels: Labels they come from.
        to_labels: Labels they go to.
        attributes: Their other attributes.
        lines: Their lines as libxml2 gives them.
    """

    from_labels: list[str | None] = field(default_factory=list)
    to_labels: list[str | None] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    lines: list[int | None] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.attributes)


class Relationship(NamedTuple, Generic[End]):
    """One relationship: a pair of ends of an arc.

    Attributes:
        source: Target of the locator that the arc comes from.
        target: Target of the locator, or the resource, that it goes to.
        attributes: The other attributes of the arc.
        arc_index: The arc in its extended link.
        pair_index: The pair of ends of that arc.
        line: Line of the arc.
    """

    source: Target
    target: End
    attributes: Attributes
    arc_index: int
    pair_index: int
    line: int | None


class Relationships(Generic[End]):
    """Relationships of extended links, in document order.

    Stored as parallel lists: one object per relationship would slow garbage collection.

    Args:
        end: What arcs go to: the concept a locator points at, or a resource.
    """

    def __init__(self, end: type[End]) -> None:
        self._names: tuple[str, ...] = end._fields
        self._sources: list[Target] = []
        self._targets: list[End] = []
        self._attributes: list[Attributes] = []
        self._arc_indexes: list[int] = []
        self._pair_indexes: list[int] = []
        self._lines: list[int | None] = []
        self._links: list[Link] = []
        self._starts: list[int] = []

    def __len__(self) -> int:
        return len(self._sources)

    def start(self, link: Link) -> None:
        """Begin an extended link, to which the following relationships belong."""
        self._links.append(link)
        self._starts.append(len(self))

    def add(self, sources: Sequence[Target], targets: Sequence[End], arcs: Arcs) -> None:
        """Add all arcs of the link, each of which has one source and one target."""
        self._sources += sources
        self._targets += targets
        self._attributes += arcs.attributes
        self._arc_indexes += range(len(arcs))
        self._pair_indexes += repeat(0, len(arcs))
        self._lines += arcs.lines

    def add_pairs(
        self, sources: Sequence[Target], targets: Sequence[End], arcs: Arcs, index: int
    ) -> None:
        """Add the arc at an index of `arcs`, which stands for every pair of its ends."""
        pairs = len(sources) * len(targets)
        for source, target in product(sources, targets):
            self._sources.append(source)
            self._targets.append(target)
        self._attributes += repeat(arcs.attributes[index], pairs)
        self._arc_indexes += repeat(index, pairs)
        self._pair_indexes += range(pairs)
        self._lines += repeat(arcs.lines[index], pairs)

    def __getitem__(self, index: int) -> Relationship[End]:
        return Relationship(
            self._sources[index],
            self._targets[index],
            self._attributes[index],
            self._arc_indexes[index],
            self._pair_indexes[index],
            known_line(self._lines[index]),
        )

    def __iter__(self) -> Iterator[tuple[int, Link, Relationship[End]]]:
        """Every relationship with its index and its extended link."""
        return self.of_links(*self._links)

    def of_links(self, *links: Link) -> Iterator[tuple[int, Link, Relationship[End]]]:
        """Relationships of some extended links, as iterating over all gives them."""
        wanted = set(links)
        for link, indexes in self.ranges():
            if link in wanted:
                for index in indexes:
                    yield index, link, self[index]

    def of_linkbase(self, linkbase: str) -> Iterator[tuple[int, Link, Relationship[End]]]:
        """Relationships of the extended links of one kind, likewise."""
        return self.of_links(*(link for link in self._links if link.linkbase == linkbase))

    def ranges(self) -> Iterator[tuple[Link, range]]:
        """Every extended link with the indexes of its relationships."""
        for link, ends in zip(self._links, pairwise((*self._starts, len(self))), strict=True):
            yield link, range(*ends)

    @property
    def any_prohibits(self) -> bool:
        """Whether any of the arcs is prohibited."""
        return "prohibited" in map(attrgetter("use"), self._attributes)

    def equivalence_keys(self) -> Iterator[Hashable]:
        """For every relationship, a key equal exactly for those it is equivalent to.

        XBRL 2.1 §3.5.3.9.7.4: same base set, same ends, s-equal attributes.
        """
        identity = attrgetter("identity")
        return zip(
            chain.from_iterable(repeat(link[:2], len(each)) for link, each in self.ranges()),
            map(identity, self._sources),
            map(identity, self._targets),
            map(attrgetter("equivalence"), self._attributes),
            strict=True,
        )

    def source_columns(self) -> Columns:
        """A column per field of the sources."""
        return transposed(Target._fields, self._sources)

    def target_columns(self) -> Columns:
        """A column per field of the targets."""
        return transposed(self._names, self._targets)

    def attribute_columns(self) -> Columns:
        """A column per field of the attributes."""
        return transposed(Attributes._fields, self._attributes)

    def place_columns(self) -> Columns:
        """Columns `file`, `link_index`, `arc_index`, `pair_index`, `line`."""
        return {
            "file": self.link_column("file"),
            "link_index": self.link_column("number"),
            "arc_index": cast("list[object]", self._arc_indexes),
            "pair_index": cast("list[object]", self._pair_indexes),
            "line": list(map(known_line, self._lines)),
        }

    def link_column(self, name: str) -> list[object]:
        """A field of the extended links, repeated for each of their relationships."""
        values: Iterator[Any] = chain.from_iterable(
            repeat(getattr(link, name), len(indexes)) for link, indexes in self.ranges()
        )
        return list(values)
