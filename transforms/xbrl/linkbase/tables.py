"""Columns of the datasets that relationships become."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain

from transforms.columns import Columns
from transforms.xbrl.document import known_line
from transforms.xbrl.linkbase.arc import ARC_COLUMNS
from transforms.xbrl.linkbase.locator import Target
from transforms.xbrl.linkbase.relationship import Relationships, Resource


def arc_columns(arcs: Relationships[Target], reasons: Mapping[int, str]) -> Columns:
    """Columns of dataset `arcs`.

    Args:
        arcs: The relationships between concepts.
        reasons: By index of a relationship that is not effective, why.
    """
    linkbase, role_uri = arcs.link_columns("linkbase", "role_uri")
    arcrole, *attributes = arcs.attribute_columns(*ARC_COLUMNS)
    names = ("concept", "namespace", "is_extension", "qname_source")
    *sources, from_href = arcs.source_columns(*names, "href")
    *targets, to_href = arcs.target_columns(*names, "href")
    ends = zip(names, sources, targets, strict=True)
    return {
        "linkbase": linkbase,
        "role_uri": role_uri,
        "arcrole": arcrole,
        **{
            f"{end}_{name}": column
            for name, *columns in ends
            for end, column in zip(("from", "to"), columns, strict=True)
        },
        **dict(zip(ARC_COLUMNS[1:], attributes, strict=True)),
        "effective": _effective(len(arcs), reasons),
        "ineffective_reason": [reasons.get(index) for index in range(len(arcs))],
        **arcs.place_columns(),
        "from_href": from_href,
        "to_href": to_href,
    }


def label_columns(labels: Relationships[Resource], reasons: Mapping[int, str]) -> Columns:
    """Columns of dataset `labels`; `reasons` as of arcs."""
    concept, namespace = labels.source_columns("concept", "namespace")
    role, lang, text, lines = labels.target_columns("role", "lang", "text", "line")
    (file,) = labels.link_columns("file")
    per_file: dict[str, int] = defaultdict(int)
    for link, indexes in labels.ranges():
        per_file[link.file] += len(indexes)
    indexes_in_file = chain.from_iterable(range(length) for length in per_file.values())
    return {
        "concept": concept,
        "namespace": namespace,
        "label_role": role,
        "lang": lang,
        "text": text,
        "effective": _effective(len(labels), reasons),
        "file": file,
        "label_index": list(indexes_in_file),
        "line": list(map(known_line, lines)),
    }


def _effective(length: int, reasons: Mapping[int, str]) -> list[object]:
    effective: list[object] = [True] * length
    for index in reasons:
        effective[index] = False
    return effective
