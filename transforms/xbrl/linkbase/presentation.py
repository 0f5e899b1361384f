"""Presentation networks as lines: what stands in which order below what (XBRL 2.1 §5.2.4).

The effective network of a role is walked from its roots, siblings by order and, where orders are
equal, as filed. A concept that stands twice, once as the start and once as the end of a
period, is two lines. A cycle is cut where a concept would come back under itself; a network that
is nothing but a cycle begins at its first arc.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import compress, count, repeat
from operator import itemgetter
from typing import Final, NamedTuple

from transforms.columns import Columns, transposed
from transforms.errors import Reject

MAX_DEPTH: Final = 60
"""How deep a line may stand."""
MAX_LINES: Final = 50_000
"""How many lines a role may have: thirty arcs can stand for a billion paths."""
_STANDARD: Final = "http://www.xbrl.org/2003/role/label"
_ORDER: Final = itemgetter(0)
_LAST: Final = Decimal("Infinity")  # the order of an arc that has no usable one
_DEPTHS: Final = f"its presentation is deeper than {MAX_DEPTH} levels; deeper lines are left out"
_LINES: Final = f"its presentation has more than {MAX_LINES} lines; the rest is left out"


class _Arc(NamedTuple):
    """A presentation arc."""

    order: Decimal
    file: str
    source: str
    target: str
    preferred_label: str | None


_STEP: Final = ("depth", "concept", "parent", "axis", "path", "preferred_label")
_Step = tuple[int, str, str | None, str | None, str, str | None]
"""Values of these columns: a plain tuple, for it is the hot path."""


def presentation_lines(
    arcs: Columns, labels: Columns, axes: Mapping[str, bool]
) -> tuple[Columns, list[Reject]]:
    """Lines of every role with an effective presentation network.

    Args:
        arcs: Columns of dataset `arcs`, as filed.
        labels: Columns of dataset `labels`.
        axes: For each concept that the filing's own schemas declare, whether it is an axis. Of
            others the last word of the name says it (EFM 6.8.6).

    Returns:
        Columns of dataset `presentation_lines`, and a reject for each role of which lines are
        left out.
    """
    kept = _presentation(arcs)
    concepts = _concepts(arcs, kept)
    is_axis = {name for name in concepts if axes.get(name, name.endswith("Axis"))}
    role_uris: list[str] = []
    numbers: list[int] = []
    steps: list[_Step] = []
    rejects = []
    for role_uri, network in _networks(kept).items():
        walked, left_out = _walk(network, is_axis)
        role_uris += repeat(role_uri, len(walked))
        numbers += range(1, len(walked) + 1)
        steps += walked
        for message in left_out:
            text = f"role {role_uri}: {message}"
            rejects.append(Reject("linkbase", "too-many-lines", text, network[0].file))
    of_steps = transposed(_STEP, steps)
    described = [concepts[concept] for concept in of_steps["concept"]]
    return {
        "role_uri": role_uris,
        "line_number": numbers,
        **of_steps,
        **transposed(("namespace", "is_extension"), described),
        "label": _labels(of_steps, labels) if steps else [],
    }, rejects


def _presentation(arcs: Columns) -> Columns:
    """The effective presentation arcs, as filed, and where in `arcs` each is."""
    mask = [
        effective and linkbase == "presentation"
        for linkbase, effective in zip(arcs["linkbase"], arcs["effective"], strict=True)
    ]
    names = ("role_uri", "order", "file", "from_concept", "to_concept", "preferred_label")
    kept: Columns = {name: list(compress(arcs[name], mask)) for name in names}
    return {**kept, "row": list(compress(count(), mask))}


def _networks(arcs: Columns) -> dict[str, list[_Arc]]:
    """Arcs of each role."""
    networks: defaultdict[str, list[_Arc]] = defaultdict(list)
    orders = [_LAST if order is None else order for order in arcs["order"]]
    names = ("file", "from_concept", "to_concept", "preferred_label")
    of_role = map(_Arc, orders, *(arcs[name] for name in names))
    for role_uri, arc in zip(arcs["role_uri"], of_role, strict=True):
        networks[role_uri].append(arc)
    return networks


def _concepts(arcs: Columns, kept: Columns) -> dict[str, tuple[str | None, bool]]:
    """Namespace of each concept, and whether it is an extension, as its last arc has them."""
    concepts = {}
    for end in ("from", "to"):
        namespaces, are_extensions = arcs[f"{end}_namespace"], arcs[f"{end}_is_extension"]
        for concept, row in dict(zip(kept[f"{end}_concept"], kept["row"], strict=True)).items():
            concepts[concept] = namespaces[row], are_extensions[row]
    return concepts


def _labels(steps: Columns, labels: Columns) -> list[str | None]:
    """Text of the preferred label of each line, of the standard one where there is none."""
    texts = _texts(labels)
    return [
        texts.get((concept, preferred or _STANDARD)) or texts.get((concept, _STANDARD))
        for concept, preferred in zip(steps["concept"], steps["preferred_label"], strict=True)
    ]


def _texts(labels: Columns) -> dict[tuple[str, str], str]:
    """Text of each concept and label role: of several, American English, English, the first."""
    texts: dict[tuple[str, str], str] = {}
    ranks: dict[tuple[str, str], int] = {}
    names = ("concept", "label_role", "lang", "text")
    rows = zip(*(labels[name] for name in names), strict=True)
    for concept, role, lang, text in compress(rows, labels["effective"]):
        key = concept, role
        rank = 0 if lang == "en-US" else 1 if (lang or "").startswith("en") else 2
        if text and rank < ranks.get(key, 3):
            ranks[key] = rank
            texts[key] = text
    return texts


def _walk(network: Sequence[_Arc], is_axis: Collection[str]) -> tuple[list[_Step], set[str]]:
    """The lines of a network in order, and what is missing of them."""
    all_below: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for _, _, source, target, preferred in sorted(network, key=_ORDER):
        all_below[source].append((target, preferred))
    stack: list[_Step] = [
        (0, root, None, root if root in is_axis else None, f" > {root}", None)
        for root in reversed(_roots(network))
    ]
    lines: list[_Step] = []
    left_out = set()
    while stack:
        if len(lines) == MAX_LINES:
            left_out.add(_LINES)
            break
        line = stack.pop()
        lines.append(line)
        depth, concept, _, axis, path, _ = line
        below = all_below.get(concept)
        if below is None:
            continue
        if depth == MAX_DEPTH:
            left_out.add(_DEPTHS)
            continue
        walked = f"{path} > "
        stack += [
            (depth + 1, target, concept, target if target in is_axis else axis,
             walked + target, preferred)
            for target, preferred in reversed(below)
            if f" > {target} > " not in walked
        ]  # fmt: skip
    return lines, left_out


def _roots(network: Sequence[_Arc]) -> list[str]:
    """Concepts below no other, as filed; if there are none, the first."""
    targets = {arc.target for arc in network if arc.source != arc.target}
    sources = list(dict.fromkeys(arc.source for arc in network))
    return [source for source in sources if source not in targets] or sources[:1]
