"""Item types: whether a concept is numeric, and in which way (XBRL 2.1 §5.1.1.3).

Types are recognised by their names, since the taxonomies that define them are not part of a filing.
An unknown type is None, never a guess.
"""

from typing import Final, Literal, get_args

NumericKind = Literal["monetary", "shares", "decimal", "float", "fraction", "non-numeric"]
ValueType = Literal[
    "decimal",
    "integer",
    "nonPositiveInteger",
    "negativeInteger",
    "long",
    "int",
    "short",
    "byte",
    "nonNegativeInteger",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
    "positiveInteger",
    "boolean",
    "duration",
    "dateTime",
    "dateUnion",
    "date",
    "time",
    "gYearMonth",
    "gYear",
    "gMonthDay",
    "gDay",
    "gMonth",
]
"""Built-in types of XML Schema of which not every text is a value; floats are looked at elsewhere."""


# XBRL 2.1 §5.1.1.3, the data type registry up to 2024-01-31, us-types, srt-types and dei.
_NAMES: Final[dict[NumericKind, str]] = {
    "monetary": """
        monetary noDecimalsMonetary nonNegativeMonetary nonNegativeNoDecimalsMonetary""",
    "shares": "shares",
    "decimal": """
        decimal pure integer nonPositiveInteger negativeInteger long int short byte
        nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte
        positiveInteger percent perShare perUnit area volume mass weight energy power length
        memory boe insolation temperature pressure frequency irradiance speed planeAngle voltage
        electricCurrent force electricCharge flow massFlow monetaryPerLength monetaryPerArea
        monetaryPerVolume monetaryPerDuration monetaryPerEnergy monetaryPerMass ghgEmissions
        energyPerMonetary ghgEmissionsPerMonetary volumePerMonetary""",
    "float": "float double",
    "fraction": "fraction",
    "non-numeric": """
        string boolean hexBinary base64Binary anyURI QName duration dateTime time date gYearMonth
        gYear gMonthDay gDay gMonth normalizedString token language Name NCName
        domain escaped xmlNodes xml textBlock guidance noLangToken noLangString prefixedContent
        SQName SQNames gYearList enumeration enumerationSet
        dateString durationString periodString yesNo nineDigit threeDigit centralIndexKey
        filerCategory fiscalPeriod country currency""",
}
_KINDS: Final = {
    f"{name}ItemType": kind for kind, names in _NAMES.items() for name in names.split()
}


def numeric_kind(type_name: str) -> NumericKind | None:
    """How values of an item type are numeric, None where the type is not known.

    >>> numeric_kind("xbrli:sharesItemType")
    'shares'
    >>> numeric_kind("xyz:quantityItemType") is None
    True
    """
    return _KINDS.get(type_name.rpartition(":")[2])


# XBRL 2.1 §5.1.1.3: item types of one built-in type each, by its name; but for dateTime, a date
# or a dateTime.
_BUILT_IN: Final[dict[str, ValueType]] = {
    **{f"{name}ItemType": name for name in get_args(ValueType)},
    "dateTimeItemType": "dateUnion",
}


def value_type(type_name: str) -> ValueType | None:
    """The built-in type that values of an item type are of, where they are not just any text.

    None for texts, for binary data and where the type is not known.

    >>> value_type("xbrli:positiveIntegerItemType"), value_type("xbrli:sharesItemType")
    ('positiveInteger', 'decimal')
    """
    is_decimal = numeric_kind(type_name) in ("monetary", "shares", "decimal")
    return _BUILT_IN.get(type_name.rpartition(":")[2], "decimal" if is_decimal else None)
