"""Parts of extended links, as their attributes name them."""

import pytest

from tests.transforms.xbrl.linkbase.documents import (
    arc,
    effective,
    element,
    label,
    link,
    linkbase,
    loc,
    parse,
    rules,
    schema,
)

SCHEMA = schema(element("A"), element("B"))


@pytest.mark.parametrize("blank", [" ", "\n\t", "&#10;", "&#9;", "&#13;"])
def test_white_space_around_labels_and_ends_says_nothing(blank: str) -> None:
    source, target = loc("A"), loc("B").replace('label="B"', f'label="B{blank}"')
    drawn = arc("A", "B").replace('from="A"', f'from="{blank}A"')
    result = parse({"ex.xsd": SCHEMA, "a_cal.xml": linkbase(link(source, target, drawn))})
    assert (effective(result), rules(result)) == ([("ex:A", "ex:B")], [])


def test_white_space_around_the_label_of_a_resource_says_nothing() -> None:
    resource = label("a", "Cash").replace('xlink:label="a"', 'xlink:label=" a"')
    drawn = link(loc("A"), resource, arc("A", "a", kind="label"), kind="label")
    result = parse({"ex.xsd": SCHEMA, "a_lab.xml": linkbase(drawn)})
    assert result.tables["labels"]["text"] == ["Cash"]


def test_labels_with_white_space_within_stay_apart() -> None:
    drawn = link(loc("A"), loc("B").replace('label="B"', 'label="A B"'), arc("A", "B"))
    assert rules(parse({"ex.xsd": SCHEMA, "a_cal.xml": linkbase(drawn)})) == ["unresolved-label"]
