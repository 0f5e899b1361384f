"""Legends: what is printed at the foot or the top of the pages beside their numbers.

Requests of confidential treatment, numbers of pages for the Commission's files, names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from transforms.correspondence.rendition.lines import Line, ends_sentence
from transforms.correspondence.wording.filing_tokens import FORM_WORD
from transforms.correspondence.wording.labels import ANSWER

# `Confidential Treatment Requested`, `*** - Information omitted pursuant to Rule 83`
_CONFIDENTIAL: Final = re.compile(
    r"confidential\s+treatment\s+(?:has\s+been\s+)?request|\bfoia\s+confidential|200\.83"
    r"|^[\[*\s\]-]+information\s+omitted\b",
    re.IGNORECASE,
)
# `ABC-00012`, `ABC-1`
_BATES: Final = re.compile(r"[A-Z][\w.]{0,9}(?:[-_ ]?\d{2,6}|-\d)")
# `00012`
_DIGITS: Final = re.compile(r"\d+")
_LEGEND: Final = 400  # characters of a line in which a notice of confidentiality is looked for
_SHORTEST: Final = 12  # characters that a legend has more of
_LONGEST: Final = 130  # characters of a legend
_PROSE: Final = 60  # characters of a line of text
_FEW_PAGES: Final = 2  # of the pages with furniture one in so many has a legend that recurs


def legends(lines: Sequence[Line], start: int, known: set[int]) -> set[int]:
    """Indices of legends from line `start` on.

    Args:
        lines: All lines.
        start: First line after the salutation.
        known: Page furniture found so far.
    """
    asked = _confidentiality_legends(lines, start, known)
    return asked | _repeated_legends(lines, start, known | asked)


def _confidentiality_legends(lines: Sequence[Line], start: int, known: set[int]) -> set[int]:
    """Requests of confidential treatment (17 CFR 200.83), which stand on every page.

    One that does not recur, as a letter has two pages, stands beside a page number.
    """
    text = "\n".join(line.text for line in lines[start:]).lower()
    if not any(hint in text for hint in ("confidential", "200.83", "omitted")):
        return set()
    asked = [i for i in range(start, len(lines)) if _is_confidentiality(lines[i].text)]
    recurring = Counter(_DIGITS.sub("#", lines[i].text) for i in asked)
    return {
        i
        for i in asked
        if recurring[_DIGITS.sub("#", lines[i].text)] > 1
        or ({i - 1, i + 1} & known and _is_stamp(lines[i].text))
    }


def _is_confidentiality(text: str) -> bool:
    return _CONFIDENTIAL.search(text[:_LEGEND]) is not None and not ANSWER.match(text)


def _is_stamp(text: str) -> bool:
    """Whether a line is no sentence, nor what stands in brackets for text that is left out."""
    is_sentence = ends_sentence(text) and not text.isupper()
    return len(text) <= _LONGEST and text[0] != "[" and not is_sentence


def _repeated_legends(lines: Sequence[Line], start: int, known: set[int]) -> set[int]:
    """Lines that recur at the ends of pages and nowhere else, but for numbers in them.

    A page ends beside page furniture, amid a sentence, or where the document does.
    """
    breaks = {i for i in range(start + 1, len(lines) - 1) if _is_amid_sentence(lines, i)}
    ends = {*known, len(lines)}
    beside = {j for i in ends for j in range(max(i - 2, start), min(i + 3, len(lines)))} - known
    beside |= breaks
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i in beside:
        if _is_legend(lines[i].text):
            places[_DIGITS.sub("#", lines[i].text)].append(i)
    pages = sum(i - 1 not in known for i in known)
    most = max(2, pages // _FEW_PAGES)
    recurring = {text: where for text, where in places.items() if len(where) >= most}
    if recurring:
        elsewhere = set(range(start, len(lines))) - known - beside
        for text in {_DIGITS.sub("#", lines[i].text) for i in elsewhere}:
            recurring.pop(text, None)
    return {i for where in recurring.values() for i in where}


def _is_amid_sentence(lines: Sequence[Line], i: int) -> bool:
    """Whether line `i` parts a sentence: text that has no end above, and its rest below."""
    line, above = lines[i], lines[i - 1].text
    if not (line.gap and lines[i + 1].gap and lines[i + 1].text[0].islower()):
        return False
    return len(above) >= _PROSE and not ends_sentence(above)


def _is_legend(text: str) -> bool:
    if _BATES.fullmatch(text):
        return True
    if ANSWER.match(text) or FORM_WORD.search(text):
        return False
    return _SHORTEST < len(text) <= _LONGEST and not text.endswith((":", ".", "]"))
