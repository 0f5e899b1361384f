"""Reading a filing: from the bytes of a container to its header and documents.

Whatever is wrong with a container or a part of it becomes a reject of the filing; nothing is
raised for it. A filing of which nothing can be read has no documents and says why.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from transforms.edgar.accession import is_accession_number
from transforms.edgar.archive import read_archive
from transforms.edgar.errors import EdgarError, SubmissionError
from transforms.edgar.filing import (
    Container,
    Document,
    Filer,
    Filing,
    FilingRef,
    Header,
    HeaderSource,
)
from transforms.edgar.forms import is_letter_form
from transforms.edgar.header import parse_header
from transforms.edgar.limits import Limits
from transforms.edgar.submission import HEADER_BYTES, header_of, payload, split_submission
from transforms.edgar.wanted import (
    could_be_wanted,
    is_archive,
    is_declared_xbrl,
    is_html,
    is_letter,
    is_plain_name,
    may_be_xbrl,
    shows_xbrl,
)
from transforms.errors import Reject

DEFAULT_LIMITS: Final = Limits()


def read_zip(
    content: bytes,
    *,
    ref: FilingRef | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Filing:
    """The filing of an `-xbrl.zip`, which has no header: what is known of it is from `ref`.

    Every XML document and schema is kept, since the archive holds XBRL alone, and of the HTML
    what is inline XBRL.
    """
    documents, rejects = _read_archive(source or "the archive", partial(bytes, content), limits)
    kept = list(filter(_may_hold_xbrl, documents))
    names = {document.name for document in kept}
    others = tuple(each.name for each in documents if each.name not in names)
    filing = Filing(Header(), "index", "zip", source, kept, rejects=rejects, passed_over=others)
    return _identified(_measured(filing, content), ref)


def read_submission(
    content: bytes,
    *,
    ref: FilingRef | None = None,
    source: str | None = None,
    container: Container = "submission",
    limits: Limits = DEFAULT_LIMITS,
) -> Filing:
    """The filing of a full submission text, from the archives or from the feed.

    Kept are documents of types EX-101 and EX-100, other XML that shows an XBRL namespace,
    HTML that is inline XBRL, and of correspondence the letters. EDGAR's own archive of the
    same documents is read only where none of them stands loose.
    """
    filing = _measured(Filing(Header(), "index", container, source), content)
    try:
        header = parse_header(header_of(content))
    except EdgarError as error:
        return _identified(replace(filing, rejects=[Reject.of("read", error)]), ref)
    shelf = _Shelf(_is_correspondence(header, ref), limits)
    parts, rejects = split_submission(content)
    for part in parts:
        size = part.end - part.start
        load = partial(payload, content, part)
        shelf.offer(Document(part.name, b"", part.type, part.description), size, load)
    filing = replace(
        filing,
        header=header,
        header_source="submission",
        documents=shelf.documents(),
        rejects=rejects + shelf.rejects(),
    )
    return _identified(filing, ref)


def read_folder(
    files: Iterable[tuple[str, bytes]],
    *,
    ref: FilingRef | None = None,
    source: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Filing:
    """The filing of a folder with loose files, given as names and contents.

    The header is that of `<accession>.hdr.sgml`, else that of the full submission text, if
    one of them is there; neither is a document. Types are unknown, so names and contents decide
    what is kept, by the same rules as in a submission.
    """
    files = sorted(files)
    header, header_source = _folder_header(files)
    shelf = _Shelf(_is_correspondence(header, ref), limits)
    for name, content in files:
        if not (_is_header_text(name) or _is_full_submission(name)):
            shelf.offer(Document(name, b""), len(content), partial(bytes, content))
    filing = Filing(header, header_source, "folder", source, shelf.documents())
    size = sum(len(content) for _, content in files)
    return _identified(replace(filing, archive_bytes=size, rejects=shelf.rejects()), ref)


def too_large(source: str, limits: Limits) -> Filing:
    """A filing of which nothing is read, as its container has more bytes than its documents may have."""
    message = f"{source} has more than {limits.total_bytes} bytes"
    reject = Reject("read", "archive-too-large", message, source.rpartition("/")[2])
    return Filing(Header(), "index", None, source, rejects=[reject])


class _Shelf:
    """The documents of a filing that are kept, out of all that its container offers."""

    def __init__(self, correspondence: bool, limits: Limits) -> None:
        self._correspondence = correspondence
        self._limits = limits
        self._budget = limits.total_bytes
        self._offered = 0
        self._kept: dict[str, Document] = {}
        self._archives: list[tuple[str, Callable[[], bytes]]] = []
        self._beyond: list[str] = []
        self._rejects: list[Reject] = []

    def offer(self, document: Document, size: int, load: Callable[[], bytes]) -> None:
        """Keep `document`, whose content `load` gives, if it holds what we look for."""
        self._offered += 1
        name, type_ = document.name, document.type
        declared = is_declared_xbrl(name, type_)
        declared |= self._correspondence and is_letter(name, type_)
        try:
            if is_archive(name):
                self._archives.append((name, load))
            elif not (declared or may_be_xbrl(name, type_)):
                return
            elif self._offered > self._limits.members:
                self._beyond.append(name)
            else:
                self._check(name, size)
                content = load()
                if declared or shows_xbrl(content):
                    self._keep(replace(document, content=content))
        except EdgarError as error:
            self._rejects.append(Reject.of("read", error))

    def documents(self) -> list[Document]:
        """What is kept; read from an archive among the documents if nothing else is."""
        if not self._kept and not self._correspondence:
            for name, load in self._archives:
                found, rejects = _read_archive(name, load, self._limits)
                self._kept |= {each.name: each for each in filter(_may_hold_xbrl, found)}
                self._rejects += rejects
        return list(self._kept.values())

    def _check(self, name: str, size: int) -> None:
        limits = self._limits
        if not is_plain_name(name):
            raise SubmissionError("unsafe-name", f"{name!r}: a name must not lead elsewhere")
        if size > limits.member_bytes:
            raise SubmissionError(
                "member-too-large",
                f"{name} has {size} bytes, more than {limits.member_bytes}",
                file=name,
            )
        if size > self._budget:
            raise SubmissionError(
                "archive-too-large",
                f"with {name} the filing exceeds {limits.total_bytes} bytes",
                file=name,
            )

    def _keep(self, document: Document) -> None:
        name = document.name
        if name in self._kept:
            raise SubmissionError(
                "duplicate-name", f"{name}: another document has the same name", file=name
            )
        self._budget -= len(document.content)
        self._kept[name] = document

    def rejects(self) -> list[Reject]:
        """What could not be kept; one for all documents beyond the limit, which may be many."""
        if not self._beyond:
            return self._rejects
        first, *others = self._beyond
        message = f"{first} is beyond {self._limits.members} documents"
        message += f", and {len(others)} after it" if others else ""
        return [*self._rejects, Reject("read", "too-many-members", message, first)]


def _read_archive(
    name: str, load: Callable[[], bytes], limits: Limits
) -> tuple[list[Document], list[Reject]]:
    try:
        return read_archive(name, load(), limits, could_be_wanted)
    except EdgarError as error:
        return [], [Reject.of("read", error)]


def _may_hold_xbrl(document: Document) -> bool:
    return not is_html(document.name) or shows_xbrl(document.content)


def _is_correspondence(header: Header, ref: FilingRef | None) -> bool:
    return is_letter_form(header.form_type or (ref.form_type if ref else None))


def _folder_header(files: list[tuple[str, bytes]]) -> tuple[Header, HeaderSource]:
    """The richest header of the folder that says which filing it is of."""
    for source, has_header in _HEADER_FILES.items():
        for name, content in files:
            header = parse_header(content[:HEADER_BYTES]) if has_header(name) else Header()
            if header.accession_number:
                return header, source
    return Header(), "index"


def _is_header_text(name: str) -> bool:
    return name.endswith(".hdr.sgml")


def _is_full_submission(name: str) -> bool:
    return name.endswith(".txt") and is_accession_number(name.removesuffix(".txt"))


_HEADER_FILES: Final[dict[HeaderSource, Callable[[str], bool]]] = {
    "hdr_sgml": _is_header_text,
    "submission": _is_full_submission,
}


def _measured(filing: Filing, content: bytes) -> Filing:
    return replace(
        filing,
        archive_sha256=hashlib.sha256(content).hexdigest(),
        archive_bytes=len(content),
    )


def _identified(filing: Filing, ref: FilingRef | None) -> Filing:
    """The filing with what its header lacks taken from the index.

    A container that says it is another filing than the index says is not read as either.
    """
    if ref is None:
        return filing
    accession = filing.header.accession_number
    if accession not in (None, ref.accession_number):
        message = f"the index names {ref.accession_number}, the header of its file {accession}"
        reject = Reject("read", "wrong-accession", message, filing.source)
        return replace(
            filing,
            header=_header_of(ref),
            header_source="index",
            documents=(),
            rejects=[*filing.rejects, reject],
        )
    return replace(filing, header=filing.header.completed(_header_of(ref)))


def _header_of(ref: FilingRef) -> Header:
    first = Filer(ref.cik, ref.company_name)
    others = (Filer(cik) for cik in ref.ciks if cik != ref.cik)
    return Header(
        accession_number=ref.accession_number,
        form_type=ref.form_type,
        filing_date=ref.filing_date,
        filers=(first, *others),
    )
