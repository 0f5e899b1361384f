"""Presentation networks as lines: what stands in which order below what (XBRL 2.1 §5.2.4).

The effective network of a role is walked from its roots, siblings by order and, where orders are
equal, as filed. A concept that stands twice, once as the start and once as the end of a
period, is two lines. A cycle is cut where a concept would come back under itself; a network that
is nothing but a cycle begins at its first arc.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import compress
from operator import attrgetter
from typing import Any, Final, NamedTuple

from transforms.columns import Columns, transposed
from transforms.errors import Reject

MAX_DEPTH: Final = 60
"""How deep a line may stand."""
MAX_LINES: Final = 50_000
"""How many lines a role may have: thirty arcs can stand for a billion paths."""
_STANDARD: Final = "http://www.xbrl.org/2003/role/label"
_LAST: Final = Decimal("Infinity")  # the order of an arc that has no usable one
_DEPTHS: Final = f"its presentation is deeper than {MAX_DEPTH} levels; deeper lines are left out"
_LINES: Final = f"its presentation has more than {MAX_LINES} lines; the rest is left out"


class Line(NamedTuple):
    """A row of dataset `presentation_lines` less its filing key."""

    role_uri: str
    line_number: int
    depth: int
    concept: str
    namespace: str | None
    is_extension: bool
    parent: str | None
    axis: str | None
    path: str
    preferred_label: str | None
    label: str | None


class _Arc(NamedTuple):
    """A presentation arc."""

    order: Decimal
    file: str
    source: str
    target: str
    preferred_label: str | None


class _Described(NamedTuple):
    """What is the same of a concept on all its lines."""

    namespace: str | None
    is_extension: bool
    is_axis: bool


_Step = tuple[int, str, str | None, str | None, str, str | None]
"""Depth, concept, parent, axis, path, preferred label: a plain tuple, for it is the hot path."""


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
    networks = _networks(kept)
    concepts = _concepts(kept, axes)
    texts = _texts(labels) if networks else {}
    lines: list[tuple[Any, ...]] = []
    rejects = []
    for role_uri, network in networks.items():
        walk = _Walk(network, concepts)
        for number, (depth, concept, parent, axis, path, preferred) in enumerate(walk, 1):
            text = texts.get((concept, preferred or _STANDARD)) or texts.get((concept, _STANDARD))
            namespace, is_extension, _ = concepts[concept]
            lines.append(
                (role_uri, number, depth, concept, namespace, is_extension, parent, axis, path,
                 preferred, text)
            )  # fmt: skip
        for message in walk.left_out:
            text = f"role {role_uri}: {message}"
            rejects.append(Reject("linkbase", "too-many-lines", text, network[0].file))
    return transposed(Line._fields, lines), rejects


def _presentation(arcs: Columns) -> Columns:
    """The effective presentation arcs, as filed."""
    mask = [
        effective and linkbase == "presentation"
        for linkbase, effective in zip(arcs["linkbase"], arcs["effective"], strict=True)
    ]
    names = ("role_uri", "order", "file", "from_concept", "to_concept", "preferred_label",
             "from_namespace", "to_namespace", "from_is_extension", "to_is_extension")  # fmt: skip
    return {name: list(compress(arcs[name], mask)) for name in names}


def _networks(arcs: Columns) -> dict[str, list[_Arc]]:
    """Arcs of each role."""
    networks: defaultdict[str, list[_Arc]] = defaultdict(list)
    orders = [_LAST if order is None else order for order in arcs["order"]]
    names = ("file", "from_concept", "to_concept", "preferred_label")
    of_role = map(_Arc, orders, *(arcs[name] for name in names))
    for role_uri, arc in zip(arcs["role_uri"], of_role, strict=True):
        networks[role_uri].append(arc)
    return networks


def _concepts(arcs: Columns, axes: Mapping[str, bool]) -> dict[str, _Described]:
    filed: dict[str, tuple[str | None, bool]] = {}
    for end in ("from", "to"):
        of_concept = zip(arcs[f"{end}_namespace"], arcs[f"{end}_is_extension"], strict=True)
        filed.update(zip(arcs[f"{end}_concept"], of_concept, strict=True))
    return {
        concept: _Described(*of_concept, axes.get(concept, concept.endswith("Axis")))
        for concept, of_concept in filed.items()
    }


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


class _Walk:
    """The lines of a network in order, once; `left_out` then says what is missing of them."""

    def __init__(self, network: Sequence[_Arc], concepts: Mapping[str, _Described]) -> None:
        self._concepts = concepts
        self._roots = _roots(network)
        self._below: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
        for _, _, source, target, preferred in sorted(network, key=attrgetter("order")):
            self._below[source].append((target, preferred))
        self.left_out: set[str] = set()

    def __iter__(self) -> Iterator[_Step]:
        concepts, all_below = self._concepts, self._below
        stack: list[_Step] = [
            (0, root, None, root if concepts[root].is_axis else None, f" > {root}", None)
            for root in reversed(self._roots)
        ]
        lines = 0
        while stack:
            if lines == MAX_LINES:
                self.left_out.add(_LINES)
                return
            step = stack.pop()
            yield step
            lines += 1
            depth, concept, _, axis, path, _ = step
            below = all_below.get(concept)
            if below is None:
                continue
            if depth == MAX_DEPTH:
                self.left_out.add(_DEPTHS)
                continue
            walked = f"{path} > "
            stack += [
                (depth + 1, target, concept, target if concepts[target].is_axis else axis,
                 walked + target, preferred)
                for target, preferred in reversed(below)
                if f" > {target} > " not in walked
            ]  # fmt: skip


def _roots(network: Sequence[_Arc]) -> list[str]:
    """Concepts below no other, as filed; if there are none, the first."""
    targets = {arc.target for arc in network if arc.source != arc.target}
    sources = list(dict.fromkeys(arc.source for arc in network))
    return [source for source in sources if source not in targets] or sources[:1]
