"""Places: where calculations bind (XBRL 2.1 §5.2.5.2)."""

from collections.abc import Hashable, Sequence

Place = tuple[int, int, int]
"""An equal context, an equal unit, and a parent element.

Contexts and units are numbers, the same for equal ones; the parent is the index of a tuple,
-1 at the top.
"""


def numbered(keys: Sequence[Hashable]) -> list[int]:
    """Number of each key, equal ones alike, in order of first appearance.

    A key is hashed once for each object that holds it: readers share one object among all
    facts of a context.
    """
    objects = list(map(id, keys))
    numbers: dict[Hashable, int] = {}
    of_object = {
        identity: numbers.setdefault(key, len(numbers))
        for identity, key in dict(zip(objects, keys, strict=True)).items()
    }
    return list(map(of_object.__getitem__, objects))
