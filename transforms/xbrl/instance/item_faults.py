"""What items break without being unreadable: ids, entities, and how accurate their numbers are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from transforms.columns import Columns
from transforms.xbrl.instance.declarations import Declarations
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.instance.faults import Fault, by_concept
from transforms.xbrl.instance.read_item import ReadItem


def repeated_ids(items: Sequence[ReadItem], declared: Declarations) -> Iterator[Fault]:
    """Facts whose id another element of the instance has before them (an `xs:ID` is unique)."""
    ids = [item.id for item in items if item.id is not None]
    seen: set[str | None] = set(ids)
    others = declared.contexts, declared.units
    if len(seen) == len(ids) and all(seen.isdisjoint(each) for each in others):
        return
    seen = set().union(*others)
    for item in items:
        if item.id is not None and item.id in seen:
            message = f"id {item.id[:80]!r} is that of another fact, context or unit before it"
            yield Fault("repeated-id", message, item.file, item.line, item.shown)
        seen.add(item.id)


def odd_items(items: Iterable[ReadItem], first: int) -> dict[int, ReadItem]:
    """Items with both `decimals` and `precision`, and numbers with neither, by index from `first`."""
    return {
        index: item
        for index, item in enumerate(items, first)
        if (item.decimals is None) == (item.precision is None)
        and item.unit_ref is not None
        and not (item.is_nil and item.decimals is None)
    }


def with_exponent(items: Iterable[ReadItem], first: int) -> set[int]:
    """Indexes from `first` of amounts with an exponent, which of XML's numbers only floats have."""
    return {
        index
        for index, item in enumerate(items, first)
        if isinstance(item.value, str) and item.unit_ref is not None and "e" in item.value.lower()
    }


def accuracy_faults(odd: Mapping[int, ReadItem], facts: Facts) -> Iterator[Fault]:
    """Numbers with both `decimals` and `precision`, or with neither (XBRL 2.1 §4.6.3).

    Args:
        odd: Such items by index of their fact.
        facts: The facts.
    """
    both = [_of(item) for item in odd.values() if item.decimals is not None]
    neither = [
        _of(item)
        for index, item in odd.items()
        if item.decimals is None and index not in facts.fractions
    ]
    yield from by_concept(
        "decimals-and-precision", both, "has decimals, which count, and precision"
    )
    yield from by_concept("accuracy-missing", neither, "has neither decimals nor precision")


def _of(item: ReadItem) -> tuple[str, str, int | None]:
    return item.shown, item.file, item.line


def of_other_entities(facts: Columns) -> Iterator[Fault]:
    """A fault per entity other than that of most facts, at the first of its own (EFM 6.05.03).

    Args:
        facts: Columns of dataset `facts`.
    """
    counts = Counter(entity for entity in facts["entity"] if entity)
    if not counts:
        return
    (main, most), *others = counts.most_common()
    for entity, number in others:
        first = facts["entity"].index(entity)
        are = "one fact is" if number == 1 else f"{number} facts are"
        message = f"{are} of entity {entity[:80]!r}, and {most} of {main[:80]!r}"
        yield Fault("several-entities", message, facts["file"][first], facts["line"][first])
