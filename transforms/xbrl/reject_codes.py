"""Reject codes of XBRL: schemas, linkbases and instances."""

from typing import Final, Literal

from transforms.codes import Code

XbrlCode = Literal[
    "empty",
    "not-well-formed",
    "doctype",
    "absent-document",
    "not-a-schema",
    "not-a-linkbase",
    "not-an-instance",
    "duplicate-declaration",
    "role-missing",
    "locator-incomplete",
    "xlink-type",
    "custom-link",
    "too-many-pairs",
    "too-many-lines",
    "too-many-steps",
    "too-many-items",
    "too-many-durations",
    "arc-attribute",
    "undeclared-prefix",
    "unresolved-prefix",
    "ambiguous-prefix",
    "duplicate-id",
    "no-contexts",
    "missing-context",
    "unresolved-context",
    "invalid-context",
    "missing-unit",
    "unresolved-unit",
    "invalid-unit",
    "element-content",
    "nil-content",
    "invalid-nil",
    "unexpected-element",
    "not-a-number",
    "number-out-of-range",
    "invalid-decimals",
    "invalid-precision",
    "invalid-scale",
    "invalid-sign",
    "unknown-format",
    "invalid-format-text",
    "unresolved-continuation",
    "unresolved-tuple",
    "other-target",
]

XBRL_CODES: Final[dict[XbrlCode, Code]] = {
    "empty": Code("A document without content"),
    "not-well-formed": Code("A document that is no well-formed XML", "XML 1.0 §2.1"),
    "doctype": Code("A document with a DOCTYPE, which is not read"),
    "absent-document": Code(
        "A document that another names, of no standard taxonomy, and the filing does not hold",
        "XBRL 2.1 §3.2",
    ),
    "not-a-schema": Code("A document named like a schema, with another root element"),
    "not-a-linkbase": Code("A document named like a linkbase, with another root element"),
    "not-an-instance": Code(
        "A document declared an instance without XBRL in it, or with XBRL and read as none"
    ),
    "duplicate-declaration": Code(
        "An element or a role that its schema declares a second time",
        "XML Schema 1.0 §3.15.6; XBRL 2.1 §5.1.3",
    ),
    "role-missing": Code("An extended link without a role", "XBRL 2.1 §3.5.3.3"),
    "locator-incomplete": Code("A locator without label or href", "XBRL 2.1 §3.5.3.7"),
    "xlink-type": Code(
        "An extended link, locator or resource whose `xlink:type` is missing or another's; it is "
        "read by its name, and sums that it concerns are not checked",
        "XBRL 2.1 §3.5.3; XLink 1.0 §3.2",
    ),
    "custom-link": Code(
        "An extended link of no element of XBRL 2.1 with arcs of XBRL 2.1 in it; they are not read, "
        "and sums of its role are not checked",
        "XBRL 2.1 §3.5.3.9.7.3",
    ),
    "too-many-pairs": Code("An arc between more pairs of locators than the limit"),
    "too-many-lines": Code("A role whose presentation is deeper or has more lines than the limit"),
    "too-many-steps": Code(
        "Tables that lead over more relationships to members than the limit, each counted below every"
        " axis; of those that are left it is not said whether a member stands twice"
    ),
    "too-many-items": Code(
        "Summations of an instance with more items at all data points of their totals than the limit;"
        " those beyond it are not compared"
    ),
    "too-many-durations": Code(
        "Amounts of an instance with more durations than are compared with those they consist of"
    ),
    "arc-attribute": Code("An attribute of an arc outside its type", "XBRL 2.1 §3.5.3.9"),
    "undeclared-prefix": Code("Prefixes that the document does not declare"),
    "unresolved-prefix": Code("A name whose prefix is not declared", "Namespaces in XML §5"),
    "ambiguous-prefix": Code("A prefix that stands for several namespaces"),
    "duplicate-id": Code(
        "Contexts, units, tuples or continuations that share an id", "XML 1.0 §3.3.1"
    ),
    "no-contexts": Code("Facts of a document set without any context"),
    "missing-context": Code("An item that refers to no context", "XBRL 2.1 §4.6.1"),
    "unresolved-context": Code("A fact that refers to no context there is", "XBRL 2.1 §4.6.1"),
    "invalid-context": Code("A context that breaks the rules for contexts", "XBRL 2.1 §4.7"),
    "missing-unit": Code("A number that refers to no unit", "XBRL 2.1 §4.6.2"),
    "unresolved-unit": Code("A fact that refers to no unit there is", "XBRL 2.1 §4.6.2"),
    "invalid-unit": Code("A unit that breaks the rules for units", "XBRL 2.1 §4.8"),
    "element-content": Code("An item with elements in place of text", "XBRL 2.1 §4.6"),
    "nil-content": Code(
        "An item or tuple that is nil and has content; inline, one that shows a number",
        "XML Schema 1.0 §3.3.4",
    ),
    "invalid-nil": Code("`xsi:nil` that is neither true nor false", "XML Schema 1.0 §2.6.2"),
    "unexpected-element": Code(
        "An element of XBRL that has no place where it stands", "XBRL 2.1 §3.5, §4"
    ),
    "not-a-number": Code("A value that is no number where one must be", "XBRL 2.1 §5.1.1.3"),
    "number-out-of-range": Code("A number beyond what is computed with"),
    "invalid-decimals": Code("`decimals` that is neither an integer nor INF", "XBRL 2.1 §4.6.5"),
    "invalid-precision": Code("`precision` that is neither 0, more nor INF", "XBRL 2.1 §4.6.4"),
    "invalid-scale": Code("`scale` that is no integer", "Inline XBRL 1.1"),
    "invalid-sign": Code("`sign` that is not a minus", "Inline XBRL 1.1"),
    "unknown-format": Code(
        "A format of no registry that EDGAR takes: 3 (2015), 4 (2020), 5 (2022) and the SEC's",
        "Inline XBRL 1.1",
    ),
    "invalid-format-text": Code(
        "A text that its format does not take", "Transformation registries"
    ),
    "unresolved-continuation": Code(
        "A text that goes on nowhere, or a continuation of no text", "Inline XBRL 1.1"
    ),
    "unresolved-tuple": Code("A fact of a tuple there is not", "Inline XBRL 1.1"),
    "other-target": Code("A fact for another target document", "Inline XBRL 1.1"),
}
