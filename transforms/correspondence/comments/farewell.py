"""A company's last words, which are no part of its last answer."""

import re
from collections.abc import Sequence
from typing import Final

from transforms.correspondence.comments.response import AMID, asks
from transforms.correspondence.rendition.lines import (
    Line,
    ends_sentence,
    flow,
    is_bullet,
    paragraph_end,
    paragraph_start,
)
from transforms.correspondence.wording.labels import ANSWER
from transforms.correspondence.wording.legal_form import ends_as_company

# `Please contact me at (555) 123-4567 with any questions.`, `* * *`
_FAREWELL: Final = re.compile(
    r"\b(?:contact|call|reach|e-?mail|telephone)(?:ing|ed)?\b.{0,200}"
    r"(?:\bundersigned|\bme\b|\bmyself|\(?\d{3}\)?[\s./-]{0,2}\d{3}[.-]\d{4}|\+\d[\d\s().-]{6}|@)"
    r"|\b(?:available|happy|pleased)\s+to\s+(?:discuss|speak|meet|answer|respond)\b"
    r"|\blooks?\s+forward\s+to\s+(?:hearing|working|discussing|speaking|resolving|receiving|your)\b|\bhear(?:ing)?\s+from\s+you\b"
    r"|\bquestions\b.{0,160}\b(?:please|contact|call|reach|direct|me\s+at)\b|^please\s+direct\b"
    r"|\bresponsive\s+to\s+(?:the\s+(?:staff|comment)|your\s+comments?)|^thank\s+you\b|\bfor\s+your\s+(?:assistance|attention|consideration|time)|\bfurther\s+assistance\b"
    r"|\b(?:hopes?|trusts?)\s+(?:that\s+)?(?:(?:the|these|this|our|you\s+will\s+find\s+\w+)\s+(?:foregoing|above|response|letter)"
    r"|(?:this|these)\s+(?:is|are|(?:\w+ly\s+)?(?:address|answer|respond|satisf)))"
    r"|\b(?:foregoing|above|responses|letter|information)\s+(?:\w+ly\s+)?(?:address(?:es)?|responds?|answers?|resolves?)\b.{0,60}\b(?:comments|questions)\b"
    r"|\b(?:let\s+(?:us|me)\s+know|advise\s+(?:us|me))\s+(?:if|when|whether)\s+(?:you\s+(?:have|need|require)|we\s+can|the\s+staff\s+has)\b"
    r"|\b(?:comments|questions)\b.{0,80}\b(?:may|can|should)\s+be\s+(?:directed|addressed)\b|\bhesitate\s+to\s+(?:contact|call|reach)\b"
    r"|^please\s+address\s+(?:all|any|further)\s+comments\b|\bplease\s+(?:contact|call|address)\b.{0,120}\bquestions\b|\bany\s+further\s+comments\b|\bat\s+your\s+(?:earliest\s+)?convenience\b"
    r"|^(?:kindly|please)\s+acknowledge\s+receipt\b|\bmy\s+(?:\w+\s+){0,2}(?:line|number|telephone|phone)\b"
    r"|\b(?:happy|pleased)\s+to\s+(?:provide|supply|furnish)\s+(?:you\s+with\s+)?any\s+(?:additional|further)\b"
    r"|\bhopes?\s+(?:that\s+)?we\s+have\s+(?:\w+ly\s+)?(?:addressed|answered)\b|\bconfirm\b.{0,40}\bno\s+further\s+comments\b|\bdivision\s+of\s+enforcement\s+has\s+access\b"
    r"|\bif\s+(?:you|the\s+staff)\s+would\s+like\s+to\s+discuss\b|\bthanks?\s+the\s+(?:staff|commission|division)\s+for\b"
    r"|^\W*(?:signature\s+pages?\s+(?:to\s+)?follows?|(?:the\s+)?remainder\s+of\s+(?:this\s+)?page)\b"
    r"|\bappreciates?\b.{0,60}\b(?:assistance|attention|consideration|cooperation|effort|guidance|help|opportunity|review|time)\b|^\*(?:\s*\*)*$"
    r"|\bmay\s+not\s+assert\b|\bforeclose\s+the\b|\bresponsible\s+for\s+the\s+(?:accuracy|adequacy)\b"
    r"|\badequacy\b.{0,60}\bresponsibility\s+of\b"
    r"|\bfreedom\s+of\s+information\s+act\b|^rule\s+83\s+(?:confidential\s+treatment\s+)?request\b"
    r"|\backnowledg\w+(?:\s+(?:that|the\s+following))?\s*:$|^(?:general|conclusion|closing(?:\s+comments?)?|(?:\w+\s+)?acknowledge?ments?)\W*$",
    re.IGNORECASE,
)
# What a paragraph of last words speaks of from its beginning: `We hope that our responses`
_PARTING: Final = re.compile(
    r"\b(?:responses?|questions?|letter|staff|foregoing|contact\w*|acknowledg\w+|comments?|assist\w*"
    r"|appreciat\w+|thank\w*|call|hopes?|trust|assert|foreclose|adequacy|direct|reach\w*|general|conclusion|closing|rule\s+83"
    r"|let\s+(?:us|me)\s+know|looks?\s+forward|convenience|(?:additional|further)\s+information|signature|remainder)\b|^\*(?:\s*\*)*$",
    re.IGNORECASE,
)
# `1. the company is`, `(b) staff comments`, and `the company is`, which goes on after a colon
_ITEM: Final = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])[.)]\s|[a-z]")
_LONGEST: Final = 216  # characters of a paragraph that is a name or an address
_IMPRINT: Final = 4  # lines of an address below the last words, with those
# `EXAMPLE is a registered trademark of Example Holdings.`, at the foot of a page
_TRADEMARK: Final = re.compile(r"\bregistered\s+trademarks?\b", re.IGNORECASE)
# `We do. They do not.`, of which it is the first sentence
_SENTENCE: Final = re.compile(r".*?(?<!\bM[rs])[.!?](?=\s+[A-Z])")


def farewell(lines: Sequence[Line], start: int, end: int, *, commented: bool) -> int:
    """Index at which a company's last words begin: the paragraphs before `end` that are such.

    An address or a name may stand between them and the signature, and the foot of a page among them.
    The paragraph at `start` is such only where the line above has the whole of an answer.

    Args:
        lines: All lines.
        start: The line after the number of the last answer; else the first of the body.
        end: The complimentary close.
        commented: Whether there is a numbered answer.
    """
    answered = commented and _is_answer(lines[start - 1])
    found = stop = end
    while stop > start:
        top = paragraph_start(lines, start, stop)
        text = flow(lines[top:stop])
        if (top == start and not answered) or _is_labelled(lines, top):
            return _below_list(lines, stop, end) if found == stop and text[-1:] == ":" else found
        if _parts(_first_words(lines[top:stop]), text):
            found = top
        elif not (end - top <= _IMPRINT and _is_imprint(text)):
            break
        stop = top
    return found


def _is_answer(line: Line) -> bool:
    """Whether a numbered line has an answer, not the comment alone or its heading: `3. We will.`."""
    if not line.text.endswith(".") or line.emphasis:
        return False
    return AMID.search(line.text) is not None or not asks(line.text, emphatic=True)


def _is_labelled(lines: Sequence[Line], top: int) -> bool:
    """Whether the paragraph from line `top` on begins an answer, as `Response: We hope so.` does."""
    label_above = ANSWER.fullmatch(lines[top - 1].text) is not None
    return label_above or ANSWER.match(lines[top].text) is not None


def _below_list(lines: Sequence[Line], start: int, end: int) -> int:
    """Index below the items that line `start` begins; `start` if it begins none.

    `Response: The Company acknowledges that:` is the answer together with its list.
    """
    while start < end and (is_bullet(lines[start].text) or _ITEM.match(lines[start].text)):
        start = paragraph_end(lines, start, end)
    return start


def _is_imprint(text: str) -> bool:
    """Whether a paragraph is a name or an address rather than text."""
    if len(text) > _LONGEST:
        return False
    is_name = ends_as_company(text) or _TRADEMARK.search(text) is not None
    return is_name or not ends_sentence(text)


def _first_words(lines: Sequence[Line]) -> str:
    """A paragraph from its first line that has words on, after rules and page stamps such as `ABC-5`."""
    worded = (i for i, line in enumerate(lines) if any(map(str.islower, line.text)))
    return flow(lines[next(worded, 0) :])


def _parts(worded: str, paragraph: str) -> bool:
    """Whether a paragraph is of last words alone, from its first sentence on."""
    sentence = _SENTENCE.match(worded)
    begins = sentence[0] if sentence else worded
    return bool(_PARTING.search(begins) and _FAREWELL.search(paragraph))
