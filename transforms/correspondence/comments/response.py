"""Company letters: the answer to a comment, separated from the comment that is repeated."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from transforms.correspondence.rendition.lines import (
    Line,
    ends_sentence,
    flow,
    is_bullet,
    paragraph_end,
    paragraph_start,
)
from transforms.correspondence.wording.labels import ANSWER, QUESTION
from transforms.correspondence.wording.number_words import ROMANS

# `__________`, `* * *`
_RULE: Final = re.compile(r"[_\u2014\u2013-]{3,}|\*(?:\s*\*)+")
# ` Response: ` in `Please explain. Response: We do.`
AMID: Final = re.compile(
    r"(?<=[.?!:;])\s+(?:(?:Company|Company['\u2019]s)\s+)?(?:Response|RESPONSE):\s"
)
"""The label of an answer in the line of the comment above it."""
_TITLE_WORDS: Final = 10  # words of a title
_SHORT_WORD: Final = 4  # letters of `from` and other words that titles do not capitalise
# `We respectfully`, `The Issuer has revised`, `We agree`; no line amid a sentence, such as one of the comment
_ACKNOWLEDGES: Final = re.compile(
    r"(?-i:(?![a-z]))(?:(?:the\s+(?:company|registrant|issuer)|we|in\s+response\s+to\s+(?:the\s+staff|your|this|comment))\b.{0,60}"
    r"\b(?:respectfully|acknowledges?|advises?|responds?|confirms?|(?:notes?|reviewed|considered)\s+(?:the\s+staff|your\s+comment)|in\s+response)"
    r"|(?:the\s+(?:company|registrant|issuer)|we)\s+(?:agrees?\b|(?:has|have|will|intends?\s+to|undertakes?\s+to)\s+(?:also\s+|now\s+)?"
    r"(?:revised?|amend(?:ed)?|expand(?:ed)?|clarif(?:y|ied)|updated?|removed?|deleted?|added?|modif(?:y|ied)|complied|comply|filed?)\b))",
    re.IGNORECASE,
)
# `a. `, `(ii) `, `1b) `
_MARK: Final = re.compile(r"\(?(?:\d{1,3}\.?\s?)?(?P<mark>[A-Za-z]|[ivx]{2,5})[.)]\s")
_ROMAN_PAIRS: Final = frozenset(pairwise(ROMANS))
# `Please tell us`, `Revise your table`, `If so, discuss the effect`; but `Please see`, as a company writes
_ASKS: Final = re.compile(
    r"\bplease\b(?!\s+(?:also\s+)?(?:see|refer|note|find|be\s+advised|contact|direct|call))"
    r"|\b(?:tell|advise|provide|explain\s+to)\s+us\b"
    r"|(?:^|[.;]\s+)(?:(?:to\s+the\s+extent|if|where|when|in\s+(?:future|addition))\b[^.;,]{0,60},\s+)?"
    r"(?:amend|clarify|confirm|delete|describe|disclose|discuss|expand|explain|indicate|quantify|revise)\s"
    r"(?:your|the|any|how|why|whether|what)\b",
    re.IGNORECASE,
)
# `We note your statement`; but `your comment`, as a company writes
_ASKS_EMPHATIC: Final = re.compile(
    _ASKS.pattern
    + r"|\bwe\s+note\b|\byour?\b(?!\s+(?:comments?|letters?|questions?|requests?|inquir))|\b(?:clarify|explain)\b"
    r"|\bshould\s+be\s+(?:\w+ly\s+)?(?:revised|identified|disclosed|presented|reconciled|clarified|described|removed|quantified)\b",
    re.IGNORECASE,
)
# `In your next amendment, include a consent`, `Counsel should revise`, `Is he independent?`; but `We do not agree
# that it should be filed`, as a company writes
_DEMANDS: Final = re.compile(
    r"(?!(?:our|we)\s(?!(?:believe|note|think)\b|.*\byou\b))(?:(?:[^,.]{1,80},\s+)?(?:add|amend|clarify|confirm|delete|describe|disclose|discuss|expand|explain|file|identify|include"
    r"|indicate|provide|quantify|reconcile|remove|revise|state|tell|update)\s+(?:an?|all|any|each|how|in|that|the|these|this|to|us"
    r"|what|whether|why|your|additional|disclosure|further)\b|.*\bshould\s+(?:also\s+)?(?:be\s+)?(?:amend|delete|disclose|expand|explain|file|revise)"
    r"|.*\byou\s+should\b|.*\?$)",
    re.IGNORECASE,
)
# `Dear Ms. Public:`, of an earlier letter that an answer encloses
_ENCLOSED: Final = re.compile(r"dear\s.{2,60}[:,]$", re.IGNORECASE)


def split_answer(lines: Sequence[Line]) -> tuple[list[Sequence[Line]], list[Sequence[Line]]]:
    """The parts of the staff's comment as repeated, and the parts of the company's answer.

    The answer begins at a label such as `Response:`, where bold or italics end, or at the
    first sentence in which the company speaks; if none is found, all is answer. Where a comment
    has items, an answer may stand below each: then both have as many parts.

    Args:
        lines: Lines of one numbered part of a company's letter.
    """
    lines = _with_labels_first(lines)
    asked, answered = [], []
    start, at = 0, _first_answer(lines)
    enclosed = next((i for i, each in enumerate(lines) if _ENCLOSED.match(each.text)), len(lines))
    own = lines[:enclosed]
    while True:
        asked.append(lines[start:at])
        begun, again = at, _next_item(own, at, asked[-1])
        if again is None:
            answered.append(lines[begun:])
            return asked, answered
        start, at = again
        answered.append(lines[begun:start])


def _with_labels_first(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with a label amid one, `Why? Response: So.`, parted from the comment above it."""
    if any(ANSWER.match(each.text) for each in lines):
        return lines
    parted: list[Line] = []
    for line in lines:
        label = AMID.search(line.text)
        if label is None:
            parted.append(line)
            continue
        parted.append(replace(line, text=line.text[: label.start()]))
        parted.append(replace(line, text=line.text[label.start() :].lstrip(), gap=1))
    return parted


def _first_answer(lines: Sequence[Line]) -> int:
    at = labelled_answer(lines)
    if at is None:
        at = _emphasis_ends(lines)
    if at is None:
        at = _acknowledged(lines, 1)
    return _asked_until(lines) if at is None else at


def _asked_until(lines: Sequence[Line]) -> int:
    """Index after the paragraphs that ask, with those above and lists below; 0 if all do or none."""
    end = start = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and not lines[i].gap:
            continue
        is_item = is_bullet(lines[start].text) or _MARK.match(lines[start].text) is not None
        text = flow(lines[start:i])
        if (end and is_item) or asks(text) or (not start and _DEMANDS.match(text)):
            end = i
        elif end:
            break
        start = i
    return end if end < len(lines) else 0


def question_text(parts: Sequence[Sequence[Line]]) -> str:
    """The staff's comment as running text, without its label."""
    return "\n".join(filter(None, (_less_label(lines, QUESTION) for lines in parts)))


def answer_text(parts: Sequence[Sequence[Line]]) -> str:
    """The answer as running text, without its labels and without rules below it."""
    return "\n".join(filter(None, (_less_label(_less_rule(lines), ANSWER) for lines in parts)))


def _less_rule(lines: Sequence[Line]) -> Sequence[Line]:
    stop = len(lines)
    while stop and _RULE.fullmatch(lines[stop - 1].text):
        stop -= 1
    return lines[:stop]


def _less_label(lines: Sequence[Line], pattern: re.Pattern[str]) -> str:
    label = pattern.match(lines[0].text) if lines else None
    if label is None:
        return flow(lines)
    first = replace(lines[0], text=lines[0].text[label.end() :])
    return flow([first, *lines[1:]] if first.text else lines[1:])


def labelled_answer(lines: Sequence[Line], start: int = 0) -> int | None:
    """Index of the first label of an answer from line `start` on."""
    return next((i for i in range(start, len(lines)) if ANSWER.match(lines[i].text)), None)


def _acknowledged(lines: Sequence[Line], start: int) -> int | None:
    """Index of the first sentence from line `start` on in which the company speaks."""
    return next((i for i in range(start, len(lines)) if _ACKNOWLEDGES.match(lines[i].text)), None)


def _emphasis_ends(lines: Sequence[Line], start: int = 0) -> int | None:
    """Index of the first plain line after emphatic ones from `start` on, or of the title above it."""
    if not lines or not lines[start].emphasis:
        return None
    end = next((i for i in range(start, len(lines)) if not lines[i].emphasis), None)
    while end is not None and end > start + 1 and _is_title(lines[end - 1], lines[end - 2]):
        end -= 1
    return end


def _is_title(line: Line, above: Line) -> bool:
    """Whether an emphatic line is a title over the answer: `Revenue from Extra Content`."""
    words = line.text.split()
    is_apart = line.gap > 0 and ends_sentence(above.text) and len(words) <= _TITLE_WORDS
    return is_apart and all(word[0].isupper() for word in words if len(word) > _SHORT_WORD)


def _next_item(lines: Sequence[Line], at: int, asked: Sequence[Line]) -> tuple[int, int] | None:
    """Where the comment goes on after the answer from line `at` on, and where its answer begins.

    None if that answer is the last. Every item is answered as the first is: below a label,
    where bold or italics end, or where the company speaks.

    Args:
        lines: Lines of one numbered part.
        at: Where an answer begins.
        asked: What that answer answers.
    """
    if not asked or at >= len(lines):
        return None
    if ANSWER.match(lines[at].text):
        return _labelled_item(lines, at, asked)
    if lines[0].emphasis:
        return _emphatic_item(lines, at, asked)
    mark = _last_mark(asked)
    if mark is None:
        return _bulleted_item(lines, at, asked)
    item = next((i for i in range(at + 1, len(lines)) if _follows(mark, lines[i].text)), None)
    answer = None if item is None else _acknowledged(lines, item + 1)
    return None if item is None or answer is None else (item, answer)


def _bulleted_item(lines: Sequence[Line], at: int, asked: Sequence[Line]) -> tuple[int, int] | None:
    """The next bullet that asks, if the comment so far ends with one and this is another."""
    if not any(is_bullet(line.text) for line in asked):
        return None
    known = {line.text for line in asked}
    for i in range(at + 1, len(lines)):
        text = lines[i].text
        if (
            lines[i].gap
            and is_bullet(text)
            and text not in known
            and asks(first_paragraph(lines, i))
        ):
            below = (j for j in range(i + 1, len(lines)) if lines[j].gap)
            answer = next((j for j in below if not is_bullet(lines[j].text)), None)
            return None if answer is None else (i, answer)
    return None


def _labelled_item(lines: Sequence[Line], at: int, asked: Sequence[Line]) -> tuple[int, int] | None:
    mark = _last_mark(asked)
    above, label = at, labelled_answer(lines, at + 1)
    while label is not None:
        for i in range(label - 1, above, -1):
            if QUESTION.match(lines[i].text) or _follows(mark, lines[i].text):
                return i, label
        item = _asking(lines, above + 1, label, asked)
        if item < label:
            return item, label
        above, label = label, labelled_answer(lines, label + 1)
    return None


def _asking(lines: Sequence[Line], first: int, stop: int, asked: Sequence[Line]) -> int:
    """Index at which the paragraphs begin that end before line `stop` and ask; `stop` if none."""
    top = stop
    while top > first:
        above = paragraph_start(lines, first, top)
        emphatic = asked[0].emphasis
        if emphatic and not all(line.emphasis for line in lines[above:top]):
            break
        if not asks(flow(lines[above:top]), emphatic=emphatic):
            break
        top = above
    return top


def _emphatic_item(lines: Sequence[Line], at: int, asked: Sequence[Line]) -> tuple[int, int] | None:
    mark = _last_mark(asked)
    for i in range(at + 1, len(lines)):
        line = lines[i]
        if not line.emphasis or not (asks(line.text, emphatic=True) or _follows(mark, line.text)):
            continue
        end = _emphasis_ends(lines, i)
        return None if end is None else (i, end)
    return None


def first_paragraph(lines: Sequence[Line], start: int) -> str:
    """The paragraph that begins at line `start`."""
    return flow(lines[start : paragraph_end(lines, start, len(lines))])


def asks(text: str, *, emphatic: bool = False) -> bool:
    """Whether a paragraph asks something of the company, as the staff do."""
    return (_ASKS_EMPHATIC if emphatic else _ASKS).search(text) is not None


def _last_mark(asked: Sequence[Line]) -> str | None:
    """The mark of the last item, `(a)`; None where a comment has no items."""
    marks = (_MARK.match(line.text) for line in reversed(asked))
    return next((match.group().strip() for match in marks if match), None)


def _follows(mark: str | None, text: str) -> bool:
    """Whether `text` is the item after the one marked `mark`: `b.` after `a.`."""
    match = _MARK.match(text) if mark is not None else None
    before = _MARK.match(f"{mark} ")
    if match is None or before is None or match["mark"].isupper() != before["mark"].isupper():
        return False
    if match.group().strip() != str(mark).replace(before["mark"], match["mark"], 1):
        return False
    now, then = match["mark"].lower(), before["mark"].lower()
    in_letters = len(now) == len(then) == 1 and ord(now) == ord(then) + 1
    return in_letters or (then, now) in _ROMAN_PAIRS
