"""Presentation networks as lines: what stands in which order below what (XBRL 2.1 §5.2.4).

The effective network of a role, of parent-child arcs alone, is walked from its roots, siblings by
order and, where orders are equal, as filed. A concept that stands twice, once as the start and once
as the end of a period, is two lines. A cycle is cut where a concept would come back under itself;
what no root leads to begins on the cycle above its first arc.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import chain, compress, count, repeat
from operator import itemgetter
from typing import Final, NamedTuple

from transforms.columns import Columns, transposed
from transforms.errors import Reject
from transforms.xbrl.names import PARENT_CHILD, STANDARD_LABEL

MAX_DEPTH: Final = 60
"""How deep a line may stand."""
MAX_LINES: Final = 50_000
"""How many lines a role may have: thirty arcs can stand for a billion paths."""
MAX_CHARACTERS: Final = 1 << 28
"""Characters that the paths of a filing may have, each with `_OF_LINE` more for what else a line takes."""
_OF_LINE: Final = 100
_ORDER: Final = itemgetter(0)
_PATH: Final = itemgetter(4)
_LAST: Final = Decimal("Infinity")  # the order of an arc that has no usable one
_DEPTHS: Final = f"its presentation is deeper than {MAX_DEPTH} levels; deeper lines are left out"
_LINES: Final = f"its presentation has more than {MAX_LINES} lines; the rest is left out"
_CHARACTERS: Final = (
    f"the filing's presentations have more lines than paths of {MAX_CHARACTERS} characters"
    " allow; the rest is left out"
)


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
_DESCRIBED: Final = ("namespace", "is_extension")
_Concept = tuple[str, str | None, bool]
"""Name of a concept, and the values of these columns."""


def presentation_lines(
    arcs: Columns, labels: Columns, axes: Mapping[tuple[str, str | None], bool]
) -> tuple[Columns, list[Reject]]:
    """Lines of every role with an effective presentation network.

    Args:
        arcs: Columns of dataset `arcs`, as filed.
        labels: Columns of dataset `labels`.
        axes: For each concept that the filing's own schemas declare, by name and namespace,
            whether it is an axis. Of others the last word of the name says it (EFM 6.8.6).

    Returns:
        Columns of dataset `presentation_lines`, and a reject for each role of which lines are
        left out.
    """
    kept = _presentation(arcs)
    shared = _shared_names(kept)
    for end in ("from", "to"):
        kept[end] = _nodes(kept[f"{end}_concept"], kept[f"{end}_namespace"], shared)
    concepts = _concepts(arcs, kept)
    is_axis = {
        node
        for node, (name, namespace, _) in concepts.items()
        if axes.get((name, namespace), name.endswith("Axis"))
    }
    role_uris: list[str] = []
    numbers: list[int] = []
    steps: list[_Step] = []
    rejects = []
    room, longest = MAX_CHARACTERS, _longest_line(kept)
    for role_uri, network in _networks(kept).items():
        walked, left_out = _walk(network, is_axis, room // longest)
        room -= sum(map(len, map(_PATH, walked))) + _OF_LINE * len(walked)
        role_uris += repeat(role_uri, len(walked))
        numbers += range(1, len(walked) + 1)
        steps += walked
        for message in left_out:
            text = f"role {role_uri}: {message}"
            rejects.append(Reject("linkbase", "too-many-lines", text, network[0].file))
    of_steps = transposed(_STEP, steps)
    described = {node: concept[1:] for node, concept in concepts.items()}
    return {
        "role_uri": role_uris,
        "line_number": numbers,
        **(_named(of_steps, concepts) if shared else of_steps),
        **transposed(_DESCRIBED, [described[node] for node in of_steps["concept"]]),
        "label": _labels(of_steps, _texts(labels, shared)) if steps else [],
    }, rejects


def _presentation(arcs: Columns) -> Columns:
    """The effective parent-child arcs, as filed, and where in `arcs` each is."""
    filters = zip(arcs["linkbase"], arcs["arcrole"], arcs["effective"], strict=True)
    mask = [
        effective and linkbase == "presentation" and arcrole == PARENT_CHILD
        for linkbase, arcrole, effective in filters
    ]
    ends = ("from_concept", "from_namespace", "to_concept", "to_namespace")
    names = ("role_uri", "order", "file", "preferred_label", *ends)
    kept: Columns = {name: list(compress(arcs[name], mask)) for name in names}
    return {**kept, "row": list(compress(count(), mask))}


def _shared_names(kept: Columns) -> set[str]:
    """Names of several concepts: two schemas may use one prefix for their namespaces."""
    concepts: set[tuple[str, str | None]] = set()
    for end in ("from", "to"):
        concepts.update(zip(kept[f"{end}_concept"], kept[f"{end}_namespace"], strict=True))
    if len({name for name, _ in concepts}) == len(concepts):
        return set()
    counts = Counter(name for name, _ in concepts)
    return {name for name, count_ in counts.items() if count_ > 1}


def _nodes(
    names: Sequence[str], namespaces: Sequence[str | None], shared: Collection[str]
) -> Sequence[str]:
    """What stands for each concept in its network: its name, if that is its alone."""
    if not shared:
        return names
    return [
        f"{{{namespace}}}{name}" if name in shared else name
        for name, namespace in zip(names, namespaces, strict=True)
    ]


def _named(steps: Columns, concepts: Mapping[str, _Concept]) -> Columns:
    """Steps with the names of concepts in place of what stands for them."""
    names = {node: name for node, (name, _, _) in concepts.items()}
    paths = (path.split(" > ") for path in steps["path"])
    return {
        **steps,
        **{
            column: [names.get(node) for node in steps[column]]
            for column in ("concept", "parent", "axis")
        },
        "path": [" > ".join(names.get(node, node) for node in path) for path in paths],
    }


def _networks(arcs: Columns) -> dict[str, list[_Arc]]:
    """Arcs of each role."""
    networks: defaultdict[str, list[_Arc]] = defaultdict(list)
    orders = [_LAST if order is None else order for order in arcs["order"]]
    names = ("file", "from", "to", "preferred_label")
    of_role = map(_Arc, orders, *(arcs[name] for name in names))
    for role_uri, arc in zip(arcs["role_uri"], of_role, strict=True):
        networks[role_uri].append(arc)
    return networks


def _concepts(arcs: Columns, kept: Columns) -> dict[str, _Concept]:
    """Each concept as its last arc has it."""
    concepts = {}
    for end in ("from", "to"):
        columns = [arcs[f"{end}_{name}"] for name in ("concept", *_DESCRIBED)]
        for node, row in dict(zip(kept[end], kept["row"], strict=True)).items():
            name, namespace, is_extension = (column[row] for column in columns)
            concepts[node] = name, namespace, is_extension
    return concepts


def _labels(steps: Columns, texts: Mapping[tuple[str, str], str]) -> list[str | None]:
    """Text of the preferred label of each line, of the standard one where there is none."""
    return [
        texts.get((concept, preferred or STANDARD_LABEL)) or texts.get((concept, STANDARD_LABEL))
        for concept, preferred in zip(steps["concept"], steps["preferred_label"], strict=True)
    ]


def _texts(labels: Columns, shared: Collection[str]) -> dict[tuple[str, str], str]:
    """Text of each concept and label role: of several, American English, English, the first."""
    texts: dict[tuple[str, str], str] = {}
    ranks: dict[tuple[str, str], int] = {}
    nodes = _nodes(labels["concept"], labels["namespace"], shared)
    rows = zip(nodes, *(labels[name] for name in ("label_role", "lang", "text")), strict=True)
    rank_of = {lang: _rank(lang) for lang in set(labels["lang"])}
    for concept, role, lang, text in compress(rows, labels["effective"]):
        key = concept, role
        rank = rank_of[lang]
        if text and rank < ranks.get(key, 3):
            ranks[key] = rank
            texts[key] = text
    return texts


def _rank(lang: str | None) -> int:
    """Which language comes first; the case of its letters means nothing (XML 1.0 §2.12)."""
    parts = (lang or "").lower().split("-")
    return 0 if parts == ["en", "us"] else 1 if parts[0] == "en" else 2


def _longest_line(kept: Columns) -> int:
    """Characters that no line of the filing exceeds."""
    longest = max(map(len, chain(kept["from"], kept["to"])), default=0)
    return _OF_LINE + (MAX_DEPTH + 1) * (longest + len(" > "))


def _walk(
    network: Sequence[_Arc], is_axis: Collection[str], room: int
) -> tuple[list[_Step], set[str]]:
    """The lines of a network in order, `room` at most, and what is missing of them."""
    all_below: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for _, _, source, target, preferred in sorted(network, key=_ORDER):
        all_below[source].append((target, preferred))
    lines: list[_Step] = []
    left_out = _walk_from(_roots(network), all_below, is_axis, lines, room)
    reached = {line[1] for line in lines}
    if not left_out and not reached.issuperset(all_below):
        parents = {arc.target: arc.source for arc in reversed(network)}
        for arc in network:
            if arc.source not in reached and not left_out:
                first, root = len(lines), _on_cycle(arc.source, parents)
                left_out = _walk_from([root], all_below, is_axis, lines, room)
                reached.update(line[1] for line in lines[first:])
    return lines, left_out


def _on_cycle(concept: str, parents: Mapping[str, str]) -> str:
    """A concept on a cycle from which a way leads to one that no root leads to."""
    passed = set()
    while concept not in passed:
        passed.add(concept)
        concept = parents[concept]
    return concept


def _walk_from(
    roots: Sequence[str],
    all_below: Mapping[str, list[tuple[str, str | None]]],
    is_axis: Collection[str],
    lines: list[_Step],
    room: int,
) -> set[str]:
    """Add the lines of some roots and of all below them; what is left out of that."""
    most = min(MAX_LINES, room)
    stack: list[_Step] = [
        (0, root, None, root if root in is_axis else None, f" > {root}", None)
        for root in reversed(roots)
    ]
    left_out = set()
    while stack:
        if len(lines) == most:
            left_out.add(_LINES if most == MAX_LINES else _CHARACTERS)
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
    return left_out


def _roots(network: Sequence[_Arc]) -> list[str]:
    """Concepts below no other, as filed."""
    targets = {arc.target for arc in network if arc.source != arc.target}
    sources = dict.fromkeys(arc.source for arc in network)
    return [source for source in sources if source not in targets]
