"""Kinds of letters: what the staff or a company wrote."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from transforms.correspondence.codes import LetterKind
from transforms.correspondence.frame.reviewed import ReviewedFiling
from transforms.correspondence.wording.dates import DATE, DAY
from transforms.correspondence.wording.filing_tokens import EVENT_FORMS, PERIODIC_FORMS
from transforms.correspondence.wording.labels import ANSWER
from transforms.correspondence.wording.number_words import COUNT, NO

# What the staff write is looked for in small letters, which takes half the time.

# What will not be reviewed until something is done is put off.
# `have not reviewed and will not review`, `no review of your registration statement`
_NO_REVIEW: Final = re.compile(
    r"\bnot\s+(?:conduct|perform|undertake)(?:ed|ing)?\s+(?:a|any)\s+review"
    r"|\b(?:will\s+not|not\s+intend\s+to|(?:decided|determined|elected)\s+not\s+to)\s+(?:be\s+)?"
    r"(?:(?:conduct|perform|undertake)(?:ing)?\s+(?:a|any)\s+)?review(?![^.]{0,160}\b(?:until|unless)\b)"
    r"|\bno\s+review\s+of\s+(?:your|the)\s+[^.]{0,80}?(?:registration|filing|offering)"
)
# Of redacted exhibits the staff make an assessment, and will notify of comments `or that we have concluded` it.
# `have completed our review`, `do not have any further comments`, `our review of your filing is complete`
_COMPLETED: Final = re.compile(
    r"(?<!not\s)(?<!or\sthat\swe\shave\s)(?:completed|concluded)\s+(?:our|its|the)\s+(?:review|assessment)"
    r"|\b(?:we|and)\s+(?:\w+\s+)?(?:have\s+no|do\s+not\s+have(?:\s+any)?)\s+(?:further\s+|additional\s+|other\s+)?comments?\b"
    r"|(?<!when\s)(?<!once\s)(?<!after\s)(?<!until\s)\bour\s+review\s+[^.]{0,160}\b(?:is|has\s+been)\s+(?:now\s+)?completed?\b"
)
# `these comments remain outstanding`, `you have not responded to our comment letter`
_REMINDS: Final = re.compile(
    r"\bcomments?\b[^.]{0,80}\bremain\s+(?:outstanding|open|unresolved)"
    r"|\bnot\s+(?:yet\s+)?(?:responded\s+to|received\s+(?:a\s+|your\s+|any\s+)?responses?\s+to)\s+our\s+(?:\w+\s+)?(?:comments?|letter)"
)
# `reviewed your may 1, 2020 response`, `reviewed your form S-1 and your response letter`,
# `reviewed your amended registration statement`
_FOLLOW_UP: Final = re.compile(
    r"(?:reviewed|review\s+of|considered|read|received)\s+"
    rf"(?:(?:[^.;]|no\.){{0,100}}?\b(?:and|as\s+well\s+as)\s+)?(?:your\s+|the\s+|both\s+)?(?:company['\u2019]?s\s+)?"
    rf"(?:letters?|(?:{DATE}\s+)?(?:written\s+|supplemental\s+)?(?:response|correspondence)|amended\s+(?:draft\s+)?(?:registration|offering))"
    r"|in\s+response\s+to\s+(?:our|your\s+response)|references\s+to\s+prior\s+comments"
)
_PRIOR: Final = r"(?:prior|previous)\s+comments?"  # `prior comments`
_NUMBERED: Final = (  # `comment no. 4`, `comments five`
    rf"comments?{NO}{COUNT}"
)
# `we note the changes in response to comment 4`, `response to prior comment 4`, `we reissue comment 4`,
# `comment 4 of our march 3, 2022 letter`; `your response to comment 4` may be one that is asked for
_ON_A_RESPONSE: Final = re.compile(
    r"\bwe\s+(?:have\s+|also\s+|further\s+)?(?:note|acknowledge|(?:re)?consider(?:ed)?|read|review(?:ed)?|understand)\s+"
    rf"(?:[\w'\u2019-]+\s+){{1,12}}responses?\s+to\s+(?:our\s+|the\s+)?(?:{_PRIOR}|{_NUMBERED}(?!\s+above))"
    rf"|\bresponses?\s+to\s+(?:our\s+)?(?:prior|previous)\s+{_NUMBERED}"
    r"|\bwe\s+(?:\w+\s+)?reissue\b|\breissue\s+(?:our\s+|the\s+|this\s+)?(?:prior\s+|previous\s+)?comment"
    rf"|\b{_NUMBERED}(?:\s+and\s+\d{{1,3}})?\s+(?:of|in|from|issued\s+in)\s+our\s+(?:[\w,]+\s+){{0,4}}letter"
)
RESPONSE: Final = r"\bresponses?\s+(?:letters?\s+)?(?:dated|filed|submitted|received)\b"
"""Pattern of a response as a `Re:` block names it: `Response dated` of `Response dated March 3, 2022`."""
_RESPONSE: Final = re.compile(RESPONSE, re.IGNORECASE)  # `Response dated`
# `Post-Effective Amendment No. 1`, which is reviewed for itself
_POST: Final = re.compile(r"\bpost-?\s?(?:effective|qualification)\b", re.IGNORECASE)
# `please advise us what consideration you gave`; but `please advise us when you will respond`
_ASKS: Final = re.compile(
    r"\bplease\s+(?:\w+\s+)?(?:tell|advise)\s+us\b(?!\s+(?:as\s+soon|when|if|whether\s+you\s+will))"
    r"|\bplease\s+(?:\w+\s+)?explain\b"
)
# `the following comment`; `any comments we may have` are none yet
_COMMENTS: Final = re.compile(r"(?<!any\s)comment")
# `in response to the comments`, `the information you requested in your March 3, 2022 letter`
_ANSWERS: Final = re.compile(
    r"\brespon(?:se|ses|ds?|ding)\s+to\b[^.]{0,200}\b(?:comments?|letters?|inquir(?:y|ies))\b"
    r"|\bcomments?\b[^.]{0,200}\bour\s+responses?|\bset\s+forth\s+below\b.{0,160}\bresponses?\b"
    r"|\binformation\s+(?:that\s+)?(?:you\s+)?requested\b[^.]{0,80}\bletter",
    re.IGNORECASE,
)
# `your comment letter`, `comments of the Staff`, `the Staff's comment`
_COMMENTED: Final = re.compile(
    r"\byour\s+(?:comment\s+)?letter|\bcomment\s+letter|\b(?:your|these|staff['\u2019]s)\s+comments?\b"
    r"|\bcomments?\s+(?:of|from|by)\s+the\s+(?:staff|division|commission|sec)\b",
    re.IGNORECASE,
)
# `will continue to enhance`, `agrees to expand`
_PROMISES: Final = re.compile(
    r"\b(?:will|agrees?\s+to)\s+(?:also\s+|carefully\s+|further\s+|continue\s+to\s+)*"
    r"(?:add|address|amend|change|clarify|consider|disclose|enhance|expand|include|modify|revise|update)\b",
    re.IGNORECASE,
)
_UNTIL: Final = (  # `no later than Friday, May 4, 2018`
    r"\b(?:by|before|until|no\s+later\s+than|on\s+or\s+(?:before|about))\s+(?:(?:about|\w+day),?\s+)?"
    rf"(?:{DATE}|{DAY})"
)
# `response will be submitted no later than May 4, 2018`, `intends to file its response`,
# `an extension of time`, `response date be extended`
_ASKS_FOR_TIME: Final = re.compile(
    r"\b(?:additional|extra|more)\s+time\b|\badditional\s+(?:\w+\s+)?(?:business\s+|calendar\s+)?days\b"
    r"|\bextension\s+(?:of\s+(?:the\s+)?(?:time|deadline|original)|to\b|until\b)"
    r"|\b(?:request|grant|agree|consent)\w*\b[^.;]{0,60}\bextension\b"
    r"|\b(?:deadline|respon(?:se|d)\s+(?:date|period|time))\s+(?:\w+\s+){0,4}extended\b"
    r"|\bextend\s+(?:\w+\s+){0,3}(?:date|deadline|period|time)\b"
    r"|\b(?:will|(?:expect|intend|plan)s?\s+to)\s+(?:(?:file|submit)\s+(?:its|our|the)\s+response\b|respond\b[^.]{0,80}\bwithin\b)"
    rf"|\b(?:(?<!in\s)respon(?:d|ses?)|(?:anticipate|expect)s?\s+responding|reply)\b[^.]{{0,160}}?{_UNTIL}"
    rf"|\buntil\s+(?:\w+day,\s+)?{DATE},?\s+to\s+respond\b",
    re.IGNORECASE,
)


def staff_kind(opening: str, comments: Iterable[str], *, again: bool = False) -> LetterKind:
    """What a letter of the staff is.

    Args:
        opening: Its text above the first numbered comment; all of it where none is numbered.
        comments: Its numbered comments.
        again: Whether what it is about was commented before, see `is_reviewed_again`.
    """
    opening = opening.lower()
    numbered = [each.lower() for each in comments]
    if _NO_REVIEW.search(opening):
        return "no_review"
    if not numbered and _COMPLETED.search(opening):
        return "completion"
    if not numbered and _REMINDS.search(opening):
        return "other"
    if _FOLLOW_UP.search(opening) or any(map(_is_on_a_response, (opening, *numbered))):
        return "follow_up"
    if not (numbered or _COMMENTS.search(opening) or _ASKS.search(opening)):
        return "other"
    return "follow_up" if again else "comment"


def is_reviewed_again(block: str, reviewed: Sequence[ReviewedFiling]) -> bool:
    """Whether a `Re:` block names a response, or amendments of what is not effective yet.

    Comments on an amended report may be the first on it.

    Args:
        block: The block.
        reviewed: The filings in it.
    """
    if "esponse" in block.lower() and _RESPONSE.search(block):
        return True
    return bool(reviewed) and all(
        each.amendment is not None
        and not str(each.form_type).startswith((*PERIODIC_FORMS, *EVENT_FORMS))
        and not _POST.search(each.text)
        for each in reviewed
    )


def _is_on_a_response(text: str) -> bool:
    """Whether a comment, in small letters, speaks of the response to one before it."""
    may_be = ("comment" in text and ("respon" in text or "letter" in text)) or "reissue" in text
    return may_be and _ON_A_RESPONSE.search(text) is not None


def company_kind(opening: str, *, numbered: bool) -> LetterKind:
    """What a letter of a company is.

    Args:
        opening: Its text above the first numbered answer; all of it where none is numbered.
        numbered: Whether there are numbered answers.
    """
    return "response" if numbered or _answers(opening) else "other"


def _answers(opening: str) -> bool:
    """Whether a letter without numbers answers a comment all the same."""
    if any(map(ANSWER.match, opening.split("\n"))):
        return True
    promises = _COMMENTED.search(opening) and _PROMISES.search(opening)
    if not promises and not _ANSWERS.search(opening):
        return False
    return _ASKS_FOR_TIME.search(opening) is None
