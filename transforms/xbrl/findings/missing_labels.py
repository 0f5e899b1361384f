"""Labels that there must be and are not: those that a presentation asks for, and standard ones.

XBRL 2.1 §5.2.4.2.1 (`preferredLabel`); EFM 6.10.01 (a standard label for all that an instance uses).

A concept of the filing's own has its labels in the filing. One of a standard taxonomy is looked at
where the filing labels it, as EDGAR asks for: then the taxonomy's labels are hardly in the DTS.
"""

from collections.abc import Collection, Iterator
from itertools import chain, compress
from typing import Final, cast

from transforms.columns import Columns, Encoded
from transforms.xbrl.findings.rules import Finding, finding
from transforms.xbrl.names import STANDARD_LABEL

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


def unlabelled_concepts(
    concepts: Columns, labels: Columns, instances: Collection[Columns]
) -> Iterator[Finding]:
    """A finding per concept of the filing's own that is used and has no standard label.

    Facts use concepts, and contexts use axes and members.

    Args:
        concepts: Columns of dataset `concepts`.
        labels: Columns of dataset `labels`, of all label linkbases of the filing.
        instances: Columns of dataset `facts` of each.
    """
    named = zip(labels["concept"], labels["label_role"], labels["effective"], strict=True)
    labelled = {
        concept for concept, role, effective in named if effective and role == STANDARD_LABEL
    }
    if labelled.issuperset(concepts["concept"]):
        return
    used = set(chain.from_iterable(map(_used, instances)))
    places = concepts["concept"], concepts["file"], concepts["line"]
    for concept, file, line in zip(*places, strict=True):
        if concept in used and concept not in labelled:
            message = f"{concept} has no standard label"
            yield finding("label-missing", message, from_concept=concept, file=file, line=line)


def _used(facts: Columns) -> Iterator[str]:
    """Concepts, axes and members of an instance."""
    yield from facts["concept"]
    contexts = cast("Encoded", facts["dimensions"]).values
    for dimension in chain.from_iterable(cast("list[list[dict[str, str]]]", contexts)):
        yield from (dimension["axis"], dimension["member"])
