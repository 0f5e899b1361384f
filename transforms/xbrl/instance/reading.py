"""The instances of a filing: which of its documents form one, and the facts of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from transforms.errors import Reject
from transforms.xbrl.document import kind_of
from transforms.xbrl.errors import XbrlError
from transforms.xbrl.instance.classic import read_instance
from transforms.xbrl.instance.facts import Facts
from transforms.xbrl.instance.inline import read_inline

# EDGAR names what it extracts from `x.htm` `x_htm.xml`.
_EXTRACTED = re.compile(r".+_x?html?\.xml", re.IGNORECASE)
_SCHEMA_REF: Final = b"schemaRef"
_HREF = re.compile(rb"\bhref\s*=\s*[\"']([^\"']*)[\"']")

MAX_TEXT: Final = 1000

_Documents = list[tuple[str, bytes]]


@dataclass(slots=True)
class Instances:
    """What the instance documents of a filing hold.

    Attributes:
        facts: Facts of each instance; a filing has one, and sometimes a fee exhibit beside it.
        rejects: Documents that could not be read; rejects of facts stand with their instance.
    """

    facts: list[Facts] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def read_facts(documents: Sequence[tuple[str, bytes]], *, max_text: int = MAX_TEXT) -> Instances:
    """Facts of all instances among the documents of a filing.

    Inline documents of one set are read together. Where EDGAR's extraction of a set is there
    and can be read, it is read instead. Documents of other kinds are passed over.

    Args:
        documents: Name and bytes of each document, in the filing's order.
        max_text: Characters kept of a text value; 0 keeps all.
    """
    instances = Instances()
    inline: _Documents = []
    extracted: _Documents = []
    for name, content in documents:
        kind = kind_of(content)
        if kind == "inline":
            inline.append((name, content))
        elif kind == "instance" and _EXTRACTED.fullmatch(name):
            extracted.append((name, content))
        elif kind == "instance":
            _read_instance(instances, name, content, "classic", max_text)
    sets = document_sets(inline)
    for name, content in extracted:
        if _read_instance(instances, name, content, "extracted", max_text):
            sets = [documents for documents in sets if not _is_extract(name, content, documents)]
    for documents_of_set in sets:
        facts = read_inline(documents_of_set, max_text=max_text)
        if facts.concepts:
            instances.facts.append(facts)
        else:
            instances.rejects += facts.rejects
    return instances


def _read_instance(
    instances: Instances, name: str, content: bytes, kind: str, max_text: int
) -> bool:
    try:
        instances.facts.append(read_instance(name, content, kind=kind, max_text=max_text))
    except XbrlError as error:
        instances.rejects.append(Reject.of("instance", error))
        return False
    return True


def document_sets(documents: Sequence[tuple[str, bytes]]) -> list[_Documents]:
    """Inline documents by set, each in document order.

    The documents of a set refer to the same schemas; one that refers to none belongs to the
    first set, that of the filing's main document. References are found in the text: only
    grouping rests on it, and a set that EDGAR has extracted need not be parsed at all.
    """
    references = [_schema_references(content) for _, content in documents]
    main = next(filter(None, references), frozenset())
    sets: dict[frozenset[bytes], _Documents] = {}
    for document, found in zip(documents, references, strict=True):
        sets.setdefault(found or main, []).append(document)
    return list(sets.values())


def _schema_references(content: bytes) -> frozenset[bytes]:
    found = set()
    start = content.find(_SCHEMA_REF)
    while start >= 0:
        end = content.find(b">", start)
        found.update(_HREF.findall(content, start, end))
        start = content.find(_SCHEMA_REF, start + 1)
    return frozenset(found)


def _is_extract(name: str, content: bytes, documents: _Documents) -> bool:
    """Whether an extracted instance is of a set: by the name EDGAR gives it, or its schemas."""
    names = {f"{inline.replace('.', '_')}.xml" for inline, _ in documents}
    if name in names:
        return True
    references = _schema_references(content)
    return bool(references) and any(
        _schema_references(inline) == references for _, inline in documents
    )
