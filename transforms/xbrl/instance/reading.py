"""The instances of a filing: which of its documents form one, and the facts of each."""

import re
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from transforms.errors import Reject
from transforms.xbrl.document import as_utf8, kind_of, parse_xml
from transforms.xbrl.dts import absolute, is_standard_address
from transforms.xbrl.element_types import NO_TYPES, DeclaredTypes
from transforms.xbrl.errors import DocumentError, XbrlError
from transforms.xbrl.instance.classic import read_instance
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.instance.inline import read_inline
from transforms.xbrl.instance.instance_kind import InstanceKind

# What EDGAR extracts from `x.htm`: `x_htm.xml`
_EXTRACTED = re.compile(r".+_x?html?\.xml", re.IGNORECASE)
# `schemaRef xlink:type="simple" xlink:href="abc-20241231.xsd"`, and its address
_SCHEMA_REF: Final = re.compile(rb"schemaRef\b[^<>]{0,4096}")
# `href="abc-20241231.xsd"`
_HREF: Final = re.compile(rb"\bhref\s*=\s*[\"']([^\"']*)[\"']")
# In `references target="fees"`, the target
_TARGET: Final = re.compile(rb"\btarget\s*=\s*[\"']([^\"']*)[\"']")

_INLINE_1_0: Final = b"http://www.xbrl.org/2008/inlineXBRL"

_Documents = list[tuple[str, bytes]]
_SchemaReference = tuple[bytes, str]


@dataclass(slots=True)
class Instances:
    """What the instance documents of a filing hold.

    Attributes:
        facts: Facts of each instance; a filing has one, and sometimes a fee exhibit beside it.
        rejects: Documents that could not be read; rejects of facts stand with their instance.
    """

    facts: list[Facts] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def read_facts(
    documents: Sequence[tuple[str, bytes]],
    *,
    max_text: int = 0,
    types: DeclaredTypes = NO_TYPES,
) -> Instances:
    """Facts of all instances among the documents of a filing.

    Inline documents of one set are read together. Where EDGAR's extraction of a set is there
    and can be read, it is read instead. Documents of other kinds are passed over.

    Args:
        documents: Name and bytes of each document, in the filing's order.
        max_text: Characters kept of a text value; 0 keeps all.
        types: Types of what stands in segments and scenarios.
    """
    instances = Instances()
    inline: _Documents = []
    extracted: _Documents = []
    for name, written in documents:
        content = as_utf8(written)
        kind = kind_of(content)
        if kind == "inline":
            inline.append((name, content))
        elif kind == "instance" and _EXTRACTED.fullmatch(name):
            extracted.append((name, content))
        elif kind == "instance":
            _read_instance(instances, name, content, "classic", max_text, types)
    sets = document_sets(inline)
    for name, content in extracted:
        if _read_instance(instances, name, content, "extracted", max_text, types):
            sets = [documents for documents in sets if not _is_extract(name, content, documents)]
    for documents_of_set in sets:
        facts = read_inline(documents_of_set, max_text=max_text, types=types)
        if facts.concepts:
            instances.facts.append(facts)
        else:
            instances.rejects += facts.rejects
    return instances


def unread_instance(name: str, content: bytes, *, is_html: bool) -> Iterator[Reject]:
    """Why a document with XBRL in it is not read as an instance, if it is not.

    HTML may declare namespaces for nothing; what names the namespace of Inline XBRL 1.0 has
    facts, in a version that EDGAR never took.
    """
    content = as_utf8(content)
    if kind_of(content) != "other":
        return
    if is_html and _INLINE_1_0 not in content:
        return
    try:
        root = parse_xml(name, content).tag
        message = f"{name} has the root element {root}, in which no facts are read"
        yield Reject("instance", "not-an-instance", message, name)
    except DocumentError as error:
        yield Reject.of("instance", error)


def damaged_xml(name: str, content: bytes) -> Iterator[Reject]:
    """Why a document that shows no XBRL cannot be read, if it is damaged: it could have been any."""
    try:
        parse_xml(name, as_utf8(content))
    except DocumentError as error:
        yield Reject.of("instance", error)


def _read_instance(
    instances: Instances,
    name: str,
    content: bytes,
    kind: InstanceKind,
    max_text: int,
    types: DeclaredTypes,
) -> bool:
    try:
        facts = read_instance(name, content, kind=kind, max_text=max_text, types=types)
        instances.facts.append(facts)
    except XbrlError as error:
        instances.rejects.append(Reject.of("instance", error))
        return False
    return True


def document_sets(documents: Sequence[tuple[str, bytes]]) -> list[_Documents]:
    """Inline documents by set, each in document order.

    Documents are of one set if their references overlap (Inline XBRL 1.1, `ix:references`):
    if they name the same schema for the same target document, directly or by way of others.
    One that names none belongs to the first set with a schema of the filing's own, that of its
    main document, whatever comes first: a fee exhibit names the SEC's alone.
    References are found in the text: only grouping rests on it, and a set that EDGAR has
    extracted need not be parsed at all.
    """
    named = [_schema_references(name, content) for name, content in documents]
    main = next(filter(_has_own_schema, named), next(filter(None, named), frozenset()))
    named = [found or main for found in named]
    set_of = _overlapping(named)
    sets: dict[int, _Documents] = {}
    for document, number in zip(documents, set_of, strict=True):
        sets.setdefault(number, []).append(document)
    return list(sets.values())


def _overlapping(groups: Sequence[Collection[Hashable]]) -> list[int]:
    """For each group, the first of the groups that it is connected with."""
    first = list(range(len(groups)))
    seen: dict[Hashable, int] = {}

    def root(number: int) -> int:
        while first[number] != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for number, members in enumerate(groups):
        for member in members:
            ends = sorted((root(seen.setdefault(member, number)), root(number)))
            first[ends[1]] = ends[0]
    return [root(number) for number in range(len(groups))]


def _schema_references(name: str, content: bytes) -> frozenset[_SchemaReference]:
    """Target document and address of the schemas that an instance or inline document names."""
    found = set()
    for tag in _SCHEMA_REF.finditer(content):
        href = _HREF.search(tag[0])
        if href is not None:
            parent = content.rfind(b"references", 0, tag.start())
            target = _TARGET.search(content[parent : tag.start()].partition(b">")[0])
            address = absolute(name, href[1].decode(errors="replace").strip())
            found.add((target[1] if target and parent >= 0 else b"", address))
    return frozenset(found)


def _has_own_schema(references: frozenset[_SchemaReference]) -> bool:
    return not all(is_standard_address(address) for _, address in references)


def _is_extract(name: str, content: bytes, documents: _Documents) -> bool:
    """Whether an extracted instance is of a set: by the name EDGAR gives it, or its schemas."""
    names = {f"{inline.replace('.', '_')}.xml" for inline, _ in documents}
    if name in names:
        return True
    schemas = {address for _, address in _schema_references(name, content)}
    return any(
        address in schemas for inline in documents for _, address in _schema_references(*inline)
    )
