"""Codes in the rows of linkbases: where a concept's name is from, what became of an arc."""

from typing import Final, Literal

from transforms.codes import Code

QNameSource = Literal["schema", "url_rule", "fallback"]
IneffectiveReason = Literal["prohibited", "prohibiting", "overridden", "duplicate"]
DeclaredIn = Literal["filing", "standard", "nowhere"]

QNAME_SOURCES: Final[dict[QNameSource, Code]] = {
    "schema": Code("Declaration of the element in a schema of the filing", "XBRL 2.1 §5.1.1"),
    "url_rule": Code(
        "Address and id in a standard schema, which follow one rule: us-gaap_Assets is us-gaap:Assets"
    ),
    "fallback": Code("Id in the locator's href alone; the namespace is not known"),
}

INEFFECTIVE_REASONS: Final[dict[IneffectiveReason, Code]] = {
    "prohibited": Code(
        "Removed by a prohibiting arc of the same or a higher priority", "XBRL 2.1 §3.5.3.9.7.5"
    ),
    "prohibiting": Code(
        "Its use is prohibited, whether it removes another or not", "XBRL 2.1 §3.5.3.9.7.2"
    ),
    "overridden": Code("An equivalent arc has a higher priority", "XBRL 2.1 §3.5.3.9.7.5"),
    "duplicate": Code(
        "An equivalent arc of the same priority stands before it", "XBRL 2.1 §3.5.3.9.7.4"
    ),
}

DECLARED_IN: Final[dict[DeclaredIn, Code]] = {
    "filing": Code("A schema of the filing declares the role", "XBRL 2.1 §5.1.3"),
    "standard": Code(
        "XBRL 2.1 or the schema of a standard taxonomy declares the role", "XBRL 2.1 §5.1.3"
    ),
    "nowhere": Code("Used and declared nowhere that is known", "XBRL 2.1 §3.5.2.4"),
}
