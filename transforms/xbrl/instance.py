"""XBRL instances as XML: what filers sent until inline, and what EDGAR extracts (XBRL 2.1 §4)."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from transforms.errors import Reject
from transforms.xbrl.amounts import Amount, read_fraction
from transforms.xbrl.contexts import ContextReader
from transforms.xbrl.doctype import reject_doctype
from transforms.xbrl.document import line_of, parse_xml
from transforms.xbrl.errors import DocumentError, XbrlError
from transforms.xbrl.fact_rows import Declarations, Item, build_facts, fact_reject
from transforms.xbrl.facts import Facts
from transforms.xbrl.names import LINK, XBRLI, XML, XSI
from transforms.xbrl.qnames import QNames

# Above this a document is read element by element: its tree takes up to ten times its size.
INCREMENTAL_BYTES: Final = 16 * 2**20

_CONTEXT: Final = f"{{{XBRLI}}}context"
_UNIT: Final = f"{{{XBRLI}}}unit"
_NUMERATOR: Final = f"{{{XBRLI}}}numerator"
_DENOMINATOR: Final = f"{{{XBRLI}}}denominator"
_NOT_FACTS: Final = (f"{{{XBRLI}}}", f"{{{LINK}}}")
_NIL: Final = f"{{{XSI}}}nil"
_LANG: Final = f"{{{XML}}}lang"
_ITEM_ATTRIBUTES: Final = frozenset({"unitRef", "decimals", "precision"})
TRUE: Final = frozenset({"true", "1"})


def read_instance(
    name: str,
    content: bytes,
    *,
    kind: str,
    max_text: int,
    incremental_bytes: int = INCREMENTAL_BYTES,
) -> Facts:
    """Facts of an instance document.

    Args:
        name: Name of the document.
        content: Its bytes.
        kind: `classic` or `extracted`.
        max_text: Characters kept of a text value; 0 keeps all.
        incremental_bytes: Size from which the document is read without holding its tree.

    Raises:
        DocumentError: It is not well-formed XML or has a DOCTYPE.
    """
    if len(content) < incremental_bytes:
        root = parse_xml(name, content)
        reader = _Reader(name, root, content)
        for element in root.iterchildren("*"):
            reader.read(element)
    else:
        reader = _read_incrementally(name, content)
    reader.declared.reject_undeclared(reader.names, name)
    facts = build_facts(name, kind, reader.items, reader.declared, max_text=max_text)
    facts.rejects += reader.rejects
    return facts


def _read_incrementally(name: str, content: bytes) -> "_Reader":
    reader = None
    for element in _children_of_root(name, content):
        if reader is None:
            reader = _Reader(name, element, content)
        else:
            reader.read(element)
    if reader is None:
        raise DocumentError("empty", f"{name} has no element", file=name)
    return reader


def _children_of_root(name: str, content: bytes) -> Iterator[etree._Element]:
    """The root as soon as it is open, then each of its children when complete, then freed."""
    content = content.lstrip()
    reject_doctype(name, content)
    events = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    depth = 0
    try:
        for event, element in events:
            if event == "start":
                depth += 1
                if depth == 1:
                    root = element
                    yield root
                continue
            depth -= 1
            if depth == 1:
                yield element
                element.clear()
                del root[: root.index(element)]
    except etree.XMLSyntaxError as error:
        raise DocumentError(
            "not-well-formed",
            f"{name} is not well-formed XML: {error.msg}",
            file=name,
            line=error.lineno,
        ) from error


class _Reader:
    """Reads the children of `xbrli:xbrl`, one after the other."""

    def __init__(self, name: str, root: etree._Element, content: bytes) -> None:
        self._name = name
        self.names = QNames(root, content)
        self._contexts = ContextReader(self.names)
        self._lang = root.get(_LANG)
        self.items: list[Item] = []
        self.declared = Declarations()
        self.rejects: list[Reject] = []

    def read(self, element: etree._Element, parent: int = -1, lang: str | None = None) -> None:
        """Take in a context, a unit or a fact; links are not read here."""
        tag = element.tag
        if not tag.startswith(_NOT_FACTS):
            self._fact(element, parent, lang or self._lang)
        elif tag == _CONTEXT:
            self.declared.add_context(element, self._contexts, self._name)
        elif tag == _UNIT:
            self.declared.add_unit(element, self.names, self._name)

    def _fact(self, element: etree._Element, parent: int, lang: str | None) -> None:
        get = element.get
        context_ref, unit_ref = get("contextRef"), get("unitRef")
        shown = self.names.show(element.tag, element.prefix)
        is_nil = get(_NIL) in TRUE
        lang = get(_LANG) or lang
        value: str | Amount | None = None
        try:
            if context_ref is None:
                _require_tuple(element, is_nil)
            elif not is_nil:
                value = _value(element)
        except XbrlError as error:
            line = line_of(element)
            self.rejects.append(fact_reject(error, shown, self._name, line))
            return
        self.items.append(
            Item(
                element.tag,
                shown,
                context_ref,
                unit_ref,
                value,
                get("decimals"),
                get("precision"),
                is_nil,
                lang if unit_ref is None and context_ref is not None else None,
                get("id"),
                self._name,
                line_of(element),
                parent,
            )
        )
        if context_ref is None:
            tuple_index = len(self.items) - 1
            for child in element.iterchildren("*"):
                self.read(child, tuple_index, lang)


def _require_tuple(element: etree._Element, is_nil: bool) -> None:
    """Refuse an element without contextRef that was meant as an item.

    Raises:
        XbrlError: `missing-context`.
    """
    has_text = len(element) == 0 and not is_nil and bool((element.text or "").strip())
    if has_text or not _ITEM_ATTRIBUTES.isdisjoint(element.keys()):
        raise XbrlError("missing-context", "it refers to no context")


def _value(element: etree._Element) -> str | Amount:
    """Text of an item, or the amount of a fraction.

    Raises:
        XbrlError: `element-content`, `not-a-number`.
    """
    if len(element) == 0:
        return element.text or ""
    numerator, denominator = element.find(_NUMERATOR), element.find(_DENOMINATOR)
    if numerator is None or denominator is None:
        raise XbrlError("element-content", "an item holds text, not elements")
    return read_fraction(numerator.text or "", denominator.text or "")
