"""What a fragment points at in a document, and how often the document is gone through."""

import pytest
from lxml import etree

from transforms.xbrl.pointer import PointerError, Pointers, named_ids

DOCUMENT = etree.fromstring('<r id="top"><a id="x"><b/><c id="y"><d id="z"/></c></a><e/></r>')


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("", "r"),
        ("x", "a"),
        ("element(x)", "a"),
        ("element(/1)", "r"),
        ("element(/1/1/2)", "c"),
        ("element(x/2/1)", "d"),
        ("element(nothing)element(/1/2)", "e"),
        ("element(/1/9) element(y)", "c"),
        ("nothing", None),
        ("element(/2)", None),
        ("element(x/3)", None),
        ("element(/1/1/1/1)", None),
    ],
)
def test_a_fragment_points_at_an_element(fragment: str, found: str | None) -> None:
    element = Pointers(DOCUMENT).find(fragment)
    assert (None if element is None else element.tag) == found


@pytest.mark.parametrize(
    "fragment",
    ["xpointer(/r)", "element(x)xmlns(a=b)", "element(x", "element(/0)", "element(/1/a)", "x(y)"],
)
def test_any_other_pointer_is_an_error(fragment: str) -> None:
    with pytest.raises(PointerError):
        Pointers(DOCUMENT).find(fragment)


@pytest.mark.parametrize(
    ("fragment", "ids"),
    [
        ("x", ["x"]),
        ("element(x)", ["x"]),
        ("element(x/1)element(/1/2)element(y)", ["y"]),
        ("element(/1)", []),
        ("element()", []),
    ],
)
def test_a_fragment_names_ids_of_a_document_that_is_not_at_hand(
    fragment: str, ids: list[str]
) -> None:
    assert named_ids(fragment) == ids


class CountedRoot:
    """A root that counts how often its document is searched."""

    def __init__(self) -> None:
        self.searches = 0

    def xpath(self, path: str) -> object:
        self.searches += 1
        return DOCUMENT.xpath(path)


def test_a_document_is_searched_once_however_many_ids_are_looked_for() -> None:
    root = CountedRoot()
    pointers = Pointers(root)  # type: ignore[arg-type]
    assert [pointers.find(f"nothing{number}") for number in range(100)] == [None] * 100
    assert root.searches == 1
