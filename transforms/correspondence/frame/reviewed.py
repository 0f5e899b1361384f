"""The filings under review that a `Re:` block names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from transforms.correspondence.frame.registrants import registrants_above
from transforms.correspondence.rendition.lines import hyphenated
from transforms.correspondence.wording.dates import DATE, dates, parse_date
from transforms.correspondence.wording.filing_tokens import (
    EVENT_FORMS,
    PERIODIC_FORMS,
    TOKENS,
    amendments,
    ends,
    form_type,
)
from transforms.correspondence.wording.legal_form import LEGAL_FORM

_MOST: Final = 24  # filings that one form names
_NEAR: Final = 40  # characters from a form to where the block says again what it is
# ` to `, between the form an amendment is on and the form it amends
_AMENDED: Final = re.compile(
    r"\s*to\s+(?:the\s+)?(?:registration\s+statement\s+(?:on\s+)?)?", re.IGNORECASE
)
_AND: Final = re.compile(r"\s*(?:,|and|&)\s*", re.IGNORECASE)  # ` and `, between two forms
# `Request for Acceleration of Effectiveness`, `March 3, 2022`, what the letter is, not the filing
_SUBJECT: Final = re.compile(
    rf"\b{DATE}\s*$|\b(?:(?:acceleration|withdrawal|extension)\s+request|request\s+for\s+(?:acceleration|effectiveness|withdrawal|extension|confidential)"
    r"|(?:responses?\s+to\s+)?(?:the\s+)?(?:sec\s+)?(?:staff\s+)?comment\s+letter|responses?\s+to\s+(?:the\s+)?(?:staff|comment|sec|letter))",
    re.IGNORECASE,
)
# ` (the “Form 10-K”)`, what a filing is called below
_DEFINED: Final = re.compile(r"\s*\((?:the\s+)?[\"\u201c][^()\"\u201d]{1,60}[\"\u201d]\)")
_DAYS: Final = ("response", "dated", "bare_date")  # below a file number they are of the letter
# `001-12345`
_FILE_NUMBER: Final = re.compile(r"\d{1,3}\s?-\s?\d{3,6}(?:-\d{2})?")
# ` Example Holdings, Inc. `, above the filing that it made
_COMPANY: Final = re.compile(rf"[\s;,]*[A-Z][^\d:]*{LEGAL_FORM}\.?[\s;,]*", re.IGNORECASE)
# `Quarters Ended March 31, 2005 and June 30, 2005`
_PERIODS: Final = re.compile(r"[\w\s]*\b(?:quarters|periods)\b", re.IGNORECASE)
# `Forms 10-K and `
_SEVERAL_FORMS: Final = re.compile(r"forms\s+\S+?\s*(?:,|and\b|&)", re.IGNORECASE)
# `Forms 10-Q`
_SEVERAL: Final = re.compile(r"forms\s", re.IGNORECASE)


@dataclass(slots=True)
class ReviewedFiling:
    """A filing named in the `Re:` block; unknown is None.

    Attributes:
        form_type: Form as EDGAR spells it, such as `10-K` or `DEF 14A`; `S-1` also for a draft.
        amendment: Number of the amendment.
        period_end: End of the period; of a Form 8-K its date of report.
        filed_on: When it was filed, furnished or submitted.
        file_number: SEC file number as printed.
        cik: CIK named in place of a file number.
        registrant: Whose filing it is, where the block names several.
        text: Its part of the block.
    """

    form_type: str | None = None
    amendment: int | None = None
    period_end: date | None = None
    filed_on: date | None = None
    file_number: str | None = None
    cik: int | None = None
    registrant: str | None = None
    text: str = ""


@dataclass(slots=True)
class _Mention:
    """A filing as the block mentions it.

    Attributes:
        filing: What is known of it so far.
        start: Where the words for it begin; those for several begin at one place.
        end: Where they end.
        further: File numbers beyond its own, of registrants that filed it together.
    """

    filing: ReviewedFiling
    start: int
    end: int
    further: Sequence[str] = ()


def reviewed_filings(block: str) -> list[ReviewedFiling]:
    """The filings under review that a `Re:` block names, in its order.

    Args:
        block: As `subject.re_block` gives it: lines parted by ` | `.
    """
    return _Reading(_DEFINED.sub("", block.replace(" |", "")), block).filings()


class _Reading:
    """A `Re:` block read from its first token to the last."""

    def __init__(self, text: str, block: str) -> None:
        self._text = text
        self._block = block
        self._mentions: list[_Mention] = []
        self._unnumbered = 0
        self._amendment: tuple[int, Sequence[int | None]] | None = None
        self._leading: tuple[str | None, int | None] = None, None

    def filings(self) -> list[ReviewedFiling]:
        """Read the block."""
        tokens = list(TOKENS.finditer(hyphenated(self._text)))
        for token in tokens:
            self._take(token)
        self._amend_last()
        self._complete_amendments()
        self._cut()
        for filing in (each.filing for each in self._mentions):
            if filing.file_number is None and filing.cik is None:
                filing.file_number, filing.cik = self._leading
        return list(self._each_of_several()) or _numbered_only(tokens)

    def _take(self, token: re.Match[str]) -> None:
        """Take in the next token, which is of the last filing unless it begins another."""
        kind = token.lastgroup
        if kind == "amendment":
            self._amendment = (token.start(), amendments(token))
        elif kind == "form":
            self._open(token)
        elif kind in ("number", "bare_number", "cik"):
            self._number(token)
        elif self._mentions and kind in ("filed", "period", "dated", "bare_date"):
            self._date(token, self._mentions[-1].filing)
        if self._mentions and not (kind in _DAYS and self._unnumbered == len(self._mentions)):
            self._mentions[-1].end = token.end()

    def _cut(self) -> None:
        """Give each filing its part of the block: up to the next one, or to what the letter is."""
        starts = sorted({each.start for each in self._mentions})
        stops = dict(pairwise([*starts, len(self._text)]))
        for each in self._mentions:
            stop = stops[each.start]
            if _COMPANY.fullmatch(self._text, each.end, stop) and stop < len(self._text):
                stop = each.end
            subject = _SUBJECT.search(self._text, each.end, stop)
            part = self._text[each.start : subject.start() if subject else stop]
            each.filing.text = part.strip(" ;,-\u2013")

    def _each_of_several(self) -> Iterator[ReviewedFiling]:
        """The filings; one with several file numbers, as `Forms 10-K` of two registrants, as one of each."""
        starts = [each.start for each in self._mentions]
        above = registrants_above(self._block, self._text, starts)
        for each, registrants in zip(self._mentions, above, strict=True):
            numbers = [each.filing.file_number, *each.further]
            owners = registrants if len(registrants) == len(numbers) else [None] * len(numbers)
            for file_number, owner in zip(numbers, owners, strict=True):
                yield replace(each.filing, file_number=file_number, registrant=owner)

    def _open(self, token: re.Match[str]) -> None:
        """A form: a new filing, unless it only says again what the last one is."""
        form = form_type(token)
        if self._repeats(form, token.start()):
            return
        start, amendments = self._amendment or (token.start(), (None,))
        self._amendment = None
        if token["suffix"]:
            amendments = (int(token["suffix"]),)
        for amendment in amendments[:_MOST]:
            self._append(ReviewedFiling(form, amendment), start, token.end())

    def _append(self, filing: ReviewedFiling, start: int, end: int) -> None:
        self._mentions.append(_Mention(filing, start, end))

    def _complete_amendments(self) -> None:
        """`Amendments No. 1 and 2 to Form 10-K` are of one period; what follows is of both.

        `Forms 10-K and 10-K/A` are of one period too, but filed apart.
        """
        for each, following in reversed(list(pairwise(self._mentions))):
            if each.start == following.start:
                filing, other = each.filing, following.filing
                filing.period_end = filing.period_end or other.period_end
                filing.filed_on = filing.filed_on or other.filed_on
                each.end = following.end
            elif _AND.fullmatch(self._text, each.end, following.start):
                filing, other = each.filing, following.filing
                if other.form_type == f"{filing.form_type}/A":
                    filing.period_end = filing.period_end or other.period_end

    def _repeats(self, form: str, start: int) -> bool:
        if not self._mentions or self._amendment is not None:
            return False
        above = self._mentions[-1]
        last = above.filing
        if last.amendment is not None and _AMENDED.fullmatch(self._text, above.end, start):
            return True
        if last.period_end or last.filed_on or last.file_number or last.cik:
            return False
        between = self._text[above.start : start].lower()
        proxies = all("14" in each or "SC " in each for each in (form, str(last.form_type)))
        if proxies and " and " not in between:
            last.form_type = last.form_type if "14" in str(last.form_type) else form
            return True
        return last.form_type == form and " and " not in between and len(between) < _NEAR

    def _number(self, token: re.Match[str]) -> None:
        """A file number or CIK: of all filings above that have none yet."""
        cik = int(token["cik_number"]) if token["cik_number"] else None
        numbers = ["".join(each.split()) for each in _FILE_NUMBER.findall(token.group())]
        number = numbers[0] if numbers and cik is None else None
        pending = self._mentions[self._unnumbered :]
        for at, each in enumerate(pending, self._unnumbered):
            each.filing.file_number, each.filing.cik = number, cik
            if not self._is_one_of_several(at) and (self._is_plural(each) or len(pending) == 1):
                each.further = numbers[1:_MOST]
        if not self._mentions and (number or not self._leading[0]):
            self._leading = number, cik
        self._unnumbered = len(self._mentions)

    def _is_one_of_several(self, at: int) -> bool:
        """Whether the same words name the filing before or the one after."""
        beside = [*self._mentions[max(at - 1, 0) : at], *self._mentions[at + 1 : at + 2]]
        return any(each.start == self._mentions[at].start for each in beside)

    def _is_plural(self, mention: _Mention) -> bool:
        """Whether a filing is named as of several registrants: `Forms 10-K`, not `Forms 10-K and 10-Q`."""
        return (
            _SEVERAL.match(self._text, mention.start) is not None
            and _SEVERAL_FORMS.match(self._text, mention.start) is None
        )

    def _date(self, token: re.Match[str], filing: ReviewedFiling) -> None:
        if self._amendment is not None and token["filed_on"] and filing.filed_on:
            start, (amendment, *_) = self._amendment
            self._amendment = None
            filing = replace(filing, amendment=amendment, filed_on=None)
            self._append(filing, start, token.end())
        self._amend_last()
        if token["filed_on"]:
            self._filed(token)
        elif token["period_end"]:
            self._periods(token, filing, ends(token))
        elif token["dated_on"] and str(filing.form_type).startswith(EVENT_FORMS):
            self._periods(
                token, filing, [parse_date(token["dated_on"]), *dates(token["further_dated"])]
            )
        elif token["bare_date"] and str(filing.form_type).startswith(PERIODIC_FORMS):
            self._periods(
                token, filing, [parse_date(token["bare_on"]), *dates(token["further_bare"])]
            )

    def _periods(
        self, token: re.Match[str], filing: ReviewedFiling, days: Sequence[date | None]
    ) -> None:
        """A period; of `Forms 10-Q for the quarters ended ... and ...` a filing for each."""
        if filing.period_end is None:
            filing.period_end = days[0]
            start = self._mentions[-1].start
            several = _SEVERAL.match(self._text, start) or _PERIODS.match(token.group())
            for end in days[1:_MOST] if several else ():
                self._append(replace(filing, period_end=end), start, token.end())

    def _filed(self, token: re.Match[str]) -> None:
        """When the last filing was filed.

        Of `... and ..., respectively` it is one day per filing, of `Forms 8-K filed ... and ...` a
        filing for each day.
        """
        days = [parse_date(token["filed_on"])]
        further = token["further_days"] or ""
        last = self._mentions[-1]
        if further.lower().endswith("respectively") or self._is_one_of_several(
            len(self._mentions) - 1
        ):
            days.extend(dates(further))
        elif self._is_plural(last):
            for another in dates(further)[:_MOST]:
                self._append(replace(last.filing), last.start, token.end())
                days.append(another)
        for each, day in zip(self._mentions[-len(days) :], days, strict=False):
            each.filing.filed_on = each.filing.filed_on or day

    def _amend_last(self) -> None:
        """An amendment that no form follows is of the filing before it."""
        if self._amendment is not None and self._mentions:
            self._mentions[-1].filing.amendment = self._amendment[1][0]
            self._amendment = None


def _numbered_only(tokens: Sequence[re.Match[str]]) -> list[ReviewedFiling]:
    """Filings of which the block gives file numbers, or a CIK, alone: `File Nos. 811-08495 and 333-40455`."""
    numbers: dict[str, str] = {}
    ciks: dict[int, str] = {}
    for token in tokens:
        for number in _FILE_NUMBER.findall(token["numbers"] or ""):
            numbers.setdefault("".join(number.split()), token.group().strip())
        if token["cik"]:
            ciks.setdefault(int(token["cik_number"]), token.group())
    if numbers:
        named = list(numbers.items())[:_MOST]
        return [ReviewedFiling(file_number=number, text=text) for number, text in named]
    return [ReviewedFiling(cik=cik, text=text) for cik, text in list(ciks.items())[:_MOST]]
