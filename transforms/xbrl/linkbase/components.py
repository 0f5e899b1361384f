"""Components of graphs: what lies on a common cycle.

Linear in nodes and edges, and without recursion: a network may be deeper than the stack.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

Node = TypeVar("Node", bound=Hashable)
Edges = Iterable[tuple[Node, Node]]

# Trees of a filing are seldom deeper; each round of stripping looks at all that is left.
_ROUNDS: Final = 24


def following(edges: Edges[Node]) -> dict[Node, list[Node]]:
    """What each node leads to, of those that lead to any."""
    found: dict[Node, list[Node]] = {}
    for source, target in edges:
        found.setdefault(source, []).append(target)
    return found


def between_inner(edges: set[tuple[Node, Node]]) -> set[tuple[Node, Node]]:
    """Edges less those that end at a leaf, again and again: empty for almost any acyclic graph.

    Whatever lies on a directed cycle stays.
    """
    for _ in range(_ROUNDS):
        sources = {source for source, _ in edges}
        kept = {edge for edge in edges if edge[1] in sources}
        if len(kept) == len(edges):
            break
        edges = kept
    return edges


def strongly_connected(nexts_of: Mapping[Node, Collection[Node]]) -> dict[Node, int]:
    """Number of the strongly connected component of every node of a directed graph.

    Nodes that lie on no common cycle have different numbers (Kosaraju's algorithm).
    """
    preceding: dict[Node, list[Node]] = defaultdict(list)
    for node, nexts in nexts_of.items():
        for following_node in nexts:
            preceding[following_node].append(node)
    nodes = dict.fromkeys((*nexts_of, *preceding))
    component: dict[Node, int] = {}
    for root in reversed(_by_finish(nodes, nexts_of)):
        waiting = [root] if root not in component else []
        while waiting:
            node = waiting.pop()
            if node not in component:
                component[node] = len(component) if node == root else component[root]
                waiting.extend(preceding[node])
    return component


def _by_finish(nodes: Collection[Node], nexts_of: Mapping[Node, Collection[Node]]) -> list[Node]:
    seen: set[Node] = set()
    finished: list[Node] = []
    for root in nodes:
        stack = [] if root in seen else [(root, iter(nexts_of.get(root, ())))]
        seen.add(root)
        while stack:
            node, nexts = stack[-1]
            for following_node in nexts:
                if following_node not in seen:
                    seen.add(following_node)
                    stack.append((following_node, iter(nexts_of.get(following_node, ()))))
                    break
            else:
                stack.pop()
                finished.append(node)
    return finished


def two_edge_connected(edges: Edges[Node]) -> dict[Node, int]:
    """Number of the component of every node of an undirected graph that one edge cannot cut.

    Nodes that lie on no common undirected cycle have different numbers. Two edges between the
    same nodes are a cycle. Each edge is turned as a walk in depth takes it first; then a
    directed cycle is where an undirected one was.
    """
    edges = list(edges)
    beside: defaultdict[Node, list[tuple[int, Node]]] = defaultdict(list)
    for number, (source, target) in enumerate(edges):
        beside[source].append((number, target))
        beside[target].append((number, source))
    taken: set[int] = set()
    seen: set[Node] = set()
    turned: dict[Node, list[Node]] = {node: [] for node in beside}
    for root in beside:
        stack: list[tuple[Node, Iterator[tuple[int, Node]]]] = []
        if root not in seen:
            seen.add(root)
            stack.append((root, iter(beside[root])))
        while stack:
            node, nexts = stack[-1]
            for number, far_end in nexts:
                if number in taken:
                    continue
                taken.add(number)
                turned[node].append(far_end)
                if far_end not in seen:
                    seen.add(far_end)
                    stack.append((far_end, iter(beside[far_end])))
                    break
            else:
                stack.pop()
    return strongly_connected(turned)
