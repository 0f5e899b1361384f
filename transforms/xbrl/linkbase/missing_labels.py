"""Labels that a presentation asks for and that there are not (XBRL 2.1 §5.2.4.2.1).

A concept of the filing's own has its labels in the filing. One of a standard taxonomy is looked at
where the filing labels it, as EDGAR asks for: then the taxonomy's labels are hardly in the DTS.
"""

from collections.abc import Iterator
from itertools import compress
from typing import Final

from transforms.columns import Columns
from transforms.xbrl.linkbase.rules import Finding, finding

_NAMES: Final = ("role_uri", "arcrole", "from_concept", "file", "line")


def missing_labels(arcs: Columns, labels: Columns) -> Iterator[Finding]:
    """A finding per role, concept and label, at the first effective arc that asks for it.

    Args:
        arcs: Columns of dataset `arcs`.
        labels: Columns of dataset `labels`, of all label linkbases of the filing.
    """
    shown = zip(labels["concept"], labels["namespace"], labels["label_role"], strict=True)
    there = set(compress(shown, labels["effective"]))
    preferred = arcs["preferred_label"]
    columns = arcs["to_concept"], arcs["to_namespace"], preferred
    lacking = set(compress(zip(*columns, strict=True), preferred)) - there
    if not lacking:  # as in most filings: no look at each arc
        return
    labelled = {label[:2] for label in there}
    found = set()
    for index, label in enumerate(zip(*columns, strict=True)):
        if label not in lacking or not arcs["effective"][index]:
            continue
        is_own = bool(arcs["to_is_extension"][index])
        place = arcs["role_uri"][index], *label
        if place in found or not (is_own or label[:2] in labelled):
            continue
        found.add(place)
        role_uri, arcrole, from_concept, file, line = (arcs[name][index] for name in _NAMES)
        yield finding(
            "preferred-label-missing",
            f"{label[0]} has no label of role {label[2]}",
            linkbase="presentation",
            role_uri=role_uri,
            arcrole=arcrole,
            from_concept=from_concept,
            to_concept=label[0],
            file=file,
            line=line,
            is_certain=is_own,
        )
