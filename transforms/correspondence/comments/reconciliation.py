"""Whether a comment holds amounts or places against each other that do not agree.

The word `reconcile` alone says little: the staff ask more often for the reconciliation of a
non-GAAP measure. What counts is a verb of disagreement, or a request to reconcile one place
to another, together with the amounts and places that are compared.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.correspondence.comments.amounts import Amount

THRESHOLD: Final = 0.5
"""Score from which a comment is taken to ask for a reconciliation."""

# `does not agree`
_MISMATCH: Final = re.compile(
    r"\b(?:do(?:es)?|did|would)\s+not\s+(?:appear\s+to\s+|seem\s+to\s+)?"
    r"(?:agree|reconcile|foot|sum|tie|add|total|match|correspond|equal|cross-?foot)\b(?:\s+(?:up|out))?"
    r"|\b(?:unable|not\s+able)\s+to\s+(?:reconcile|tie|agree|recalculate|recompute|match)\b"
    r"|\b(?:cannot|could\s+not|can\s+not)\s+(?:reconcile|tie|recalculate|recompute|locate\s+and\s+agree)\b"
    r"|\bdiscrepanc(?:y|ies)\b|\bapparent\s+(?:inconsistenc(?:y|ies)|differences?)\b"
    r"|\bdiffers?\s+(?:from|by)\s+(?:the\s+)?(?:\w+\s+){0,4}(?:amounts?|totals?|balances?|figures?|\$)"
    r"|\b(?:is|are|appears?\s+to\s+be|appears?|was|were)\s+(?:not\s+consistent|inconsistent|different)\s+(?:with|from|than)\s+"
    r"(?:the\s+)?(?:\w+\s+){0,4}(?:amounts?|totals?|balances?|figures?|numbers?|\$)",
    re.IGNORECASE,
)
# `not agree`; one of these or `_DISAGREES` is in all that `_MISMATCH` finds, and is found much sooner
_DENIES: Final = re.compile(
    r"not\s+(?:appear|seem|able|agree|reconcile|foot|sum|tie|add|total|match|correspond|equal|cross|recalculate|recompute|locate)"
)
_DISAGREES: Final = ("unable", "discrepanc", "differ", "consisten")
# ` with your conclusion`
_OPINION: Final = re.compile(
    r"(?:\s+(?:with|that|to))?\s+(?:your|the|our|management['\u2019]?s?)?\s*"
    r"(?:method|conclusion|analysis|position|assessment|assertion|view|characterization|interpretation|belief"
    r"|statement|determination|argument|definition|description|nature|requirement|guidance)",
    re.IGNORECASE,
)
# `reconcile the total on page 4 to the amount`
_REQUEST: Final = re.compile(
    r"\breconcile\b(?!\s+(?:your\s+|the\s+|this\s+|these\s+)?(?:non-?gaap|adjusted|measure))"
    r"(?P<what>[^.?]{0,300}?)\s(?:to|with|and|against)\s(?P<other>[^.?]{0,200})",
    re.IGNORECASE,
)
# `reconcile these amounts`, which the sentences before name
_REQUEST_ABOVE: Final = re.compile(
    r"\breconcile\s+(?:for\s+us\s+)?(?:the|these|those|this|that|such)\s+(?:two\s+|differing\s+|different\s+)?"
    r"(?:amounts|balances|differences?|figures|inconsistenc(?:y|ies)|numbers|totals)(?=\s*(?:[.;,?]|$))",
    re.IGNORECASE,
)
# `page F-60`
_PLACE: Final = re.compile(
    r"\bpages?\s+(?:F-|S-)?\d+|\b(?:foot)?notes?\s+(?:\d+|\([a-z]\))|\b(?:this|that)\s+(?:foot)?note\b|\b(?:table|statements?\s+of|balance\s+sheets?"
    r"|schedule|exhibit|cash\s+flows?\s+statements?|income\s+statements?|MD&A|hierarchy)\b",
    re.IGNORECASE,
)
# `most directly comparable`
_NON_GAAP: Final = re.compile(
    r"non-?gaap|most\s+directly\s+comparable|item\s+10\(e\)|regulation\s+g\b|comparable\s+gaap",
    re.IGNORECASE,
)
_SPAN: Final = 160  # characters of a piece of evidence
_AROUND: Final = 400  # characters before and behind the evidence in which its sentences stand


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How sure it is that a comment asks to reconcile amounts.

    Attributes:
        score: From 0 to 1.
        evidence: The spans it rests on, as written.
    """

    score: float
    evidence: Sequence[str]

    @property
    def is_asked(self) -> bool:
        """Whether the score reaches the threshold."""
        return self.score >= THRESHOLD


NONE: Final = Reconciliation(0.0, ())


def reconciliation(text: str, amounts: Sequence[Amount]) -> Reconciliation:
    """Score a comment.

    A verb of disagreement gives 0.5, a request to reconcile one place to another 0.4; two
    amounts compared give 0.3, two places 0.2; where there are neither, 0.3 is taken. Talk of
    non-GAAP measures takes 0.3 from a request that no disagreement supports. Without a verb of
    either sort the score is 0.

    Args:
        text: Text of the comment.
        amounts: The amounts it quotes.
    """
    may_disagree = any(map(text.__contains__, _DISAGREES)) or _DENIES.search(text) is not None
    if "reconcil" not in text and not may_disagree:
        return NONE
    mismatches = [
        match
        for match in (_MISMATCH.finditer(text) if may_disagree else ())
        if not _OPINION.match(text, match.end())
    ]
    requests = [match for match in _REQUEST.finditer(text) if _compares(match)]
    if _NON_GAAP.search(text) is None:
        requests.extend(_REQUEST_ABOVE.finditer(text))
    if not mismatches and not requests:
        return NONE
    score = 0.5 * bool(mismatches) + 0.4 * bool(requests)
    evidence = [" ".join(match.group().split())[:_SPAN] for match in (*mismatches, *requests)]
    sentences = _around(text, [*mismatches, *requests])
    quoted = list(dict.fromkeys(each.text for each in amounts if each.text in sentences))
    places = list(dict.fromkeys(" ".join(p.group().split()) for p in _PLACE.finditer(sentences)))
    if len(quoted) > 1:
        score += 0.3
        evidence += quoted
    if len(places) > 1:
        score += 0.2
        evidence += places
    if len(quoted) < 2 and len(places) < 2:
        score -= 0.3
    if not mismatches and _NON_GAAP.search(text):
        score -= 0.3
    return Reconciliation(round(min(max(score, 0.0), 1.0), 2), evidence)


def _compares(request: re.Match[str]) -> bool:
    """Whether a request to reconcile names something on both sides."""
    both = (request["what"], request["other"])
    return all(_PLACE.search(side) or "$" in side or "amount" in side for side in both)


def _around(text: str, matches: Sequence[re.Match[str]]) -> str:
    """The sentences of the matches and those beside them, in whole words."""
    first = min(match.start() for match in matches)
    last = max(match.end() for match in matches)
    before, after = text[max(first - _AROUND, 0) : first], text[last : last + _AROUND]
    if len(before) < first:
        before = before.partition(" ")[2]
    if last + len(after) < len(text):
        after = after.rpartition(" ")[0]
    return f"{before}{text[first:last]}{after}"
