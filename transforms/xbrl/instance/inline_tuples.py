"""Facts and tuples of a document set that name the tuple they belong to (Inline XBRL 1.1, `tupleRef`).

The tuple may stand before or after them, in any document of the set.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.read_item import ReadItem

_TOP: Final = -1


class TupleReference(NamedTuple):
    """An item, by its index, and the id of the tuple that it names."""

    item: int
    tuple_id: str


def put_in_tuples(
    items: list[ReadItem], references: Sequence[TupleReference], tuples: Mapping[str, int]
) -> None:
    """Give items the parents that they name, and an error to those whose tuple is lost.

    A tuple is lost that names none of the set, or that stands in a lost one or in itself.

    Args:
        items: All of the set; changed in place.
        references: Of some of them.
        tuples: Index of each tuple with an id.
    """
    if not references:
        return
    lost: dict[int, str] = {}
    for index, tuple_id in references:
        if tuple_id in tuples:
            items[index] = items[index]._replace(parent=tuples[tuple_id])
        else:
            lost[index] = f"no tuple {tuple_id!r} in the document set"
    parents = [item.parent for item in items]
    for index in _astray(parents, lost):
        lost[index] = "the tuple it stands in cannot be read"
    for index, message in lost.items():
        error = XbrlError("unresolved-tuple", message)
        context_ref = items[index].context_ref or ""  # a tuple that is lost is no tuple
        items[index] = items[index]._replace(value=error, context_ref=context_ref, parent=_TOP)


def _astray(parents: Sequence[int], lost: Iterable[int]) -> list[int]:
    """Items that do not come to the top, because of a lost one or by going round in circles."""
    comes_to_top = {_TOP: True, **dict.fromkeys(lost, False)}
    astray: list[int] = []
    for index in range(len(parents)):
        path: dict[int, None] = {}
        while index not in comes_to_top and index not in path:
            path[index] = None
            index = parents[index]
        found = comes_to_top.get(index, False)
        comes_to_top |= dict.fromkeys(path, found)
        astray += [] if found else path
    return astray
