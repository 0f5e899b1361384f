"""Inline XBRL 1.1: facts of a document set, whose documents share contexts and continuations."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from transforms.errors import Reject
from transforms.xbrl.document import parse_events
from transforms.xbrl.element_types import NO_TYPES, DeclaredTypes
from transforms.xbrl.errors import DocumentError, XbrlError
from transforms.xbrl.instance.classic import INCREMENTAL_BYTES
from transforms.xbrl.instance.declarations import Declarations
from transforms.xbrl.instance.fact_rows import build_facts
from transforms.xbrl.instance.facts import Facts, UnreadFact
from transforms.xbrl.instance.inline_document import (
    INLINE_ELEMENTS,
    Continuation,
    Continued,
    InlineReader,
    given_twice,
)
from transforms.xbrl.instance.inline_text import plain_text
from transforms.xbrl.instance.inline_tuples import TupleReference, put_in_tuples
from transforms.xbrl.instance.read_item import ReadItem
from transforms.xbrl.instance.transformations.registry import transform
from transforms.xbrl.instance.xhtml import parse_xhtml, without_doctype

# `http://www.xbrl.org/2008/inlineXBRL`, whose elements beside those of version 1.1 are not read
_OTHER_VERSIONS: Final = re.compile(rb"http://www\.xbrl\.org/(?!2013/)\d{4}/inlineXBRL(?![/\w])")


def read_inline(
    documents: Sequence[tuple[str, bytes]],
    *,
    max_text: int,
    types: DeclaredTypes = NO_TYPES,
    incremental_bytes: int = INCREMENTAL_BYTES,
) -> Facts:
    """Facts of a document set: inline documents that share contexts and continuations.

    Args:
        documents: Name and bytes of each document; the instance is named after the first.
        max_text: Characters kept of a text value; 0 keeps all.
        types: Types of what stands in segments and scenarios.
        incremental_bytes: Size from which a document is read without holding its tree.

    A document that cannot be read at all is a reject; the others of the set are read.
    """
    declared = Declarations()
    readers: list[InlineReader] = []
    rejects: list[Reject] = []
    lost: list[UnreadFact] = []
    for name, content in documents:
        try:
            reader = _read_document(name, content, declared, types, incremental_bytes)
            readers.append(reader)
            declared = reader.declared
        except XbrlError as error:
            rejects.append(Reject.of("instance", error))
            lost.append(UnreadFact(None))
    for reader in readers:
        declared.reject_undeclared(reader.names, reader.name)
    items = _items_of_set(readers, rejects)
    facts = build_facts(documents[0][0], "inline", items, declared, max_text=max_text)
    facts.rejects += rejects
    facts.unread += lost
    for reader in readers:
        facts.references += reader.references
    return facts


def _items_of_set(readers: Sequence[InlineReader], rejects: list[Reject]) -> list[ReadItem]:
    """Items of all documents, each with its whole text and in its tuple, wherever those stand.

    What is wrong with them is added to `rejects`.
    """
    continuations: dict[str, Continuation] = {}
    for reader in readers:
        lines = {each: continued.line for each, continued in reader.continuations.items()}
        rejects += _given_again("continuation", lines, continuations, reader.name)
        continuations = reader.continuations | continuations
        rejects += reader.rejects
    rejects += _orphans(readers)
    items: list[ReadItem] = []
    references: list[TupleReference] = []
    tuples: dict[str, int] = {}
    for reader in readers:
        offset = len(items)
        lines = {each: reader.items[index].line for each, index in reader.tuple_ids.items()}
        rejects += _given_again("tuple", lines, tuples, reader.name)
        tuples = {each: index + offset for each, index in reader.tuple_ids.items()} | tuples
        references += [each._replace(item=each.item + offset) for each in reader.tuple_references]
        items += _joined(reader, continuations, offset)
        reader.items.clear()  # facts are made of `items` alone, which takes them apart
    items = _in_language(items, next((each.lang for each in readers if each.lang), None))
    put_in_tuples(items, references, tuples)
    return items


def _in_language(items: list[ReadItem], lang: str | None) -> list[ReadItem]:
    """Items whose texts have the language of `ix:references` where none is in scope.

    The root of the target document has it there, and what it holds inherits it
    (Inline XBRL 1.1 §12; XML 1.0 §2.12).
    """
    if lang is None:
        return items
    return [
        item._replace(lang=lang)
        if item.lang is None and item.unit_ref is None and item.context_ref is not None
        else item
        for item in items
    ]


def _given_again(
    what: str, lines: Mapping[str, int | None], earlier: Collection[str], file: str
) -> Iterator[Reject]:
    """Ids of a document, with the line of each, that stand in an earlier one of the set."""
    for identifier, line in lines.items():
        if identifier in earlier:
            yield given_twice(what, identifier, file, line)


def _orphans(readers: Sequence[InlineReader]) -> Iterator[Reject]:
    """Continuations that nothing goes on at: their text belongs to no fact."""
    named = set().union(*(reader.continued_at for reader in readers))
    for reader in readers:
        for identifier, continuation in reader.continuations.items():
            if identifier not in named:
                message = f"no text goes on at the continuation {identifier!r}"
                line = continuation.line
                yield Reject("instance", "unresolved-continuation", message, reader.name, line)


def _joined(
    reader: InlineReader, continuations: dict[str, Continuation], offset: int
) -> list[ReadItem]:
    """Items of a document with their continuations; tuples numbered from `offset`."""
    items = reader.items
    for continued in reader.continued:
        value: str | XbrlError
        try:
            value = _whole_text(continued, continuations)
        except XbrlError as error:
            value = error.kept()
        items[continued.item] = items[continued.item]._replace(value=value)
    if not offset:
        return items
    return [
        item._replace(parent=item.parent + offset) if item.parent >= 0 else item for item in items
    ]


def _whole_text(continued: Continued, continuations: dict[str, Continuation]) -> str:
    """The text and its continuations, transformed.

    They are taken out of `continuations`, since a continuation goes on with one text alone.

    Raises:
        XbrlError: `unresolved-continuation`, also where they come back to themselves or
            another text has gone on there.
    """
    texts = [continued.begin]
    identifier: str | None = continued.continued_at
    while identifier is not None:
        continuation = continuations.pop(identifier, None)
        if continuation is None:
            raise XbrlError("unresolved-continuation", f"it goes on at {identifier!r}")
        markup = continuation.markup
        texts.append(markup if continued.is_escaped else plain_text(markup))
        identifier = continuation.continued_at
    text = "".join(texts)
    return text if continued.format is None else transform(continued.format, text)


def _read_document(
    name: str,
    content: bytes,
    declared: Declarations,
    types: DeclaredTypes,
    incremental_bytes: int,
) -> InlineReader:
    others = set(_OTHER_VERSIONS.findall(content))
    if len(content) >= incremental_bytes and not others:
        reader = _read_incrementally(name, content, declared.copy(), types)
        if reader is not None:
            return reader
    root, is_lenient = parse_xhtml(name, content)
    reader = InlineReader(name, root, content, declared, types, is_lenient=is_lenient)
    reader.read(root)
    for namespace in sorted(others):
        for element in root.iter(f"{{{namespace.decode()}}}*"):
            reader.declared.pass_over(element, name)
    return reader


def _read_incrementally(
    name: str, content: bytes, declared: Declarations, types: DeclaredTypes
) -> InlineReader | None:
    """Read each outermost inline element when it is complete, and free what is before it.

    None where the document is not well-formed, which needs a lenient reading of the whole.
    """
    content = without_doctype(name, content)
    reader = None
    depth = 0
    try:
        for event, element in parse_events(name, content, ("start", "end"), INLINE_ELEMENTS):
            if reader is None:
                root = element.getroottree().getroot()
                reader = InlineReader(name, root, content, declared, types)
            depth += 1 if event == "start" else -1
            if depth == 0:
                reader.read(element)
                reader.forget()
                _free_before(element)
    except DocumentError:
        return None
    return reader


def _free_before(element: etree._Element) -> None:
    """Remove all that is complete before the end of `element`."""
    element.clear()
    node: etree._Element | None = element
    while node is not None:
        parent = node.getparent()
        if parent is not None:
            del parent[: parent.index(node)]
        node = parent
