"""Codes of `filings.instance_kind`: how an instance is written."""

from typing import Final, Literal

from transforms.codes import Code

InstanceKind = Literal["classic", "extracted", "inline"]

INSTANCE_KINDS: Final[dict[InstanceKind, Code]] = {
    "classic": Code("XML instance that the company filed", "XBRL 2.1 §4"),
    "extracted": Code("XML instance that EDGAR extracted from Inline XBRL", "EFM 5.2.5"),
    "inline": Code("Facts in XHTML", "Inline XBRL 1.1"),
}
