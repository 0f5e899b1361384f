"""Comments that hold amounts or places against each other."""

import pytest

from transforms.correspondence.comments.amounts import amounts
from transforms.correspondence.comments.reconciliation import Reconciliation, reconciliation


def score(text: str) -> Reconciliation:
    return reconciliation(text, amounts(text))


@pytest.mark.parametrize(
    "text",
    [
        (
            "Please reconcile for us the table of marketable securities on page 62 to the fair value "
            "hierarchy table on page 63. The table on page 62 shows $55,574 while the hierarchy table "
            "shows $254,527."
        ),
        "Total assets of $1,234 in the balance sheet do not agree with $1,243 on page F-60.",
        (
            "The amounts in this table do not appear to foot to the total of $45 million on page 9; the "
            "items are $44 million."
        ),
        "We note a discrepancy between the $12 million on page 5 and the $15 million on page 88.",
        "We are unable to reconcile the amounts on page 12 with those in Note 7. Please advise.",
        (
            "The net loss of $5 million here differs from the amount of $6 million in your statement "
            "of operations. Please revise."
        ),
        "You disclose 12,345 million yen on page 44 and ¥12,543 million in Note 7. Please reconcile these amounts.",
        "Revenue is $45 million on page 3 and $54 million below. Reconcile the difference, or revise.",
    ],
)
def test_amounts_or_places_that_do_not_agree_are_flagged(text: str) -> None:
    found = score(text)
    assert found.is_asked
    assert found.evidence
    assert all(" ".join(each.split()) in " ".join(text.split()) for each in found.evidence)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Please reconcile your non-GAAP measure to the most directly comparable GAAP measure. "
            "Refer to Item 10(e) of Regulation S-K."
        ),
        (
            "Please provide a reconciliation of Adjusted EBITDA of $5 million to net income of $4 "
            "million with equal prominence, see page 45."
        ),
        (
            "We do not agree with your conclusion that the $5 million and the $6 million on page 4 "
            "are immaterial."
        ),
        (
            "Please reconcile adjusted EBITDA on page 4 to net income on page 5, the most directly "
            "comparable GAAP measure."
        ),
        "We do not agree that the amount is immaterial.",
        "Please reconcile these amounts.",
        (
            "Adjusted EBITDA of $5 million on page 4 and $6 million on page 5 are non-GAAP measures. "
            "Please reconcile these amounts."
        ),
        "This is inconsistent with Question 100.03.",
        "Please tell us how you considered the guidance in ASC 280-10-50-41.",
    ],
)
def test_other_talk_of_reconciling_is_not(text: str) -> None:
    assert not score(text).is_asked


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("The totals do not agree to one another, see page 4.", 0.5 - 0.3),
        ("The $4 does not agree to the amount.", 0.5 - 0.3),
        ("The totals on page 4 do not agree to those on page 9.", 0.5 + 0.2),
        ("The $4 does not agree to the $9.", 0.5 + 0.3),
        ("The $4 on page 4 does not agree to the $9 on page 9.", 0.5 + 0.3 + 0.2),
        ("Please reconcile these amounts.", 0.4 - 0.3),
        ("Please reconcile the $4 to the $9.", 0.4 + 0.3),
        ("Please reconcile the $4 on page 4 to the $9 on page 9.", 0.4 + 0.3 + 0.2),
    ],
)
def test_verbs_amounts_and_places_each_have_their_points(text: str, points: float) -> None:
    assert score(text).score == pytest.approx(points)


def test_the_score_stays_between_0_and_1() -> None:
    text = "Please reconcile $1 on page 2 to $3 on page 4, which do not agree: a discrepancy. " * 9
    assert score(text).score == 1.0
    assert score("Nothing.").score == 0.0


def test_notes_are_places_by_letter_too() -> None:
    text = (
        "Adjustment (d) gives $38 million and $23 million. Expand the disclosure under note (f) to reconcile the"
        " adjustments shown under that note to the amounts reflected in note (d)."
    )
    assert reconciliation(text, amounts(text)).is_asked


@pytest.mark.parametrize("more", range(8))
def test_a_place_is_never_cut_in_evidence(more: int) -> None:
    far = "so " * 120 + "x" * more
    text = f"The amounts on page 4 do not agree with those on page 6, {far} see page 52."
    assert "page 5" not in score(text).evidence
