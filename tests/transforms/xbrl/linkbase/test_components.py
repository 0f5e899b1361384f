"""Components of graphs: which nodes lie on common cycles."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.xbrl.linkbase.components import (
    between_inner,
    strongly_connected,
    two_edge_connected,
)

NODES = st.sampled_from("abcdef")


@given(st.dictionaries(NODES, st.lists(NODES, max_size=3)))
def test_components_are_the_nodes_that_reach_each_other(graph: dict[str, list[str]]) -> None:
    def reached(start: str) -> set[str]:
        seen, waiting = {start}, [start]
        while waiting:
            for node in set(graph.get(waiting.pop(), ())) - seen:
                seen.add(node)
                waiting.append(node)
        return seen

    component = strongly_connected(graph)
    for one in component:
        for other in component:
            together = other in reached(one) and one in reached(other)
            assert (component[one] == component[other]) == together


def test_a_chain_deeper_than_the_stack_is_followed() -> None:
    chain = {str(number): [str(number + 1)] for number in range(50_000)}
    assert len(set(strongly_connected(chain).values())) == 50_001


def walked(edges: list[tuple[str, str]], start: str) -> set[str]:
    """Nodes that edges lead to from one, whichever way."""
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for one, other in edges:
            for near, far in ((one, other), (other, one)):
                if near == node and far not in seen:
                    seen.add(far)
                    waiting.append(far)
    return seen


@given(st.lists(st.tuples(NODES, NODES), max_size=9))
def test_nodes_that_no_one_edge_parts_are_one_component(edges: list[tuple[str, str]]) -> None:
    component = two_edge_connected(edges)
    for one in component:
        for other in component:
            uncut = [walked(edges[:cut] + edges[cut + 1 :], one) for cut in range(len(edges))]
            together = all(other in nodes for nodes in uncut)
            assert (component[one] == component[other]) == (one == other or together)


def test_two_edges_between_two_nodes_are_a_cycle_and_one_is_none() -> None:
    assert len(set(two_edge_connected([("a", "b"), ("a", "b")]).values())) == 1
    assert len(set(two_edge_connected([("a", "b")]).values())) == 2


@given(st.sets(st.tuples(NODES, NODES)))
def test_stripping_leaves_keeps_every_edge_of_a_directed_cycle(
    edges: set[tuple[str, str]],
) -> None:
    following: dict[str, list[str]] = {}
    for source, target in edges:
        following.setdefault(source, []).append(target)
    component = strongly_connected(following)
    kept = between_inner(edges)
    assert {edge for edge in edges if component[edge[0]] == component[edge[1]]} <= kept <= edges


def test_nothing_is_left_of_a_tree() -> None:
    assert between_inner({("a", "b"), ("b", "c"), ("a", "d"), ("c", "e")}) == set()


def test_an_undirected_chain_deeper_than_the_stack_is_followed() -> None:
    chain = [(str(number), str(number + 1)) for number in range(50_000)]
    assert len(set(two_edge_connected(chain).values())) == 50_001
    assert len(set(two_edge_connected([*chain, ("50000", "0")]).values())) == 1
