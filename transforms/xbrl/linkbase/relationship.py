"""Relationships as filed: one per pair of ends of an arc (XBRL 2.1 §3.5.3.9)."""

from array import array
from bisect import bisect_right
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise, product, repeat
from typing import Any, Generic, NamedTuple, TypeVar

from transforms.columns import Columns, Encoded, EntryTable
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

    `identity` is its place, equal for the same element, or its address where it is not in the
    filing; then the rest is None. `tag` is the Clark name of its element where a locator points
    at it, which need not be a resource.
    """

    identity: Hashable
    role: str | None = None
    lang: str | None = None
    text: str | None = None
    line: int | None = None
    tag: str | None = None

    def is_of(self, linkbase: str) -> bool:
        """Whether it is a resource of a kind of linkbase, as far as that is known."""
        return self.tag is None or self.tag == clark(LINK, linkbase)


End = TypeVar("End", Target, Resource)


@dataclass(slots=True)
class Arcs:
    """Arcs of one extended link in document order, as parallel lists.

    Attributes:
        from_labels: Labels they come from.
        to_labels: Labels they go to.
        attributes: Numbers of their other attributes.
        lines: Their lines as libxml2 gives them.
    """

    from_labels: list[str | None] = field(default_factory=list)
    to_labels: list[str | None] = field(default_factory=list)
    attributes: list[int] = field(default_factory=list)
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


class Drawn(NamedTuple):
    """Relationships of one kind of extended link as numbers, in document order.

    Attributes:
        ranges: Their indexes.
        sources: Numbers of what they come from.
        targets: Numbers of what they go to; several numbers may be of one concept.
        attributes: Numbers of their attributes.
    """

    ranges: list[range]
    sources: list[int]
    targets: list[int]
    attributes: list[int]

    @property
    def indexes(self) -> Iterator[int]:
        """Their indexes, one after the other."""
        return chain.from_iterable(self.ranges)


class Relationships(Generic[End]):
    """Relationships of extended links, in document order.

    Stored as parallel lists of numbers: the few ends and sets of attributes that relationships
    share stand once, in tables that grow as a filing is read.

    Args:
        sources: What arcs come from, by number.
        targets: What arcs go to, by number: concepts that locators point at, or resources.
        attributes: Sets of attributes, by number.
    """

    def __init__(
        self,
        sources: EntryTable[Target],
        targets: EntryTable[End],
        attributes: EntryTable[Attributes],
    ) -> None:
        self._source_table = sources
        self._target_table: EntryTable[End] = targets
        self._attribute_table = attributes
        self._sources: list[int] = []
        self._targets: list[int] = []
        self._attributes: list[int] = []
        self._arc_indexes: list[int] = []
        self._pair_indexes: list[int] = []
        self._lines: list[int | None] = []
        self._links = EntryTable[Link]()
        self._starts: list[int] = []

    def __len__(self) -> int:
        return len(self._sources)

    def start(self, link: Link) -> None:
        """Begin an extended link, to which the following relationships belong."""
        self._links.append(link)
        self._starts.append(len(self))

    def add(self, sources: Iterable[int], targets: Iterable[int], arcs: Arcs) -> None:
        """Add all arcs of the link, each of which has one source and one target, by numbers."""
        self._sources += sources
        self._targets += targets
        self._attributes += arcs.attributes
        self._arc_indexes += range(len(arcs))
        self._pair_indexes += repeat(0, len(arcs))
        self._lines += arcs.lines

    def add_pairs(
        self, sources: Sequence[int], targets: Sequence[int], arcs: Arcs, index: int
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

    def without(self, files: Collection[str]) -> "Relationships[End]":
        """Those of the other files alone; ends and attributes are shared."""
        kept = Relationships(self._source_table, self._target_table, self._attribute_table)
        for link, indexes in self.ranges():
            if link.file not in files:
                kept.start(link)
                part = slice(indexes.start, indexes.stop)
                kept._sources += self._sources[part]
                kept._targets += self._targets[part]
                kept._attributes += self._attributes[part]
                kept._arc_indexes += self._arc_indexes[part]
                kept._pair_indexes += self._pair_indexes[part]
                kept._lines += self._lines[part]
        return kept

    def __getitem__(self, index: int) -> Relationship[End]:
        return Relationship(
            self._source_table[self._sources[index]],
            self._target_table[self._targets[index]],
            self._attribute_table[self._attributes[index]],
            self._arc_indexes[index],
            self._pair_indexes[index],
            known_line(self._lines[index]),
        )

    def __iter__(self) -> Iterator[tuple[int, Link, Relationship[End]]]:
        """Every relationship with its index and its extended link."""
        for link, indexes in self.ranges():
            for index in indexes:
                yield index, link, self[index]

    def of_linkbase(self, linkbase: str) -> Iterator[tuple[int, Link, Relationship[End]]]:
        """Relationships of the extended links of one kind, likewise."""
        for link, indexes in self.ranges():
            for index in indexes if link.linkbase == linkbase else ():
                yield index, link, self[index]

    def ranges(self) -> Iterator[tuple[Link, range]]:
        """Every extended link with the indexes of its relationships."""
        for link, ends in zip(self._links, pairwise((*self._starts, len(self))), strict=True):
            yield link, range(*ends)

    def drawn(self) -> dict[str, Drawn]:
        """Relationships as numbers, by the kind of their extended links."""
        found: dict[str, Drawn] = {}
        starts = (*self._starts, len(self))
        number = 0
        for kind, links in groupby(link.linkbase for link in self._links):
            begin, number = number, number + sum(1 for _ in links)
            part = slice(starts[begin], starts[number])
            drawn = found.setdefault(kind, Drawn([], [], [], []))
            drawn.ranges.append(range(part.start, part.stop))
            drawn.sources.extend(self._sources[part])
            drawn.targets.extend(self._targets[part])
            drawn.attributes.extend(self._attributes[part])
        return found

    def link_of(self, index: int) -> Link:
        """Extended link of a relationship."""
        return self._links[bisect_right(self._starts, index) - 1]

    def roles(self, indexes: Iterable[int]) -> list[str]:
        """Role of the extended link of each of some relationships."""
        of_links = ["", *(link.role_uri for link in self._links)]
        return list(map(of_links.__getitem__, map(bisect_right, repeat(self._starts), indexes)))

    def identities(self) -> list[str]:
        """Identity of what arcs come from, by number; equal exactly for the same concept."""
        return self._source_table.column("identity")

    def arcroles(self) -> list[str]:
        """Arcrole of each set of attributes, by number."""
        return self._attribute_table.column("arcrole")

    def target_roles(self) -> list[str | None]:
        """Target role of each set of attributes, likewise."""
        return self._attribute_table.column("target_role")

    @property
    def any_prohibits(self) -> bool:
        """Whether any of the arcs is prohibited."""
        uses = self._attribute_table.column("use")
        return any(uses[number] == "prohibited" for number in set(self._attributes))

    def equivalence_keys(self) -> Iterator[Hashable]:
        """For every relationship, a key equal exactly for those it is equivalent to.

        XBRL 2.1 §3.5.3.9.7.4: same base set, same ends, s-equal attributes.
        """
        base_sets = [link[:2] for link in self._links]
        sources = self._source_table.column("identity")
        targets = self._target_table.column("identity")
        equivalences = self._attribute_table.column("equivalence")
        return zip(
            map(base_sets.__getitem__, self._link_numbers()),
            map(sources.__getitem__, self._sources),
            map(targets.__getitem__, self._targets),
            map(equivalences.__getitem__, self._attributes),
            strict=True,
        )

    def source_columns(self, *names: str) -> list[Encoded]:
        """A column per field of the sources."""
        return _columns(names, self._source_table, self._sources)

    def target_columns(self, *names: str) -> list[Encoded]:
        """A column per field of the targets."""
        return _columns(names, self._target_table, self._targets)

    def attribute_columns(self, *names: str) -> list[Encoded]:
        """A column per field of the attributes."""
        return _columns(names, self._attribute_table, self._attributes)

    def link_columns(self, *names: str) -> list[Encoded]:
        """A column per field of the extended links."""
        return _columns(names, self._links, self._link_numbers())

    def place_columns(self) -> Columns:
        """Columns `file`, `link_index`, `arc_index`, `pair_index`, `line`."""
        file, number = self.link_columns("file", "number")
        return {
            "file": file,
            "link_index": number,
            "arc_index": array("i", self._arc_indexes),
            "pair_index": array("i", self._pair_indexes),
            "line": list(map(known_line, self._lines)),
        }

    def _link_numbers(self) -> list[int]:
        numbers: list[int] = []
        for number, (_, indexes) in enumerate(self.ranges()):
            numbers += repeat(number, len(indexes))
        return numbers


def _columns(names: Iterable[str], table: EntryTable[Any], numbers: Sequence[int]) -> list[Encoded]:
    rows = array("i", numbers)
    return [Encoded(table.column(name), rows) for name in names]
