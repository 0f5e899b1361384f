"""Lines of presentation networks: order, depth, cycles, labels, axes, limits."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.datasets.views.tables import arc, label, namespace, row
from transforms.columns import Columns
from transforms.errors import Reject
from transforms.xbrl.linkbase import presentation
from transforms.xbrl.linkbase.presentation import presentation_lines

Axes = dict[tuple[str, str | None], bool]
NEGATED = "http://www.xbrl.org/2009/role/negatedLabel"


def columns(dataset: str, rows: list[dict[str, object]]) -> Columns:
    return {name: [each[name] for each in rows] for name in row(dataset)}


def walked(
    *arcs: dict[str, object],
    labels: tuple[dict[str, object], ...] = (),
    axes: dict[str, bool] | None = None,
) -> tuple[list[dict[str, object]], list[Reject]]:
    is_axis: Axes = {(name, namespace(name)): each for name, each in (axes or {}).items()}
    found, rejects = presentation_lines(
        columns("arcs", list(arcs)), columns("labels", list(labels)), is_axis
    )
    names = list(found)
    return [
        dict(zip(names, each, strict=True)) for each in zip(*found.values(), strict=True)
    ], rejects


def shown(source: str, target: str, order: float = 1, **values: object) -> dict[str, object]:
    return arc("presentation", source, target, order, **values)


def test_siblings_come_by_order_and_where_orders_are_equal_as_filed() -> None:
    lines, _ = walked(
        shown("a:Top", "a:Last", 3, arc_index=0),
        shown("a:Top", "a:Filed1", 1, arc_index=1),
        shown("a:Top", "a:Filed2", 1, arc_index=2),
        shown("a:Filed1", "a:Below", 9, arc_index=3),
        shown("a:Top", "a:Unordered", None, arc_index=4),  # type: ignore[arg-type]
    )
    assert [(line["concept"], line["depth"], line["parent"]) for line in lines] == [
        ("a:Top", 0, None),
        ("a:Filed1", 1, "a:Top"),
        ("a:Below", 2, "a:Filed1"),
        ("a:Filed2", 1, "a:Top"),
        ("a:Last", 1, "a:Top"),
        ("a:Unordered", 1, "a:Top"),
    ]
    assert lines[2]["path"] == " > a:Top > a:Filed1 > a:Below"
    assert [line["line_number"] for line in lines] == [1, 2, 3, 4, 5, 6]


def test_several_roots_come_as_filed() -> None:
    lines, _ = walked(shown("a:Z", "a:B", 2), shown("a:Y", "a:C", 1), shown("a:X", "a:Y"))
    assert [(line["concept"], line["depth"]) for line in lines] == [
        ("a:Z", 0),
        ("a:B", 1),
        ("a:X", 0),
        ("a:Y", 1),
        ("a:C", 2),
    ]


def test_only_effective_parent_child_arcs_have_lines() -> None:
    others = (
        shown("a:Top", "a:B", effective=False),
        arc("calculation", "a:Top", "a:C"),
        shown("a:Top", "a:D", arcrole="http://example.com/arcrole/see-also"),
    )
    assert walked(*others) == ([], [])


def test_concepts_of_one_name_in_two_namespaces_are_two() -> None:
    lines, _ = walked(
        shown("a:Top", "a:Same", 1, to_namespace="urn:1"),
        shown("a:Top", "a:Same", 2, to_namespace="urn:2"),
        shown("a:Same", "a:Axis", from_namespace="urn:1"),
        shown("a:Same", "a:Second", from_namespace="urn:2"),
        labels=(label("a:Same", "1", namespace="urn:1"), label("a:Same", "2", namespace="urn:2")),
    )
    assert [(line["concept"], line["namespace"], line["label"]) for line in lines] == [
        ("a:Top", namespace("a:Top"), None),
        ("a:Same", "urn:1", "1"),
        ("a:Axis", namespace("a:Axis"), None),
        ("a:Same", "urn:2", "2"),
        ("a:Second", namespace("a:Second"), None),
    ]
    assert [line["parent"] for line in lines] == [None, "a:Top", "a:Same", "a:Top", "a:Same"]
    assert lines[2]["axis"] == "a:Axis"
    assert lines[2]["path"] == " > a:Top > a:Same > a:Axis"


def test_what_hangs_on_a_cycle_that_no_root_leads_to_has_lines() -> None:
    lines, _ = walked(
        shown("a:Tail", "a:Last"),
        shown("a:Top", "a:Below"),
        shown("a:One", "a:Two"),
        shown("a:Two", "a:One", 1),
        shown("a:Two", "a:Tail", 2),
    )
    assert [(line["concept"], line["depth"]) for line in lines] == [
        ("a:Top", 0),
        ("a:Below", 1),
        ("a:Two", 0),
        ("a:One", 1),
        ("a:Tail", 1),
        ("a:Last", 2),
    ]


def test_a_label_is_that_of_the_role_asked_for_else_the_standard_one_and_english_first() -> None:
    labels = (
        label("a:Top", "Oben", lang="de"),
        label("a:Top", "Top", lang="en-GB"),
        label("a:Cost", "Cost"),
        label("a:Cost", "Less cost", NEGATED),
        label("a:Fee", "Fee"),
        label("a:Lost", "gone", effective=False),
    )
    lines, _ = walked(
        shown("a:Top", "a:Cost", 1, preferred_label=NEGATED),
        shown("a:Top", "a:Fee", 2, preferred_label=NEGATED),
        shown("a:Top", "a:Lost", 3),
        labels=labels,
    )
    assert [line["label"] for line in lines] == ["Top", "Less cost", "Fee", None]


@pytest.mark.parametrize(
    ("lang", "other"), [("EN-us", "en"), ("En-GB", "de"), ("en", "enm"), ("en-us", None)]
)
def test_the_case_of_a_language_means_nothing(lang: str, other: str | None) -> None:
    labels = label("a:Top", "other", lang=other), label("a:Top", "wanted", lang=lang)
    lines, _ = walked(shown("a:Top", "a:Below"), labels=labels)
    assert lines[0]["label"] == "wanted"


def test_a_line_below_an_axis_says_which() -> None:
    lines, _ = walked(
        shown("a:Table", "a:RegionAxis", 1),
        shown("a:RegionAxis", "a:Domain"),
        shown("a:Domain", "a:EuropeMember"),
        shown("a:Table", "own:Regions", 2),
        shown("own:Regions", "a:AsiaMember"),
        shown("a:Table", "own:CrossAxis", 3),
        axes={"own:Regions": True, "own:CrossAxis": False},
    )
    assert [(line["concept"], line["axis"]) for line in lines] == [
        ("a:Table", None),
        ("a:RegionAxis", "a:RegionAxis"),
        ("a:Domain", "a:RegionAxis"),
        ("a:EuropeMember", "a:RegionAxis"),
        ("own:Regions", "own:Regions"),
        ("a:AsiaMember", "own:Regions"),
        ("own:CrossAxis", None),
    ]


def test_what_a_limit_leaves_out_is_a_reject(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = [shown(f"a:C{number}", f"a:C{number + 1}") for number in range(6)]
    monkeypatch.setattr(presentation, "MAX_DEPTH", 4)
    lines, (deep,) = walked(*chain)
    assert len(lines) == 5
    assert deep.error == "too-many-lines"
    monkeypatch.setattr(presentation, "MAX_LINES", 3)
    lines, (long,) = walked(*chain)
    assert len(lines) == 3
    assert "the rest is left out" in long.message


def test_the_presentations_of_a_filing_have_a_limit_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roles = [
        shown(f"a:C{step}", f"a:C{step + 1}", order, role_uri=f"urn:role:{role}")
        for role in range(3)
        for step in range(6)
        for order in (1, 2)
    ]  # fmt: skip
    lines, rejects = walked(*roles)
    assert (len(lines), rejects) == (3 * 127, [])
    monkeypatch.setattr(presentation, "MAX_CHARACTERS", 80_000)
    lines, rejects = walked(*roles)
    assert {line["role_uri"] for line in lines} == {"urn:role:0", "urn:role:1", "urn:role:2"}
    assert sum(len(str(line["path"])) + 100 for line in lines) < 80_000
    assert {reject.error for reject in rejects} == {"too-many-lines"}
    assert "the filing's presentations" in rejects[-1].message


def test_paths_that_double_at_every_step_end_at_the_limit() -> None:
    ladder = [
        shown(f"a:C{step}", f"a:C{step + 1}", order)
        for step in range(40)
        for order in (1, 2)
    ]  # fmt: skip
    lines, rejects = walked(*ladder)
    assert len(lines) == presentation.MAX_LINES
    assert [reject.error for reject in rejects] == ["too-many-lines"]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=14))
def test_every_line_but_the_roots_is_an_arc_and_no_concept_stands_below_itself(
    pairs: list[tuple[int, int]],
) -> None:
    arcs = [shown(f"a:C{one}", f"a:C{two}", number) for number, (one, two) in enumerate(pairs)]
    lines, _ = walked(*arcs)
    assert lines
    drawn = {(f"a:C{one}", f"a:C{two}") for one, two in pairs}
    assert {line["concept"] for line in lines} == {end for arc_ in drawn for end in arc_}
    for line in lines:
        steps = str(line["path"]).split(" > ")[1:]
        assert len(set(steps)) == len(steps) == line["depth"] + 1  # type: ignore[operator]
        assert steps[-1] == line["concept"]
        assert set(pairwise(steps)) <= drawn
