r"""The full submission text: a header, then every document of the filing in one file.

Both dialects, `<SEC-DOCUMENT>` of the archives and `<SUBMISSION>` of the feed, write each
document as

    <DOCUMENT>
    <TYPE>EX-101.CAL
    <SEQUENCE>7
    <FILENAME>abc-20231231_cal.xml
    <DESCRIPTION>...
    <TEXT>
    <XBRL>
    ...
    </XBRL>
    </TEXT>
    </DOCUMENT>

with lines that end in `\n`, `\r\n` or `\r`. Binary documents are uuencoded. Files reach
hundreds of megabytes in several encodings, so they are searched as bytes, and only the
documents that are wanted are copied out.
"""

import binascii
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from transforms.edgar.errors import SubmissionError
from transforms.edgar.text import beginning, decode
from transforms.errors import Reject

# <SEC-DOCUMENT>0000000001-24-000001.txt : 20240201
_BEGINS = re.compile(
    rb"<(?:SEC|IMS)-(?:DOCUMENT|HEADER)>|<SUBMISSION>|^ACCESSION NUMBER:|^<ACCESSION-NUMBER>",
    re.MULTILINE,
)
# `<DOCUMENT>\n<TYPE>10-K`
_OPENED = re.compile(rb"<DOCUMENT>\s*<(?:TYPE|SEQUENCE|FILENAME|DESCRIPTION|TEXT)>")
_OPENED_SO = re.compile(_OPENED.pattern, re.IGNORECASE)  # `<document>\n<type>10-K`
# <SEC-DOCUMENT>0000000001-24-000001.txt : 20240201
_WHOLE = re.compile(rb"^<(SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION)>", re.MULTILINE)
# <FILENAME>a-20240101_cal.xml
_FIELD = re.compile(rb"<(TYPE|FILENAME|DESCRIPTION)>([^\r\n]*)")
# In the text of a document: `<DOCUMENT>\n<TYPE>COVER\n<TEXT>`
_WRAPPED_AGAIN = re.compile(rb"\s*<DOCUMENT>\s*(?:<[A-Z]+>[^\r\n]*[\r\n]+)*?<TEXT>")
# <XBRL>
_WRAPPER = re.compile(rb"\s*<(XBRL|XML|PDF)>[ \t]*")
# begin 644 logo.pdf
_UUENCODED = re.compile(rb"\s*begin [0-7]{3,4} [^\r\n]*")
# a line of uuencoding: +2&5L;&\@=V]R;&0
_LINE = re.compile(rb"[^\r\n]+")
HEADER_BYTES: Final = 1 << 24
"""A header takes a kilobyte per filer, and there are thousands of filers at most."""
_HEAD_BYTES: Final = 1 << 16
"""No header of a document, which is a few lines, is longer."""
_SHOWN: Final = 120
"""Bytes of the head of a document that a message shows."""
_ENDS_WITHIN: Final = 1 << 12
"""In its first and last bytes a submission has its outermost tags; envelopes of the 1990s surround them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a submission: what is said of it, and where its payload lies.

    `name` is the file name, or `document-<n>` for the n-th document where it has none.
    """

    name: str
    type: str | None
    description: str | None
    start: int
    end: int


def header_of(content: bytes) -> bytes:
    """What precedes the first document, or the beginning of it.

    Raises:
        SubmissionError: `not-a-submission` if neither header nor document is there.
    """
    end = _Tag(content, b"<DOCUMENT>", _opens).after(0)
    header = content[: HEADER_BYTES if end < 0 else min(end, HEADER_BYTES)]
    if end < 0 and not _BEGINS.search(header):
        raise SubmissionError(
            "not-a-submission",
            f"neither the header of a submission nor a document; {beginning(content)}",
        )
    return header


def split_submission(content: bytes) -> tuple[list[Part], list[Reject]]:
    """The documents, in order and not yet copied out, and those that are cut short.

    Fields are read between `<DOCUMENT>` and `<TEXT>` alone, since bodies hold look-alikes. A
    body that is a wrapped document itself, as letters of companies are at times, is unwrapped.
    """
    parts, rejects = [], []
    for number, found in enumerate(_Splitter(content).documents(), 1):
        if isinstance(found, SubmissionError):
            message = f"document {number}: {found.message}"
            rejects.append(Reject("read", found.error, message, found.file))
        else:
            head, start, end = found
            parts.append(_part(head, number, start, end))
    return parts, [*rejects, *_in_small_letters(content, parts), *_cut_short(content)]


def _in_small_letters(content: bytes, parts: list[Part]) -> Iterator[Reject]:
    """A reject of each document between those that are read whose tags are not as EDGAR writes them."""
    position = 0
    for start, end in (*((each.start, each.end) for each in parts), (len(content), 0)):
        for tag in _OPENED_SO.finditer(content, position, start):
            if not _OPENED.match(content, tag.start()):
                head = content[tag.start() : tag.start() + _SHOWN]
                message = f"{head!r} is no document, as its tags are not in capitals"
                yield Reject("read", "document-without-text", message)
        position = end


def _cut_short(content: bytes) -> Iterator[Reject]:
    """A reject of a submission that opens and does not end: what it has lost may be documents."""
    opened = _WHOLE.search(content, 0, _ENDS_WITHIN)
    if opened is None:
        return
    end = b"</" + opened[1] + b">"
    if end not in content[-_ENDS_WITHIN:]:
        message = f"it does not end with {end.decode()}, so documents may be missing"
        yield Reject("read", "truncated", message)


def payload(content: bytes, part: Part) -> bytes:
    """The bytes of a document: without wrapper, and decoded if it is uuencoded.

    Raises:
        SubmissionError: `damaged-uuencoding`.
    """
    start, end = part.start, part.end
    wrapper = _WRAPPER.match(content, start, end)
    if wrapper:
        start = wrapper.end()
        end = _before(b"</" + wrapper[1] + b">", content, start, end)
    start = _after_line_break(content, start, end)
    end = _before_line_break(content, start, end)
    if encoded := _UUENCODED.match(content, start, end):
        return _uudecode(part.name, _LINE.finditer(content, encoded.end(), end))
    return content[start:end]  # the one copy, of what may be as large as the submission


def _part(head: bytes, number: int, start: int, end: int) -> Part:
    fields = {key: decode(value).strip() for key, value in reversed(_FIELD.findall(head))}
    return Part(
        name=fields.get(b"FILENAME") or f"document-{number}",
        type=fields.get(b"TYPE") or None,
        description=fields.get(b"DESCRIPTION") or None,
        start=start,
        end=end,
    )


def _name_in(head: bytes) -> str | None:
    """The file name that the head of a document gives, or of its beginning."""
    names = [decode(value).strip() for key, value in _FIELD.findall(head) if key == b"FILENAME"]
    return names[0] or None if names else None


class _Tag:
    """Finds a tag from rising positions on, in one scan of the content altogether."""

    def __init__(
        self, content: bytes, tag: bytes, is_meant: Callable[[bytes, int], bool] | None = None
    ) -> None:
        self._content = content
        self._tag = tag
        self._is_meant = is_meant
        self._found = self._next(0)

    def after(self, position: int) -> int:
        """Where the tag stands at or after `position`, -1 if nowhere."""
        if 0 <= self._found < position:
            self._found = self._next(position)
        return self._found

    def _next(self, position: int) -> int:
        found = self._content.find(self._tag, position)
        while found >= 0 and self._is_meant and not self._is_meant(self._content, found):
            found = self._content.find(self._tag, found + 1)
        return found


def _opens(content: bytes, position: int) -> bool:
    at_line_start = position == 0 or content[position - 1] in b"\r\n"
    return at_line_start and _OPENED.match(content, position) is not None


def _closes(content: bytes, position: int) -> bool:
    return content[max(position - 64, 0) : position].rstrip().endswith(b"</TEXT>")


class _Splitter:
    """Cuts a submission at its tags."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._open = _Tag(content, b"<DOCUMENT>", _opens)
        self._text = _Tag(content, b"<TEXT>")
        self._close = _Tag(content, b"</DOCUMENT>", _closes)

    def documents(self) -> Iterator[tuple[bytes, int, int] | SubmissionError]:
        """Head, start and end of each document, or what is wrong with it."""
        opened = self._first_outside(0)
        while opened >= 0:
            try:
                head, start, end = self._document(opened)
            except SubmissionError as error:
                yield error
                opened = self._open.after(opened + 1)
            else:
                yield head, start, end
                opened = self._first_outside(end)

    def _first_outside(self, position: int) -> int:
        """The next opening tag; between documents there are no look-alikes, so it may stand anywhere."""
        opened = self._open.after(position)
        until = opened if opened >= 0 else len(self._content)
        within_line = _OPENED.search(self._content, position, until)
        return within_line.start() if within_line else opened

    def _document(self, opened: int) -> tuple[bytes, int, int]:
        text = self._text.after(opened)
        if text < 0 or text - opened > _HEAD_BYTES or 0 <= self._open.after(opened + 1) < text:
            following = self._open.after(opened + 1)
            end = following if following >= 0 else len(self._content)
            name = _name_in(self._content[opened : min(end, opened + _HEAD_BYTES)])
            raise SubmissionError(
                "document-without-text", "no <TEXT> after its <DOCUMENT>", file=name
            )
        head = self._content[opened:text]
        start = text + len(b"<TEXT>")
        again = _WRAPPED_AGAIN.match(self._content, start, start + _HEAD_BYTES)
        start = again.end() if again else start
        close = self._close.after(start)
        if close < 0 or 0 <= self._open.after(start) < close:
            raise SubmissionError(
                "document-not-closed",
                f"{head[:_SHOWN]!r} ends without </TEXT> and </DOCUMENT>",
                file=_name_in(head),
            )
        return head, start, self._content.rindex(b"</TEXT>", start, close)


def _before(tag: bytes, content: bytes, start: int, end: int) -> int:
    """Where `tag` begins if it is the last thing before `end`, else `end`."""
    stripped = content[max(start, end - 64) : end].rstrip()
    if not stripped.endswith(tag):
        return end
    return content.rindex(tag, start, end)


def _after_line_break(content: bytes, start: int, end: int) -> int:
    if content[start : min(start + 2, end)] == b"\r\n":
        return start + 2
    return start + 1 if content[start : min(start + 1, end)] in (b"\r", b"\n") else start


def _before_line_break(content: bytes, start: int, end: int) -> int:
    if content[max(start, end - 2) : end] == b"\r\n":
        return end - 2
    return end - 1 if content[max(start, end - 1) : end] in (b"\r", b"\n") else end


def _uudecode(name: str, lines: Iterable[re.Match[bytes]]) -> bytes:
    decoded = io.BytesIO()
    for each in lines:
        line = each[0]
        if line.rstrip() == b"end":
            return decoded.getvalue()
        if line.strip():  # the line of length nought before the end, which is a space
            decoded.write(_uudecode_line(name, line))
    raise SubmissionError("damaged-uuencoding", f"{name} is uuencoded and has no end", file=name)


def _uudecode_line(name: str, line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Encoders that pad the last group write more than the length in the first byte says.
        length = ((line[0] - 32 & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:length])
        except binascii.Error as error:
            raise SubmissionError("damaged-uuencoding", f"{name}: {error}", file=name) from error
