"""Concepts of sums that facts use by the same name in another namespace.

A sum binds facts of its very concepts (XBRL 2.1 §5.2.5.2). Where linkbases are of one version of
a taxonomy and the instance is of another, or one of them writes `https` for `http`, the names in
the datasets are alike and nothing is summed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator

from transforms.columns import Columns
from transforms.xbrl.findings.rules import Finding, finding


def namespace_findings(
    arcs: Columns, facts: Columns, outside: Collection[str] = ()
) -> Iterator[Finding]:
    """A finding per namespace of sums that no fact is of, at the first arc whose name facts use.

    Args:
        arcs: Columns of dataset `arcs`.
        facts: Columns of dataset `facts` of one instance.
        outside: Documents with arcs that are not of its DTS.
    """
    of_arcs = {*arcs["from_namespace"], *arcs["to_namespace"]}
    unused = of_arcs.difference(facts["namespace"], [None])
    if not unused:
        return
    used = dict(zip(facts["concept"], facts["namespace"], strict=True))
    concepts: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for index, linkbase in enumerate(arcs["linkbase"]):
        if linkbase != "calculation" or not arcs["effective"][index]:
            continue
        if arcs["file"][index] in outside:
            continue
        for end in ("from", "to"):
            concept, namespace = arcs[f"{end}_concept"][index], arcs[f"{end}_namespace"][index]
            if namespace in unused and concept in used:
                concepts[namespace, used[concept]].setdefault(concept, index)
    for (namespace, other), found in concepts.items():
        first, more = next(iter(found)), len(found) - 1
        named = f"{first} and {more} more" if more else first
        message = f"sums take {named} of {namespace}, and facts are of {other}"
        yield _at(arcs, found[first], message)


def _at(arcs: Columns, index: int, message: str) -> Finding:
    names = "role_uri arcrole from_concept to_concept file line".split()
    place = {name: arcs[name][index] for name in names}
    return finding("another-namespace", message, linkbase="calculation", **place)
