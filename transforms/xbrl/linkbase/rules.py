"""Findings: the rules a linkbase can break, each with its severity."""

from typing import Final, Literal, NamedTuple

from transforms.xbrl.names import SUMMATION_ITEM_11

Severity = Literal["error", "warning"]

SEVERITIES: Final[dict[str, Severity]] = {
    "weight-missing": "error",  # XBRL 2.1 §5.2.5.2.1
    "weight-not-a-number": "error",
    "weight-zero": "error",
    "weight-not-unit": "warning",  # EFM 6.14.02
    "order-missing": "warning",  # EFM 6.14.01
    "order-not-a-number": "error",  # XBRL 2.1 §3.5.3.9.5
    "balance-weight": "error",  # XBRL 2.1 §5.1.1.2
    "period-type": "warning",  # EFM 6.14.03
    "cycle": "warning",  # EFM 6.14.04
    "duplicate-relationship": "warning",  # Calculations 1.1, where it is an error
    "duplicate-arc": "warning",  # XLink 1.0; XBRL 2.1 §3.5.3.9
    "unresolved-label": "error",  # XBRL 2.1 §3.5.3.9
    "unresolved-locator": "error",  # XBRL 2.1 §3.5.3.7
    "ineffectual-arc": "warning",  # EFM 6.09.03
    "not-numeric": "error",  # XBRL 2.1 §5.2.5.2
}


class Finding(NamedTuple):
    """A row of dataset `findings` less its filing key and ordinal: a defect of a linkbase."""

    rule: str
    severity: Severity
    linkbase: str | None
    role_uri: str | None
    arcrole: str | None
    from_concept: str | None
    to_concept: str | None
    weight_text: str | None
    message: str
    file: str | None
    line: int | None


def finding(
    rule: str,
    message: str,
    *,
    linkbase: str,
    role_uri: str,
    file: str,
    line: int | None,
    arcrole: str | None = None,
    from_concept: str | None = None,
    to_concept: str | None = None,
    weight_text: str | None = None,
) -> Finding:
    """A finding with the severity that its rule has."""
    severity = SEVERITIES[rule]
    if rule == "duplicate-relationship" and arcrole == SUMMATION_ITEM_11:
        severity = "error"
    return Finding(
        rule,
        severity,
        linkbase or None,
        role_uri or None,
        arcrole or None,
        from_concept,
        to_concept,
        weight_text,
        message,
        file,
        line,
    )
