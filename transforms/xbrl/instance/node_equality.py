"""Keys of elements in contexts, equal exactly for those that are equal by structure and values."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Final

from lxml import etree

from transforms.xbrl.document import attributes_of
from transforms.xbrl.element_types import UNKNOWN, DeclaredTypes, ElementType, SimpleType
from transforms.xbrl.lexical import collapsed
from transforms.xbrl.qnames import QNames
from transforms.xbrl.typed_values import eq_value, s_value

_ValueOf = Callable[[etree._Element, str, str | None], Hashable]

# The type of XML Schema whose values are texts with collapsed white space, and nothing else: what
# text is taken for where its type is not known.
_TEXT: Final = "anySimpleType"


def s_equality_key(element: etree._Element, types: DeclaredTypes) -> Hashable:
    """Equal exactly for elements that are s-equal (XBRL 2.1 §4.10): names, attributes, content."""
    return _structure(element, types, _s_value)


def typed_member_key(element: etree._Element, types: DeclaredTypes, names: QNames) -> Hashable:
    """Equal exactly for equal values of a typed dimension (XBRL Dimensions 1.0 §1.5, s-equal2)."""
    return _structure(element, types, partial(_eq_value, names))


def _s_value(_: etree._Element, text: str, type_name: str | None) -> Hashable:
    return s_value(text, type_name or _TEXT)


def _eq_value(names: QNames, element: etree._Element, text: str, type_name: str | None) -> Hashable:
    resolve = partial(names.resolve, element) if type_name == "QName" else None
    return eq_value(text, type_name or _TEXT, resolve)


def _structure(element: etree._Element, types: DeclaredTypes, value_of: _ValueOf) -> Hashable:
    """A flat sequence of start and end tags, so that no nesting is too deep for it."""
    steps: list[Hashable] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            declared = types.elements.get(node.tag, UNKNOWN)
            attributes = _attributes(node, declared, types, value_of)
            steps.append((node.tag, attributes, _content(node, declared.content, value_of)))
        else:
            tail = None if node is element else node.tail
            steps.append(collapsed(tail) if tail else "")
    return tuple(steps)


def _attributes(
    node: etree._Element, declared: ElementType, types: DeclaredTypes, value_of: _ValueOf
) -> Hashable:
    """Names and values, those by default too; of a type that is not known, text as it stands."""
    texts = attributes_of(node)
    for name, each in declared.attributes.items():
        if each.default is not None:
            texts.setdefault(name, each.default)
    values = []
    for name, text in texts.items():
        known = declared.attributes.get(name) or types.attributes.get(name)
        values.append((name, value_of(node, text, known.built_in if known else "string")))
    return frozenset(values)


def _content(node: etree._Element, declared: SimpleType, value_of: _ValueOf) -> Hashable:
    text = node.text or ""
    if len(node):
        return collapsed(text)
    return value_of(node, text or declared.default or "", declared.built_in)
