"""Inline XBRL 1.1: facts of one XHTML document, before its document set is known."""

from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

from lxml import etree

from transforms.errors import Reject
from transforms.xbrl.document import lang_of, line_of
from transforms.xbrl.dts import REFERENCES, Reference, references
from transforms.xbrl.element_types import DeclaredTypes
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.amounts import Amount, Quotient
from transforms.xbrl.instance.contexts import ContextReader
from transforms.xbrl.instance.declarations import Declarations
from transforms.xbrl.instance.inline_text import Escaped
from transforms.xbrl.instance.inline_tuples import TupleReference
from transforms.xbrl.instance.inline_value import NON_FRACTION, TERMS, InlineValues, is_nil
from transforms.xbrl.instance.read_item import ReadItem, fact_reject
from transforms.xbrl.lexical import Identifiers, collapsed, is_true, stripped, xml_id
from transforms.xbrl.names import IX, XBRLI, XML, clark
from transforms.xbrl.qnames import QNames, is_qname

INLINE_ELEMENTS: Final = clark(IX, "*")
# Elements that say nothing by themselves, or nothing that is read.
_PASSIVE: Final = frozenset(
    clark(IX, name) for name in ("header", "exclude", "footnote", "relationship")
)
_FRACTION: Final = clark(IX, "fraction")
_CONTEXT: Final = clark(XBRLI, "context")
_UNIT: Final = clark(XBRLI, "unit")
_TUPLE: Final = clark(IX, "tuple")
_LANG: Final = clark(XML, "lang")


class Continuation(NamedTuple):
    """A part of texts that begin elsewhere (`ix:continuation`)."""

    markup: str
    continued_at: str | None
    line: int | None


class Continued(NamedTuple):
    """A text whose rest stands in continuations: what joining them needs.

    `item` is the index of the text's item; `begin` is markup where `is_escaped`.
    """

    item: int
    begin: str
    is_escaped: bool
    continued_at: str
    format: str | None


def given_twice(what: str, identifier: str | None, file: str, line: int | None) -> Reject:
    """The reject of an id that a continuation or a tuple before it has."""
    message = f"{what} id {identifier!r} is given twice; the first counts"
    return Reject("instance", "duplicate-id", message, file, line)


class InlineReader:
    """Reads the inline elements of one document in document order.

    Args:
        name: Name of the document.
        root: Its root element.
        content: Its bytes.
        declared: Contexts and units of the set it belongs to.
        types: Types of what stands in segments and scenarios.
        is_lenient: Whether it is not well-formed XML.
    """

    def __init__(
        self,
        name: str,
        root: etree._Element,
        content: bytes,
        declared: Declarations,
        types: DeclaredTypes,
        *,
        is_lenient: bool = False,
    ) -> None:
        self.name = name
        self.names = QNames(root, content, types.prefixes)
        self._contexts = ContextReader(self.names, types)
        self.declared = declared
        self._is_lenient = is_lenient
        self._identifiers = Identifiers()
        self._escaped = Escaped()
        self._values = InlineValues(self.names, self._escaped)
        self._hidden: set[etree._Element] = set()
        self._tuples: dict[etree._Element, int | None] = {}
        self.tuple_ids: dict[str, int] = {}
        self.tuple_references: list[TupleReference] = []
        self.items: list[ReadItem] = []
        self.continuations: dict[str, Continuation] = {}
        self.continued: list[Continued] = []
        self.continued_at: set[str] = set()
        self.rejects: list[Reject] = []
        self.references: list[Reference] = []
        self.lang: str | None = None

    def read(self, fragment: etree._Element) -> None:
        """Read the inline elements of a document, or of one complete part of it."""
        for element in fragment.iter(INLINE_ELEMENTS):
            handler = _HANDLERS.get(element.tag)
            continued_at = self._identifiers[element.get("continuedAt")]
            if continued_at is not None:
                self.continued_at.add(continued_at)
            if handler is None:
                if element.tag not in _PASSIVE:
                    self.declared.pass_over(element, self.name)
                continue
            try:
                handler(self, element)
            except XbrlError as error:
                concept = element.get("name") or element.get("id") or "without name"
                self.rejects.append(fact_reject(error, concept, self.name, line_of(element)))

    def forget(self) -> None:
        """Drop references to elements that are about to be freed."""
        self._escaped.forget()
        self._hidden.clear()
        self._tuples.clear()

    def _resources(self, element: etree._Element) -> None:
        for child in element.iterchildren(_CONTEXT, _UNIT):
            if child.tag == _CONTEXT:
                self.declared.add_context(child, self._contexts, self.name)
            else:
                self.declared.add_unit(child, self.names, self.name)

    def _refer(self, element: etree._Element) -> None:
        if self.lang is None and element.get("target") is None:
            self.lang = stripped(element.get(_LANG))
        self.references += references(element.iterchildren(*REFERENCES), self.name)

    def _hide(self, element: etree._Element) -> None:
        self._hidden.update(element.iter(INLINE_ELEMENTS))

    def _non_fraction(self, element: etree._Element) -> None:
        _require_default_target(element)
        self._add_number(element, self._values.amount)

    def _fraction(self, element: etree._Element) -> None:
        _require_default_target(element)
        self._add_number(element, self._values.quotient)

    def _add_number(
        self, element: etree._Element, read: Callable[[etree._Element], Amount | Quotient]
    ) -> None:
        nil = _attempt(is_nil, element)
        value: Amount | Quotient | XbrlError | None = None
        if element.get("unitRef") is None:
            value = XbrlError("missing-unit", "a number refers to no unit")
        elif isinstance(nil, XbrlError):
            value = nil
        elif not nil:
            value = _attempt(read, element)
        self._add(element, value, is_nil=nil is True)

    def _term(self, element: etree._Element) -> None:
        if next(element.iterancestors(_FRACTION), None) is None:
            self.declared.pass_over(element, self.name)

    def _non_numeric(self, element: etree._Element) -> None:
        _require_default_target(element)
        nil = _attempt(is_nil, element)
        if isinstance(nil, XbrlError) or nil:
            self._add(element, None if nil is True else nil, is_nil=nil is True)
            return
        text = _attempt(self._values.text, element)
        self._add(element, text)
        continued_at = self._identifiers[element.get("continuedAt")]
        item = len(self.items) - 1
        is_read = not isinstance(self.items[item].value, XbrlError)
        if continued_at is not None and is_read and isinstance(text, str):
            is_escaped = is_true(element.get("escape"))
            format_name = self._values.format(element)
            self.continued.append(Continued(item, text, is_escaped, continued_at, format_name))

    def _continuation(self, element: etree._Element) -> None:
        identifier = collapsed(element.get("id", ""))
        if identifier in self.continuations:
            self.rejects.append(
                given_twice("continuation", identifier, self.name, line_of(element))
            )
            return
        continued_at = self._identifiers[element.get("continuedAt")]
        markup = self._escaped.markup(element)
        self.continuations[identifier] = Continuation(markup, continued_at, line_of(element))

    def _tuple(self, element: etree._Element) -> None:
        self._tuples[element] = None
        _require_default_target(element)
        index = len(self.items)
        concept = self.names.resolve(element, element.get("name"))
        self.items.append(
            ReadItem(
                concept,
                self.names.show(concept),
                None,
                self.name,
                line_of(element),
                is_nil=is_nil(element),
                id=xml_id(element.get("id")),
                parent=self._parent(element),
                is_hidden=element in self._hidden,
                is_lenient=self._is_lenient,
            )
        )
        self._tuples[element] = index
        identifier = self._identifiers[element.get("tupleID")]
        if identifier in self.tuple_ids:
            self.rejects.append(given_twice("tuple", identifier, self.name, line_of(element)))
        elif identifier is not None:
            self.tuple_ids[identifier] = index

    def _add(
        self,
        element: etree._Element,
        value: str | Amount | Quotient | XbrlError | None,
        *,
        is_nil: bool = False,
    ) -> None:
        get = element.get
        context_ref = self._identifiers[get("contextRef")]
        unit_ref = self._identifiers[get("unitRef")]
        if context_ref is None:
            value, context_ref = XbrlError("missing-context", "it refers to no context"), ""
        parent = _attempt(self._parent, element)
        if isinstance(parent, XbrlError):
            value, parent = parent, -1
        concept, shown = self._concept(element)
        if isinstance(concept, XbrlError):
            value, concept = concept, shown if is_qname(shown) else ""
        self.items.append(
            ReadItem(
                concept,
                shown,
                context_ref,
                self.name,
                line_of(element),
                unit_ref,
                value,
                get("decimals"),
                get("precision"),
                is_nil,
                None if unit_ref is not None else lang_of(element),
                xml_id(get("id")),
                parent,
                element in self._hidden,
                self._is_lenient,
            )
        )

    def _concept(self, element: etree._Element) -> tuple[str | XbrlError, str]:
        """Clark name of a fact's concept, or why there is none, and the concept as shown."""
        name = stripped(element.get("name"))
        try:
            concept = self.names.resolve(element, name)
        except XbrlError as error:
            return error.kept(), name or "without name"
        return concept, self.names.show(concept)

    def _parent(self, element: etree._Element) -> int:
        """Index of the tuple that the next item stands in; of one that it names, later."""
        reference = self._identifiers[element.get("tupleRef")]
        if reference is not None:
            self.tuple_references.append(TupleReference(len(self.items), reference))
            return -1
        if not self._tuples:
            return -1
        parent = next(element.iterancestors(_TUPLE), None)
        index = -1 if parent is None else self._tuples[parent]
        if index is None:
            raise XbrlError("unresolved-tuple", "the tuple it stands in cannot be read")
        return index


# Functions and not bound methods: a reader that holds its own methods is not freed until the
# garbage collector comes, and neither is the document it read.
_HANDLERS: Final[dict[str, Callable[[InlineReader, etree._Element], None]]] = {
    NON_FRACTION: InlineReader._non_fraction,
    clark(IX, "nonNumeric"): InlineReader._non_numeric,
    _FRACTION: InlineReader._fraction,
    **dict.fromkeys(TERMS, InlineReader._term),
    _TUPLE: InlineReader._tuple,
    clark(IX, "continuation"): InlineReader._continuation,
    clark(IX, "references"): InlineReader._refer,
    clark(IX, "resources"): InlineReader._resources,
    clark(IX, "hidden"): InlineReader._hide,
}

Result = TypeVar("Result")


def _attempt(
    read: Callable[[etree._Element], Result], element: etree._Element
) -> Result | XbrlError:
    """The result of `read` for an element, or why it failed."""
    try:
        return read(element)
    except XbrlError as error:
        return error.kept()


def _require_default_target(element: etree._Element) -> None:
    """Refuse a fact of another target document than the default one.

    Raises:
        XbrlError: `other-target`.
    """
    target = element.get("target")
    if target is not None:
        raise XbrlError("other-target", f"it is for the target {target!r}, which is not read")
