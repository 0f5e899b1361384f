"""Identity: which concepts of an instance the networks mean that know them by an id alone.

Without the schema that declares it, a concept is known to a linkbase as `prefix:Name`, made of
the id. A filing uses a prefix for one namespace (EFM 6.07.07), and its facts say which. Where
the instance has another prefix than the id, the concept is the one of that name in a namespace
of the filing's own, if there is a single one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from transforms.xbrl.calculation.summation import Summation, concepts_of
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.names import split_clark, standard_prefix


def identified(summations: Sequence[Summation], facts: Facts) -> Sequence[Summation]:
    """The summations with concepts named as the facts name them.

    A summation is incomplete if an item may be one of several concepts of the instance, and
    also if one concept turns out to go by two names in it: which relationships repeat or
    prohibit each other was found out by name.
    """
    unknown = {concept for concept in concepts_of(summations) if concept[:1] != "{"}
    if not unknown:
        return summations
    candidates = _candidates(unknown, facts)
    known = {name: next(iter(found)) for name, found in candidates.items() if len(found) == 1}
    ambiguous = {name for name, found in candidates.items() if len(found) > 1}
    return _merged(_named(summation, known, ambiguous) for summation in summations)


def _candidates(unknown: Collection[str], facts: Facts) -> dict[str, set[str]]:
    """By a name made of an id, the Clark names of facts that it may stand for."""
    shown: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for name, concept in set(zip(facts.columns["concept"], facts.concepts, strict=True)):
        namespace, local_name = split_clark(concept)
        shown[str(name)].add(concept)
        if not standard_prefix(namespace):
            own[local_name].add(concept)
    return {name: shown.get(name) or own.get(name.rpartition(":")[2]) or set() for name in unknown}


def _named(summation: Summation, known: Mapping[str, str], ambiguous: Collection[str]) -> Summation:
    names = {item.concept for item in summation.items}
    items = tuple(
        replace(item, concept=known.get(item.concept, item.concept)) for item in summation.items
    )
    is_clear = len({item.concept for item in items}) == len(names) and names.isdisjoint(ambiguous)
    return replace(
        summation,
        total=known.get(summation.total, summation.total),
        items=items,
        is_incomplete=summation.is_incomplete or not is_clear,
    )


def _merged(summations: Iterable[Summation]) -> list[Summation]:
    """Summations of one network and total as one, which is incomplete."""
    merged: dict[tuple[str, str, str], Summation] = {}
    for summation in summations:
        key = summation.role_uri, summation.arcrole, summation.total
        if key in merged:
            items = sorted(merged[key].items + summation.items, key=lambda item: item.order)
            summation = Summation(*key, tuple(items), is_incomplete=True)
        merged[key] = summation
    return list(merged.values())
