"""Unread facts: which are, or may be, at a place where a calculation looks for a concept."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from transforms.xbrl.calculation.place import Place
from transforms.xbrl.instance.facts import UnreadFact
from transforms.xbrl.names import split_clark


class UnreadFacts:
    """Facts that could not be read, found by concept and place.

    A fact of which the context or the unit is unknown may stand at every place; one of which
    the prefix is not declared may be of every concept of its local name; those of a lost
    document may be of every concept.

    Args:
        facts: The facts.
        concepts: Clark names of the concepts to look at.
        contexts: Number of the context of each fact, as in `Place`; None if it is unknown.
        units: Number of its unit.
    """

    def __init__(
        self,
        facts: Sequence[UnreadFact],
        concepts: Collection[str],
        contexts: Iterable[int | None],
        units: Iterable[int],
    ) -> None:
        self._any_lost = any(fact.concept is None for fact in facts)
        self._counts: dict[str, Counter[tuple[int | None, int | None]]] = defaultdict(Counter)
        self._places: dict[str, dict[Place, UnreadFact]] = defaultdict(dict)
        self._named = _by_local_name(concepts) if facts else {}
        for fact, context, unit in zip(facts, contexts, units, strict=True):
            key = context, None if fact.unit is None else unit
            for concept in self._concepts(fact, concepts):
                self._counts[concept][key] += 1
                if context is not None and fact.unit is not None:
                    self._places[concept].setdefault((context, unit, fact.parent), fact)

    def _concepts(self, fact: UnreadFact, concepts: Collection[str]) -> Collection[str]:
        name = fact.concept
        if name is None or name in concepts:
            return [] if name is None else [name]
        return [] if name[:1] == "{" else self._named.get(name.rpartition(":")[2], [])

    def __bool__(self) -> bool:
        return bool(self._counts or self._any_lost)

    def count(self, concept: str, place: Place) -> int:
        """How many of a concept are at a place; in which tuple does not matter."""
        counts = self._counts.get(concept)
        return 0 if counts is None else counts.get(place[:2], 0)

    def may_be_at(self, concept: str, place: Place) -> bool:
        """Whether one of a concept is or may be at a place."""
        counts = self._counts.get(concept, ())
        context, unit, _ = place
        keys = (context, unit), (context, None), (None, unit), (None, None)
        return self._any_lost or any(key in counts for key in keys)

    def places(self, concept: str) -> dict[Place, UnreadFact]:
        """Where a concept has one, so far as the place is known, with the first there."""
        return self._places.get(concept, {})


def _by_local_name(concepts: Iterable[str]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for concept in concepts:
        named.setdefault(split_clark(concept)[1].rpartition(":")[2], []).append(concept)
    return named
