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
    """A presentation arc; arcs of one source sort as they are shown."""

    order: Decimal
    file: str
    link_index: int
    arc_index: int
    pair_index: int
    source: str
    target: str
    preferred_label: str | None


class _Step(NamedTuple):
    depth: int
    concept: str
    parent: str | None
    axis: str | None
    path: str
    preferred_label: str | None


_Networks = dict[str, list[_Arc]]
_Described = dict[str, tuple[str | None, bool]]


def presentation_lines(
    arcs: Columns, labels: Columns, axes: Mapping[str, bool]
) -> tuple[Columns, list[Reject]]:
    """Lines of every role with an effective presentation network.

    Args:
        arcs: Columns of dataset `arcs`.
        labels: Columns of dataset `labels`.
        axes: For each concept that the filing's own schemas declare, whether it is an axis. Of
            others the last word of the name says it (EFM 6.8.6).

    Returns:
        Columns of dataset `presentation_lines`, and a reject for each role of which lines are
        left out.
    """
    networks, described = _networks(arcs)
    texts = _texts(labels) if networks else {}
    lines: list[Line] = []
    rejects = []
    for role_uri, network in networks.items():
        steps = _Walk(network, axes)
        for number, step in enumerate(steps, 1):
            asked = step.preferred_label or _STANDARD
            label = texts.get((step.concept, asked)) or texts.get((step.concept, _STANDARD))
            depth, concept, parent, axis, path, preferred = step
            lines.append(
                Line(role_uri, number, depth, concept, *described[concept], parent, axis, path,
                     preferred, label)
            )  # fmt: skip
        for message in steps.left_out:
            text = f"role {role_uri}: {message}"
            rejects.append(Reject("linkbase", "too-many-lines", text, network[0].file))
    return transposed(Line._fields, lines), rejects


def _networks(arcs: Columns) -> tuple[_Networks, _Described]:
    """Arcs of each role; of each concept its namespace and whether it is the filing's own."""
    mask = [
        effective and linkbase == "presentation"
        for linkbase, effective in zip(arcs["linkbase"], arcs["effective"], strict=True)
    ]

    def columns(*names: str) -> Iterator[tuple[Any, ...]]:
        return zip(*(compress(arcs[name], mask) for name in names), strict=True)

    networks: defaultdict[str, list[_Arc]] = defaultdict(list)
    names = ("role_uri", "order", "file", "link_index", "arc_index", "pair_index", "from_concept",
             "to_concept", "preferred_label")  # fmt: skip
    for role_uri, order, *rest in columns(*names):
        networks[role_uri].append(_Arc(_LAST if order is None else order, *rest))
    described: _Described = {}
    for end in ("from", "to"):
        named = columns(f"{end}_concept", f"{end}_namespace", f"{end}_is_extension")
        described.update((concept, (namespace, own)) for concept, namespace, own in named)
    return networks, described


def _texts(labels: Columns) -> dict[tuple[str, str], str]:
    """Text of each concept and label role: of several, American English, English, the first."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    names = ("effective", "concept", "label_role", "lang", "text")
    for effective, concept, role, lang, text in zip(*(labels[name] for name in names), strict=True):
        if effective and text:
            rank = 0 if lang == "en-US" else 1 if (lang or "").startswith("en") else 2
            if (concept, role) not in found or rank < found[concept, role][0]:
                found[concept, role] = rank, text
    return {key: text for key, (_, text) in found.items()}


class _Walk:
    """The lines of a network in order, once; `left_out` then says what is missing of them."""

    def __init__(self, network: Sequence[_Arc], axes: Mapping[str, bool]) -> None:
        self._axes = axes
        self._roots = _roots(network)
        self._below: defaultdict[str, list[_Arc]] = defaultdict(list)
        for arc in sorted(network, key=lambda arc: arc[:5], reverse=True):
            self._below[arc.source].append(arc)
        self.left_out: set[str] = set()

    def __iter__(self) -> Iterator[_Step]:
        stack = [self._step(None, root, None) for root in reversed(self._roots)]
        lines = 0
        while stack:
            if lines == MAX_LINES:
                self.left_out.add(_LINES)
                return
            step = stack.pop()
            yield step
            lines += 1
            below = self._below.get(step.concept, ())
            if below and step.depth == MAX_DEPTH:
                self.left_out.add(_DEPTHS)
                continue
            walked = f"{step.path} > "
            stack += [
                self._step(step, arc.target, arc.preferred_label)
                for arc in below
                if f" > {arc.target} > " not in walked
            ]

    def _step(self, above: _Step | None, concept: str, preferred_label: str | None) -> _Step:
        axis = above and above.axis
        if self._axes.get(concept, concept.endswith("Axis")):
            axis = concept
        if above is None:
            return _Step(0, concept, None, axis, f" > {concept}", preferred_label)
        path = f"{above.path} > {concept}"
        return _Step(above.depth + 1, concept, above.concept, axis, path, preferred_label)


def _roots(network: Sequence[_Arc]) -> list[str]:
    """Concepts below no other, as filed; if there are none, the first."""
    targets = {arc.target for arc in network if arc.source != arc.target}
    filed = sorted(network, key=lambda arc: arc[1:])
    sources = list(dict.fromkeys(arc.source for arc in filed))
    return [source for source in sources if source not in targets] or sources[:1]
