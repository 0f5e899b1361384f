"""Schemas of facts and of calculations."""

from typing import Final

import pyarrow as pa

from transforms.datasets.dataset import (
    AMOUNT,
    BOOL,
    DATE,
    FACTOR,
    INT32,
    INT64,
    STRING,
    field,
    list_of,
    of_filings,
)

SUMMATION_ITEM: Final = "http://www.xbrl.org/2003/arcrole/summation-item"
"""The one arcrole whose sums XBRL 2.1 §5.2.5.2 binds."""
_DIMENSION = pa.struct([("axis", STRING), ("member", STRING), ("typed_value", STRING)])

_ITEM = pa.struct(
    [
        ("concept", STRING),
        ("weight", FACTOR),
        ("order", FACTOR),
        ("value", AMOUNT),
        ("decimals", INT32),
        ("n_duplicates", INT32),
    ]
)

FACTS: Final = of_filings(
    "facts",
    "fact of an instance",
    "instance fact_index",
    [
        field("instance", STRING, "Document the fact was read from", null=False),
        field("fact_index", INT32, "Fact in document order, from 0", null=False),
        field("concept", STRING, "prefix:LocalName", null=False),
        field("namespace", STRING, "Namespace of the concept", null=False),
        field("context_id", STRING, "Id of the context"),
        field("entity", STRING, "Entity identifier"),
        field("period_type", STRING, "instant, duration or forever"),
        field("start_date", DATE, "First day of a duration"),
        field("end_date", DATE, "Last day of a duration, or the instant, as filed"),
        field("dimensions", list_of(_DIMENSION), "Axis and member, sorted by axis", null=False),
        field(
            "dimensions_key", STRING, "Canonical text of the dimensions; '' without any", null=False
        ),
        field("n_dimensions", INT32, "Number of dimensions", null=False),
        field("other_segment", STRING, "Segment or scenario content that is not a dimension"),
        field("unit", STRING, "Unit, USD or USD/shares; null for non-numeric facts"),
        field(
            "value",
            STRING,
            "Value after inline transformation (registries 3 to 5 and the SEC's), scale and sign; "
            "text may be cut",
        ),
        field("numeric_value", AMOUNT, "Numeric value; null where it needs more digits"),
        field(
            "decimals",
            INT32,
            "decimals; null if absent or INF. A number with neither decimals nor precision is "
            "calculated with as it is, without rounding, as if it were exact",
        ),
        field("is_exact", BOOL, "decimals is INF", null=False),
        field("is_nil", BOOL, "xsi:nil", null=False),
        field("is_hidden", BOOL, "In ix:hidden", null=False),
        field(
            "is_preferred",
            BOOL,
            "Of duplicates (same instance, concept, context, unit and language) the one that is "
            "not nil, shown, most precise, and first; null in rows written before this was kept",
        ),
        field("lang", STRING, "xml:lang"),
        field("fact_id", STRING, "Id of the fact"),
        field("value_length", INT64, "Characters of the whole value"),
        field("is_lenient", BOOL, "Read from a document that is not well-formed XML", null=False),
        field("file", STRING, "Document that holds the fact"),
        field("line", INT32, "Line of the fact's start tag"),
    ],
)

CALCULATIONS: Final = of_filings(
    "calculations",
    "summation looked at: total x data point x network",
    "instance role_uri arcrole concept namespace context_id unit unit_measures tuple_index",
    [
        field("instance", STRING, "Document the facts were read from", null=False),
        field("role_uri", STRING, "Extended link role", null=False),
        field("arcrole", STRING, "Arcrole of the network", null=False),
        field("concept", STRING, "The total, prefix:LocalName", null=False),
        field("namespace", STRING, "Namespace of the total", null=False),
        field("context_id", STRING, "First of the equal contexts in document order", null=False),
        field("entity", STRING, "Entity identifier"),
        field("period_type", STRING, "instant, duration or forever"),
        field("start_date", DATE, "First day of a duration"),
        field("end_date", DATE, "Last day of a duration, or the instant"),
        field("dimensions", list_of(_DIMENSION), "Axis and member, sorted by axis", null=False),
        field(
            "dimensions_key", STRING, "Canonical text of the dimensions; '' without any", null=False
        ),
        field("n_dimensions", INT32, "Number of dimensions", null=False),
        field("unit", STRING, "Unit, USD or USD/shares", null=False),
        field("unit_measures", STRING, "Measures of the unit as {namespace}name", null=False),
        field("tuple_index", INT32, "fact_index of the total's tuple, -1 at the top", null=False),
        field("reported", AMOUNT, "Total as reported: most precise of duplicates, then the first"),
        field("decimals", INT32, "decimals of `reported`; null if absent or INF"),
        field("is_exact", BOOL, "decimals of `reported` is INF"),
        field(
            "xbrl21",
            STRING,
            "consistent, inconsistent or unbound (XBRL 2.1 §5.2.5.2). A rate is inconsistent / "
            "(consistent + inconsistent): unbound is not checked, and no part of the denominator. "
            "Of the arcrole of Calculations 1.1 it is what XBRL 2.1 would say; it does not bind it",
            null=False,
        ),
        field("xbrl21_unbound", STRING, "Why XBRL 2.1 does not bind; a code"),
        field("xbrl21_computed", AMOUNT, "Sum of rounded items x weights, rounded to the total"),
        field(
            "calc11",
            STRING,
            "consistent, inconsistent or unbound (Calculations 1.1). A rate is inconsistent / "
            "(consistent + inconsistent), as of `xbrl21`",
            null=False,
        ),
        field("calc11_unbound", STRING, "Why Calculations 1.1 does not bind; a code"),
        field("calc11_low", AMOUNT, "Low end of the interval of the weighted sum"),
        field("calc11_high", AMOUNT, "High end of the interval of the weighted sum"),
        field("calc11_low_closed", BOOL, "Whether the low end belongs to the interval"),
        field("calc11_high_closed", BOOL, "Whether the high end belongs to the interval"),
        field("difference", AMOUNT, "Reported less weighted sum of the items as reported"),
        field("items_defined", INT32, "Items of the network", null=False),
        field("items_reported", INT32, "Items with a value at this data point", null=False),
        field("duplicates", INT32, "Facts beyond the first of total and items", null=False),
        field("cause", STRING, "Cause of an inconsistency; null where there is none"),
        field("cause_concept", STRING, "Concept the cause points at"),
        field("items", list_of(_ITEM), "Items with value, weight and order", null=False),
    ],
    counted_by="xbrl21 calc11 cause",
    counted_if={"xbrl21": ("arcrole", SUMMATION_ITEM)},
)
