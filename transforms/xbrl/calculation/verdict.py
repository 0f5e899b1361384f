"""Codes of verdicts: what a specification says of a sum, why it says nothing, and causes."""

from typing import Final, Literal

from transforms.codes import Code

VerdictCode = Literal["consistent", "inconsistent", "unbound"]
Unbound21 = Literal[
    "network_incomplete",
    "unreadable_fact",
    "duplicate_total",
    "duplicate_item",
    "not_finite",
    "nil_total",
    "no_items",
]
Unbound11 = Literal[
    "network_incomplete",
    "unreadable_fact",
    "disallowed_duplicates",
    "excess_digits",
    "nil_total",
    "no_items",
    "duplicate_relationship",
    "not_decimal",
    "in_tuple",
    "not_oim",
]
CauseCode = Literal[
    "rounding", "duplicate", "sign", "scale", "omitted", "incomplete", "unexplained"
]

VERDICTS: Final[dict[VerdictCode, Code]] = {
    "consistent": Code("The sum binds and agrees with the total"),
    "inconsistent": Code("The sum binds and does not agree with the total"),
    "unbound": Code("Not checked, for the reason that stands beside it"),
}

_NETWORK_INCOMPLETE: Final = Code(
    "A linkbase, locator or arc that the network may need is absent or could not be read"
)
_UNREADABLE_FACT: Final = Code("Total or item has a fact here that could not be read")

UNBOUND_21: Final[dict[Unbound21, Code]] = {
    "network_incomplete": _NETWORK_INCOMPLETE,
    "unreadable_fact": _UNREADABLE_FACT,
    "duplicate_total": Code("The total is reported more than once", "XBRL 2.1 §5.2.5.2"),
    "duplicate_item": Code("An item is reported more than once", "XBRL 2.1 §5.2.5.2"),
    "not_finite": Code(
        "Total or item is INF or NaN, which the rules for rounding do not cover",
        "XBRL 2.1 §4.6.7.2, §5.2.5.2",
    ),
    "nil_total": Code("The total is nil", "XBRL 2.1 §5.2.5.2"),
    "no_items": Code("No item is reported with a value", "XBRL 2.1 §5.2.5.2"),
}

UNBOUND_11: Final[dict[Unbound11, Code]] = {
    "network_incomplete": _NETWORK_INCOMPLETE,
    "unreadable_fact": _UNREADABLE_FACT,
    "disallowed_duplicates": Code(
        "Facts of total or item here that contradict each other, or of which one is nil",
        "Calculations 1.1",
    ),
    "excess_digits": Code(
        "Total or item has digits other than 0 beyond its decimals",
        "Calculations 1.1; EFM 6.05.37",
    ),
    "nil_total": Code("The total is nil", "Calculations 1.1"),
    "no_items": Code("No item is reported with a value", "Calculations 1.1"),
    "duplicate_relationship": Code(
        "The network draws a relationship of the total more than once", "Calculations 1.1"
    ),
    "not_decimal": Code(
        "Total or item is no decimal number: by its type, its value or a precision of 0",
        "Calculations 1.1",
    ),
    "in_tuple": Code(
        "Total or item stands in a tuple, of which the Open Information Model has none",
        "Calculations 1.1; xBRL-XML 1.0",
    ),
    "not_oim": Code(
        "The instance is none of the Open Information Model: its contexts have dimensions both in segments and in "
        "scenarios, or other content than dimensions, or it has fraction items or a precision of 0",
        "Calculations 1.1; xBRL-XML 1.0",
    ),
}

CAUSES: Final[dict[CauseCode, Code]] = {
    "rounding": Code("Inconsistent under XBRL 2.1 only: the intervals of both sides overlap"),
    "duplicate": Code("Consistent with one choice among duplicates of different value"),
    "sign": Code(
        "Consistent with one single fact negated, and chance would allow that to fewer than one in "
        "twenty amounts of its size"
    ),
    "scale": Code(
        "Consistent with one single fact times or by a thousand, million or billion, and chance "
        "likewise"
    ),
    "omitted": Code(
        "The difference is one amount here that the network leaves out or takes once too often "
        "or too seldom, and chance likewise"
    ),
    "incomplete": Code(
        "Items have no fact here and report the difference elsewhere: one of them in the same "
        "period, and chance likewise, or all of them together at least as much"
    ),
    "unexplained": Code("None of the others"),
}
