"""Facts of a filing's instances."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from transforms.edgar.filing import Document
from transforms.edgar.forms import is_letter_form
from transforms.edgar.wanted import (
    is_declared_instance,
    is_declared_linkbase,
    is_html,
    shows_xbrl,
)
from transforms.elements import FilingWork
from transforms.errors import Reject
from transforms.xbrl.dts import missing
from transforms.xbrl.element_types import NO_TYPES
from transforms.xbrl.instance.facts import UnreadFact
from transforms.xbrl.instance.reading import Instances, damaged_xml, read_facts, unread_instance
from transforms.xbrl.linkbase.parsing import Linkbases


def read_filing_facts(work: FilingWork, *, max_text: int) -> FilingWork:
    """The filing with the facts of every instance of it.

    Args:
        work: The filing as read.
        max_text: Characters kept of a text value; 0 keeps all.
    """
    if work.filing is None or is_letter_form(work.form_type):
        return work
    documents = [(document.name, document.content) for document in work.filing.documents]
    types = work.linkbases.element_types if work.linkbases else NO_TYPES
    instances = read_facts(documents, max_text=max_text, types=types)
    _note_lost(work.filing.rejects, instances)
    rejects = [
        *instances.rejects,
        *(reject for facts in instances.facts for reject in facts.rejects),
    ]
    if work.linkbases is not None:
        rejects += _unsound_references(work, work.linkbases, instances)
    rejected = _rejected([*work.rejects, *rejects])
    rejects += [each for each in _no_instances(work.filing.documents) if each.file not in rejected]
    if not instances.facts and not any(each.stage == "instance" for each in rejects):
        rejects += _no_inline(work.filing.passed_over)
    done = work.with_found([facts.tables for facts in instances.facts], rejects)
    return replace(done, facts=tuple(instances.facts))


def _note_lost(rejects: Iterable[Reject], instances: Instances) -> None:
    """Note what inline document sets lack: HTML of the filing that its container did not yield."""
    if any(
        (reject.file and is_html(reject.file)) or reject.error == "too-many-members"
        for reject in rejects
    ):
        for facts in instances.facts:
            if facts.kind == "inline":
                facts.unread.append(UnreadFact(None))


def _unsound_references(
    work: FilingWork, linkbases: Linkbases, instances: Instances
) -> Iterator[Reject]:
    """What instances name that is not there, or there and no linkbase, and not yet reported."""
    names = {document.name for document in work.filing.documents} if work.filing else set()
    named = [reference for facts in instances.facts for reference in facts.references]
    for document in missing(named, names | linkbases.missing):
        yield document.reject()
    refused = {each.address for each in named if each.element == "linkbaseRef"} & names
    for name in sorted(refused.difference(linkbases.documents, _rejected(work.rejects))):
        message = f"{name} is referred to as a linkbase and has another root element, or none"
        yield Reject("linkbase", "not-a-linkbase", message, name)


def _no_inline(names: Iterable[str]) -> Iterator[Reject]:
    """HTML of an archive that has no instance: one of them should be inline (EFM 5.2.5)."""
    for name in names:
        message = f"{name} shows no inline XBRL, and the archive has no other instance"
        yield Reject("instance", "not-an-instance", message, name)


def _rejected(rejects: Iterable[Reject]) -> set[str | None]:
    return {reject.file for reject in rejects}


def _no_instances(documents: Sequence[Document]) -> Iterator[Reject]:
    """Documents that claim to hold facts and are not read as instances, such as error pages.

    So do those of an archive that are XML by their name alone and cannot be read as that.
    """
    for document in documents:
        name, content = document.name, document.content
        shows, is_declared = shows_xbrl(content), is_declared_instance(name, document.type)
        if is_declared and not shows:
            message = f"{name} is declared an instance, and no XBRL is in it"
            yield Reject("instance", "not-an-instance", message, name)
        elif shows and not is_declared_linkbase(name):
            yield from unread_instance(name, content, is_html=is_html(name))
        elif not shows and name.lower().endswith(".xml"):
            yield from damaged_xml(name, content)
