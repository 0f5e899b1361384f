"""Item types: whether a concept is numeric, and in which way (XBRL 2.1 §5.1.1.3).

Types are recognised by their names, since the taxonomies that define them are not part of a filing.
An unknown type is None, never a guess.
"""

from typing import Final, Literal

NumericKind = Literal["monetary", "decimal", "float", "non-numeric"]


def _kinds() -> dict[str, NumericKind]:
    kinds: dict[str, NumericKind] = {}
    for kind, names in _NAMES.items():
        for name in names.split():
            kinds[f"{name}ItemType"] = kind
    return kinds


# XBRL 2.1 §5.1.1.3, the data type registry up to 2024-01-31, us-types, srt-types and dei.
_NAMES: Final[dict[NumericKind, str]] = {
    "monetary": """
        monetary noDecimalsMonetary nonNegativeMonetary nonNegativeNoDecimalsMonetary""",
    "decimal": """
        decimal shares pure fraction integer nonPositiveInteger negativeInteger long int short
        byte nonNegativeInteger unsignedLong unsignedInt unsignedShort unsignedByte
        positiveInteger percent perShare perUnit area volume mass weight energy power length
        memory boe insolation temperature pressure frequency irradiance speed planeAngle voltage
        electricCurrent force electricCharge flow massFlow monetaryPerLength monetaryPerArea
        monetaryPerVolume monetaryPerDuration monetaryPerEnergy monetaryPerMass ghgEmissions
        energyPerMonetary ghgEmissionsPerMonetary volumePerMonetary""",
    "float": "float double",
    "non-numeric": """
        string boolean hexBinary base64Binary anyURI QName duration dateTime time date gYearMonth
        gYear gMonthDay gDay gMonth normalizedString token language Name NCName
        domain escaped xmlNodes xml textBlock guidance noLangToken noLangString prefixedContent
        SQName SQNames gYearList enumeration enumerationSet
        dateString durationString periodString yesNo nineDigit threeDigit centralIndexKey
        filerCategory fiscalPeriod country currency""",
}
_KINDS: Final = _kinds()


def numeric_kind(type_name: str) -> NumericKind | None:
    """How values of an item type are numeric, None where the type is not known.

    >>> numeric_kind("xbrli:sharesItemType")
    'decimal'
    >>> numeric_kind("xyz:quantityItemType") is None
    True
    """
    return _KINDS.get(type_name.rpartition(":")[2])


def is_numeric_type(type_name: str) -> bool | None:
    """Whether values of an item type are numbers, None where the type is not known.

    >>> is_numeric_type("dtr-types:percentItemType"), is_numeric_type("nonnum:textBlockItemType")
    (True, False)
    """
    kind = numeric_kind(type_name)
    return None if kind is None else kind != "non-numeric"
