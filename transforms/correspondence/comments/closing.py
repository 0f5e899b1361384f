"""The paragraphs that close a letter of the staff, which are no part of its last comment."""

import re
from collections.abc import Sequence
from typing import Final

from transforms.correspondence.comments.response import asks
from transforms.correspondence.rendition.lines import Line, ends_sentence, flow, paragraph_start
from transforms.correspondence.wording.commission import PHONE

# `In closing, we`
_CLOSING: Final = re.compile(
    r"(?:in\s+closing,|closing(?:\s+(?:comments?|information|remarks)\b|$)|we\s+remind\s+you\s+that|we\s+urge\s+all\s+persons"
    r"|(?:you\s+may|please|feel\s+free\s+to|do\s+not\s+hesitate\s+to)\s+(?:contact|call|direct\s+any)"
    r"|if\s+you\s+have\s+(?:any\s+)?(?:further\s+|additional\s+|other\s+)?questions"
    r"|as\s+appropriate,\s+please\s+(?:amend|respond)|please\s+(?:respond|reply)\s+to\s+(?:this|these|the\s+comments\s+(?:included|in\s+this|within|by))\b"
    r"|in\s+(?:connection\s+with\s+)?responding\s+to\s+(?:our|the\s+staff)"
    r"|any\s+questions\s+(?:regarding|about)|when\s+you\s+respond\s+to\s+these"
    r"|(?:should|if)\s+(?:you|the\s+staff)\b.{0,60}\b(?:questions|additional|further)"
    r"|please\s+(?:do\s+not\s+hesitate|feel\s+free)\b|\*(?:\s*\*){2,}\s*$"
    r"|(?:we|the\s+company)\s+(?:hereby\s+)?acknowledges?\s+that\s*:?$"
    r"|(?:we|the\s+company)\s+(?:appreciates?|thanks?)\b|thank\s+you\s+for)",
    re.IGNORECASE,
)
# `we remind you that the company`
_CLOSING_SURELY: Final = re.compile(  # even where the last comment ends without a full stop
    r"(?:in\s+closing,\s+)?we\s+remind\s+you\s+that\s+(?:the\s+company|you)"
    r"|we\s+urge\s+all\s+persons\s+who\s+are\s+responsible"
    r"|(?:you\s+may|please)\s+contact\s+(?:[A-Z]\S*\s+){2,4}(?:at|,)",
    re.IGNORECASE,
)
# `Please refer to Rules 460 and 461`
_CLOSING_PARAGRAPH: Final = re.compile(  # below a blank line only: amid a comment it may be of that
    r"(?:notwithstanding\s+our\s+comments|in\s+the\s+event\s+(?:that\s+)?(?:you|the\s+\w+)\s+requests?\s+acceleration"
    r"|(?:(?:please\s+)?(?:also\s+)?refer|we\s+(?:also\s+)?direct\s+your\s+attention)\s+to\s+rules\s+46[01]\s+and\s+46[01]"
    r"|we\s+will\s+(?:consider|act\s+on)\s+(?:(?:a|any|your)\s+(?:written\s+)?request\s+for\s+acceleration|qualifying)"
    r"|(?:in\s+addition,\s+)?please\s+be\s+advised\s+that\s+the\s+division\s+of\s+enforcement"
    r"|if\s+you\s+intend\s+to\s+respond\s+to\s+(?:these|our)\s+comments|you\s+may\s+wish\s+to\s+provide\s+us|please\s+furnish\s+a\s+(?:cover\s+letter|letter\s+that\s+keys)"
    r"|please\s+(?:understand|note|be\s+advised)\s+that\s+we\s+may\s+(?:have|raise|issue)\s+(?:additional|further)"
    r"|the\s+amendment\s+should\s+be\s+filed\s+(?:under\s+cover\s+of|within)\b"
    r"|please\s+respond\s+to\s+our\s+comments?\s+(?:within|by|no\s+later|on\s+or\s+before)"
    r"|(?:your\s+)?responses?\s+(?:letter\s+|to\s+(?:our|these|this)\s+(?:comments|letter)\s+)?should\s+be\s+(?:submitted|filed|set\s+forth|in\s+the\s+form)"
    r"|since\s+the\s+\w+\s+and\s+(?:its|their)\s+management\s+are\s+in\s+possession|after\s+resolution\s+of\s+all\s+(?:disclosure\s+)?(?:issues|comments)"
    r"|you\s+should\s+submit\s+a\s+(?:cover\s+)?letter\s+keying"
    r"|we\s+note\s+that\s+(?:certain\s+)?portions\s+of\s+the\s+[^.]{0,40}\b(?:incomplete|blank)\b"
    r"|please\s+(?:send|submit|file|provide)\s+(?:us\s+(?:with\s+)?)?your\s+(?:cover\s+letter|response)s?\b.{0,30}\b(?:within|edgar)\b"
    r"|please\s+(?:amend\s+your\s+(?:filing|document)s?\s+promptly|file\s+(?:an?|the|your)\s+amendments?\s+in\s+response\s+to\s+(?:this|these|our)\s+comments?)"
    r"|if\s+you\s+(?:do\s+not\s+agree|disagree)\s+with\s+(?:an?|any|our|this|these)\s+comments?,\s+(?:we\s+will\s+consider|please\s+tell\s+us\s+why)"
    r"|(?:(?:any|all|your|further)\s+)?questions\s+(?:may|can|should)\s+be\s+(?:directed|addressed)|(?:kindly\s+)?direct\s+(?:any|all)\s+(?:\w+\s+)?questions)",
    re.IGNORECASE,
)
# `(202) 551-3407`
_STAFF_PHONE: Final = re.compile(rf"{PHONE}\W{{0,3}}\d{{4}}\b")


def closing(lines: Sequence[Line], start: int, end: int, *, commented: bool) -> int:
    """Index of the first line from `start` on that closes the letter, such as `You may contact`.

    Args:
        lines: All lines.
        start: The line after the number of the last comment; else the first of the body.
        end: The complimentary close.
        commented: Whether there is a numbered comment. Only then a paragraph right above is of
            the closing for the staff's telephone number in it, as one that opens a letter may be all there is.
    """
    found = next((i for i in range(start, end) if _closes(lines, i)), end)
    return _contacts_above(lines, start, found) if commented else found


def _closes(lines: Sequence[Line], i: int) -> bool:
    line = lines[i]
    if line.gap and _CLOSING_PARAGRAPH.match(line.text):
        return True
    apart = line.gap or ends_sentence(lines[i - 1].text)
    return (_CLOSING if apart else _CLOSING_SURELY).match(line.text) is not None


def _contacts_above(lines: Sequence[Line], start: int, end: int) -> int:
    """Index of the first of the paragraphs right before line `end` that name whom to call."""
    while end > start:
        top = paragraph_start(lines, start, end)
        paragraph = flow(lines[top:end]) if lines[top].gap else ""
        if _STAFF_PHONE.search(paragraph) is None or asks(paragraph):
            break
        end = top
    return end
