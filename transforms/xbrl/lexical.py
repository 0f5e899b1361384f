"""Lexical values of attributes, as XML Schema types them: decimals, integers, booleans."""

import re
from decimal import Decimal
from typing import Final

# `-1.50`
_DECIMAL: Final = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*")
# `1.5E-3`, `-INF`
_DOUBLE: Final = re.compile(
    r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
)
# `+7`
_INTEGER: Final = re.compile(r"\s*[+-]?[0-9]{1,4000}\s*")
WHITE_SPACE: Final = " \t\r\n"
"""What XML takes for white space: no-break and other spaces of Unicode are not (XML 1.0 §2.3)."""
_BLANKS: Final = str.maketrans(dict.fromkeys(WHITE_SPACE, " "))
SPECIAL_VALUES: Final = frozenset({"INF", "+INF", "-INF", "NaN"})
"""Values of xs:float and xs:double that are no finite numbers; xs:decimal has none of them."""
_BOOLEANS: Final = {"true": True, "1": True, "false": False, "0": False}


def decimal(text: str) -> Decimal | None:
    """Value of an `xs:decimal`, None outside its lexical space (no exponent, INF or NaN).

    >>> decimal("+1.00") == decimal("1"), decimal("1e3") is None
    (True, True)
    """
    return Decimal(text.strip()) if _DECIMAL.fullmatch(text) else None


def integer(text: str) -> int | None:
    """Value of an `xs:integer`, None outside its lexical space."""
    return int(text) if _INTEGER.fullmatch(text) else None


def double(text: str) -> float | None:
    """Value of an `xs:double`, None outside its lexical space."""
    text = text.strip(WHITE_SPACE)
    return float(text) if _DOUBLE.fullmatch(text) else None


def replaced(text: str) -> str:
    """Text with every white space a blank (XML Schema 1.0 part 2 §4.3.6, `replace`)."""
    return text.translate(_BLANKS)


def collapsed(text: str) -> str:
    """Text with one blank between its words, and none around them (likewise, `collapse`).

    >>> collapsed("  a   b ")
    'a b'
    """
    return " ".join(filter(None, replaced(text).split(" ")))


def stripped(text: str | None) -> str | None:
    """Value of an xs:ID, xs:NCName, xs:language or xs:anyURI, in which there is no white space.

    The same text where there is none around it: for one that nothing else is equal to.
    """
    return None if text is None else text.strip(WHITE_SPACE)


def xml_id(text: str | None) -> str | None:
    """Value of an xs:ID, around which no white space counts; None where there is none.

    >>> xml_id(" f1 "), xml_id("")
    ('f1', None)
    """
    return stripped(text) or None


class Identifiers(dict[str | None, str | None]):
    """Values of xs:ID, xs:IDREF and xs:NCName by their texts: no white space is around them.

    Equal values are one text.

    >>> identifiers = Identifiers()
    >>> identifiers[" c1 "], identifiers[None]
    ('c1', None)
    """

    def __missing__(self, text: str | None) -> str | None:
        value = None if text is None else collapsed(text)
        self[text] = value = self.setdefault(value, value)
        return value


def boolean(text: str) -> bool | None:
    """Value of an `xs:boolean`, None outside its lexical space."""
    return _BOOLEANS.get(text.strip())


def is_true(text: str | None) -> bool:
    """Whether an `xs:boolean` is true; False if it is absent or outside its lexical space."""
    return text is not None and boolean(text) is True
