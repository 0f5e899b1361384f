"""Labels of comments and answers: `Staff Comment No. 3:`, `Company Response to Comment 3:`."""

import re
from typing import Final

from transforms.correspondence.wording.number_words import NO

# ` to the Staff's Comments No. 3(b) and 4`, ` of the Company`, ` to Q1`
_WHICH: Final = (
    r"(?:\s+|\s*(?=[#&,]))(?i:to|of|by|the|and|&|,|through|nos?\.?|numbers?|\#|sec|staff|commission|company"
    r"|registrant|comments?|questions?|items?|bullets?|points?|(?:sub-?)?(?:parts?|paragraphs?)"
    r"|first|second|third|fourth|fifth|last|one|two|three|four|five"
    r"|[\#Q]?\d{1,3}(?:[-\u2013]\d{1,3})?(?:\([a-z]{1,4}\)|\.?[a-z](?!\w))*|\([a-z]{1,4}\)|[a-z](?=\s?[.:)]))(?:['\u2019][sS])?"
)
# `Company Response to Comment 3:`, `Management's response:`, `\u201cResponse\u201d:`, `Reponse:`, `A:`, `A12:`, `A12.`,
# `[Response] `
ANSWER: Final = re.compile(
    r"[\[(*\"\u201c]?(?:"
    rf"(?:[A-Z][\w.,&'\u2019-]*\s+){{0,5}}(?:Res?ponses?|RES?PONSES?|Answers?|ANSWERS?|Reply|REPLY)(?:{_WHICH}){{0,12}}[\])*\"\u201d]?\s*(?:[.:\u2013\u2014]+|-+(?=\s|$)|$|(?<=\]\s))"
    rf"|(?:[A-Z][\w.,&'\u2019-]*\s+){{1,5}}(?:responses?|answers?|reply)(?:(?:{_WHICH}){{0,12}}[\])*]?\s*:|[\])*]?$)"
    r"|[AR](?:\d{0,3}\s?:|\d{1,3}\.)(?=\s|$))[\])*\"\u201d]?\s*"
)
"""The label of an answer: `Response:`, `Company Response to Comment 3:`."""

STAFF_S: Final = r"(?:(?:your|(?:the\s+)?(?:staff|sec|commission)(?:['\u2019]s)?)\s+)?"
"""Pattern of whose a comment is, before the word: `Staff `, `the Commission's `, `Your `, or nothing."""
# `Comment:`, `Staff Comment No. 3:`, `Comment. Explain`
QUESTION: Final = re.compile(
    rf"{STAFF_S}comment(?:{NO}\d{{1,3}}(?:\s?\([a-z]\)|[a-z])?)?"
    r"\s*(?::|\.(?=\s+[A-Z]))\s*",
    re.IGNORECASE,
)
"""The label of a comment that is repeated: `Staff Comment No. 3:`."""
