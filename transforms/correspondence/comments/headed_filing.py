"""Which filing of the `Re:` block a heading above comments names."""

from collections.abc import Sequence
from typing import Final

from transforms.correspondence.frame.reviewed import ReviewedFiling, reviewed_filings
from transforms.correspondence.rendition.lines import letters_of

# Form 10 is filed under section 12(b) or 12(g) of the Exchange Act, and EDGAR has a form for each.
_FORM_10: Final = ("10-12B", "10-12G")
_SCHEDULES: Final = ("14A", "14C", "SC TO")  # of which EDGAR has a form for each stage or bidder


def filing_position(
    heading: str | None, beside: Sequence[str], reviewed: Sequence[ReviewedFiling]
) -> int | None:
    """The filing a heading names: the same form, of those the same period, filing date or registrant.

    Args:
        heading: The heading; None where none names a filing.
        beside: The headings of its level, of which one may be the registrant.
        reviewed: The filings of the `Re:` block.

    Returns:
        Its position from 1; None where the heading leaves open which it is, or names another.
    """
    named = reviewed_filings(heading)[:1] if heading is not None else []
    if heading is None or not named:
        return 1 if len(reviewed) == 1 else None
    headings = letters_of(" ".join(beside))
    scores = [_likeness(named[0], each, headings) for each in reviewed]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best else None


def _likeness(named: ReviewedFiling, filing: ReviewedFiling, headings: str) -> int:
    if filing.form_type is not None and _family(named.form_type) != _family(filing.form_type):
        return 0
    same = [
        (named.form_type, filing.form_type),
        (named.period_end, filing.period_end),
        (named.filed_on, filing.filed_on),
        (named.amendment, filing.amendment),
    ]
    is_of_registrant = filing.registrant is not None and letters_of(filing.registrant) in headings
    return 1 + is_of_registrant + sum(ours is not None and ours == theirs for ours, theirs in same)


def _family(form_type: str | None) -> str:
    """The form under which letters put those of EDGAR: `14A` for `PREC14A`, `10` for `10-12G`."""
    form = str(form_type).removesuffix("/A")
    if form in _FORM_10:
        return "10"
    return next((schedule for schedule in _SCHEDULES if schedule in form), form)
